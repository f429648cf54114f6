"""What a static host answers when a browser asks it for a path of the site.

A folder is served by its index page and is a 404 without one; letter case counts even where the
disk forgives it. What becomes of a visitor of a stub is told by `serve.visit`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

from linkcontract.address import address_of
from linkcontract.href import Target, own_part, resolve
from linkcontract.read.base import INDEXES, VERSION
from linkcontract.read.page import ids_in
from linkcontract.site import Carries, Forward, Page, Redirect, Site


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
        self._drawings: dict[str, frozenset[str]] = {}

    def place(self, path: str) -> Place:
        """What stands at a decoded path, relative to the root of the site (`urls.Target.path`)."""
        found = self._places.get(path)
        if found is None:
            found = self._places[path] = self._find(path)
        return found

    def forget(self) -> None:
        """Look everything up again: the site turned out to count on another kind of host."""
        self._places.clear()

    def ids_in_drawing(self, path: str) -> frozenset[str]:
        """The ids in an SVG file of the site; every file is read once."""
        found = self._drawings.get(path)
        if found is None:
            found = self._drawings[path] = ids_in(self.site.root / path)
        return found

    def is_own(self, href: str) -> bool:
        """Whether an absolute URL is one of this site.

        Not everything below the address of a site belongs to it: projects are put beside a home
        page, and versions below a documentation. So where only its canonical links tell the
        address, the first step of the path must be known, unless the site has a path for itself.
        """
        part = own_part(href, self.base_url)
        if part is None or self.base_url is None:
            return False
        step = part.partition("/")[0]
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
        file = file_at(site, path)
        if file is not None or forward_at(site, path) is not None:
            return Place(True, page_at(site, path))
        if path and not path.endswith("/") and f"{path}.html" in site.files:
            return Place(True, site.by_file.get(f"{path}.html"), needs_ending=True)
        for candidate in _candidates(path):
            if actual := site.files_by_folded_name.get(candidate.casefold()):
                return Place(False, other_case=self._as_written(actual, path))
        return Place(False)

    @staticmethod
    def _as_written(actual: str, path: str) -> str:
        """A file that was found, in the manner the path asked for it (without its index page)."""
        for index in INDEXES:
            if actual.casefold().endswith(index) and not path.casefold().endswith(index):
                folder = actual[: -len(index)]
                return folder if path.endswith("/") else folder.rstrip("/")
        return actual

    def resolve(self, page: Page, href: str) -> Target | None:
        """Where an href on a page leads inside the site, or `None` when it leads elsewhere."""
        file = base_file(page, self.site.base_path, self.base_url)
        return resolve(file, href, self.site.base_path, self.base_url) if file is not None else None


def _candidates(path: str, adds_endings: bool = False) -> Iterator[str]:
    """The files that a static host may answer a decoded path with, the first that is there."""
    path = path.removeprefix("./")
    if path and not path.endswith("/"):
        yield path
        if adds_endings:
            yield f"{path}.html"
    folder = path.rstrip("/")
    yield from (f"{folder}/{index}".lstrip("/") for index in INDEXES)


def file_at(site: Site, path: str) -> str | None:
    """The file that a static host answers a decoded path inside the site with, if with any.

    A folder serves its index page, with or without the slash at its end; `x/index.html` and
    `x/` are the same page, `x.html` and `x/` are not.
    """
    found = (file for file in _candidates(path, site.adds_endings) if file in site.files)
    return next(found, None)


def forward_at(site: Site, path: str, *, forced: bool = False) -> Page | None:
    """The stub that stands for what the host's `_redirects` says of a decoded path."""
    if not site.forwards:
        return None
    steps = path.removeprefix("./").strip("/").split("/")
    for forward in site.forwards_from(steps[0]):
        if forward.forced < forced:
            continue
        target = _led(forward, steps)
        if target is not None:
            address = address_of(path)
            return Page(
                path, address, promised=False, redirect=Redirect(target, Carries.UNLESS_OWN)
            )
    return None


def _led(forward: Forward, steps: list[str]) -> str | None:
    """Where a line of `_redirects` leads the path of these steps; `None` if it is not for it."""
    wanted = forward.source.split("/")
    rest = wanted[-1] == "*"
    wanted = wanted[: len(wanted) - rest]
    if len(steps) < len(wanted) or (len(steps) > len(wanted) and not rest):
        return None
    target = forward.target
    for mark, step in zip(wanted, steps, strict=False):
        if mark.startswith(":"):
            target = target.replace(mark, quote(step))
        elif mark != step:
            return None
    return target.replace(":splat", quote("/".join(steps[len(wanted) :])))


def page_at(site: Site, path: str) -> Page | None:
    """The page that a static host serves for a decoded path inside the site, be it a stub."""
    forced = forward_at(site, path, forced=True)
    if forced is not None:
        return forced
    file = file_at(site, path)
    return forward_at(site, path) if file is None else site.by_file.get(file)


def base_file(page: Page, base_path: str, base_url: str | None = None) -> str | None:
    """The file that the links of a page are relative to, by its `<base>`; `None` off the site."""
    if page.base is None:
        return page.file
    base = resolve(page.file, page.base, base_path, base_url)
    if base is None:
        return None
    return base.path + "index.html" if base.path.endswith("/") or not base.path else base.path
