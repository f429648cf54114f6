"""Making a mirror: the built site, what is missing at published addresses, and the proof that none is.

Nothing half-made is left behind: the folder is put together beside its place, and takes it at the end.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from linkcontract.files import CannotWork
from linkcontract.promise import ledger as ledgers
from linkcontract.promise import moved as moves_file
from linkcontract.promise.kept import Keeping
from linkcontract.promise.leads import End
from linkcontract.promise.ledger import Ledger
from linkcontract.promise.moved import Moves
from linkcontract.read.base import base_url
from linkcontract.read.folder import read_site
from linkcontract.serve.host import Lookup
from linkcontract.serve.visit import served_at
from linkcontract.site import Site
from linkcontract.stubs.page import Look
from linkcontract.stubs.site import write_stubs
from mirror import readme
from mirror.disk import for_disk
from mirror.pack import SUMS, write_sums

# What a build leaves for the next one.
LEFT_OUT = shutil.ignore_patterns(".buildinfo*", ".doctrees", "_sources")
WITH_ADDRESSES = {".html", ".md", ".txt", ".xml"}
FROM_ROOT = re.compile(r'(?<=\s)(href|src|action|data-content_root)="(/[^/"][^"]*|/)"')


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how many published addresses there are, and which of them nothing answers."""

    addresses: int
    unanswered: list[str]


def make(
    site: Path,
    ledger_file: Path,
    moved_file: Path | None,
    to: Path,
    *,
    at: str | None = None,
    disk: bool = False,
) -> Made:
    """Make the mirror of the built folder ``site`` in the folder ``to``.

    ``at`` is the URL where the mirror will be served, if its pages are to name that as their own;
    ``disk`` has links between pages name files, for reading without a server. When an address is
    unanswered nothing is written. Raises `CannotWork`, for one when ``to`` is neither
    free nor an earlier mirror.
    """
    if not (site / "index.html").is_file():
        raise CannotWork(f"{site}: there is no built site here: build the handbook first")
    if to.exists() and any(to.iterdir()) and not (to / SUMS).is_file():
        raise CannotWork(f"{to}: this is no earlier mirror: name a folder that is empty or new")
    ledger = ledgers.read(ledger_file)
    moves = moves_file.read(moved_file) if moved_file else Moves({})
    if moves.problems:
        raise CannotWork("\n".join(str(problem) for problem in moves.problems))
    unfinished = to.with_name(f"{to.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        shutil.copytree(site, unfinished, ignore=LEFT_OUT)
        read, unanswered = _completed(unfinished, ledger, moves)
        if not unanswered:
            base, title = base_url(read), read.pages["./"].title or "a website"
            if at:
                at = at.rstrip("/") + "/"
                _lead_to(unfinished, base, at)
            if disk:
                for_disk(unfinished)
            text = readme.readme(title, at or base, ledger, to.name, SUMS)
            (unfinished / readme.NAME).write_text(text, encoding="utf-8", newline="\n")
            _hand_on(unfinished, ledger_file, moved_file)
            shutil.rmtree(to, ignore_errors=True)
            unfinished.replace(to)
    except OSError as error:
        raise CannotWork(f"{error.filename or to}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Made(len(ledger.entries), unanswered)


def _completed(folder: Path, ledger: Ledger, moves: Moves) -> tuple[Site, list[str]]:
    """The site with what is missing at published addresses, and those that nothing answers even so.

    What the build wrote is better than what can be written without it, so it stays.
    """
    read = read_site(folder, with_links=False)
    keeping = _keeping(read, ledger, moves)
    if _unanswered(keeping):
        front = read.pages["./"]
        write_stubs(read, keeping, Look(site=front.title, language=front.lang or "en"))
        read = read_site(folder, with_links=False)
    return read, _unanswered(_keeping(read, ledger, moves))


def _keeping(read: Site, ledger: Ledger, moves: Moves) -> Keeping:
    return Keeping(Lookup(read, base_url(read)), moves, ledger)


def _unanswered(keeping: Keeping) -> list[str]:
    """The published addresses at which a visitor finds neither what was there nor where it went."""
    found = []
    for address in sorted(keeping.ledger.entries if keeping.ledger else ()):
        landing = served_at(keeping.lookup.site, address)
        is_file = unquote(address) in keeping.lookup.site.files
        is_said = landing.page is not None and keeping.lead(address).end is End.GONE
        if not (landing.served or is_file or is_said):
            found.append(address)
    return found


def _hand_on(folder: Path, ledger_file: Path, moved_file: Path | None) -> None:
    """Add what whoever takes over needs to keep the promise, and to see that all is as it was made."""
    shutil.copyfile(ledger_file, folder / "published.txt")
    if moved_file:
        shutil.copyfile(moved_file, folder / "moved.txt")
    (folder / ".nojekyll").touch()  # or GitHub Pages leaves out folders that begin with "_"
    write_sums(folder)


def _lead_to(folder: Path, base: str | None, at: str) -> None:
    """Have the files name another address as their own.

    Links between pages are relative and stay. The page for what does not exist is shown at any address,
    so its links begin at the root of the host.
    """
    for file in folder.rglob("*"):
        if base and file.suffix in WITH_ADDRESSES and file.is_file():
            text = file.read_text(encoding="utf-8")
            if base in text:
                file.write_text(text.replace(base, at), encoding="utf-8", newline="\n")
    not_found = folder / "404.html"
    if not_found.is_file():
        before, now = urlsplit(base or "").path or "/", urlsplit(at).path
        text = FROM_ROOT.sub(
            lambda m: f'{m[1]}="{now}{m[2].removeprefix(before)}"',
            not_found.read_text(encoding="utf-8"),
        )
        not_found.write_text(text, encoding="utf-8", newline="\n")
