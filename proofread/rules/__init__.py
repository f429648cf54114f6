"""Rules on the sources: what no build sees, or sees too late or at the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from proofread.handbook import Handbook
from proofread.mistake import Mistake
from proofread.rule import Rule, SiteRule
from proofread.rules import (
    blocks,
    files,
    foreign,
    headings,
    links,
    marks,
    menus,
    names,
    pages,
    pictures,
    repository,
    spaces,
    tables,
    top,
    words,
)  # fmt: skip

MODULES = (
    files, names, repository, top, spaces, blocks, tables, headings, links, pages, marks, foreign, words,
    pictures, menus,
)  # fmt: skip
RULES = tuple(one for module in MODULES for one in vars(module).values() if isinstance(one, Rule))
SITE_RULES = tuple(
    one for module in MODULES for one in vars(module).values() if isinstance(one, SiteRule)
)


def mistakes(handbook: Handbook) -> Iterator[Mistake]:
    """Everything that the rules find in the sources of a handbook."""
    for text in handbook.texts:
        for rule in RULES:
            if rule.bytes:
                yield from rule.mistakes(text)
    for page in handbook.readable:
        for rule in RULES:
            if not rule.bytes:
                yield from rule.mistakes(page)
    for site_rule in SITE_RULES:
        yield from site_rule.mistakes(handbook)
