"""The weekly look at what ages by itself: one issue for dead links, one for what is due:
pages to review and figures to confirm.

Each issue is found by the mark in its text, opened when there is something, rewritten while there
is, and closed when there is nothing any more. What cannot be read changes no issue, and is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from publishing import plain
from publishing.github import GitHub
from publishing.refused import Refused

_DUE = re.compile(r"(?P<place>[\w./-]+:\d+): due since (?P<since>\d{4}-\d{2}-\d{2}): (?P<what>.+)")
_SUMMARY = re.compile(r"(\d+ due|Nothing is due) on \d{4}-\d{2}-\d{2}\.")
_BOT = "github-actions[bot]"
_MOST = 100


def remind(github: GitHub, external: Path, due: Path) -> None:
    """Bring both issues up to date. Raises `Refused`, after the other one, for what cannot be read."""
    wrong = []
    todo: tuple[tuple[str, str, Callable[[Path], str], Path], ...] = (
        ("external-links", "Links to other sites that are dead or have moved", links, external),
        ("due", "Pages to review and figures to confirm", due_list, due),
    )
    for name, title, reader, file in todo:
        try:
            _settle(github, f"<!-- weekly: {name} -->", title, reader(file))
        except Refused as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise Refused("; ".join(wrong))


def links(file: Path) -> str:
    """The text of the issue about external links, empty when none is dead or moved.

    What is unsure is told below the others, and is no reason for an issue.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        by_verdict: dict[str, list[dict[str, Any]]] = {}
        for one in found:
            by_verdict.setdefault(one["verdict"], []).append(one)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(
            f"{file} cannot be read ({error}): the external links were not asked"
        ) from None
    if not by_verdict.get("dead") and not by_verdict.get("moved"):
        return ""
    lines = []
    for verdict, heading in (
        ("dead", "Dead: replace the address, or take the link out"),
        ("moved", "Moved for good: write the new address"),
        ("unsure", "Unsure: nothing to do yet"),
    ):
        if some := by_verdict.get(verdict):
            lines += [f"### {heading} ({len(some)})", ""]
            lines += [_link(one) for one in some[:_MOST]]
            lines += [f"- and {len(some) - _MOST} more"] if len(some) > _MOST else []
            lines += [""]
    lines += ["`./do linkcheck` says the same on your machine."]
    return "\n".join(lines)


def _link(one: dict[str, Any]) -> str:
    new = f" → {plain.address(one['new'])}" if one.get("new") else ""
    where = ", ".join(plain.file(place) for place in list(one.get("where") or [])[:10])
    return f"- [ ] {plain.address(one.get('url'))}{new}: {plain.words(one.get('why'))} in {where}"


def due_list(file: Path) -> str:
    """The text of the issue about pages and figures that are due, empty when none is."""
    try:
        said = file.read_text(encoding="utf-8")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}") from None
    if not _SUMMARY.search(said):
        raise Refused(f"{file} is not what ./do due says")
    found = [match for line in said.splitlines() if (match := _DUE.fullmatch(line.strip()))]
    if not found:
        return ""
    lines = [
        f"- [ ] {plain.file(one['place'])}, since {one['since']}: {plain.words(one['what'], 300)}"
        for one in found[:_MOST]
    ]
    return "\n".join([*lines, "", "`./do due` says the same on your machine."])


def _settle(github: GitHub, mark: str, title: str, text: str) -> None:
    found = _issue(github, mark)
    body = (
        f"{mark}\n{text}\n\nThis issue is rewritten every week, and closed when nothing is left.\n"
    )
    if not text:
        if found:
            github.ask(f"issues/{found}", "PATCH", state="closed", state_reason="completed")
        print(f"{title}: nothing to say" + (f"; closed #{found}" if found else ""))
    elif found:
        github.ask(f"issues/{found}", "PATCH", body=body)
        print(f"{title}: rewrote #{found}")
    else:
        made = github.ask("issues", "POST", title=title, body=body)
        print(f"{title}: opened #{int(made['number'])}")


def _issue(github: GitHub, mark: str) -> int | None:
    """The number of the open issue with that mark, which this job wrote itself."""
    for page in range(1, 11):
        open_ones = github.ask(f"issues?state=open&per_page=100&page={page}")
        for one in open_ones:
            is_ours = one["user"]["login"] == _BOT and "pull_request" not in one
            if is_ours and (one["body"] or "").startswith(mark):
                return int(one["number"])
        if len(open_ones) < 100:
            return None
    return None
