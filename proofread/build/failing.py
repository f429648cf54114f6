"""What stopped a build, said like anything else: in which file, at which line, what."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

from sphinx.errors import ConfigError, SphinxError, ThemeError

from proofread.build.said import Said

# Messages of conf.py and what it reads begin with their place: "facts.yml:3: …".
PLACED = re.compile(r"(?P<file>[\w./-]+\.\w+):(?P<line>\d+): (?P<text>.*)", re.DOTALL)
DEEPEST = "a RecursionError: something is nested too deep, or lists itself"


def failure(error: BaseException, root: Path, page: str | None) -> Said:
    """``page``: the path, from the root, of the page that was read or written."""
    chain = list(causes(error))
    cause = chain[-1]
    kind = (
        "config" if any(isinstance(one, ConfigError) for one in chain)
        else "theme" if any(isinstance(one, ThemeError) for one in chain)
        else "build.failed"
    )  # fmt: skip
    text = words(cause)
    if placed := PLACED.match(text):
        return Said(kind, placed["file"], int(placed["line"]), placed["text"])
    if isinstance(cause, SyntaxError) and cause.filename:
        return Said(kind, relative(Path(cause.filename), root), cause.lineno, words(cause))
    ours = place_in_code(chain, root)
    if page:
        where = f" ({ours[0]}:{ours[1]})" if ours else ""
        return Said(kind, page, None, text + where)
    if ours:
        return Said(kind, *ours, text)
    if isinstance(cause, OSError) and cause.filename:
        return Said(kind, relative(Path(str(cause.filename)), root), None, text)
    return Said(kind, None, None, text)


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and what it was raised from, down to the first of all."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def words(error: BaseException) -> str:
    """An error in words: those of Sphinx and of ours are sentences, others need their name."""
    if isinstance(error, RecursionError):
        return DEEPEST
    if isinstance(error, SyntaxError):
        return f"Python cannot read this line: {error.msg}"
    if isinstance(error, SphinxError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return f"{type(error).__name__}: {error}"


def place_in_code(chain: list[BaseException], root: Path) -> tuple[str, int] | None:
    """The innermost line of code of this repository that an error came through."""
    here = Path(__file__).parent
    found = None
    for error in chain:
        for frame, line in traceback.walk_tb(error.__traceback__):
            file = Path(frame.f_code.co_filename)
            inside = file.is_relative_to(root) and not file.is_relative_to(here)
            if inside and "site-packages" not in file.parts:
                found = relative(file, root), line
    return found


def relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()
