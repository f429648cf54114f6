"""What was lost, and how to keep it: for every broken published address the repair that mends it.

There are two repairs. Where the old section still stands on its page under another id, its old
label goes back above the heading. Everything else takes a line in the moved file; the line of a
page mends its sections and short links too, as far as they went along. A label that was left behind
above a paragraph is for a person to move, and a block without an end for a person to end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from urllib.parse import unquote

from linkcontract.address import short_link_id, split_address
from linkcontract.context import Context
from linkcontract.match.homes import Suggestion
from linkcontract.match.likeness import title_likeness
from linkcontract.repair.doubts import Home, homes
from linkcontract.repair.remedies import AddLine, EndBlock, GiveId, Loss, MoveLabel, PutLabel
from linkcontract.repair.swallowed import swallowing
from linkcontract.site import Anchor, AnchorKind, Page
from linkcontract.source.engine import Engine
from linkcontract.source.ids import id_of
from linkcontract.source.markdown import Document, Heading
from linkcontract.source.places import spelled


def losses(context: Context) -> list[Loss]:
    """Every broken address of the ledger, sorted, without those a bad line of the moved file broke."""
    keeping = context.keeping
    broken = [address for address in keeping.broken() if not _line_is_at_fault(context, address)]
    if not broken:
        return []
    anchored = frozenset(address for address in broken if short_link_id(address) is None)
    found = homes(context, anchored)
    return _one_per_block([_loss(context, address, anchored, found) for address in broken])


def _one_per_block(found: list[Loss]) -> list[Loss]:
    """The losses, where those that one block took follow the first of them in the file."""
    taken = [(loss.repair, loss.address) for loss in found if isinstance(loss.repair, EndBlock)]
    first: dict[tuple[str, int], str] = {}
    for repair, address in sorted(taken, key=lambda one: one[0].line):
        first.setdefault((repair.file, repair.block.begin), address)
    by = {address: first[repair.file, repair.block.begin] for repair, address in taken}
    return [
        loss
        if by.get(loss.address) in (None, loss.address)
        else replace(loss, follows=by[loss.address])
        for loss in found
    ]


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
    """Whether a line that leads nowhere is on the address's way: then that line is the finding."""
    return context.keeping.at_fault(address) is not None


def _loss(context: Context, address: str, broken: Collection[str], found: dict[str, Home]) -> Loss:
    path, fragment = split_address(address)
    id = short_link_id(address)
    spoilt = context.moves.spoilt if context.moves else {}
    if address in spoilt:
        return Loss(address, spoilt=spoilt[address])
    if id is not None:
        return _lost_short_link(context, address, id, broken)
    if fragment and path in spoilt:
        return Loss(address, follows=path) if path in broken else Loss(address, spoilt=spoilt[path])
    home = found.get(address)
    there = home.suggestion if home else None
    if fragment and path in broken:
        page_home = found.get(path)
        if _goes_along(context, path, fragment, there, page_home.suggestion if page_home else None):
            return Loss(address, there, follows=path)
    if fragment and (block := swallowing(context, path, unquote(fragment))) is not None:
        return Loss(address, there, block)
    if fragment and (stray := _stray_label(context, unquote(fragment), there)) is not None:
        return Loss(address, there, stray)
    if home is None or there is None:
        return Loss(address)
    if fragment and split_address(there.address)[0] == path:
        label = _label_repair(
            context, path, unquote(fragment), unquote(split_address(there.address)[1])
        )
        if label is not None:
            certain = home.certain and not isinstance(label, GiveId)
            return Loss(address, there, label, certain, doubt=home.doubt)
        if _is_generated(context, there.address):
            return Loss(address, there, doubt=home.doubt)
    return Loss(address, there, AddLine(address, there.address), home.certain, doubt=home.doubt)


def _is_generated(context: Context, address: str) -> bool:
    there = home_address(context, address)
    return there is not None and there[1].generated


