"""What search engines, chats and slides show of a page: description and Open Graph data.

The description is the page's first paragraph and nothing else, because that is what a writer
controls in the browser (a ``description`` in the front matter wins). Written by hand rather than by
sphinxext-opengraph, which runs on into headings and lists up to a fixed length, and writes a
relative ``og:url`` where no base URL is set. Source of the properties: the Open Graph protocol.
"""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

LONGEST = 300  # characters; search engines and chats cut off well before


def shortened(text: str, longest: int = LONGEST) -> str:
    """White space folded, cut at a word to at most ``longest`` characters."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0][: longest - 1].rstrip(" ,;:–—-(“") + "…"


def first_paragraph(node: nodes.Element) -> str:
    """The first running text directly in a document or section; empty when there is none."""
    for paragraph in node.findall(nodes.paragraph):
        if isinstance(paragraph.parent, (nodes.section, nodes.document)):
            return shortened(paragraph.astext())
    return ""


def open_graph(title: str, description: str, url: str, site: str, kind: str = "website") -> str:
    """Open Graph tags, and the kind of card that X makes of them; those that are empty are left out.

    ``url`` is absolute or empty.
    """
    tags = {"title": title, "type": kind, "description": description, "url": url,
            "site_name": site}  # fmt: skip
    lines = [
        f'<meta property="og:{name}" content="{escape(content)}">'
        for name, content in tags.items()
        if content
    ]
    return "\n".join([*lines, '<meta name="twitter:card" content="summary">'])


def add(
    app: Sphinx,
    docname: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    if doctree is None:
        return
    own = [meta["content"] for meta in doctree.findall(nodes.meta)
           if meta.get("name") == "description"]  # fmt: skip
    description = own[0] if own else first_paragraph(doctree)
    base = app.config.html_baseurl
    url = base + app.builder.get_target_uri(docname) if base else ""
    # context["title"] is markup; the doctree has the words.
    title = next(iter(doctree.findall(nodes.title)), nodes.title()).astext()
    tags = [open_graph(title, description, url, app.config.project)]
    if description and not own:
        tags.insert(0, f'<meta name="description" content="{escape(description)}">')
    context["metatags"] = context.get("metatags", "") + "\n".join(tags) + "\n"


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
