"""Print from the built site: `python -m printing handouts|cards|shots SITE`.

Exit status: 0 done, 1 something that a writer has to mend, 2 it could not do its work.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from printing.built import Built
from printing.cards import draw_cards
from printing.errors import CannotPrint, Unprintable
from printing.handouts import print_handouts
from printing.shots import take_shots


def day_of(given: date | None) -> date:
    """The date on the sheets: the one given, of SOURCE_DATE_EPOCH, or of the commit that is built.

    Never today's: the same commit gives the same bytes.
    """
    if given is not None:
        return given
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not seconds:
        asked = ["git", "log", "-1", "--format=%ct"]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, check=False)
            seconds = done.stdout.strip()
        except OSError:
            seconds = ""
    if not seconds.isdigit():
        raise CannotPrint(
            "there is no commit to take the date from: give it, as in --date 2026-11-26"
        )
    return datetime.fromtimestamp(int(seconds), UTC).date()


def handouts(options: argparse.Namespace) -> None:
    built = Built(options.site)
    for printed in print_handouts(built, options.source, day_of(options.date)):
        print(f"{printed.file}  {round(printed.size / 1000)} KB")
    if not built.base:
        print(
            "HANDBOOK_BASE_URL is not set: the handouts carry no link and no QR code. "
            "Set it for sheets that are handed out",
            file=sys.stderr,
        )


def cards(options: argparse.Namespace) -> None:
    built = Built(options.site)
    made = draw_cards(built, options.store)
    largest = max(file.stat().st_size for file in made)
    print(f"{options.site / 'cards'}: {len(made)} cards, the largest {round(largest / 1000)} KB")
    if not built.base:
        print(
            "HANDBOOK_BASE_URL is not set, so no page names its card: chats need its whole address",
            file=sys.stderr,
        )


def shots(options: argparse.Namespace) -> None:
    sheet = take_shots(Built(options.site), options.to)
    print(f"{sheet}: every kind of page; {sheet.with_suffix('.png')} shows all of them at once")


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="python -m printing", description=__doc__)
    commands = words.add_subparsers(required=True, metavar="COMMAND")
    for command in (handouts, cards, shots):
        one = commands.add_parser(command.__name__)
        one.add_argument("site", type=Path, metavar="SITE", help="the folder that Sphinx wrote")
        one.set_defaults(run=command)
    add = commands.choices["handouts"].add_argument
    add("--source", type=Path, default=Path(), help="where the Markdown is")
    add("--date", type=date.fromisoformat, help="the date on the sheets, like 2026-11-26")
    add = commands.choices["cards"].add_argument
    add("--store", type=Path, default=Path("_build/cards"), help="what was drawn before")
    add = commands.choices["shots"].add_argument
    add("--to", type=Path, default=Path("_build/shots"), help="where the pictures go")
    return words


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        options.run(options)
    except Unprintable as error:
        print(error, file=sys.stderr)
        return 1
    except CannotPrint as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
