"""Writing the list: for a person, for a program, for GitHub's annotations."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Sequence

from proofread.mistake import Mistake

FORMATS = ("text", "json", "github")
More = Callable[[Mistake], str]
"""The address of the entry of a mistake's kind among the help pages."""

SHOWN = 10
"""How many errors of one step GitHub shows beside the lines."""

# What breaks the most for others comes first, where only some can be shown.
_FIRST = (
    "ledger-line-removed", "published-broken", "published-changed", "conflict-marker", "build-failed",
)  # fmt: skip
_BOLD, _RED, _DIM, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[2m", "\x1b[0m"
_WIDTH = 100


def as_text(mistakes: Sequence[Mistake], more: More, *, color: bool = False) -> str:
    """What, how to mend it, why, and where to read more; a blank line between mistakes."""
    return "\n".join(_told(one, more, color) for one in mistakes)


def _told(one: Mistake, more: More, color: bool) -> str:
    bold, red, dim, plain = (_BOLD, _RED, _DIM, _PLAIN) if color else ("",) * 4
    place = f"{bold}{printable(one.place)}:{plain} " if one.place else ""
    fix, *others = one.fix.splitlines() or [""]
    lines = [f"{place}{red}{printable(one.what)}{plain}"]
    lines += [f"    fix:  {printable(fix)}", *(f"          {printable(line)}" for line in others)]
    lines += [f"{dim}    why:  {printable(one.kind.why)}", f"    more: {more(one)}{plain}"]
    return "".join(line + "\n" for line in lines)


def as_json(mistakes: Sequence[Mistake], more: More) -> str:
    """An array of `{kind, file, line, what, why, fix, more}`, `null` where unknown."""
    array = [
        {
            "kind": one.kind.id,
            "file": one.file or None,
            "line": one.line,
            "what": one.what,
            "why": one.kind.why,
            "fix": one.fix,
            "more": more(one),
        }
        for one in mistakes
    ]
    text = json.dumps(array, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def as_github(mistakes: Sequence[Mistake], more: More) -> str:
    """A workflow command for each mistake, which GitHub shows beside the line, the worst first.

    GitHub shows ten of a step. The others are notes in the log, and the list as text stands in the
    step's summary. `%`, carriage return and newline are escaped, in properties `:` and `,` as well:
    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    ordered = sorted(
        mistakes, key=lambda one: _FIRST.index(one.kind.id) if one.kind.id in _FIRST else 9
    )
    commands = [_command(one, more) for one in ordered[:SHOWN]]
    if rest := ordered[SHOWN:]:
        title = f"{len(rest)} more mistakes"
        commands.append(
            f"::notice title={title}::all {len(ordered)} are in the summary of this run\n"
        )
        commands += ["::group::The others\n", as_text(rest, more), "::endgroup::\n"]
    return "".join(commands)


def _command(one: Mistake, more: More) -> str:
    known = {"file": one.file, "line": one.line, "title": one.kind.title}
    properties = ",".join(f"{k}={_escape(str(v), ':,')}" for k, v in known.items() if v)
    text = f"{one.what}\nfix: {one.fix}\nwhy: {one.kind.why}\nmore: {more(one)}"
    return f"::error {properties}::{_escape(text)}\n"


def as_markdown(mistakes: Sequence[Mistake], more: More, summary: str) -> str:
    """The list for the summary of a GitHub step."""
    fence = "`" * 8
    text = as_text(mistakes, more).replace(fence, "`")
    listed = f"\n{fence}text\n{text}{fence}\n" if mistakes else ""
    return f"### ./do check\n\n{summary}\n{listed}"


def summary(mistakes: Sequence[Mistake], pages: int, fixable: int = 0) -> str:
    """One sentence on the whole of it."""
    if not mistakes:
        return f"Nothing is wrong with {pages} page{'s' * (pages != 1)}."
    files = len({one.file for one in mistakes})
    count = f"{len(mistakes)} mistake{'s' * (len(mistakes) != 1)}"
    said = f"{count} in {files} file{'s' * (files != 1)}."
    return f"{said} Mend what is certain: ./do check --fix" if fixable else said


def wrapped(notes: Iterable[str]) -> str:
    """Notes, each a paragraph."""
    return "".join(textwrap.fill(note, _WIDTH) + "\n" for note in notes)


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def printable(text: str) -> str:
    """The text without characters that would command the terminal; a tab stays."""
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in text)
