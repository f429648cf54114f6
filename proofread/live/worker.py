"""The process that builds: it keeps the handbook warm, and tells of every page as soon as it stands."""

from __future__ import annotations

import signal
import sys
import traceback
from collections.abc import Sequence
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
    """Build whenever the other process says which pages to write first, until it says nothing more."""
    # Ctrl-C reaches both processes; it is for the other to end this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    handbook = Handbook(root, "dirhtml", out, doctrees, OVERRIDES)
    while True:
        try:
            first: Sequence[str] = connection.recv()
        except EOFError:
            return
        try:
            built = handbook.build(first, lambda name: connection.send(Written(name)))
        except (EOFError, BrokenPipeError):
            return
        except SystemExit as error:
            built = failed(f"something in it ended Python: {error}")
        except BaseException as error:
            traceback.print_exc(file=sys.stderr)
            built = failed(f"{type(error).__name__}: {error}")
        connection.send(Done(built))


def failed(text: str) -> Built:
    said = Said("build.failed", None, None, text)
    return Built((said,), (), said)
