"""What `--fix` does, in order: bytes, layout, words within lines, and what the link contract is certain of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from proofread import contract, mending
from proofread.build import Handbook
from proofread.check import Places
from proofread.handbook import DATA
from proofread.handbook import Handbook as Pages
from proofread.mistake import Edit, Mistake
from proofread.page import Page, pages
from proofread.rewording import reword
from proofread.rules import mistakes as rule_mistakes
from proofread.rules.pages import link_letter_case
from proofread.rules.spaces import SPACES, breaks, trailing_space, with_spaces
from proofread.sources import Sources
from proofread.tools import formatting
from proofread.tools.asking import ToolFailed

RECORDED = "links/published.txt"
"""Written by the publishing alone."""
MENDED = frozenset("formatting byte-order-mark line-ends no-last-line-end trailing-space".split())
"""Kinds of mistakes that are mended for the whole file."""


def is_certain(mistake: Mistake) -> bool:
    """Whether `--fix` mends a mistake."""
    told = "./do check --fix" in mistake.fix
    return bool(mistake.edits) or mistake.kind.id in MENDED or told


def fix(root: Path, base: str, step: Callable[[str], None]) -> Iterator[str]:
    """Mend what is certain; yields a sentence for each thing done, and nothing the second time.

    Raises `CannotCheck` or `CannotWork` when a file cannot be read or written.
    """
    step("cleaning")
    files = [page.file for page in pages(root)]
    data = [file for file in DATA if file != RECORDED and (root / file).exists()]
    yield from mending.clean(root, [*files, *data])
    found = list(rule_mistakes(Pages(root, base)))
    yield from mending.edit(root, map(_with_edits(root), found))
    # A page with a block that has no end would be laid out as what it is not.
    unsure = {one.file for one in found if one.kind.hides in ("below", "page")}
    yield from _laid_out(root, [file for file in files if file not in unsure])
    step("building")
    places = Places(root)
    built = Handbook(root, "dirhtml", places.out, places.doctrees).build()
    yield from mending.edit(root, reword(built.said, Sources(root)))
    if built.failed is None:
        # Lines stand where they stood when the site was built: edits only change words in them.
        step("mending links")
        sources = Sources(root)
        yield from contract.repair(contract.case_of(places.out, sources), sources)


def _with_edits(root: Path) -> Callable[[Mistake], Mistake]:
    """Gives mistakes that rules find the edits that are certain."""

    def made(one: Mistake) -> Mistake:
        edits: list[Edit] = []
        page = Page(root, one.file)
        if one.kind is trailing_space.kind:
            for number in with_spaces(page):
                line = page.lines[number - 1]
                end = "\\" if breaks(page, number) else ""
                edits.append(Edit(one.file, number, line, line.rstrip(SPACES) + end))
        if one.kind is link_letter_case.kind and one.line:
            names = re.search("“(.+)”", one.what), re.fullmatch(r"write #(\S+)", one.fix)
            if names[0] and names[1]:
                edits.append(Edit(one.file, one.line, f"#{names[0][1]})", f"#{names[1][1]})"))
        return replace(one, edits=tuple(edits)) if edits else one

    return made


def _laid_out(root: Path, files: list[str]) -> Iterator[str]:
    """Have the formatter lay out pages; a sentence for each that it changed."""
    before = {file: (root / file).read_bytes() for file in files if Page(root, file).is_text}
    try:
        formatting.fix_layout(root, list(before))
    except ToolFailed as error:
        yield f"not laid out: {error}"
    for file, bytes_before in before.items():
        if (root / file).read_bytes() != bytes_before:
            yield f"{file}: laid out anew"
