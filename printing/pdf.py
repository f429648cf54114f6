"""A PDF as Chromium writes it, made the same whenever the same sheet is printed."""

from __future__ import annotations

import re
from datetime import date

_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def dated(pdf: bytes, day: date) -> bytes:
    """The PDF with the start of a day (UTC) as the time when it was made.

    Of the same length, so that the offsets in its table of contents hold.
    """
    when = f"D:{day:%Y%m%d}000000+00'00'".encode()
    return _DATES.sub(lambda found: b"/" + found[1] + b" (" + when + b")", pdf)


def pages(pdf: bytes) -> int:
    """How many pages there are."""
    return len(_PAGE.findall(pdf))
