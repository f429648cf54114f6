"""Words as search compares them. The browser gets these rules as data, so both sides agree.

A stem is only ever compared with another stem, so it need not be a word: what counts is that forms of
one word meet ("price", "prices", "pricing") and different words do not.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

# Words that say nothing about what is asked. Question words are among them; a heading that has the
# whole question in it wins all the same.
STOP_WORDS = frozenset(
    """a about all also am an and any are as at be been both but by can could do does doing each for
    from get gets give had has have he her here his how i if in into is it its just let like may
    me mean meaning means much my need next no not now of on one only or other our out over own
    per please she should so some anybody anyone everybody everyone somebody someone something
    such than that the their them then there these they this those to too us very want was we
    were what when where which while who whom whose why will with would you your s t re ve ll d
    m""".split()
)
WORD = r"[a-z0-9]+"
# Applied in this order, each once; syntax that Python and JavaScript share.
STEMS = (
    (r"^(.{3,})ies$", r"\1y"),
    (r"^(.{2,}[^su])s$", r"\1"),
    (r"^(.{2,}?)([bdgmnprt])\2(?:ing|ed)$", r"\1\2"),
    (r"^(.{3,}?)(?:ation|ate|ated|ating|ator|ement|ment|ing|ied|ily)$", r"\1"),
    (r"^(.{4,}?)(?:ly|er|ie|ities|ity)$", r"\1"),
    (r"^(.{2,}[^e])ed$", r"\1"),
    (r"^(.{3,}?)(?:e+|y|i)$", r"\1"),
)
LIGATURES = str.maketrans({"’": "", "'": "", "ä": "a", "ö": "o", "ü": "u", "é": "e", "è": "e"})


class Synonym(NamedTuple):
    """Words that people type, and the labels of the sections that they have to find."""

    line: int
    asked: tuple[str, ...]
    labels: tuple[str, ...]


@cache  # of the words of a page most are on many others
def stem(word: str) -> str:
    for pattern, kept in STEMS:
        word = re.sub(pattern, kept, word)
    return word


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(WORD, text.lower().translate(LIGATURES))


def stems(text: str) -> list[str]:
    """The stems of the words of a text that say something."""
    return [stem(word) for word in words(text) if word not in STOP_WORDS]


def read_synonyms(file: Path) -> list[Synonym]:
    """The lines of the file of synonyms. Raises ValueError, with the line, for one that is none."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            parts = [tuple(p.strip() for p in part.split(",")) for part in line.split("|")]
            if len(parts) != 2 or not all(map(all, parts)):
                raise ValueError(f"{number}: expected “word, word | label, label”")
            found.append(Synonym(number, *parts))
    return found
