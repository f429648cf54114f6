"""Pages in the menu, as the build tells of them; the rules on menus have the kinds, and say it first."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from proofread.rewording.saying import Heard, Told, saying
from proofread.rules.menus import circle, missing, twice, without_page
from proofread.sources import alike

_TOCTREE = re.compile(r"\s*(?:`{3,}|:{3,})\{toctree\}")


def _entry(heard: Heard, docname: str) -> tuple[int, str]:
    """The line of the toctree entry that means a page, and the entry as it is written."""
    folder = posixpath.dirname(heard.file)
    inside = False
    for number, line in enumerate(heard.sources.lines(heard.file), start=1):
        if _TOCTREE.match(line):
            inside = True
        elif inside and re.match(r"\s*(?:`{3,}|:{3,})\s*$", line):
            inside = False
        elif inside and line.strip():
            written = re.sub(r"^.*<([^<>]+)>\s*$", r"\1", line.strip())
            path = written.removesuffix(".md")
            path = path[1:] if path[:1] == "/" else posixpath.normpath(posixpath.join(folder, path))
            if path == docname and number >= (heard.said.line or 1):
                return number, written
    return heard.line, posixpath.relpath(docname, folder or ".")


@saying(
    missing.kind,
    "",
    r"document isn't included in any toctree",
)
def not_in_toctree(heard: Heard) -> Iterator[Told]:
    folder, _, name = heard.file.rpartition("/")
    entry = name.removesuffix(".md")
    if entry == "index":
        folder, _, name = folder.rpartition("/")
        entry = f"{name}/index"
    index = f"{folder}/index.md" if folder else "index.md"
    yield Told(
        "this page is in no menu",
        f"write {entry} on a line of its own into the {{toctree}} of {index}",
        0,
        about=(heard.file.removesuffix(".md"),),
    )


@saying(
    without_page.kind,
    "",
    r"toc\.not_readable: toctree contains reference to (?:nonexisting|excluded) document '(?P<name>[^']*)'",
    r"toc\.excluded: toctree contains reference to (?:nonexisting|excluded) document '(?P<name>[^']*)'",
)
def menu_entry(heard: Heard) -> Iterator[Told]:
    name = heard["name"]
    line, written = _entry(heard, name)
    folder = posixpath.dirname(heard.file)
    here = [one for one in heard.sources.names if posixpath.dirname(one) == posixpath.dirname(name)]
    meant = alike(name, here) or alike(name, heard.sources.names)
    if "is no folder of pages" in heard.said.text:
        where = name.partition("/")[0]
        fix = (
            f"the file is there, but {where}/ has no index.md: write {where}/index.md,"
            f" and list this page in its {{toctree}}"
        )
    elif meant:
        short = posixpath.relpath(meant[0], folder or ".")
        fix = f"write {short} if that is meant; or take the line out"
    else:
        fix = f"take the line out, or write the page {name}.md"
    yield Told(
        f"the menu names {written}, and there is no such page", fix, line, about=(name, *meant[:1])
    )


@saying(
    twice.kind,
    "",
    r"toc\.duplicate_entry: duplicated entry found in toctree: (?P<name>\S+)",
)
def menu_entry_twice(heard: Heard) -> Iterator[Told]:
    line, written = _entry(heard, heard["name"])
    lines = heard.sources.lines(heard.file)
    both = [n for n, text in enumerate(lines, 1) if n >= line and written in text.split("<")[-1]]
    second = both[1] if both[1:] else line
    yield Told(
        f"the menu names {written} twice: at line {line} already",
        "take this line out",
        second,
    )


@saying(
    "menu-pattern",
    "A pattern of a menu that fits no page",
    r"toctree glob pattern '(?P<name>[^']+)' didn't match any documents",
)
def menu_pattern(heard: Heard) -> Iterator[Told]:
    """The menu stays empty there.

    Write the pages one by one: then their order is yours, too.
    """
    name = heard["name"]
    yield Told(
        f"no page fits the pattern {name}",
        "write the names of pages instead, or take the line out",
        heard.line_of(posixpath.basename(name)),
    )


@saying(
    circle.kind,
    "",
    r"toc\.circular: .+?: (?P<ring>.+); take (?P<entry>\S+) out of it",
)
def menu_circle(heard: Heard) -> Iterator[Told]:
    line, written = _entry(heard, heard["entry"])
    ring = heard["ring"].split(" → ")
    through = "" if len(ring) < 3 else f": {' → '.join(ring)}"
    yield Told(
        f"the menu leads back to itself through {written}{through}",
        f"delete this line: {written}",
        line,
    )


SAYINGS = (not_in_toctree, menu_entry, menu_entry_twice, menu_pattern, menu_circle)
