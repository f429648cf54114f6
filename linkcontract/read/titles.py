"""The words of a heading, caption or term, without its number and its ¶ link."""

from __future__ import annotations

import re
import unicodedata

from selectolax.lexbor import LexborNode

from linkcontract.read.engines import NOT_TITLE, PARTS_OF_TITLE, PERMALINK_CLASSES
from linkcontract.site import TEXT_LIMIT

_NUMBERS = ("section-number", "caption-number")

_SYMBOLS = re.compile(r"[^\w]{0,3}|anchor|link|permalink", re.IGNORECASE)

_INVISIBLE = "\u200b\ufeff\u2060"

_AROUND_LINK = _INVISIBLE + " \n\t"


def collapse(text: str) -> str:
    """The text on one line, with single spaces, without zero-width ones."""
    if not text.isascii():
        for character in _INVISIBLE:
            text = text.replace(character, "")
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    """A character as it may be printed: one that steers the terminal becomes a blank."""
    return " " if unicodedata.category(character) == "Cc" else character


def text_of(node: LexborNode, limit: int = TEXT_LIMIT) -> str:
    """The text of an element, collapsed and cut."""
    return collapse(node.text(separator=" ")[: limit * 2])[:limit]


def permalink_of(node: LexborNode) -> str | None:
    """The ``href`` of a link that has one of the classes engines give a ¶; ``None`` for all else."""
    if node.tag != "a":
        return None
    attributes = node.attributes
    known = not PERMALINK_CLASSES.isdisjoint((attributes.get("class") or "").split())
    return attributes.get("href") if known else None


def plain_title(node: LexborNode) -> tuple[str, str | None] | None:
    """The same as `title_of` for what is nothing but text and a ¶ link, which most titles are;

    `None` when there is anything else in it. It asks the parser nothing, so it is quick.
    """
    words = []
    href = None
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            words.append(child.text_content or "")
        elif child.tag == "a" and href is None:
            attributes = child.attributes
            href = attributes.get("href")
            classes = attributes.get("class")
            known = classes and not PERMALINK_CLASSES.isdisjoint(classes.split())
            if not known or href is None or "id" in attributes or "name" in attributes:
                return None
        else:
            return None
        child = child.next
    return collapse("".join(words)), href


def title_of(node: LexborNode, id: str = "") -> tuple[str, str | None]:
    """The text of a heading, caption or term, and the `href` of its ¶ link.

    The ¶ is a link that has one of the classes engines give it, or a link into the page itself with
    nothing but a symbol for its text. A heading whose text is a link to itself is its own permalink.
    """
    plain = plain_title(node)
    if plain is not None:
        return plain
    text = node.text()
    links = []
    before = 0
    for part in node.css(PARTS_OF_TITLE):
        if part.mem_id == before:
            continue
        before = part.mem_id
        attributes = part.attributes
        classes = (attributes.get("class") or "").split()
        if part.tag == "a":
            links.append((part, attributes.get("href"), classes))
            if "copybtn" not in classes and NOT_TITLE.isdisjoint(classes):
                continue
        text = text.replace(part.text(), "", 1)
    href = None
    for link, target, classes in links:
        if target is None or "#" not in target:
            continue
        words = link.text()
        if not PERMALINK_CLASSES.isdisjoint(classes) or (
            ("anchor" in classes or target.startswith("#"))
            and _SYMBOLS.fullmatch(words.strip(_AROUND_LINK))
        ):
            href = target
            text = _without_last(text, words) if words else text
        elif href is None and target == f"#{id}":
            href = target
    return collapse(text), href


def _without_last(text: str, part: str) -> str:
    """The text without the last occurrence of a part: so "C#" keeps its "#" and loses the ¶'s."""
    before, found, after = text.rpartition(part)
    return before + after if found else text
