"""How sure it is that a section of the earlier site has become one of the later: title, text, place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from linkcontract.match.likeness import (
    TextLikeness,
    is_slug,
    normal_title,
    title_likeness,
    title_words,
)
from linkcontract.match.neighbors import Slots
from linkcontract.match.outline import Outline, Section
from linkcontract.match.texts import SectionTexts
from linkcontract.match.thresholds import (
    HARDLY,
    HARDLY_CALLED,
    MERE_TITLE,
    MOST_PARTNERS,
    MOSTLY_KEPT,
    SAME_TEXT,
    SOLE_LABEL,
)
from linkcontract.site import AnchorKind

_LONG = 48
"""Of a text with more pairs of words than this, one pair in eight is enough to find it by."""

_CAPTIONED = (AnchorKind.FIGURE, AnchorKind.TABLE)


class SectionLikeness:
    """Compares sections of two outlines; `followed` says what became of an earlier page: addresses."""

    def __init__(
        self, before: Outline, after: Outline, followed: Mapping[str, Collection[str]]
    ) -> None:
        self._before = before
        self._followed = followed
        self.texts = SectionTexts()
        self._slots = Slots(before, after)
        self._places = {
            (part.page, id): part
            for page in before.pages.values()
            for part in page.parts
            for id in part.ids
        }
        self._old_titles = _count_titles(before)
        self._titles = _count_titles(after)
        self._old_twins = _count_on_pages(before)
        self._twins = _count_on_pages(after)
        self._holders = Counter(
            id for outline in (before, after) for section in outline.sections for id in section.ids
        )
        self._by_title: dict[str, list[Section]] = defaultdict(list)
        for section in before.sections:
            self._by_title[normal_title(section.title)].append(section)
        self._boilerplate: dict[int, float] = {}

    def of(self, old: Section, new: Section) -> float:
        """How sure it is that the old section is now the new one."""
        title = title_likeness(old.title, new.title)
        same_label = shares_label(old, new)
        its_label = same_label and self._shares_sole_label(old, new)
        near = new.page in self.near(old)
        stood = self.stood_before(new) is not None
        slot = near and self._slots.alike(old, new)
        bonus = (
            0.08 * near + 0.3 * same_label + 0.1 * bool(slot) - 0.1 * (not _kinds_agree(old, new))
        )
        text = self.texts.likeness(old, new)
        if text is not None:
            if self.is_usual(old.title) and not (near or same_label):
                if self._is_boilerplate(old, text):
                    return 0.0
                title *= 0.5
            score = 0.35 * title + 0.65 * text.score + bonus
            if text.common >= SAME_TEXT:
                score = max(score, 0.88 + 0.1 * title + bonus)
            elif text.kept >= MOSTLY_KEPT:
                score = max(score, 0.7 + 0.15 * title + bonus)
            elif title == 1.0 and not stood and (near or same_label or text.score > 0.15):
                score = max(score, 0.6 + 0.3 * text.score + bonus)
            elif title == 1.0 and self._opens_new_page(new):
                score = max(score, 0.52)
            elif slot and not stood and (title >= HARDLY_CALLED or text.score > 0.15):
                score = max(score, 0.52 + 0.2 * title + 0.2 * text.score)
            if its_label and (title or text.score >= HARDLY):
                score = max(score, SOLE_LABEL)
            return score - 0.25 * (stood and text.kept < 0.6)
        if stood or not old.title or not new.title:
            return 0.0
        score = 0.8 * title + bonus
        if title == 1.0:
            alone = self._titles[normal_title(new.title)] == 1
            score = (0.85 if alone or near else 0.35) + bonus
        elif not near:
            score -= 0.25
        elif slot and title >= HARDLY_CALLED:
            score = max(score, 0.52 + 0.3 * title)
        if its_label:
            score = max(score, SOLE_LABEL)
        return score if title == 1.0 or same_label else min(score, MERE_TITLE)

    def near(self, section: Section) -> set[str]:
        """The pages where the section is looked for first: its own, and what became of that."""
        return {section.page, *self._followed.get(section.page, ())}

    def marks(self, section: Section) -> set[object]:
        """What a section is found by: its ids, the words of its title, phrases of its text."""
        marks: set[object] = {("id", id) for id in section.ids if id}
        marks |= {("word", word) for word in title_words(section.title)}
        marks.add(("title", normal_title(section.title)))
        pairs = self.texts.of(section).pairs
        marks.update(pair for pair in pairs if len(pairs) < _LONG or pair % 8 == 0)
        return marks

    def has_twin(self, old: Section, new: Section) -> bool:
        """Whether another heading of either page has the old title: ids like `options-1` then say little."""
        name = normal_title(old.title)
        others = self._old_twins[old.page, name] - 1
        others += self._twins[new.page, name] - (normal_title(new.title) == name)
        return others > 0

    def is_usual(self, title: str) -> bool:
        """Whether several sections have this title ("Overview"), so that it tells little."""
        name = normal_title(title)
        return max(self._titles[name], self._old_titles[name]) > 1

    def stood_before(self, new: Section) -> Section | None:
        """The section that had its place (page and id) before; `None` if it appeared."""
        places = (self._places.get((new.page, id)) for id in new.ids)
        return next(filter(None, places), None)

    def _is_boilerplate(self, old: Section, text: TextLikeness) -> bool:
        """Whether another earlier section of the old one's title was as much like it as the new one is."""
        known = self._boilerplate.get(id(old))
        if known is None:
            twins = self._by_title[normal_title(old.title)][:MOST_PARTNERS]
            alike = (self.texts.likeness(old, twin) for twin in twins if twin is not old)
            known = max((text.best for text in alike if text), default=0.0)
            self._boilerplate[id(old)] = known
        return text.best <= known

    def _shares_sole_label(self, old: Section, new: Section) -> bool:
        """Whether both have an id that somebody chose, and no other section has or had it."""
        return any(
            self._holders[id] == 2
            for id in set(old.ids) & set(new.ids)
            if is_label(id, old.title, new.title)
        )

    def _opens_new_page(self, new: Section) -> bool:
        """Whether the section is the title of a page that was not there before."""
        return new.level == 1 and new.page not in self._before.pages


def is_label(id: str, *titles: str) -> bool:
    """Whether somebody chose the id: it is not just the words of a title."""
    return bool(id) and not any(is_slug(id, title) for title in titles)


def shares_label(old: Section, new: Section) -> bool:
    """Whether both have an id that somebody chose."""
    return any(is_label(id, old.title, new.title) for id in set(old.ids) & set(new.ids))


def _count_titles(outline: Outline) -> Counter[str]:
    return Counter(
        normal_title(part.title) for page in outline.pages.values() for part in page.parts
    )


def _count_on_pages(outline: Outline) -> Counter[tuple[str, str]]:
    return Counter((section.page, normal_title(section.title)) for section in outline.sections)


def _kinds_agree(old: Section, new: Section) -> bool:
    if old.level and new.level:
        return True
    if old.kind in _CAPTIONED:
        return new.kind in _CAPTIONED
    return old.kind == new.kind or AnchorKind.OLDER_LABEL in (old.kind, new.kind)
