""" "Did you mean" for the rules: indexes made once, and no more guesses than anybody reads.

What is the same but for letter case, or stands under its own name elsewhere, is looked up and costs
nothing. A name written alike is searched for among all names of the site: of the things that are
wrong that is done for the first few hundred, and the summary says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar
from urllib.parse import unquote

from linkcontract.address import address_of
from linkcontract.context import Context
from linkcontract.match.spelling import nearest
from linkcontract.site import Page
from linkcontract.source.ids import id_of

MOST = 300
"""Names that are searched for in one run. Who mends so many of them runs the check again."""

_Found = TypeVar("_Found")


class Hints:
    """The likely meanings of what leads nowhere, for one site; each is worked out once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[tuple[str, ...], object] = {}
        self._searches = 0
        self.left_out = 0
        """For how many names no search was made any more."""

    def page(self, path: str) -> Page | None:
        """The page likely meant by a decoded path."""
        address = address_of(path)
        return self._search(("page", address), lambda: self._context.guessing.page(address))

    def file(self, path: str) -> str | None:
        """The file likely meant by a decoded path."""
        return self._search(("file", path), lambda: self._context.guessing.file(path))

    def address(self, wanted: str, *alike: float) -> str | None:
        """The address of today's build that is most like one that it does not serve."""
        served = self._context.keeping.served_addresses
        return self._search(("address", wanted), lambda: nearest(wanted, served, *alike))

    def fragment(self, page: Page, fragment: str) -> tuple[str, Page] | None:
        """The one likely id: the same in other letters, the same elsewhere, else one alike here."""
        wanted = unquote(fragment)
        spelled = id_of(wanted)
        here = self._ids_of(page)
        for id in (here.get(wanted.casefold()), here.get(spelled.casefold())):
            if id is not None and (id.casefold() == wanted.casefold() or id == spelled):
                return id, page
        for id in (wanted, spelled):
            places = self._pages_by_id.get(id, ())
            if len(places) == 1:
                return id, places[0]
        return self._search(("fragment", page.path, wanted), lambda: self._alike(page, wanted))

    def _alike(self, page: Page, wanted: str) -> tuple[str, Page] | None:
        label = self._context.guessing.label(wanted)
        id = None if label else nearest(wanted, self._ids_of(page).values())
        return label or ((id, page) if id else None)

    def _ids_of(self, page: Page) -> dict[str, str]:
        """The ids of a page that somebody chose, each by itself without letter case."""
        found = self._ids.get(page.path)
        if found is None:
            chosen = [anchor.id for anchor in page.anchors if not anchor.generated]
            found = self._ids[page.path] = {id.casefold(): id for id in reversed(chosen)}
        return found

    @cached_property
    def _ids(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _pages_by_id(self) -> dict[str, list[Page]]:
        """The pages that have an id in their content, for every id of the site."""
        found: dict[str, list[Page]] = {}
        for page in self._context.site.pages.values():
            if not page.is_stub:
                for anchor in page.anchors:
                    found.setdefault(anchor.id, []).append(page)
        return found

    def _search(self, key: tuple[str, ...], search: Callable[[], _Found | None]) -> _Found | None:
        """The result of a search, made if none was made for this name and enough are left."""
        if key in self._known:
            return self._known[key]  # type: ignore[return-value]
        if self._searches >= MOST:
            self._known[key] = None
            self.left_out += 1
            return None
        self._searches += 1
        found = search()
        self._known[key] = found
        return found
