"""The page for addresses that do not exist: 404.html at the root of the site, with either builder.

A static host sends 404.html for whatever address is missing, however deep, so a relative link on
it would lead astray. Every address on it is made absolute, from the path of ``html_baseurl`` (or
``/`` where that is empty). The text is ``_templates/404.html``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from page_anchors import html_builder
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

PAGE = "404"
# Attributes with an address, as templates and Sphinx write them: double quotes, no other scheme.
# "#…" stays: it is a place on the page itself.
RELATIVE = re.compile(r'(?<=\s)(href|src|action|data-content_root)="(?![#/]|[a-z]+:)([^"]*)"')


def absolute(html: str, page_url: str) -> str:
    """``html`` with every relative address resolved against ``page_url``."""
    return RELATIVE.sub(lambda m: f'{m[1]}="{urljoin(page_url, m[2])}"', html)


def collect(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Have the page rendered, with a way to link to pages by label, wherever they live."""
    labels = app.env.domains.standard_domain.labels

    def page_of(label: str) -> dict[str, str] | None:
        if label in labels:
            docname, _, title = labels[label]
            return {"docname": docname, "title": title}
        logger.warning('the 404 page links to the label "%s", which is on no page', label)
        return None

    return [(PAGE, {"page_of": page_of}, "404.html")]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Put the rendered page at the root and make its addresses absolute."""
    if exception or app.builder.name not in ("html", "dirhtml"):
        return
    rendered = Path(html_builder(app).get_outfilename(PAGE))
    if not rendered.is_file():
        return
    root = urlsplit(app.config.html_baseurl).path or "/"
    url = urljoin(root, app.builder.get_target_uri(PAGE))
    html = absolute(rendered.read_text(encoding="utf-8"), url)
    (Path(app.outdir) / "404.html").write_text(html, encoding="utf-8")
    if rendered.parent != Path(app.outdir):  # dirhtml: 404/index.html
        rendered.unlink()
        rendered.parent.rmdir()


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
