"""Misspelled words, found by typos. typos.toml says what it passes over, and our own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from proofread.mistake import Kind, Mistake
from proofread.tools.asking import Reported, ask

MISSPELLED = Kind(
    "misspelled-word",
    "A misspelled word",
    """A misspelled word makes a reader doubt the rest, and the search does not find it.

Only the commonest misspellings are known, so what is told is nearly always one. The handbook is written
in American English: organization, color, license. Names, links and code are not looked at.

When the word is right after all, put it between backticks if it is code; otherwise write a line of its
own into `typos.toml`, under `[default.extend-words]`, with what it is: `axe = "axe" # a tool`.
""",
)


def reported(root: Path, files: Sequence[str]) -> Iterator[Reported]:
    """What typos says about files, which are named relative to `root`; the message lists corrections.

    Raises `ToolFailed` when it cannot be asked.
    """
    answer = ask(
        root,
        "typos",
        "--format",
        "json",
        "--force-exclude",
        "--no-check-filenames",
        files=files,
        fine=(0, 2),
    )
    for line in answer.splitlines():
        found = json.loads(line)
        if found["type"] != "typo":
            continue
        file = Path(found["path"]).as_posix().removeprefix("./")
        text = (root / file).read_bytes().split(b"\n")[found["line_num"] - 1]
        before = text[: found["byte_offset"]].decode("utf-8", errors="replace")
        words = " or ".join(found["corrections"])
        yield Reported(file, found["line_num"], len(before) + 1, found["typo"], words)


def mistakes(root: Path, files: Sequence[str]) -> Iterator[Mistake]:
    """The misspelled words in files, each where it stands, in our words."""
    for one in reported(root, files):
        better = one.message or "another word"
        yield Mistake(
            MISSPELLED,
            one.file,
            one.line,
            f"“{one.rule}” is misspelled",
            f"write {better} instead of {one.rule}; if it is right, add it to typos.toml",
        )
