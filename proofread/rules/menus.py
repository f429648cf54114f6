"""Mistakes in the lists that make the menus: `toctree`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from difflib import get_close_matches

from proofread.handbook import Handbook
from proofread.menu import Entry, Menus
from proofread.mistake import Found
from proofread.rule import site_rule


@site_rule("menu-entry", "An entry of a menu without a page")
def without_page(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The page that the entry means is in no menu, and nobody finds it.

    Each line of a `toctree` names a page: its file without `.md`, seen from the file in which the
    toctree stands. Correct the name, or delete the line.
    """
    menus = Menus(handbook)
    unread = {posixpath.splitext(file)[0].lower() for file in handbook.files if file[-3:] != ".md"}
    listed = {one.name for one in menus.entries}
    for entry in menus.entries:
        if entry.name in handbook.page_by_name or entry.name.lower() in unread:
            continue  # what lies there by a wrong name is told at that file
        folder = posixpath.dirname(entry.page.file)
        inside = {posixpath.relpath(name, folder or "."): name for name in handbook.page_by_name}
        free = [name for name in inside if inside[name] not in listed and name[-5:] != "index"]
        close = get_close_matches(entry.written, free, n=1)
        close = close or get_close_matches(entry.written, inside, n=1)
        close = close or [name for name in inside if name == f"{entry.written.strip('/')}/index"]
        hint = f"; did you mean “{close[0]}”?" if close else ""
        fix = "delete this line, or add the page"
        if close:
            fix = f"write {close[0]} instead, or delete the line"
        what = f"no page is named “{entry.written}”{hint}"
        lost = (entry.name, *(inside[name] for name in close))
        yield entry.page.file, Found(entry.line, what, fix, lost)


@site_rule("menu-missing", "A page in no menu")
def missing(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """Nobody finds a page that no menu names.

    Add the name of its file, without `.md`, to the `toctree` in the `index.md` of its folder, where the
    page should stand in the menu.
    """
    if "index" not in handbook.page_by_name:
        return
    menus = Menus(handbook)
    listed = {entry.name for entry in menus.entries}
    tried = listed - set(handbook.page_by_name)
    for page in handbook.readable:
        if page.name == "index" or page.name in listed or "orphan: true" in page.front_matter.text:
            continue
        folder = posixpath.dirname(page.name)
        if page.name.endswith("/index"):
            folder = posixpath.dirname(folder)
        index = (
            posixpath.join(folder, "index")
            if posixpath.join(folder, "index") in handbook.page_by_name
            else "index"
        )
        short = posixpath.relpath(page.name, posixpath.dirname(index) or ".")
        beside = [one for one in tried if posixpath.dirname(one) == posixpath.dirname(page.name)]
        if get_close_matches(page.name, beside, n=1):
            continue  # told at the entry
        last = [entry for entry in menus.entries if entry.page.name == index]
        where = (
            f"below line {last[-1].line} of {index}.md" if last else f"in a toctree of {index}.md"
        )
        yield page.file, Found(None, "no menu names this page", f"write {short} {where}")


@site_rule("menu-twice", "A page in the menu twice")
def twice(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """Readers see the page at two places and wonder which is the right one.

    A page stands in one `toctree`, once. Delete one of the two lines; link to the page from the text
    where you want to mention it again.
    """
    menus = Menus(handbook)
    first: dict[str, Entry] = {}
    for entry in menus.entries:
        before = first.setdefault(entry.name, entry)
        if before is entry or entry.glob or menus.circle(entry) or entry.name == "index":
            continue
        place = f"{before.page.file}:{before.line}"
        what = f"“{entry.written}” stands in the menu already, at {place}"
        yield entry.page.file, Found(entry.line, what, "delete this line, or that one")


@site_rule("menu-circle", "A menu that leads back to itself", hides="line")
def circle(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """A page would stand below itself, and the menu would have no end.

    A `toctree` names pages below the page it stands on, never one above it or the page itself. Delete
    the line that the message names.
    """
    menus = Menus(handbook)
    told: set[frozenset[str]] = set()
    for entry in menus.entries:
        way = menus.circle(entry)
        if way and frozenset(one.name for one in way) not in told:
            told.add(frozenset(one.name for one in way))
            back = menus.deepest(way)
            others = [one for one in way if one is not back]
            through = "".join(f", which stands at {one.page.file}:{one.line}" for one in others[:3])
            what = f"“{back.written}” leads the menu back to a page above{through}"
            if not others:
                what = f"“{back.written}” is the page on which this menu stands"
            yield back.page.file, Found(back.line, what, "delete this line")
