"""Progress on a terminal, for work that takes longer than a second; nothing in a pipe."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_PATIENCE = 1.0

_PAUSE = 0.1


class Progress:
    """A line on standard error that counts pages, and is wiped away at the end.

    Use it as a context manager, and call it with (pages read, pages in all).
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.visible = sys.stderr is not None and sys.stderr.isatty()
        self._started = time.monotonic()
        self._last = 0.0
        self._written = False

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how far the work is, if it has taken long enough and enough time has passed."""
        now = time.monotonic()
        if not self.visible or now - self._started < _PATIENCE or now - self._last < _PAUSE:
            return
        self._last = now
        self._written = True
        sys.stderr.write(f"\r\x1b[K{self.what}: {done} of {total} pages")
        sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._written:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
