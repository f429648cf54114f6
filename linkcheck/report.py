"""The verdicts, told: to a person as findings with file and line, to machines as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from linkcheck.exceptions import Exception_
from linkcheck.judge import Judged, Verdict

_WORST_FIRST = (Verdict.DEAD, Verdict.MOVED, Verdict.UNSURE)


@dataclass(frozen=True, slots=True)
class Row:
    """One outgoing link with its verdict and the places that wrote it."""

    url: str
    verdict: Verdict
    new: str | None
    why: str
    where: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """As `--json` writes it."""
        return {
            "url": self.url,
            "verdict": self.verdict,
            "new": self.new,
            "why": self.why,
            "where": list(self.where),
        }


def row(
    url: str,
    where: tuple[str, ...],
    judged: Judged,
    today: date,
    since: date | None = None,
    good: date | None = None,
) -> Row:
    """The row of one link, with how long it has been so and where an old copy would be."""
    why = judged.why
    if judged.verdict in (Verdict.DEAD, Verdict.UNSURE) and since and since < today:
        days = (today - since).days
        why += f", for {days} day{'s' * (days != 1)} (since {since})"
    if judged.verdict is Verdict.DEAD:
        why += f"; a copy may be at {archived(url, good or today)}"
    return Row(url, judged.verdict, judged.new, why, where)


def archived(url: str, day: date) -> str:
    """Where the Wayback Machine shows its copy that is nearest to a day, if it has one."""
    return f"https://web.archive.org/web/{day:%Y%m%d}/{url}"


def as_json(rows: Iterable[Row]) -> bytes:
    """All rows as one JSON list."""
    told = [row.as_json() for row in rows]
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def findings(rows: Sequence[Row]) -> Iterator[str]:
    """What a person reads: everything that is not fine, the worst first, with what to do."""
    for verdict in _WORST_FIRST:
        for row in rows:
            if row.verdict is verdict:
                first, *others = row.where
                yield f"{first}: {row.verdict}: {row.url}"
                yield f"    {row.why}"
                if row.new:
                    yield f"    write instead: {row.new}"
                if others:
                    yield f"    also in {', '.join(others)}"


def notes(
    exceptions: Iterable[Exception_], verdicts: dict[str, Judged], urls: Iterable[str], today: date
) -> Iterator[str]:
    """Exceptions that somebody should look at: not needed any longer, or due for review.

    `verdicts` are those on the links as they answered, whatever the exceptions say.
    """
    urls = list(urls)
    for exception in exceptions:
        covered = [url for url in urls if exception.covers(url)]
        answered = [verdicts[url].verdict for url in covered if url in verdicts]
        where = f"{exception.place}: the exception for {exception.url}"
        if not covered:
            yield f"{where} is no longer needed: no page links to it; delete it"
        elif exception.ask and answered and all(one is Verdict.FINE for one in answered):
            yield f"{where} is no longer needed: it answers well; delete it"
        elif exception.review < today:
            yield f"{where} was to be reviewed on {exception.review}: look, then set a new date"


def summary(rows: Sequence[Row], asked: int, accepted: int) -> str:
    """One line about all links."""
    counts = Counter(row.verdict for row in rows)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
    exceptions = f" ({accepted} of them accepted as they are)" if accepted else ""
    return (
        f"{len(rows)} links to other sites: {told}{exceptions}; {asked} addresses asked in this run"
    )