def _goes_along(
    context: Context,
    path: str,
    fragment: str,
    home: Suggestion | None,
    page_home: Suggestion | None,
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
            there = Suggestion(home, 1.0, published[home].title)
            stray = _stray_label(context, id, there)
            label = None if stray else _label_repair(context, path, id, unquote(fragment))
            return Loss(address, there, stray or label, isinstance(label, PutLabel))
    return Loss(address)


def _stray_label(context: Context, id: str, home: Suggestion | None) -> MoveLabel | None:
    """What to do with a label of this id that stands above something else than a heading.

    Its heading is the one with the words of the old one, else the one whose section it stands in.
    """
    place = context.source.label(id) if context.source else None
    if place is None:
        return None
    document, label, line = place
    if f"({label})=" not in document.lines[line - 1] or not document.headings:
        return None
    if any(label in heading.labels for heading in document.headings):
        return None
    title = home.title if home else ""
    published = context.ledger.entries.values() if context.ledger else ()
    titles = [title, *(e.title for e in published if unquote(split_address(e.address)[1]) == id)]
    alike = [h for h in document.headings if any(title_likeness(t, h.text) > 0.8 for t in titles)]
    above = [h for h in document.headings if h.line < line]
    heading = alike[0] if len(alike) == 1 else (above[-1] if above else document.headings[0])
    return MoveLabel(label, document.path, line, heading)


def _label_repair(context: Context, path: str, old: str, new: str) -> PutLabel | GiveId | None:
    """The repair that gives the id `old` to the heading that has the id `new`: by a label in MyST."""
    page = context.site.pages.get(path)
    anchor = page.anchor(new) if page else None
    if page is None or anchor is None or context.source is None:
        return None
    if context.engine is not Engine.MYST:
        there = heading_of(context, page, anchor)
        return GiveId(there[0].path, there[1], context.engine.words(old)) if there else None
    if id_of(old) != old:
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
    heading = document.heading(anchor.title) or _heading_of_its_rank(page, anchor, document)
    return (document, heading) if heading else None


def _heading_of_its_rank(page: Page, anchor: Anchor, document: Document) -> Heading | None:
    """Of several headings with the same words the one that stands as many-th on the built page.

    A heading stands there once, under the id of its own; older labels stand for it as well.
    """
    same = [a for a in page.anchors if a.kind is AnchorKind.HEADING and a.title == anchor.title]
    headings = [h for h in document.headings if title_likeness(h.text, anchor.title) == 1.0]
    if anchor not in same or len(same) != len(headings):
        return None
    return headings[same.index(anchor)]


def _label_text(context: Context, path: str, id: str, document: Document) -> str:
    """The label that gave the id: as the earlier build knew it, as links spell it, or as its page does."""
    before = context.before.pages.get(path) if context.before else None
    anchor = before.anchor(id) if before else None
    if anchor is not None and anchor.label:
        return anchor.label
    # Links in the sources still spell it; the build fails until a label answers them.
    if context.source is not None and (written := spelled(context.source, id)) is not None:
        return written
    areas = {label.partition(":")[0] for label, _ in document.labels.values() if ":" in label}
    area = max((a for a in areas if id.startswith(f"{id_of(a)}-")), key=len, default=None)
    return f"{area}:{id[len(id_of(area)) + 1 :]}" if area else id


def home_address(context: Context, address: str) -> tuple[Page, Anchor] | None:
    """The page and anchor of today's build at an address with a fragment."""
    path, fragment = split_address(address)
    page = context.site.pages.get(path)
    anchor = page.anchor(unquote(fragment)) if page and fragment else None
    return (page, anchor) if page and anchor else None


def place_today(context: Context, loss: Loss) -> tuple[str, int | None]:
    """The file and line to name: the heading of the new home, the page the loss was on, its ledger line."""
    if isinstance(loss.repair, PutLabel | GiveId):
        return loss.repair.file, loss.repair.heading.line
    if isinstance(loss.repair, MoveLabel):
        return loss.repair.file, loss.repair.line
    if isinstance(loss.repair, EndBlock):
        return loss.repair.file, loss.repair.block.begin
    home = home_address(context, loss.home.address) if loss.home else None
    found = heading_of(context, *home) if home else None
    if found is not None:
        return found[0].path, found[1].line
    for path in (loss.address, loss.home.address if loss.home else ""):
        page = context.site.pages.get(split_address(path)[0])
        if page is not None and page.promised and context.document(page) is not None:
            return context.place(page, 1)
    number = context.ledger.numbers.get(loss.address) if context.ledger else None
    if number is None and context.before is not None:  # nobody gave a ledger: the line goes there
        return moved_file(context), None
    return context.ledger_file, number


def moved_file(context: Context) -> str:
    """What the moved file is called in messages."""
    return context.moves.file if context.moves else "links/moved.txt"
