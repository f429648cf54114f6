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
``x/index.html``: either may have been linked to. ``linkcontract.moved`` reads the file and follows
its chains.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import small_pages
from docutils import nodes
from page_anchors import docname_at
from small_pages import gone_text, html_page, in_script, is_served, link_to, moved_lines, title_of
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from linkcontract.address import join_address, split_address
from linkcontract.promise.moved import End, Lead, Moves

logger = logging.getLogger(__name__)

CHOOSE = """\
var fragments = JSON.parse(document.getElementById("moved-fragments").textContent);
var id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch (error) {}
if (Object.prototype.hasOwnProperty.call(fragments, id)) { to = fragments[id]; own = true; }
if (to && to[0] !== "#") {
%s
}""" % "\n".join("  " + line for line in small_pages.GO.splitlines())

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
            lead = follow(app, moves, old)
            if lead.end is not End.CIRCLE:
                notes.setdefault(docname, []).append(note(app, docname, unquote(fragment), lead))
    # Builders may share an environment: what one of them has written, another has not.
    before = all_notes(app)
    env.moved_notes = getattr(env, "moved_notes", {}) | {app.builder.name: notes}
    return [name for name in env.found_docs if notes.get(name) != before.get(name)]


def all_notes(app: Sphinx) -> dict[str, list[Note]]:
    return getattr(app.env, "moved_notes", {}).get(app.builder.name, {})


def report(app: Sphinx, moves: Moves) -> None:
    """Warn about lines that cannot be followed, each at its own line of the file."""

    def warn(line: int, message: str) -> None:
        location = f"{Path(moves.file)}:{line}"
        logger.warning(message, location=location, type="moved", subtype="line")

    for problem in moves.problems:
        warn(problem.line, f"{problem.message}; {problem.fix}")
    for move in moves.duplicates:
        first = moves.moves[move.old].number
        warn(move.number, f"“{move.old}” has a line already, line {first}: keep one of the two")
    for circle in moves.circles():
        if not any(is_served(app, move.old) for move in circle):
            lines = ", ".join(str(move.number) for move in circle)
            warn(circle[0].number, f"these lines lead in a circle: {lines}")
    for old, move in moves.moves.items():
        if is_served(app, old):
            warn(move.number, f"“{old}” is in the handbook today: delete this line")
            continue
        lead = follow(app, moves, old)
        page, fragment = split_address(lead.target)
        if lead.end is End.ADDRESS and docname_at(app.env, page) and lead.steps[-1] is move:
            warn(move.number, f"“{page}” has no “#{fragment}” to lead “{old}” to")


def follow(app: Sphinx, moves: Moves, address: str) -> Lead:
    return moves.lead(address, lambda one: is_served(app, one))


def note(app: Sphinx, docname: str, id: str, lead: Lead) -> Note:
    reason = lead.steps[-1].reason
    if lead.end is End.GONE:
        return Note(id, "", "", gone_text(app, reason))
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
    top = next(doctree.findall(nodes.section), doctree)
    path = Path(app.builder.get_outfilename(docname)).relative_to(app.outdir).as_posix()
    at_end = nodes.container(classes=["moved-sections"])
    for one in notes:
        new_home = top if one.target == "#" else find(doctree, one.target)
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


def find(doctree: nodes.document, target: str) -> nodes.Element | None:
    """The element a ``#id`` stands for; none for other targets."""
    if not target.startswith("#"):
        return None
    return next((n for n in doctree.findall(nodes.Element) if target[1:] in n.get("ids", ())), None)


# -- Pages that are gone --------------------------------------------------------------------------


def files_of(app: Sphinx, address: str) -> list[str]:
    """Where the small page for a page's old address is written: what a host serves there."""
    name = unquote(address)
    if name.endswith((".html", ".htm")):
        return [name]
    folder = name.rstrip("/")
    index = f"{folder}/index.html"
    return (
        [index, f"{folder}.html"] if app.builder.name == "html" and name.endswith("/") else [index]
    )


def stub(app: Sphinx, moves: Moves, old: str, path: str) -> str | None:
    """The small page in the file ``path`` for an old page; ``None`` when its line leads nowhere."""
    lead = follow(app, moves, old) if old in moves.moves else None
    if lead and lead.end is End.CIRCLE:
        return None
    passed = [old, *(split_address(step.new)[0] for step in (lead.steps if lead else ()))]
    fragments = dict.fromkeys(f for page in passed for f in moves.fragments_of(page))
    leads = {unquote(f): follow(app, moves, join_address(old, f)) for f in fragments}
    leads = {id: one for id, one in leads.items() if one.end is not End.CIRCLE and one.steps}
    # What was withdrawn has its line on this very page: its target is that line.
    targets, moved, withdrawn = {}, [], []
    for id, one in leads.items():
        start = f'<li id="{escape(id)}">What was at <code>#{escape(id)}</code> is'
        if one.end is End.GONE:
            targets[id] = f"#{id}"
            withdrawn.append(f"{start} gone. {escape(gone_text(app, one.steps[-1].reason))}</li>")
        else:
            targets[id] = link_to(app, one.target, path)
            link = f'<a href="{escape(targets[id])}">{escape(title_of(app, one.target))}</a>'
            moved.append(f"{start} now at {link}.</li>")
    gone = lead is not None and lead.end is End.GONE
    target = link_to(app, lead.target, path) if lead and not gone else ""
    own = target.startswith("https://") and "#" in target
    script = [
        f'<script type="application/json" id="moved-fragments">{in_script(targets)}</script>',
        "<script>",
        f"var to = {in_script(target)}, own = {in_script(own)};",
        CHOOSE,
        "</script>",
    ]
    if not target:
        lines = ["<ul>", *moved, *withdrawn, "</ul>"] * bool(leads)
        if gone:
            reason, head = lead.steps[-1].reason, script * bool(leads)
            return small_pages.gone_page(app, "moved_pages", reason, head, lines)
        title = "This page was taken apart"
        return html_page(app, "moved_pages", title, script, [f"<h1>{title}</h1>", *lines])
    canonical = target
    if app.config.html_baseurl and not target.startswith("https://"):
        canonical = (
            app.config.html_baseurl.rstrip("/") + "/" + re.sub(r"^(\.\./)*(\./)?", "", target)
        )
    title, reason = title_of(app, lead.target), lead.steps[0].reason
    said = f'It is now <a href="{escape(target)}">{escape(title)}</a>'
    said += f": {escape(reason)}" if reason else "."
    head = [f'<link rel="canonical" href="{escape(canonical)}">', *script]
    body = ["<h1>This page has moved</h1>", f"<p>{said}</p>"]
    # Only who has no JavaScript ever stays to read where sections went.
    body += ["<noscript><ul>", *moved, "</ul></noscript>"] * bool(moved)
    body += ["<ul>", *withdrawn, "</ul>"] * bool(withdrawn)
    return html_page(app, "moved_pages", title, head, body)


def write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name not in ("html", "dirhtml"):
        return
    moves = moved_lines(app)
    pages = {}
    for old in dict.fromkeys(split_address(old)[0] for old in moves.moves):
        if not is_served(app, old):
            for path in files_of(app, old):
                text = stub(app, moves, old, path)
                if text is not None:
                    pages[path] = text
    # A page of the other style may stand at one of the two files of the html builder: it stays.
    small_pages.write(app, "moved_pages", pages)


def setup(app: Sphinx) -> dict:
    app.setup_extension("small_pages")
    app.connect("env-updated", plan)
    app.connect("doctree-resolved", add_notes)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
