"""One fault, one finding: what only repeats a line of the moved file, or a lost label, is left out.

The build writes stubs, notes and short links from the lines of the moved file. Where a line leads
nowhere, so do they; the line is the thing to mend, and the finding about it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from linkcontract.address import address_of, short_link_id, split_address
from linkcontract.context import Context
from linkcontract.finding import Consequence, Finding
from linkcontract.repair.losses import principals
from linkcontract.repair.remedies import EndBlock, Loss, MoveLabel, PutLabel
from linkcontract.serve.arrivals import BrokenLink
from linkcontract.source.ids import id_of


def without_written(context: Context, found: list[BrokenLink]) -> list[BrokenLink]:
    """The broken links that were found, but for those the build wrote from lines that lead nowhere.

    Only our own builds are known to write them; they are told by `anchors.json`.
    """
    if context.moves is None or not context.site.has_anchor_data:
        return found
    written = _Written(context)
    return [broken for broken in found if not written.holds(broken)]


class _Written:
    """What the build wrote from lines of the moved file that lead nowhere."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @cached_property
    def _ends(self) -> dict[str, set[str]]:
        """For the path of each page the build wrote something on: the paths its lines end at."""
        keeping = self.context.keeping
        ends: dict[str, set[str]] = {}
        for old in keeping.moves.moves:
            lead = keeping.lead(old)
            if not lead.keeps:
                ends.setdefault(split_address(old)[0], set()).add(split_address(lead.target)[0])
        return ends

    @cached_property
    def _lost(self) -> set[str]:
        return set(self.context.keeping.broken())

    def holds(self, broken: BrokenLink) -> bool:
        """Whether a link stands in a stub, a note or a short link, and its line is a finding."""
        page = broken.page
        target = broken.verdict.target
        end = split_address(address_of(target.path, target.fragment))[0]
        if page.promised:  # notes are no content, and a template's links stand on more pages
            pages = sum(end in ends for ends in self._ends.values())
            return (
                not broken.link.in_content
                and end in self._ends.get(page.path, ())
                and broken.pages <= pages
            )
        if short_link_id(page.path) is not None and page.path not in self._ends:
            return self._short_link_is_lost(page.path, end)
        return end in self._ends.get(page.path, ())

    def _short_link_is_lost(self, address: str, end: str) -> bool:
        """Whether the short link itself, by way of the anchor it follows, leads nowhere."""
        if address in self._lost:
            return True
        lead = self.context.keeping.lead(address)
        return lead.first is not None and not lead.keeps and split_address(lead.target)[0] == end


def with_lost_labels(losses: Iterable[Loss], found: Iterable[Finding]) -> list[Finding]:
    """The findings, where those that a lost label explains only follow from it.

    A heading that only lacks its lost label is not asked to get a new one, and a link to it arrives
    again with the label.
    """
    mended_by = principals(losses)
    repairs = {
        loss.home.address: loss.address
        for loss in mended_by.values()
        if loss.home is not None and isinstance(loss.repair, PutLabel)
    }
    back = {
        address
        for address, by in mended_by.items()
        if isinstance(by.repair, PutLabel | MoveLabel | EndBlock)
    }
    ids = {unquote(address.partition("#")[2]) for address in back}
    return [
        _told_by(finding, f"what keeps {repairs[finding.address or '']} mends it too")
        if finding.rule == "generated-permalink" and finding.address in repairs
        else _told_by(finding, finding.fix)
        if finding.rule == "missing-fragment" and _will_arrive(finding, back, ids)
        else finding
        for finding in found
    ]


def _will_arrive(finding: Finding, back: set[str], ids: set[str]) -> bool:
    """Whether a link leads to an address that comes back; a label on no page seems to be on its own."""
    page, _, fragment = (finding.address or "").partition("#")
    return finding.address in back or (page == finding.page and id_of(unquote(fragment)) in ids)


def _told_by(finding: Finding, fix: str | None) -> Finding:
    return Consequence(**{**_told(finding), "fix": fix})


_MOST_PLACES = 3
"""Findings of one cause that are each shown; of more, the first names the others."""
_CAUSES = frozenset(("missing-page", "missing-file", "missing-fragment", "letter-case"))


def one_per_cause(found: Iterable[Finding]) -> list[Finding]:
    """The findings, where many links to one missing thing are one finding that counts the others.

    Programs get all of them; for people the first one stands for the rest, with their places.
    """
    findings = list(found)
    alike: dict[tuple[str, str | None], list[int]] = {}
    for number, finding in enumerate(findings):
        if finding.rule in _CAUSES:
            alike.setdefault((finding.rule, finding.address), []).append(number)
    for numbers in alike.values():
        if len(numbers) <= _MOST_PLACES:
            continue
        first, rest = findings[numbers[0]], [findings[number] for number in numbers[1:]]
        places = dict.fromkeys(_place(finding) for finding in rest)
        named = ", ".join(list(places)[:_MOST_PLACES])
        others = (
            f", and {len(places) - _MOST_PLACES} more places" if len(places) > _MOST_PLACES else ""
        )
        also = f"{len(rest)} more links lead there: {named}{others}"
        findings[numbers[0]] = replace(first, fix="\n".join(filter(None, (first.fix, also))))
        for number in numbers[1:]:
            findings[number] = Consequence(**_told(findings[number]))
    return findings


def _place(finding: Finding) -> str:
    return ":".join(str(part) for part in (finding.file or finding.page, finding.line) if part)


def _told(finding: Finding) -> dict[str, Any]:
    return {each.name: getattr(finding, each.name) for each in fields(Finding)}
