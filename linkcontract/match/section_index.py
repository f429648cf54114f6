"""Finding, among the sections of a whole site, the few worth comparing with one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable

from linkcontract.match.likeness import Fingerprint, normal_title, title_words
from linkcontract.match.outline import Section

_COMMON = 60
"""A word or phrase that more sections have than this is no lead."""

_MOST_PARTNERS = 40

_MOST_ON_A_PAGE = 400

_LONG = 48
"""Of a text with more pairs of words than this, one pair in eight is enough to find it by."""


class SectionIndex:
    """Sections by what they can be found by: their ids, the words of their title, their text."""

    def __init__(
        self, sections: Iterable[Section], print_of: Callable[[Section], Fingerprint]
    ) -> None:
        self._print_of = print_of
        self._sections = list(sections)
        self._by_mark: dict[object, list[int]] = defaultdict(list)
        self._by_page: dict[str, list[Section]] = defaultdict(list)
        for number, section in enumerate(self._sections):
            self._by_page[section.page].append(section)
            for mark in self._marks(section):
                self._by_mark[mark].append(number)

    def _marks(self, section: Section) -> set[object]:
        marks: set[object] = {("id", id) for id in section.ids if id}
        marks |= {("word", word) for word in title_words(section.title)}
        marks.add(("title", normal_title(section.title)))
        pairs = self._print_of(section).pairs
        marks.update(pair for pair in pairs if len(pairs) < _LONG or pair % 8 == 0)
        return marks

    def partners(self, old: Section, near: Collection[str]) -> list[Section]:
        """The sections that share most with one, rare marks counting most; those of `near` pages always."""
        votes: Counter[int] = Counter()
        for mark in self._marks(old):
            holders = self._by_mark.get(mark, ())
            if len(holders) <= _COMMON:
                for number in holders:
                    votes[number] += 1000 // len(holders)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_MOST_PARTNERS]
        found = {number: self._sections[number] for number, _ in best}
        chosen = set(map(id, found.values()))
        on_pages = [
            s for page in sorted(near) for s in self._by_page.get(page, ())[:_MOST_ON_A_PAGE]
        ]
        return [*found.values(), *(section for section in on_pages if id(section) not in chosen)]
