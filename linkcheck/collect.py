"""Every link that leads out of a built site, with the places in its sources that wrote it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import ada_url

from linkcontract.context import Context
from linkcontract.href import is_elsewhere
from linkcontract.read.folder import read_site
from linkcontract.site import Link, Page, Site
from linkcontract.source.folder import Source

_DATA = ("*.yml", "*.yaml", "*.toml", "links/moved.txt", "conf.py")
"""Files in the source folder, beside Markdown and templates, that links on pages come from."""

_ENTRY = re.compile(r"([^\s#:][^:]*):(?:\s|$)")
"""The first line of an entry of a data file."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A link to another site, as written; `where` are `file:line`, each once, in reading order.

    `address` is what is asked for, as a browser would send it, without the fragment; `None` when
    the link is none that a browser can open.
    """

    url: str
    address: str | None
    where: tuple[str, ...]


def collect(
    folder: Path, source: Path | None, progress: Callable[[int, int], None]
) -> list[Outgoing]:
    """The outgoing links of the site in `folder`, sorted.

    `source` is the folder of Markdown it was built from; `None` when it is that of its
    `anchors.json`, the current one, or unknown. Raises `UnreadableSite` and `CannotWork`.
    """
    site = read_site(folder, progress=progress)
    if source is None and site.has_anchor_data:
        source = Path()
    places = _Places(site, Source(source) if source else None)
    written: dict[str, dict[str, None]] = defaultdict(dict)
    made: dict[str, list[tuple[Page, Link]]] = defaultdict(list)
    for page in site.pages.values():
        for link in page.links:
            url = _url(link.href)
            if url is None or places.is_inside(url):
                continue
            if place := places.in_source(page, link):
                written[url].setdefault(place)
            else:
                made[url].append((page, link))
    for url, uses in made.items():
        written[url] |= dict.fromkeys(places.in_data(url, [page for page, _ in uses]))
        if not written[url]:
            lines = (line for page, link in uses for line in places.on_page(page, link))
            written[url] = dict.fromkeys(lines)
    return [Outgoing(url, address_of(url), tuple(where)) for url, where in sorted(written.items())]


def _url(href: str) -> str | None:
    """The address of a link that leads to another host by HTTP, else `None`."""
    if not is_elsewhere(href):
        return None
    href = href.replace("\\", "/") if href[:2].replace("\\", "/") == "//" else href
    url = f"https:{href}" if href.startswith("//") else href
    return url if re.match(r"https?:", url, re.IGNORECASE) else None


def address_of(url: str) -> str | None:
    """The address as a browser sends it, without the fragment; `None` for what it cannot open."""
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return None
    parsed.hash = ""
    return parsed.href


class _Places:
    """Finds out where links were written."""

    def __init__(self, site: Site, source: Source | None) -> None:
        self._site = site
        self._source = source
        self._context = Context(site, source)

    def is_inside(self, url: str) -> bool:
        """Whether a full address is one of the site's own."""
        base = self._context.lookup.base_url
        return base is not None and url.startswith(base)

    def in_source(self, page: Page, link: Link) -> str | None:
        """File and line of the Markdown or template; `None` when it is not written out there."""
        if self._source is None:
            return None
        file, line = self._context.link_place(page, link)
        return None if line is None else f"{file}:{line}"

    def in_data(self, url: str, pages: Sequence[Page]) -> Iterator[str]:
        """Where data files name the address of a link that is made from them, and who uses the entry.

        That is the line with the address itself, then the lines of the pages' Markdown that name
        the entry it stands in (`sources: [KEY]`).
        """
        whole = re.compile(rf"(?<![\w/]){re.escape(url)}(?![\w/#?&=%-])")
        keys = set()
        for name, lines in self._data.items():
            key = ""
            for number, line in enumerate(lines, start=1):
                if entry := _ENTRY.match(line):
                    key = entry[1]
                if url in line and whole.search(line):
                    keys.add(f"- {key}")
                    yield f"{name}:{number}"
        documents = {d.path: d for page in pages if (d := self._context.document(page))}
        for document in documents.values() if keys else ():
            for number, line in enumerate(document.lines, start=1):
                if line.strip() in keys:
                    yield f"{document.path}:{number}"

    @cached_property
    def _data(self) -> dict[str, list[str]]:
        if self._source is None:
            return {}
        root = self._source.root
        files = sorted(file for pattern in _DATA for file in root.glob(pattern))
        return {
            file.relative_to(root).as_posix(): file.read_text("utf-8", "replace").splitlines()
            for file in files
        }

    def on_page(self, page: Page, link: Link) -> Iterator[str]:
        """Every line of the built page itself that has the link, where the source is not known."""
        file = self._site.root / page.file
        text = file.read_text("utf-8", "replace")
        written = {link.href, escape(link.href, quote=False)}
        whole = re.compile(rf"(?<=[\"'=\s])(?:{'|'.join(map(re.escape, written))})(?=[\"'\s>])")
        lines = [text.count("\n", 0, found.start()) + 1 for found in whole.finditer(text)]
        return (f"{file.as_posix()}:{line}" for line in lines or [1])
