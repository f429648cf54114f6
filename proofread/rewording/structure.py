"""Headings, footnotes, tables, lists and the front matter of a page, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.rewording.saying import Heard, Told, saying
from proofread.rules.headings import title
from proofread.rules.links import footnote
from proofread.sources import alike

GLOSSARY = "glossary.md"
_FENCE = r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*(?:`{3,}|:{3,}|~{3,})\{"


@saying(
    "heading-skipped",
    "A heading that skips a level",
    r"myst\.header: Non-consecutive header level increase; H(?P<above>\d) to H(?P<this>\d)",
)
def heading_skipped(heard: Heard) -> Iterator[Told]:
    """Somebody who listens to the page looks for the heading in between, and the menu shows a gap.

    The number of `#` says how deep a section lies: below `##` comes `###`, never `####`.
    """
    above, this = int(heard["above"]), int(heard["this"])
    yield Told(
        f"a heading with {'#' * this} right below one with {'#' * above}",
        f"write {'#' * (above + 1)} instead of {'#' * this}",
    )


@saying(
    title.kind,
    "",
    r"(?:toc\.no_title|): toctree contains reference to document '(?P<name>[^']+)' that doesn't have a title",
)
def page_without_title(heard: Heard) -> Iterator[Told]:
    file = f"{heard['name']}.md"
    is_empty = not "".join(heard.sources.lines(file)).strip()
    name = heard["name"].removesuffix("/index").rpartition("/")[2]
    yield Told(
        "the page is empty" if is_empty else "the page has no title",
        "write its title at its top, # and a space before it; or delete the file and its name in the toctree"
        if is_empty
        else f"write a title at its top, like # {name.replace('-', ' ').capitalize()}",
        line=1,
        file=file,
        about=(heard["name"],),
    )


@saying(
    "front-matter",
    "Front matter that cannot be read",
    r"myst\.topmatter: (?P<why>.+)",
)
def front_matter(heard: Heard) -> Iterator[Told]:
    """Nothing of what stands there reaches the page: not its description, not its owner.

    The front matter stands between two lines `---` at the very top: a name, a colon, a space, a value.
    Between quotation marks a value may hold anything; tabs may not stand there at all.
    """
    lines = heard.sources.lines(heard.file)
    end = next((n for n, line in enumerate(lines[1:], start=2) if line.strip() == "---"), 1)
    tab = next((n for n, line in enumerate(lines[:end], start=1) if "\t" in line), None)
    if tab:
        yield Told("a tab stands in the front matter", "write spaces instead of the tab", tab)
    elif "not a dict" in heard["why"]:
        fix = "write each line as a name, a colon, a space and a value, like description: What it costs"
        yield Told("the front matter is no list of names and values", fix, min(2, len(lines)))
    else:
        fix = 'write each line as name: value; between quotation marks, name: "value", a value may hold anything'
        yield Told("the front matter cannot be read as YAML", fix)


@saying(
    "line-across",
    "A line across the page in the wrong place",
    r"docutils: Document or section may not (?P<where>begin|end) with a transition",
    r"docutils: Document may not (?P<where>end) with a transition",
    r"docutils: At least one body element must (?P<where>separate) transitions",
)
def line_across(heard: Heard) -> Iterator[Told]:
    """A line of `---` parts two pieces of text, and here there is only one.

    At the very top of a page, `---` opens the front matter, which needs a second `---` below it.
    """
    lines = heard.sources.lines(heard.file)
    if heard["where"] == "begin" and lines and lines[0].strip() == "---":
        yield Told(
            "the front matter has no end",
            "write --- on a line of its own below its last line",
            1,
        )
        return
    line = heard.line_of("---", "***", "___")
    yield Told("a line across the page with no text on one side of it", "take it out", line)


# -- Footnotes and references ---------------------------------------------------------------------


@saying(
    footnote.kind,
    "",
    r'docutils: Unknown target name: "(?P<name>[^"]+)"',
)
def unknown_footnote(heard: Heard) -> Iterator[Told]:
    name = heard["name"]
    known = re.findall(
        r"^\[\^([^\]]+)\]:", "\n".join(heard.sources.lines(heard.file)), re.MULTILINE
    )
    meant = alike(name, known)
    yield Told(
        f"there is no footnote [^{name}] on this page",
        f"write [^{meant[0]}] if that is meant; or write the footnote below: [^{name}]: and its text"
        if meant
        else f"write the footnote on a line of its own, [^{name}]: and its text; or take the mark out",
        heard.line_of(f"[^{name}]"),
    )


@saying(
    footnote.kind,
    "",
    r"ref\.footnote: Footnote \[(?P<name>[^\]]*)\]",
)
def unused_footnote(heard: Heard) -> Iterator[Told]:
    text = "\n".join(heard.sources.lines(heard.file))
    names = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    unused = [
        name for name in names if len(re.findall(re.escape(f"[^{name}]") + r"(?!:)", text)) == 0
    ]
    name = unused[0] if unused else heard["name"]
    line = heard.line_of(f"[^{name}]:")
    yield Told(
        f"nothing on the page leads to the footnote [^{name}]",
        f"write [^{name}] where it belongs in the text, or take the footnote out",
        line,
    )


@saying(
    footnote.kind,
    "",
    r"ref\.footnote: Duplicate footnote definition found for label: '(?P<name>[^']+)'",
)
def footnote_twice(heard: Heard) -> Iterator[Told]:
    name = heard["name"]
    lines = [
        n for n, t in enumerate(heard.sources.lines(heard.file), 1) if t.startswith(f"[^{name}]:")
    ]
    first, second = (lines + [heard.line] * 2)[:2]
    yield Told(
        f"the footnote [^{name}] stands at line {first} already",
        f"give this one another name, [^{name}-2]:, and write [^{name}-2] where it is meant; or take it out",
        second,
    )


@saying(
    "address-twice",
    "Two addresses under one name",
    r"myst\.duplicate_def: Duplicate reference definition: (?P<name>.+)",
)
def address_twice(heard: Heard) -> Iterator[Told]:
    """All links with that name go to the first of the two.

    A line `[name]: https://…` gives an address a name that links on the page can use. Each needs its own.
    """
    name = heard["name"].lower()
    lines = heard.sources.lines(heard.file)
    found = [n for n, text in enumerate(lines, 1) if text.strip().lower().startswith(f"[{name}]:")]
    first, second = (found + [heard.line] * 2)[:2]
    yield Told(
        f"the address [{name}] stands at line {first} already",
        "take one of the two out, or give one another name",
        second,
    )


# -- Tables and lists -----------------------------------------------------------------------------


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


SAYINGS = (
    heading_skipped, page_without_title, front_matter, line_across, unknown_footnote, footnote_twice,
    unused_footnote, address_twice, table_rows, table_unreadable, glossary_entry, term_twice,
)  # fmt: skip
