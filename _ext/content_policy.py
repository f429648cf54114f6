"""A Content-Security-Policy in every page: what a browser may load for it and run on it.

Nothing but the site's own files, and of scripts and styles written into the page only those whose
hash the policy names; so whatever slips into a page neither runs, nor sends, nor frames anything.
The hashes are computed from the page as it is written. Pages go through ``with_policy`` on their way
out of the template engine, the small pages of ``small_pages`` by calling it themselves.

A policy in a page cannot say who may frame it: that takes a header (contribute/publishing.md).
Source: Content Security Policy Level 3.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader

# Types of <script> that a browser runs; whatever else stands there is data.
RUN = re.compile(
    r"(module|importmap|speculationrules|(text|application)/(x-)?(java|ecma)script.*)?",
    re.IGNORECASE,
)
# Where the policy goes: behind the declared encoding, which has to come early, before anything loads.
PLACE = re.compile(r"<head[^>]*>\s*(<meta charset[^>]*>)?", re.IGNORECASE)


def hashes(texts: list[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in dict.fromkeys(texts))
    return "".join(f" 'sha256-{digest}'" for digest in digests)


def policy(html: str) -> str:
    """The policy for a whole page: the site's own files, and the page's own inline code by hash."""
    page = LexborHTMLParser(html)
    scripts = page.css("script")
    inline = [s for s in scripts if "src" not in s.attributes
              and RUN.fullmatch((s.attributes.get("type") or "").strip())]  # fmt: skip
    allowed = {
        "default-src": " 'none'",
        "base-uri": " 'none'",
        "form-action": " 'self'" if page.css_first("form") else " 'none'",
        "script-src": hashes([script.text() for script in inline]),
        "style-src": hashes([style.text() for style in page.css("style")]),
    }
    # A page that links to no stylesheet of the site is a small page, and asks for no file at all.
    if page.css_first("link[rel=stylesheet]"):
        allowed["script-src"] += " 'self'"
        allowed["style-src"] += " 'self'"
        allowed |= {"img-src": " 'self'", "connect-src": " 'self'", "media-src": " 'self'"}
    return "; ".join(name + sources for name, sources in allowed.items() if sources)


def with_policy(html: str) -> str:
    """A whole HTML page with its policy in it; any other text as it is."""
    place = PLACE.search(html)
    if not place:
        return html
    meta = f'\n<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return html[: place.end()] + meta + html[place.end() :]


class Templates(BuiltinTemplateLoader):
    """Sphinx's template engine, which gives every page it makes a policy."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        return with_policy(super().render(template, context))


def use_templates(app: Sphinx, config: Config) -> None:
    if config.content_policy and not config.template_bridge:
        config.template_bridge = f"{__name__}.Templates"


def setup(app: Sphinx) -> dict[str, Any]:
    # `./do bench search` turns it off, to measure Sphinx's own search.
    app.add_config_value("content_policy", True, "html", bool)
    app.connect("config-inited", use_templates)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
