"""What a rule on the sources is: a kind of mistake, and the function that finds it.

A rule reads one page; a site rule reads the whole handbook, for what no single page shows: links from
one to another, names, menus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from proofread.handbook import Handbook
from proofread.mistake import Found, Kind, Mistake, Reach
from proofread.page import Page

FindInPage = Callable[[Page], Iterable[Found]]
FindInHandbook = Callable[[Handbook], Iterable[tuple[str, Found]]]


@dataclass(frozen=True)
class Rule:
    """A rule reads one page and nothing else, and yields what it found.

    One about `bytes` is asked of every file that people write, and first: what it finds may be the
    reason why the page cannot be read.
    """

    kind: Kind
    find: FindInPage
    bytes: bool = False

    def mistakes(self, page: Page) -> Iterator[Mistake]:
        """What is wrong with a page, in the order in which it was found."""
        for found in self.find(page):
            yield made(self.kind, page.file, found)


@dataclass(frozen=True)
class SiteRule:
    """A site rule reads the whole handbook, and yields what it found with the file it is in."""

    kind: Kind
    find: FindInHandbook

    def mistakes(self, handbook: Handbook) -> Iterator[Mistake]:
        """What is wrong with the handbook, in the order in which it was found."""
        for file, found in self.find(handbook):
            yield made(self.kind, file, found)


def made(kind: Kind, file: str, found: Found) -> Mistake:
    """What was found in a file, as a mistake of its kind."""
    return Mistake(kind, file, found.line, found.what, found.fix, found.lost)


def rule(
    id: str, title: str, *, hides: Reach = "", explains: tuple[str, ...] = (), bytes: bool = False
) -> Callable[[FindInPage], Rule]:
    """Make a function a rule; its docstring is the help text, with why it matters first."""
    return lambda find: Rule(
        Kind(id, title, cleandoc(find.__doc__ or ""), hides, explains), find, bytes
    )


def site_rule(
    id: str, title: str, *, hides: Reach = "", explains: tuple[str, ...] = ()
) -> Callable[[FindInHandbook], SiteRule]:
    """Make a function over the whole handbook a rule."""
    return lambda find: SiteRule(
        Kind(id, title, cleandoc(find.__doc__ or ""), hides, explains), find
    )
