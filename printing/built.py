"""The built site as printing needs it: its pages, and the face they have in common.

Pages and handouts are read from `anchors.json`, which the build writes beside its folder. Colors,
fonts and the wordmark come from the site itself, so that what is printed looks like it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from linkcontract.read.anchors_json import find_anchor_data
from linkcontract.site import UnreadableSite
from printing.errors import CannotPrint

STYLESHEET = "_static/handbook.css"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page, short link or handout: its address, title, and the Markdown file it comes from."""

    address: str
    kind: str
    title: str
    source: str

    @property
    def file(self) -> str:
        """Where it stands in the folder of the site."""
        if self.address == "./":
            return "index.html"
        return self.address + "index.html" * self.address.endswith("/")

    @property
    def to_root(self) -> str:
        """The relative path from it to the root of the site."""
        return "../" * self.file.count("/")


@dataclass(frozen=True)
class Built:
    """A folder that Sphinx wrote. Raises `CannotPrint` where it is no build of this handbook."""

    folder: Path

    @cached_property
    def entries(self) -> list[Entry]:
        """What has an address of its own and comes from a Markdown file, in order of address."""
        try:
            found = find_anchor_data(self.folder)
        except UnreadableSite as error:
            raise CannotPrint(str(error)) from None
        if found is None:
            raise CannotPrint(f"{self.folder}: no site is built here; build it first")
        return [
            Entry(one["address"], one["kind"], one["title"], one["file"])
            for one in found
            if one["kind"] in ("page", "short-link", "handout") and one["file"]
        ]

    def of_kind(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    @cached_property
    def pages_by_source(self) -> dict[str, Entry]:
        """The page that each Markdown file became."""
        return {page.source: page for page in self.of_kind("page")}

    def text(self, file: str) -> str:
        """A file of the site."""
        try:
            return (self.folder / file).read_text(encoding="utf-8")
        except OSError as error:
            raise CannotPrint(
                f"{self.folder / file}: {error.strerror}: build the site again"
            ) from None

    def html(self, entry: Entry) -> LexborHTMLParser:
        return LexborHTMLParser(self.text(entry.file))

    @cached_property
    def front(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text("index.html"))

    @cached_property
    def language(self) -> str:
        root = self.front.root
        return str(root.attributes.get("lang") or "en") if root else "en"

    @cached_property
    def name(self) -> str:
        """What the site calls itself."""
        return str(property_of(self.front, "og:site_name"))

    @cached_property
    def base(self) -> str:
        """The address at which the site is served, with a slash at its end; "" where none was set."""
        return canonical(self.front)

    @cached_property
    def colors_and_fonts(self) -> str:
        """The custom properties that the site's stylesheet sets for all of it, as CSS."""
        found = re.search(r":root\s*\{[^}]*--paper[^}]*\}", self.text(STYLESHEET))
        if found is None:
            raise CannotPrint(f"{self.folder / STYLESHEET}: its :root sets no --paper")
        return found[0]

    @cached_property
    def wordmark(self) -> str:
        """The wordmark as SVG."""
        found = self.front.css_first("svg.wordmark")
        return str(found.html) if found else ""


def property_of(page: LexborHTMLParser, name: str) -> str:
    """What an Open Graph property of a page says, "" where it says nothing."""
    found = page.css_first(f'meta[property="{name}"]')
    return str(found.attributes.get("content") or "") if found else ""


def canonical(page: LexborHTMLParser) -> str:
    """The absolute address that a page gives itself, "" where it gives none."""
    found = page.css_first('link[rel="canonical"]')
    return str(found.attributes.get("href") or "") if found else ""


def tagline(section: Any) -> str:
    """The words of a section's first paragraph when all of it is bold: what a page stands for."""
    first = next((node for node in section.iter() if node.tag == "p"), None)
    inner = list(first.iter(include_text=True)) if first is not None else []
    if len(inner) != 1 or inner[0].tag != "strong":
        return ""
    return " ".join(str(inner[0].text()).split())
