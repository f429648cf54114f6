"""The command: looks at everything, prints one list, ends with 1 when something is on it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from linkcontract.files import CannotWork
from proofread import entries, report
from proofread.check import Look, Looked
from proofread.contract import CannotCheck
from proofread.fixing import fix, is_certain
from proofread.help import Help

FOUND, CANNOT_WORK, INTERRUPTED = 1, 2, 130


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(CANNOT_WORK, f"check: {message} (see ./do check --help)\n")


def parser() -> Parser:
    """The options of the command."""
    top = Parser(
        prog="./do check",
        description="Look at everything - sources, format, spelling, build, links, length on a phone - and "
        "print one list: what is wrong, where, how to mend it, why it matters, and where to read more.",
        epilog="exit status: 0 nothing is wrong, 1 something is, 2 the work could not be done",
    )
    help = "text for people (default), json, or github annotations"
    top.add_argument("--format", choices=report.FORMATS, default="text", help=help)
    top.add_argument("--fix", action="store_true", help="first mend what is certain, and say what")
    top.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    help = "the published copy of links/published.txt, to notice lines that went from it"
    top.add_argument("--deployed", type=Path, metavar="F", help=help)
    help = "write the entries about all messages into contribute/, and do nothing else"
    top.add_argument("--write-entries", action="store_true", help=help)
    top.add_argument("--times", action="store_true", help="say what took how long")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks; returns the exit status and never lets an expected error out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    root = options.root.resolve()
    if not (root / "conf.py").is_file():
        print(f"check: {root}: there is no handbook here (no conf.py)", file=sys.stderr)
        return CANNOT_WORK
    try:
        if options.write_entries:
            for file in entries.write(root):
                print(f"{file}: written")
            return 0
        base = os.environ.get("HANDBOOK_BASE_URL", "").strip()
        with Steps(sys.stderr) as steps:
            if options.fix:
                for sentence in fix(root, base, steps.say):
                    steps.clear()
                    print(sentence, file=sys.stderr if options.format == "json" else sys.stdout)
            looked = Look(root, options.deployed, base, step=steps.say).run()
        _print(looked, Help(root), options)
        if not looked.is_whole:
            return CANNOT_WORK
        return FOUND if looked.mistakes else 0
    except (CannotCheck, CannotWork) as error:
        for line in str(error).splitlines():
            print(f"check: {report.printable(line)}", file=sys.stderr)
        return CANNOT_WORK
    except BrokenPipeError:
        # Whoever read the list has had enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        what = error.strerror or error
        print(f"check: {error.filename or 'error'}: {what}", file=sys.stderr)
        return CANNOT_WORK
    except KeyboardInterrupt:
        return INTERRUPTED


def _print(looked: Looked, help: Help, options: argparse.Namespace) -> None:
    mistakes = looked.mistakes
    fixable = sum(map(is_certain, mistakes))
    said = report.summary(mistakes, looked.pages, fixable)
    writers: dict[str, Callable[[], str]] = {
        "text": lambda: report.as_text(mistakes, help.of, color=wants_color(sys.stdout)),
        "json": lambda: report.as_json(mistakes, help.of),
        "github": lambda: report.as_github(mistakes, help.of),
    }
    sys.stdout.write(writers[options.format]())
    sys.stdout.flush()
    where = sys.stderr if options.format == "json" else sys.stdout
    if mistakes:
        print(file=where)
    print(said, file=where)
    where.write(report.wrapped(looked.notes))
    if options.times:
        spent = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in looked.seconds.items())
        print(spent, file=sys.stderr)
    if options.format == "github" and (file := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(file, "a", encoding="utf-8") as summary:
            summary.write(report.as_markdown(mistakes, help.of, said))


def wants_color(stream: TextIO) -> bool:
    """Whether to color: on a terminal, unless `NO_COLOR` is set to anything (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


class Steps:
    """One line on a terminal that says what is being done; nothing where nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.watched = stream.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def say(self, words: str) -> None:
        """Put these words in the place of the last ones."""
        if self.watched:
            self.stream.write(f"\r\x1b[K{words} …")
            self.stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self.watched:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
