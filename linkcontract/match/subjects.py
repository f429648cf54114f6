"""What a section is about: its words, the rare ones counting most.

A section that was written anew keeps its subject though not its sentences. A title that several
sections have ("Sources") says nothing of a subject, and neither does a number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from linkcontract.match.likeness import numbers_agree, stems
from linkcontract.match.marks import MarkIndex
from linkcontract.match.outline import Section
from linkcontract.match.sections import SectionLikeness
from linkcontract.match.thresholds import (
    ENOUGH,
    ENOUGH_WORDS,
    MERE_SUBJECT,
    SUBJECT_FAR,
    SUBJECT_MARGIN,
    SUBJECT_NEAR,
    SUBJECT_TITLE,
)

_SAMPLE = 5_000
"""So many sections are enough to learn which words are rare."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """The words of a section: those of its title where they tell anything, and all of them."""

    title: frozenset[str]
    words: frozenset[str]
    told_by_text: bool


class Subjects:
    """Finds what is about the same thing as a lost section, among what appeared or changed."""

    def __init__(
        self, lost: Sequence[Section], candidates: Sequence[Section], likeness: SectionLikeness
    ) -> None:
        self._likeness = likeness
        self._made: dict[int, _Subject] = {}
        everything = [*lost, *candidates] if lost else []
        sample = everything[:: len(everything) // _SAMPLE + 1]
        self._holders = Counter(word for section in sample for word in self._of(section).words)
        self._size = len(sample)
        self._index = MarkIndex((new, self._of(new).words) for new in candidates if lost)

    def heir(self, old: Section) -> tuple[Section, float] | None:
        """The one section that is about the same thing, and how sure; `None` if none or two are."""
        near = self._likeness.near(old)
        usual = self._likeness.is_usual(old.title)
        ranked = sorted(
            (
                (self._score(old, new, new.page in near), new.page not in near, new.address, new)
                for new in self._index.partners(self._of(old).words)
                if new.page in near or not usual
            ),
            key=lambda one: (-one[0], one[2]),
        )
        if not ranked:
            return None
        (score, is_far, _, new), *others = ranked
        enough = SUBJECT_FAR if is_far else SUBJECT_NEAR
        if score < enough or (others and score - others[0][0] < SUBJECT_MARGIN):
            return None
        return new, min(MERE_SUBJECT, ENOUGH + 0.2 * score)

    def _of(self, section: Section) -> _Subject:
        found = self._made.get(id(section))
        if found is None:
            text = _telling(section.own)
            usual = self._likeness.is_usual(section.title)
            title = frozenset() if usual else _telling(section.title)
            found = _Subject(title, title | text, len(text) >= ENOUGH_WORDS)
            self._made[id(section)] = found
        return found

    def _score(self, old: Section, new: Section, is_near: bool) -> float:
        """How alike the subjects are, a little more on a page near, less for what stood before."""
        stood = self._likeness.stood_before(new) is not None
        return self._alike(old, new) + 0.1 * is_near - 0.15 * stood

    def _alike(self, old: Section, new: Section) -> float:
        """From 0 to 1.25: the weight of what is common, of the old words, of all words, of the title."""
        mine, other = self._of(old), self._of(new)
        shared = mine.words & other.words
        common = self._weight(shared)
        earlier = self._likeness.stood_before(new)
        if earlier and self._weight(shared - self._of(earlier).words) < 0.5 * common:
            return 0.0  # it was about the same thing already, beside the old one
        if not common or not numbers_agree(old.title, new.title):
            return 0.0
        title = self._weight(mine.title & other.title) / (self._weight(mine.title) or 1.0)
        if not mine.told_by_text and title < SUBJECT_TITLE:
            return 0.0
        kept = common / self._weight(mine.words)
        return 0.5 * kept + 0.5 * common / self._weight(mine.words | other.words) + 0.25 * title

    def _weight(self, words: Collection[str]) -> float:
        return sum(math.log((self._size + 1) / (self._holders[word] + 0.5)) for word in words)


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in stems(text) if len(word) > 1 and not word.isdigit())
