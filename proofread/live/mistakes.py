"""What the preview shows of what is wrong: what the build said, and what the rules find in the sources.

Found in a process of its own, so that no page waits for it.
"""

from __future__ import annotations

import signal
import sys
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from proofread.build import Built, Said
from proofread.fold import fold
from proofread.handbook import Handbook
from proofread.mistake import Kind, Mistake
from proofread.page import Page
from proofread.rewording import reword
from proofread.rules import mistakes
from proofread.sources import Sources

OF_BUILD = Kind(
    "build", "What the build said", "The build could not make of the sources what they say."
)


class Shown(NamedTuple):
    """A mistake as it is shown: its place as far as it is known, what is wrong, what to do or ""."""

    file: str
    line: int | None
    what: str
    fix: str

    @property
    def place(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line) if part) or "somewhere"


class Mistakes:
    """Finds them again and again; what was read of a page is kept while its bytes are the same."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.read: dict[str, Page] = {}

    def of(self, built: Built) -> list[Shown]:
        """All of them, by file and line, each once. What stopped a build comes first."""
        sources = Sources(self.root)
        stopped = set(reword([built.failed], sources) if built.failed else ())
        found = fold([*mistakes(self.handbook()), *reword(built.said, sources)])
        first = sorted(found, key=lambda one: one not in stopped)
        return [Shown(m.file, m.line, m.what, m.fix) for m in first]

    def handbook(self) -> Handbook:
        """The sources as they are now."""
        handbook = Handbook(self.root)
        before, self.read = (
            self.read,
            {page.file: page for page in handbook.pages if is_there(page)},
        )
        for name, page in self.read.items():
            if name in before and before[name].bytes == page.bytes:
                self.read[name] = before[name]
        handbook.__dict__["pages"] = list(self.read.values())
        return handbook


def is_there(page: Page) -> bool:
    """Whether a page can be read; a file may go while it is looked at."""
    try:
        return page.bytes is not None
    except OSError:
        return False


def as_mistake(said: Said) -> Mistake:
    return Mistake(OF_BUILD, said.file or "", said.line, said.text, "")


def look(connection: Connection, root: Path) -> None:
    """Answer every build with all that is wrong, until it is None; only the newest of several."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kept = Mistakes(root)
    while True:
        try:
            built: Built | None = connection.recv()
            while built and connection.poll():
                built = connection.recv()
            if built is None:
                return
            try:
                found = kept.of(built)
            except Exception:  # a rule that fails, or a file that has gone: what was said still is
                traceback.print_exc(file=sys.stderr)
                found = [Shown(m.file, m.line, m.what, "") for m in map(as_mistake, built.said)]
            connection.send(found)
        except (EOFError, BrokenPipeError):
            return
