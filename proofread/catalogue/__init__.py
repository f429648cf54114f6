"""A catalogue of mistakes: each with what the list says of it, and how the page looks when mended."""

from proofread.catalogue import (
    blocks,
    built,
    directives,
    figures,
    files,
    foreign,
    headings,
    layout,
    links,
    links_written,
    marks,
    menus,
    pictures,
    promise,
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
    *links.CASES,
    *directives.CASES,
    *figures.CASES,
    *promise.CASES,
    *built.CASES,
    *layout.CASES,
)
