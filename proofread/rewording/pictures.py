"""Pictures, drawings and HTML, as the build tells of them."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator

from linkcontract.source.ids import id_of
from proofread.promises import KINDS
from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import alike


@saying(
    KINDS["missing-file"],
    "",
    r"image\.not_readable: image file not readable: (?P<path>.+)",
    r"download\.not_readable: download file not readable: (?P<path>.+)",
)
def missing_picture(heard: Heard) -> Iterator[Told]:
    path = heard["path"]
    name = path.rpartition("/")[2]
    what = "picture" if heard.said.kind.startswith("image") else "file"
    folder = heard.sources.root / posixpath.dirname(heard.file)
    there = [
        os.path.relpath(file, folder).replace(os.sep, "/")
        for file in heard.sources.root.glob("[!._]*/**/*.*")
        if file.suffix.lower() in (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".pdf", ".zip")
    ]
    by_name = {posixpath.basename(one): one for one in there}
    meant = alike(name, by_name)
    yield Told(
        f"there is no {what} {name} where this page looks for it",
        f"write {by_name[meant[0]]} if that is meant; or upload {name}"
        if meant
        else f"upload {name} beside the page, or take it out",
        heard.line_of(f"]({_written(heard, name)}", name),
        about=(id_of(name),),
    )


def _written(heard: Heard, name: str) -> str:
    """The path of a picture as the page writes it."""
    text = "\n".join(heard.sources.lines(heard.file))
    found = re.search(rf"\]\(([^)\s]*{re.escape(name)})", text)
    return found[1] if found else name


@saying(
    "drawing-broken",
    "A drawing that cannot be drawn",
    r"diagrams\.broken: mermaid cannot read this drawing from here on: (?P<text>.+)",
)
def drawing_broken(heard: Heard) -> Iterator[Told]:
    """Readers would see a gap instead of the drawing.

    The line is the one where Mermaid gave up. Usually a bracket or an arrow is missing there, or one
    line above. A word that Mermaid knows itself, such as `end`, needs quotation marks.
    """
    # "…discoveries] --> [ Expecting 'SQE', …": what it had read, then what it had hoped for.
    read = heard["text"].partition(" Expecting ")[0].lstrip(". ")
    lines = heard.sources.lines(heard.file)
    start = heard.line_above(r"\s*(?:`{3,}|:{3,})\{mermaid\}")
    for number in range(min(heard.line, len(lines)), start, -1):
        if mark := _unclosed(lines[number - 1]):
            yield Told(
                f"{mark} is not closed in this drawing", f"close it: {CLOSING[mark]}", number
            )
            return
    shown = f" after “{read[-40:].strip()}”" if read else ""
    yield Told(
        f"this drawing cannot be read any further{shown}",
        "mend this line or the one above: an arrow, a bracket, or a word that needs quotation marks",
    )


CLOSING = {"[": "]", "(": ")", "{": "}", '"': '"'}


def _unclosed(line: str) -> str:
    """The bracket or quotation mark that a line of a drawing opens and does not close."""
    if line.count('"') % 2:
        return '"'
    return next((one for one, end in CLOSING.items() if line.count(one) > line.count(end)), "")


@saying("drawing-words", "A drawing without words", r"diagrams\.alt: ")
def drawing_words(heard: Heard) -> Iterator[Told]:
    """Some readers do not see the drawing, and nobody tells them what it says.

    Say in full sentences what it shows: [style for drawings](#style:drawings).
    """
    yield Told(
        "this drawing has no text alternative",
        "write a line :alt: below the line that opens it, and say in sentences what it shows",
    )


@saying(
    "raw-html",
    "HTML that has no place on a page",
    r"raw_html\.refused: (?P<thing><(?P<tag>[\w-]+)>|the attribute “(?P<attribute>[^”]+)”) (?P<what>.+?): (?P<fix>.+)",
    r"raw_html\.refused: an address must not begin with “(?P<scheme>[^”]+)”: (?P<fix>.+)",
    r"raw_html\.refused: (?P<what>.+?): (?P<fix>.+)",
)
def raw_html(heard: Heard) -> Iterator[Told]:
    """What could run, send or fetch something in a reader's browser is left out of the page.

    Markdown lets HTML through, and most of it is fine: `<kbd>`, `<details>`. Scripts, frames, forms,
    styles, attributes such as `onclick` and pictures from other sites are refused; until it is mended, the
    page shows its HTML as text. Nearly always Markdown can say the same: a link instead of a frame, a
    copy of the picture beside the page instead of its address elsewhere.
    """
    fix = heard["fix"]
    if scheme := heard["scheme"]:
        yield Told(f"an address must not begin with “{scheme}”", fix, heard.line_of(scheme))
        return
    thing, what = heard["thing"], heard["what"]
    line: int | None = heard.line
    if tag := heard["tag"]:
        line = heard.line_of(f"<{tag}")
    elif attribute := heard["attribute"]:
        line = heard.line_of(f" {attribute}=")
    elif "fetched from another site" in what:
        what = "this picture or file would be fetched from another site"
        fix = "upload a copy beside the page and name that; or link to it"
    yield Told(f"{thing} {what}".strip(), fix, line)


SAYINGS = (missing_picture, drawing_broken, drawing_words, raw_html)
