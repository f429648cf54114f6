"""Rules about the moved file: can each of its lines be read, and does it lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterable

from linkcontract.address import short_link_id
from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.promise.leads import End, Lead, Move
from linkcontract.promise.moved import Moves

_NAMED = 5
"""Lines that a message names one by one."""


def _finding(id: str, moves: Moves, move: Move, message: str, fix: str) -> Finding:
    return Finding(
        rule=id, message=message, file=moves.file, line=move.number, address=move.old, fix=fix
    )


@rule("moved-malformed")
def malformed(case: Case) -> Iterable[Finding]:
    """A line of the moved file cannot be read.

    A line is the old address, a tab, and the new address, an `https://` URL or `gone`; after a
    second tab may stand the reason, which `gone` must have.
    """
    if case.moves is not None:
        for problem in case.moves.problems:
            yield Finding(
                rule="moved-malformed",
                message=problem.message,
                file=problem.file,
                line=problem.line,
                fix=problem.fix,
            )


@rule("moved-duplicate")
def duplicate(case: Case) -> Iterable[Finding]:
    """Two lines of the moved file are about the same address; only the first counts.

    Delete one of them.
    """
    if case.moves is not None:
        for move in case.moves.duplicates:
            first = case.moves.moves[move.old]
            yield _finding(
                "moved-duplicate",
                case.moves,
                move,
                f"{move.old} has a line already, line {first.number}",
                "delete one of the two lines",
            )


@rule("moved-circle")
def circle(case: Case) -> Iterable[Finding]:
    """Lines of the moved file lead to each other: whoever follows them arrives nowhere.

    Change one of them so that the chain ends at an address that exists.
    """
    if case.moves is not None:
        for ring in case.moves.circles(case.keeping.serves):
            names = " → ".join([*(move.old for move in ring), ring[0].old])
            yield _finding(
                "moved-circle",
                case.moves,
                ring[0],
                f"{ring[0].old} leads in a circle: {names}",
                f"let line {ring[-1].number} lead to an address that exists",
            )


@rule("moved-nowhere")
def nowhere(case: Case) -> Iterable[Finding]:
    """A line of the moved file leads, in the end, to an address that the site does not serve.

    Write where the old thing is now, the URL of another site, or `gone` with the reason.
    """
    moves, keeping = case.moves, case.keeping
    if moves is None:
        return
    led: dict[Move, Lead] = {}
    through: dict[Move, list[Move]] = {}
    for move in moves.moves.values():
        lead = keeping.lead(move.old)
        if lead.end is End.ADDRESS and lead.first:
            # The last line on the way that keeps nothing is the one to mend.
            to_blame = keeping.at_fault(move.old) or move
            led.setdefault(to_blame, keeping.lead(to_blame.old))
            if move is not to_blame:
                through.setdefault(to_blame, []).append(move)
    for move, lead in led.items():
        yield _leads_nowhere(case, moves, move, lead, through.get(move, []))


def _leads_nowhere(case: Case, moves: Moves, move: Move, lead: Lead, comers: list[Move]) -> Finding:
    guess = case.hints.address(lead.target)
    through = f", through {move.new}," if lead.target != move.new else ""
    also = ""
    if comers:
        named = [str(each.number) for each in comers[:_NAMED]]
        if len(comers) > _NAMED:
            named.append(f"{len(comers) - _NAMED} more")
        numbers = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        also = (
            f"; line{'s' * (len(comers) > 1)} {numbers} lead{'s' * (len(comers) == 1)} there, too"
        )
    return _finding(
        "moved-nowhere",
        moves,
        move,
        f"{move.old} leads{through} to {lead.target}, which {_what_is_wrong(case, lead.target)}{also}",
        f"did you mean {guess}?"
        if guess
        else "write an address that exists, an https:// URL, or gone and the reason",
    )


def _what_is_wrong(case: Case, target: str) -> str:
    return "is no page" if case.keeping.is_live(target) else "the site does not serve"


@rule("moved-shadow")
def shadow(case: Case) -> Iterable[Finding]:
    """A line of the moved file is about an address that the site still serves.

    The line has no effect and hides what will happen when the address goes. Delete it, or take
    away the page or section it is about.
    """
    if case.moves is None:
        return
    keeping = case.keeping
    for move in case.moves.moves.values():
        if not keeping.is_live(move.old):
            continue
        swapped = not (move.is_gone or move.is_elsewhere) and not keeping.is_kept(move.new)
        yield _finding(
            "moved-shadow",
            case.moves,
            move,
            f"{move.old} is served by the site, so this line has no effect",
            f"these two look swapped; the old address comes first:\n    {move.new}\t{move.old}"
            if swapped
            else "delete this line",
        )


@rule("moved-unserved")
def unserved(case: Case) -> Iterable[Finding]:
    """A line of the moved file is sound, but nothing stands at the old address to lead anybody on.

    Kept means served: a small page at the old address, or a redirect of the host. This handbook's
    build writes such pages; for other sites the command `stubs` does, or it says what to write in
    the settings of the engine that builds them.
    """
    if case.moves is None:
        return
    lines = [move for move in case.moves.moves.values() if _is_unserved(case, move.old)]
    links = [
        address
        for address in (case.ledger.entries if case.ledger else ())
        if short_link_id(address) is not None
        and address not in case.moves.moves
        and _is_unserved(case, address)
    ]
    numbers = {move.old: move.number for move in lines}
    addresses = [*numbers, *links]
    pages = case.site.pages
    on_live_pages = {a: None for a in addresses if "#" in a and a.partition("#")[0] in pages}
    for group in ([*on_live_pages], [a for a in addresses if a not in on_live_pages]):
        if group:
            yield _nothing_stands(case, case.moves, group, numbers.get(group[0]))


def _nothing_stands(case: Case, moves: Moves, addresses: list[str], line: int | None) -> Finding:
    more = f", nor for {len(addresses) - 1} more" if addresses[1:] else ""
    page, _, fragment = addresses[0].partition("#")
    if case.site.has_anchor_data:
        fix = (
            "build the site again; if that does not help: is moved_pages (for go/ addresses "
            "short_links) among the extensions of conf.py?"
        )
    elif fragment and page in case.site.pages:
        fix = (
            f'give the id "{fragment}" to the link or sentence on {page} that says where it is now'
        )
    else:
        fix = f"let the host redirect it, or write pages that do: {case.words_for('stubs')}"
    return Finding(
        rule="moved-unserved",
        message=f"nothing stands at {addresses[0]}{more}: who follows an old link finds nothing",
        file=moves.file,
        line=line,
        address=addresses[0],
        fix=fix,
    )


def _is_unserved(case: Case, address: str) -> bool:
    lead = case.keeping.lead(address)
    return lead.first is not None and lead.keeps and not case.keeping.is_written(address)
