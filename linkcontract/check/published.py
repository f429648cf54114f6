"""The rule about what was ever published: every address of the ledger is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from linkcontract.address import address_of, short_link_id
from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Consequence, Finding
from linkcontract.promise.history import forgotten
from linkcontract.promise.moved import PLACEHOLDER
from linkcontract.repair.losses import (
    heading_of,
    home_address,
    moved_file,
    place_today,
    principals,
)
from linkcontract.repair.remedies import AddLine, EndBlock, GiveId, Loss, MoveLabel, PutLabel
from linkcontract.source.ids import id_of


@rule("published-broken")
def broken_address(case: Case) -> Iterable[Finding]:
    """A published address works no longer: somebody's link is dead, somewhere we cannot mend it.

    If a heading was reworded or its label renamed, put the old label back, on the line above the
    labels that stand there now. If a page or section moved, add a line to the moved file: the old
    address, a tab, the new one. If it was withdrawn on purpose, write `gone`, a tab and why.
    """
    found = case.losses
    mended_by = principals(found)
    following = Counter(mended_by[loss.address].address for loss in found if loss.follows)
    for loss in found:
        yield _finding(case, loss, following[loss.address])


def _finding(case: Case, loss: Loss, following: int) -> Finding:
    # A line of the moved file that cannot be read is a finding of its own.
    kind = Consequence if loss.follows or loss.spoilt else Finding
    file, line = place_today(case, loss)
    what = "short link" if short_link_id(loss.address) else "link"
    more = f", and {following} more with it" if following else ""
    return kind(
        rule="published-broken",
        message=f"published {what} {loss.address} is broken{more}",
        file=file,
        line=line,
        page=loss.address.partition("#")[0],
        address=loss.address,
        fix="\n".join(_advice(case, loss)),
    )


def _advice(case: Case, loss: Loss) -> Iterable[str]:
    """What is known of the loss, and what keeps it."""
    if loss.follows:
        return [f"what keeps {loss.follows} keeps it too"]
    if loss.spoilt is not None:
        return [f"line {loss.spoilt} of {moved_file(case)} was meant to keep it: fix that line"]
    doubt = [loss.doubt] if loss.doubt else []
    return [_likeliest(case, loss), *doubt, _keep(case, loss)]


def _likeliest(case: Case, loss: Loss) -> str:
    """The sentence about the likeliest new home."""
    if isinstance(loss.repair, MoveLabel):
        heading = loss.repair.heading
        return (
            f"its label ({loss.repair.label})= at line {loss.repair.line} stands above no heading; "
            f'"{heading.text}" at line {heading.line} looks like its home'
        )
    if isinstance(loss.repair, EndBlock):
        block = loss.repair.block
        return (
            f"{loss.repair.written} still stands in the file, at line {loss.repair.line}, but as code: "
            f"the block that begins at line {block.begin} with {block.marks} has not ended there"
        )
    if loss.home is None:
        return "nothing on the site looks like its new home"
    if loss.home.page_only:
        return f"its page is {loss.home.address} now; nothing there looks like this section"
    seems = (
        "may be its new home"
        if loss.doubt
        else f"looks like its new home ({loss.home.likeness:.0%} alike)"
    )
    if isinstance(loss.repair, PutLabel | GiveId):
        heading = loss.repair.heading
        where = f'the heading "{heading.text}" at line {heading.line}'
        return f"{where} has lost its label" if short_link_id(loss.address) else f"{where} {seems}"
    home = home_address(case, loss.home.address)
    found = heading_of(case, *home) if home else None
    if found is not None:
        document, heading = found
        where = f'the heading "{heading.text}" in {document.path}, line {heading.line},'
    elif (page := case.site.pages.get(loss.home.address)) and case.document(page):
        where = f'the page "{loss.home.title}" ({case.place(page)[0]})'
    elif loss.home.title:
        where = f'"{loss.home.title}" at {loss.home.address}'
    else:
        where = loss.home.address
    return f"{where} {seems}"


def _keep(case: Case, loss: Loss) -> str:
    """What to write, and the command that writes it where that is certain."""
    is_refused = case.moves is not None and bool(case.moves.problems)
    unasked = f", or run: {case.words_for('fix')}" if loss.certain and not is_refused else ""
    file = moved_file(case)
    if isinstance(loss.repair, PutLabel):
        others = "its other labels" if loss.repair.heading.labels else "that heading"
        return f"keep it: write ({loss.repair.label})= on the line above {others}{unasked}"
    if isinstance(loss.repair, GiveId):
        return f"keep it: {loss.repair.words}"
    if isinstance(loss.repair, EndBlock):
        end = "-->" if loss.repair.block.marks == "<!--" else loss.repair.block.marks
        return f"keep it: end that block, with {end} on a line of its own above line {loss.repair.line}"
    if isinstance(loss.repair, MoveLabel):
        advice = f"keep it: move ({loss.repair.label})= to the line right above its heading"
        if loss.home is None or loss.home.address == loss.address:
            return advice
        return f"{advice}; or if that is gone, add this line to {file}\n    {loss.address}\t{loss.home.address}"
    if isinstance(loss.repair, AddLine):
        before = _on_its_page(case, loss.address, loss.repair.new)
        return (
            f"keep it: {before}add this line to {file}{unasked}"
            f"\n    {loss.repair.old}\t{loss.repair.new}"
        )
    if loss.home is not None and loss.doubt:
        label = loss.address.partition("#")[2]
        return f"keep it: give that heading a label that makes the id {label}"
    return (
        f"keep it: put it back, or add a line to {file} that says where it is now, "
        f"or why it is gone:\n    {loss.address}\tgone\t{PLACEHOLDER}{_links_to(case, loss)}"
    )


_MOST_LINKS = 5
"""Links to a lost thing that are named one by one."""


def _links_to(case: Case, loss: Loss) -> str:
    """The links of today's pages that lead to a lost thing, or to what was lost with it."""
    mended_by = principals(case.losses)
    lost = {address for address, by in mended_by.items() if by is loss}
    ids = {unquote(address.partition("#")[2]) for address in lost} - {""}
    places: dict[str, None] = {}
    for broken in case.broken_links:
        target = broken.verdict.target
        if id_of(unquote(target.fragment)) in ids or address_of(target.path) in lost:
            file, line = case.link_place(broken.page, broken.link)
            places[f"{file}:{line}" if line else file] = None
    if not places:
        return ""
    named = ", ".join(list(places)[:_MOST_LINKS])
    more = f" and {len(places) - _MOST_LINKS} more" if len(places) > _MOST_LINKS else ""
    return f"\nif it is gone, change the links to it, too: {named}{more}"


