"""Writing stubs into a folder of HTML that another engine built."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from linkcontract.address import short_link_id, split_address
from linkcontract.files import replace
from linkcontract.href import relative
from linkcontract.promise.kept import Keeping
from linkcontract.promise.leads import Leads, Move
from linkcontract.promise.moved import Moves
from linkcontract.site import Page, Site
from linkcontract.stubs.moved import by_page, stub
from linkcontract.stubs.page import Look
from linkcontract.stubs.place import files_of, place


@dataclass(frozen=True, slots=True)
class Written:
    """What was done: the files with a stub, by old address, and what could not be done, and why."""

    files: dict[str, str]
    left: dict[str, str]


class _Today:
    """The site as it is today, for `stub`."""

    def __init__(self, site: Site, keeping: Keeping, look: Look) -> None:
        self.look = look
        self._site = site
        self.serves = keeping.serves

    def title(self, address: str) -> str:
        path, fragment = split_address(address)
        page = self._site.pages.get(path)
        if page is None:
            return address.removeprefix("https://").rstrip("/")
        anchor = page.anchor(unquote(fragment)) if fragment else None
        if anchor is None or not anchor.title or anchor.title == page.title:
            return page.title or address
        return f"{anchor.title} ({page.title})" if page.title else anchor.title

    def link(self, target: str, path: str) -> str:
        if target.startswith("https://"):
            return target
        page, fragment = split_address(target)
        return relative(path, page) + (f"#{fragment}" if fragment else "")


def write_stubs(site: Site, keeping: Keeping, look: Look) -> Written:
    """Write a stub for every line of the moved file, and for every published short link that went.

    Only where nothing stands yet or an earlier stub does. Raises `CannotWork` when a file cannot be
    written.
    """
    today = _Today(site, keeping, look)
    moves = _with_short_links(keeping)
    fragments = by_page(moves)
    leads = Leads(moves, keeping.serves)
    files: dict[str, str] = {}
    left: dict[str, str] = {}
    for old in fragments:
        if keeping.is_live(old) and not fragments[old]:
            continue  # served by itself: `check` says that the line has no effect
        if old in moves.moves and not leads.of(old).keeps:
            left[old] = "its line leads nowhere"
            continue
        if not _is_free(site.pages.get(old)):
            for fragment in fragments[old]:
                address = f"{old}#{fragment}"
                if not keeping.is_written(address):
                    left[address] = "its page still stands: give the old id to the new place on it"
            continue
        for path in files_of(old):
            file = place(site.root, path)
            text = stub(today, moves, old, path, fragments)
            if file is None:
                left[old] = f"a file stands in the way of {path}"
            elif text is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                replace(file, text.encode("utf-8"))
                files[old] = path
    return Written(files, left)


def _is_free(page: Page | None) -> bool:
    return page is None or page.is_stub or page.noindex


def _with_short_links(keeping: Keeping) -> Moves:
    """The moved file, with a line for each published short link that follows its anchor."""
    lines = dict(keeping.moves.moves)
    for address in keeping.ledger.entries if keeping.ledger else ():
        if short_link_id(address) is None or address in lines or keeping.is_written(address):
            continue
        lead = keeping.lead(address)
        if lead.keeps and lead.steps:
            target = "gone" if lead.steps[-1].is_gone else lead.target
            lines[address] = Move(address, target, lead.steps[-1].reason)
    return Moves(lines, keeping.moves.file)
