"""The list of what has changed, gathered from the dated notes in the pages' front matter.

It takes the place of what stands in ``{container} what-changed``, Sphinx's own directive, so that
the page builds without this extension as well. A note has a ``date``, ``what`` is so now and,
where that helps, what it ``was``. The page is written again whenever a note changes.
"""

from __future__ import annotations

import json
from datetime import date
from typing import NamedTuple

from docutils import nodes
from page_sources import day
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)
EXPECTED = "expected a list under “changes”, each entry with date: YYYY-MM-DD, what and perhaps was"


class Change(NamedTuple):
    """What changed on a page: the day, its document name, what is so now, what it was."""

    on: date
    docname: str
    what: str
    was: str


def places(doctree: nodes.document) -> list[nodes.container]:
    """Where the list goes."""
    return [c for c in doctree.findall(nodes.container) if "what-changed" in c["classes"]]


def read(app: Sphinx, doctree: nodes.document) -> None:
    """Remember whether a page has the list, and say at once when its notes cannot be read."""
    env = app.env
    if places(doctree):
        env.metadata[env.docname]["what-changed"] = "yes"
    try:
        changes_of(env, env.docname)
    except (AttributeError, KeyError, TypeError, ValueError):
        logger.warning(EXPECTED, location=(env.docname, 1), type="facts", subtype="changes")
        del env.metadata[env.docname]["changes"]


def changes_of(env: BuildEnvironment, docname: str) -> list[Change]:
    """The notes of one page. MyST keeps nested front matter as JSON."""
    return [
        Change(date.fromisoformat(note["date"]), docname, note["what"], note.get("was", ""))
        for note in json.loads(env.metadata[docname].get("changes") or "[]")
    ]


def listing(env: BuildEnvironment) -> list[tuple[Change, str]]:
    """All notes, the newest first, each with the title of its page."""
    found = [change for name in sorted(env.found_docs) for change in changes_of(env, name)]
    found.sort(key=lambda change: change.on, reverse=True)
    return [(change, env.titles[change.docname].astext()) for change in found]


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages with the list, when it says something else than in the last build."""
    now, written = listing(env), getattr(env, "what_changed_written", {})
    if now == written.get(app.builder.name):
        return []
    env.what_changed_written = written | {app.builder.name: now}  # type: ignore[attr-defined]
    return [name for name in env.found_docs if "what-changed" in env.metadata.get(name, ())]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in places(doctree):
        whole = nodes.definition_list()
        for change, title in listing(app.env):
            target = app.builder.get_relative_uri(docname, change.docname)
            page = nodes.reference("", title, refuri=target, internal=True)
            said = [nodes.paragraph("", change.what)]
            said += [nodes.paragraph("", f"Before: {change.was}")] if change.was else []
            whole += nodes.definition_list_item(
                "", nodes.term("", f"{day(change.on)}, ", page), nodes.definition("", *said)
            )
        place.children = []
        place += whole


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("doctree-read", read)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", fill)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