def _on_its_page(case: Case, address: str, new: str) -> str:
    """What a line alone cannot do: no host redirects a fragment of a page that still stands.

    Our own build writes what is needed there.
    """
    page, _, fragment = address.partition("#")
    if not fragment or page not in case.site.pages or case.site.has_anchor_data:
        return ""
    link = f"to a link on {page} that leads there, and "
    if new.partition("#")[0] == page:
        return f'give that place the id "{fragment}" again; or give it {link}'
    return f'give the id "{fragment}" {link}'


@rule("ledger-line-removed")
def removed_line(case: Case) -> Iterable[Finding]:
    """A line that the ledger once held is no longer in it.

    The ledger only grows: whoever deletes a line takes back a promise, and nobody would notice that
    the address dies. Put the line back. To withdraw an address, leave its line where it is and
    write one in the moved file, with `gone` and why. Git's history is asked where there is one, and
    the deployed copy where it is given.
    """
    if case.ledger is None:
        return
    for address, (entry, witness) in forgotten(
        case.ledger, Path(case.ledger_file), case.deployed
    ).items():
        yield Finding(
            rule="ledger-line-removed",
            message=f"the line of the published address {address} is gone; {witness} still has it",
            file=case.ledger_file,
            address=address,
            fix=f"put it back:\n    {entry.line()}",
        )
