"""What is known of the engines that build sites: their furniture, their made-up ids, their ¶ links.

One table for all of them, and the only one: whoever teaches the tool a new engine does it here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

STANDARD_WRAPPERS = "main, article, [role=main]"

ARTICLE_BODY = "[itemprop=articleBody]"
"""A wrapper too. Lexbor does not know the attribute by name, so it is asked for only where it is."""

WRAPPERS = (
    f"{STANDARD_WRAPPERS}, {ARTICLE_BODY}, .theme-doc-markdown, .vp-doc, .td-content, .book-page, .markdown-section,"
    " .page-inner, .post-content, .markdown-body, div.document, div.body, #content"
)
"""Asked for only where the standard ones leave a choice."""

WRAPPER_BY = (("doxygen", "div.contents"),)
"""The wrapper of engines that call it what others call their furniture, by the generator tag."""

BEST_CLASSES = (
    "bd-article",
    "md-content__inner",
    "theme-doc-markdown",
    "vp-doc",
    "markdown-section",
)

GOOD_CLASSES = ("td-content", "book-page", "page-inner", "markdown-body", "body")

FURNITURE_TAGS = frozenset(("nav", "footer"))

FURNITURE_AROUND = frozenset(("header", "aside"))
"""Furniture as well where the engine has no wrapper for its text."""

FURNITURE_ROLES = frozenset(("navigation", "search", "banner", "contentinfo"))

FURNITURE_IDS = frozenset(
    "searchbox search-results jb-print-docs-body jb-print-toc sidebar site-nav sidebar-toggle".split()
)

FURNITURE_CLASSES = frozenset(
    # docutils, Sphinx and its themes
    "contents sphinxsidebar sphinxsidebarwrapper related bd-header bd-header-article header-article"
    " bd-sidebar bd-sidebar-primary bd-sidebar-secondary prev-next-area prev-next-footer related-pages"
    " rst-footer-buttons wy-breadcrumbs left-details toc-drawer article-backlink"
    # Material for MkDocs, Docusaurus, Starlight, mystmd
    " md-sidebar md-source-file md-nav theme-doc-breadcrumbs theme-doc-toc-mobile theme-doc-footer"
    " theme-doc-version-banner pagination-nav sl-sidebar right-sidebar starlight-menu"
    " myst-outline myst-footer-links"
    # mdBook, HonKit, Hugo, Jekyll
    " table-of-contents toc book-toc book-menu book-header book-summary nav-chapters nav-wrapper"
    " mobile-nav-chapters search-results td-sidebar td-sidebar-toc td-page-meta breadcrumb breadcrumbs"
    " page-toc menu-toc sidebar-nav side-bar"
    # this handbook: the notes at a page's end about sections that have moved (_ext/moved_pages.py), and
    # how to cite a page, below its title (_ext/cite_page.py)
    " moved-sections cite-page".split()
)

NEVER_TAGS = frozenset(("svg", "math"))

NEVER_ROLES = frozenset(
    "tab tabpanel doc-footnote doc-endnotes doc-noteref doc-backlink presentation".split()
)

NEVER_CLASSES = frozenset(
    "footnotes footnote footnote-list footnote-reference footnote-ref footnotes-list"
    " footnote-backref linenos linenodiv lineno highlighttable".split()
)

PERMALINK_CLASSES = frozenset(
    "headerlink hash-link header-anchor anchor-link heading-anchor anchor-heading"
    " sl-anchor-link td-heading-self-link anchorjs-link heading-link headinglink permalink".split()
)

PARTS_OF_TITLE = "a, .section-number, .caption-number, .sr-only, .visually-hidden, script, style"

NOT_TITLE = frozenset(("section-number", "caption-number", "sr-only", "visually-hidden"))

NO_TEXT = "nav, footer, script, style, svg, a.headerlink, .toctree-wrapper"

TABLE_WRAPPERS = frozenset(("table-wrapper", "pst-scrollable-table-container"))

NOT_PUBLISHED = frozenset((".doctrees", ".git", ".hg", ".svn", "node_modules", "__pycache__"))

NO_PAGES_IN = frozenset(("_sources", "_templates", "_images", "_downloads"))

PAGES_IF_LINKED = "_static"
"""Holds the theme's template pieces; what the site links to in it is a page like others."""

SERVICE_PAGES = re.compile(
    r"(?:.*/)?(?:(?:search|genindex(?:-[\w.]+)?|(?:py|[a-z]+)-modindex|404|searchresults)(?:/index)?"
    r"|print)\.html?",
)
"""Pages that a site serves for its own use: linked to, but nobody's published address."""

SEARCH_FRAMES = re.compile(r"(?:.*/)?search/\w+_[\da-f]+\.html")
"""What the search of doxygen shows its results from: no pages to publish either."""

MOVED_FRAGMENTS = "script#moved-fragments"
"""Our own stubs' map: a JSON object from old fragment to new target, as written from the stub."""

MDBOOK = b"mdBook"
"""Stands in a comment at the start of the pages of mdBook."""

FRAGMENT_MAP = re.compile(r"\bfragmentMap\s*=\s*(\{.*?\})\s*;", re.DOTALL)
"""Where the pages and stubs of mdBook lead single fragments, as JSON from `#old` to the target."""

OUR_TARGET = re.compile(r"""\bvar\s+to\s*=\s*("(?:[^"\\]|\\.)*")""")
"""Where our own stubs go, as JSON; empty where the page was taken apart or withdrawn."""

OUR_NOTICES = frozenset(("moved_pages", "short_links"))
"""What the generator tag of our own small pages says: stubs, and notices that a page is gone."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Fragments that an engine's scripts answer, though the built page has no such id.

    Such a page is known by how its generator tag begins (`generator`), by what its path in the site
    ends in (`file`), and by what stands near its start or end (`mark`). `fragments` is what may be
    asked of it.
    """

    engine: str
    fragments: str
    generator: str = ""
    file: re.Pattern[str] | None = None
    mark: bytes = b""


