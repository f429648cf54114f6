"""Rules about the moved file: can each of its lines be read, and does it lead somewhere?"""

from __future__ import annotations

from collections.abc import Iterable

from ..checking import Context, rule
from ..guessing import nearest
from ..model import Finding
from ..moved import End, Move, Moves


def _finding(id: str, moves: Moves, move: Move, message: str, fix: str) -> Finding:
    return Finding(
        rule=id, message=message, file=moves.file, line=move.number, address=move.old, fix=fix
    )


@rule("moved-malformed")
def malformed(context: Context) -> Iterable[Finding]:
    """A line of the moved file cannot be read.

    A line is the old address, a tab, and the new address, an `https://` URL or `gone`; after a
    second tab may stand the reason, which `gone` must have.
    """
    if context.moves is not None:
        for problem in context.moves.problems:
            yield Finding(
                rule="moved-malformed", message=problem.message, file=problem.file,
                line=problem.line, fix=problem.fix,
            )


@rule("moved-duplicate")
def duplicate(context: Context) -> Iterable[Finding]:
    """Two lines of the moved file are about the same address; only the first counts.

    Delete one of them.
    """
    if context.moves is not None:
        for move in context.moves.duplicates:
            first = context.moves.moves[move.old]
            yield _finding(
                "moved-duplicate", context.moves, move,
                f"{move.old} has a line already, line {first.number}", "delete one of the two lines",
            )


@rule("moved-circle")
def circle(context: Context) -> Iterable[Finding]:
    """Lines of the moved file lead to each other: whoever follows them arrives nowhere.

    Change one of them so that the chain ends at an address that exists.
    """
    if context.moves is not None:
        for ring in context.moves.circles(context.keeping.serves):
            names = " → ".join([*(move.old for move in ring), ring[0].old])
            yield _finding(
                "moved-circle", context.moves, ring[0], f"{ring[0].old} leads in a circle: {names}",
                f"let line {ring[-1].number} lead to an address that exists",
            )


@rule("moved-nowhere")
def nowhere(context: Context) -> Iterable[Finding]:
    """A line of the moved file leads, in the end, to an address that the site does not serve.

    Write where the old thing is now, the URL of another site, or `gone` with the reason.
    """
    if context.moves is None:
        return
    keeping = context.keeping
    for move in context.moves.moves.values():
        lead = keeping.lead(move.old)
        if lead.end is End.ADDRESS and lead.steps:
            guess = nearest(lead.target, keeping.served_addresses)
            through = f", through {move.new}," if lead.target != move.new else ""
            yield _finding(
                "moved-nowhere", context.moves, move,
                f"{move.old} leads{through} to {lead.target}, which the site does not serve",
                f"did you mean {guess}?" if guess
                else "write an address that exists, an https:// URL, or gone and the reason",
            )


@rule("moved-shadow")
def shadow(context: Context) -> Iterable[Finding]:
    """A line of the moved file is about an address that the site still serves.

    The line has no effect and hides what will happen when the address goes. Delete it, or take
    away the page or section it is about.
    """
    if context.moves is None:
        return
    keeping = context.keeping
    for move in context.moves.moves.values():
        if keeping.is_live(move.old):
            yield _finding(
                "moved-shadow", context.moves, move,
                f"{move.old} is served by the site, so this line has no effect", "delete this line",
            )
