"""What each command does: read, judge, write. Each returns whether it found anything."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from linkcontract import known, report
from linkcontract.check.case import Case
from linkcontract.check.hints import MOST
from linkcontract.check.published import broken_address
from linkcontract.check.run import check as run_rules
from linkcontract.files import CannotWork
from linkcontract.finding import Finding
from linkcontract.match.compare import Comparison, compare
from linkcontract.progress import Progress
from linkcontract.promise import ledger as ledgers
from linkcontract.promise import moved as moves_file
from linkcontract.promise import record as recording
from linkcontract.promise.kept import Keeping
from linkcontract.promise.moved import Moves
from linkcontract.promise.public import addresses as public_addresses
from linkcontract.read.base import base_url
from linkcontract.read.folder import read_site
from linkcontract.repair import fix as repairs
from linkcontract.repair import verbs
from linkcontract.serve.host import Lookup
from linkcontract.site import Site
from linkcontract.source.folder import Source
from linkcontract.stubs.export import export
from linkcontract.stubs.page import Look
from linkcontract.stubs.site import write_stubs


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


def _case(options: argparse.Namespace, moves: Moves | None) -> Case:
    """The case of `check` and `fix`; small files are read first, so that errors come at once."""
    source = Source(options.source) if options.source else None
    deployed = getattr(options, "deployed", None)
    if deployed is not None:
        ledgers.read(deployed, may_be_empty=True)
    ledger = ledgers.read(options.ledger) if options.ledger else None
    before = _read(options.before, with_text=True, with_links=False) if options.before else None
    site = _read(options.site, with_text=before is not None)
    if ledger is None and before is not None:
        ledger = ledgers.Ledger()  # what was built before counts as published
        ledger.add(recording.public_entries(before, recording.today()))
    if source is not None:
        # Markdown that no page comes from (a README, a test's) is not what the site is built from.
        pages = (page for page in site.pages.values() if not page.is_stub)
        built_from = (source.document_of(page.file, page.source) for page in pages)
        source.pages = {document.path for document in built_from if document is not None}
    ledger_file = str(options.ledger or "links/published.txt")
    return Case(site, source, ledger, ledger_file, moves, before, options.run_words, deployed)


def check(options: argparse.Namespace) -> bool:
    """`check SITE`: every rule; findings on standard output, a summary on standard error."""
    case = _case(options, moves_file.read(options.moved) if options.moved else None)
    findings = _wanted(run_rules(case), options)
    report.write_findings(findings, options.format, sys.stdout)
    sys.stdout.flush()
    published = "every published address works" if options.ledger else ""
    if options.before and not options.ledger:
        published = "every address of the earlier build works"
    print(report.summary(findings, len(case.site.pages), published), file=sys.stderr)
    for note in notes(case):
        print(note, file=sys.stderr)
    return bool(findings)


def _wanted(findings: list[Finding], options: argparse.Namespace) -> list[Finding]:
    """The findings without those that the settings ignore or that were there at the baseline."""
    left, unneeded = known.without_ignored(findings, options.settings.ignore)
    for ignored in unneeded:
        print(f"nothing fits any longer what is ignored with {ignored}: delete it", file=sys.stderr)
    if options.baseline is None:
        return left
    if not options.baseline.exists():
        known.write_baseline(options.baseline, left)
        count = f"{len(left)} finding{'s' * (len(left) != 1)}"
        print(
            f"{options.baseline}: {count} written; only new ones count from now on", file=sys.stderr
        )
        return []
    new, mended = known.without_baseline(left, options.baseline)
    if old := len(left) - len(new):
        print(f"{old} known from {options.baseline}", file=sys.stderr)
    if mended:
        some = f"{mended} line{'s' * (mended != 1)} of {options.baseline} fit nothing any longer"
        print(f"{some}: delete the file, and check writes it anew", file=sys.stderr)
    return new


def notes(case: Case) -> Iterator[str]:
    """What a person should know about a check beside its findings."""
    for path, reason in case.site.left_out:
        yield f"{path}: left out: {reason}"
    if case.hints.left_out:
        yield (
            f"“did you mean” was worked out for the first {MOST} names only, "
            f"and not for {case.hints.left_out} more: mend those, and check again"
        )


def addresses(options: argparse.Namespace) -> bool:
    """`addresses SITE`: the public addresses, one a line, sorted."""
    for address in public_addresses(_read(options.site, with_links=False)):
        print(address)
    return False


def diff(options: argparse.Namespace) -> bool:
    """`diff BEFORE AFTER`: what BEFORE published and AFTER no longer serves, with suggestions."""
    moves = _readable_moves(options.moved)
    before = _read(options.before, with_text=True, with_links=False)
    after = _read(options.after, with_text=True, with_links=False)
    comparison = compare(before, after, moves)
    if options.format == "json":
        print(json.dumps(comparison.as_json(), ensure_ascii=False, indent=2))
    elif options.format == "github":
        report.write_findings(_as_findings(comparison), "github", sys.stdout)
    else:
        for line in comparison.lines:
            print(line)
    return bool(comparison.lines)


def _as_findings(comparison: Comparison) -> list[Finding]:
    """What a comparison found, for annotations: broken addresses, then changed ones."""
    broken = [
        Finding(
            "published-broken",
            f"published link {address} is broken",
            address=address,
            fix=f"its new home seems to be {home.address}" if home else None,
        )
        for address, home in comparison.broken.items()
    ]
    return broken + [
        Finding(
            "published-changed",
            f"published link {address} now leads to another section",
            address=address,
            fix=f"the old section is now at {home.address}",
        )
        for address, home in comparison.changed.items()
    ]


def record(options: argparse.Namespace) -> bool:
    """`record SITE`: new addresses into the ledger; what is new on standard output."""
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
    case = _case(options, _readable_moves(options.moved))
    fixed = repairs.fix(case.losses, options.source, options.moved)
    for sentence in fixed.done:
        print(sentence)
    if fixed.done:
        print("build the site again, and check it")
    broken = broken_address.check(case)
    left = sorted(
        (f for f in broken if f.address in fixed.left), key=lambda f: (f.file or "", f.line or 0)
    )
    if left:
        print("left to you:")
        report.write_findings(left, "text", sys.stdout)
    elif not fixed.done:
        print(_nothing_done(case), file=sys.stderr)
    return bool(left)


def _nothing_done(case: Case) -> str:
    broken = case.keeping.broken()
    if not broken:
        return "nothing to fix: every published address works"
    links = f"{len(broken)} published link{'s are' if len(broken) > 1 else ' is'} broken"
    return f"nothing to fix: {links} by lines of the moved file that lead nowhere; check names them"


def move(options: argparse.Namespace) -> bool:
    """`move OLD NEW`: a page or section gets another address, and the old one leads there."""
    moves = _readable_moves(options.moved)
    source = Source(options.source) if options.source else None
    for sentence in verbs.move(options.old, options.new, moves or Moves({}), options.moved, source):
        print(sentence)
    return False


def rename_label(options: argparse.Namespace) -> bool:
    """`rename-label OLD NEW`: the new label beside the old one, and the links say the new one."""
    for sentence in verbs.rename_label(options.old, options.new, Source(options.source)):
        print(sentence)
    return False


def stubs(options: argparse.Namespace) -> bool:
    """`stubs SITE`: pages at old addresses that lead on; or the moved file in an engine's words."""
    moves = _readable_moves(options.moved)
    if moves is None:
        raise CannotWork("stubs needs --moved")
    if options.export:
        for line in export(moves, options.export):
            print(line)
        return False
    site = _read(options.site)
    ledger = ledgers.read(options.ledger) if options.ledger else None
    keeping = Keeping(Lookup(site, base_url(site)), moves, ledger)
    front = site.pages.get("./")
    look = Look(site=front.title if front else "", language=(front and front.lang) or "en")
    done = write_stubs(site, keeping, look)
    for old, file in done.files.items():
        print(f"{site.root / file}: leads on from {old}")
    for old, why in done.left.items():
        print(f"{old}: no stub; {why}", file=sys.stderr)
    return bool(done.left)
