"""The best new home for each address that is no longer served.

What vanished is matched with what appeared: whole pages first, whose sections then follow under the
same ids; then section by section, on the same page first and then anywhere, by title and text. Each
new section is the home of one old one, the surest pairs first; only text that was merged into a
section may make it a second time. What is not alike enough gets no home: a wrong one is worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from linkcontract.addresses import anchor_address
from linkcontract.likeness import (
    Fingerprint,
    fingerprint,
    normal_title,
    text_likeness,
    title_likeness,
)
from linkcontract.model import AnchorKind
from linkcontract.outline import Outline, PageOutline, Section
from linkcontract.pagematching import match_pages
from linkcontract.sectionindex import SectionIndex
from linkcontract.slots import Slots
from linkcontract.urls import split_address

ENOUGH = 0.5
"""Below this a suggestion is not made."""
CERTAIN = 0.9
"""From here on a suggestion may be applied without asking."""
_MERE_TITLE = 0.88
"""The most that titles alone can tell which are alike but not the same."""
_CAPTIONED = (AnchorKind.FIGURE, AnchorKind.TABLE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new home for an address; ``likeness`` (0 to 1) says how sure, ``title`` what stands there."""

    address: str
    likeness: float
    title: str = ""


def suggest(broken: Collection[str], before: Outline, after: Outline) -> dict[str, Suggestion]:
    """Homes for the broken addresses that have one.

    ``before`` is everything that was published, not the broken part alone: what stands unchanged in
    ``after`` is not taken for what appeared. Addresses of ``before`` that are not broken are left out.
    """
    return _Suggester(frozenset(broken), before, after).homes()