DRAWN = (
    Drawn("rustdoc, source", r"\d+(?:-\d+)?", "rustdoc", re.compile(r"src/.+\.html$")),
    Drawn("rustdoc, traits", "impl-.+", "rustdoc", re.compile(r"trait\.[^/]+\.html$")),
    Drawn(
        "scaladoc",
        r"[\w$.]+(?:@.*)?",
        file=re.compile(r"(?:^|/)index\.html$"),
        mark=b"lib/index.js",
    ),
    Drawn("JSDoc, source", r"line\d+", file=re.compile(r"\.\w+\.html$"), mark=b"linenumber"),
    Drawn("YARD", "!.+", file=re.compile(r"(?:^|/)(?:frames|_?index)\.html$"), mark=b"frames"),
    Drawn("docsify", "/.*", mark=b"docsify"),
    Drawn("Swagger UI", "/.*", mark=b"swagger-ui"),
    Drawn("Stoplight Elements", "/.*", mark=b"elements-api"),
    Drawn("Redoc", r"(?:tag|operation|section|schema)/.+", mark=b"redoc"),
    Drawn("reveal.js", "/.*", mark=b"reveal."),
)
"""One row for each kind of page that draws its own anchors."""

_TABS = ("docusaurus", re.compile(rb"role=[\"']?tab\b"), re.compile(rb"role=[\"']?tabpanel\b"))
"""Docusaurus builds the panel of a lazy tab when it is chosen, with the headings in it."""

_SHELL, _SCRIPTS = 4_000, 1_000
"""Bytes at the start and the end of a page that are searched for a mark: what is in its head, and the
scripts that are named last."""


def drawn_by(file: str, generator: str, data: bytes) -> str:
    """The fragments that the scripts of a page answer, as a regular expression; empty for none."""
    engine, tab, panel = _TABS
    if generator.startswith(engine) and len(tab.findall(data)) > len(panel.findall(data)):
        return ".*"
    ends = data[:_SHELL] + data[-_SCRIPTS:]
    found = ""
    for row in _rows_of(generator):
        if row.mark in ends and (row.file is None or row.file.search(file)):
            found += f"|{row.fragments}"
    return found[1:]


@cache
def _rows_of(generator: str) -> tuple[Drawn, ...]:
    """The rows that may be about the pages of an engine, by what its generator tag says."""
    return tuple(row for row in DRAWN if generator.startswith(row.generator))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Where an engine's search index names pages.

    `entries` finds each address, or a list of them, as JSON; they are relative to the index's own
    folder, or to what is `above` it. `names` says that they are names of documents (Sphinx).
    """

    file: re.Pattern[str]
    entries: re.Pattern[str]
    above: str = ""
    names: bool = False


SEARCH_INDEXES = (
    SearchIndex(
        re.compile(r"(?:^|/)searchindex\.js$"),
        re.compile(r"\"?docnames\"?:\s*(\[[^\]]*\])"),
        names=True,
    ),
    SearchIndex(
        re.compile(r"(?:^|/)search/search_index\.json$"),
        re.compile(r"\"location\":\s*(\"(?:[^\"\\]|\\.)*\")"),
        above="../",
    ),
    SearchIndex(
        re.compile(r"(?:^|/)searchindex(?:-[\da-f]+)?\.js(?:on)?$"),
        re.compile(r"\"doc_urls\":\s*(\[[^\]]*\])"),
    ),
)
"""Sphinx, MkDocs, mdBook."""


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
    "input button label select option optgroup textarea form fieldset script style noscript"
    " template iframe link meta datalist dialog svg path g defs clippath lineargradient"
    " radialgradient mask marker symbol use rect circle ellipse line polyline polygon pattern"
    " filter tspan foreignobject canvas title desc param".split()
)
"""Elements whose id is there for a script, a label or a drawing, and is no place in a text."""


_MADE_UP_BY = (
    ("mystmd", _RANDOM_BLOCK),
    ("rustdoc", re.compile(r"\d+")),
    (
        "doxygen",
        re.compile(
            r"dynsection-\d+.*|l\d{5}|r_.+|a.*_html.*|fold\w*\d+|row_[\d_]+|autotoc_md\d+"
            r"|_(?:deprecated|todo|bug|test)\d+|.+_(?:inherit|coll)__map"
        ),
    ),
    ("javadoc", re.compile(r"(?:skip\.)?navbar\.\w+(?:\.\w+)?|skip-navbar-\w+")),
)
"""More that is made up, by how the generator tag begins."""

_MEANT_BY = (
    ("doxygen", re.compile(r"[a-z]{0,2}[0-9a-f]{32,34}")),
    ("makeinfo", re.compile(r"index-.+")),
    ("texi2any", re.compile(r"index-.+")),
)
"""What looks made up and is not: doxygen's names of members, the entry `0` of a Texinfo index."""


def is_generated(id: str, engine: str = "") -> bool:
    """Whether an id looks made up by an engine. `engine` is what the page's generator tag says."""
    made_up, meant = _shapes_of(engine)
    if _SHAPES.fullmatch(id):
        return meant is None or meant.fullmatch(id) is None
    return made_up is not None and made_up.fullmatch(id) is not None


@cache
def _shapes_of(engine: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What else an engine makes up, and what it means though it looks made up."""
    tables = (_MADE_UP_BY, _MEANT_BY)
    found = [[shape for name, shape in table if engine.startswith(name)] for table in tables]
    return next(iter(found[0]), None), next(iter(found[1]), None)
