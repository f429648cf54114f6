"""Progress: on a terminal, after a second; never in a pipe."""

from __future__ import annotations

import io
import sys

import minisite  # noqa: F401 - finds the package
import pytest

from linkcontract import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *moments: float) -> str:
    """What is written when a page is read at each of these seconds after the start."""
    clock = iter([0.0, *moments])
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.Progress("reading") as shown:
        for done, _ in enumerate(moments, start=1):
            shown(done, len(moments))
    return stream.getvalue()


def test_quick_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, Terminal(), 0.2, 0.9) == ""


def test_slow_work_is_counted_and_the_line_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    written = run(monkeypatch, Terminal(), 0.9, 1.1, 1.15, 1.3)
    assert "reading: 2 of 4 pages" in written and "reading: 4 of 4 pages" in written
    assert "3 of 4" not in written
    assert written.endswith("\r\x1b[K")


def test_a_pipe_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, io.StringIO(), 5.0, 9.0) == ""
