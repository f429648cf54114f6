"""Where the text of a page is, and what around and in it is the theme's.

Every engine wraps its text in a theme. Links of the theme are read like all others, but the ids in
it are nobody's permanent link. The rule is the same for all engines: the innermost well-known
wrapper of the text, and in it everything but navigation.

Asking the parser for a hundred class names would take longer than parsing, so the classes of the few
elements that can be furniture are looked at here.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_STANDARD_WRAPPERS = "main, article, [role=main], [itemprop=articleBody]"
_WRAPPERS = (
    f"{_STANDARD_WRAPPERS}, .theme-doc-markdown, .vp-doc, .td-content, .book-page, .markdown-section,"
    " .page-inner, .post-content, .markdown-body, div.document, div.body, #content"
)
"""Asked for only where the standard ones leave a choice."""
_BEST_CLASSES = ("bd-article", "md-content__inner", "theme-doc-markdown", "vp-doc", "markdown-section")
_GOOD_CLASSES = ("td-content", "book-page", "page-inner", "markdown-body", "body")

_FURNITURE_TAGS = frozenset(("nav", "footer"))
_FURNITURE_AROUND = frozenset(("header", "aside"))
"""Furniture as well where the engine has no wrapper for its text."""
_FURNITURE_ROLES = frozenset(("navigation", "search", "banner", "contentinfo"))
_FURNITURE_IDS = frozenset(
    ["searchbox", "search-results", "jb-print-docs-body", "jb-print-toc", "sidebar", "site-nav", "sidebar-toggle"]
)
_FURNITURE_CLASSES = frozenset(
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
    # this handbook: the notes at a page's end about sections that have moved (_ext/moved_pages.py)
    " moved-sections".split()
)
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_STRUCTURE = f"{_HEADINGS}, nav, footer, header, aside, div, ul[class], ol[class], p[class], section[class], [role]"
"""Headings, and whatever may be furniture."""
_NEVER_TAGS = frozenset(("svg", "math"))
_NEVER_ROLES = frozenset(
    ["tab", "tabpanel", "doc-footnote", "doc-endnotes", "doc-noteref", "doc-backlink", "presentation"]
)
_NEVER_CLASSES = frozenset(
    ["footnotes", "footnote", "footnote-list", "footnote-reference", "footnote-ref", "footnotes-list", "footnote-backref", "linenos", "linenodiv", "lineno", "highlighttable"]
)
_CODE_TAGS = frozenset(("span", "a"))


def content_of(tree: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the page's text: the best known wrapper, else the body."""
    best, rank, _ = _best(tree, _STANDARD_WRAPPERS)
    if rank < _SURE:
        best, rank, articles = _best(tree, _WRAPPERS)
        if rank == _ARTICLE and articles > 1:
            # Several articles and nothing better: a list of posts, so take what holds them all.
            best = tree.css_first("main, [role=main]")
    return best or tree.body


_ARTICLE = 5
_SURE = 7


def _best(tree: LexborHTMLParser, selector: str) -> tuple[LexborNode | None, int, int]:
    """The first wrapper of the highest rank, that rank, and how many articles there are."""
    best: LexborNode | None = None
    highest = articles = 0
    for node in tree.css(selector):
        rank = _rank(node)
        articles += node.tag == "article"
        if rank > highest:
            best, highest = node, rank
    return best, highest, articles


def _rank(node: LexborNode) -> int:
    attributes = node.attributes
    classes = (attributes.get("class") or "").split()
    if any(name in classes for name in _BEST_CLASSES):
        return 9
    if attributes.get("itemprop") == "articleBody":
        return 8
    if attributes.get("role") == "main" and node.tag != "main" and "page-inner" not in classes:
        return _SURE
    if any(name in classes for name in _GOOD_CLASSES):
        return 6
    if node.tag == "article":
        return _ARTICLE
    if node.tag == "main":
        return 4
    return 3 if "document" in classes or "post-content" in classes else 2


def structure_of(content: LexborNode | None) -> tuple[list[LexborNode], list[LexborNode]]:
    """The pieces of the theme that stand inside the content, and the headings that are not in them.

    Of the pieces some may stand in others. Both are asked for at once: the parser goes through the
    whole page for every question, which takes a third of the time that parsing takes.
    """
    if content is None:
        return [], []
    around = _FURNITURE_AROUND if content.tag == "body" else frozenset()
    own = content.mem_id
    furniture, headings = [], []
    before = 0
    for node in content.css(_STRUCTURE):
        key = node.mem_id
        if key == before or key == own:
            continue
        before = key
        tag = node.tag or ""
        if tag in HEADINGS and node.attributes.get("role") not in _FURNITURE_ROLES:
            headings.append(node)
        elif _is_furniture(tag, node.attributes, around):
            furniture.append(node)
    if furniture:
        elsewhere = {heading.mem_id for part in furniture for heading in part.css(_HEADINGS)}
        headings = [heading for heading in headings if heading.mem_id not in elsewhere]
    return furniture, headings


def _is_furniture(tag: str, attributes: dict[str, str | None], around: frozenset[str]) -> bool:
    if tag in _FURNITURE_TAGS:
        return True
    classes = attributes.get("class")
    if tag in around and not (tag == "aside" and classes and "admonition" in classes):
        return True
    if classes and not _FURNITURE_CLASSES.isdisjoint(classes.split()):
        return True
    return attributes.get("role") in _FURNITURE_ROLES or attributes.get("id") in _FURNITURE_IDS


class Promises:
    """Tells what in the content no ¶ link leads to: footnotes, drawings, tabs, lines of code."""

    def __init__(self, content: LexborNode | None) -> None:
        self._known: dict[int, bool] = {} if content is None else {content.mem_id: True}

    def may_be_promised(self, node: LexborNode) -> bool:
        """Whether neither the element nor one of its ancestors in the content forbids it."""
        known = self._known
        chain: list[tuple[int, LexborNode]] = []
        ancestor: LexborNode | None = node
        promised = True
        while ancestor is not None:
            key = ancestor.mem_id
            found = known.get(key)
            if found is not None:
                promised = found
                break
            chain.append((key, ancestor))
            ancestor = ancestor.parent
        for key, link in reversed(chain):
            promised = promised and not _is_never_promised(link)
            known[key] = promised
        return promised


def _is_never_promised(node: LexborNode) -> bool:
    tag = node.tag
    if tag in _NEVER_TAGS or (tag in _CODE_TAGS and _is_in_code(node)):
        return True
    attributes = node.attributes
    classes = attributes.get("class")
    return attributes.get("role") in _NEVER_ROLES or (
        bool(classes) and not _NEVER_CLASSES.isdisjoint((classes or "").split())
    )


def _is_in_code(node: LexborNode) -> bool:
    """Whether an inline element is a numbered line of a listing."""
    parent = node.parent
    if parent is not None and parent.tag == "code":
        parent = parent.parent
    return parent is not None and parent.tag == "pre"
