"""Text from anywhere, made safe to print in Markdown on GitHub, whoever wrote it.

A report on a pull request is written by the pull request's own code. So nothing of it is printed but
numbers that are numbers, addresses that are addresses, and words without any mark-up, in code spans:
no link, no picture, no mention, no HTML.
"""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"[A-Za-z0-9/#%!$&'()*+,;=:@~._-]{1,300}")
_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.:-]*(/[A-Za-z0-9/#%!$&'()*+,;=:@~._?-]*)?")
_FILE = re.compile(r"[A-Za-z0-9/._ -]{1,200}(:\d{1,6})?")
UNSHOWN = "`(not shown: it holds characters that no address has)`"


def address(text: object) -> str:
    """An address of the site, or a URL, as a code span."""
    if isinstance(text, str) and _ADDRESS.fullmatch(text):
        return f"`{text}`"
    if isinstance(text, str) and len(text) <= 500 and _URL.fullmatch(text):
        return f"`{text}`"
    return UNSHOWN


def file(text: object) -> str:
    """The name of a file, perhaps with a line, as a code span."""
    return f"`{text}`" if isinstance(text, str) and _FILE.fullmatch(text) else UNSHOWN


def words(text: object, most: int = 120) -> str:
    """Some words as a code span: printable, on one line, without what would end the span."""
    if not isinstance(text, str):
        return ""
    clean = "".join(c if c.isprintable() and c not in "`|\\" else " " for c in text)
    clean = " ".join(clean.split())
    cut = clean[:most] + ("…" if len(clean) > most else "")
    return f"`{cut}`" if cut else ""


def number(value: object) -> int:
    """A count. Raises `ValueError` for what is none: then the whole report is not to be trusted."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise ValueError("a count is not a number")
    return value
