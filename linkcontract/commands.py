"""What each command does: read, judge, write. Each returns whether it found anything.

What only one command needs is imported there: loading all of it takes as long as a small `check`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import repeats, reporting, rules  # noqa: F401 - the rules register themselves
from . import ledger as ledgers
from . import moved as moves_file
from .addresses import addresses as public_addresses
from .checking import RULES, Context
from .checking import check as run_rules
from .files import CannotWork
from .model import Finding, Site
from .moved import Moves
from .progress import Progress
from .reading import read_site
from .source import Source

if TYPE_CHECKING:
    from .comparing import Comparison


def _read(folder: Path, *, with_text: bool = False, with_links: bool = True) -> Site:
    with Progress(f"reading {folder}") as progress:
        return read_site(folder, with_text=with_text, with_links=with_links, progress=progress)


def _readable_moves(file: Path | None) -> Moves | None:
    """The moved file for a command that cannot report on its lines: it must be readable."""
    if file is None:
        return None
    moves = moves_file.read(file)
    if moves.problems:
        raise CannotWork("\n".join(str(problem) for problem in moves.problems))
    return moves


def _context(options: argparse.Namespace, moves: Moves | None) -> Context:
    """The context of `check` and `fix`; small files are read first, so that errors come at once."""
    source = Source(options.source) if options.source else None
    ledger = ledgers.read(options.ledger) if options.ledger else None
    before = _read(options.before, with_text=True, with_links=False) if options.before else None
    site = _read(options.site, with_text=before is not None)
    if ledger is None and before is not None:
        from . import recording

        ledger = ledgers.Ledger()  # what was built before counts as published
        ledger.add(recording.public_entries(before, recording.today()))
    return Context(site, source, ledger, str(options.ledger or "links/published.txt"), moves, before)


def check(options: argparse.Namespace) -> bool:
    """`check SITE`: every rule; findings on standard output, a summary on standard error."""
    context = _context(options, moves_file.read(options.moved) if options.moved else None)
    context.broken_links = repeats.without_written(context)
    findings = repeats.with_lost_labels(context, run_rules(context))
    reporting.write_findings(findings, options.format, sys.stdout)
    sys.stdout.flush()
    published = "every published address works" if options.ledger else ""
    if options.before and not options.ledger:
        published = "every address of the earlier build works"
    print(reporting.summary(findings, len(context.site.pages), published), file=sys.stderr)
    return bool(findings)


def addresses(options: argparse.Namespace) -> bool:
    """`addresses SITE`: the public addresses, one a line, sorted."""
    for address in public_addresses(_read(options.site, with_links=False)):
        print(address)
    return False


def diff(options: argparse.Namespace) -> bool:
    """`diff BEFORE AFTER`: what BEFORE published and AFTER no longer serves, with suggestions."""
    from .comparing import compare

    moves = _readable_moves(options.moved)
    before = _read(options.before, with_text=True, with_links=False)
    after = _read(options.after, with_text=True, with_links=False)
    comparison = compare(before, after, moves)
    if options.format == "json":
        print(json.dumps(comparison.as_json(), ensure_ascii=False, indent=2))
    elif options.format == "github":
        reporting.write_findings(_as_findings(comparison), "github", sys.stdout)
    else:
        for line in comparison.lines:
            print(line)
    return bool(comparison.lines)


def _as_findings(comparison: Comparison) -> list[Finding]:
    """What a comparison found, for annotations: broken addresses, then changed ones."""
    broken = [
        Finding("published-broken", f"published link {address} is broken", address=address,
                fix=f"its new home seems to be {home.address}" if home else None)
        for address, home in comparison.broken.items()
    ]
    return broken + [
        Finding("published-changed", f"published link {address} now leads to another section",
                address=address, fix=f"the old section is now at {home.address}")
        for address, home in comparison.changed.items()
    ]


def record(options: argparse.Namespace) -> bool:
    """`record SITE`: new addresses into the ledger; what is new on standard output."""
    from . import recording

    site = _read(options.site, with_links=False)
    done = recording.record(site, options.ledger, options.merge)
    if done.started:
        print(f"{options.ledger}: there was no ledger here; started a new one", file=sys.stderr)
    for entry in done.new:
        print(entry.line())
    if done.restored:
        came = recording.counted(len(done.restored))
        print(f"{came} came from the deployed copy", file=sys.stderr)
    print(f"{options.ledger}: {len(done.new)} new, {done.total} in all", file=sys.stderr)
    return False


def fix(options: argparse.Namespace) -> bool:
    """`fix SITE`: what is certain is repaired; the rest is left to a person. All on standard output."""
    from . import fixing

    context = _context(options, _readable_moves(options.moved))
    fixed = fixing.fix(context, options.source, options.moved)
    for sentence in fixed.done:
        print(sentence)
    if fixed.done:
        print("build the site again, and check it")
    broken = RULES["published-broken"].check(context)
    left = sorted((f for f in broken if f.address in fixed.left), key=lambda f: (f.file or "", f.line or 0))
    if left:
        print("left to you:")
        reporting.write_findings(left, "text", sys.stdout)
    elif not fixed.done:
        print(_nothing_done(context), file=sys.stderr)
    return bool(left)


def _nothing_done(context: Context) -> str:
    broken = context.keeping.broken()
    if not broken:
        return "nothing to fix: every published address works"
    links = f"{len(broken)} published link{'s are' if len(broken) > 1 else ' is'} broken"
    return f"nothing to fix: {links} by lines of the moved file that lead nowhere; check names them"
