"""Finding, among very many things, the few worth comparing with one: by the rare marks they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from linkcontract.match.thresholds import COMMON_MARK, MOST_PARTNERS

Thing = TypeVar("Thing")


class MarkIndex(Generic[Thing]):
    """Things by their marks (ids, words, phrases): what many have leads nowhere, and is skipped."""

    def __init__(self, marked: Iterable[tuple[Thing, Iterable[Hashable]]]) -> None:
        self._things: list[Thing] = []
        self._by_mark: dict[Hashable, list[int]] = defaultdict(list)
        for number, (thing, marks) in enumerate(marked):
            self._things.append(thing)
            for mark in marks:
                self._by_mark[mark].append(number)

    def partners(self, marks: Iterable[Hashable]) -> list[Thing]:
        """The things that share most of these marks, rare ones counting most; a bounded number."""
        votes: Counter[int] = Counter()
        for mark in marks:
            holders = self._by_mark.get(mark, ())
            if len(holders) <= COMMON_MARK:
                for number in holders:
                    votes[number] += 1000 // len(holders)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return [self._things[number] for number, _ in best[:MOST_PARTNERS]]
