"""Which engine builds a folder of Markdown, and in which words it lets a heading keep an id.

Labels of MyST are text to every other engine; so nothing is written into sources whose engine is
not known to read it.
"""

from __future__ import annotations

import re
from enum import Enum

from linkcontract.source.folder import Source

_ABOVE = 3
_MYST = re.compile(
    r"^\W*\([^()\s]+\)=\s*$|^\s*(?:`{3,}|:{3,})\{[\w:.-]+\}|\{[\w:.-]+\}`", re.MULTILINE
)
"""What only MyST writes: labels, be it in a comment, directives, roles."""


class Engine(Enum):
    """An engine that builds Markdown; empty where we know none."""

    MYST = "MyST"
    MKDOCS = "MkDocs"
    DOCUSAURUS = "Docusaurus"
    HUGO = "Hugo"
    JEKYLL = "Jekyll"
    MDBOOK = "mdBook"
    UNKNOWN = ""

    def words(self, id: str) -> str:
        """What to write at a heading for it to have this id."""
        if self is Engine.MKDOCS:
            return f"write {{#{id}}} behind it, with the extension attr_list"
        if self is Engine.JEKYLL:
            return f"write {{: #{id}}} on the line below it"
        if self is Engine.UNKNOWN:
            return f'give it the id "{id}" again, in the words of the engine that builds it'
        return f"write {{#{id}}} behind it"


_FILES = {
    "mkdocs.yml": Engine.MKDOCS,
    "mkdocs.yaml": Engine.MKDOCS,
    "zensical.toml": Engine.MKDOCS,
    "docusaurus.config.js": Engine.DOCUSAURUS,
    "docusaurus.config.ts": Engine.DOCUSAURUS,
    "hugo.toml": Engine.HUGO,
    "hugo.yaml": Engine.HUGO,
    "config.toml": Engine.HUGO,
    "_config.yml": Engine.JEKYLL,
    "book.toml": Engine.MDBOOK,
    "myst.yml": Engine.MYST,
    "_toc.yml": Engine.MYST,
}
"""The settings that an engine leaves beside its sources, or in a folder above them."""


def engine_of(source: Source) -> Engine:
    """The engine that a folder of Markdown is for: by its settings, else by labels in the text."""
    folder = source.root.resolve()
    for place in (folder, *folder.parents[:_ABOVE]):
        for name, engine in _FILES.items():
            if (place / name).is_file():
                return engine
        settings = place / "conf.py"
        if settings.is_file():
            text = settings.read_text(encoding="utf-8", errors="replace")
            return Engine.MYST if "myst" in text else Engine.UNKNOWN
    documents = (document for path in source.files if (document := source.document(path)))
    is_myst = any(_MYST.search("\n".join(document.lines)) for document in documents)
    return Engine.MYST if is_myst else Engine.UNKNOWN
