"""Where the text of a page is, and what around and in it is the theme's.

Every engine wraps its text in a theme. Links of the theme are read like all others, but the ids in
it are nobody's permanent link. The rule is the same for all engines: the innermost well-known
wrapper of the text, and in it everything but navigation.

Asking the parser for a hundred class names would take longer than parsing, so the classes of the few
elements that can be furniture are looked at here.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcontract.read.engines import (
    ARTICLE_BODY,
    BEST_CLASSES,
    FURNITURE_AROUND,
    FURNITURE_CLASSES,
    FURNITURE_IDS,
    FURNITURE_ROLES,
    FURNITURE_TAGS,
    GOOD_CLASSES,
    NEVER_CLASSES,
    NEVER_ROLES,
    NEVER_TAGS,
    STANDARD_WRAPPERS,
    WRAPPER_BY,
    WRAPPERS,
)

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_HEADINGS = "h1, h2, h3, h4, h5, h6"

_STRUCTURE = f"{_HEADINGS}, nav, footer, header, aside, div, ul[class], ol[class], p[class], section[class], [role]"
"""Headings, and whatever may be furniture."""

_CODE_TAGS = frozenset(("span", "a"))


def content_of(tree: LexborHTMLParser, data: bytes, engine: str = "") -> LexborNode | None:
    """The element that holds the page's text: the engine's own, the best known wrapper, the body."""
    for name, wrapper in WRAPPER_BY:
        if engine.startswith(name) and (own := tree.css_first(wrapper)) is not None:
            return own
    standard = (
        f"{STANDARD_WRAPPERS}, {ARTICLE_BODY}" if b"articleBody" in data else STANDARD_WRAPPERS
    )
    best, rank, _ = _best(tree, standard)
    if rank < _SURE:
        best, rank, articles = _best(tree, WRAPPERS)
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
    if any(name in classes for name in BEST_CLASSES):
        return 9
    if attributes.get("itemprop") == "articleBody":
        return 8
    if attributes.get("role") == "main" and node.tag != "main" and "page-inner" not in classes:
        return _SURE
    if any(name in classes for name in GOOD_CLASSES):
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
    around = FURNITURE_AROUND if content.tag == "body" else frozenset()
    own = content.mem_id
    furniture, headings = [], []
    before = 0
    for node in content.css(_STRUCTURE):
        key = node.mem_id
        if key in (before, own):
            continue
        before = key
        tag = node.tag or ""
        if tag in HEADINGS and node.attributes.get("role") not in FURNITURE_ROLES:
            headings.append(node)
        elif _is_furniture(tag, node.attributes, around):
            furniture.append(node)
    if furniture:
        elsewhere = {heading.mem_id for part in furniture for heading in part.css(_HEADINGS)}
        headings = [heading for heading in headings if heading.mem_id not in elsewhere]
    return furniture, headings


def _is_furniture(tag: str, attributes: dict[str, str | None], around: frozenset[str]) -> bool:
    if tag in FURNITURE_TAGS:
        return True
    classes = attributes.get("class")
    if tag in around and not (tag == "aside" and classes and "admonition" in classes):
        return True
    if classes and not FURNITURE_CLASSES.isdisjoint(classes.split()):
        return True
    return attributes.get("role") in FURNITURE_ROLES or attributes.get("id") in FURNITURE_IDS


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
    if tag in NEVER_TAGS or (tag in _CODE_TAGS and _is_in_code(node)):
        return True
    attributes = node.attributes
    classes = attributes.get("class")
    return attributes.get("role") in NEVER_ROLES or (
        bool(classes) and not NEVER_CLASSES.isdisjoint((classes or "").split())
    )


def _is_in_code(node: LexborNode) -> bool:
    """Whether an inline element is a numbered line of a listing."""
    parent = node.parent
    if parent is not None and parent.tag == "code":
        parent = parent.parent
    return parent is not None and parent.tag == "pre"
