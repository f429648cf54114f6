"""What is lost only because a block that should have ended above it goes on.

A line of ``` that is missing turns the rest of a page, labels and headings, into code. Nothing was
withdrawn then, and the label still stands in the file.
"""

from __future__ import annotations

import re

from linkcontract.context import Context
from linkcontract.repair.remedies import EndBlock
from linkcontract.source.ids import id_of
from linkcontract.source.markdown import Document, plain

_NAMING = re.compile(
    r"\s*(?:\((?P<label>[^()\s]+)\)=|:name:\s+(?P<name>\S+)|#{1,6}\s+(?P<heading>.*?))\s*$"
)


def swallowing(context: Context, path: str, id: str) -> EndBlock | None:
    """The block in which what gave `id` on the page `path` still stands, as code."""
    page = context.site.pages.get(path)
    document = context.document(page) if page else None
    if document is None or id in document.labels:
        return None
    for line, written in _namings(document, id):
        block = document.code_around(line)
        if block is not None and block.runs_on:
            return EndBlock(document.path, block, line, written)
    return None


def _namings(document: Document, id: str) -> list[tuple[int, str]]:
    """The lines in code that would give the id, and how they write it; labels before headings."""
    found = []
    for number in sorted(document.in_code):
        match = _NAMING.match(document.lines[number - 1])
        if match and id_of(plain(next(filter(None, match.groups()), ""))) == id:
            found.append((match["heading"] is not None, number, document.lines[number - 1].strip()))
    return [(number, written) for _, number, written in sorted(found)]
