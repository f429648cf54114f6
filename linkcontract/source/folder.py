"""The folder of Markdown that a site was built from, its files read when first asked for.

Read only to say `file:line`; nothing here writes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from linkcontract.files import CannotWork
from linkcontract.source.markdown import Document

_SKIPPED = {"node_modules", "__pycache__", "venv", "env", "build", "dist"}
_MAY_HOLD_LABEL = re.compile(r"\)=\s*$|:name:|^\s*name\s*:", re.MULTILINE)


@dataclass
class Source:
    """The Markdown files under one folder.

    `pages` are the files that are pages of the site, as far as that is known (`anchors.json` says
    so); labels are looked for in them and in what they include, and in no other file. Raises
    `CannotWork` on construction when there is no such folder.
    """

    root: Path
    pages: Collection[str] | None = None
    _read: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise CannotWork(f"{self.root}: there is no folder of Markdown here")

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The relative paths of the Markdown files that the site was built from, sorted.

        Where the pages are not known: every one, without hidden and environment folders.
        """
        if self.pages is not None:
            documents = [document for path in self.pages if (document := self.document(path))]
            parts = {part.path for document in documents for part in self.parts_of(document)}
            return tuple(sorted(parts))
        found = []
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = sorted(
                name
                for name in subfolders
                if name[0] not in "._"
                and name not in _SKIPPED
                and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
            )
            relative = Path(folder).relative_to(self.root)
            found += [(relative / name).as_posix() for name in names if name.endswith(".md")]
        return tuple(sorted(found))

    def document(self, path: str) -> Document | None:
        """The Markdown file with this relative path, or `None` when it cannot be read."""
        if path not in self._read:
            try:
                text = (self.root / path).read_bytes().decode("utf-8-sig", errors="replace")
            except (OSError, ValueError):
                return None
            self._read[path] = Document(path, tuple(re.split(r"\r\n|\n|\r", text)))
        return self._read[path]

    def document_of(self, page_file: str, known: str | None = None) -> Document | None:
        """The Markdown of an HTML page: the one `anchors.json` names, else the one of its name."""
        stem = unquote(page_file).removesuffix(".html")
        folder = stem.removesuffix("index").rstrip("/")
        candidates = [known, f"{stem}.md", f"{folder}.md" if folder else None]
        return next((d for path in candidates if path and (d := self.document(path))), None)

    def parts_of(self, document: Document) -> list[Document]:
        """A document and whatever is included in it, directly or not, in the order it is read."""
        parts: dict[str, Document] = {}
        waiting = [document]
        while waiting:
            part = waiting.pop()
            if parts.setdefault(part.path, part) is part:
                included = (self.document(path) for path in reversed(part.includes))
                waiting += [found for found in included if found]
        return list(parts.values())

    def label(self, id: str) -> tuple[Document, str, int] | None:
        """Where the explicit label with this id stands: document, label as written, line."""
        return self._labels.get(id)

    @cached_property
    def _labels(self) -> dict[str, tuple[Document, str, int]]:
        found: dict[str, tuple[Document, str, int]] = {}
        for path in self.files:
            document = self.document(path)
            if document is None or not _MAY_HOLD_LABEL.search("\n".join(document.lines)):
                continue
            for id, (label, line) in document.labels.items():
                found.setdefault(id, (document, label, line))
        return found

    @cached_property
    def templates(self) -> tuple[Document, ...]:
        """Where links of the furniture are written: the HTML templates, and `conf.py`."""
        paths = sorted((self.root / "_templates").rglob("*.html"))
        names = [path.relative_to(self.root).as_posix() for path in paths] + ["conf.py"]
        return tuple(document for name in names if (document := self.document(name)))
