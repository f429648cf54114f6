"""The rule about what was ever published: every address of the ledger is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..checking import Consequence, Context, rule
from ..model import Finding
from ..recovering import (
    AddLine,
    Loss,
    PutLabel,
    heading_of,
    home_address,
    losses,
    old_place,
    principals,
)
from ..urls import short_link_id


@rule("published-broken")
def broken_address(context: Context) -> Iterable[Finding]:
    """A published address works no longer: somebody's link is dead, somewhere we cannot mend it.

    If a heading was reworded or its label renamed, put the old label back, on the line above the
    labels that stand there now. If a page or section moved, add a line to the moved file: the old
    address, a tab, the new one. If it was withdrawn on purpose, write `gone`, a tab and why.
    """
    found = losses(context)
    mended_by = principals(found)
    following = Counter(mended_by[loss.address].address for loss in found if loss.follows)
    for loss in found:
        yield _finding(context, loss, following[loss.address])


def _finding(context: Context, loss: Loss, following: int) -> Finding:
    kind = Consequence if loss.follows else Finding
    file, line, suggestion = _place(context, loss)
    what = "short link" if short_link_id(loss.address) else "link"
    more = f", and {following} more with it" if following else ""
    return kind(
        rule="published-broken",
        message=f"published {what} {loss.address} is broken{more}",
        file=file,
        line=line,
        page=loss.address.partition("#")[0],
        address=loss.address,
        fix=f"what keeps {loss.follows} keeps it too" if loss.follows
        else f"{suggestion}\n{_keep(loss)}",
    )


def _place(context: Context, loss: Loss) -> tuple[str, int | None, str]:
    """File, line, and the sentence about the likeliest new home."""
    file, line = old_place(context, loss.address)
    if loss.home is None:
        return file, line, "nothing on the site looks like its new home"
    alike = f"({loss.home.likeness:.0%} alike)"
    if isinstance(loss.repair, PutLabel):
        heading = loss.repair.heading
        where = f'the heading "{heading.text}" at line {heading.line}'
        if short_link_id(loss.address):
            return loss.repair.file, heading.line, f"{where} has lost its label"
        return loss.repair.file, heading.line, f"{where} looks like its new home {alike}"
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
    return file, line, f"{where} looks like its new home {alike}"


def _keep(loss: Loss) -> str:
    """What to write, and the command that writes it where that is certain."""
    unasked = ", or run: nox -s fix" if loss.certain else ""
    if isinstance(loss.repair, PutLabel):
        others = "its other labels" if loss.repair.heading.labels else "that heading"
        return f"keep it: write ({loss.repair.label})= on the line above {others}{unasked}"
    if isinstance(loss.repair, AddLine):
        line = f"{loss.repair.old}\t{loss.repair.new}"
        return f"keep it: add this line to links/moved.txt{unasked}\n    {line}"
    line = f"{loss.address}\tgone\tWhy it was withdrawn"
    return (
        "keep it: put it back, or add a line to links/moved.txt that says where it is now, "
        f"or why it is gone:\n    {line}"
    )
