"""Tables, and the entries of the glossary, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.rewording.saying import Heard, Told, saying

GLOSSARY = "glossary.md"
_FENCE = r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*(?:`{3,}|:{3,}|~{3,})\{"


@saying(
    "table-rows",
    "A table whose rows do not match",
    r'docutils: Error parsing content block for the "list-table" directive: uniform two-level bullet list expected,'
    r" but row (?P<row>\d+) does not contain the same number of items as row 1 \((?P<has>\d+) vs (?P<needs>\d+)\)",
)
def table_rows(heard: Heard) -> Iterator[Told]:
    """The whole table is missing from the page.

    In a `{list-table}`, each row begins with `* -` and has one more line, with `-` below the first `-`,
    for each further cell. All rows have the same number of cells; an empty one is `-` alone.
    """
    opening = heard.line_above(_FENCE)
    lines = heard.sources.lines(heard.file)
    rows = [
        n for n in range(opening + 1, len(lines) + 1) if re.match(r"\s*[*+-]\s+[*+-]", lines[n - 1])
    ]
    row = int(heard["row"])
    yield Told(
        f"row {row} of this table has {heard['has']} cells, and the first row has {heard['needs']}",
        f"give it {heard['needs']} cells as well; an empty one is a line with - alone",
        rows[row - 1] if row <= len(rows) else opening,
    )


@saying(
    "table-unreadable",
    "A table that cannot be read",
    r'docutils: Error parsing content block for the "(?P<name>[^"]+)" directive: (?P<why>.+?)\.?(?:\n|$)',
    r"docutils: (?P<why>\d+ (?:header row|stub column)\(s\) specified but only .+? supplied)"
    r' \("(?P<name>[^"]+)" directive\)',
    r'docutils: "(?P<name>[^"]+)" widths do not match the number of columns in table \((?P<why>\d+)\)',
    r'docutils: Error with CSV data in "(?P<name>[^"]+)" directive:\s*(?P<why>.+)',
    r"docutils: (?P<why>Malformed table.*)",
)
def table_unreadable(heard: Heard) -> Iterator[Told]:
    """The whole table is missing from the page.

    A `{list-table}` holds one list: a row begins with `* -`, each further cell with `-` below it. The row
    of its headings counts among its rows.
    """
    why = heard["why"]
    fix = "write one list into it: a row begins with * -, each further cell with - below it"
    if "row(s)" in why:
        fix = "write a smaller number behind :header-rows:"
    elif heard["name"] == "table":
        fix = "write one Markdown table into it, and nothing else"
    elif why.isdigit():
        fix = f"write {why} numbers behind :widths:"
    yield Told(f"this {{{heard['name'] or 'table'}}} cannot be read", fix, heard.line_above(_FENCE))


@saying(
    "glossary-entry",
    "An entry of the glossary that is not written as one",
    r"docutils: glossary (?P<why>term must be (?:preceded|separated).+|seems to be misformatted.*|terms must not.+)",
)
def glossary_entry(heard: Heard) -> Iterator[Told]:
    """The entry is explained with the words of another one, or not at all.

    In a `{glossary}` a term stands at the beginning of a line, and its explanation on the next lines,
    each three spaces in. An empty line parts one entry from the next.
    """
    lines = heard.sources.lines(heard.file)
    for number, line in enumerate(lines, start=1):
        if not re.match(r"\s*(?:`{3,}|:{3,})\{glossary\}", line):
            continue
        there = number + 1 + (heard.said.line or 0)
        if there <= len(lines) and lines[there - 1].strip():
            indented = lines[there - 1][0] in " \t"
            above = lines[there - 2].strip()
            if "preceded" in heard["why"] and not indented and above:
                fix = "write an empty line above it; or three spaces before it, if it belongs to the text above"
                yield Told(
                    f"no empty line stands above the term “{lines[there - 1].strip()}”", fix, there
                )
                return
            if "misformatted" in heard["why"] and indented:
                yield Told(
                    "this explanation stands below no term",
                    "write the term on the line above it, at the line's beginning",
                    there,
                )
                return
    yield Told(
        "an entry of this glossary is not written as one",
        "write the term at the beginning of a line, and its explanation below it, three spaces in",
        heard.line_of("{glossary}"),
    )


@saying(
    "term-twice",
    "Two entries of the glossary for one word",
    r": duplicate term description of (?P<term>.+), other instance in (?P<other>\S+)",
)
def term_twice(heard: Heard) -> Iterator[Told]:
    """Readers who follow the term see one of the two, and it is not said which.

    One term has one entry, on one page.
    """
    term = heard["term"]
    file, first = heard.file, f"{heard['other'].removesuffix('.md')}.md"
    if file == GLOSSARY:
        file, first = first, file  # the other page is the one to change
    elsewhere = "above it" if file == first else f"in {first}"
    found = [n for n, text in enumerate(heard.sources.lines(file), 1) if text.strip() == term]
    yield Told(
        f"the term “{term}” has an entry already, {elsewhere}",
        "take one of the two out, with its explanation",
        found[-1] if found else 1,
        file,
    )


SAYINGS = (table_rows, table_unreadable, glossary_entry, term_twice)
