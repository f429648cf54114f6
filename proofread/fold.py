"""Each mistake once: sorted, without doubles, without what only follows from another one."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.mistake import Mistake


def fold(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes by file and line, each once, without what another one of the file hides."""
    found = sorted(dict.fromkeys(mistakes), key=lambda one: one.order)
    told: list[Mistake] = []
    for one in sorted(found, key=lambda one: (RANK[one.kind.hides], one.order)):
        if not any(hides(cause, one) for cause in told if cause.file == one.file):
            told.append(one)
    return sorted(told, key=lambda one: one.order)


RANK = {"page": 0, "below": 1, "line": 2, "": 3}


def hides(cause: Mistake, other: Mistake) -> bool:
    """Whether another mistake of the same file may only follow from this one."""
    line = cause.line or 0
    return {
        "": False,
        "line": other.line == cause.line,
        "below": other.line is None or other.line >= line,
        "page": True,
    }[cause.kind.hides]
