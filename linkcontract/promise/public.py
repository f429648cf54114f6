"""What a site promises: its public addresses, as they are recorded."""

from __future__ import annotations

from linkcontract.address import anchor_address
from linkcontract.site import Anchor, Page, Site


def addresses(site: Site) -> dict[str, Page | Anchor]:
    """Every public address of a site, sorted: its promised pages, their public anchors, short links."""
    found: dict[str, Page | Anchor] = {}
    for page in site.pages.values():
        if page.path in site.short_links:
            found[page.path] = page
        if not page.promised:
            continue
        found[page.path] = page
        for anchor in page.anchors:
            if anchor.public:
                found[anchor_address(page.path, anchor.id)] = anchor
    return dict(sorted(found.items()))
