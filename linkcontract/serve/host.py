"""What a static host answers when a browser asks it for a path of the site.

A folder is served by its index page and is a 404 without one; letter case counts even where the
disk forgives it. What becomes of a visitor of a stub is told by `serve.visit`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from linkcontract.href import Target, resolve
from linkcontract.read.base import VERSION
from linkcontract.site import Page, Site

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
        step, _, _ = re.split(r"[?#]", href[len(self.base_url) :], maxsplit=1)[0].partition("/")
        if self.site.has_anchor_data or not step:
            return True
        name = unquote(step).casefold()
        if name in self._first_steps:
            return True
        return self.base_url.count("/") > 3 and VERSION.fullmatch(name) is None

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


def page_at(site: Site, path: str) -> Page | None:
    """The page a static host serves for a decoded path inside the site (`urls.Target.path`).

    A folder serves its index page, with or without the slash at its end; `x/index.html` and
    `x/` are the same page, `x.html` and `x/` are not.
    """
    name = path.removeprefix("./")
    by_file = site.by_file
    return by_file.get(name) or by_file.get(f"{name.rstrip('/')}/index.html".lstrip("/"))


def base_file(page: Page, base_path: str, base_url: str | None = None) -> str | None:
    """The file that the links of a page are relative to, by its `<base>`; `None` off the site."""
    if page.base is None:
        return page.file
    base = resolve(page.file, page.base, base_path, base_url)
    if base is None:
        return None
    return base.path + "index.html" if base.path.endswith("/") or not base.path else base.path
