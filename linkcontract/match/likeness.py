"""How alike two titles and two texts are, from 0 to 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Protocol
from zlib import crc32

_WORD = re.compile(r"\w+")

_FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "s",
        "that",
        "the",
        "their",
        "this",
        "to",
        "we",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "with",
        "you",
        "your",
        "do",
        "does",
        "can",
    ]
)

ENOUGH_WORDS = 8
"""A text with fewer words says too little to be known again by it."""


def words(text: str) -> list[str]:
    """The words of a text, case-folded."""
    return _WORD.findall(text.casefold())


def _stem(word: str) -> str:
    """A word without its commonest English endings, so that "hub" meets "hubs"."""
    for ending in ("ations", "ation", "ings", "ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=100_000)
def title_words(title: str) -> frozenset[str]:
    """The telling words of a title, stemmed; all of them when none is telling."""
    found = words(title)
    return frozenset(_stem(word) for word in found if word not in _FILLERS) or frozenset(found)


@lru_cache(maxsize=100_000)
def normal_title(title: str) -> str:
    """A title without case, punctuation and spacing."""
    return " ".join(words(title))


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
    shared = 2 * common / (len(left) + len(right))
    contained = 0.8 * common / min(len(left), len(right)) if common > 1 else 0.0
    spelled = SequenceMatcher(None, first, second, autojunk=False)
    ratio = spelled.ratio() if spelled.quick_ratio() > 0.7 else 0.0
    return min(0.98, max(shared, contained, ratio if ratio > 0.7 else 0.0))


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


class _HasText(Protocol):
    @property
    def text(self) -> str: ...


class Fingerprints:
    """The fingerprints of sections and pages, each made once; they must outlive this."""

    def __init__(self) -> None:
        self._made: dict[int, Fingerprint] = {}

    def of(self, one: _HasText) -> Fingerprint:
        """The fingerprint of its text."""
        found = self._made.get(id(one))
        if found is None:
            found = self._made[id(one)] = fingerprint(one.text)
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


def text_likeness(old: Fingerprint, new: Fingerprint) -> TextLikeness:
    """Compare two texts by their fingerprints."""
    if not old.pairs or not new.pairs:
        return TextLikeness(0.0, 0.0)
    both = len(old.pairs & new.pairs)
    return TextLikeness(both / len(old.pairs), 2 * both / (len(old.pairs) + len(new.pairs)))
