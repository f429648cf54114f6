"""Mistakes in tables that are drawn with `|`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


def cells(line: str) -> int:
    r"""How many cells a row has; `\|` divides nothing."""
    return len(
        re.split(r"(?<!\\)\|", line.strip().lstrip("> ").strip().removeprefix("|").rstrip())
    ) - (bool(re.search(r"(?<!\\)\|$", line.strip())))


def said(count: int) -> str:
    """A number of cells in words."""
    return f"{count} cell{'s' * (count != 1)}"


@rule("table-uneven", "A row with too many or too few cells", hides="line")
def uneven(page: Page) -> Iterator[Found]:
    r"""What stands in a cell too many is missing from the page; a cell too few shifts the row.

    Every row of a table has as many cells as its first one; an empty cell is a space between two `|`.
    A `|` that belongs to the text is written `\|`, within code as well.
    """
    for part in page.parts:
        if part.token.type != "table_open":
            continue
        wanted = cells(page.lines[part.line - 1])
        for number in range(part.line + 2, part.end + 1):
            line = page.lines[number - 1]
            has = cells(line)
            if has == wanted or not line.strip():
                continue
            if "|" not in line:
                what = "this line belongs to no row, but stands right below the table"
                yield Found(number, what, "write an empty line above it")
                break
            what = f"this row has {said(has)}, the first row of the table {wanted}"
            if has > wanted:
                fix = r"delete a | or join two cells; a | that belongs to the text is written \|"
            else:
                fix = (
                    "write “ |” at its end"
                    if wanted - has == 1
                    else "write “ |” at its end for each"
                )
            yield Found(number, what, fix)


@rule("table-plain", "A table that is none", hides="line")
def plain(page: Page) -> Iterator[Found]:
    """Readers see lines full of `|` instead of a table.

    The second line of a table divides its first row from the others: `| --- | --- |`, with as many
    cells as the first row has. Above the table stands an empty line.
    """
    for passage in page.passages:
        if passage.part.token.type != "inline" or passage.text.count("|") < 2:
            continue
        start = passage.part.line
        lines = page.lines[start - 1 : passage.part.end]
        rows = [n for n, line in enumerate(lines) if re.match(r"\s*(> ?)*\|.*\|\s*$", line)]
        if len(rows) < 2:
            continue
        first = rows[0]
        wanted = cells(lines[first])
        below = lines[first + 1].strip().lstrip("> ") if first + 1 < len(lines) else ""
        right = "| " + " | ".join(["---"] * wanted) + " |"
        if DELIMITER.match(below) and "-" in below:
            what = f"the line below the first row has {said(cells(below))}, the row itself {wanted}"
            yield Found(start + first + 1, what, f"write {right} in its place")
        elif re.fullmatch(r"[|\s:=+–—_-]+", below):
            what = "the line below the first row does not divide it from the others"
            yield Found(start + first + 1, what, f"write {right} in its place")
        else:
            what = "these lines are no table: nothing divides the first row from the others"
            yield Found(start + first, what, f"write {right} below this line")
