"""What the body of an answer says: the places a fragment can lead to, and who draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

import webencodings
from selectolax.lexbor import LexborHTMLParser

from linkcontract.href import fragment_hits
from linkcontract.read.page import decode
from linkcontract.read.redirects import refresh_target

_LITTLE_TEXT = 250
"""Characters; with fewer, an empty element under <body> is what a script fills."""

_NO_TEXT = 20

_AT_ONCE = 5
"""Seconds: a page that leads on so soon was not meant to be read."""

_HIDDEN_FROM_READERS = ["script", "style", "noscript", "template"]

_DATA_OF_SCRIPTS = "application/json"
"""Pages that carry their content, or more of it, as data for a script to draw."""

_SAYS_NOTHING_OF_CONTENT = ("application/ld+json", "speculationrules", "importmap")

_GITHUB = "user-content-"
"""GitHub, npm and PyPI put this before the ids of a README; a script leads the plain ones there."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page as it was sent; `ids` are all targets, `leads_to` that of a meta refresh."""

    ids: frozenset[str]
    leads_to: str | None
    has_script: bool
    scripts: str
    """The text of all inline scripts and data."""
    is_drawn: bool
    """Whether scripts draw the page or parts of it, so that an id may be there all the same."""

    def has(self, fragment: str) -> bool:
        """Whether a browser finds the place: as HTML says, or as the page's host helps it to."""
        return fragment_hits(fragment, self.ids) or f"{_GITHUB}{unquote(fragment)}" in self.ids

    def may_draw(self, fragment: str) -> bool:
        """Whether a script of the page may make the place, or read the fragment itself."""
        if not self.has_script:
            return False
        name = unquote(fragment)
        if self.is_drawn or name[0] in "/!" or "=" in name:
            return True
        return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", self.scripts) is not None

    def like(self, fragment: str) -> str | None:
        """An id that differs from the fragment in letter case only."""
        wanted = unquote(fragment).casefold()
        return next((id for id in sorted(self.ids) if id.casefold() == wanted), None)


def place_of(fragment: str) -> str:
    """The part of a fragment that names a place: without a text directive (`:~:text=…`)."""
    return fragment.partition(":~:")[0]


def is_html(content_type: str, body: bytes) -> bool:
    """Whether a body has places for fragments; an answer without a type is looked at."""
    kind = content_type.partition(";")[0].strip().lower()
    if not kind:
        return body.lstrip()[:1] == b"<"
    return kind in ("text/html", "application/xhtml+xml", "image/svg+xml")


def read(body: bytes, charset: str | None) -> Page:
    """Read a page. `charset` is what the `Content-Type` said; a byte order mark is stronger."""
    tree = LexborHTMLParser(_text(body, charset))
    ids = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    ids |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    scripts, has_data = [], False
    for node in tree.css("script"):
        kind = (node.attributes.get("type") or "").strip().lower()
        if kind not in _SAYS_NOTHING_OF_CONTENT:
            scripts.append(node.text())
            has_data = has_data or kind == _DATA_OF_SCRIPTS
    leads_to = _refresh(tree)
    is_drawn = bool(scripts) and (has_data or _is_filled_by_script(tree))
    return Page(frozenset(ids - {""}), leads_to, bool(scripts), "\n".join(scripts), is_drawn)


def _text(body: bytes, charset: str | None) -> bytes | str:
    encoding = webencodings.lookup(charset or "")
    if encoding is None or encoding.name == "utf-8":
        return decode(body)
    return webencodings.decode(body, encoding, errors="replace")[0]


def _refresh(tree: LexborHTMLParser) -> str | None:
    for meta in tree.css("meta[http-equiv]"):
        if (meta.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            target = refresh_target(meta.attributes.get("content") or "")
            if target and target[0] <= _AT_ONCE:
                return target[1]
    return None


def _is_filled_by_script(tree: LexborHTMLParser) -> bool:
    """Whether what was sent is only the frame that a script fills with the text."""
    body = tree.body
    if body is None:
        return True
    asks_for_script = any(
        re.search(r"javascript", node.text(), re.IGNORECASE) for node in tree.css("noscript")
    )
    tree.strip_tags(_HIDDEN_FROM_READERS)
    size = len(" ".join(body.text().split()))
    if size >= _LITTLE_TEXT:
        return False
    frames = (
        node
        for node in body.iter()
        if node.tag in ("div", "main", "section") or "-" in (node.tag or "")
    )
    is_empty = any(
        not node.text().strip() and node.css_first("img, svg, a[href]") is None for node in frames
    )
    return size < _NO_TEXT or asks_for_script or is_empty
