"""How sure it is that a section of the earlier site has become one of the later: title, text, place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from linkcontract.match.likeness import Fingerprints, normal_title, text_likeness, title_likeness
from linkcontract.match.neighbors import Slots
from linkcontract.match.outline import Outline, PageOutline, Section
from linkcontract.site import AnchorKind

_MERE_TITLE = 0.88
"""The most that titles alone can tell which are alike but not the same."""

_HARDLY = 0.2
"""Texts less alike than this have nothing to do with each other."""

_CAPTIONED = (AnchorKind.FIGURE, AnchorKind.TABLE)


class SectionLikeness:
    """Compares sections of two outlines; `followed` says what became of a page that moved."""

    def __init__(
        self, before: Outline, after: Outline, followed: Mapping[str, tuple[PageOutline, float]]
    ) -> None:
        self._before = before
        self._after = after
        self._followed = followed
        self.print_of = Fingerprints().of
        self._slots = Slots(before, after)
        self._old_titles = _count_titles(before)
        self._titles = _count_titles(after)

    def of(self, old: Section, new: Section) -> float:
        """How sure it is that the old section is now the new one."""
        title = title_likeness(old.title, new.title)
        same_label = shares_label(old, new)
        near = new.page in self.near(old)
        stood = self._stood_before(new)
        slot = near and self._slots.alike(old, new)
        bonus = (
            0.08 * near + 0.3 * same_label + 0.1 * bool(slot) - 0.1 * (not _kinds_agree(old, new))
        )
        mine, other = self.print_of(old), self.print_of(new)
        if mine.telling and other.telling:
            text = text_likeness(mine, other)
            usual = not (near or same_label) and self._is_usual(old.title)
            if usual:
                title *= 0.5
            score = 0.35 * title + 0.65 * text.score + bonus
            if text.common >= 0.8:
                score = max(score, 0.88 + 0.1 * title + bonus)
            elif text.kept >= 0.75:
                score = max(score, 0.7 + 0.15 * title + bonus)
            elif title == 1.0 and not stood and (near or same_label or text.score > 0.15):
                score = max(score, 0.6 + 0.3 * text.score + bonus)
            elif title == 1.0 and self._opens_new_page(new):
                score = max(score, 0.52)
            elif slot and not stood and (title >= 0.3 or text.score > 0.15):
                score = max(score, 0.52 + 0.2 * title + 0.2 * text.score)
            return score - 0.25 * (stood and text.kept < 0.6)
        if stood or not old.title or not new.title:
            return 0.0
        alone = self._titles[normal_title(new.title)] == 1
        score = 0.8 * title + bonus
        if title == 1.0:
            score = (0.85 if alone or near else 0.35) + bonus
        elif not near:
            score -= 0.25
        elif slot and title >= 0.3:
            score = max(score, 0.52 + 0.3 * title)
        return score if title == 1.0 or same_label else min(score, _MERE_TITLE)

    def near(self, section: Section) -> set[str]:
        """The pages where the section is looked for first: its own, and what became of that."""
        followed = self._followed.get(section.page)
        return {section.page} if followed is None else {section.page, followed[0].path}

    def is_part_of(self, old: Section, new: Section) -> bool:
        """Whether most of the old text stands in the new section, among whatever else."""
        mine = self.print_of(old)
        return mine.telling and text_likeness(mine, self.print_of(new)).kept >= 0.7

    def is_belied(self, old: Section, new: Section) -> bool:
        """Whether the texts say that the sections have nothing to do with each other."""
        mine, other = self.print_of(old), self.print_of(new)
        return mine.telling and other.telling and text_likeness(mine, other).score < _HARDLY

    def has_twin(self, old: Section, new: Section) -> bool:
        """Whether another heading of either page has the old title: ids like `options-1` then say little."""
        name = normal_title(old.title)
        return any(
            section is not old and section is not new and normal_title(section.title) == name
            for page in (self._before.pages[old.page], self._after.pages[new.page])
            for section in page.sections
        )

    def _opens_new_page(self, new: Section) -> bool:
        """Whether the section is the title of a page that was not there before."""
        return new.level == 1 and new.page not in self._before.pages

    def _is_usual(self, title: str) -> bool:
        """Whether several sections have this title ("Overview"), so that it tells little."""
        name = normal_title(title)
        return max(self._titles[name], self._old_titles[name]) > 1

    def _stood_before(self, new: Section) -> bool:
        """Whether the section had its place (page and id) before, so that it did not appear."""
        page = self._before.pages.get(new.page)
        return page is not None and any(not set(new.ids).isdisjoint(s.ids) for s in page.parts)


def is_label(id: str, *titles: str) -> bool:
    """Whether somebody chose the id: it is not just the words of a title."""
    return bool(id) and normal_title(id) not in map(normal_title, titles)


def _count_titles(outline: Outline) -> Counter[str]:
    return Counter(
        normal_title(part.title) for page in outline.pages.values() for part in page.parts
    )


def shares_label(old: Section, new: Section) -> bool:
    """Whether both have an id that somebody chose."""
    return any(is_label(id, old.title, new.title) for id in set(old.ids) & set(new.ids))


def _kinds_agree(old: Section, new: Section) -> bool:
    if old.level and new.level:
        return True
    if old.kind in _CAPTIONED:
        return new.kind in _CAPTIONED
    return old.kind == new.kind or AnchorKind.OLDER_LABEL in (old.kind, new.kind)
