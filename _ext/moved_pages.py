"""Keep old addresses working: what links/moved.txt says becomes part of the build.

- A page that is gone leaves a small page at its old address. It goes to the new one at once, with
  the query and fragment it was asked for, and takes moved fragments to their own new homes; the map
  of those is in ``<script type="application/json" id="moved-fragments">``. Without JavaScript it is
  a sentence with links, one line for each moved fragment.
- A section that moved off a page which is still there leaves a note with its old id at the end of
  that page, and a script that follows the note for whoever asks for the id.
- An id that changed on its page stands, empty, at its new place.
- What was withdrawn (``gone``) leaves a page, or a note, that says so.

With the ``html`` builder a page that is gone gets a file in both styles, ``x.html`` and
``x/index.html``: either may have been linked to. ``linkcontract`` reads the file, follows its chains
and makes the small pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import small_pages
from docutils import nodes
from page_anchors import docname_at, html_builder
from small_pages import Today, is_served, link_to, moved_lines, title_of
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

from linkcontract.address import join_address, split_address
from linkcontract.promise.leads import End, Lead
from linkcontract.promise.moved import Moves
from linkcontract.stubs.moved import OWNER, by_page, follow, stub
from linkcontract.stubs.page import gone_text
from linkcontract.stubs.place import files_of

logger = logging.getLogger(__name__)

# At once: before the page is whole, `:target` is not yet known.
FOLLOW = """\
<script>
(function follow() {
  var id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch (error) {}
  var note = document.getElementById(id);
  var link = note && note.matches(".moved-section") && note.querySelector("a.moved-to");
  if (link) {
    var place = new URL(link.href);
    if (location.search) place.search += (place.search ? "&" : "?") + location.search.slice(1);
    location.replace(place.href);
  }
  onhashchange = follow;
})();
</script>
"""


class Note(NamedTuple):
    """An id that is no longer on its page, which is still there.

    ``target`` is an address or URL, or ``#id`` for a place on the same page, or empty for what was
    withdrawn; ``title`` is what the target is called today.
    """

    id: str
    target: str
    title: str
    reason: str


# -- Reading the file, and saying what is wrong with it -------------------------------------------


def plan(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Work out every page's notes; returns the pages that have to be written again for them."""
    moves = moved_lines(app)
    report(app, moves)
    notes: dict[str, list[Note]] = {}
    for old in moves.moves:
        address, fragment = split_address(old)
        docname = docname_at(env, address) if fragment else None
        if docname is not None and not is_served(app, old):
            lead = follow(Today(app), moves, old)
            if lead.end is not End.CIRCLE:
                notes.setdefault(docname, []).append(note(app, docname, unquote(fragment), lead))
    # Builders may share an environment: what one of them has written, another has not.
    before = all_notes(app)
    env.__dict__["moved_notes"] = env.__dict__.get("moved_notes", {}) | {app.builder.name: notes}
    return [name for name in env.found_docs if notes.get(name) != before.get(name)]


def all_notes(app: Sphinx) -> dict[str, list[Note]]:
    by_builder: dict[str, dict[str, list[Note]]] = app.env.__dict__.get("moved_notes", {})
    return by_builder.get(app.builder.name, {})


def warn(moves: Moves, line: int, message: str) -> None:
    location = f"{Path(moves.file)}:{line}"
    logger.warning(message, location=location, type="moved", subtype="line")


def report(app: Sphinx, moves: Moves) -> None:
    """Warn about lines that cannot be followed, each at its own line of the file."""
    for problem in moves.problems:
        warn(moves, problem.line, f"{problem.message}; {problem.fix}")
    for move in moves.duplicates:
        first = moves.moves[move.old].number
        warn(
            moves,
            move.number,
            f"“{move.old}” has a line already, line {first}: keep one of the two",
        )
    for circle in moves.circles():
        if not any(is_served(app, move.old) for move in circle):
            lines = ", ".join(str(move.number) for move in circle)
            warn(moves, circle[0].number, f"these lines lead in a circle: {lines}")
    for old, move in moves.moves.items():
        if is_served(app, old):
            warn(moves, move.number, f"“{old}” is in the handbook today: delete this line")
            continue
        lead = follow(Today(app), moves, old)
        page, fragment = split_address(lead.target)
        if lead.end is End.ADDRESS and docname_at(app.env, page) and lead.steps[-1] is move:
            warn(moves, move.number, f"“{page}” has no “#{fragment}” to lead “{old}” to")


def note(app: Sphinx, docname: str, id: str, lead: Lead) -> Note:
    reason = lead.steps[-1].reason
    if lead.end is End.GONE:
        return Note(id, "", "", gone_text(Today(app).look, reason))
    page, fragment = split_address(lead.target)
    here = docname_at(app.env, page) == docname and is_served(app, lead.target)
    target = f"#{unquote(fragment)}" if here else lead.target
    return Note(id, target, title_of(app, lead.target), reason)


# -- Pages that are still there -------------------------------------------------------------------


def add_notes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a page's notes into it: old ids at their new places, and notes at its end."""
    notes = all_notes(app).get(docname, ())
    if not notes or app.builder.name not in ("html", "dirhtml"):
        return
    top: nodes.Element = next(doctree.findall(nodes.section), doctree)
    path = Path(html_builder(app).get_outfilename(docname)).relative_to(app.outdir).as_posix()
    at_end = nodes.container(classes=["moved-sections"])
    ids: list[tuple[str, nodes.Element]] = [
        (id, element) for element in doctree.findall(nodes.Element) for id in element["ids"]
    ]
    places = {f"#{id}": element for id, element in ids}
    for one in notes:
        new_home = places.get(one.target, top if one.target == "#" else None)
        if new_home is not None:
            new_home["ids"].append(one.id)
            continue
        text = nodes.paragraph()
        if one.target:
            href = link_to(app, one.target, path)
            text += nodes.Text("A section that stood on this page has moved to ")
            text += nodes.reference("", one.title, refuri=href, internal=True, classes=["moved-to"])
            text += nodes.Text(f": {one.reason}" if one.reason else ".")
        else:
            text += nodes.Text(f"A section that stood on this page is gone. {one.reason}")
        at_end += nodes.container("", text, ids=[one.id], classes=["moved-section"])
    if len(at_end):
        top += at_end
        if any(one.target for one in notes):
            top += nodes.raw("", FOLLOW, format="html")


# -- Pages that are gone --------------------------------------------------------------------------


def write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name not in ("html", "dirhtml"):
        return
    moves, today = moved_lines(app), Today(app)
    fragments = by_page(moves)
    pages, lines = {}, {}
    for old in fragments:
        if not is_served(app, old):
            for path in files_of(old, both=app.builder.name == "html"):
                text = stub(today, moves, old, path, fragments)
                if text is not None:
                    pages[path] = text
                    one = moves.moves.get(old) or moves.moves[join_address(old, fragments[old][0])]
                    lines[path] = old, one.number
    # A page of the other style may stand at one of the two files of the html builder: it stays.
    live = small_pages.live_files(app)
    for path in small_pages.write(app, OWNER, pages):
        if path.lower() not in live:
            old, number = lines[path]
            warn(moves, number, f"no note can lead on from “{old}”: a file stands in its way")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    app.connect("env-updated", plan)
    app.connect("doctree-resolved", add_notes)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
