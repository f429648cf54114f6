"""A mistake: what is wrong, where, and what to do; and the kind of mistake that it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Reach = Literal["", "line", "below", "page"]
"""Other mistakes of the same file that may only follow from one: none, those on its line, those on
its line and below, all of them."""

By = Literal["rules", "tools", "build", "contract", "pages"]
"""Who found a mistake: the first of them knows the place best, and what it says is kept."""


@dataclass(frozen=True)
class Kind:
    """A kind of mistake, by its stable id; each has an entry among the help pages of `contribute/`.

    `help` is the text of the entry, in Markdown. Its first paragraph is one sentence that says why the
    mistake matters; the list prints it. `hides` says which other mistakes of the file are not worth
    telling before this one is mended, and `explains` names the kinds that only follow from it.
    """

    id: str
    title: str
    help: str
    hides: Reach = ""
    explains: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Why it matters: one sentence on one line."""
        return " ".join(self.help.partition("\n\n")[0].split())

    @property
    def label(self) -> str:
        """The label of its entry."""
        return f"checks:{self.id}"


@dataclass(frozen=True)
class Found:
    """What a rule found in a file that is known: the line, what is wrong there, what to do.

    `line` is `None` where the mistake is in no line: a file's name, its size. `fix` is said to somebody
    who may be in a browser and applied literally makes the mistake go away. `lost` are the names that
    nobody finds any more because of it: labels in a block that has no end, the page itself.
    """

    line: int | None
    what: str
    fix: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edit:
    """A repair that is certain: on one line of a file, `old` becomes `new`; `new` may be empty."""

    file: str
    line: int
    old: str
    new: str


@dataclass(frozen=True)
class Mistake:
    """One mistake. `file` is relative to the handbook's root, with `/`, and empty when it is in none.

    `about` are the names of what it is about: ids of labels, pages without `.md`. What two tools say of
    one thing is one mistake, and what only follows from another one is none (`fold`). `edits` are what
    `--fix` does; none where a person must decide. `by` is who found it.
    """

    kind: Kind
    file: str
    line: int | None
    what: str
    fix: str
    lost: tuple[str, ...] = field(default=(), compare=False)
    about: tuple[str, ...] = field(default=(), compare=False)
    edits: tuple[Edit, ...] = field(default=(), compare=False)
    by: By = field(default="rules", compare=False)

    @property
    def place(self) -> str:
        """`file:line` as far as they are known."""
        return ":".join(str(part) for part in (self.file, self.line) if part)

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sorts mistakes by file and line."""
        return (self.file, self.line or 0, self.kind.id, self.what)
