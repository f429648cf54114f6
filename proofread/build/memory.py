"""What is kept beside the doctrees between builds, and whether it can still be trusted.

``proofread-BUILDER.json`` holds what was said, page by page, and what each page asks for; it belongs to
one ``environment.pickle`` and one state of everything that is no page. While a build runs
``proofread-BUILDER.unfinished`` stands beside it: whoever finds it knows that a build was broken off.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proofread.build.following import Page, change_of
from proofread.build.ground import Ground
from proofread.build.listener import Owner
from proofread.build.said import Record

FORMAT = 1
ENVIRONMENT = "environment.pickle"


@dataclass
class Memory:
    """``ground``: what stood under the pages; see there."""

    ground: Ground
    pages: dict[str, Page] = field(default_factory=dict)
    kept: dict[Owner, list[Record]] = field(default_factory=dict)


class Store:
    """Where the memory of one builder's builds is."""

    def __init__(self, doctrees: Path, out: Path, builder: str) -> None:
        self.out = out
        self.environment = doctrees / ENVIRONMENT
        self.file = doctrees / f"proofread-{builder}.json"
        self.unfinished = self.file.with_suffix(".unfinished")

    def begin(self) -> None:
        self.unfinished.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.touch()

    def load(self) -> Memory | None:
        """What is remembered; None when nothing is, or when it is not of the environment that stands
        there: after a build that was broken off, or one by somebody else."""
        if self.unfinished.exists() or not self.out.is_dir():
            return None
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
            if data["belongs to"] != self.belongs_to():
                return None
            return Memory(
                Ground.from_data(data["ground"]),
                {name: Page.from_data(page) for name, page in data["pages"].items()},
                {(kind, name): [Record._make([*said, tuple(others)]) for *said, others in records]
                 for kind, name, records in data["kept"]},
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def save(self, memory: Memory) -> None:
        data = {
            "belongs to": self.belongs_to(),
            "ground": memory.ground.as_data(),
            "pages": {name: page.as_data() for name, page in memory.pages.items()},
            "kept": [[*owner, records] for owner, records in memory.kept.items() if records],
        }
        new = self.file.with_suffix(".new")
        new.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        new.replace(self.file)
        self.unfinished.unlink(missing_ok=True)

    def belongs_to(self) -> list[Any]:
        return [FORMAT, str(self.out), *change_of(self.environment)]
