"""Writes the entries of `contribute/`: for each kind of mistake what the list says, and what it means.

    ./do check --write-entries

The words are the docstrings of whatever finds the mistake; the samples are cases of the catalogue, of which
a test holds that the check prints them exactly so. Nobody edits these pages by hand: a test says when they
are not as this writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from proofread.catalogue import CASES
from proofread.catalogue.case import AT, Case
from proofread.entries.words import END, INDEX, OLDER, THEME, TOP
from proofread.kinds import KINDS, THEMES, Theme
from proofread.mending import replace
from proofread.mistake import Kind

NAME = "hubs"
"""Stands in the samples for the name of the case."""
FOLDER = "contribute"


def pages() -> dict[str, str]:
    """The text of every page of entries, by its file."""
    found = {f"{FOLDER}/checks.md": _index()}
    for theme in THEMES:
        found[f"{FOLDER}/checks-{theme.name}.md"] = _page(theme)
    return found


def write(root: Path) -> list[str]:
    """Write the pages that are not as they should be; the names of those that were not."""
    changed = [file for file, text in pages().items() if text != _read(root / file)]
    for file in changed:
        (root / file).touch()
        replace(root / file, pages()[file].encode())
    return changed


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _index() -> str:
    lists = "\n".join(
        f"{_labels(f'checks:list-{theme.name}', '')}### {_short(theme)}\n\n"
        + "".join(f"- [{_title(KINDS[id])}](#checks:{id})\n" for id in theme.kinds)
        for theme in THEMES
    )
    menu = "\n".join(f"checks-{theme.name}" for theme in THEMES)
    sample = next(case for case in CASES if case.kind == "unknown-label")
    return INDEX.format(
        top=TOP.format(day=1), sample=_sample(sample), lists=lists, menu=menu, end=END
    )


def _short(theme: Theme) -> str:
    name = theme.title.removeprefix("What the checks say about ")
    return name[0].upper() + name[1:]


def _page(theme: Theme) -> str:
    entries = "\n".join(_entry(KINDS[id]) for id in theme.kinds)
    labels = _labels(f"checks:{theme.name}", theme.name)
    # A day for each: nobody reviews so many pages at once.
    top = TOP.format(day=2 + THEMES.index(theme))
    return THEME.format(
        top=top, labels=labels, title=theme.title, opening=theme.opening, entries=entries
    )


def _labels(label: str, key: str) -> str:
    """The label of a heading, below the older ones that stood for it."""
    return "".join(f"({one})=\n" for one in (*OLDER.get(key, ()), label))


def _entry(kind: Kind) -> str:
    cases = [case for case in CASES if case.kind == kind.id]
    sample = f"```text\n{_sample(cases[0])}\n```\n\n" if cases else ""
    return f"{_labels(kind.label, kind.id)}## {_title(kind)}\n\n{sample}{_paragraphs(kind.help)}"


def _title(kind: Kind) -> str:
    return kind.title.replace("*", "\\*")


def _sample(case: Case) -> str:
    """What the list says of a case: the first mistake, and what to do."""
    what = case.says[0].removeprefix("/")
    fix, *more = case.fix.splitlines()
    text = "\n".join([what, f"    fix:  {fix}", *(f"          {line}" for line in more)])
    # The name of the case is nobody's business; the folder of the catalogue neither.
    text = text.replace(f"{AT}CASE/", "").replace(f"{AT}index", "index").replace("CASE", NAME)
    return re.sub(r"MOVED\d+", "5", text).replace("\t", "    ")


def _paragraphs(help: str) -> str:
    """A docstring as Markdown: each paragraph on a line of its own; lists and code as they are."""
    return "\n\n".join(_unwrapped(help)).rstrip() + "\n"


def _unwrapped(help: str) -> Iterator[str]:
    is_code = False
    block: list[str] = []
    for line in [*help.strip().split("\n"), ""]:
        is_fence = line.startswith("```") and line.count("```") == 1
        if line or is_code:
            block.append(line)
        elif block:
            yield _joined(block)
            block = []
        is_code ^= is_fence


def _joined(block: list[str]) -> str:
    """A paragraph on one line; what stands on lines of its own stays so."""
    is_plain = not re.match(r"[-*|] |\d+\. |    |```\w*$", block[0])
    return (" " if is_plain else "\n").join(block)
