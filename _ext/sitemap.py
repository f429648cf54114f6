"""``sitemap.xml`` for search engines, and ``robots.txt``, which says where it is.

Only where ``html_baseurl`` says where the site is served: both hold whole URLs. Written by hand rather
than by sphinx-sitemap, which after an incremental build lists the pages of that build alone
(jdillard/sphinx-sitemap#13). No ``lastmod``: a page also changes with facts.yml and what it includes,
and of its own file alone the day is known.
Sources: sitemaps.org; RFC 9309 (robots.txt counts at the root of a host only).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def sitemap(addresses: list[str]) -> str:
    """The sitemap of these absolute, percent-encoded addresses."""
    lines = [f"<url><loc>{escape(address)}</loc></url>" for address in addresses]
    return "\n".join([
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *lines,
        "</urlset>",
        "",
    ])  # fmt: skip


def write(app: Sphinx, error: Exception | None) -> None:
    base = app.config.html_baseurl
    if error or app.builder.name not in ("html", "dirhtml"):
        return
    pages = [quote(app.builder.get_target_uri(name)) for name in sorted(app.env.found_docs)]
    files = {"sitemap.xml": sitemap([urljoin(base, page) for page in pages])} if base else {}
    if base and urlsplit(base).path in ("", "/"):
        files["robots.txt"] = (
            f"User-agent: *\nAllow: /\n\nSitemap: {urljoin(base, 'sitemap.xml')}\n"
        )
    for name in ("sitemap.xml", "robots.txt"):
        file = Path(app.outdir, name)
        if name in files:
            file.write_text(files[name], encoding="utf-8", newline="\n")
        else:
            file.unlink(missing_ok=True)  # of a build for another address


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
