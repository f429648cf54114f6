"""The moved file, `links/moved.txt`: where published addresses lead today.

One line a move: `old TAB new [TAB reason]`. `new` is an address of this site, an `https://` URL
of another one, or `gone`, which needs a reason. A page's line carries the page's fragments along
under the same names; a fragment's own line wins; a short link follows its anchor without a line.
Lines may lead on to other lines: what counts is where the chain ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from linkcontract.address import address_problem, join_address, plain_path, split_address
from linkcontract.files import Problem, has_undecodable_bytes, read_lines
from linkcontract.promise.leads import GONE, Lead, Leads, Move, no_homes, nothing_is_served

PLACEHOLDER = "Why it was withdrawn"
"""Stands in the advice for the reason; pasted as it is, it is none."""
_SHOWN_TAB = "⇥"
"""How a tab is shown where it would be lost, as on a pull request; whoever copies it means a tab."""

_FIELDS = re.compile(r"\s+")

_ANY_FRAGMENT = "\0"
"""Stands for every fragment without a line of its own: a page's line carries it along."""


@dataclass(frozen=True)
class Moves:
    """All lines of a moved file that can be read; `problems` are those that cannot.

    Of several lines for one address the first counts; the others are in `duplicates`. `spoilt` are
    the addresses that lines which cannot be read are about, as far as that can be told, and their
    line numbers.
    """

    moves: dict[str, Move]
    file: str = "links/moved.txt"
    problems: tuple[Problem, ...] = ()
    duplicates: tuple[Move, ...] = ()
    spoilt: dict[str, int] = field(default_factory=dict)

    def step(
        self, address: str, served: Callable[[str], bool] = nothing_is_served
    ) -> tuple[str, Move] | None:
        """One step on from an address: where the line that applies leads, and that line.

        The address's own line wins; else the line of its page applies, and the fragment goes
        along, unless the target is a URL with a fragment of its own (as in a redirect, RFC 9110,
        10.2.2). The line of a page that is `served` all the same carries nothing: no stub is built.
        For an address that was withdrawn the first item is `gone`.
        """
        move = self.moves.get(address)
        if move is not None:
            return move.new, move
        page, fragment = split_address(address)
        move = self.moves.get(page) if fragment and not served(page) else None
        if move is None:
            return None
        if move.is_gone:
            return GONE, move
        if move.is_elsewhere:
            return (move.new if "#" in move.new else f"{move.new}#{fragment}"), move
        return join_address(split_address(move.new)[0], fragment), move

    def lead(
        self,
        address: str,
        served: Callable[[str], bool] = nothing_is_served,
        homes: Callable[[str], Iterable[str]] = no_homes,
    ) -> Lead:
        """Follow one address to the end of its chain; for many of them make one :class:`Leads`."""
        return Leads(self, served, homes).of(address)

    @cached_property
    def lines_by_id(self) -> dict[str, list[str]]:
        """Addresses with a line of their own, by the id in their fragment."""
        found: dict[str, list[str]] = {}
        for old in self.moves:
            fragment = split_address(old)[1]
            if fragment:
                found.setdefault(unquote(fragment), []).append(old)
        return found

    @property
    def pages(self) -> dict[str, Move]:
        """The lines for whole pages, by their old address."""
        return {old: move for old, move in self.moves.items() if "#" not in old}

    def fragments_of(self, page: str) -> dict[str, Move]:
        """The lines for fragments of one page (an address without a fragment), by fragment."""
        split = ((split_address(old), move) for old, move in self.moves.items())
        return {fragment: move for (old, fragment), move in split if fragment and old == page}

    def circles(self, served: Callable[[str], bool] = nothing_is_served) -> list[tuple[Move, ...]]:
        """Every circle among the lines, once, each beginning with its earliest line."""
        leads = Leads(self, served)
        carried = [join_address(page, _ANY_FRAGMENT) for page in self.pages]
        rings = {id(ring): ring for old in [*self.moves, *carried] if (ring := leads.of(old).ring)}
        ordered = {
            tuple(sorted(set(ring), key=lambda move: move.number)): None for ring in rings.values()
        }
        return sorted(ordered, key=lambda ring: ring[0].number)


