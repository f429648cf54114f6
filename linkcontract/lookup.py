"""What a static host answers when a browser asks it for a path of the site.

A folder is served by its index page and is a 404 without one; letter case counts even where the
disk forgives it. What becomes of a visitor of a stub is `addresses.land`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlsplit

from .addresses import page_path
from .model import FIELD, RECORD, Page, Site
from .urls import Target, join_address, resolve

_PATH_ENDS = re.compile(rf"[?#{FIELD}]")
_DEEPEST = 6
_A_HABIT = 3
_NOT_FOUND = re.compile(r"(?:^|/)404(?:/index)?\.html?$")
_INDEXES = ("index.html", "index.htm")


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at a path: a page, another file (`page` is `None`), or nothing.

    When nothing does, `other_case` is the path that differs from it in letter case only, if any.
    `needs_ending` says that the file was found only by adding `.html`, as some hosts do.
    """

    exists: bool
    page: Page | None = None
    other_case: str | None = None
    needs_ending: bool = False


class Lookup:
    """Answers for one site; every path is looked up once."""

    def __init__(self, site: Site, base_url: str | None = None) -> None:
        self.site = site
        self.base_url = base_url
        self._places: dict[str, Place] = {}

    def place(self, path: str) -> Place:
        """What stands at a decoded path, relative to the root of the site (`urls.Target.path`)."""
        found = self._places.get(path)
        if found is None:
            found = self._places[path] = self._find(path)
        return found

    def _find(self, path: str) -> Place:
        site = self.site
        candidates = [path + index for index in _INDEXES]
        if path and not path.endswith("/"):
            candidates = [path, *(f"{path}/{index}" for index in _INDEXES)]
        for candidate in candidates:
            if candidate in site.files:
                return Place(True, site.by_file.get(candidate))
        if path and not path.endswith("/") and f"{path}.html" in site.files:
            return Place(True, site.by_file.get(f"{path}.html"), needs_ending=True)
        for candidate in candidates:
            if actual := site.files_by_folded_name.get(candidate.casefold()):
                return Place(False, other_case=self._as_written(actual, path))
        return Place(False)

    @staticmethod
    def _as_written(actual: str, path: str) -> str:
        """A file that was found, in the manner the path asked for it (without its index page)."""
        for index in _INDEXES:
            if actual.casefold().endswith(index) and not path.casefold().endswith(index):
                folder = actual[: -len(index)]
                return folder if path.endswith("/") else folder.rstrip("/")
        return actual

    def resolve(self, page: Page, href: str) -> Target | None:
        """Where an href on a page leads inside the site, or `None` when it leads elsewhere."""
        file = page.file
        if page.base:
            base = resolve(page.file, page.base, self.site.base_path, self.base_url)
            if base is None:
                return None
            file = base.path if not base.path.endswith("/") and base.path else base.path + "index.html"
        return resolve(file, href, self.site.base_path, self.base_url)


def base_url(site: Site) -> str | None:
    """The address the site's root will have, if its own build says so on every page.

    Only for our own builds: the canonical links of others often name another version of the site.
    """
    if not site.has_anchor_data:
        return None
    bases = {
        page.canonical.removesuffix("" if page.path == "./" else page.path)
        for page in site.pages.values()
        if page.canonical and page.promised
    }
    base = next(iter(bases)) if len(bases) == 1 else ""
    return base if base.startswith(("https://", "http://")) and base.endswith("/") else None


def base_path(site: Site) -> str:
    """The path the site is served below: as its canonical links say, else by a vote of its links.

    Only links from the root of the host have a say. One to `/nope/page/` may be a mistake: a path is
    believed when at least three different links below it arrive, and more than arrive when the site
    stands at the root. A 404 page is shown at any address, so it cannot do without such links, and
    its own are enough.
    """
    base = base_url(site)
    if base is not None:
        return urlsplit(base).path
    paths: dict[str, int] = {}
    for page in site.pages.values():
        if f"{RECORD}/" in RECORD + page.link_records:
            weight = _A_HABIT if _NOT_FOUND.search(page.file) else 1
            for packed in page.packed_links:
                if packed[0] == "/" and packed[1] != "/":
                    path = _PATH_ENDS.split(packed, maxsplit=1)[0]
                    paths[path] = max(weight, paths.get(path, 0))
    arrived: Counter[str] = Counter()
    for path, weight in paths.items():
        segments = path.split("/")
        for depth in range(1, min(len(segments), _DEEPEST)):
            rest = "/".join(segments[depth:]).rstrip("/")
            if rest in site.files or f"{rest}/index.html".lstrip("/") in site.files:
                arrived["/".join(segments[:depth]) + "/"] += weight
    likeliest = max(arrived, key=lambda base: (arrived[base], -len(base)), default="/")
    return likeliest if arrived[likeliest] >= _A_HABIT and arrived[likeliest] > arrived["/"] else "/"


def address_of(path: str, fragment: str = "") -> str:
    """The address of a decoded path: percent-encoded, the front page `./`, without `index.html`."""
    return join_address(page_path(path) or "./", fragment)
