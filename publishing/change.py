"""What a change does to what others link to: one sentence, a table, the pages that changed.

The report is a small JSON file. It is made where the change's own code ran, so whoever prints it
treats it as hostile: every value goes through `plain`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from linkcontract.address import short_link_id
from linkcontract.files import CannotWork
from linkcontract.promise import moved as moves_file
from publishing import plain, workflow_commands

MOST_ROWS = 60
MOST_BYTES = 2_000_000
_ORDER = ("broken", "changed", "withdrawn", "moved")
_SAID = {
    "broken": "**broken**",
    "changed": "means another section now",
    "withdrawn": "withdrawn",
    "moved": "moved",
}


def report(diff: Path, moved: Path, anchors: Path, changed: Path, findings: Path) -> dict[str, Any]:
    """The report on a change, from what the link contract said about the two builds.

    `changed` names the files that differ. Raises `CannotWork` when the comparison cannot be read.
    """
    try:
        compared = json.loads(diff.read_text(encoding="utf-8"))
        reasons = {old: move.reason for old, move in moves_file.read(moved).moves.items()}
        rows = list(_rows(compared, reasons))
        counts = {name: len(compared[name]) for name in ("kept", "added", "broken", "changed")}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotWork(f"{diff}: this is no comparison of two builds ({error})") from None
    counts["withdrawn"] = sum(row["what"] == "withdrawn" for row in rows)
    counts["moved"] = len(compared["moved"]) - counts["withdrawn"]
    said = workflow_commands.read(findings.read_text(encoding="utf-8")) if findings.exists() else []
    return {
        "counts": counts,
        "rows": sorted(rows, key=lambda row: _ORDER.index(row["what"]))[:MOST_ROWS],
        "pages": list(_pages(changed, anchors)),
        "findings": [{"place": one.place, "message": one.message} for one in said[:MOST_ROWS]],
    }


def _rows(compared: dict[str, Any], reasons: dict[str, str]) -> Iterable[dict[str, str]]:
    for address, home in compared["broken"].items():
        now = home["address"] if home else ""
        line = f"{address}\t{now}" if now else f"{address}\tgone\tWhy it was withdrawn"
        if short_link_id(address):
            line = "none: it follows its section"
        yield {"address": address, "what": "broken", "now": now, "line": line}
    for address, home in compared["changed"].items():
        yield {"address": address, "what": "changed", "now": home["address"], "line": ""}
    for address, now in compared["moved"].items():
        if now == "gone":
            why = reasons.get(address) or reasons.get(address.partition("#")[0], "")
            yield {"address": address, "what": "withdrawn", "now": why, "line": ""}
        else:
            yield {"address": address, "what": "moved", "now": now, "line": ""}


def _pages(changed: Path, anchors: Path) -> Iterable[dict[str, str]]:
    """The Markdown files that changed and their titles, as the build knows them."""
    names = changed.read_text(encoding="utf-8").splitlines() if changed.exists() else []
    titles = _titles(anchors)
    for name in names:
        if name in titles:
            yield {"file": name, "title": titles[name]}


def _titles(anchors: Path) -> dict[str, str]:
    """The title of each Markdown file's page; none when the build did not write them down."""
    try:
        known = json.loads(anchors.read_text(encoding="utf-8"))["addresses"]
        return {one["file"]: one["title"] for one in known if one["kind"] == "page"}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def dumped(report: dict[str, Any]) -> bytes:
    """The report as it is handed on."""
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def loaded(file: Path) -> dict[str, Any]:
    """A report that somebody else wrote. Raises `ValueError` when it cannot be one."""
    if file.stat().st_size > MOST_BYTES:
        raise ValueError("the report is too large")
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("the report is no object")
    return found


def sentence(counts: Any) -> str:
    """What the change does, in one sentence. Raises `ValueError` for counts that are none."""
    if not isinstance(counts, dict):
        raise ValueError("the report has no counts")
    n = {name: plain.number(counts.get(name)) for name in ("kept", "added", "moved", *_ORDER[:3])}
    parts = [f"keeps {n['kept']} address{'es' * (n['kept'] != 1)}", f"adds {n['added']}"]
    parts += [f"moves {n['moved']}"]
    parts += [f"withdraws {n['withdrawn']}"] if n["withdrawn"] else []
    parts += [f"**breaks {n['broken']}**"]
    if n["changed"]:
        parts += [f"{n['changed']} mean{'s' * (n['changed'] == 1)} another section now"]
    return f"This change {', '.join(parts)}."


def as_markdown(report: dict[str, Any]) -> str:
    """The report as Markdown. Raises `ValueError` when it is not what `report` makes."""
    lines = [sentence(report.get("counts")), ""]
    rows = _listed(report, "rows")
    if rows:
        lines += ["| Address | What happens to it | Where it is now | The line to write |"]
        lines += ["| --- | --- | --- | --- |", *map(_row, rows), ""]
    if any(row.get("what") == "withdrawn" for row in rows):
        lines += ["Withdrawing is allowed. Whoever merges this agrees with the reasons above.", ""]
    if findings := _listed(report, "findings"):
        lines += ["What the check found, the most important first:", ""]
        for one in findings:
            place = plain.file(one.get("place")) if one.get("place") else ""
            lines.append(f"- {place} {plain.words(one.get('message'), 400)}")
        lines.append("")
    if pages := _listed(report, "pages"):
        lines += ["Pages that changed:", ""]
        lines += [f"- {plain.words(p.get('title'))} {plain.file(p.get('file'))}" for p in pages]
        lines.append("")
    return "\n".join(lines)


def _row(row: dict[str, Any]) -> str:
    what = row.get("what")
    if what not in _SAID:
        raise ValueError("a row says something else than what can happen to an address")
    now, line = row.get("now"), row.get("line")
    home = plain.words(now) if what == "withdrawn" else plain.address(now) if now else "nowhere"
    # A tab would be lost in a code span: it is shown as the arrow that the pages show it as.
    written = plain.words(line.replace("\t", " ⇥ "), 500) if isinstance(line, str) else ""
    return f"| {plain.address(row.get('address'))} | {_SAID[what]} | {home} | {written} |"


def _listed(report: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = report.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError(f"{name} is no list")
    return found[:MOST_ROWS]
