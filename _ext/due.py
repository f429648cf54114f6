"""What should be confirmed again: figures of facts.yml past their date. Nothing fails for it.

    python _ext/due.py [YYYY-MM-DD]

prints what is due on that day, today by default, the oldest first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import facts

ROOT = Path(__file__).parent.parent


class Due(NamedTuple):
    """Something to look at again: since when, where it stands, what to do."""

    by: date
    place: str
    what: str


def figures(known: facts.Facts, today: date) -> Iterator[Due]:
    """Sources whose figures should have been confirmed again before ``today``."""
    for name, source in known.sources.items():
        if source.figures and source.confirm_by and source.confirm_by < today:
            shown = ", ".join(source.figures[:4]) + ("…" if len(source.figures) > 4 else "")
            what = f"{name} ({shown}): open {source.url}, compare, set confirmed and confirm_by"
            yield Due(source.confirm_by, f"facts.yml:{known.lines[name]}", what)


def main(today: date) -> None:
    due = sorted(figures(facts.read(ROOT / "facts.yml"), today))
    for one in due:
        print(f"{one.place}: due since {one.by}: {one.what}")
    print(f"{len(due)} due on {today}." if due else f"Nothing is due on {today}.")


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]) if sys.argv[1:] else date.today())
