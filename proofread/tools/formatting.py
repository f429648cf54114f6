"""What the formatter and linter of Markdown, rumdl, says about pages. .rumdl.toml says which of its rules count.

`markdown_rules.py` has our words for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from proofread.mistake import Mistake
from proofread.tools.asking import Reported, ask
from proofread.tools.markdown_rules import OTHER, RULES, TOLD_BY_OTHERS


def reported(root: Path, files: Sequence[str]) -> Iterator[Reported]:
    """What rumdl says about files, which are named relative to `root`, in its own words.

    Raises `ToolFailed` when it cannot be asked.
    """
    answer = ask(
        root, "rumdl", "check", "--no-cache", "--output-format", "json", files=files, fine=(0, 1)
    )
    for one in json.loads(answer or "[]"):
        yield Reported(
            Path(one["file"]).as_posix(), one["line"], one["column"], one["rule"], one["message"]
        )


def mistakes(root: Path, files: Sequence[str]) -> Iterator[Mistake]:
    """What is wrong with the Markdown of files, in our words, without what other checks tell."""
    for one in reported(root, files):
        if one.rule in TOLD_BY_OTHERS:
            continue
        words = next((words for words in RULES.get(one.rule, ()) if words.fits(one.message)), OTHER)
        what, fix = words.about(one.message)
        yield Mistake(words.kind, one.file, one.line, what, fix)


def fix_layout(root: Path, files: Sequence[str]) -> None:
    """Format files in place: blank lines, indentation and marks, nothing that a reader sees.

    Raises `ToolFailed` when it cannot be done.
    """
    ask(root, "rumdl", "fmt", "--no-cache", "--silent", files=files, fine=(0, 1))
