"""What earlier runs found, so that an address is asked once a week unless something was wrong.

A JSON file, which may be lost at any time: then everything is asked again, and the days that an
address has been without an answer are counted anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from linkcheck.judge import Judged, Verdict
from linkcontract.files import replace

_VERSION = 1
_WEEK = 7
_FORGOTTEN = 90
"""Days after which a link that no page has any longer is forgotten."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one link: its verdict, when it was asked for it, and since when it is so.

    `good` is the last day on which the link worked, where one is known.
    """

    judged: Judged
    asked: date
    since: date
    good: date | None

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Self:
        """From JSON. Raises `KeyError`, `TypeError` and `ValueError`."""
        judged = Judged(Verdict(entry["verdict"]), str(entry["why"]), entry["new"])
        good = date.fromisoformat(entry["good"]) if entry["good"] else None
        return cls(
            judged, date.fromisoformat(entry["asked"]), date.fromisoformat(entry["since"]), good
        )

    def as_json(self) -> dict[str, str | None]:
        """For JSON."""
        return {
            "verdict": self.judged.verdict,
            "why": self.judged.why,
            "new": self.judged.new,
            "asked": self.asked.isoformat(),
            "since": self.since.isoformat(),
            "good": self.good.isoformat() if self.good else None,
        }


class Memory:
    """The links that earlier runs asked for."""

    def __init__(self, links: dict[str, Known] | None = None) -> None:
        self.links = links or {}

    @classmethod
    def read(cls, file: Path) -> Self:
        """What the file holds; nothing when it is missing or cannot be understood."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            if data["version"] != _VERSION:
                return cls()
            return cls({url: Known.read(entry) for url, entry in data["links"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, file: Path, today: date) -> None:
        """Keep it for the next run, without what has long been linked to no more."""
        kept = {
            url: known.as_json()
            for url, known in sorted(self.links.items())
            if (today - known.asked).days < _FORGOTTEN
        }
        text = json.dumps({"version": _VERSION, "links": kept}, indent=1, ensure_ascii=False)
        replace(file, f"{text}\n".encode())

    def settled(self, url: str, today: date) -> Judged | None:
        """The verdict of the last seven days on a link that answered well; else `None`."""
        known = self.links.get(url)
        if known is None or not 0 <= (today - known.asked).days < _WEEK:
            return None
        return known.judged if known.judged.verdict in (Verdict.FINE, Verdict.MOVED) else None

    def add(self, url: str, judged: Judged, today: date) -> None:
        """Take note of a verdict of today."""
        before = self.links.get(url)
        is_same = before is not None and before.judged.verdict is judged.verdict
        since = before.since if before is not None and is_same else today
        works = judged.verdict in (Verdict.FINE, Verdict.MOVED)
        good = today if works else before.good if before is not None else None
        self.links[url] = Known(judged, today, since, good)
