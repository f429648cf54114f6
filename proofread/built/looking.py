"""Looks at all built pages: the basics, the budgets, and how long each is on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from proofread.built import basics, budgets
from proofread.built.page import BuiltPage, plain, read
from proofread.mistake import Mistake
from proofread.sources import Sources

CHECKS = (*basics.CHECKS, *budgets.CHECKS)
SITE_CHECKS = {**basics.SITE_CHECKS, **budgets.SITE_CHECKS}
KINDS = (*(check.kind for check in CHECKS), *SITE_CHECKS)


def read_pages(folder: Path, sources: Sources) -> list[BuiltPage]:
    """Every page that was built from Markdown, in a folder-style build."""
    given = _given(sources.root)
    found = (read(folder, sources.root, name, given) for name in sources.names)
    return [page for page in found if page is not None]


def _given(root: Path) -> str:
    """The words of the given page: shown on several pages on purpose, and nobody's to shorten."""
    file = root / "tests" / "given" / "value-proposition.md"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return plain(re.sub(r"\]\([^)]*\)", "", text))


def mistakes(pages: list[BuiltPage]) -> Iterator[Mistake]:
    """What is wrong with built pages, each alone and all together."""
    for page in pages:
        for check in CHECKS:
            yield from check.mistakes(page)
    for together in SITE_CHECKS.values():
        yield from together(pages)
