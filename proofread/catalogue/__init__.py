"""A catalogue of mistakes: each with what the list says of it, and how the page looks when mended."""

from proofread.catalogue import (
    blocks,
    files,
    foreign,
    headings,
    links_written,
    marks,
    menus,
    pictures,
    top,
    words,
)

CASES = (
    *files.CASES,
    *top.CASES,
    *blocks.CASES,
    *headings.CASES,
    *links_written.CASES,
    *marks.CASES,
    *foreign.CASES,
    *words.CASES,
    *pictures.CASES,
    *menus.CASES,
)
