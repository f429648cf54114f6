"""Where the lines of the moved file lead: each chain followed to its end, no line twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from linkcontract.address import short_link_id

GONE = "gone"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the moved file. `reason` is empty when none was written."""

    old: str
    new: str
    reason: str = ""
    number: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether the address was withdrawn on purpose."""
        return self.new == GONE

    @property
    def is_elsewhere(self) -> bool:
        """Whether it leads to another site."""
        return self.new.startswith("https://")

    def line(self) -> str:
        """The move as a line of the file, without the line end."""
        return "\t".join([self.old, self.new] + [self.reason] * bool(self.reason))


class End(StrEnum):
    """What a chain of moves ends in."""

    SERVED = "served"
    """An address that the site serves today (known only when `lead` is told what is served)."""
    ADDRESS = "address"
    """An address that no line leads on from, and that is not known to be served."""
    ELSEWHERE = "elsewhere"
    """A URL of another site."""
    GONE = "gone"
    """Withdrawn on purpose; the last step says why."""
    CIRCLE = "circle"
    """The chain comes back to where it was: it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an address leads: what kind of end, the end itself, and the lines it goes through.

    `target` is an address, a URL, or for `gone` and circles the last address before. `first` is
    the line that applies to the address itself, `None` when none does, and `target` is then the
    address that was asked for; `rest` is the lead of what that line leads to. `ring` holds the
    lines of the circle that the chain ends in, if it does.
    """

    end: End
    target: str
    first: Move | None = None
    rest: Lead | None = None
    ring: tuple[Move, ...] = ()

    @property
    def keeps(self) -> bool:
        """Whether an address with this lead is kept, as the contract defines it."""
        return self.end in (End.SERVED, End.ELSEWHERE, End.GONE)

    @property
    def steps(self) -> tuple[Move, ...]:
        """The lines it goes through, in order; for a circle once round."""
        found: list[Move] = []
        lead: Lead | None = self
        while lead is not None and lead.first is not None:
            found.append(lead.first)
            if lead.rest is None and lead.ring:
                start = lead.ring.index(lead.first)
                found += [*lead.ring[start + 1 :], *lead.ring[:start]]
            lead = lead.rest
        return tuple(found)


def nothing_is_served(address: str) -> bool:
    return False


def no_homes(id: str) -> Iterable[str]:
    return ()


class Lines(Protocol):
    """The lines of a moved file, as far as they are followed: `promise.moved.Moves`."""

    def step(self, address: str, served: Callable[[str], bool]) -> tuple[str, Move] | None:
        """One step on from an address: where the line that applies leads, and that line."""

    @property
    def lines_by_id(self) -> Mapping[str, list[str]]:
        """Addresses with a line of their own, by the id in their fragment."""


class Leads:
    """Where addresses lead, for as many as are asked for: no line is followed twice.

    `served` tells what today's build serves: the chain stops there. `homes` tells at which
    addresses an id was ever published, so that a short link can follow its anchor.
    """

    def __init__(
        self,
        moves: Lines,
        served: Callable[[str], bool] = nothing_is_served,
        homes: Callable[[str], Iterable[str]] | None = None,
    ) -> None:
        self._moves = moves
        self._served = served
        self._homes = homes or no_homes
        self._known: dict[str, Lead] = {}
        # The anchor that a short link follows is never a short link itself.
        self._anchored = self if homes is None else Leads(moves, served)

    def of(self, address: str) -> Lead:
        """The lead of an address, to the end of its chain."""
        way: dict[str, Move] = {}
        current = address
        while (found := self._known.get(current)) is None:
            if current in way:
                found = self._ring(way, current)
                break
            following, move = self._step(current)
            if move is None:
                found = self._known[current] = self._end(current)
                break
            if move.is_gone or move.is_elsewhere:
                end = End.GONE if move.is_gone else End.ELSEWHERE
                found = Lead(end, current if move.is_gone else following, move)
                self._known[current] = found
                break
            way[current] = move
            current = following
        for passed, move in reversed(way.items()):
            if passed not in self._known:
                found = Lead(found.end, found.target, move, found, found.ring)
                self._known[passed] = found
        return self._known[address]

    def _step(self, address: str) -> tuple[str, Move | None]:
        step = None if self._served(address) else self._moves.step(address, self._served)
        return step or (address, None)

    def _end(self, address: str) -> Lead:
        """The lead of an address that no line leads on from."""
        if self._served(address):
            return Lead(End.SERVED, address)
        id = short_link_id(address)
        if id is not None:
            self._known[address] = Lead(End.ADDRESS, address)  # should its anchor lead back to it
            homes = dict.fromkeys([*self._moves.lines_by_id.get(id, ()), *self._homes(id)])
            anchored = [self._anchored.of(home) for home in homes if short_link_id(home) is None]
            leads = [lead for lead in anchored if lead.first is not None]
            if leads:
                return next((lead for lead in leads if lead.keeps), leads[0])
        return Lead(End.ADDRESS, address)

    def _ring(self, way: dict[str, Move], entry: str) -> Lead:
        """The lead of the address where a chain comes back to itself; its circle becomes known."""
        addresses = list(way)
        round = addresses[addresses.index(entry) :]
        ring = tuple(way[address] for address in round)
        for address in round:
            self._known[address] = Lead(End.CIRCLE, address, way[address], None, ring)
        return self._known[entry]
