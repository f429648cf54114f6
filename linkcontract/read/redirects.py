"""Stubs: pages that lead elsewhere at once, and what becomes of the fragment they were asked for.

HTML, "Refresh" (shared declarative refresh steps): the fragment of the address is not handed on.
Only a script can do that, so it is looked for in the stub's scripts.
"""

from __future__ import annotations

import json
import re

from selectolax.lexbor import LexborHTMLParser

from linkcontract.read.engines import MOVED_FRAGMENTS, OUR_TARGET
from linkcontract.site import Carries, Redirect

_REFRESH = re.compile(
    r"""\s*(?:(?P<delay>\d+)[\d.]*|\.[\d.]*)(?=[;,\s])\s*[;,]?\s*"""
    r"""(?:url\s*=\s*)?(?P<quote>["']?)(?P<url>.*)""",
    re.IGNORECASE | re.DOTALL,
)
"""HTML, "shared declarative refresh steps": a space alone may stand between the two as well."""

_GOES = re.compile(r"location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\(")

_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=(?!=)|location\.(?:replace|assign)\(|\b(?:target|destination|url|to)\s*=)"""
    r"""\s*(["'])(?P<url>[^"'<>\s]+)\1"""
)

_IMMEDIATE = 3

_STUB_TEXT = 600
"""A page that only leads elsewhere says so in a sentence; a longer one is a page."""

_STUB_BYTES = 20_000
"""And it is no large file, unless it has a `<meta http-equiv>` or is one of ours."""


def refresh_target(content: str) -> tuple[int, str] | None:
    """Delay and URL of a meta refresh's `content`, or `None` when it only reloads the page."""
    match = _REFRESH.match(content)
    if match is None or not match["url"]:
        return None
    url = match["url"]
    if match["quote"]:
        url = url.partition(match["quote"])[0]
    return int(match["delay"] or 0), url.strip()


def redirect_of(tree: LexborHTMLParser, data: bytes) -> Redirect | None:
    """Where the page leads at once, or `None` when it stays. `data` are the file's bytes."""
    is_ours = b"moved-fragments" in data and tree.css_first(MOVED_FRAGMENTS) is not None
    if not is_ours and len(data) >= _STUB_BYTES and b"http-equiv" not in data[:4000]:
        return None
    scripts = [script.text() for script in tree.css("script:not([src])")]
    for meta in tree.css("meta[http-equiv]"):
        attributes = meta.attributes
        if (attributes.get("http-equiv") or "").strip().lower() == "refresh":
            target = refresh_target(attributes.get("content") or "")
            if target is not None and target[0] <= _IMMEDIATE:
                return _redirect(tree, target[1], scripts)
    if is_ours:
        own = OUR_TARGET.search("\n".join(scripts))
        return _redirect(tree, json.loads(own[1]) if own else "", scripts)
    body = tree.body
    if scripts and (body is None or len(_visible_text(tree)) < _STUB_TEXT):
        source = "\n".join(scripts)
        if _GOES.search(source) and (match := _SCRIPTED.search(source)):
            return _redirect(tree, match["url"], scripts)
    return None


def _visible_text(tree: LexborHTMLParser) -> str:
    body = tree.body
    if body is None:
        return ""
    if body.css_first("main, article, [role=main], h2") is not None:
        return "x" * _STUB_TEXT
    text = body.text()
    for part in body.css("script, style, noscript"):
        text = text.replace(part.text(), "", 1)
    return text


def _redirect(tree: LexborHTMLParser, href: str, scripts: list[str]) -> Redirect:
    mapped = tree.css_first(MOVED_FRAGMENTS)
    if mapped is not None:
        return Redirect(href, Carries.MAPPED, _fragment_map(mapped.text()))
    carries = any(".hash" in script and "location" in script for script in scripts)
    return Redirect(href, Carries.ALL if carries else Carries.NOTHING)


def _fragment_map(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}
