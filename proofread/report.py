"""Writing the list: for a person, for a program, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence

from proofread.mistake import Mistake

FORMATS = ("text", "json", "github")


def entry(mistake: Mistake, base: str) -> str:
    """The address of the kind's entry among the help pages, below the site's address `base`."""
    return f"{base}go/{mistake.kind.label.replace(':', '-')}/"


def as_text(mistakes: Sequence[Mistake], base: str) -> str:
    """What, why, how to mend it, and where to read more; a blank line between mistakes."""
    return "\n".join(
        f"{one.place}: {one.what}\n"
        f"    fix:  {one.fix}\n"
        f"    why:  {one.kind.why}\n"
        f"    more: {entry(one, base)}\n"
        for one in mistakes
    )


def as_json(mistakes: Sequence[Mistake], base: str) -> str:
    """An array of `{kind, file, line, what, why, fix, more}`, `null` where unknown."""
    array = [
        {
            "kind": one.kind.id,
            "file": one.file or None,
            "line": one.line,
            "what": one.what,
            "why": one.kind.why,
            "fix": one.fix,
            "more": entry(one, base),
        }
        for one in mistakes
    ]
    return json.dumps(array, ensure_ascii=False, indent=2) + "\n"


def as_github(mistakes: Sequence[Mistake], base: str) -> str:
    """A workflow command for each mistake, which GitHub shows beside the line.

    `%`, carriage return and newline are escaped, in properties `:` and `,` as well:
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(
        f"::error {_properties(one)}::"
        + _escape(f"{one.what}\nfix: {one.fix}\nwhy: {one.kind.why}\nmore: {entry(one, base)}")
        + "\n"
        for one in mistakes
    )


def _properties(mistake: Mistake) -> str:
    known = {"file": mistake.file, "line": mistake.line, "title": mistake.kind.title}
    return ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in known.items() if value)


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
