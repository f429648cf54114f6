"""Runs a tool of this environment and says what it reported; nothing here knows what it means."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class ToolFailed(Exception):
    """A tool is not there, or could not do its work; the message is one sentence for whoever ran it."""


@dataclass(frozen=True)
class Reported:
    """What a tool said about one place: `line` and `column` count from 1, the latter in characters.

    `file` is the name it was asked about, relative to the root. `rule` is the tool's own name of it.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str


def find(tool: str) -> str:
    """Where the tool of this environment lies; raises `ToolFailed` when it has none."""
    found = shutil.which(tool, path=str(Path(sys.executable).parent))
    if found is None:
        raise ToolFailed(
            f"{tool} is not in {sys.prefix}: use ./do, which sets up all that is needed"
        )
    return found


def ask(root: Path, tool: str, *arguments: str, files: Sequence[str], fine: Sequence[int]) -> str:
    """What a tool prints about files (relative to `root`); its exit status must be one of `fine`.

    Raises `ToolFailed` with the tool's own last words otherwise.
    """
    if not files:
        return ""
    done = subprocess.run(
        [find(tool), *arguments, "--", *files],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode not in fine:
        words = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise ToolFailed(f"{tool} stopped with status {done.returncode}: {words}")
    return done.stdout
