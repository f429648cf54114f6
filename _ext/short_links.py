"""Short links: ``go/<id>/`` for every label of a page or section, leading to where it lives now.

Pasted into a chat or a slide, a short link shows the section's own title and first words, which an
address with a fragment cannot. Its address is the same with both builders, and stays the same
when the section moves to another page. Unfurlers follow ``canonical`` and ``og:url``, so both name
the short link itself.

A label that is gone keeps its short link where links/moved.txt says where its anchor went. When a
whole page went, its line there does not name the labels that went with it; the ledger does.

Where a link leads to something else than when it was published, as the ledger tells, the page here
says so. With JavaScript nobody sees this page, so it leaves the line for the page it leads to, which
shows it (the theme's handbook.js). Without, whoever comes stays here, one link away: a refresh would
take the line away unread. The headings that have a short link are marked for the theme, whose ¶
copies it (``data-go``).
"""

from __future__ import annotations

from html import escape
from urllib.parse import unquote

import small_pages
from docutils import nodes
from page_anchors import all_pages, folder_address, labeled_sections, with_titles
from page_metadata import open_graph, shortened
from since import since
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
from linkcontract.stubs.page import GO, gone_page, gone_text, html_page, in_script

PREVIEW = 160  # characters that chats and slides show of a description
# Who adds a place to a short link lands there, and not on what the line is about.
LEAVE = """\
if (!location.hash) try {
  sessionStorage.since = JSON.stringify([new URL(to, location.href).href, said]);
} catch (error) {}
"""


def own_url(app: Sphinx, id: str) -> str:
    """The absolute address of a short link; empty where the site's own is not known."""
    base = app.config.html_baseurl
    return base.rstrip("/") + "/" + short_link(id) if base else ""


def short_page(app: Sphinx, id: str, target: str, said: str = "") -> str:
    """The page at ``go/<id>/`` for a label that lives at ``target``, an address or URL.

    ``said`` is the line about what has changed since it was published, or empty.
    """
    address = short_link(id)
    title, anchor, page = anchor_at(app, target)
    opening = (anchor.opening if anchor else "") or (page.opening if page else "")
    opening = shortened(with_titles(app.env, opening), PREVIEW)
    where = f"“{title}”" + (f" on the page “{page.title}”" if page and page.title != title else "")
    href = link_to(app, target, f"{address}index.html")
    own = own_url(app, id)
    left = f"var said = {in_script(said)};\n{LEAVE}" if said else ""
    head = [f'<meta name="description" content="{escape(opening)}">'] if opening else []
    head += [f'<link rel="canonical" href="{escape(own)}">'] if own else []
    head += [
        open_graph(title, opening, own, site_name(app), "article"),
        # Somebody who adds a place to a short link wants that place on the same page.
        f"<script>\nvar to = {in_script(href)}, own = false;\n{left}{GO}\n</script>",
    ]
    if not said:
        head += [
            f'<noscript><meta http-equiv="refresh" content="0; url={escape(href)}"></noscript>'
        ]
    body = [
        f"<h1>{escape(title)}</h1>",
        *[f"<p>{escape(said)}</p>"] * bool(said),
        *[f"<p>{escape(opening)}</p>"] * bool(opening),
        f'<p>This short link leads to <a href="{escape(href)}">{escape(where)}</a>.</p>',
    ]
    return html_page(Today(app).look, "short_links", title, head, body)


def pages(app: Sphinx) -> dict[str, str]:
    """All short links, by their file; that of a label that is gone leads where its anchor went."""
    published = published_anchors(app)
    living = {
        anchor.id: f"{folder_address(docname)}#{anchor.id}"
        for docname, anchor in labeled_sections(app.env)
    }
    found = {
        f"go/{id}/index.html": short_page(app, id, home, since(app, published, id, home))
        for id, home in living.items()
    }
    moves = moved_lines(app)
    ids = [unquote(split_address(old)[1]) for old in moves.moves]
    for id in dict.fromkeys([*ids, *published.ids]):
        address, path = short_link(id), f"go/{id}/index.html"
        # No label can give such an id; or it has a line of its own, which moved_pages follows.
        if plain_path(address) is None or path in found or address in moves.moves:
            continue
        lead = moves.lead(
            address, lambda one: is_served(app, one), lambda id: published.homes.get(id, ())
        )
        if lead.end is End.GONE:
            found[path] = withdrawn(app, id, lead.steps[-1].reason, since(app, published, id, None))
        elif lead.end is not End.CIRCLE and lead.steps:
            said = since(app, published, id, lead.target, lead.steps[-1].reason)
            found[path] = short_page(app, id, lead.target, said)
    return found


def withdrawn(app: Sphinx, id: str, reason: str, said: str) -> str:
    """The page at ``go/<id>/`` for a label that was withdrawn."""
    look, own = Today(app).look, own_url(app, id)
    text = shortened(gone_text(look, reason), PREVIEW)
    head = [open_graph(look.gone, text, own, look.site, "article")]
    return gone_page(look, "short_links", reason, head, [f"<p>{escape(said)}</p>"] * bool(said))


def mark(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark the sections of a page that have a short link by the id that their ¶ copies."""
    labeled = {a.id for a in all_pages(app.env)[docname].anchors if a.is_section and a.label}
    for section in doctree.findall(nodes.section):
        if section["ids"] and section["ids"][0] in labeled:
            section["short_link"] = section["ids"][0]


def write(app: Sphinx, error: Exception | None) -> None:
    if not error and app.builder.name in ("html", "dirhtml"):
        small_pages.write(app, "short_links", pages(app))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    app.connect("doctree-resolved", mark)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
