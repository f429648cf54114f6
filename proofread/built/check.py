"""What a check of a built page is: a kind of mistake, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from proofread.built.page import BuiltPage
from proofread.mistake import Found, Kind, Mistake


@dataclass(frozen=True)
class Check:
    """Looks at one built page."""

    kind: Kind
    find: Callable[[BuiltPage], Iterable[Found]]

    def mistakes(self, page: BuiltPage) -> Iterator[Mistake]:
        """What is wrong with a page."""
        for found in self.find(page):
            yield Mistake(self.kind, page.file, found.line, found.what, found.fix, by="pages")


def check(
    kind: str | Kind, title: str = ""
) -> Callable[[Callable[[BuiltPage], Iterable[Found]]], Check]:
    """Make a function a check; its docstring is the help text, with why it matters first.

    What a rule on the sources sees, too, has the rule's kind.
    """
    return lambda find: Check(kind if isinstance(kind, Kind) else kind_of(kind, title, find), find)


def kind_of(id: str, title: str, function: Callable[..., object]) -> Kind:
    """A kind whose help is the docstring of the function that finds it."""
    return Kind(id, title, cleandoc(function.__doc__ or ""))
