"""Headings, footnotes and the front matter of a page, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.rewording.saying import Heard, Told, saying
from proofread.rules.headings import title
from proofread.rules.links import footnote
from proofread.sources import alike


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


SAYINGS = (
    heading_skipped, page_without_title, front_matter, line_across, unknown_footnote, footnote_twice,
    unused_footnote, address_twice,
)  # fmt: skip
