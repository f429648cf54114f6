"""What a rule of `check` is: a stable id, a docstring that is its help text, and a function.

A rule is given a `Case` and yields findings; it reads no file and prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc

from linkcontract.check.case import Case
from linkcontract.finding import Finding

Check = Callable[[Case], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """A rule by its stable id; `help` is what `contribute/` says about it."""

    id: str
    help: str
    check: Check


def rule(id: str) -> Callable[[Check], Rule]:
    """Make a function the rule `id`; its docstring is the rule's help text."""
    return lambda check: Rule(id, cleandoc(check.__doc__ or ""), check)
