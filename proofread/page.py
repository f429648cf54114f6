"""A page as it lies on disk: its bytes, its text, its lines, and what Markdown makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it.token import Token

from proofread.reading import FrontMatter, Part, Passage, front_matter, parts, passages

# Upper-case names at the root are notes for whoever looks after the repository, not pages.
NOTES = re.compile(r"[A-Z_]+\.md")
LARGEST = 1_000_000
"""Bytes of a page above which nobody reads it, on a phone least of all."""
_LABEL = re.compile(r"^[ \t]*\((.+)\)=[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One Markdown file. `file` is its path relative to the root, with `/` between the folders."""

    root: Path
    file: str

    @property
    def path(self) -> Path:
        return self.root / self.file

    @property
    def name(self) -> str:
        """How a toctree names it: its path without `.md`."""
        return self.file.rpartition(".")[0]

    @cached_property
    def bytes(self) -> bytes:
        """Its bytes. Raises `OSError` when it cannot be read."""
        return self.path.read_bytes()

    @cached_property
    def is_text(self) -> bool:
        """Whether it can be read at all: it is there, no giant, and UTF-8."""
        try:
            if self.path.stat().st_size > LARGEST:
                return False
            self.bytes.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        return b"\0" not in self.bytes

    @cached_property
    def text(self) -> str:
        """Its text; a byte that is not UTF-8 becomes U+FFFD, line ends become LF, a BOM is left out."""
        text = self.bytes.decode("utf-8", "replace").removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> list[str]:
        """Its lines; the first has the index 0."""
        return self.text.split("\n")

    @cached_property
    def front_matter(self) -> FrontMatter:
        """What stands between the lines `---` at its top."""
        return front_matter(self.text)

    @cached_property
    def parts(self) -> list[Part]:
        """Its blocks, as MyST reads them, those inside directives as well; code is one block."""
        return parts(self.text)

    @cached_property
    def passages(self) -> list[Passage]:
        """Its running text: paragraphs, headings, cells of tables."""
        return passages(self.parts)

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of its blocks."""
        return [part.token for part in self.parts]

    @cached_property
    def code(self) -> set[int]:
        """The numbers of the lines that are shown and not obeyed: code, and comments."""
        return {
            number
            for part in self.parts
            if part.is_code
            for number in range(part.line, part.end + 1)
        }

    def labels_below(self, line: int = 0) -> tuple[str, ...]:
        """Every label that is written below a line, whatever Markdown makes of it."""
        return tuple(_LABEL.findall("\n".join(self.lines[line:])))


def pages(root: Path) -> list[Page]:
    """Every page, as conf.py includes them: at the root, and in each folder that has an index.md."""
    at_root = [file for file in root.glob("*.md") if not NOTES.fullmatch(file.name)]
    folders = [index.parent for index in root.glob("[!._]*/index.md")]
    below = [file for folder in folders for file in folder.rglob("*.md")]
    names = (file.relative_to(root).as_posix() for file in (*at_root, *below))
    return [Page(root, name) for name in sorted(set(names)) if not name.endswith("/README.md")]
