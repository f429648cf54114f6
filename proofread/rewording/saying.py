"""What a saying is: a kind of mistake, how the build says it, and how we do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from proofread.build import Said
from proofread.mistake import Edit, Kind, Mistake, Reach
from proofread.sources import Sources

_HINT = re.compile(r"; did you mean (?P<names>“.+”)\?$")


@dataclass(frozen=True)
class Told:
    """What is wrong, in our words. `line` and `file` are the build's where they are not better known."""

    what: str
    fix: str
    line: int | None = None
    file: str | None = None
    about: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()


class Heard:
    """A message of the build: who said it, where, what its pattern found, and the pages to look at."""

    def __init__(self, said: Said, found: re.Match[str], sources: Sources) -> None:
        self.said = said
        self.sources = sources
        self._found = found

    def __getitem__(self, group: str) -> str:
        """What a group of the pattern found, in one line; empty where it found nothing."""
        return " ".join((self._found.groupdict().get(group) or "").split())

    @property
    def file(self) -> str:
        """The file that the build names; empty where it names none."""
        return self.said.file or ""

    @property
    def line(self) -> int:
        """The build's line; the first where it gave none."""
        return self.said.line or 1

    @property
    def text(self) -> str:
        """The line that the build names, as it is written."""
        lines = self.sources.lines(self.file)
        return lines[self.line - 1] if self.line <= len(lines) else ""

    def lines_of(self, *words: str) -> list[int]:
        """The lines that hold one of these words; of those the first words that any line holds.

        The build gives the line where a paragraph or block begins, and says a thing once: so all lines
        of that paragraph count. Where none has the words, the nearest one below or above does.
        """
        lines = self.sources.lines(self.file)
        end = next((n for n in range(self.line, len(lines)) if not lines[n].strip()), len(lines))
        for one in words:
            found = self.sources.find(self.file, one, self.line)
            within = [n for n in found if self.line <= n <= end] if self.said.line else found
            if found:
                return within or found[:1]
        return [self.line]

    def line_of(self, *words: str) -> int:
        """The first of these lines."""
        return self.lines_of(*words)[0]

    def line_above(self, pattern: str) -> int:
        """The nearest line, from the build's upwards, that the pattern matches; else the build's."""
        lines = self.sources.lines(self.file)
        for number in range(min(self.line, len(lines)), 0, -1):
            if re.match(pattern, lines[number - 1]):
                return number
        return self.line

    def at(self, file: str) -> Heard:
        """The same message, as if it were about another file."""
        return Heard(Said(self.said.kind, file, None, self.said.text), self._found, self.sources)

    @property
    def meant(self) -> list[str]:
        """The names that the build's own extension says were meant."""
        hint = _HINT.search(self.said.text)
        return re.findall("“([^”]+)”", hint["names"]) if hint else []


Reword = Callable[[Heard], Iterable[Told]]


@dataclass(frozen=True)
class Saying:
    """A kind, the patterns of the messages that mean it, and the function that says it anew.

    A pattern is searched for in `type: text`, where the type is Sphinx's, as in `myst.xref_missing`.
    """

    kind: Kind
    patterns: tuple[re.Pattern[str], ...]
    reword: Reword

    def hear(self, said: Said, sources: Sources) -> Iterator[Mistake] | None:
        """The mistakes that a message means; `None` when it is about something else."""
        for pattern in self.patterns:
            if found := pattern.search(f"{said.kind}: {said.text}"):
                return self._mistakes(Heard(said, found, sources))
        return None

    def _mistakes(self, heard: Heard) -> Iterator[Mistake]:
        for told in self.reword(heard):
            yield Mistake(
                self.kind,
                heard.file if told.file is None else told.file,
                heard.said.line if told.line is None else told.line or None,
                told.what,
                told.fix,
                by="build",
                about=told.about,
                edits=told.edits,
            )


def saying(
    id: str | Kind, title: str, *patterns: str, hides: Reach = "", explains: tuple[str, ...] = ()
) -> Callable[[Reword], Saying]:
    """Make a function a saying; its docstring is the help of the kind, with why it matters first."""

    def make(reword: Reword) -> Saying:
        help = cleandoc(reword.__doc__ or "")
        kind = id if isinstance(id, Kind) else Kind(id, title, help, hides, explains)
        return Saying(kind, tuple(re.compile(p, re.DOTALL) for p in patterns), reword)

    return make
