"""Every link on a page, whatever element and attribute it stands in, packed into strings.

The list of elements follows HTML, section 4 ("The elements of HTML"): each attribute whose value is
a URL that a browser fetches or goes to.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from linkcontract.model import FIELD, LinkKind
from linkcontract.redirects import refresh_target
from linkcontract.urls import clean

FEW = 40
"""How many links are enough to tell the path a site is served under."""

LINKING = "[href], [src], [srcset], [poster], [data], [action], [http-equiv]"
"""Selects every element that may hold a link (by attribute: that is four times as fast as by tag)."""

LINKING_IN_DRAWINGS = "svg a, svg image"
"""For the ``xlink:href`` of older SVG, which no attribute selector finds."""

_CANDIDATE = re.compile(r"[\s,]*(?P<url>\S*[^\s,])(?P<descriptor>(?:\s[^,(]*(?:\([^)]*\))?)?[^,]*)")
"""One image candidate of ``srcset`` (HTML, "parse a srcset attribute")."""

_NAMING = ("aria-label", "title", "aria-labelledby")
_ATTRIBUTES = {
    "img": (("src", LinkKind.IMAGE), ("srcset", LinkKind.SRCSET)),
    "image": (("href", LinkKind.IMAGE), ("xlink:href", LinkKind.IMAGE)),
    "source": (("src", LinkKind.MEDIA), ("srcset", LinkKind.SRCSET)),
    "video": (("src", LinkKind.MEDIA), ("poster", LinkKind.POSTER)),
    "audio": (("src", LinkKind.MEDIA),),
    "track": (("src", LinkKind.MEDIA),),
    "script": (("src", LinkKind.SCRIPT),),
    "iframe": (("src", LinkKind.FRAME),),
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
    """Collects the links of a page as the parser meets their elements, packed (``model.pack_link``)."""

    def __init__(self, with_links: bool = True) -> None:
        self.packed: list[str] = []
        self._limit = 1_000_000_000 if with_links else FEW
        self.enter("")

    def enter(self, section: str) -> None:
        """From here on, links in the content stand in this section."""
        self._section = section
        self._tail = FIELD.join(("", "a", "a", "nc", section))

    def add(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None], in_content: bool
    ) -> None:
        """Take the links of one element matched by :data:`LINKING`."""
        if len(self.packed) >= self._limit:
            return
        section = self._section if in_content else ""
        if tag != "a" and tag != "area":
            tail = FIELD.join((tag, "nc" if in_content else "n", section))
            self.packed += [f"{clean(href)}{FIELD}{kind}{FIELD}{tail}" for href, kind in _hrefs(tag, attributes)]
            return
        href = attributes.get("href")
        if href is None:
            href = attributes.get("xlink:href")
            if href is None:
                return
        if " " in href or not href.isprintable():
            href = clean(href)
        if in_content and tag == "a" and _has_name(node, tag, attributes):
            self.packed.append(href + self._tail)
            return
        flags = ("n" if _has_name(node, tag, attributes) else "") + ("c" if in_content else "")
        self.packed.append(FIELD.join((href, tag, tag, flags, section)))


def _hrefs(tag: str, attributes: dict[str, str | None]) -> list[tuple[str, str]]:
    if tag == "link":
        relations = (attributes.get("rel") or "").lower().split()
        href = attributes.get("href")
        if not href or not relations or _NO_LINK.intersection(relations):
            return []
        kind = next((_RELATIONS[word] for word in relations if word in _RELATIONS), LinkKind.RELATED)
        return [(href, kind.value)]
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
    """The URLs of a ``srcset``; commas inside a URL belong to it, as browsers read it."""
    return [match["url"] for match in _CANDIDATE.finditer(value)]


def _has_name(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether a link says where it leads: text, a label or title, or an image with a text.

    A link that is hidden from everybody or from assistive technology needs no name.
    """
    if tag == "area":
        return bool((attributes.get("alt") or "").strip() or attributes.get("aria-label"))
    text = node.text()
    if text and (text.isalnum() or text.strip("\u200b \t\n\r\f")):
        return True
    if any((attributes.get(name) or "").strip() for name in _NAMING):
        return True
    for inner in node.css("[alt], [aria-label], [title], title"):
        held = inner.attributes
        if inner.tag == "title" or any((held.get(name) or "").strip() for name in ("alt", *_NAMING)):
            return True
    return _is_hidden(node)


def _is_hidden(node: LexborNode | None) -> bool:
    while node is not None:
        attributes = node.attributes
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        node = node.parent
    return False
