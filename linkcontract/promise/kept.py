"""Whether the promise is kept for an address: served today, or led by the moved file to an end.

An address is *kept* when today's build serves it, or when `moved.txt` leads it, in the end, to an
address that today's build serves, to another site, or to `gone`. Everything else is *broken*.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote

from linkcontract.address import anchor_address, split_address
from linkcontract.href import fragment_hits
from linkcontract.promise.leads import Lead, Leads, Move
from linkcontract.promise.ledger import Ledger
from linkcontract.promise.moved import Moves
from linkcontract.serve.host import Lookup
from linkcontract.serve.visit import served_at
from linkcontract.site import AnchorKind, Page

_OWN_PLACES = (AnchorKind.HEADING, AnchorKind.FIGURE, AnchorKind.TABLE, AnchorKind.TERM)

_ASSETS = (
    ".css",
    ".js",
    ".mjs",
    ".map",
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".eot",
    ".inv",
    ".json",
)
"""What a page is made of and nobody reads: no home for anything."""


class Keeping:
    """Answers for one site, its moved file and its ledger; the last two may be missing."""

    def __init__(self, lookup: Lookup, moves: Moves | None, ledger: Ledger | None) -> None:
        self.lookup = lookup
        self.moves = moves or Moves({})
        self.ledger = ledger
        self._served: dict[str, bool] = {}
        self._leads = Leads(self.moves, self.serves, self.published_homes)
        self._at_fault: dict[int, Move | None] = {}

    def serves(self, address: str) -> bool:
        """Whether the site serves what the address names; a stub counts when it leads there.

        What the build writes for a line of the moved file (a stub, a notice, a landing) is not
        the thing itself: an address with a line is served only when it is live.
        """
        known = self._served.get(address)
        if known is None:
            has_line = address in self.moves.moves or split_address(address)[0] in self.moves.moves
            known = self.is_live(address) if has_line else self._is_served(address)
            self._served[address] = known
        return known

    def is_live(self, address: str) -> bool:
        """Whether a page, section or file itself stands at the address, in today's build."""
        path, fragment = split_address(address)
        site = self.lookup.site
        page = site.pages.get(path)
        if page is None:
            return not fragment and self._is_file(address)
        if page.is_stub or not self._stands(page):
            return not fragment and path in site.short_links
        if not fragment:
            return True
        anchor = page.anchor(fragment) or page.anchor(unquote(fragment))
        if anchor is None or not anchor.public:
            return False
        # Without anchors.json an old id kept by the moved file looks like one that was labelled.
        return site.has_anchor_data or anchor.kind in _OWN_PLACES

    def _stands(self, page: Page) -> bool:
        """Whether a page is one, and no notice that the build wrote for lines of the moved file."""
        if self.lookup.site.has_anchor_data:
            return page.promised
        return not (page.noindex and page.path in self._paths_with_lines)

    @cached_property
    def _paths_with_lines(self) -> frozenset[str]:
        return frozenset(split_address(old)[0] for old in self.moves.moves)

    def _is_served(self, address: str) -> bool:
        landing = served_at(self.lookup.site, address)
        if landing.page is None:
            return landing.served or (
                self._is_file(address) and not address.lower().endswith(_ASSETS)
            )
        return landing.served and self._stands(landing.page)

    def _is_file(self, address: str) -> bool:
        """Whether a file that is no page stands at the address: a handout, printed or to be, a download."""
        file, site = unquote(address), self.lookup.site
        return (file in site.files and file not in site.by_file) or file in site.to_be_printed

    def is_written(self, address: str) -> bool:
        """Whether the build wrote anything for a reader of the address, be it a stub or a note.

        Whether a stub leads on to the right place is not asked here.
        """
        path, fragment = split_address(address)
        place = self.lookup.place(unquote(path.removeprefix("./")))
        if not place.exists or place.page is None or not place.page.promised:
            return place.exists
        return fragment_hits(fragment, place.page.ids)

    def lead(self, address: str) -> Lead:
        """Where the address leads today; `Lead.keeps` says whether that keeps the promise."""
        return self._leads.of(address)

    def is_kept(self, address: str) -> bool:
        """Whether the promise is kept for the address."""
        return self.lead(address).keeps

    def at_fault(self, address: str) -> Move | None:
        """The last line on an address's way that keeps nothing: the one to mend, if there is any."""
        passed: list[Lead] = []
        lead: Lead | None = self.lead(address)
        while lead is not None and lead.first is not None and id(lead) not in self._at_fault:
            passed.append(lead)
            lead = lead.rest
        fault = self._at_fault.get(id(lead))
        for lead in reversed(passed):
            if fault is None:
                ways = lead.ring if lead.rest is None and lead.ring else (lead.first,)
                fault = next(
                    (move for move in reversed(ways) if move and not self.is_kept(move.old)), None
                )
            self._at_fault[id(lead)] = fault
        return fault

    def broken(self) -> list[str]:
        """Every address of the ledger that is broken, sorted."""
        addresses = self.ledger.entries if self.ledger else ()
        return sorted(address for address in addresses if not self.is_kept(address))

    def published_homes(self, id: str) -> Iterable[str]:
        """The published addresses with this id as their fragment, on whatever page."""
        return self._homes.get(id, ())

    @cached_property
    def _homes(self) -> dict[str, list[str]]:
        """Published addresses by the id in their fragment: what a short link followed."""
        homes: dict[str, list[str]] = {}
        for address in self.ledger.entries if self.ledger else ():
            fragment = split_address(address)[1]
            if fragment:
                homes.setdefault(unquote(fragment), []).append(address)
        return homes

    @cached_property
    def served_addresses(self) -> list[str]:
        """The public addresses of today's build, for guesses."""
        pages = [
            page for page in self.lookup.site.pages.values() if page.promised and not page.is_stub
        ]
        anchors = [
            anchor_address(page.path, a.id) for page in pages for a in page.anchors if a.public
        ]
        return [page.path for page in pages] + anchors
