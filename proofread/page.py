"""A page as it lies on disk: its bytes, its text, its lines, and what Markdown makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin

# Upper-case names at the root are notes for whoever looks after the repository, not pages.
NOTES = re.compile(r"[A-Z_]+\.md")


@dataclass(frozen=True)
class Page:
    """One Markdown file. `file` is its path relative to the root, with `/` between the folders."""

    root: Path
    file: str

    @property
    def path(self) -> Path:
        return self.root / self.file

    @cached_property
    def bytes(self) -> bytes:
        """Its bytes. Raises `OSError` when it cannot be read."""
        return self.path.read_bytes()

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
    def tokens(self) -> list[Token]:
        """Its Markdown, as MyST reads it; a directive is a fence whose content is not parsed."""
        return parser().parse(self.text)


def parser() -> MarkdownIt:
    """A parser of Markdown with the syntax that conf.py allows."""
    markdown = MarkdownIt("commonmark").enable("table")
    for plugin in (
        front_matter_plugin, myst_block_plugin, myst_role_plugin, colon_fence_plugin, deflist_plugin,
        footnote_plugin, substitution_plugin,
    ):  # fmt: skip
        markdown.use(plugin)
    return markdown


def pages(root: Path) -> list[Page]:
    """Every page, as conf.py includes them: at the root, and in each folder that has an index.md."""
    at_root = [file for file in root.glob("*.md") if not NOTES.fullmatch(file.name)]
    folders = [index.parent for index in root.glob("[!._]*/index.md")]
    below = [file for folder in folders for file in folder.rglob("*.md")]
    names = (file.relative_to(root).as_posix() for file in (*at_root, *below))
    return [Page(root, name) for name in sorted(set(names)) if not name.endswith("/README.md")]
