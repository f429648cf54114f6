"""Recording what is published: today's public addresses go into the ledger and never leave it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from linkcontract.address import address_of
from linkcontract.files import CannotWork, locked
from linkcontract.promise import ledger as ledgers
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.promise.public import addresses
from linkcontract.site import HANDOUTS, Site

DEPLOYED_COPY = "published.txt"
"""The ledger's name at the root of the built site, where anybody can read the promise."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did: the entries that are new, those the deployed copy gave back, the total."""

    new: tuple[Entry, ...]
    restored: tuple[Entry, ...]
    total: int
    changed: bool
    started: bool = False


def today() -> date:
    """The date that is written, everywhere the same: in UTC."""
    return datetime.now(UTC).date()


def public_entries(site: Site, published: date) -> Iterator[Entry]:
    """An entry for every public address of the site: pages, anchors, short links, handouts."""
    for address, thing in addresses(site).items():
        title = site.short_links.get(address) or thing.title
        yield ledgers.entry(address, published, title)
    for file in sorted(site.files):
        if file.startswith(HANDOUTS) and file not in site.by_file:
            title = site.handouts.get(file) or file.rpartition("/")[2]
            yield ledgers.entry(address_of(file), published, title)


def record(
    site: Site, ledger_file: Path, merge: Path | None = None, published: date | None = None
) -> Recorded:
    """Add today's new public addresses to the ledger file, and to the site's own copy of it.

    With `merge`, the entries of the deployed copy are added too. Both files are replaced whole or
    not at all; nothing is ever removed, and recording twice changes nothing. A ledger that does
    not exist yet is started. Raises `CannotWork`, also when the ledger is there but empty, or the
    ledger is missing while the deployed copy is not: then something went wrong that a person must
    see. Of several that record at once each waits for the one before.
    """
    with locked(ledger_file):
        return _record(site, ledger_file, merge, published or today())


def _record(site: Site, ledger_file: Path, merge: Path | None, published: date) -> Recorded:
    started = not ledger_file.exists()
    deployed = _deployed(merge) if merge is not None else None
    if deployed is not None and deployed.entries:
        ledger = Ledger() if started else ledgers.read(ledger_file, may_be_empty=True)
        if not ledger.entries:
            raise CannotWork(
                f"{ledger_file}: this ledger is {'missing' if started else 'empty'}, but the deployed "
                f"copy {merge} holds {counted(len(deployed.entries))}; get it back with: "
                f"cp {merge} {ledger_file}"
            )
    else:
        ledger = Ledger() if started else ledgers.read(ledger_file)
    if deployed is not None and ledger.entries and not deployed.entries:
        raise CannotWork(
            f"{merge}: the deployed copy holds no address, but {ledger_file} holds "
            f"{counted(len(ledger.entries))}; find out why before you publish, or leave --merge out"
        )
    restored = ledger.add(deployed.entries.values()) if deployed is not None else []
    new = ledger.add(public_entries(site, published))
    if not ledger.entries:
        raise CannotWork(f"{site.root}: this site has no public address to record")
    changed = ledgers.write(ledger_file, ledger, site.root / DEPLOYED_COPY)
    return Recorded(tuple(new), tuple(restored), len(ledger.entries), changed, started)


def _deployed(merge: Path) -> Ledger:
    if not merge.exists():
        raise CannotWork(f"{merge}: there is no deployed copy of the ledger here")
    return ledgers.read(merge, may_be_empty=True)


def counted(number: int) -> str:
    """So many addresses, in words that fit the number."""
    return f"{number} address{'es' * (number != 1)}"
