"""Rules about what a link is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.site import FIELD, Link, Page, unpack_link

_UNNAMED = re.compile(f"{FIELD}c?{FIELD}")
"""Stands in what is packed when a link in it has no name: most pages need no more than one look."""


@rule("unnamed-link")
def unnamed_link(case: Case) -> Iterable[Finding]:
    """A link has no name: somebody who listens to the page hears only that there is a link.

    Write a text between the brackets. For a link around an image the image's alternative text
    is the name; a link that is only an icon needs an `aria-label`. (WCAG 2.2, 2.4.4 and 4.1.2.)
    """
    shown_on: dict[object, set[str]] = {}
    found: dict[object, tuple[Page, Link]] = {}
    for page in case.site.pages.values():
        if not _UNNAMED.search(page.link_records):
            continue
        for number, packed in enumerate(page.packed_links):
            if not _UNNAMED.search(packed):
                continue
            link = unpack_link(packed)
            key: object = (page.path, number)
            if not link.in_content:  # the theme's: once for all pages
                key = (link.element, case.lookup.resolve(page, link.href) or link.href)
            shown_on.setdefault(key, set()).add(page.path)
            found.setdefault(key, (page, link))
    for key, (page, link) in found.items():
        yield _finding(case, page, link, len(shown_on[key]))


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
