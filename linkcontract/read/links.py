"""Every link on a page, whatever element and attribute it stands in, packed into strings.

The list of elements follows HTML, section 4 ("The elements of HTML"): each attribute whose value is
a URL that a browser fetches or goes to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcontract.href import clean
from linkcontract.read.redirects import refresh_target
from linkcontract.read.styles import fetched
from linkcontract.site import FIELD, RECORD, LinkKind

LINKING = "[href], [src], [action], [http-equiv], source, video, object, img, link"
"""Selects every element that may hold a link. By attribute where Lexbor knows the attribute's name, else
(`srcset`, `imagesrcset`, `poster`, `data`) by tag: 0.12 s instead of 0.14 s for the Python documentation."""

LINKING_IN_DRAWINGS = "svg a, svg image, svg use"
"""For the `xlink:href` of older SVG, which no attribute selector finds."""

_CANDIDATE = re.compile(r"[\s,]*(?P<url>\S*[^\s,])(?P<descriptor>(?:\s[^,(]*(?:\([^)]*\))?)?[^,]*)")
"""One image candidate of `srcset` (HTML, "parse a srcset attribute")."""

_SAYS_NOTHING = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
"""White space, the non-breaking kind too, and characters without width or mark of their own."""

_UNSAFE = str.maketrans({FIELD: "%1F", RECORD: "%1E"})
"""Our separators in an `href` or id, spelled as a browser sends them."""

_MOST_HOOKS = 8

_NAMING = ("aria-label", "title")

_SILENT = frozenset(("script", "style", "template", "noscript"))

_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_ATTRIBUTES = {
    "img": (("src", LinkKind.IMAGE), ("srcset", LinkKind.SRCSET)),
    "image": (("href", LinkKind.IMAGE), ("xlink:href", LinkKind.IMAGE)),
    "use": (("href", LinkKind.IMAGE), ("xlink:href", LinkKind.IMAGE)),
    "source": (("src", LinkKind.MEDIA), ("srcset", LinkKind.SRCSET)),
    "video": (("src", LinkKind.MEDIA), ("poster", LinkKind.POSTER)),
    "audio": (("src", LinkKind.MEDIA),),
    "track": (("src", LinkKind.MEDIA),),
    "script": (("src", LinkKind.SCRIPT),),
    "iframe": (("src", LinkKind.FRAME),),
    "frame": (("src", LinkKind.FRAME),),
    "embed": (("src", LinkKind.OBJECT),),
    "object": (("data", LinkKind.OBJECT),),
    "input": (("src", LinkKind.IMAGE),),
    "form": (("action", LinkKind.FORM),),
}

_RELATIONS = {
    "stylesheet": LinkKind.STYLESHEET,
    "icon": LinkKind.ICON,
    "apple-touch-icon": LinkKind.ICON,
    "mask-icon": LinkKind.ICON,
    "preload": LinkKind.RELATED,
    "modulepreload": LinkKind.SCRIPT,
    "manifest": LinkKind.RELATED,
}

_NO_LINK = frozenset(("canonical", "preconnect", "dns-prefetch", "shortlink", "edituri"))


class LinkCollector:
    """Collects the links of a page as the parser meets their elements, packed (`model.unpack_link`).

    Without `with_links` only those from the root of the host are kept: they tell the path that a
    site is served under. `may_hide` is whether anything on the page may be hidden from readers.
    """

    def __init__(self, with_links: bool = True, may_hide: bool = True) -> None:
        self.packed: list[str] = []
        self.has_unnamed = False
        self._all = with_links
        self._may_hide = may_hide
        self._labelled: list[tuple[int, list[str]]] = []
        self.enter("")

    def enter(self, section: str) -> None:
        """From here on, links in the content stand in this section."""
        self._section = section if section.isprintable() else section.translate(_UNSAFE)
        self._tail = FIELD.join(("", "a", "a", "nc", self._section))

    def add(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], in_content: bool
    ) -> None:
        """Take the links of one element matched by `LINKING`."""
        if tag != "a" and tag != "area":
            tail = FIELD.join(
                (tag, "nc" if in_content else "n", self._section if in_content else "")
            )
            for written, kind in _hrefs(tag, attributes):
                url = clean(written).translate(_UNSAFE)
                if self._all or _is_from_root(url):
                    self.packed.append(f"{url}{FIELD}{kind}{FIELD}{tail}")
            return
        href = attributes.get("href")
        if href is None:
            href = attributes.get("xlink:href")
            if href is None:
                return
        if " " in href or not href.isprintable():
            href = clean(href).translate(_UNSAFE)
        if not self._all and not _is_from_root(href):
            return
        named = _begins_with_text(node, self._may_hide) or _has_name(node, tag, attributes)
        if named and in_content and tag == "a":  # nine links in ten: they share their columns
            self.packed.append(href + self._tail)
            return
        flags = ("n" if named else "") + ("c" if in_content else "")
        section = self._section if in_content else ""
        if not named and (ids := (attributes.get("aria-labelledby") or "").split()):
            self._labelled.append((len(self.packed), ids))
        columns = [href, tag, tag, flags, section]
        if not named:
            self.has_unnamed = True
            columns.append(_hooks_of(node).translate(_UNSAFE))
        self.packed.append(FIELD.join(columns))

    def finish(self, tree: LexborHTMLParser) -> str:
        """All links as one string, once the page is read: some have their name from elsewhere on it."""
        if self._labelled:
            texts = {node.attributes.get("id"): _words_of(node) for node in tree.css("[id]")}
            for index, ids in self._labelled:
                if any(_says(texts.get(id)) for id in ids):
                    href, kind, tag, flags, section, _ = self.packed[index].split(FIELD)
                    self.packed[index] = FIELD.join((href, kind, tag, "n" + flags, section))
        return RECORD.join(self.packed)


def style_urls(tree: LexborHTMLParser) -> Iterator[str]:
    """What the style sheets and `style` attributes in a page fetch."""
    for node in tree.css("style, [style]"):
        sheet = node.text() if node.tag == "style" else node.attributes.get("style") or ""
        if "url(" in sheet or "@import" in sheet:
            yield from fetched(sheet)


def _hooks_of(link: LexborNode) -> str:
    """What style sheets may know a link and the elements in it by (`site.Link.hooks`)."""
    found = []
    for node in link.css("*"):
        attributes = node.attributes
        id = attributes.get("id")
        classes = [f".{name}" for name in (attributes.get("class") or "").split()]
        found.append(" ".join([node.tag or "", *([f"#{id}"] if id else []), *classes]))
    return "\t".join(found[:_MOST_HOOKS])


def _is_from_root(href: str) -> bool:
    """Whether an `href` is a path from the root of the host."""
    return href.startswith("/") and not href.startswith("//")


def _hrefs(tag: str, attributes: dict[str, str | None]) -> list[tuple[str, str]]:
    if tag == "link":
        relations = (attributes.get("rel") or "").lower().split()
        if not relations or _NO_LINK.intersection(relations):
            return []
        href = attributes.get("href")
        kind = next(
            (_RELATIONS[word] for word in relations if word in _RELATIONS), LinkKind.RELATED
        )
        images = srcset_urls(attributes.get("imagesrcset") or "") if "preload" in relations else []
        own = [(href, kind.value)] if href else []
        return own + [(image, LinkKind.SRCSET.value) for image in images]
    if tag == "meta":
        if (attributes.get("http-equiv") or "").strip().lower() != "refresh":
            return []
        target = refresh_target(attributes.get("content") or "")
        return [(target[1], LinkKind.REFRESH.value)] if target else []
    found = []
    for name, kind in _ATTRIBUTES.get(tag, ()):
        value = attributes.get(name)
        if not value:
            continue
        hrefs = srcset_urls(value) if kind is LinkKind.SRCSET else [value]
        found += [(href, kind.value) for href in hrefs]
    return found


def srcset_urls(value: str) -> list[str]:
    """The URLs of a `srcset`; commas inside a URL belong to it, as browsers read it."""
    return [match["url"] for match in _CANDIDATE.finditer(value)]


def _begins_with_text(node: LexborNode, may_hide: bool) -> bool:
    """Whether the first thing in a link is a word, however deep.

    Most links need no more. Building the whole text of each of the 177,000 links of the Python
    documentation takes 0.12 s.
    """
    child = node.first_child
    while child is not None:
        text = child.text_content
        if text is not None:
            return text.isalnum() or (child.is_text_node and _says(text))
        if child.tag in _SILENT or (may_hide and _hides(child)):
            return False
        child = child.first_child
    return False


def _has_name(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a link says where it leads: text, a label or title, or an image with a text.

    A link that is hidden from everybody or from assistive technology needs no name.
    """
    if tag == "area":
        return (
            _says(attributes.get("alt")) or _says(attributes.get("aria-label")) or _is_hidden(node)
        )
    if any(_says(attributes.get(name)) for name in _NAMING):
        return True
    return _says_within(node) or _is_hidden(node)


