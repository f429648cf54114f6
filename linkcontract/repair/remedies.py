"""What was lost, and the kinds of repair: each says what to write where, and nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass

from linkcontract.match.homes import Suggestion
from linkcontract.source.markdown import Block, Heading


@dataclass(frozen=True, slots=True)
class PutLabel:
    """Write `(label)=` above `line` of the Markdown `file`, where `heading` or its labels begin."""

    label: str
    file: str
    line: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class AddLine:
    """Add the line `old TAB new` to the moved file."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MoveLabel:
    """Take `(label)=` from `line` of the Markdown `file`, above no heading, to right above `heading`."""

    label: str
    file: str
    line: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class EndBlock:
    """End the `block` of the Markdown `file`: what gave the id, `written` on `line`, is code in it."""

    file: str
    block: Block
    line: int
    written: str


@dataclass(frozen=True, slots=True)
class GiveId:
    """Give the heading `heading` of `file` its old id again, in the `words` of the site's engine."""

    file: str
    heading: Heading
    words: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A broken published address.

    `home` is where its thing seems to be now; `repair` what would keep it, `None` when a person
    must say; `certain` whether that may be done unasked, `doubt` what speaks against it. `follows`
    is the address of another loss whose repair mends this one as well. `spoilt` is the line of the
    moved file that was meant to keep it and cannot be read.
    """

    address: str
    home: Suggestion | None = None
    repair: PutLabel | AddLine | MoveLabel | EndBlock | GiveId | None = None
    certain: bool = False
    follows: str | None = None
    doubt: str = ""
    spoilt: int | None = None
