"""Which handouts there are, and what goes onto each: the page's front matter says both.

    handout: hub-users                  handouts/hub-users.pdf, a name for ever
    handout_sections:                   what the sheet shows below the page's title and opening:
      - hub-users:gets                  each section by its label, whole, without its subsections
      - table:hub-users-limits          or a table or figure by its name

Nothing is typed twice: the words are those of the built page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from linkcontract.source.ids import id_of
from printing.built import Built, Entry
from printing.errors import CannotPrint, Unprintable

FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page by its label, and the line of the front matter that names it."""

    label: str
    line: int

    @property
    def id(self) -> str:
        return id_of(self.label)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout to print: where it goes, its page, and what of the page goes onto it."""

    handout: Entry
    page: Entry
    line: int
    sections: tuple[Section, ...]

    @property
    def place(self) -> str:
        """The Markdown file and the line at which the handout is asked for."""
        return f"{self.page.source}:{self.line}"


def sheets(built: Built, source: Path) -> list[Sheet]:
    """All handouts that the build promises, in order of address.

    Raises `Unprintable` with every mistake in front matter, `CannotPrint` when there is no handout
    or a source file is missing.
    """
    found: list[Sheet] = []
    wrong: list[str] = []
    for handout in built.of_kind("handout"):
        sheet, mistakes = _sheet(built, handout, source)
        wrong += mistakes
        if sheet.handout.address in {other.handout.address for other in found}:
            wrong.append(f"{sheet.place}: another page has this handout too: give it another name")
        found.append(sheet)
    if wrong:
        raise Unprintable(wrong)
    if not found:
        raise CannotPrint(
            f"{built.folder}: no page has a handout: write “handout: NAME” into its front matter"
        )
    return found


def _sheet(built: Built, handout: Entry, source: Path) -> tuple[Sheet, list[str]]:
    """What a page's front matter says of its handout, and what is wrong with that."""
    page = built.pages_by_source[handout.source]
    file = source / page.source
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CannotPrint(
            f"{file}: {error.strerror}: say where the sources are (--source)"
        ) from None
    line, named = 1, []
    wrong = []
    match = FRONT_MATTER.match(text)
    node = yaml.compose(match[1], Loader=yaml.SafeLoader) if match else None
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "handout":
            line = key.start_mark.line + 2  # counted from 0, below the line "---"
            if not NAME.fullmatch(str(value.value)):
                wrong.append(
                    f"{page.source}:{line}: “{value.value}” cannot be the name of a handout: "
                    "write small letters, digits and single hyphens, like hub-users"
                )
        elif key.value == "handout_sections" and isinstance(value, yaml.SequenceNode):
            named = [Section(str(one.value), one.start_mark.line + 2) for one in value.value]
    sheet = Sheet(handout, page, line, tuple(named))
    if not named:
        wrong.append(
            f"{sheet.place}: the handout has no sections: "
            "name some by their labels, as a list below “handout_sections:”"
        )
    return sheet, wrong
