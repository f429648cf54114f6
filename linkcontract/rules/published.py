"""The rule about what was ever published: every address of the ledger is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..checking import Consequence, Context, rule
from ..model import Finding
from ..recovering import (
    AddLine,
    Loss,
    MoveLabel,
    PutLabel,
    heading_of,
    home_address,
    moved_file,
    place_today,
    principals,
)
from ..guessing import nearest
from ..urls import short_link_id


@rule("published-broken")
def broken_address(context: Context) -> Iterable[Finding]:
    """A published address works no longer: somebody's link is dead, somewhere we cannot mend it.

    If a heading was reworded or its label renamed, put the old label back, on the line above the
    labels that stand there now. If a page or section moved, add a line to the moved file: the old
    address, a tab, the new one. If it was withdrawn on purpose, write `gone`, a tab and why.
    """
    found = context.losses
    mended_by = principals(found)
    following = Counter(mended_by[loss.address].address for loss in found if loss.follows)
    for loss in found:
        yield _finding(context, loss, following[loss.address])


def _finding(context: Context, loss: Loss, following: int) -> Finding:
    kind = Consequence if loss.follows else Finding
    file, line = place_today(context, loss)
    what = "short link" if short_link_id(loss.address) else "link"
    more = f", and {following} more with it" if following else ""
    return kind(
        rule="published-broken",
        message=f"published {what} {loss.address} is broken{more}",
        file=file,
        line=line,
        page=loss.address.partition("#")[0],
        address=loss.address,
        fix="\n".join(_advice(context, loss)),
    )


def _advice(context: Context, loss: Loss) -> Iterable[str]:
    """What is known of the loss, and what keeps it."""
    if loss.follows:
        return [f"what keeps {loss.follows} keeps it too"]
    if loss.spoilt is not None:
        return [f"line {loss.spoilt} of {moved_file(context)} was meant to keep it: mend that line"]
    doubt = [loss.doubt] if loss.doubt else []
    return [_likeliest(context, loss), *doubt, _keep(context, loss), *_edited_by_hand(context, loss)]


def _likeliest(context: Context, loss: Loss) -> str:
    """The sentence about the likeliest new home."""
    if isinstance(loss.repair, MoveLabel):
        heading = loss.repair.heading
        return (
            f"its label ({loss.repair.label})= at line {loss.repair.line} stands above no heading; "
            f'"{heading.text}" at line {heading.line} looks like its home'
        )
    if loss.home is None:
        return "nothing on the site looks like its new home"
    seems = "may be its new home" if loss.doubt else f"looks like its new home ({loss.home.likeness:.0%} alike)"
    if isinstance(loss.repair, PutLabel):
        heading = loss.repair.heading
        where = f'the heading "{heading.text}" at line {heading.line}'
        return f"{where} has lost its label" if short_link_id(loss.address) else f"{where} {seems}"
    home = home_address(context, loss.home.address)
    found = heading_of(context, *home) if home else None
    if found is not None:
        document, heading = found
        where = f'the heading "{heading.text}" in {document.path}, line {heading.line},'
    elif (page := context.site.pages.get(loss.home.address)) and context.document(page):
        where = f'the page "{loss.home.title}" ({context.place(page)[0]})'
    elif loss.home.title:
        where = f'"{loss.home.title}" at {loss.home.address}'
    else:
        where = loss.home.address
    return f"{where} {seems}"


def _keep(context: Context, loss: Loss) -> str:
    """What to write, and the command that writes it where that is certain."""
    is_refused = context.moves is not None and bool(context.moves.problems)
    unasked = ", or run: nox -s fix" if loss.certain and not is_refused else ""
    file = moved_file(context)
    if isinstance(loss.repair, PutLabel):
        others = "its other labels" if loss.repair.heading.labels else "that heading"
        return f"keep it: write ({loss.repair.label})= on the line above {others}{unasked}"
    if isinstance(loss.repair, MoveLabel):
        advice = f"keep it: move ({loss.repair.label})= to the line right above its heading"
        if loss.home is None or loss.home.address == loss.address:
            return advice
        return f"{advice}; or if that is gone, add this line to {file}\n    {loss.address}\t{loss.home.address}"
    if isinstance(loss.repair, AddLine):
        return f"keep it: add this line to {file}{unasked}\n    {loss.repair.old}\t{loss.repair.new}"
    if loss.home is not None and loss.doubt:
        label = loss.address.partition("#")[2]
        return f"keep it: give that heading a label that makes the id {label}"
    return (
        f"keep it: put it back, or add a line to {file} that says where it is now, "
        f"or why it is gone:\n    {loss.address}\tgone\tWhy it was withdrawn"
    )


def _edited_by_hand(context: Context, loss: Loss) -> Iterable[str]:
    """For an address that is almost one of today's: perhaps nobody ever published it."""
    number = context.ledger.numbers.get(loss.address) if context.ledger else None
    known = context.before is not None and loss.address in context.before.pages
    if number is None or known or not (loss.repair is None or isinstance(loss.repair, AddLine)):
        return
    served = nearest(loss.address, context.keeping.served_addresses, max(0.9, 1 - 2 / len(loss.address)))
    if served is not None and (loss.home is None or loss.home.address == served):
        yield (
            f"it is almost {served}: if line {number} of {context.ledger_file} was changed by hand, undo that;\n"
            "a line there is edited only to restore it, from the published.txt that is deployed with the site"
        )
