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

from linkcontract.address import split_address
from linkcontract.match.likeness import normal_title, title_likeness
from linkcontract.match.outline import Outline, PageOutline, Section
from linkcontract.match.pages import match_pages
from linkcontract.match.section_index import SectionIndex
from linkcontract.match.sections import SectionLikeness, is_label, shares_label

ENOUGH = 0.5
"""Below this a suggestion is not made."""

CERTAIN = 0.9
"""From here on a suggestion may be applied without asking."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new home for an address; `likeness` (0 to 1) says how sure, `title` what stands there."""

    address: str
    likeness: float
    title: str = ""


def suggest(broken: Collection[str], before: Outline, after: Outline) -> dict[str, Suggestion]:
    """Homes for the broken addresses that have one.

    `before` is everything that was published, not the broken part alone: what stands unchanged in
    `after` is not taken for what appeared. Addresses of `before` that are not broken are left out.
    """
    return _Suggester(frozenset(broken), before, after).homes()


class _Suggester:
    def __init__(self, broken: frozenset[str], before: Outline, after: Outline) -> None:
        self.broken = broken
        self.before = before
        self.after = after
        self.found: dict[str, Suggestion] = {}
        self.taken: set[int] = set()
        self.ids_now = {id for section in after.sections for id in section.ids}
        self.pages = self._match_pages()
        self.likeness = SectionLikeness(before, after, self.pages)

    def homes(self) -> dict[str, Suggestion]:
        lost = [
            part
            for page in self.before.pages.values()
            for part in page.parts
            if self._lost_ids(part) and not self._stays(part) and not self._follow_page(part)
        ]
        self._match_sections(lost)
        self._merge_pages()
        return self.found

    def _match_pages(self) -> dict[str, tuple[PageOutline, float]]:
        vanished = [
            page for path, page in self.before.pages.items() if path not in self.after.pages
        ]
        appeared = [
            page for path, page in self.after.pages.items() if path not in self.before.pages
        ]
        pages = match_pages(vanished, appeared)
        for path, (page, likeness) in pages.items():
            if path in self.broken:
                self.found[path] = Suggestion(page.path, likeness, page.title)
        return pages

    def _lost_ids(self, section: Section) -> list[str]:
        """The ids of a section that are broken and have no home yet."""
        addresses = ((id, section.at(id)) for id in section.ids)
        return [
            id for id, address in addresses if address in self.broken and address not in self.found
        ]

    def _give(
        self, section: Section, home: Section, likeness: float, *, ids: Collection[str] = ()
    ) -> None:
        """Send lost ids of a section (all of them) to its home: under the same id where it stands there."""
        for lost in ids or self._lost_ids(section):
            address = home.at(lost if lost in home.ids else home.ids[0])
            self.found[section.at(lost)] = Suggestion(
                address, round(min(likeness, 0.99), 3), home.title
            )

    def _stays(self, section: Section) -> bool:
        """Whether the section is still there and lost only some of its names."""
        page = self.after.pages.get(section.page)
        kept = set(section.ids).difference(self._lost_ids(section))
        if page is None or not kept:
            return False
        for other in page.sections:
            if not kept.isdisjoint(other.ids) and self._is_still(section, other):
                self.taken.add(id(other))
                self._give(section, other, 0.98)
                return True
        return False

    def _is_still(self, old: Section, now: Section) -> bool:
        """Whether the section under a kept id is the old one, perhaps renamed or rewritten."""
        belied = self.likeness.is_belied(old, now)
        if normal_title(old.title) != normal_title(now.title):
            return not belied and self.likeness.of(old, now) >= ENOUGH
        label_went = any(id in self.ids_now for id in self._lost_ids(old))
        return not (belied and (label_went or self.likeness.has_twin(old, now)))

    def _follow_page(self, section: Section) -> bool:
        """Whether the section went along with its page: one of its ids stands on the new one."""
        if section.page not in self.pages:
            return False
        page, sure = self.pages[section.page]
        mine = set(section.ids)
        sharing = [other for other in page.sections if not mine.isdisjoint(other.ids)]
        if not sharing:
            return False

        def closeness(other: Section) -> tuple[float, bool]:
            return title_likeness(section.title, other.title), shares_label(section, other)

        home = max(sharing, key=closeness)
        alike = title_likeness(section.title, home.title) if section.title else 1.0
        if alike < 0.3 and self.likeness.of(section, home) < ENOUGH:
            return False
        if self.likeness.is_belied(section, home) and self.likeness.has_twin(section, home):
            return False
        self.taken.add(id(home))
        for other in sharing:  # a label may have been put on another heading
            labels = [
                id
                for id in self._lost_ids(section)
                if id in other.ids and is_label(id, section.title)
            ]
            if labels and other is not home:
                self._give(section, other, sure, ids=labels)
        self._give(section, home, sure + 0.02 if alike > 0.8 else sure)
        return True

    def _match_sections(self, lost: list[Section]) -> None:
        index = SectionIndex(self._candidates(), self.likeness.print_of)
        pairs: list[tuple[float, int, Section, Section]] = []
        for order, old in enumerate(lost):
            for new in index.partners(old, self.likeness.near(old)):
                score = self.likeness.of(old, new)
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
            if id(old) not in done and self.likeness.is_part_of(old, new):
                done.add(id(old))
                self._give(old, new, min(score, 0.85))

    def _candidates(self) -> Iterator[Section]:
        """Sections of `after` that could be a home: all but those that stand as they stood."""
        for page in self.after.pages.values():
            old_page = self.before.pages.get(page.path)
            known = (
                {} if old_page is None else {id: part for part in old_page.parts for id in part.ids}
            )
            for part in page.parts:
                old = next((known[id] for id in part.ids if id in known), None)
                if (
                    old is None
                    or normal_title(old.title) != normal_title(part.title)
                    or part.text not in ("", old.text)
                ):
                    yield part

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
