"""The stub for each page of the moved file that is gone.

It goes to the new page at once, with the query and fragment it was asked for, and takes moved
fragments to their own new homes; the map of those is in
`<script type="application/json" id="moved-fragments">`. Without JavaScript it is a sentence with
links, one line for each moved fragment. What was withdrawn says so, and since when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Protocol
from urllib.parse import unquote

from linkcontract.address import join_address, split_address
from linkcontract.promise.leads import End, Lead
from linkcontract.promise.moved import Moves
from linkcontract.stubs.page import CHOOSE, Look, gone_page, gone_text, html_page, in_script

OWNER = "moved_pages"
"""What the generator tag of these pages says; `read.engines` knows them by it."""


class Today(Protocol):
    """What a stub has to know of the site as it is today."""

    look: Look

    def serves(self, address: str) -> bool:
        """Whether the site itself serves the address: a page, a place on one, a short link."""

    def title(self, address: str) -> str:
        """What a link to the address says."""

    def link(self, target: str, path: str) -> str:
        """The link to an address or URL from the file `path` of the site."""


def follow(today: Today, moves: Moves, address: str) -> Lead:
    """Where the moved file leads an address today."""
    return moves.lead(address, today.serves)


def stub(
    today: Today, moves: Moves, old: str, path: str, fragments: Mapping[str, list[str]]
) -> str | None:
    """The small page in the file ``path`` for an old page; ``None`` when its line leads nowhere.

    ``fragments`` are those with a line of their own, by page.
    """
    lead = follow(today, moves, old) if old in moves.moves else None
    if lead and lead.end is End.CIRCLE:
        return None
    passed = [old, *(split_address(step.new)[0] for step in (lead.steps if lead else ()))]
    asked = dict.fromkeys(f for page in passed for f in fragments.get(page, ()))
    leads = {unquote(f): follow(today, moves, join_address(old, f)) for f in asked}
    leads = {id: one for id, one in leads.items() if one.end is not End.CIRCLE and one.steps}
    # What was withdrawn has its line on this very page: its target is that line.
    targets, moved, withdrawn = {}, [], []
    for id, one in leads.items():
        start = f'<li id="{escape(id)}">What was at <code>#{escape(id)}</code> is'
        if one.end is End.GONE:
            targets[id] = f"#{id}"
            withdrawn.append(
                f"{start} gone. {escape(gone_text(today.look, one.steps[-1].reason))}</li>"
            )
        else:
            targets[id] = today.link(one.target, path)
            link = f'<a href="{escape(targets[id])}">{escape(today.title(one.target))}</a>'
            moved.append(f"{start} now at {link}.</li>")
    gone = lead is not None and lead.end is End.GONE
    target = today.link(lead.target, path) if lead and not gone else ""
    own = target.startswith("https://") and "#" in target
    script = [
        f'<script type="application/json" id="moved-fragments">{in_script(targets)}</script>',
        "<script>",
        f"var to = {in_script(target)}, own = {in_script(own)};",
        CHOOSE,
        "</script>",
    ]
    if lead is None or gone or not target:
        lines = ["<ul>", *moved, *withdrawn, "</ul>"] * bool(leads)
        if lead is not None and gone:
            reason, head = lead.steps[-1].reason, script * bool(leads)
            return gone_page(today.look, OWNER, reason, head, lines)
        title = "This page was taken apart"
        return html_page(today.look, OWNER, title, script, [f"<h1>{title}</h1>", *lines])
    canonical = target
    if today.look.base_url and not target.startswith("https://"):
        within = re.sub(r"^(\.\./)*(\./)?", "", target)
        canonical = today.look.base_url.rstrip("/") + "/" + within
    title, reason = today.title(lead.target), lead.steps[0].reason
    said = f'It is now <a href="{escape(target)}">{escape(title)}</a>'
    said += f": {escape(reason)}" if reason else "."
    head = [f'<link rel="canonical" href="{escape(canonical)}">', *script]
    body = ["<h1>This page has moved</h1>", f"<p>{said}</p>"]
    # Only who has no JavaScript ever stays to read where sections went.
    body += ["<noscript><ul>", *moved, "</ul></noscript>"] * bool(moved)
    body += ["<ul>", *withdrawn, "</ul>"] * bool(withdrawn)
    return html_page(today.look, OWNER, title, head, body)


def by_page(moves: Moves) -> dict[str, list[str]]:
    """The pages that lines of the moved file are about, and the fragments of each with a line."""
    found: dict[str, list[str]] = {}
    for old in moves.moves:
        page, fragment = split_address(old)
        found.setdefault(page, []).extend([fragment] if fragment else ())
    return found
