"""Asks the link contract: does every link arrive, and every address that was ever published?

It reads the built pages as a browser does. What it finds is said in its own words, with the links of the
handbook's own pages that a lost section or page leaves behind.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from linkcontract import known, settings
from linkcontract.address import short_link_id, split_address
from linkcontract.check.case import Case
from linkcontract.check.run import check as run_rules
from linkcontract.files import CannotWork, read_lines
from linkcontract.finding import Consequence, Finding
from linkcontract.promise import ledger as ledgers
from linkcontract.promise import moved as moves_file
from linkcontract.read.folder import read_site
from linkcontract.repair import fix as repairs
from linkcontract.repair.losses import principals
from linkcontract.site import Site, UnreadableSite
from linkcontract.source.ids import id_of
from proofread.mistake import Mistake
from proofread.promises import KINDS
from proofread.sources import Place, Sources

LEDGER, MOVED = "links/published.txt", "links/moved.txt"
LINKS = ("missing-page", "missing-file", "missing-fragment", "letter-case", "duplicate-id")
_MOST = 8
"""Links to one lost thing that are named one by one."""
_ELSE = {
    "missing-page": "write the label of the right page, (#area:thing); it stands above the page's title",
    "missing-file": "upload the file there, or write the path of one that is there",
    "missing-fragment": "write the label of the right section, (#area:thing); it stands above its heading",
    "redirect-circle": "let one of these lead to a page that exists",
}


class CannotCheck(Exception):
    """The contract could not do its work; the message is one line that says why and where."""


def case_of(built: Path, sources: Sources, deployed: Path | None = None) -> Case:
    """All that the contract may look at: a built site, its Markdown, the ledger, the moved lines.

    Raises `CannotCheck` when one of them cannot be read.
    """
    root = sources.root
    try:
        moved = root / MOVED
        moves = moves_file.parse(read_lines(moved, MOVED), MOVED) if moved.exists() else None
        ledger = ledgers.read(root / LEDGER) if (root / LEDGER).exists() else None
        site = read_site(built)
    except (CannotWork, UnreadableSite, OSError) as error:
        raise CannotCheck(str(error).replace(f"{root}/", "")) from None
    run = "./do check --{command}"
    return Case(site, sources.contract, ledger, str(root / LEDGER), moves, None, run, deployed)


def mistakes(case: Case, sources: Sources) -> Iterator[Mistake]:
    """What the contract finds, for people: what another finding's repair mends is left out."""
    found = run_rules(case)
    ignored = (
        settings.read(sources.root).ignore if (sources.root / "pyproject.toml").exists() else ()
    )
    left, _ = known.without_ignored(found, ignored)
    covered = _covered(case)
    for finding in left:
        if not isinstance(finding, Consequence):
            yield _mistake(finding, case, sources, covered.get(finding.address or "", ()))


def repair(case: Case, sources: Sources) -> list[str]:
    """Put back what is certain, into the pages and the moved file; a sentence for each repair.

    Each file is replaced whole or not at all. Raises `CannotWork` when one cannot be written.
    """
    if case.moves is None or case.moves.problems or case.ledger is None:
        return []
    done = repairs.fix(case.losses, sources.root, sources.root / MOVED).done
    return [sentence.replace(f"{sources.root}/", "") for sentence in done]


def _covered(case: Case) -> dict[str, tuple[str, ...]]:
    """The names of all that a broken address stands for, by that address: ids, and pages without `.md`."""
    found: dict[str, list[str]] = {}
    for address, principal in principals(case.losses).items() if case.ledger else ():
        names = found.setdefault(principal.address, [])
        path, fragment = split_address(address)
        id = short_link_id(address) or unquote(fragment)
        names.append(id or _page(path))
        if not fragment and principal.home is not None and address == principal.address:
            names.append(_page(split_address(principal.home.address)[0]))
    return {address: tuple(dict.fromkeys(names)) for address, names in found.items()}


def _page(path: str) -> str:
    """A page's address as the path of its Markdown, without `.md` and without `/index`."""
    return path.removeprefix("./").removesuffix(".html").removesuffix("/").removesuffix("/index")


def _mistake(finding: Finding, case: Case, sources: Sources, covered: Iterable[str]) -> Mistake:
    root = f"{sources.root}/"
    about = tuple(covered) or _names(finding)
    file = (finding.file or "").replace(root, "")
    if file.endswith(".html") and (page := case.site.by_file.get(file)) and page.source:
        file = page.source
    fix = finding.fix or _ELSE.get(finding.rule, "mend it, or take it out")
    found = Mistake(
        KINDS[finding.rule],
        file,
        finding.line,
        finding.message,
        fix.replace(root, ""),
        about=about,
        by="contract",
    )
    if finding.rule == "published-broken":
        return _with_links(found, finding, sources)
    return found


def _names(finding: Finding) -> tuple[str, ...]:
    """What a finding about a link is about: the id or the page that it wants."""
    if finding.rule not in LINKS or not finding.address:
        return ()
    path, fragment = split_address(finding.address)
    if fragment and finding.rule in ("missing-fragment", "duplicate-id"):
        return (id_of(unquote(fragment).rpartition("#")[2]),)
    return (_page(path), id_of(posixpath.basename(path)))


def _with_links(found: Mistake, finding: Finding, sources: Sources) -> Mistake:
    """The mistake with the links of our own pages to what was lost, where it does not come back."""
    standing = {id_of(label) for label in sources.labels}
    gone = [name for name in found.about if name not in standing]
    places = [place for name in gone for place in sources.links.get(name, ())]
    if not places or re.search(r"write \(|links? to it", finding.fix or ""):
        return found  # with its label it gets its links back; or they are named already
    return replace(found, fix=f"{found.fix}\nand change {_links(places)}")


def _links(places: Iterable[Place]) -> str:
    named = list(dict.fromkeys(map(str, sorted(places, key=lambda p: (p.file, p.line)))))
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    links = "the link to it" if len(named) == 1 else f"the {len(named)} links to it"
    return f"{links}: {', '.join(named[:_MOST])}{more}"


def addresses(site: Site) -> dict[str, str]:
    """The pages of a site by the Markdown file each was built from."""
    return {page.source: page.file for page in site.pages.values() if page.source}
