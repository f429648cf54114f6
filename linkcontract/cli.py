"""The command line of the link contract: arguments in, exit status out.

Status 0 means nothing is wrong, 1 that there are findings, 2 that the work could not be done, 130
that it was interrupted. What each command does is in `commands`; nothing here knows a rule.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from linkcontract import __version__, commands, settings
from linkcontract.files import CannotWork
from linkcontract.report import FORMATS, printable
from linkcontract.site import UnreadableSite
from linkcontract.stubs.export import EXPORTS

FINDINGS, CANNOT_WORK, INTERRUPTED = 1, 2, 130


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(CANNOT_WORK, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The parser of all commands; each command's help has an example."""
    top = _Parser(
        prog="linkcontract",
        description="Keep the promise that a link, once published, works for ever.",
        epilog="example:\n  python -m linkcontract check _build/dirhtml --source . "
        "--ledger links/published.txt --moved links/moved.txt\n\n"
        "settings: linkcontract.toml, or [tool.linkcontract] in pyproject.toml, may hold\n"
        "  site, source, ledger, moved, run and ignore; options win over them\n\n"
        "exit status: 0 nothing wrong, 1 findings, 2 the work could not be done",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"linkcontract {__version__}")
    kinds = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    _add_check(kinds)
    _add_addresses(kinds)
    _add_diff(kinds)
    _add_record(kinds)
    _add_fix(kinds)
    _add_stubs(kinds)
    _add_verbs(kinds)
    return top