def read(path: Path) -> Moves:
    """The moves in a file. Raises `CannotWork` when there is no such file."""
    return parse(read_lines(path, "file of moved addresses"), str(path))


def parse(lines: Iterable[str], file: str = "links/moved.txt") -> Moves:
    """The moves in these lines; lines that cannot be read become problems, all of them."""
    moves: dict[str, Move] = {}
    problems: list[Problem] = []
    duplicates: list[Move] = []
    spoilt: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip(" \r") or (line.startswith("#") and not has_undecodable_bytes(line)):
            continue
        found = _parse_line(line, number)
        if not isinstance(found, Move):
            problems.append(Problem(file, number, *found))
            spoilt.setdefault(_FIELDS.split(line.strip())[0], number)
        elif found.old in moves:
            duplicates.append(found)
        else:
            moves[found.old] = found
    spoilt = {old: number for old, number in spoilt.items() if old not in moves}
    return Moves(moves, file, tuple(problems), tuple(duplicates), spoilt)


def _parse_line(line: str, number: int) -> Move | tuple[str, str]:
    """The move on one line, or what is wrong with it and what to write instead."""
    if has_undecodable_bytes(line):
        return "bytes that are not UTF-8", "save the file as UTF-8"
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
        return "a conflict marker of git", "delete this line and keep the lines of both sides"
    if any(ord(character) < 32 and character != "\t" for character in line):
        return "a control character inside the line", "delete it"
    if not line.strip():
        return (
            "a line with nothing but a tab",
            "write old address, tab, new address, or delete the line",
        )
    if "\t" not in line:
        line = re.sub(rf" *{_SHOWN_TAB} *", "\t", line)
    fields = [field.strip(" ") for field in line.rstrip().split("\t")]
    if "" in fields[1:] and _is_sound(squeezed := "\t".join(filter(None, fields))):
        return "two tabs where one should be", f"write one tab: {squeezed}"
    if len(fields) == 1 and _is_sound(
        tabbed := "\t".join(re.split(" +", line.strip(), maxsplit=2))
    ):
        return "there are spaces where a tab should be", f"write a tab: {tabbed}"
    if not 2 <= len(fields) <= 3:
        return (
            f"{len(fields)} field{'s' * (len(fields) > 1)}, separated by tabs, instead of 2 or 3",
            "write old address, tab, new address, and perhaps tab, reason",
        )
    old, new, reason = fields[0], fields[1], "".join(fields[2:])
    if wrong := address_problem(old):
        return wrong
    if new == GONE:
        if reason.rstrip(".").casefold() == PLACEHOLDER.casefold():
            return (
                f"“{old}” is gone, and the reason is still the example's",
                f"write in place of “{PLACEHOLDER}” why, for the reader who follows an old link",
            )
        if not reason:
            return (
                f"“{old}” is gone without a reason",
                "add a tab and the reason at the end of the line",
            )
    elif new.lower().startswith(("http:", "https:")):
        if wrong := _url_problem(new):
            return wrong
    elif wrong := address_problem(new):
        return wrong
    inside = [old] if new == GONE or new.startswith("https://") else [old, new]
    for address in inside:
        if plain_path(address) is None:
            return (
                f"“{address}” is not a plain path inside the site",
                "write it as a browser shows it",
            )
    return Move(old, new, reason, number)


def _is_sound(line: str) -> bool:
    """Whether a line, corrected, would be one that can be read."""
    return "\t" in line and isinstance(_parse_line(line, 0), Move)


def _url_problem(url: str) -> tuple[str, str] | None:
    """What keeps `url` from being the `https://` address of another site."""
    try:
        host = urlsplit(url).hostname if url.startswith("https://") else None
    except ValueError:
        host = None
    if not host or any(character.isspace() for character in url):
        return f"“{url}” is no https:// address", "write a whole address that starts with https://"
    return None
