"""What a rule on a page's source is: a kind of mistake, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from proofread.mistake import Found, Kind, Mistake
from proofread.page import Page

Find = Callable[[Page], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A rule reads one page and nothing else, and yields what it found."""

    kind: Kind
    find: Find

    def mistakes(self, page: Page) -> Iterator[Mistake]:
        """What is wrong with a page, in the order in which it was found."""
        for found in self.find(page):
            yield Mistake(self.kind, page.file, found.line, found.what, found.fix)


def rule(id: str, title: str) -> Callable[[Find], Rule]:
    """Make a function a rule; its docstring is the help text, with why it matters first."""
    return lambda find: Rule(Kind(id, title, cleandoc(find.__doc__ or "")), find)