class _Suggester:
    def __init__(self, broken: frozenset[str], before: Outline, after: Outline) -> None:
        self.broken = broken
        self.before = before
        self.after = after
        self.found: dict[str, Suggestion] = {}
        self.pages: dict[str, tuple[PageOutline, float]] = {}
        self.prints: dict[int, Fingerprint] = {}
        self.taken: set[int] = set()
        self.slots = Slots(before, after)
        self.titles = Counter(normal_title(section.title) for section in after.sections)
        self.old_titles = Counter(normal_title(section.title) for section in before.sections)

    def homes(self) -> dict[str, Suggestion]:
        self._match_pages()
        lost = [section for section in self.before.sections if self._lost_ids(section)]
        lost = [section for section in lost if not (self._stays(section) or self._follow_page(section))]
        self._match_sections(lost)
        self._merge_pages()
        return self.found

    def _lost_ids(self, section: Section) -> list[str]:
        return [id for id in section.ids if anchor_address(section.page, id) in self.broken]

    def _give(self, section: Section, home: Section, likeness: float) -> None:
        """Send every lost id of a section to its home: under the same id where that stands there."""
        for lost in self._lost_ids(section):
            address = anchor_address(home.page, lost if lost in home.ids else home.ids[0])
            suggestion = Suggestion(address, round(min(likeness, 0.99), 3), home.title)
            self.found[anchor_address(section.page, lost)] = suggestion

    def _match_pages(self) -> None:
        vanished = [page for path, page in self.before.pages.items() if path not in self.after.pages]
        appeared = [page for path, page in self.after.pages.items() if path not in self.before.pages]
        self.pages = match_pages(vanished, appeared)
        for path, (page, likeness) in self.pages.items():
            if path in self.broken:
                self.found[path] = Suggestion(page.path, likeness, page.title)

    def _stays(self, section: Section) -> bool:
        """Whether the section is still there and lost only some of its names."""
        page = self.after.pages.get(section.page)
        kept = set(section.ids).difference(self._lost_ids(section))
        if page is None or not kept:
            return False
        for other in page.sections:
            if kept.isdisjoint(other.ids):
                continue
            if self._is_still(section, other):
                self.taken.add(id(other))
                self._give(section, other, 0.98)
                return True
        return False

    def _is_still(self, old: Section, now: Section) -> bool:
        """Whether the section under a kept id is the old one: by its title, unless its text belies it."""
        mine, other = self.print_of(old), self.print_of(now)
        if mine.telling and other.telling and text_likeness(mine, other).score < 0.2:
            return False
        same_title = normal_title(old.title) == normal_title(now.title)
        return same_title or self.likeness(old, now) >= ENOUGH

    def _follow_page(self, section: Section) -> bool:
        """Whether the section went along with its page: one of its ids stands on the new one."""
        if section.page not in self.pages:
            return False
        page, sure = self.pages[section.page]
        for other in page.sections:
            same = next((id for id in section.ids if id in other.ids), None)
            if same is None:
                continue
            alike = title_likeness(section.title, other.title) if section.title else 1.0
            if alike < 0.3 and self.likeness(section, other) < ENOUGH:
                return False
            self.taken.add(id(other))
            self._give(section, other, sure + 0.02 if alike > 0.8 else sure)
            return True
        return False

    def _match_sections(self, lost: list[Section]) -> None:
        index = SectionIndex(self._candidates(), self.print_of)
        pairs: list[tuple[float, int, Section, Section]] = []
        for order, old in enumerate(lost):
            for new in index.partners(old, self._near(old)):
                score = self.likeness(old, new)
                if score >= ENOUGH:
                    pairs.append((score, order, old, new))
        pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[3].address))
        done: set[int] = set()
        for score, _, old, new in pairs:
            if id(old) not in done and id(new) not in self.taken:
                done.add(id(old))
                self.taken.add(id(new))
                self._give(old, new, score)
        for score, _, old, new in pairs:
            if id(old) not in done and self._is_part_of(old, new):
                done.add(id(old))
                self._give(old, new, min(score, 0.85))

    def _near(self, section: Section) -> set[str]:
        """The pages where the section is looked for first: its own, and what became of that."""
        followed = self.pages.get(section.page)
        return {section.page} if followed is None else {section.page, followed[0].path}

    def _candidates(self) -> Iterator[Section]:
        """Sections of ``after`` that could be a home: all but those that stand as they stood."""
        for page in self.after.pages.values():
            old_page = self.before.pages.get(page.path)
            known = {} if old_page is None else {id: s for s in old_page.sections for id in s.ids}
            for section in page.sections:
                old = next((known[id] for id in section.ids if id in known), None)
                stands = old is not None and normal_title(old.title) == normal_title(section.title)
                if not (stands and (old.text == section.text or not section.text)):
                    yield section

    def print_of(self, section: Section) -> Fingerprint:
        """The fingerprint of a section's text, made once."""
        found = self.prints.get(id(section))
        if found is None:
            found = self.prints[id(section)] = fingerprint(section.text)
        return found

    def _is_part_of(self, old: Section, new: Section) -> bool:
        mine = self.print_of(old)
        return mine.telling and text_likeness(mine, self.print_of(new)).kept >= 0.7

    def likeness(self, old: Section, new: Section) -> float:
        """How sure it is that the old section is now the new one."""
        title = title_likeness(old.title, new.title)
        same_label = _shares_label(old, new)
        near = new.page in self._near(old)
        stood = self._stood_before(new)
        slot = near and self.slots.alike(old, new)
        bonus = 0.08 * near + 0.3 * same_label + 0.1 * bool(slot) - 0.1 * (not _kinds_agree(old, new))
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
            elif slot and not stood and (title >= 0.3 or text.score > 0.15):
                score = max(score, 0.52 + 0.2 * title + 0.2 * text.score)
            return score - 0.25 * (stood and text.kept < 0.6)
        if stood or not old.title or not new.title:
            return 0.0
        alone = self.titles[normal_title(new.title)] == 1
        score = 0.8 * title + bonus
        if title == 1.0:
            score = (0.85 if alone or near else 0.35) + bonus
        elif not near:
            score -= 0.25
        elif slot and title >= 0.3:
            score = max(score, 0.52 + 0.3 * title)
        return score if title == 1.0 or same_label else min(score, _MERE_TITLE)

    def _is_usual(self, title: str) -> bool:
        """Whether several sections have this title ("Overview"), so that it tells little."""
        name = normal_title(title)
        return max(self.titles[name], self.old_titles[name]) > 1

    def _stood_before(self, new: Section) -> bool:
        """Whether the section had its place (page and id) before, so that it did not appear."""
        page = self.before.pages.get(new.page)
        return page is not None and any(not set(new.ids).isdisjoint(s.ids) for s in page.sections)

    def _merge_pages(self) -> None:
        """A page whose text went into living pages is at home where most of its sections are."""
        for path, page in self.before.pages.items():
            if path not in self.broken or path in self.found:
                continue
            votes: Counter[str] = Counter()
            for section in page.sections:
                home = self.found.get(section.address)
                if home is not None:
                    votes[split_address(home.address)[0]] += len(section.text) + len(section.title)
            if not votes:
                continue
            best, weight = votes.most_common(1)[0]
            whole = sum(len(s.text) + len(s.title) for s in page.sections) or 1
            first = next((s for s in page.sections if s.level == 1), None)
            top = self.found.get(first.address) if first is not None else None
            if weight / whole < 0.3 and top is None:
                continue
            if top is not None and split_address(top.address)[0] == best:
                self.found[path] = top
            else:
                target = self.after.pages.get(best)
                sure = round(min(0.85, 0.5 + 0.4 * weight / whole), 3)
                self.found[path] = Suggestion(best, sure, target.title if target else "")


def _shares_label(old: Section, new: Section) -> bool:
    """Whether both have an id that somebody chose: one that is not just the words of the title."""
    slugs = {normal_title(old.title), normal_title(new.title)}
    return any(normal_title(id) not in slugs for id in set(old.ids) & set(new.ids))


def _kinds_agree(old: Section, new: Section) -> bool:
    if old.level and new.level:
        return True
    if old.kind in _CAPTIONED:
        return new.kind in _CAPTIONED
    return old.kind == new.kind or AnchorKind.OLDER_LABEL in (old.kind, new.kind)
