"""The moved file in the words of other engines and hosts, for sites that this tool does not build."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from linkcontract.address import split_address
from linkcontract.promise.leads import End
from linkcontract.promise.moved import Moves

EXPORTS = ("redirects", "mkdocs", "docusaurus", "hugo", "jekyll")


def export(moves: Moves, style: str) -> list[str]:
    """The lines of the moved file that are about whole pages, in the words of an engine or host.

    `redirects` is the file of that name that static hosts read; `mkdocs` the settings of
    mkdocs-redirects, `docusaurus` those of its client-redirects plugin; for `hugo` and `jekyll` the
    front matter that each new page needs. What has no word there is a comment: withdrawn pages,
    fragments, circles, and with `hugo` and `jekyll` pages of other sites, which have no front matter
    here.
    """
    leads = {old: moves.lead(old) for old in moves.pages}
    pages = {
        old: replace(moves.moves[old], new=lead.target)  # the end of its chain: engines follow none
        for old, lead in leads.items()
        if lead.end in (End.ADDRESS, End.ELSEWHERE)
        and not (style in ("hugo", "jekyll") and lead.end is End.ELSEWHERE)
    }
    others = [
        move.line().replace("\t", " → ") for move in moves.moves.values() if move.old not in pages
    ]
    comment = "//" if style == "docusaurus" else "#"
    notes = [f"{comment} cannot be said here: {line}" for line in others]
    if style == "redirects":
        return [f"{_rooted(old)} {_rooted(move.new)} 301" for old, move in pages.items()] + notes
    if style == "mkdocs":
        lines = [
            f"        {_quoted(_markdown(old))}: {_quoted(_markdown(move.new))}"
            for old, move in pages.items()
        ]
        return ["plugins:", "  - redirects:", "      redirect_maps:", *lines, *notes]
    if style == "docusaurus":
        lines = [
            f"  {{from: {_quoted(_rooted(old, ''))}, to: {_quoted(_rooted(move.new, ''))}}},"
            for old, move in pages.items()
        ]
        return ["redirects: [", *lines, "],", *notes]
    key = "aliases" if style == "hugo" else "redirect_from"
    homes: dict[str, list[str]] = {}
    for old, move in pages.items():
        homes.setdefault(split_address(move.new)[0], []).append(_rooted(old))
    lines = []
    for new, olds in homes.items():
        lines += [f"# in the front matter of {new}", f"{key}:", *(f"  - {old}" for old in olds)]
    return lines + notes


def _rooted(address: str, folder: str = "/") -> str:
    if address.startswith("https://"):
        return address
    path = "/" + address.removeprefix("./")
    return path if folder else path.rstrip("/") or "/"


def _markdown(address: str) -> str:
    """The Markdown file that MkDocs makes a page from."""
    if address.startswith("https://"):
        return address
    page, fragment = split_address(address)
    page = page.removeprefix("./").rstrip("/").removesuffix(".html") or "index"
    return f"{unquote(page)}.md" + (f"#{fragment}" if fragment else "")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "%27") + "'"
