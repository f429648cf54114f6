"""What was lost, and how to keep it: for every broken published address the repair that mends it.

There are two repairs. Where the old section still stands on its page under another id, its old
label goes back above the heading. Everything else takes a line in the moved file; the line of a
page mends its sections and short links too, as far as they went along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from .checking import Context
from .model import Anchor, Page
from .outline import Outline, outline_of, outline_of_titles
from .source import Document, Heading, id_of
from .suggesting import CERTAIN, Suggestion, suggest
from .urls import short_link_id, split_address


@dataclass(frozen=True, slots=True)
class PutLabel:
    """Write `(label)=` above `line` of the Markdown `file`, where `heading` or its labels begin."""

    label: str
    file: str
    line: int
    heading: Heading


@dataclass(frozen=True, slots=True)
class AddLine:
    """Add the line `old TAB new` to the moved file."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A broken published address.

    `home` is where its thing seems to be now; `repair` what would keep it, `None` when a person
    must say; `certain` whether that may be done unasked. `follows` is the address of another loss
    whose repair mends this one as well.
    """

    address: str
    home: Suggestion | None = None
    repair: PutLabel | AddLine | None = None
    certain: bool = False
    follows: str | None = None


def losses(context: Context) -> list[Loss]:
    """Every broken address of the ledger, sorted, without those a bad line of the moved file broke."""
    keeping = context.keeping
    broken = [address for address in keeping.broken() if not _line_is_at_fault(context, address)]
    if not broken:
        return []
    anchored = frozenset(address for address in broken if short_link_id(address) is None)
    homes = suggest(anchored, _published_outline(context), outline_of(context.site))
    return [_loss(context, address, anchored, homes) for address in broken]


def principals(found: Iterable[Loss]) -> dict[str, Loss]:
    """For every lost address the loss whose repair mends it in the end: its own, or what it follows."""
    by_address = {loss.address: loss for loss in found}
    result = {}
    for address, loss in by_address.items():
        while loss.follows in by_address:
            loss = by_address[loss.follows]
        result[address] = loss
    return result


def _line_is_at_fault(context: Context, address: str) -> bool:
    """Whether the address has a line that leads nowhere: then that line is the finding."""
    steps = context.keeping.lead(address).steps
    return any(not context.keeping.is_kept(move.old) for move in steps[:1])


def _published_outline(context: Context) -> Outline:
    """What was published, as well as it is known: the earlier build, and the ledger's titles."""
    entries = context.ledger.entries.values() if context.ledger else ()
    titles = {entry.address: entry.title for entry in entries if short_link_id(entry.address) is None}
    told = outline_of_titles(titles)
    if context.before is None:
        return told
    outline = outline_of(context.before)
    for path, page in told.pages.items():
        known = outline.pages.setdefault(path, page)
        if known is not page:
            ids = {id for section in known.sections for id in section.ids}
            known.sections += [section for section in page.sections if ids.isdisjoint(section.ids)]
    return outline


def _loss(context: Context, address: str, broken: Collection[str], homes: dict[str, Suggestion]) -> Loss:
    path, fragment = split_address(address)
    id = short_link_id(address)
    if id is not None:
        return _lost_short_link(context, address, id, broken)
    home = homes.get(address)
    if fragment and path in broken:
        follows = _goes_along(context, path, fragment, home, homes.get(path))
        if follows:
            return Loss(address, home, follows=path)
    if home is None:
        return Loss(address)
    certain = home.likeness >= CERTAIN
    if fragment and split_address(home.address)[0] == path:
        label = _label_repair(context, path, unquote(fragment), unquote(split_address(home.address)[1]))
        if label is not None:
            return Loss(address, home, label, certain)
    return Loss(address, home, AddLine(address, home.address), certain)


def _goes_along(
    context: Context, path: str, fragment: str, home: Suggestion | None, page_home: Suggestion | None
) -> bool:
    """Whether the line of its page would lead the fragment where it belongs."""
    if page_home is None:
        return home is None
    carried = f"{split_address(page_home.address)[0]}#{fragment}"
    if home is not None and home.address != carried:
        return False
    return context.keeping.serves(carried)


def _lost_short_link(context: Context, address: str, id: str, broken: Collection[str]) -> Loss:
    """A short link follows its anchor; where that still stands, it only lacks its label."""
    published = context.ledger.entries if context.ledger else {}
    homes = context.keeping.published_homes(id)
    for home in homes:
        if home in broken:
            return Loss(address, follows=home)
    for home in homes:
        path, fragment = split_address(home)
        if context.keeping.serves(home):
            label = _label_repair(context, path, id, unquote(fragment))
            title = published[home].title
            return Loss(address, Suggestion(home, 1.0, title), label, label is not None)
    return Loss(address)


def _label_repair(context: Context, path: str, old: str, new: str) -> PutLabel | None:
    """The repair that puts the label for the id `old` above the heading that has the id `new`."""
    page = context.site.pages.get(path)
    anchor = page.anchor(new) if page else None
    if page is None or anchor is None or id_of(old) != old or context.source is None:
        return None
    place = context.source.label(old)
    found = heading_of(context, page, anchor)
    if found is None or (place is not None and place[0].path != found[0].path):
        return None
    document, heading = found
    label = place[1] if place else _label_text(context, path, old, document)
    return PutLabel(label, document.path, heading.top, heading)


def heading_of(context: Context, page: Page, anchor: Anchor) -> tuple[Document, Heading] | None:
    """The Markdown heading an anchor of the built page stands at, and its document."""
    if context.source is None or not anchor.level:
        return None
    document = context.source.document(anchor.file) if anchor.file else None
    document = document or context.document(page)
    if document is None:
        return None
    labelled = [h for h in document.headings if anchor.id in map(id_of, h.labels)]
    if len(labelled) == 1:
        return document, labelled[0]
    if anchor.line and anchor.file:
        at = [h for h in document.headings if h.top <= anchor.line <= h.line]
        if at:
            return document, at[0]
    heading = document.heading(anchor.title)
    return (document, heading) if heading else None


def _label_text(context: Context, path: str, id: str, document: Document) -> str:
    """The label that gave the id: as the earlier build knew it, else in the manner of its page."""
    before = context.before.pages.get(path) if context.before else None
    anchor = before.anchor(id) if before else None
    if anchor is not None and anchor.label:
        return anchor.label
    areas = {label.partition(":")[0] for label, _ in document.labels.values() if ":" in label}
    area = max((a for a in areas if id.startswith(f"{id_of(a)}-")), key=len, default=None)
    return f"{area}:{id[len(id_of(area)) + 1:]}" if area else id


def home_address(context: Context, address: str) -> tuple[Page, Anchor] | None:
    """The page and anchor of today's build at an address with a fragment."""
    path, fragment = split_address(address)
    page = context.site.pages.get(path)
    anchor = page.anchor(unquote(fragment)) if page and fragment else None
    return (page, anchor) if page and anchor else None


def old_place(context: Context, address: str) -> tuple[str, int | None]:
    """The file and line to name for a loss without a heading: where it stood, or its ledger line."""
    path, fragment = split_address(address)
    before = context.before.pages.get(path) if context.before else None
    anchor = before.anchor(unquote(fragment)) if before and fragment else None
    if anchor is not None and anchor.file:
        return anchor.file, anchor.line
    if before is not None and before.source:
        return before.source, before.line or 1
    page = context.site.pages.get(path)
    if page is not None and page.promised and context.document(page) is not None:
        return context.place(page, 1)
    number = context.ledger.numbers.get(address) if context.ledger else None
    return context.ledger_file, number
