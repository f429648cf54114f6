"""Make a build that follows another leave what a fresh one leaves, to the byte.

Sphinx reads and writes only what has changed, and forgets too little of what is gone: a label that
moves from one page to another counts as given twice, the page of a file that was deleted stays, the
front page's toctrees are those of the last build, and the search index keeps words of no page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment


def forget_pages(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all pages that are to be read before the first is read, as a parallel build does."""
    env.__dict__.pop("master_doctree", None)  # Sphinx stores the front page as it once was
    for docname in docnames:
        app.events.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def remove_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Remove the HTML of pages that are gone."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in removed:
            file = Path(app.builder.get_outfilename(docname))
            file.unlink(missing_ok=True)
            folder = file.parent
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return []


def forget_words(app: Sphinx) -> list[Any]:
    """Forget words of no page, and bring the pages of an index entry into their order."""
    if index := getattr(app.builder, "indexer", None):
        for words in (index._mapping, index._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        index._index_entries = dict(sorted(index._index_entries.items()))
    return []


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("env-get-outdated", remove_pages)
    app.connect("env-before-read-docs", forget_pages)
    # After the last page, before the search index is written.
    app.connect("html-collect-pages", forget_words)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
