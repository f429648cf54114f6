"""What a build says, as data: no text that somebody would have to take apart again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Said:
    """One thing that a build said.

    ``kind`` is Sphinx's type and subtype, ``myst.xref_missing``; ``docutils`` for all that docutils
    says; and where neither has a type, the module that spoke, ``sphinx.domains.std``. ``file`` is a
    path from the root with ``/``, ``line`` counts from 1; ``None``: nobody knows. ``text`` is the
    message alone.
    """

    kind: str
    file: str | None
    line: int | None
    text: str


@dataclass(frozen=True)
class Built:
    """A build that has ended.

    ``said`` is what a fresh build of the same sources would say, about all pages, each thing once,
    sorted by file and line. ``written`` are the pages whose HTML was written, by document name.
    ``failed`` says why the build could not be finished: then ``said`` is only what came before, and
    the pages that were written are those of before, or of both. ``left`` are pages still to be written,
    by the next build, because this one was asked to stop.
    """

    said: tuple[Said, ...]
    written: tuple[str, ...]
    failed: Said | None = None
    left: tuple[str, ...] = ()


class Record(NamedTuple):
    """A warning as it was logged: its place as it was given (a path with or without a line), its
    message before anybody completed it, and the other pages it speaks of, by document name."""

    type: str
    subtype: str
    name: str
    place: str
    text: str
    others: tuple[str, ...] = ()


def sorted_once(said: list[Said]) -> tuple[Said, ...]:
    """Each thing once, by file and line; what has no file comes first."""
    return tuple(sorted(set(said), key=lambda s: (s.file or "", s.line or 0, s.kind, s.text)))
