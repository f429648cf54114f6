"""Ids that an engine made up: served, but never promised.

A reader may well copy one of them. But nobody chose it, and the next build gives it to something
else or to nothing: `id1` is whatever happened to be second on the page that day.
"""

from __future__ import annotations

import re

_SHAPES = re.compile(
    r"""
      id\d+ | idm?\d+(?:-\d+)?                # docutils; DocBook
    | index-\d+ | equation-\d+ | system-message-\d+ | problematic-\d+ | toc-entry-\d+
    | (?:footnote|citation)(?:-reference)?-\d+
    | (?:user-content-)?fn(?:ref|r)?[:\-_]?\d+(?:[:\-_]\d+)* | fn(?:ref|r)?\d*:.+ | fr-.+-\d+
    | user-content-fn(?:ref)?-.+ | fnref-.+ | footnote-label
    | __\w.* | _\d+ | _top                    # Python-Markdown, pymdownx, Docusaurus; Starlight
    | cb\d+(?:-\d+)? | hl-\d+-\d+ | line-?\d+ | L\d+ | codeblock-?\d+     # numbered lines of code
    | code-?cell-?\d+ | cell-(?:\d+|[0-9a-f]{6,}) | cell-id=.* | annotated-cell-\d+(?:-\d+)?
    | sd-tab-.* | tab-(?:panel-)?\d+ | tab-\d+-.* | panel-\d+-.* | tab-label--.* | tabset-\d+(?:-\d+)?
    | tabs-?\d+(?:-tab|-panel)?(?:-\d+)? | tabpanel-.* | accordion-?\d+ | collapse-?\d+
    | (?:radix|headlessui|mantine|chakra|mui)-.*[:«].* | [:«_][rR][0-9a-zA-Z_]*[:»_]    # React
    | mermaid-?(?:svg-?)?\d{6,}.* | MathJax-.* | mjx-.* | svg-?\d+ | ember\d+ | yui_.* | ext-gen\d+
    | (?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,} | graphviz-?[0-9a-f]{8,} | \d{9,}    # hashes
    | [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}        # a UUID
    | skip-to-(?:frontmatter|article|content|main)   # mystmd, skip links
    | jb-print-.* | print-main-content | pst-.* | bd-docs-nav.* | gitbook-.*    # parts of themes
    """,
    re.VERBOSE,
)

_RANDOM_BLOCK = re.compile(r"(?=\w*[A-Z])(?=\w*[a-z])[A-Za-z0-9]{10}")
"""What mystmd gives every block. A word in camel case looks alike, so this counts only there."""

NO_PLACE = frozenset(
    ["input", "button", "label", "select", "option", "optgroup", "textarea", "form", "fieldset", "script", "style", "noscript", "template", "iframe", "link", "meta", "datalist", "dialog", "svg", "path", "g", "defs", "clippath", "lineargradient", "radialgradient", "mask", "marker", "symbol", "use", "rect", "circle", "ellipse", "line", "polyline", "polygon", "pattern", "filter", "tspan", "foreignobject", "canvas", "title", "desc", "param"]
)
"""Elements whose id is there for a script, a label or a drawing, and is no place in a text."""


def is_generated(id: str, engine: str = "") -> bool:
    """Whether an id looks made up by an engine. ``engine`` is what the page's generator tag says."""
    if _SHAPES.fullmatch(id):
        return True
    return "mystmd" in engine and _RANDOM_BLOCK.fullmatch(id) is not None
