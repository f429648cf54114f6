"""Short links: ``go/<id>/`` for every label of a page or section, leading to where it lives now.

Pasted into a chat or a slide, a short link shows the section's own title and first words, which an
address with a fragment cannot. Its address is the same with both builders, and stays the same
when the section moves to another page. Unfurlers follow ``canonical`` and ``og:url``, so both name
the short link itself.

A label that is gone keeps its short link where links/moved.txt says where its anchor went. When a
whole page went, its line there does not name the labels that went with it; the ledger does, and
this is the one thing the build asks it.
"""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

import small_pages
from page_anchors import folder_address, labeled_sections, with_titles
from page_metadata import open_graph, shortened
from small_pages import (
    Today,
    anchor_at,
    is_served,
    link_to,
    moved_lines,
    published_anchors,
    site_name,
)
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from linkcontract.address import plain_path, short_link, split_address
from linkcontract.promise.leads import End
from linkcontract.stubs.page import GO, gone_page, html_page, in_script

PREVIEW = 160  # characters that chats and slides show of a description


def short_page(app: Sphinx, id: str, target: str) -> str:
    """The page at ``go/<id>/`` for a label that lives at ``target``, an address or URL."""
    address = short_link(id)
    title, anchor, page = anchor_at(app, target)
    opening = (anchor.opening if anchor else "") or (page.opening if page else "")
    opening = shortened(with_titles(app.env, opening), PREVIEW)
    where = f"“{title}”" + (f" on the page “{page.title}”" if page and page.title != title else "")
    href = link_to(app, target, f"{address}index.html")
    base = app.config.html_baseurl
    own = base.rstrip("/") + "/" + address if base else ""
    head = [f'<meta name="description" content="{escape(opening)}">'] if opening else []
    head += [f'<link rel="canonical" href="{escape(own)}">'] if own else []
    head += [
        open_graph(title, opening, own, site_name(app), "article"),
        # Somebody who adds a place to a short link wants that place on the same page.
        f"<script>\nvar to = {in_script(href)}, own = false;\n{GO}\n</script>",
        f'<noscript><meta http-equiv="refresh" content="0; url={escape(href)}"></noscript>',
    ]
    body = [
        f"<h1>{escape(title)}</h1>",
        *[f"<p>{escape(opening)}</p>"] * bool(opening),
        f'<p>This short link leads to <a href="{escape(href)}">{escape(where)}</a>.</p>',
    ]
    return html_page(Today(app).look, "short_links", title, head, body)


def pages(app: Sphinx) -> dict[str, str]:
    """All short links, by their file; that of a label that is gone leads where its anchor went."""
    found = {
        f"go/{anchor.id}/index.html": short_page(
            app, anchor.id, f"{folder_address(docname)}#{anchor.id}"
        )
        for docname, anchor in labeled_sections(app.env)
    }
    moves = moved_lines(app)
    published, homes = published_anchors(app)
    ids = [unquote(split_address(old)[1]) for old in moves.moves]
    for id in dict.fromkeys([*ids, *published]):
        address, path = short_link(id), f"go/{id}/index.html"
        # No label can give such an id; or it has a line of its own, which moved_pages follows.
        if plain_path(address) is None or path in found or address in moves.moves:
            continue
        lead = moves.lead(address, lambda one: is_served(app, one), lambda id: homes.get(id, ()))
        if lead.end is End.GONE:
            found[path] = gone_page(Today(app).look, "short_links", lead.steps[-1].reason)
        elif lead.end is not End.CIRCLE and lead.steps:
            found[path] = short_page(app, id, lead.target)
    return found


def write(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.name in ("html", "dirhtml"):
        small_pages.write(app, "short_links", pages(app))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
