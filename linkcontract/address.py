"""How an address is spelled, split and joined: the only place that knows.

An address is site-relative, without a leading slash and percent-encoded (RFC 3986, section 2):
`mission/value-proposition/#value-hub-users`. The front page is `./`; `index.html` is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

IN_PATH = "/!$&'()*+,;=:@~-._"

IN_FRAGMENT = IN_PATH + "?"

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")

_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

_LOWER_PERCENT = re.compile(r"%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])")


def split_address(address: str) -> tuple[str, str]:
    """Page and fragment of an address; the fragment is empty when there is none."""
    page, _, fragment = address.partition("#")
    return page, fragment


def join_address(page: str, fragment: str) -> str:
    """The address of a fragment on a page, or of the page when `fragment` is empty."""
    return f"{page}#{fragment}" if fragment else page


def page_path(file: str) -> str:
    """The address path of a file of the site (its relative path, `/`-separated, decoded)."""
    folder, _, name = file.rpartition("/")
    if name in ("index.html", "index.htm"):
        file = f"{folder}/" if folder else "./"
    path = quote(file, safe=IN_PATH, errors="surrogateescape")
    first, slash, rest = path.partition("/")
    # A colon in the first step would make it the scheme of a URL.
    return first.replace(":", "%3A") + slash + rest if ":" in first else path


def anchor_address(path: str, id: str) -> str:
    """The address of an id on the page with this address path."""
    return join_address(path, quote(id, safe=IN_FRAGMENT, errors="surrogateescape"))


def address_of(path: str, fragment: str = "") -> str:
    """The address of a decoded path: percent-encoded, the front page `./`, without `index.html`."""
    return join_address(page_path(path) or "./", fragment)


def short_link_id(address: str) -> str | None:
    """The id that a short link `go/<id>/` leads to, or `None` when the address is no short link."""
    page, fragment = split_address(address)
    if fragment or not page.startswith("go/") or not page.endswith("/") or page.count("/") != 2:
        return None
    return unquote(page[3:-1]) or None


def short_link(id: str) -> str:
    """The address of the short link to an id."""
    return f"go/{quote(id, safe='')}/"


def address_problem(text: str) -> tuple[str, str] | None:
    """What keeps `text` from being an address as the contract writes it, and what to write.

    An address is relative to the site, percent-encoded (RFC 3986), without a leading slash, dot
    segments, query or `index.html`; the front page is `./`. Returns `None` when it is one.
    """
    if not text.strip():
        return (
            "the address is missing",
            "write the address relative to the site, like mission/#mission",
        )
    if SCHEME.match(text) or text.startswith("//"):
        return f"“{text}” is a whole URL", "write only the part after the site's own address"
    if text != text.strip():
        return f"there are spaces around “{text.strip()}”", "separate the fields by one tab alone"
    normal = _spelled(text)
    if normal is None:
        return f"“{text}” is no address", "write it relative to the site, like mission/#mission"
    return (
        None
        if normal == text
        else (f"“{text}” is not how this address is written", f"write {normal}")
    )


def _spelled(text: str) -> str | None:
    """The address that was probably meant, in the contract's spelling."""
    page, hash_sign, fragment = text.partition("#")
    if "?" in page or "\t" in text:
        return None
    escaped = quote(_BAD_PERCENT.sub("%25", page), safe="/%!$&'()*+,;=:@~-._")
    escaped = _LOWER_PERCENT.sub(lambda match: match.group().upper(), escaped)
    segments: list[str] = []
    for segment in escaped.split("/"):
        if segment == ".." and segments:
            segments.pop()
        elif segment not in ("", ".", ".."):
            segments.append(segment)
    is_folder = escaped.endswith(("/", "/.", "/..")) or escaped in (".", "..", "")
    if segments and not is_folder and segments[-1] in ("index.html", "index.htm"):
        segments.pop()
        is_folder = True
    path = "/".join(segments) + ("/" if is_folder and segments else "") or "./"
    if not hash_sign:
        return path
    fragment = quote(_BAD_PERCENT.sub("%25", fragment), safe="/%!$&'()*+,;=:@~-._?")
    fragment = _LOWER_PERCENT.sub(lambda match: match.group().upper(), fragment)
    return join_address(path, fragment)


_NO_STEP = re.compile(r"[. ]*|[A-Za-z]:.*|.*[\\/\x00-\x1f\x7f].*", re.DOTALL)
"""What no step of a path may be or hold: dots and spaces alone, which mean this folder or the one
above somewhere; a drive of Windows; another separator; a control character."""
_LONGEST_STEP = 240  # bytes; disks take 255, and ".html" may come behind


def is_plain(steps: Iterable[str]) -> bool:
    """Whether decoded steps of a path name one place below a folder, on every disk and host."""
    return all(not _NO_STEP.fullmatch(s) and len(s.encode()) <= _LONGEST_STEP for s in steps)


def plain_path(address: str) -> str | None:
    """The path of an address' page below the site's root, percent-decoded, without a last slash.

    ``""`` for the front page. ``None`` when the address is not a plain one: steps that lead up or
    nowhere, other separators, control characters, a drive, a root, a query, bytes that are not
    UTF-8, however they are spelled; or a fragment of dots or control characters.
    """
    page, _, fragment = address.partition("#")
    try:
        page, fragment = page.encode().decode(), unquote(fragment, errors="strict")
        steps = [unquote(step, errors="strict") for step in page.removesuffix("/").split("/")]
    except UnicodeError:
        return None
    if fragment and (not fragment.strip(". ") or any(ord(sign) < 32 for sign in fragment)):
        return None
    if page == "./":
        return ""
    return "/".join(steps) if "?" not in page and is_plain(steps) else None
