"""The best new home for each address that is no longer served.

What vanished is matched with what appeared, the surest first: whole pages, whose sections follow
under the same ids; then sections, on the same page first and then anywhere, by title and text; then
pages taken apart, by where their sections went; then what was written anew, by what it is about.
Each new section is the home of one old one; only text that was merged into a section may make it a
second time. A section that is nowhere has its page's home. What is not alike enough gets none: a
wrong home is worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from linkcontract.address import split_address
from linkcontract.match.likeness import normal_title, numbers_agree, title_likeness
from linkcontract.match.marks import MarkIndex
from linkcontract.match.outline import Outline, Section, changed_parts
from linkcontract.match.pages import match_pages, match_rewritten_pages, name_of
from linkcontract.match.sections import SectionLikeness, is_label, shares_label
from linkcontract.match.subjects import Subjects
from linkcontract.match.thresholds import (
    ENOUGH,
    HARDLY_CALLED,
    MERGED,
    MOST_ON_A_PAGE,
    MOSTLY_THERE,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new home for an address; `likeness` (0 to 1) says how sure, `title` what stands there.

    `page_only` says that nothing there is like the section: it is the home of the page it was on.
    """

    address: str
    likeness: float
    title: str = ""
    page_only: bool = False


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
        self.vanished = [page for path, page in before.pages.items() if path not in after.pages]
        self.appeared = [page for path, page in after.pages.items() if path not in before.pages]
        self.pages = match_pages(self.vanished, self.appeared)
        self.followed = {path: {page.path} for path, (page, _) in self.pages.items()}
        """Where the sections of an earlier page are looked for besides: its new page, and most others."""
        self.likeness = SectionLikeness(before, after, self.followed)

    def homes(self) -> dict[str, Suggestion]:
        self._give_pages()
        lost = [
            part
            for page in self.before.pages.values()
            for part in page.parts
            if self._lost_ids(part) and not self._stays(part) and not self._follow_page(part)
        ]
        self.candidates = list(changed_parts(self.before, self.after))
        self._match_sections(lost)
        where_most_went = self._follow_siblings()
        self._match_sections([part for part in lost if part.page in where_most_went])
        self._find_merged_pages()
        self._find_rewritten_pages(lost)
        self._match_subjects([part for part in lost if self._lost_ids(part)])
        self._find_merged_pages()
        self._send_to_pages(lost)
        return self.found

    # -- Addresses ----------------------------------------------------------------------------------

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

    def _give_pages(self) -> None:
        for path, (page, likeness) in self.pages.items():
            if path in self.broken and path not in self.found:
                self.found[path] = Suggestion(page.path, likeness, page.title)

    # -- Where the ids tell --------------------------------------------------------------------------

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
        """Whether the section under a kept id is the old one, however much of it is new."""
        if self.likeness.texts.is_still(old, now):
            return True
        label_went = any(id in self.ids_now for id in self._lost_ids(old))
        same_title = normal_title(old.title) == normal_title(now.title)
        return same_title and not (label_went or self.likeness.has_twin(old, now))

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
        if alike < HARDLY_CALLED and self.likeness.of(section, home) < ENOUGH:
            return False
        if self.likeness.texts.is_belied(section, home) and self.likeness.has_twin(section, home):
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

    # -- Where title and text tell -------------------------------------------------------------------

    def _match_sections(self, lost: list[Section]) -> None:
        index = MarkIndex((new, self.likeness.marks(new)) for new in self.candidates)
        on_page: dict[str, list[Section]] = {}
        for new in self.candidates:
            on_page.setdefault(new.page, []).append(new)
        pairs: list[tuple[float, int, Section, Section]] = []
        for order, old in enumerate(old for old in lost if self._lost_ids(old)):
            partners = {id(new): new for new in index.partners(self.likeness.marks(old))}
            for page in sorted(self.likeness.near(old)):
                partners |= {id(new): new for new in on_page.get(page, ())[:MOST_ON_A_PAGE]}
            for new in partners.values():
                score = self.likeness.of(old, new)
                if score >= ENOUGH:
                    pairs.append((score, order, old, new))
        pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[3].address))
        for score, _, old, new in pairs:
            if not self._lost_ids(old):
                continue
            if self.likeness.texts.went_into(old, new):
                self._give(old, new, min(score, MERGED))
            elif id(new) not in self.taken:
                self.taken.add(id(new))
                self._give(old, new, score)

    def _follow_siblings(self) -> set[str]:
        """Where most sections of a page went, the others are looked for, too; such pages."""
        found = set()
        for page in self.before.pages.values():
            homes = (self.found.get(section.address) for section in page.sections)
            went = Counter(split_address(home.address)[0] for home in homes if home)
            most, count = went.most_common(1)[0] if went else ("", 0)
            near = self.followed.setdefault(page.path, set())
            if count > 1 and 2 * count >= went.total() and most not in near:
                near.add(most)
                found.add(page.path)
        return found

    # -- Where only the subject tells ----------------------------------------------------------------

    def _find_rewritten_pages(self, lost: list[Section]) -> None:
        homeless = [page for page in self.vanished if self._home_of_page(page.path) is None]
        self.pages |= match_rewritten_pages(homeless, self.appeared)
        self._give_pages()
        for path, (page, _) in self.pages.items():
            self.followed.setdefault(path, set()).add(page.path)
        for section in lost:
            if self._lost_ids(section):
                self._follow_page(section)

    def _match_subjects(self, lost: list[Section]) -> None:
        """Match sections that were written anew with what is new about the same thing."""
        subjects = Subjects(lost, self.candidates, self.likeness)
        for old in lost:
            found = subjects.heir(old)
            if found is not None:
                self._give(old, *found)

    # -- Pages without an heir -----------------------------------------------------------------------

    def _home_of_page(self, path: str) -> Suggestion | None:
        """Where a page that vanished has its home."""
        if path in self.found or path not in self.pages:
            return self.found.get(path)
        page, likeness = self.pages[path]
        return Suggestion(page.path, likeness, page.title)

    def _find_merged_pages(self) -> None:
        """A page whose sections went to several others is at home where most of its text is."""
        for page in self.vanished:
            if page.path not in self.broken or page.path in self.found:
                continue
            parts = [(section, self.found.get(section.address)) for section in page.sections]
            sizes, counts = Counter[str](), Counter[str]()
            for section, home in parts:
                if home is not None:
                    sizes[split_address(home.address)[0]] += len(section.text) + len(section.title)
                    counts[split_address(home.address)[0]] += 1
            if not sizes:
                continue
            whole = sum(len(section.text) + len(section.title) for section in page.sections)
            most = sizes.most_common(1)[0][0]
            top = next((home for section, home in parts if section.level == 1), None)
            if top is not None and split_address(top.address)[0] == most:
                self._follow_title(page.path, top)
            elif top or sizes[most] > 0.3 * whole or counts[most] > max(2, 0.25 * len(parts)):
                best = max(
                    sizes, key=lambda path: (name_of(path) == name_of(page.path), sizes[path])
                )
                if not numbers_agree(page.title, self.after.pages[best].title):
                    continue
                sure = round(min(MERGED, ENOUGH + 0.4 * sizes[best] / whole), 3)
                self.found[page.path] = Suggestion(best, sure, self.after.pages[best].title)

    def _follow_title(self, path: str, home: Suggestion) -> None:
        """Send a page where its title went: to another page, if it is the title of one now."""
        page = self.after.pages[split_address(home.address)[0]]
        top = page.sections[0] if page.sections else None
        if top is not None and top.level == 1 and home.address in map(top.at, top.ids):
            self.pages[path] = page, home.likeness
            home = replace(home, address=page.path)
        self.found[path] = home

    def _send_to_pages(self, lost: list[Section]) -> None:
        """A section that is nowhere has the home of its page, there under a heading of its title if need be."""
        for section in lost:
            home = self._home_of_page(section.page)
            if home is None and section.page in self.after.pages and section.level == 1:
                page = self.after.pages[section.page]
                home = Suggestion(page.path, ENOUGH + 0.1, page.title)
            if home is None or not self._lost_ids(section):
                continue
            page = self.after.pages[split_address(home.address)[0]]
            name = normal_title(section.title)
            same = [other for other in page.sections if normal_title(other.title) == name]
            if len(same) == 1 and section.level != 1:
                self._give(section, same[0], ENOUGH + 0.1)
                continue
            if section.level != 1:
                if section.page not in self.pages and home.likeness < MOSTLY_THERE:
                    continue
                home = replace(home, likeness=ENOUGH, page_only=True)
            self.found |= {section.at(id): home for id in self._lost_ids(section)}
