"""What a static host answers when a browser asks it for a path of the site.

A folder is served by its index page and is a 404 without one; letter case counts even where the
disk forgives it. What becomes of a visitor of a stub is `addresses.land`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from .addresses import base_file, page_path
from .model import FIELD, RECORD, Page, Site
from .urls import Target, join_address, resolve

_PATH_ENDS = re.compile(rf"[?#{FIELD}]")
_DEEPEST = 6
_A_HABIT = 3
_NOT_FOUND = re.compile(r"(?:^|/)404(?:/index)?\.html?$")
_VERSION = re.compile(
    r"v?\d+(?:[.\-]\w+)*|latest|stable|dev|devel|development|main|master|next|current|nightly|edge|previews?|pr-.*",
    re.IGNORECASE,
)
"""What the folder of one version of a documentation is called."""
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

    def is_own(self, href: str) -> bool:
        """Whether an absolute URL is one of this site.

        Not everything below the address of a site belongs to it: projects are put beside a home
        page, and versions below a documentation. So where only its canonical links tell the
        address, the first step of the path must be known, unless the site has a path for itself.
        """
        if not self.base_url or not href.startswith(self.base_url):
            return False
        step, slash, _ = re.split(r"[?#]", href[len(self.base_url):], maxsplit=1)[0].partition("/")
        if self.site.has_anchor_data or not step:
            return True
        name = unquote(step).casefold()
        if name in self._first_steps:
            return True
        return self.base_url.count("/") > 3 and _VERSION.fullmatch(name) is None

    @cached_property
    def _first_steps(self) -> frozenset[str]:
        return frozenset(file.partition("/")[0].casefold() for file in self.site.files)

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
        file = base_file(page, self.site.base_path, self.base_url)
        return resolve(file, href, self.site.base_path, self.base_url) if file is not None else None


def base_url(site: Site) -> str | None:
    """The address the site's root will have, if its own build says so on every page.

    Of builds without `anchors.json`, the canonical links must be there on most pages and all agree,
    and the address must not be that of one version of several: the canonical links of an older
    version often name the latest one.
    """
    canonicals = [
        (page.path, page.canonical)
        for page in site.pages.values()
        if page.canonical and page.promised
    ]
    bases = {_base_of(path, canonical) for path, canonical in canonicals}
    base = next(iter(bases)) if len(bases) == 1 else ""
    if not base.startswith(("https://", "http://")) or not base.endswith("/"):
        return None
    if site.has_anchor_data:
        return base
    pages = sum(page.promised for page in site.pages.values())
    is_version = any(_VERSION.fullmatch(step) for step in urlsplit(base).path.split("/"))
    return base if len(canonicals) > 1 and 2 * len(canonicals) > pages and not is_version else None


def _base_of(path: str, canonical: str) -> str:
    """The address of the root, from a page's path and its canonical link; hosts leave endings out."""
    path = path.removeprefix("./")
    for written in (path, f"{path}index.html", path.removesuffix(".html"), path.rstrip("/")):
        if canonical.endswith(f"/{written}"):
            return canonical.removesuffix(written)
    return canonical + "/" if not path else ""


def base_path(site: Site) -> str:
    """The path the site is served below: as its canonical links say, else by a vote of its links.

    Only links from the root of the host have a say. One to `/nope/page/` may be a mistake: a path is
    believed when at least three different links below it arrive, and more than arrive when the site
    stands at the root. A 404 page is shown at any address, so it cannot do without such links, and
    its own are enough.
    """
    base = base_url(site)
    if base is not None and site.has_anchor_data:
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
