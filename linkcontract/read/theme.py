"""What is the theme's, told by standing on (nearly) every page of a site, whatever its engine.

An id that nobody's heading, figure or term has and that stands on nearly all pages is a part of the
page's frame; a title that nearly all pages have is the name of the site.
"""

from __future__ import annotations

from collections import Counter

from linkcontract.site import AnchorKind, Page, Site

FEW = 10
"""On a site of fewer pages than this nothing is told by standing on most of them."""

MOST = 0.8
"""The part of the pages that makes something the theme's."""


def set_theme_apart(site: Site) -> None:
    """Take back the promise of ids that are the theme's, and give pages titles of their own.

    Where `anchors.json` says what is promised, there is nothing to find out.
    """
    pages = [page for page in site.pages.values() if page.promised]
    if site.has_anchor_data or len(pages) < FEW:
        return
    enough = MOST * len(pages)
    counts: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for page in pages:
        counts.update(anchor.id for anchor in page.anchors if anchor.kind is AnchorKind.ELEMENT)
        titles[page.title] += 1
    theirs = {id for id, count in counts.items() if count >= enough}
    shared = {title for title, count in titles.items() if count >= enough}
    for page in pages:
        if page.title in shared:
            page.title = page.head_title
        if theirs and any(anchor.id in theirs for anchor in page.anchors):
            _take_back(page, theirs)


def _take_back(page: Page, ids: set[str]) -> None:
    page.anchors = tuple(
        anchor._replace(public=False, generated=True, permalink=None)
        if anchor.id in ids and anchor.kind is AnchorKind.ELEMENT
        else anchor
        for anchor in page.anchors
    )
