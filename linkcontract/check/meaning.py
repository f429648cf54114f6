"""The rule about what an address means: it is served, but what answers is another section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from linkcontract.address import split_address
from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.match.changed import changed_homes
from linkcontract.match.homes import Suggestion
from linkcontract.match.likeness import normal_title, stems, title_likeness, title_words
from linkcontract.match.outline import outline_of
from linkcontract.match.thresholds import HARDLY_CALLED
from linkcontract.promise.ledger import Entry
from linkcontract.repair.losses import moved_file
from linkcontract.site import Anchor, Page


@dataclass(frozen=True, slots=True)
class _Changed:
    """A published section, the anchor that answers for it today, and where it is, if anywhere."""

    entry: Entry
    page: Page
    anchor: Anchor
    home: Suggestion | None = None


@rule("published-changed")
def changed_address(case: Case) -> Iterable[Finding]:
    """A published address still works, but another section answers: the link lands in the wrong place.

    Mostly a label was left behind when its section was deleted or moved, and stands above the next
    heading now; or headings of the same words were counted anew. Put the label where its section is,
    or take it away and say in the moved file what became of it. A section that was merely renamed or
    rewritten is not meant, nor one that was merged into another that speaks of it.
    """
    for changed in _changed(case):
        label = case.source.label(changed.anchor.id) if case.source else None
        file, line = (
            (label[0].path, label[2]) if label else case.anchor_place(changed.page, changed.anchor)
        )
        address = changed.entry.address
        yield Finding(
            rule="published-changed",
            message=f"published link {address} means another section now:"
            f" it was “{changed.entry.title}”, and is “{changed.anchor.title}”",
            file=file,
            line=line,
            page=changed.page.path,
            address=address,
            fix=_advice(case, changed, f"({label[1]})=" if label else ""),
        )


def _advice(case: Case, changed: _Changed, label: str) -> str:
    """What to do about it; `label` is the one that gives the id, as it is written."""
    old, title, home = changed.entry.address, changed.entry.title, changed.home
    if home is None:
        return (
            f"if “{title}” is gone, take {label or 'its id'} away and add this line to"
            f" {moved_file(case)}:\n    {old}\tgone\tWhy it was withdrawn\n"
            f"if it was merged into “{changed.anchor.title}”, say a word of it there"
        )
    if label and split_address(home.address)[0] == changed.page.path:
        return f"move {label} to the line above the heading “{home.title}” ({home.address})"
    if label:
        return (
            f"“{title}” is at {home.address} now: take {label} away, and add this line to"
            f" {moved_file(case)}:\n    {old}\t{home.address}"
        )
    return (
        f"“{title}” is at {home.address} now, and its id was counted anew:"
        " give headings of the same words a label each"
    )


def _changed(case: Case) -> Iterator[_Changed]:
    homes = _homes(case)
    by_page: dict[str, list[Entry]] = defaultdict(list)
    for entry in case.ledger.entries.values() if case.ledger else ():
        if "#" in entry.address:
            by_page[split_address(entry.address)[0]].append(entry)
    for path, entries in by_page.items():
        page = case.site.pages.get(path)
        if page is None or page.is_stub:
            continue
        anchors = {anchor.id: anchor for anchor in page.anchors}
        for entry in entries:
            anchor = anchors.get(unquote(split_address(entry.address)[1]))
            if anchor is None:
                continue
            home = homes.get(entry.address)
            if home is not None or _is_left_behind(case, entry, entries, page, anchor):
                yield _Changed(entry, page, anchor, home)


def _homes(case: Case) -> dict[str, Suggestion]:
    """Where the sections are whose id leads to another one, as the earlier build tells."""
    if case.before is None or case.ledger is None:
        return {}
    lost = {loss.address: loss.home for loss in case.losses if loss.home is not None}
    kept = case.ledger.entries.keys() - {loss.address for loss in case.losses}
    before, after = (outline_of(site, drifting=True) for site in (case.before, case.site))
    return changed_homes(kept, before, after, lost)


def _is_left_behind(
    case: Case, entry: Entry, entries: Iterable[Entry], page: Page, anchor: Anchor
) -> bool:
    """Whether a label was left above the next heading when its section went.

    The heading was published under its own name no later than the section, which was another one
    then; and its text does not speak of it. Where the text is not known, nobody can tell.
    """
    if not anchor.level or title_likeness(entry.title, anchor.title) >= HARDLY_CALLED:
        return False
    today = normal_title(anchor.title)
    was_there = any(
        other is not entry and other.date <= entry.date and normal_title(other.title) == today
        for other in entries
    )
    document = case.document(page) if was_there else None
    if document is None:
        return False
    lines = [document.lines[number - 1] for number in document.section_lines(anchor.id)]
    said = {word for line in lines if not line.startswith("(") for word in stems(line)}
    return title_words(entry.title).isdisjoint(said)
