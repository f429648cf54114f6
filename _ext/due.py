"""What should be looked at again: pages past their review, figures past their date. Nothing fails for it.

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
from owners import as_date, line_of
from page_text import front_matter
from sphinx.errors import ConfigError

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


def pages(root: Path, today: date) -> Iterator[Due]:
    """Pages below ``root`` that should have been reviewed before ``today``."""
    folders = [index.parent for index in root.glob("[!._]*/index.md")]  # as conf.py finds them
    files = [*root.glob("*.md"), *(file for one in folders for file in one.rglob("*.md"))]
    for file in sorted(files):
        text = file.read_text(encoding="utf-8", errors="replace")
        values = front_matter(text)
        by = as_date(values.get("review_by"))
        if by and by < today:
            place = f"{file.relative_to(root).as_posix()}:{line_of(text, 'review_by')}"
            what = "read the whole page, fix what is no longer true, set reviewed and review_by"
            yield Due(by, place, f"{values.get('owner', 'nobody')}: {what}")


def main(arguments: list[str]) -> int:
    """Print what is due; returns the exit status, 2 when there is no telling."""
    try:
        today = date.fromisoformat(arguments[0]) if arguments else date.today()
        known = facts.read(ROOT / "facts.yml")
    except ValueError:
        print(f"“{arguments[0]}” is no date: write it as 2027-03-01", file=sys.stderr)
        return 2
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    due = sorted([*figures(known, today), *pages(ROOT, today)])
    for one in due:
        print(f"{one.place}: due since {one.by}: {one.what}")
    print(f"{len(due)} due on {today}." if due else f"Nothing is due on {today}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
