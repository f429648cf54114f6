"""Below the title of each page, folded: how to cite it, with its permanent short link.

    2i2c handbook, “Pricing”, reviewed on 26 November 2026, https://…/go/service-model-pricing/

The day is that of the front matter (``reviewed``); a page without one names none. Paper shows the
line unfolded, and no script is needed. It is put in as HTML when the page is written, so that nobody
takes it for the page's own words: neither search, nor descriptions, nor the page's plain text. Pages
without a label have no short link, and are not cited.
"""

from __future__ import annotations

from datetime import date
from html import escape

from docutils import nodes
from page_anchors import all_pages, html_builder
from short_links import own_url
from since import day
from small_pages import link_to, site_name
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from linkcontract.address import short_link


def reviewed(app: Sphinx, docname: str) -> str:
    """The day on which the page was last reviewed, as the line has it; empty where it has none."""
    try:
        one = date.fromisoformat(str(app.env.metadata[docname].get("reviewed")))
    except ValueError:
        return ""
    return f" reviewed on {day(one)},"


def add(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    top = next(doctree.findall(nodes.section), None)
    label = all_pages(app.env)[docname].label
    if app.builder.name not in ("html", "dirhtml") or top is None or not label:
        return
    id = nodes.make_id(label)
    here = html_builder(app).get_outfilename(docname).relative_to(app.outdir).as_posix()
    href = link_to(app, short_link(id), here)
    title, site = next(top.findall(nodes.title)).astext(), site_name(app)
    said = f"{site}, “{title}”," if title != site else f"{site},"
    html = (
        '<div class="cite-page"><details><summary>Cite this page</summary>'
        f"<p>{escape(said + reviewed(app, docname))} "
        f'<a href="{escape(href)}">{escape(own_url(app, id) or short_link(id))}</a></p></details></div>'
    )
    top.insert(1, nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("short_links")
    app.connect("doctree-resolved", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
