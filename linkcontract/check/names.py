"""Rules about what a link is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.href import Target
from linkcontract.read.theme import FEW, MOST
from linkcontract.site import FIELD, Link, Page, unpack_link

_UNNAMED = re.compile(f"{FIELD}c?{FIELD}")
"""Stands in what is packed when a link in it has no name: most pages need no more than one look."""

_MARKED = re.compile(r" [#.]")
"""An id or class among the hooks: what has the same ones is drawn by the same line of a template."""

_Key = tuple[str, Target | str]


@rule("unnamed-link")
def unnamed_link(case: Case) -> Iterable[Finding]:
    """A link has no name: somebody who listens to the page hears only that there is a link.

    Write a text between the brackets. For a link around an image the image's alternative text
    is the name; a link that is only an icon needs an `aria-label`. What a style sheet of the site
    may write into it counts as its name. (WCAG 2.2, 2.4.4 and 4.1.2.)
    """
    found = [
        (page, link, (link.element, case.lookup.resolve(page, link.href) or link.href))
        for page, link in _unnamed(case)
    ]
    targets: dict[_Key, set[str]] = {}
    alike: dict[str, set[object]] = {}
    for page, link, key in found:
        targets.setdefault(key, set()).add(page.path)
        alike.setdefault(link.hooks, set()).add(key)
    enough = max(FEW, MOST * sum(page.promised for page in case.site.pages.values()))
    drawn: dict[object, tuple[Page, Link, set[str]]] = {}
    for number, (page, link, key) in enumerate(found):
        cause: object = number
        if not link.in_content or len(targets[key]) >= enough:  # the theme's: once for all pages
            is_one = len(alike[link.hooks]) >= FEW and _MARKED.search(link.hooks)
            cause = link.hooks if is_one else key
        drawn.setdefault(cause, (page, link, set()))[2].add(page.path)
    for page, link, pages in drawn.values():
        yield _finding(case, page, link, len(pages))


def _unnamed(case: Case) -> Iterator[tuple[Page, Link]]:
    """The links without a name, but for those that a style sheet may name."""
    for page in case.site.pages.values():
        if _UNNAMED.search(page.link_records):
            for packed in page.packed_links:
                if _UNNAMED.search(packed):
                    link = unpack_link(packed)
                    if not case.styles.may_name(page, link):
                        yield page, link


def _finding(case: Case, page: Page, link: Link, pages: int) -> Finding:
    file, line = case.link_place(page, link)
    where = f" (on {pages} pages)" if pages > 1 else ""
    if line is None and file.endswith((".html", ".htm")):
        where += f" in <{link.element}>"
    return Finding(
        rule="unnamed-link",
        message=f"link to {link.href or '(empty)'}{where} has no name",
        file=file,
        line=line,
        page=page.path,
        fix="write its text, the alternative text of its image, or an aria-label",
    )
