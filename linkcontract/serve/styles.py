"""Names that style sheets may give to links, as far as the site's own files tell."""

from __future__ import annotations

import re

from linkcontract.href import is_elsewhere
from linkcontract.read.listings import sheets_of, text_of_file
from linkcontract.read.styles import Written, fetched, written
from linkcontract.serve.host import Lookup
from linkcontract.site import Link, Page

_MARKED = re.compile(r" [#.]")
"""An id or class among the hooks of a link."""


class Styles:
    """Answers for one site; every style sheet is read once."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._sheets: dict[str, list[Written]] = {}
        self._pages: dict[object, list[Written]] = {}

    def may_name(self, page: Page, link: Link) -> bool:
        """Whether a style sheet may write a name into a link that has none of its own.

        So may one that cannot be read, if it has anything to know the link by. A symbol alone,
        as `§`, names no more than the place on the page that it stands at.
        """
        if _MARKED.search(link.hooks) and self._is_unread(page):
            return True
        is_here = link.href.startswith("#")
        for part in link.hooks.split("\t"):
            tag, *marks = part.split(" ")
            ids = [mark[1:] for mark in marks if mark.startswith("#")]
            classes = frozenset(mark[1:] for mark in marks if mark.startswith("."))
            for rule in self._of(page):
                if (rule.words or is_here) and rule.is_for(tag, "".join(ids), classes):
                    return True
        return False

    def _is_unread(self, page: Page) -> bool:
        """Whether a style sheet of the page is not among the site's files, nor on another host."""
        for href in sheets_of(page):
            target = self._lookup.resolve(page, href)
            if not is_elsewhere(href) and (
                target is None or target.path not in self._lookup.site.files
            ):
                return True
        return False

    def _of(self, page: Page) -> list[Written]:
        hrefs = tuple(sheets_of(page))
        key = (page.file.rpartition("/")[0], page.base, hrefs, page.styles)
        found = self._pages.get(key)
        if found is None:
            targets = [self._lookup.resolve(page, href) for href in hrefs]
            files = [target.path for target in targets if target is not None]
            found = [*written(page.styles), *self._in_sheets(files)]
            self._pages[key] = found
        return found

    def _in_sheets(self, files: list[str]) -> list[Written]:
        result: list[Written] = []
        waiting, seen = list(files), set[str]()
        while waiting:
            file = waiting.pop()
            if file in seen or file not in self._lookup.site.files:
                continue
            seen.add(file)
            text = text_of_file(self._lookup.site, file)
            if file not in self._sheets:
                self._sheets[file] = written(text)
            result += self._sheets[file]
            if "@import" in text:
                sheet = Page(file, file)
                targets = [self._lookup.resolve(sheet, url) for url in fetched(text)]
                waiting += [target.path for target in targets if target is not None]
        return result
