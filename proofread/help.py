"""Where the entry of a kind of mistake stands, as an address that can be opened.

On the published site it has a short link. Without the site's address, in a clone, it is the file and line
of the entry, which editors and terminals open; on GitHub the same as a link to the repository.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from proofread.mistake import Mistake

FOLDER = "contribute"


class Help:
    """The entries among the help pages of the handbook at `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base = os.environ.get("HANDBOOK_BASE_URL", "").strip()
        server, repository, commit = (
            os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")
        )
        self.blob = (
            f"{server}/{repository}/blob/{commit}" if server and repository and commit else ""
        )

    def of(self, mistake: Mistake) -> str:
        """The address of the entry of a mistake's kind."""
        label = mistake.kind.label
        if self.base:
            return f"{self.base.rstrip('/')}/go/{label.replace(':', '-')}/"
        file, line = _entries(self.root).get(label, (f"{FOLDER}/checks.md", 1))
        return f"{self.blob}/{file}?plain=1#L{line}" if self.blob else f"{file}:{line}"


@cache
def _entries(root: Path) -> dict[str, tuple[str, int]]:
    """The label of each entry, and the file and line of it."""
    found = {}
    for path in sorted((root / FOLDER).glob("checks*.md")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if line.startswith("(checks:") and line.endswith(")="):
                found[line[1:-2]] = (path.relative_to(root).as_posix(), number)
    return found
