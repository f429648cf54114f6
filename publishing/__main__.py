"""The commands of `python -m publishing`, each one step of a workflow.

Exit status 0: done. 1: refused, and the message says what to do. 2: something cannot be read.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from linkcontract.files import CannotWork, replace_all
from linkcontract.promise import ledger as ledgers
from linkcontract.promise.record import counted
from publishing import (
    change,
    comment,
    page_dates,
    ready,
    recording,
    reminder,
    seal,
    served,
    workflow_commands,
)
from publishing.github import GitHub, output
from publishing.refused import Refused
from publishing.repository import LEDGER, Repository


def _read_back(options: argparse.Namespace) -> None:
    known = ready.known_addresses(
        Repository(Path()), options.site, options.branch, first=options.first,
        replaces=options.replaces, pause=options.pause,
    )  # fmt: skip
    if options.to:
        ledgers.write(options.to, known)
    print(f"may be published; {counted(len(known.entries))} known until now")


def _catch_up(options: argparse.Namespace) -> None:
    """Addresses that are published but not yet in the ledger of this change count for it, too."""
    try:
        now = served.read(options.site, pause=options.pause)
    except Refused as error:
        # Somebody's change is not to blame for it; publishing will refuse.
        print(f"::notice title=Published list not read::{workflow_commands.escaped(str(error))}")
        return
    ledger = ledgers.read(Path(LEDGER))
    added = ledger.add(now.ledger.entries.values()) if now else []
    ledgers.write(Path(LEDGER), ledger)
    print(f"{counted(len(added))} published and not yet in the ledger of this change")


def _dates(options: argparse.Namespace) -> None:
    """Not an error where nothing is known: then the pages do not say when they last changed."""
    count = page_dates.write(Path(), options.to)
    known = f"{count} files" if count else "no file, for the whole history is not here"
    print(f"when pages last changed: known of {known}")


def _seal(options: argparse.Namespace) -> None:
    print(seal.seal(Repository(Path()), options.build, options.known, options.record))


def _record(options: argparse.Namespace) -> None:
    outcome = recording.commit(Repository(Path()), options.record, options.branch)
    print(outcome.sentence)
    output("refused", "true" if outcome.refused else "false")
    if outcome.refused:
        print(f"::warning title=Record not on {options.branch}::{outcome.sentence}")


def _annotate(options: argparse.Namespace) -> None:
    found = options.findings.read_text(encoding="utf-8", errors="replace")
    sys.stdout.write("".join(line + "\n" for line in workflow_commands.most_important(found)))


def _change(options: argparse.Namespace) -> None:
    report = change.report(
        options.diff, options.moved, options.anchors, options.changed, options.findings
    )
    replace_all({options.to: change.dumped(report)})
    sys.stdout.write(change.as_markdown(report))


def _comment(options: argparse.Namespace) -> None:
    comment.put(GitHub.from_environment(), options.report, comment.Run.from_environment())


def _remind(options: argparse.Namespace) -> None:
    reminder.remind(GitHub.from_environment(), options.external, options.due)


def parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    top = argparse.ArgumentParser(prog="python -m publishing", description=__doc__)
    kinds = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    read_back = kinds.add_parser(
        "read-back", help="may HEAD be published; what was published before"
    )
    read_back.add_argument("--to", type=Path, metavar="F", help="write every known address there")
    read_back.add_argument("--branch", default="main", help="the branch that is published")
    read_back.add_argument("--first", action="store_true", help="nothing was ever published")
    read_back.add_argument("--replaces", default="", metavar="COMMIT", help="what may be replaced")
    read_back.set_defaults(run=_read_back)

    catch_up = kinds.add_parser("catch-up", help="add what is published to the ledger that is here")
    catch_up.set_defaults(run=_catch_up)
    for one in (read_back, catch_up):
        one.add_argument("--site", required=True, metavar="URL", help="where the site is served")
        one.add_argument("--pause", type=float, default=5.0, help="seconds between attempts")

    dates = kinds.add_parser("dates", help="when the pages last changed, for the build")
    dates.add_argument("--to", type=Path, required=True, metavar="F")
    dates.set_defaults(run=_dates)

    sealing = kinds.add_parser("seal", help="a last look at the build; what is to be committed")
    sealing.add_argument("--build", type=Path, required=True, metavar="DIR")
    sealing.add_argument("--known", type=Path, required=True, metavar="F", help="from read-back")
    sealing.set_defaults(run=_seal)
    recorder = kinds.add_parser("record", help="commit what was published, or leave it on a branch")
    recorder.add_argument("--branch", default="main")
    recorder.set_defaults(run=_record)
    for one in (sealing, recorder):
        one.add_argument("--record", type=Path, required=True, metavar="DIR")

    annotate = kinds.add_parser("annotate", help="the ten most important of many annotations")
    annotate.add_argument("findings", type=Path, help="what `check --format github` said")
    annotate.set_defaults(run=_annotate)

    changed = kinds.add_parser("change", help="what a change does to what others link to")
    for name, text in (
        ("diff", "what `diff --format json` said"), ("moved", "the moved file"),
        ("anchors", "anchors.json of the build"), ("changed", "names of changed files, one a line"),
        ("findings", "what `check --format github` said"), ("to", "the report to write, as JSON"),
    ):  # fmt: skip
        changed.add_argument(f"--{name}", type=Path, required=True, metavar="F", help=text)
    changed.set_defaults(run=_change)

    commenter = kinds.add_parser("comment", help="the one comment on a pull request")
    commenter.add_argument("report", type=Path, help="the report; it is not trusted")
    commenter.set_defaults(run=_comment)

    reminding = kinds.add_parser("remind", help="open, update or close the two weekly issues")
    reminding.add_argument("--external", type=Path, required=True, metavar="F")
    reminding.add_argument("--due", type=Path, required=True, metavar="F")
    reminding.set_defaults(run=_remind)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except Refused as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(f"::error title=Not done::{workflow_commands.escaped(str(error))}")
        return 1
    except (CannotWork, OSError) as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
