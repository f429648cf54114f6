"""Writing findings for whoever reads them: a person, a program, or GitHub's annotations."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from typing import TextIO

from linkcontract.finding import Consequence, Finding

FORMATS = ("text", "json", "github")

_PLAIN, _BOLD, _RED = "\x1b[0m", "\x1b[1m", "\x1b[31m"


def write_findings(findings: Iterable[Finding], format: str, stream: TextIO) -> None:
    """Write the findings to a stream in one of `FORMATS`."""
    writers: dict[str, Callable[[list[Finding]], str]] = {
        "text": lambda found: as_text(found, color=wants_color(stream)),
        "json": as_json,
        "github": as_github,
    }
    stream.write(writers[format](list(findings)))


def as_text(findings: Iterable[Finding], *, color: bool = False) -> str:
    """A sentence for each finding, and below it, indented, what to do about it."""
    bold, red, plain = (_BOLD, _RED, _PLAIN) if color else ("",) * 3
    lines: list[str] = []
    for finding in _for_people(findings):
        place = ":".join(str(part) for part in (finding.file, finding.line) if part is not None)
        message = printable(finding.message)
        lines.append(f"{bold}{printable(place)}:{plain} {red}{message}{plain}")
        lines += [f"    {printable(line)}" for line in (finding.fix or "").splitlines()]
    return "".join(line + "\n" for line in lines)


def as_json(findings: Iterable[Finding]) -> str:
    """An array of `{rule, file, line, page, address, message, fix}`, `null` where unknown."""
    text = json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def as_github(findings: Iterable[Finding]) -> str:
    """A workflow command for each finding, which GitHub shows beside the line.

    In the message `%`, carriage return and newline are escaped, in properties `:` and `,` as well.
    """
    lines = []
    for finding in _for_people(findings):
        properties = {"file": finding.file, "line": finding.line, "title": finding.rule}
        written = ",".join(
            f"{name}={_escape(str(value), ':,')}"
            for name, value in properties.items()
            if value is not None
        )
        message = "\n".join(filter(None, (finding.message, finding.fix)))
        lines.append(f"::error {written}::{_escape(message)}\n")
    return "".join(lines)


def summary(findings: list[Finding], pages: int, published: str = "", silenced: int = 0) -> str:
    """One sentence on the whole of it, counting as `as_text` does.

    `published` says what works if nothing is wrong, beside the links; empty when only they were
    checked. `silenced` counts what is wrong but known from a baseline or ignored: with it nobody may
    be told that everything works.
    """
    read = f"{pages} page{'s' * (pages != 1)}"
    if not findings:
        if silenced:
            unchecked = (
                "" if published else "; published addresses not checked: no --ledger was given"
            )
            return f"{read}: nothing new is wrong ({silenced} known or ignored{unchecked})"
        if not published:
            return f"{read}: every link arrives (published addresses not checked: no --ledger was given)"
        return f"{read}: every link arrives, {published}"
    count = sum(1 for _ in _for_people(findings))
    rules = ", ".join(sorted({finding.rule for finding in findings}))
    return f"{read}: {count} finding{'s' * (count != 1)} ({rules})"


def wants_color(stream: TextIO) -> bool:
    """Whether to color: on a terminal, unless `NO_COLOR` is set to anything (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def _for_people(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings without those that another one's repair mends: that one counts them."""
    return (finding for finding in findings if not isinstance(finding, Consequence))


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)


def printable(text: str) -> str:
    """The text without characters that would break the line or command the terminal; a tab stays."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in text)
