"""What a short link led to when it was first published, where that is not what it leads to today.

The ledger has the date and the title of then. One quiet line says so when the title has other words,
when the section stood on a page of another name, and when it went into another section; a title that
differs in case, punctuation, endings or little words is known again, and nothing is said. The date is
that of the first publication: when somebody copied the link nobody knows.
"""

from __future__ import annotations

from datetime import date

from small_pages import Published, anchor_at
from sphinx.application import Sphinx

from linkcontract.address import short_link, split_address
from linkcontract.match.likeness import says_the_same
from linkcontract.stubs.page import MONTHS


def day(one: date) -> str:
    return f"{one.day} {MONTHS[one.month - 1]} {one.year}"


def page_then(published: Published, id: str) -> tuple[str, str]:
    """Address and title of the page on which an id was first published; empty where unknown."""
    entries = published.entries
    homes = [entries[home] for home in published.homes.get(id, ())]
    if not homes:
        return "", ""
    page = split_address(min(homes, key=lambda entry: entry.date).address)[0]
    return page, entries[page].title if page in entries else ""


def since(app: Sphinx, published: Published, id: str, target: str | None, reason: str = "") -> str:
    """The line about the short link of ``id``; empty when there is nothing to say.

    ``target`` is where it leads today, an address or URL; ``None`` for what was withdrawn. ``reason``
    is why it leads there, where links/moved.txt gives one.
    """
    entry = published.entries.get(short_link(id))
    if not entry or not entry.title:
        return ""
    address, page = page_then(published, id)
    title, anchor, now = anchor_at(app, target) if target else ("", None, None)
    renamed = not says_the_same(entry.title, title)
    stayed = now and (address == split_address(target or "")[0] or says_the_same(page, now.title))
    is_page = says_the_same(page, entry.title)  # what was published is the page itself
    on_page = f" on the page “{page}”" if page and not is_page and not stayed else ""
    if not renamed and not on_page:
        return ""
    opening = f"When this link was first published, on {day(entry.date)}, "
    if not anchor or not now or anchor.id != id:
        why = f" {reason[0].upper()}{reason[1:].rstrip('.')}." if reason else ""
        return f"{opening}it led to “{entry.title}”{on_page}.{why}"
    this = "this page" if anchor.title == now.title else "this section"
    if not renamed:
        return f"{opening}{this} was{on_page}."
    return f"{opening}{this} was called “{entry.title}”{on_page and f' and was{on_page}'}."
