"""Stubs: pages that lead elsewhere at once, and what becomes of the fragment they were asked for.

HTML, "Refresh" (shared declarative refresh steps): the fragment of the address is not handed on.
Only a script can do that, so it is looked for in the stub's scripts.
"""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from linkcontract.read.engines import FRAGMENT_MAP, MOVED_FRAGMENTS, OUR_TARGET
from linkcontract.site import Carries, Forward, Redirect

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

_SETS_HASH = re.compile(r"\.hash\s*=(?!=)")
"""A script that does this puts the fragment in its place; others write it behind the target."""

_LEADING = ("200", "301", "302", "303", "307", "308")
"""Statuses of ``_redirects`` with which a visitor gets the target."""

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
    own = OUR_TARGET.search("\n".join(scripts))
    # A short link that has something to say leads by its script alone, however much that is.
    if is_ours or (own and b'content="short_links"' in data[:2000]):
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
    script = "\n".join(script for script in scripts if ".hash" in script and "location" in script)
    if not script:
        return Redirect(href, Carries.NOTHING)
    carries = Carries.ALL if _SETS_HASH.search(script) else Carries.APPENDED
    return Redirect(href, carries, led_fragments(script))


def led_fragments(script: str) -> dict[str, str]:
    """The fragments that a script of mdBook leads on, and where (``output.html.redirect``)."""
    mapped = FRAGMENT_MAP.search(script)
    led = _fragment_map(mapped[1]) if mapped is not None else {}
    return {fragment.removeprefix("#"): target for fragment, target in led.items()}


def _fragment_map(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)}


def forwards_in(text: str) -> tuple[Forward, ...]:
    """The redirects in a host's ``_redirects`` (Netlify, Cloudflare Pages): path, target, status.

    Left out are lines for other hosts, languages or queries, answers of "not found", and one that
    shows the same page for whatever is asked.
    """
    found: dict[str, Forward] = {}
    for line in text.splitlines():
        source, *rest = line.partition(" #")[0].split() or [""]
        if (
            not source.startswith("/")
            or not rest
            or any("=" in word.partition("/")[0] for word in rest)
        ):
            continue
        status = rest[1] if rest[1:] else "301"
        catches_all = source == "/*" and status.startswith("200")
        if status.rstrip("!") not in _LEADING or catches_all:
            continue
        path = unquote(source).strip("/")
        found.setdefault(path, Forward(path, rest[0], status.endswith("!")))
    return tuple(found.values())
