"""How alike two titles and two texts are, from 0 to 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from unicodedata import normalize
from zlib import crc32

from rapidfuzz.distance.Indel import normalized_similarity

from linkcontract.match.thresholds import ALIKE_LETTERS, ENOUGH_WORDS, OTHER_NUMBERS

_WORD = re.compile(
    r"""(?:(?<!\S)\.(?=[^\W\d]))?  # the dot of .NET
    \w+
    (?:\+\+ | [+\#](?!\w))?     # the signs of C++ and C#""",
    re.VERBOSE,
)
_FILLERS = frozenset(
    "a an and are as at be by can do does for from how i in into is it its of on or our s that the"
    " their this to we what when where which who why with you your"
    " about documentation docs guide guides overview page pages section sections".split()
)
"""Words that say nothing of what a title is about, unless it has no others."""


def words(text: str) -> list[str]:
    """The words of a text, case-folded, with the signs that tell C, C++ and C# apart."""
    return _WORD.findall(text.casefold())


def stems(text: str) -> list[str]:
    """The telling words of a text without their commonest English endings: "hubs" is "hub"."""
    return [_stem(word) for word in words(text) if word not in _FILLERS]


def _stem(word: str) -> str:
    for ending in ("ations", "ation", "ings", "ing", "ies", "es", "ed", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=100_000)
def title_words(title: str) -> frozenset[str]:
    """The telling words of a title, stemmed; all of them when none is telling."""
    return frozenset(stems(title)) or frozenset(words(title))


@lru_cache(maxsize=100_000)
def normal_title(title: str) -> str:
    """A title without case, spacing and punctuation, unless it is nothing else."""
    return " ".join(words(title)) or title.strip()


@lru_cache(maxsize=200_000)
def is_slug(id: str, title: str) -> bool:
    """Whether an id is just what an engine makes of the words of a title."""
    plain = _squeezed(title)
    return _squeezed(id) in (plain, plain.lstrip("0123456789"))


def _squeezed(text: str) -> str:
    """The letters and digits of a text, without case and accents."""
    return "".join(filter(str.isalnum, normalize("NFKD", text.casefold())))


@lru_cache(maxsize=200_000)
def title_likeness(one: str, other: str) -> float:
    """How alike two titles are: 1 for the same words, 0 for nothing in common or no title."""
    first, second = normal_title(one), normal_title(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    left, right = title_words(one), title_words(other)
    common = len(left & right)
    if all(map(str.isdigit, left & right)):
        if not numbers_agree(one, other):
            return 0.0
        common = 0
    shared = 2 * common / (len(left) + len(right))
    contained = 0.8 * common / min(len(left), len(right)) if common > 1 else 0.0
    spelled = normalized_similarity(first, second, score_cutoff=ALIKE_LETTERS)
    alike = min(0.98, max(shared, contained, spelled))
    return alike if numbers_agree(one, other) else min(alike, OTHER_NUMBERS)


def says_the_same(one: str, other: str) -> bool:
    """Whether a reader knows a title again: it differs in case, signs, endings, little words."""
    return title_words(one) == title_words(other) or _squeezed(one) == _squeezed(other)


def numbers_agree(one: str, other: str) -> bool:
    """Whether two titles have the same numbers, or one has none: release 2.1 is not 2.10."""
    left, right = (list(filter(str.isdigit, words(title))) for title in (one, other))
    return not left or not right or left == right


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a text is known by: its pairs of words that follow each other, and how many words."""

    pairs: frozenset[int]
    size: int

    @property
    def telling(self) -> bool:
        """Whether there is enough of it to be known again."""
        return self.size >= ENOUGH_WORDS


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text."""
    found = words(text)
    pairs = (f"{one} {other}".encode("utf-8", "replace") for one, other in pairwise(found))
    return Fingerprint(frozenset(map(crc32, pairs)), len(found))


class Fingerprints:
    """The fingerprints of texts, each made once."""

    def __init__(self) -> None:
        self._made: dict[str, Fingerprint] = {}

    def of(self, text: str) -> Fingerprint:
        """The fingerprint of a text."""
        found = self._made.get(text)
        if found is None:
            found = self._made[text] = fingerprint(text)
        return found


@dataclass(frozen=True, slots=True)
class TextLikeness:
    """How much of the old text stands in the new one, and how much of both is common to both."""

    kept: float
    common: float

    @property
    def score(self) -> float:
        """One figure: mostly how much of the old text is still there."""
        return 0.65 * self.kept + 0.35 * self.common

    @property
    def best(self) -> float:
        """The larger of the two: a text that was cut down, or one that grew, is the same text."""
        return max(self.kept, self.common)


def text_likeness(old: Fingerprint, new: Fingerprint) -> TextLikeness:
    """Compare two texts by their fingerprints."""
    if not old.pairs or not new.pairs:
        return TextLikeness(0.0, 0.0)
    both = len(old.pairs & new.pairs)
    return TextLikeness(both / len(old.pairs), 2 * both / (len(old.pairs) + len(new.pairs)))
