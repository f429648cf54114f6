"""The ledger, `links/published.txt`: every address that was ever published.

One line an address: `address TAB YYYY-MM-DD TAB title`, the date (UTC) it was first published
and what its heading said then. Lines starting with `#` are comments. Lines are only ever added;
their order has no meaning, and of two lines for one address the earlier date counts, so that
git may merge two branches by keeping the lines of both (`merge=union`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from linkcontract.address import address_problem
from linkcontract.files import CannotWork, Problem, has_undecodable_bytes, read_lines, replace_all

HEADER = (
    "# Every address this site ever published: address, date of first publication (UTC), title.",
    "# Lines are only ever added, by the publish workflow. A published address works for ever.",
)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
"""White space, and control characters: they would command the terminal that shows the ledger."""

_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(frozen=True, slots=True)
class Entry:
    """One published address: when it first was, and the title of its page or section then."""

    address: str
    date: date
    title: str = ""

    def line(self) -> str:
        """The entry as a line of the ledger, without the line end."""
        fields = [self.address, self.date.isoformat()]
        if self.title:
            fields.append(self.title)
        return "\t".join(fields)

    def earlier(self, other: Entry) -> Entry:
        """Of two entries for one address the one that counts, whichever comes first."""
        return min(self, other, key=lambda entry: (entry.date, not entry.title, entry.title))


class MalformedLedger(CannotWork):
    """A ledger with lines that cannot be read; `problems` lists all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Ledger:
    """The published addresses, by address, and the comment lines to keep above them.

    `numbers` tells on which line of its file an address was read (the last one, if doubled).
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    comments: tuple[str, ...] = HEADER
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, entries: Iterable[Entry]) -> list[Entry]:
        """Add what is new; an address that is there already keeps its earlier date and title.

        Returns the entries whose address was not there before, sorted. Nothing is ever removed.
        """
        new: dict[str, Entry] = {}
        for entry in entries:
            known = self.entries.get(entry.address)
            counts = entry if known is None else known.earlier(entry)
            self.entries[entry.address] = counts
            if known is None or entry.address in new:
                new[entry.address] = counts
        return [new[address] for address in sorted(new)]

    def text(self) -> str:
        """The ledger as it is written: comments, then the entries sorted by address."""
        lines = [
            *self.comments,
            *(self.entries[address].line() for address in sorted(self.entries)),
        ]
        return "".join(line + "\n" for line in lines)

    def titles(self) -> Mapping[str, str]:
        """The title each address had when it was first published, for those that had one."""
        return {entry.address: entry.title for entry in self.entries.values() if entry.title}


def entry(address: str, published: date, title: str) -> Entry:
    """An entry whose title is one clean line: runs of white space and control characters become one space."""
    return Entry(address, published, _SPACE.sub(" ", title).strip())


def read(path: Path, *, may_be_empty: bool = False) -> Ledger:
    """The ledger in the file `path`.

    A message that it is missing says how to get it back.

    Raises `MalformedLedger` with every line that cannot be read, and `CannotWork` when there is
    no such file or, unless `may_be_empty`, when there is no address in it: a ledger that is
    suddenly empty must not look like a site that keeps all its promises.
    """
    if not path.exists():
        raise CannotWork(
            f"{path}: there is no ledger of published addresses here; copy the published.txt that is "
            "deployed with the site to this place, or start a new one with the command record"
        )
    ledger, problems = parse(read_lines(path, "ledger of published addresses"), str(path))
    if problems:
        raise MalformedLedger(problems)
    if not ledger.entries and not may_be_empty:
        raise CannotWork(
            f"{path}: this ledger holds no address; get it back from git, or from "
            "the published.txt that is deployed with the site"
        )
    return ledger


def write(path: Path, ledger: Ledger, *copies: Path) -> bool:
    """Write the ledger, sorted, and copies of it: all or nothing; returns whether the file changed."""
    data = ledger.text().encode("utf-8")
    return path in replace_all({**dict.fromkeys(copies, data), path: data})


def parse(lines: Iterable[str], file: str) -> tuple[Ledger, list[Problem]]:
    """The ledger in these lines, and a `Problem` for every line that cannot be read."""
    ledger = Ledger(comments=())
    comments: dict[str, None] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") and not has_undecodable_bytes(line):
            comments[line.rstrip()] = None
        elif line.strip():
            found = _parse_line(line)
            if isinstance(found, Entry):
                ledger.add([found])
                ledger.numbers[found.address] = number
            else:
                problems.append(Problem(file, number, *found))
    ledger.comments = tuple(comments) or HEADER
    return ledger, problems


def _parse_line(line: str) -> Entry | tuple[str, str]:
    """The entry on one line, or what is wrong with the line and what to write instead."""
    shape = "write address, tab, date as YYYY-MM-DD, tab, title"
    if has_undecodable_bytes(line):
        return "bytes that are not UTF-8", "save the file as UTF-8"
    if line.startswith(_CONFLICT):
        return "a conflict marker of git", "delete this line and keep the lines of both sides"
    if any(character in line for character in "\0\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
        return "a control character inside the line", "delete it"
    fields = line.split("\t")
    if len(fields) < 2 or len(fields) > 3:
        return f"{len(fields)} field{'s' * (len(fields) > 1)} instead of 3", shape
    address, written, title = fields[0], fields[1].strip(), "".join(fields[2:]).strip()
    wrong = address_problem(address)
    if wrong:
        return wrong
    if not _DATE.fullmatch(written):
        return f"“{written}” is not a date", shape
    try:
        return entry(address, date.fromisoformat(written), title)
    except ValueError:
        return f"there is no day {written} in the calendar", shape
