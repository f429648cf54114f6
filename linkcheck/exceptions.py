"""`links/external.toml`: addresses that a person has looked at and accepts as they are.

[[exception]]
url = "https://example.org/members/"   # this address, and everything below it
reason = "for members only; a browser that is signed in sees it"
review = 2027-05-01                     # when somebody looks again
ask = false                             # optional: not even ask (default: true)
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from linkcontract.files import CannotWork

_KEYS = ("url", "reason", "review", "ask")


@dataclass(frozen=True, slots=True)
class Exception_:
    """One exception, and the line it stands in."""

    url: str
    reason: str
    review: date
    ask: bool
    place: str

    def covers(self, url: str) -> bool:
        """Whether the link is this address, or one below it, or a place on it."""
        rest = url.removeprefix(self.url)
        return url.startswith(self.url) and (not rest or self.url.endswith("/") or rest[0] in "/?#")

    def why(self) -> str:
        """For the report: that, and why, the address is accepted."""
        return f"accepted: {self.reason} (to be reviewed on {self.review})"


def read(file: Path) -> list[Exception_]:
    """The exceptions of a file; none when there is no such file.

    Raises `CannotWork`, with one line that says what to write, for what cannot be understood.
    """
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise CannotWork(f"{file}: cannot be read as TOML: {error}") from None
    entries = data.pop("exception", [])
    if data or not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise CannotWork(
            f"{file}: write each exception below a line [[exception]], and nothing else"
        )
    lines = text.splitlines()
    heads = [
        number for number, line in enumerate(lines, start=1) if line.strip() == "[[exception]]"
    ]
    places = heads if len(heads) == len(entries) else [1] * len(entries)
    found: list[Exception_] = []
    for entry, line in zip(entries, places, strict=True):
        found.append(_exception(entry, f"{file.as_posix()}:{line}"))
        if any(found[-1].url == other.url for other in found[:-1]):
            raise CannotWork(f"{found[-1].place}: {found[-1].url} has two exceptions; keep one")
    return found


def _exception(entry: dict[str, Any], place: str) -> Exception_:
    unknown = [key for key in entry if key not in _KEYS]
    if unknown:
        raise CannotWork(
            f"{place}: there is no {unknown[0]!r}; an exception has {', '.join(_KEYS)}"
        )
    url, reason, review, ask = (entry.get(key) for key in _KEYS)
    if not isinstance(url, str) or not url.startswith(("https://", "http://")):
        raise CannotWork(f'{place}: write the address in full: url = "https://…"')
    if not isinstance(reason, str) or not reason.strip():
        raise CannotWork(f'{place}: say why {url} is accepted: reason = "…"')
    if not isinstance(review, date) or isinstance(review, datetime):
        raise CannotWork(f"{place}: say when {url} is looked at again: review = 2027-05-01")
    if ask is not None and not isinstance(ask, bool):
        raise CannotWork(
            f"{place}: write ask = false for an address that is not to be asked at all"
        )
    return Exception_(url, reason.strip(), review, ask is not False, place)
