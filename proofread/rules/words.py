"""Words that stand twice, or for something that is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

DOUBLED = re.compile(r"(?i)(?<![\w'’.-])([a-z]+)(\s+)\1(?![\w'’-])")
MAY_BE_DOUBLED = frozenset("that had is very bye ha no".split())
PLACEHOLDER = re.compile(r"\b(TODO|FIXME|XXX|TBD|TBC)\b|(?i:lorem ipsum)|\?\?\?")


@rule("word-doubled", "A word that stands twice")
def doubled(page: Page) -> Iterator[Found]:
    """Readers stumble, and wonder whether a word is missing.

    Delete one of the two words, or the wrong one. At the end of a line it is easy to overlook.
    """
    for passage in page.passages:
        for found in DOUBLED.finditer(passage.text):
            short = len(found[1]) == 1 and found[1] not in "aA"
            if found[1].lower() not in MAY_BE_DOUBLED and not short and not found[0].isupper():
                line = passage.line(found.start(2) if "\n" in found[2] else found.start())
                second = " at the end of this line and the beginning of the next" * (
                    "\n" in found[2]
                )
                yield Found(line, f"“{found[1]}” stands twice{second}", f"delete one “{found[1]}”")
        for found in re.finditer(r"(?<=\w)([,;:!])\1(?!:)|(?<=\w)\.\.(?=\s|$)", passage.text):
            if found[0] != "::":
                what = f"“{found[0][0]}” stands twice"
                yield Found(passage.line(found.start()), what, f"delete one “{found[0][0]}”")


@rule("placeholder", "A note to yourself")
def placeholder(page: Page) -> Iterator[Found]:
    """Readers see that something is missing, and do not know what.

    Write what belongs there, or leave the sentence out. A note to other writers stands in a line that
    begins with `%`: such a line is not shown.
    """
    for passage in page.passages:
        for found in PLACEHOLDER.finditer(passage.text):
            what = f"“{found[0]}” stands for something that is missing"
            yield Found(passage.line(found.start()), what, "write what belongs here, or delete it")
