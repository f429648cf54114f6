"""What the menus say: the entries of every toctree, and the page that each of them names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

from proofread.handbook import Handbook
from proofread.page import Page
from proofread.reading import options


@dataclass(frozen=True)
class Entry:
    """An entry of a toctree: the page it stands on, its line, as it is written, the page it names."""

    page: Page
    line: int
    written: str
    name: str
    glob: bool = False


def entries(page: Page) -> Iterator[Entry]:
    """What the toctrees of a page name, without addresses of other sites."""
    for part in page.parts:
        if part.directive != "toctree":
            continue
        start = options(part.token.content)
        lines = part.token.content.split("\n")
        glob = any(line.strip().startswith(":glob:") for line in lines[:start])
        for number, line in enumerate(lines[start:], start=part.line + 1 + start):
            titled = re.fullmatch(r".+?\s*(?<!\x00)<([^<>]+)>", line.strip())
            written = titled[1].strip() if titled else line.strip()
            if not written or written == "self" or "://" in written:
                continue
            path = written.removesuffix(".md")
            folder = "" if path.startswith("/") else posixpath.dirname(page.file)
            name = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
            yield Entry(page, number, written, name, glob and any(mark in path for mark in "*?["))


class Menus:
    """All toctrees of a handbook."""

    def __init__(self, handbook: Handbook) -> None:
        self.handbook = handbook

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries of all toctrees, those with wildcards as what they stand for."""
        found = []
        for page in self.handbook.readable:
            for entry in entries(page):
                if not entry.glob:
                    found.append(entry)
                    continue
                for name in self.handbook.page_by_name:
                    if fnmatchcase(name, entry.name) and name != page.name:
                        found.append(Entry(page, entry.line, name, name, True))
        return found

    @cached_property
    def below(self) -> dict[str, list[Entry]]:
        """The entries of each page by its name."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.page.name, []).append(entry)
        return found

    @cached_property
    def depth(self) -> dict[str, int]:
        """How many steps each page is away from the front page."""
        far, waiting = {"index": 0}, ["index"]
        for name in waiting:
            for entry in self.below.get(name, ()):
                if entry.name not in far:
                    far[entry.name] = far[name] + 1
                    waiting.append(entry.name)
        return far

    def circle(self, entry: Entry) -> list[Entry]:
        """The entries that lead from an entry back to the page it stands on; none when none do."""
        ways, seen = [[entry]], {entry.name}
        for way in ways:
            if way[-1].name == entry.page.name:
                return way
            for following in self.below.get(way[-1].name, ()):
                if following.name not in seen or following.name == entry.page.name:
                    seen.add(following.name)
                    ways.append([*way, following])
        return []

    def deepest(self, way: list[Entry]) -> Entry:
        """The entry of a circle that leads back up: the one on the page furthest from the front page."""
        return max(way, key=lambda one: (self.depth.get(one.page.name, 0), one.page.file, one.line))
