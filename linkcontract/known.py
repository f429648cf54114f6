"""Findings that are known already: those the settings ignore, and those of a baseline.

A baseline is a file of what was wrong when somebody began to check an old site: one finding a line,
`rule TAB place TAB message`, without line numbers, so that an edit further up changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from linkcontract.files import read_lines, replace
from linkcontract.finding import Finding
from linkcontract.settings import Ignored

_HEADER = (
    "# What was wrong when checking began: rule, place, message. Delete a line to hear of it.\n"
)


def without_ignored(
    findings: Iterable[Finding], ignored: Sequence[Ignored]
) -> tuple[list[Finding], list[Ignored]]:
    """The findings that nothing ignores, and the patterns that fit none."""
    used: set[int] = set()
    left = []
    for finding in findings:
        fitting = [number for number, one in enumerate(ignored) if one.covers(finding)]
        used.update(fitting)
        if not fitting:
            left.append(finding)
    return left, [one for number, one in enumerate(ignored) if number not in used]


def write_baseline(file: Path, findings: Iterable[Finding]) -> None:
    """Write the findings as a baseline. Raises `CannotWork` when the file cannot be written."""
    text = _HEADER + "".join(f"{line}\n" for line in sorted(map(_line, findings)))
    replace(file, text.encode("utf-8", "backslashreplace"))


def without_baseline(findings: Iterable[Finding], file: Path) -> tuple[list[Finding], int]:
    """The findings that are not in the baseline, and how many of its lines fit none.

    Of equal findings as many are known as there are lines. Raises `CannotWork` when the file cannot
    be read.
    """
    lines = read_lines(file, "baseline of known findings")
    known = Counter(line for line in lines if line and not line.startswith("#"))
    new = []
    for finding in findings:
        line = _line(finding)
        if known[line]:
            known[line] -= 1
        else:
            new.append(finding)
    return new, known.total()


def _line(finding: Finding) -> str:
    place = finding.page or finding.file or ""
    return "\t".join(" ".join(part.split()) for part in (finding.rule, place, finding.message))
