"""The command line: which site, which files, and what the exit status says.

  0  nothing to do: every link is fine, or unsure, which nobody needs to act on
  1  something to do: a link is dead or has moved, or an exception needs a hand
  2  it could not do its work: the message says which file or argument
  3  offline: nothing was asked
130  interrupted: what had been answered is written all the same
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from linkcheck import exceptions, report
from linkcheck.collect import collect
from linkcheck.judge import Verdict
from linkcheck.limits import Clock, Limits
from linkcheck.memory import Memory
from linkcheck.online import is_offline
from linkcheck.plan import Plan
from linkcheck.run import ask_all
from linkcontract.files import CannotWork, replace
from linkcontract.progress import Progress
from linkcontract.site import UnreadableSite

NOTHING_TO_DO, TO_DO, CANNOT_WORK, OFFLINE, INTERRUPTED = 0, 1, 2, 3, 130

_SITE = Path("_build/dirhtml")
_EXCEPTIONS = Path("links/external.toml")


def parser() -> argparse.ArgumentParser:
    """What may be said on the command line."""
    parsing = argparse.ArgumentParser(
        "linkcheck",
        description="Ask the pages of other sites that a built site links to whether they are there.",
        epilog="exit status: 0 nothing to do, 1 something to do, 2 could not work, 3 offline",
    )
    add = parsing.add_argument
    add("folder", nargs="?", type=Path, default=_SITE, metavar="FOLDER", help=f"(default: {_SITE})")
    add("--json", type=Path, metavar="FILE", help="write every link with its verdict there")
    add("--source", type=Path, metavar="DIR", help="the Markdown that the site was built from")
    add(
        "--exceptions", type=Path, default=_EXCEPTIONS, metavar="FILE",
        help="addresses accepted as they are (default: %(default)s)",
    )  # fmt: skip
    add(
        "--memory", type=Path, default=Path("_build/linkcheck.json"), metavar="FILE",
        help="what earlier runs found (default: %(default)s)",
    )  # fmt: skip
    add(
        "--minutes", type=float, default=Limits().run / 60, metavar="N",
        help="the longest that the whole run may take (default: %(default)g)",
    )  # fmt: skip
    return parsing


def main(
    arguments: Sequence[str] | None = None,
    *,
    limits: Limits | None = None,
    clock: Clock | None = None,
    today: date | None = None,
) -> int:
    """Run the check; returns the exit status. Tests hand in limits, clock and day."""
    options = parser().parse_args(arguments)
    limits = limits or Limits(run=60 * options.minutes)
    try:
        return _check(options, limits, clock or Clock(), today or datetime.now(UTC).date())
    except (CannotWork, UnreadableSite) as error:
        print(error, file=sys.stderr)
        return CANNOT_WORK


def _check(options: argparse.Namespace, limits: Limits, clock: Clock, today: date) -> int:
    accepted = exceptions.read(options.exceptions)
    # Better now than when everything has been asked.
    for file in filter(None, (options.json, options.memory)):
        _make_folder_of(file)
    with Progress(f"reading {options.folder}") as progress:
        links = collect(options.folder, options.source, progress)
    plan = Plan(links, accepted, Memory.read(options.memory), today)
    status = NOTHING_TO_DO
    try:
        if not asyncio.run(_ask(plan, limits, clock)):
            status = OFFLINE
    except KeyboardInterrupt:
        status = INTERRUPTED
    if status != OFFLINE:
        plan.remember()
        plan.memory.write(options.memory, today)
    plan.settle(
        "not asked: offline" if status == OFFLINE else "no answer before the end of the run"
    )
    rows = plan.rows()
    if options.json is not None:
        replace(options.json, report.as_json(rows))
    if status == OFFLINE:
        print("offline: none of the hosts that pages link to can be reached", file=sys.stderr)
        return OFFLINE
    # An exception may well have no use on another site than the one it was written for.
    is_theirs = options.folder.resolve() == _SITE.resolve() or options.exceptions != _EXCEPTIONS
    notes = list(report.notes(accepted, plan.judged, [link.url for link in links], today))
    notes = notes if is_theirs else []
    for line in (*report.findings(rows), *notes):
        print(line)
    sys.stdout.flush()
    print(report.summary(rows, len(plan.to_ask), plan.number_accepted()), file=sys.stderr)
    to_do = notes or any(row.verdict in (Verdict.DEAD, Verdict.MOVED) for row in rows)
    return status or (TO_DO if to_do else NOTHING_TO_DO)


def _make_folder_of(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWork(f"{file}: cannot be written there: {error.strerror}") from None


async def _ask(plan: Plan, limits: Limits, clock: Clock) -> bool:
    """Ask what is to be asked; returns whether anybody can have answered."""
    if plan.to_ask and await is_offline(plan.hosts()):
        return False
    with Progress("asking other sites") as progress:
        return await ask_all(plan.to_ask, plan.judged, limits, clock, progress)
