"""Add "did you mean …" to Sphinx's and MyST's own warnings about links that lead nowhere.

The warning stays theirs: same file, same line, still one message. A filter on Sphinx's log adds the
names that look like the one that was written. Of a label that was published, it says instead how to
keep the promise, or where links/moved.txt says it went: what looks like it is then something else.
Of a page that a table of contents lists in vain although its file is there, it says what is missing.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from docutils import nodes
from page_anchors import all_pages
from small_pages import anchor_at, is_served, moved_lines, published_anchors
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from linkcontract.address import short_link
from linkcontract.promise.leads import End

# The name comes last: "undefined label: 'name'", "Unknown source document 'name'"; or nearly so, for
# a figure of facts.yml: "UndefinedError: 'name' is undefined".
NAMED = re.compile(r"(?:: |document )(['\"])(?P<name>.+)\1(?: is undefined)?$")
NAMING = {("myst", "xref_missing"), ("myst", "substitution"), ("toc", "not_readable")}
MOST = 3
KEEP = (
    "this label was published: put ({{}})= back above its heading, over any newer label, or run "
    "./do fix; it stood at {}. If its section is gone, change this link"
)
NO_PAGE = (
    "the file is there, but {0}/ is no folder of pages: a folder whose Markdown files are pages has "
    "an index.md of its own, so write {0}/index.md and list this page in its toctree"
)


def suggestions(written: str, known: Iterable[str]) -> list[str]:
    """The known names that look most like what was written, best first.

    First those that give the same id (``value-hub-users`` for ``value:hub-users``), then those
    with the same last part (``hub-users``), then those that are spelled alike.
    """
    names = sorted(set(known))
    same_id = [name for name in names if nodes.make_id(name) == nodes.make_id(written)]
    if same_id:
        return same_id[:MOST]
    lower = {name.lower(): name for name in reversed(names)}
    thing = re.split(r"[:/]", written.lower())[-1]
    same_thing = [name for name in names if re.split(r"[:/]", name.lower())[-1] == thing]
    close = [lower[n] for n in get_close_matches(written.lower(), lower, n=MOST, cutoff=0.6)]
    return (
        list(dict.fromkeys([*close[:1], *same_thing, *close]))[:MOST]
        if close
        else same_thing[:MOST]
    )


class DidYouMean(logging.Filter):
    """Lets every record pass; completes the message of those about a missing target."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self.app = app

    @cached_property
    def gone(self) -> dict[str, str]:
        """What to do about each label that had a short link and is on no page, by its id."""
        published = published_anchors(self.app)
        pages = all_pages(self.app.env).values()
        standing = {label.due_id for page in pages for label in page.labels}
        moves = moved_lines(self.app)
        advice = {}
        for id in set(published.ids) - standing:
            lead = moves.lead(
                short_link(id),
                lambda one: is_served(self.app, one),
                lambda id: published.homes.get(id, ()),
            )
            if lead.steps and lead.keeps:
                line = f"{self.app.config.moved_file}:{lead.steps[-1].number}"
                anchor = anchor_at(self.app, lead.target)[1] if lead.end is End.SERVED else None
                home = f"#{anchor.label}" if anchor and anchor.label else lead.target
                advice[id] = (
                    f"it was withdrawn on purpose ({line}): change this link, or take it out"
                    if lead.end is End.GONE
                    else f"it has moved ({line}): link to {home}"
                )
            else:
                advice[id] = KEEP.format(next(iter(published.homes.get(id, ())), short_link(id)))
        return advice

    def filter(self, record: logging.LogRecord) -> bool:
        kind = (getattr(record, "type", None), getattr(record, "subtype", None))
        missing = kind in NAMING or kind[0] == "ref"
        if missing and not getattr(record, "did_you_mean", False):
            record.did_you_mean = True
            # Of the message alone: the record's own class puts the place in front of it.
            text = str(record.msg) % record.args if record.args else str(record.msg)
            found = NAMED.search(text)
            names = (
                self.names(kind[1] or "", text, found["name"]) if found and kind[0] != "toc" else []
            )
            # A figure's name is asked for while pages are read; the labels are known afterwards.
            is_label = found and kind[1] != "substitution"
            label = found["name"].lstrip("#") if found and is_label else ""
            if kind[0] == "toc":
                if found and self.is_left_out(found["name"]):
                    folder = found["name"].split("/")[0]
                    record.msg, record.args = f"{text}; {NO_PAGE.format(folder)}", ()
            elif label and (advice := self.gone.get(nodes.make_id(label))):
                record.msg, record.args = f"{text}; {advice.format(label)}", ()
            elif names:
                quoted = " or ".join(f"“{name}”" for name in names)
                record.msg, record.args = f"{text}; did you mean {quoted}?", ()
        return True

    def is_left_out(self, docname: str) -> bool:
        """Whether a page's file lies in a folder that conf.py takes for none of pages."""
        folder, slash, _ = docname.partition("/")
        source = Path(self.app.srcdir)
        there = slash and (source / f"{docname}.md").is_file()
        return bool(there) and not (source / folder / "index.md").is_file()

    def names(self, subtype: str, text: str, written: str) -> list[str]:
        pages = all_pages(self.app.env)
        if subtype == "substitution":
            return suggestions(written, self.app.config.myst_substitutions)
        if subtype == "term":
            terms = (a.title for p in pages.values() for a in p.anchors if a.kind == "term")
            return suggestions(written, terms)
        if subtype == "doc":
            return suggestions(written, ("/" + name for name in pages))
        if "Unknown source document" in text or written.endswith(".md"):
            # A page is best linked to by its label.
            found = suggestions(re.sub(r"^(\.{0,2}/)+|\.md$", "", written), pages)
            return [f"#{pages[n].label}" if pages[n].label else pages[n].place.file for n in found]
        labels = (label.name for page in pages.values() for label in page.labels)
        return suggestions(written.lstrip("#"), labels)


def listen(app: Sphinx) -> None:
    """First of the filters of each handler: Sphinx makes new handlers for every build."""
    completing = DidYouMean(app)

    def forget(*_: object) -> None:
        """What was asked before every page was read. (What is returned, Sphinx would write.)"""
        completing.__dict__.pop("gone", None)

    app.connect("env-updated", forget, priority=1)
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters.insert(0, completing)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    app.connect("builder-inited", listen)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