def _says_within(node: LexborNode) -> bool:
    """Whether anything in an element says something, and to those who hear the page as well."""
    waiting = [node.first_child]
    while waiting:
        child = waiting.pop()
        if child is None:
            continue
        waiting.append(child.next)
        if child.is_text_node:
            if _says(child.text_content):
                return True
        elif child.is_element_node and child.tag not in _SILENT and not _hides(child):
            attributes = child.attributes
            if any(_says(attributes.get(name)) for name in ("alt", *_NAMING)):
                return True
            waiting.append(child.first_child)
    return False


def _words_of(node: LexborNode) -> str:
    """What an element lends to one that is labelled by it, be it hidden itself or not."""
    attributes = node.attributes
    return next(
        (
            text
            for name in ("aria-label", "alt", "title")
            if _says(text := attributes.get(name) or "")
        ),
        node.text(),
    )


def _says(text: str | None) -> bool:
    return bool(text) and _SAYS_NOTHING.fullmatch(text or "") is None


def _hides(node: LexborNode) -> bool:
    """Whether an element is hidden, from everybody or from assistive technology."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style) and _NOT_SHOWN.search(style or "") is not None


def _is_hidden(node: LexborNode | None) -> bool:
    while node is not None:
        if _hides(node):
            return True
        node = node.parent
    return False
