"""What the preview shows of what is wrong: what the build said, and what the rules find in the sources."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from proofread.build import Built
from proofread.page import pages
from proofread.rules import RULES


class Shown(NamedTuple):
    """A mistake as it is shown: its place as far as it is known, what is wrong, what to do or ""."""

    file: str
    line: int | None
    what: str
    fix: str

    @property
    def place(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line) if part) or "somewhere"


class Mistakes:
    """Finds them again and again; a page whose bytes are the same is not looked at again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.by_rules: dict[str, tuple[bytes, list[Shown]]] = {}

    def of(self, built: Built) -> list[Shown]:
        """All of them, by file and line, each once. What stopped a build comes first."""
        said = [Shown(one.file or "", one.line, one.text, "") for one in built.said]
        stopped = built.failed
        first = [one for one in said if stopped and one.what == stopped.text]
        others = {*said, *self.of_sources()} - {*first}
        return [*first, *sorted(others, key=lambda one: (one.file, one.line or 0, one.what))]

    def of_sources(self) -> list[Shown]:
        before, self.by_rules = self.by_rules, {}
        for page in pages(self.root):
            try:
                content = page.bytes
            except OSError:
                continue  # it is gone, or the build says that it cannot be read
            known = before.get(page.file)
            if known is None or known[0] != content:
                found = [m for rule in RULES for m in rule.mistakes(page)]
                known = content, [Shown(m.file, m.line, m.what, m.fix) for m in found]
            self.by_rules[page.file] = known
        return [one for _, found in self.by_rules.values() for one in found]
