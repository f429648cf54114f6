"""The annotations of a run: GitHub shows ten errors of a step, so these are the ten that count.

`check --format github` already writes one line per cause. Here they are put in order, the worst first,
and what does not fit is counted; all of them stand in the summary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 10
"""How many errors of one step GitHub shows."""

_ORDER = ("ledger-line-removed", "published-broken", "published-changed")
_LINE = re.compile(r"::error (?P<properties>[^\n]*?)::(?P<message>[^\n]*)")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One error as GitHub's workflow commands write it, taken apart."""

    line: str
    rule: str
    place: str
    message: str


def read(findings: str) -> list[Annotation]:
    """Every error in the text, in order of importance; other lines are passed over."""
    found = []
    for line in findings.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        named = dict(
            part.partition("=")[::2] for part in match["properties"].split(",") if "=" in part
        )
        place = ":".join(unescaped(named[n]) for n in ("file", "line") if n in named)
        rule = unescaped(named.get("title", ""))
        found.append(Annotation(line, rule, place, unescaped(match["message"])))
    return sorted(found, key=lambda one: _ORDER.index(one.rule) if one.rule in _ORDER else 99)


def most_important(findings: str) -> Iterable[str]:
    """The workflow commands to print: at most `MOST` errors, and how many more there are."""
    found = read(findings)
    yield from (one.line for one in found[:MOST])
    if len(found) > MOST:
        more = f"{len(found) - MOST} more are in the summary of this run"
        yield f"::notice title=Only the first {MOST} are shown here::{more}"


def escaped(text: str) -> str:
    """A message as a workflow command takes it: on one line."""
    for character in "%\r\n":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def unescaped(text: str) -> str:
    """What a workflow command's text meant."""
    return re.sub(r"%(0A|0D|25|2C|3A)", lambda match: chr(int(match[1], 16)), text)
