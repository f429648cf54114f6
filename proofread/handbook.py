"""The whole handbook as it lies on disk: its pages, the files beside them, and who names whom."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from proofread.page import Page, pages

DATA = (
    "facts.yml",
    "synonyms.txt",
    "links/moved.txt",
    "links/published.txt",
    "links/external.toml",
)
"""What people, or the publishing, write beside the pages."""


@dataclass(frozen=True)
class Handbook:
    """A folder of pages. `base` is the address where it is served, empty when that is not known."""

    root: Path
    base: str = ""

    @cached_property
    def folders(self) -> list[str]:
        """The folders at the root that hold pages: those with an index.md; "" for the root itself."""
        found = [index.parent.name for index in self.root.glob("[!._]*/index.md")]
        return ["", *sorted(found)]

    @cached_property
    def files(self) -> list[str]:
        """Every file that lies among the pages, sorted: at the root and in the folders of pages."""
        found = [
            one.name for one in os.scandir(self.root) if one.name[0] not in "._" and one.is_file()
        ]
        for folder in self.folders[1:]:
            for place, below, names in os.walk(self.root / folder):
                below[:] = [name for name in below if name[0] not in "._"]
                here = Path(place).relative_to(self.root)
                found += [(here / name).as_posix() for name in names if name[0] != "."]
        return sorted(found)

    @cached_property
    def pages(self) -> list[Page]:
        """Every page, as conf.py includes them."""
        return pages(self.root)

    @cached_property
    def texts(self) -> list[Page]:
        """Every file that people write and the build reads: the pages, and the data beside them."""
        return [
            *self.pages,
            *(Page(self.root, file) for file in DATA if (self.root / file).exists()),
        ]

    @cached_property
    def readable(self) -> list[Page]:
        """The pages that can be read."""
        return [page for page in self.pages if page.is_text]

    @cached_property
    def page_by_name(self) -> dict[str, Page]:
        """Each page by its path without `.md`."""
        return {page.name: page for page in self.pages}

    @cached_property
    def labels(self) -> dict[str, tuple[Page, int]]:
        """Where each label stands: its page and line; of doubles the first."""
        found: dict[str, tuple[Page, int]] = {}
        for page in self.readable:
            for part in page.parts:
                if part.token.type == "myst_target":
                    found.setdefault(part.token.content, (page, part.line))
        return found

    def label_of(self, page: Page, id: str = "") -> str:
        """The label to write for a page, or for a place on it; empty when there is none."""
        own = [label for label, (where, _) in self.labels.items() if where.file == page.file]
        if id:
            return next((label for label in own if id in (label, label.replace(":", "-"))), "")
        titles = [part.line for part in page.parts if part.token.type == "heading_open"]
        above = [label for label in own if titles and self.labels[label][1] < titles[0]]
        return above[-1] if above else ""
