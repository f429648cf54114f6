"""What the ledger once held: lines that went, as git's history or the deployed copy knows them.

A ledger only ever grows. Whoever deletes a line of it takes back a promise without a word; the file
itself cannot tell, but what it was before can.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.ledger import Entry, Ledger

_SECONDS = 20


def forgotten(
    ledger: Ledger, file: Path, deployed: Path | None = None
) -> dict[str, tuple[Entry, str]]:
    """The entries that went from the ledger, by address, and who still knows each.

    Asks git for every line that was ever removed from `file` (silent where there is no git, no
    repository or no history), and reads the `deployed` copy where it is given. Raises `CannotWork`
    when that copy cannot be read.
    """
    found: dict[str, tuple[Entry, str]] = {}
    known, _ = ledgers.parse(_removed_lines(file), str(file))
    for entry in known.entries.values():
        found[entry.address] = entry, "git's history"
    if deployed is not None:
        for entry in ledgers.read(deployed, may_be_empty=True).entries.values():
            found[entry.address] = entry, str(deployed)
    return {address: found[address] for address in sorted(found) if address not in ledger.entries}


def is_cut_off(file: Path) -> bool:
    """Whether git holds only the latest commits here (a shallow clone): older removals go unseen."""
    folder = file.resolve().parent
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"


def _removed_lines(file: Path) -> list[str]:
    """Every line that a commit, or the working tree since the last one, took out of the file."""
    folder = file.resolve().parent
    asked = ["--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--", file.name]
    log = _git(folder, "log", "--patch", "--format=", "--follow", *asked)
    now = _git(folder, "diff", "HEAD", *asked)
    return [
        line[1:]
        for line in (log + now).splitlines()
        if line.startswith("-") and not line.startswith(("---", "-#"))
    ]


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
