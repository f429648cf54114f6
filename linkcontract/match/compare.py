"""Two builds of a site compared: which published addresses the later one still keeps.

An address is *kept* when the later build serves it, *moved* when a stub or the moved file leads it
to something served, and *broken* otherwise. It is *changed* when it is served but the section it
names is now another one, while the old section stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linkcontract.address import anchor_address
from linkcontract.match.changed import changed_homes
from linkcontract.match.homes import Suggestion, suggest
from linkcontract.match.outline import outline_of
from linkcontract.promise.kept import Keeping
from linkcontract.promise.leads import End
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.promise.moved import Moves
from linkcontract.promise.public import addresses
from linkcontract.read.base import base_url
from linkcontract.serve.host import Lookup
from linkcontract.serve.visit import final_address, is_served, served_at
from linkcontract.site import Anchor, Page, Site


@dataclass(slots=True)
class Comparison:
    """What became of every public address of the earlier build; all lists are sorted.

    `moved` maps an address to where it leads (an address, a URL of another site, or `gone`),
    `broken` to its suggestion or `None`, `changed` to where the old section is now (those are
    in `kept` too: they are served).
    """

    kept: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    broken: dict[str, Suggestion | None] = field(default_factory=dict)
    changed: dict[str, Suggestion] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """The lines of `diff`: `address⇥suggestion` for broken, `!address⇥home` for changed."""
        broken = [
            f"{address}\t{home.address if home else ''}" for address, home in self.broken.items()
        ]
        return sorted(broken) + sorted(
            f"!{address}\t{home.address}" for address, home in self.changed.items()
        )

    def as_json(self) -> dict[str, Any]:
        """The object of `diff --format json`."""
        return {
            "kept": self.kept,
            "added": self.added,
            "moved": self.moved,
            "broken": {address: _as_json(home) for address, home in self.broken.items()},
            "changed": {address: _as_json(home) for address, home in self.changed.items()},
        }


def _as_json(home: Suggestion | None) -> dict[str, Any] | None:
    if home is None:
        return None
    return {"address": home.address, "likeness": round(home.likeness, 2), "title": home.title}


def compare(before: Site, after: Site, moves: Moves | None = None) -> Comparison:
    """Compare two builds; `moves` are the lines of the moved file that apply to the later one.

    Both sites should have been read `with_text`; without it, suggestions rest on titles alone.
    """
    earlier, later = addresses(before), addresses(after)
    keeping = Keeping(Lookup(after, base_url(after)), moves, _published(earlier))
    result = Comparison(added=[address for address in later if address not in earlier])
    for address in earlier:
        landing = served_at(after, address)
        if landing.served and (not landing.stubs or address in before.short_links):
            result.kept.append(address)
        elif landing.served:
            result.moved[address] = landing.outside or final_address(landing) or ""
        elif (target := _led(keeping, address)) is not None:
            result.moved[address] = target
        else:
            result.broken[address] = None
    old, new = outline_of(before), outline_of(after, drifting=True)
    homes = suggest(result.broken.keys(), old, new)
    for address in result.broken:
        result.broken[address] = homes.get(address)
    _suggest_where_redirected(before, after, result)
    result.changed = changed_homes(frozenset(result.kept), outline_of(before, drifting=True), new)
    return result


def _published(earlier: Mapping[str, Page | Anchor]) -> Ledger:
    """The earlier build as a ledger: so a short link follows its anchor, as in `check`."""
    ledger = Ledger()
    ledger.add(Entry(address, date.min, thing.title) for address, thing in earlier.items())
    return ledger


def _led(keeping: Keeping, address: str) -> str | None:
    """Where the moved file leads an address, if it keeps it."""
    lead = keeping.lead(address)
    if not lead.keeps or lead.first is None:
        return None
    return "gone" if lead.end is End.GONE else lead.target


def _suggest_where_redirected(before: Site, after: Site, result: Comparison) -> None:
    """A stub lost the fragment: its home is the same id on the page that the stub leads to."""
    for address, home in result.broken.items():
        landing = served_at(after, address)
        if landing.lost is None or landing.page is None:
            continue
        path, _, fragment = address.partition("#")
        candidate = f"{landing.page.path}#{fragment}"
        if home is None and is_served(after, candidate):
            page = before.pages.get(path)
            title = (
                next((a.title for a in page.anchors if anchor_address(path, a.id) == address), "")
                if page
                else ""
            )
            result.broken[address] = Suggestion(candidate, 0.95, title)
