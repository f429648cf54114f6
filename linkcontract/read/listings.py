"""Files that are no pages and yet lead to pages and files: style sheets, sitemaps, search indexes.

Each becomes a `Page` of its own that holds nothing but links, so that they are judged like all
others. Only style sheets that a page or another style sheet asks for are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from linkcontract.address import IN_PATH, page_path
from linkcontract.href import relative, resolve
from linkcontract.read.base import INDEXES, base_url
from linkcontract.read.engines import SEARCH_INDEXES
from linkcontract.read.styles import fetched
from linkcontract.site import FIELD, RECORD, LinkKind, Page, Site

_SITEMAP = "sitemap.xml"

_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>|<!--.*?-->", re.DOTALL)

_DEEPEST = 6

_MOST = 0.5
"""The part of a sitemap's pages that must be there: else it is that of another site."""

_SHEET = f"{FIELD}{LinkKind.STYLESHEET}{FIELD}"


def listings(site: Site) -> dict[str, Page]:
    """The files of a site, by their path, that name pages and files of it."""
    found: dict[str, list[tuple[str, LinkKind]]] = {}
    for file, urls in _sheets(site):
        found[file] = [(url, _kind_of(url)) for url in urls]
    for file, hrefs in (*_sitemaps(site), *_indexes(site)):
        found.setdefault(file, []).extend((href, LinkKind.LISTED) for href in hrefs)
    return {file: _page(file, links) for file, links in found.items() if links}


def _kind_of(url: str) -> LinkKind:
    return LinkKind.STYLESHEET if url.partition("?")[0].endswith(".css") else LinkKind.STYLE


def _page(file: str, links: list[tuple[str, LinkKind]]) -> Page:
    records = (FIELD.join((href, kind, "url", "nc", "")) for href, kind in dict.fromkeys(links))
    return Page(file, page_path(file), promised=False, link_records=RECORD.join(records))


def text_of_file(site: Site, file: str) -> str:
    """What stands in a file of the site; empty when it cannot be read."""
    try:
        return (site.root / file).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def sheets_of(page: Page) -> list[str]:
    """The style sheets that a page asks for, as written."""
    records, found, place = page.link_records, [], 0
    while (place := records.find(_SHEET, place)) >= 0:
        found.append(records[records.rfind(RECORD, 0, place) + 1 : place])
        place += len(_SHEET)
    return found


def _sheets(site: Site) -> Iterator[tuple[str, list[str]]]:
    """The style sheets of the site that are asked for, and what they fetch."""
    asked: dict[tuple[str, str, str | None], Page] = {}
    for page in site.pages.values():
        folder = page.file.rpartition("/")[0]
        for href in sheets_of(page):
            asked.setdefault((folder, href, page.base), page)
    waiting: list[str] = []
    for (_, href, base), page in asked.items():
        target = None if base is not None else resolve(page.file, href, site.base_path)
        waiting += [target.path] if target is not None else []
    seen: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen or file not in site.files:
            continue
        seen.add(file)
        text = text_of_file(site, file)
        if "url(" in text.casefold() or "@import" in text:
            urls = fetched(text)
            yield file, urls
            imports = (url for url in urls if _kind_of(url) is LinkKind.STYLESHEET)
            targets = (resolve(file, url, site.base_path) for url in imports)
            waiting += [target.path for target in targets if target is not None]


def _sitemaps(site: Site) -> Iterator[tuple[str, list[str]]]:
    waiting, seen = [_SITEMAP], set[str]()
    while waiting:
        file = waiting.pop()
        if file in seen or file not in site.files:
            continue
        seen.add(file)
        found = _LOCATION.findall(text_of_file(site, file))
        inside = _inside(site, [unescape(location) for location in found if location])
        waiting += [unquote(path) for path in inside if path.endswith(".xml")]
        yield file, [relative(file, path or "./") for path in inside if not path.endswith(".xml")]


def _inside(site: Site, urls: list[str]) -> list[str]:
    """The paths inside the site of absolute URLs, below the address that most of them agree on."""
    known = base_url(site)
    bases = [known] if known is not None else []
    for url in urls[:50] if known is None else ():
        parts = urlsplit(url)
        steps = parts.path.split("/")
        for depth in range(1, min(len(steps), _DEEPEST) + 1):
            bases.append(f"{parts.scheme}://{parts.netloc}{'/'.join(steps[:depth])}/")
    best: list[str] = []
    arrived = 0
    for base in dict.fromkeys(bases):
        paths = [url[len(base) :] for url in urls if url.startswith(base)]
        there = sum(_is_there(site, unquote(path)) for path in paths)
        if there > arrived:
            best, arrived = paths, there
    return best if arrived > _MOST * len(urls) else []


def _is_there(site: Site, path: str) -> bool:
    folder = path.rstrip("/")
    tried = (path, f"{path}.html", *(f"{folder}/{index}".lstrip("/") for index in INDEXES))
    return any(file in site.files for file in tried)


def _indexes(site: Site) -> Iterator[tuple[str, list[str]]]:
    for file in sorted(site.files):
        for index in SEARCH_INDEXES:
            if not index.file.search(file):
                continue
            names: list[str] = []
            for found in index.entries.findall(text_of_file(site, file)):
                with suppress(ValueError):  # not JSON after all: then it names nothing
                    entry = json.loads(found)
                    names += [entry] if isinstance(entry, str) else map(str, entry)
            hrefs = _pages_of(site, file, names) if index.names else names
            yield file, [index.above + href for href in hrefs]


def _pages_of(site: Site, file: str, names: list[str]) -> list[str]:
    """The pages that Sphinx built for documents: `name.html`, or a folder for each."""
    folder = file.rpartition("/")[0]
    written = [quote(name, safe=IN_PATH) for name in names]
    places = [f"{folder}/{name}".lstrip("/") for name in names]
    files = sum(f"{place}.html" in site.files for place in places)
    folders = sum(f"{place}/index.html" in site.files for place in places)
    if files > folders:
        return [f"{name}.html" for name in written]
    return [re.sub(r"(?:^|(?<=/))index/$", "", f"{name}/") or "./" for name in written]
