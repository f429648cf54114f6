"""`--fix`: does what is certain, says what it did, and leaves the rest to a person.

Nothing here guesses. A repair is one that every editor would make without asking: line ends, white space,
a label in other letters, a label put back above its heading. Each file is replaced whole or not at all,
and never when somebody changed it meanwhile.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from proofread.mistake import Edit, Mistake


def edit(root: Path, mistakes: Iterable[Mistake]) -> list[str]:
    """Make the certain edits of mistakes; a sentence for each. What does not fit any more is left."""
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for mistake in mistakes:
        for one in mistake.edits:
            if one not in by_file[one.file]:
                by_file[one.file].append(one)
    done: list[str] = []
    for file, edits in sorted(by_file.items()):
        lines = (root / file).read_bytes().split(b"\n")
        changed = [one for one in edits if _apply(lines, one)]
        if changed:
            replace(root / file, b"\n".join(lines))
            done += [f"{file}:{one.line}: {_done(one)}" for one in changed]
    return done


def _done(one: Edit) -> str:
    if one.old.strip() == one.new.strip():
        return "the spaces at its end are gone"
    return f"{one.old.strip('#()')} is {one.new.strip('#()')} now"


def _apply(lines: list[bytes], one: Edit) -> bool:
    """Make one edit, where its line holds the old words exactly once."""
    old, new = one.old.encode(), one.new.encode()
    if not 1 <= one.line <= len(lines) or lines[one.line - 1].count(old) != 1:
        return False
    lines[one.line - 1] = lines[one.line - 1].replace(old, new)
    return True


def clean(root: Path, files: Iterable[str]) -> list[str]:
    """Line ends, byte order marks, a missing last line end; a sentence for each file that had some."""
    done = []
    for file in files:
        path = root / file
        try:
            data = path.read_bytes()
        except OSError:
            continue  # the list says so
        new, what = cleaned(data)
        if what:
            replace(path, new)
            done.append(f"{file}: mended {' and '.join(what)}")
    return done


def cleaned(data: bytes) -> tuple[bytes, list[str]]:
    """A text file as it should be, and what was wrong with it. What is not UTF-8 is left as it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data, []
    what = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        what.append("the byte order mark")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        what.append("the line ends of Windows or of an old Mac")
    if data and not data.endswith(b"\n"):
        data += b"\n"
        what.append("the gap at its end")
    return data, what


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; its permissions stay."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(data)
        unfinished.chmod(path.stat().st_mode & 0o7777)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
