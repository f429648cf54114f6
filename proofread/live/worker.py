"""The process that builds: it keeps the handbook warm, and tells of every page as soon as it stands."""

from __future__ import annotations

import signal
import sys
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from proofread.build import Built, Handbook, Said

# As published, but for the address: the preview's own root is "/".
OVERRIDES = {"html_baseurl": ""}


@dataclass(frozen=True)
class Written:
    """A page's file stands; ``name`` is its document name."""

    name: str


@dataclass(frozen=True)
class Done:
    """All is as a fresh build would leave it; or ``built.failed`` says why not."""

    built: Built


def work(connection: Connection, root: Path, out: Path, doctrees: Path) -> None:
    """Build whenever the other process says which pages to write first, until it says None."""
    # Ctrl-C reaches both processes; it is for the other to end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handbook = Handbook(root, "dirhtml", out, doctrees, OVERRIDES)
    while True:
        try:
            asked = [connection.recv()]
            while connection.poll():  # edits made since are one
                asked.append(connection.recv())
            if None in asked:
                return
            first = {name for names in asked for name in names}
            built = build(handbook, first, connection)
            connection.send(Done(built))
        except (EOFError, BrokenPipeError):
            return


def build(handbook: Handbook, first: set[str], connection: Connection) -> Built:
    """Build; another edit stops the writing of pages that nobody looks at."""
    try:
        return handbook.build(first, lambda name: connection.send(Written(name)), connection.poll)
    except (EOFError, BrokenPipeError):
        raise
    except SystemExit as error:
        return failed(f"something in it ended Python: {error}")
    except BaseException as error:
        traceback.print_exc(file=sys.stderr)
        return failed(f"{type(error).__name__}: {error}")


def failed(text: str) -> Built:
    said = Said("build.failed", None, None, text)
    return Built((said,), (), said)
