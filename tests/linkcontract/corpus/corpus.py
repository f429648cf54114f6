"""The corpus of moved, merged, split and deleted sections: its pairs, their pages, the score on them.

A pair is a site before and after a change, with the true home of every address that died, judged by
a person. `README.md` beside this file describes the format. Pages are kept as compact text and
written out here as the HTML that four engines would make of them, furniture included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pages import ENGINES, address_of, headings, write_site

from linkcontract.match.compare import Comparison, compare
from linkcontract.read.folder import read_site

PAIRS = Path(__file__).parent / "pairs"
NO_HOME = "-"
"""Among the homes of an address: none is right, too."""
SETS = ("seen", "unseen")
_COUNTED = re.compile(r"#id\d+$")


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of one address: its homes, best first (none: it is gone for good), and why.

    With `lives` the address is still served, but what answers is another section.
    """

    address: str
    homes: tuple[str, ...]
    kind: str
    why: str
    lives: bool = False


@dataclass(slots=True)
class Pair:
    """One pair, as its file tells it: pages by path for each side, and the truth."""

    name: str
    what: str
    engine: str
    set: str
    pages: dict[str, dict[str, str]] = field(default_factory=lambda: {"before": {}, "after": {}})
    truth: list[Truth] = field(default_factory=list)

    def compare(self, folder: Path) -> Comparison:
        """Write both sites below a folder, and compare them."""
        sites = [write_site(self.pages[side], self.engine, folder / side) for side in self.pages]
        return compare(*(read_site(site, with_text=True) for site in sites))

    def dead(self) -> set[str]:
        """The addresses that went, without those under ids that Sphinx counts (`id1`), which nobody is promised."""
        went = self.places("before").keys() - self.places("after").keys()
        return {address for address in went if not _COUNTED.search(address)}

    def places(self, side: str) -> dict[str, str]:
        """For each address the one that stands for its place: the page, or the heading's first id.

        The first heading of a page, when it is of the first level, is the same place as the page.
        """
        found: dict[str, str] = {}
        for path, text in self.pages[side].items():
            page = found[address_of(path)] = address_of(path)
            for number, (level, ids) in enumerate(headings(text, self.engine)):
                place = page if level == 1 and not number else f"{page}#{ids[0]}"
                found.update({f"{page}#{id}": place for id in ids})
        return found


def read_pairs(folder: Path = PAIRS) -> list[Pair]:
    """Every pair, by name."""
    return [_read_pair(file) for file in sorted(folder.glob("*.txt"))]


def _read_pair(file: Path) -> Pair:
    head, *parts = re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    what, *options = head.splitlines()
    told = dict(line.split(": ", 1) for line in options if line)
    pair = Pair(file.stem, what, told["engine"], told["set"])
    assert pair.engine in ENGINES and pair.set in SETS, file
    for part in parts:
        title, _, text = part.partition("\n")
        side, _, path = title.partition(" ")
        if side == "truth":
            pair.truth = [_read_truth(line) for line in text.splitlines() if line]
        else:
            for each in ("before", "after") if side == "both" else (side,):
                pair.pages[each][path] = text
    return pair


def _read_truth(line: str) -> Truth:
    address, homes, reason = line.split("\t")
    kind, _, why = reason.partition(": ")
    named = tuple(home for home in homes.split(" | ") if home)
    return Truth(address.removeprefix("!"), named, kind, why, address.startswith("!"))