def _command(
    kinds: argparse._SubParsersAction[_Parser], name: str, help: str, example: str
) -> argparse.ArgumentParser:
    return kinds.add_parser(
        name,
        help=help,
        description=help[0].upper() + help[1:] + ".",
        epilog=f"example:\n  python -m linkcontract {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _add_check(kinds: argparse._SubParsersAction[_Parser]) -> None:
    command = _command(
        kinds,
        "check",
        "check every link inside a built site, and every address it ever published",
        "check _build/dirhtml --source . --ledger links/published.txt --moved links/moved.txt",
    )
    _add_site(command)
    _add_files(command)
    _add_before(command)
    help = "the published copy of the ledger, to notice lines that went from it"
    command.add_argument("--deployed", metavar="F", type=_path, help=help)
    help = "findings that were there when you began; written when there is no such file"
    command.add_argument("--baseline", metavar="F", type=_path, help=help)
    _add_format(command)
    command.set_defaults(run=commands.check)


def _add_addresses(kinds: argparse._SubParsersAction[_Parser]) -> None:
    help = "list the public addresses of a built site, one a line, sorted"
    command = _command(kinds, "addresses", help, "addresses _build/dirhtml")
    _add_site(command)
    command.set_defaults(run=commands.addresses)


def _add_diff(kinds: argparse._SubParsersAction[_Parser]) -> None:
    command = _command(
        kinds,
        "diff",
        "list the public addresses of one build that another no longer serves, each with its best new home",
        "diff old/_build/dirhtml _build/dirhtml --moved links/moved.txt",
    )
    _add_folder(command, "before", "folder of the earlier build")
    _add_folder(command, "after", "folder of the later build")
    command.add_argument("--moved", metavar="F", type=_path, help="where addresses have moved")
    _add_format(command)
    command.set_defaults(run=commands.diff)


def _add_record(kinds: argparse._SubParsersAction[_Parser]) -> None:
    command = _command(
        kinds,
        "record",
        "add a site's new public addresses to the ledger, and to the site's own copy of it",
        "record _build/dirhtml --ledger links/published.txt --merge deployed/published.txt",
    )
    _add_site(command)
    command.add_argument("--ledger", metavar="F", type=_path, help="the ledger to add to")
    command.add_argument(
        "--merge", metavar="DEPLOYED", type=_path, help="the published copy, to be merged in"
    )
    command.set_defaults(run=commands.record, needed=("ledger",))


def _add_fix(kinds: argparse._SubParsersAction[_Parser]) -> None:
    command = _command(
        kinds,
        "fix",
        "repair what is certain: put old labels back above their headings, add lines to the moved file",
        "fix _build/dirhtml --source . --ledger links/published.txt --moved links/moved.txt",
    )
    _add_site(command)
    _add_files(command)
    _add_before(command)
    command.set_defaults(run=commands.fix, needed=("source", "ledger", "moved"))


def _add_stubs(kinds: argparse._SubParsersAction[_Parser]) -> None:
    command = _command(
        kinds,
        "stubs",
        "write small pages at old addresses that lead on to the new ones",
        "stubs _build/html --moved links/moved.txt",
    )
    _add_site(command)
    command.add_argument("--moved", metavar="F", type=_path, help="where addresses have moved")
    help = "every address that was ever published, for its short links"
    command.add_argument("--ledger", metavar="F", type=_path, help=help)
    help = "write nothing; print the moved file in the words of a host or engine"
    command.add_argument("--export", choices=EXPORTS, help=help)
    command.set_defaults(run=commands.stubs, needed=("moved",))


def _add_verbs(kinds: argparse._SubParsersAction[_Parser]) -> None:
    mover = _command(
        kinds,
        "move",
        "give a page or section another address, and lead the old one there",
        "move guide/faq/ guide/questions/ --source . --moved links/moved.txt",
    )
    mover.add_argument("old", metavar="OLD", help="its address, like guide/faq/ or guide/#guide-a")
    mover.add_argument("new", metavar="NEW", help="its new address, or https:// on another site")
    help = "the Markdown: a page's file is moved too, and its name in toctrees"
    mover.add_argument("--source", metavar="DIR", type=_path, help=help)
    mover.add_argument("--moved", metavar="F", type=_path, help="the moved file to add a line to")
    mover.set_defaults(run=commands.move, needed=("moved",))
    renamer = _command(
        kinds,
        "rename-label",
        "put a new label beside an old one, and have the links in the sources say it",
        "rename-label pricing:bands pricing:usage-fee --source .",
    )
    renamer.add_argument("old", metavar="OLD", help="the label as it stands, like pricing:bands")
    renamer.add_argument("new", metavar="NEW", help="the new one")
    renamer.add_argument("--source", metavar="DIR", type=_path, help="the Markdown to change")
    renamer.set_defaults(run=commands.rename_label, needed=("source",))


def _add_site(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "site", metavar="SITE", type=_path, nargs="?", help="folder of built HTML (or see settings)"
    )


def _add_files(command: argparse.ArgumentParser) -> None:
    for name, metavar, help in (
        ("source", "DIR", "folder of the Markdown, to name file and line"),
        ("ledger", "F", "every address that was ever published"),
        ("moved", "F", "where addresses have moved"),
    ):
        command.add_argument(f"--{name}", metavar=metavar, type=_path, help=help)


def _add_folder(command: argparse.ArgumentParser, name: str, help: str) -> None:
    command.add_argument(name, metavar=name.upper(), type=_path, help=help)


def _add_before(command: argparse.ArgumentParser) -> None:
    help = "an earlier build, to know old sections by their text"
    command.add_argument("--before", metavar="DIR", type=_path, help=help)


def _add_format(command: argparse.ArgumentParser) -> None:
    help = "text for people (default), json, or github annotations"
    command.add_argument("--format", choices=FORMATS, default="text", help=help)


def _path(text: str) -> Path:
    """A path of the command line. An empty one is a variable that was not set, not this folder."""
    if not text:
        raise argparse.ArgumentTypeError("is empty; write a path (`.` for this folder)")
    return Path(text)


def _fill_in(options: argparse.Namespace, top: argparse.ArgumentParser) -> None:
    """Put what the settings say where the command line says nothing.

    They are about one site: for another one, given on the command line, they do not count.
    """
    options.settings = settings.read(Path())
    if not options.settings.are_about(getattr(options, "site", None)):
        options.settings = settings.Settings()
    for name in ("site", "source", "ledger", "moved"):
        if getattr(options, name, Path()) is None:
            setattr(options, name, getattr(options.settings, name))
    site = () if getattr(options, "export", None) else ("site",)
    for name in (*getattr(options, "needed", ()), *site):
        if getattr(options, name, Path()) is None:
            said = "SITE" if name == "site" else f"--{name}"
            top.error(f"{options.command} needs {said}, or {name} = in [tool.linkcontract]")
    options.run_words = options.settings.run or _as_typed(options)


def _as_typed(options: argparse.Namespace) -> str:
    """How a command is run with what this one was given."""
    installed = Path(sys.argv[0]).stem == "linkcontract"
    words = [
        *(["linkcontract"] if installed else ["python", "-m", "linkcontract"]),
        "{command}",
        *map(str, [options.site] if "site" in options else []),
    ]
    for name in ("source", "ledger", "moved"):
        if getattr(options, name, None) is not None:
            words += [f"--{name}", str(getattr(options, name))]
    return shlex.join(words).replace("'{command}'", "{command}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status and never lets an expected error out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    commands_line = parser()
    options = commands_line.parse_args(arguments)
    try:
        _fill_in(options, commands_line)
        found = options.run(options)
        sys.stdout.flush()
        return FINDINGS if found else 0
    except (CannotWork, UnreadableSite) as error:
        for line in str(error).splitlines():
            print(f"linkcontract: {printable(line)}", file=sys.stderr)
        return CANNOT_WORK
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    except OSError as error:
        print(
            f"linkcontract: {error.filename or 'error'}: {error.strerror or error}", file=sys.stderr
        )
        return CANNOT_WORK
    except KeyboardInterrupt:
        return INTERRUPTED
