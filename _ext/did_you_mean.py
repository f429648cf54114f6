"""Add "did you mean …" to Sphinx's and MyST's own warnings about links that lead nowhere.

The warning stays theirs: same file, same line, still one message. A filter on Sphinx's log adds the
names that look like the one that was written. Of a label that was published, it says instead how to
keep the promise: what looks like it is then something else.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from docutils import nodes
from page_anchors import all_pages
from small_pages import published_anchors
from sphinx.application import Sphinx

# The name comes last: "undefined label: 'name'", "Unknown source document 'name'"; or nearly so, for
# a figure of facts.yml: "UndefinedError: 'name' is undefined".
NAMED = re.compile(r"(?:: |document )(['\"])(?P<name>.+)\1(?: is undefined)?$")
MOST = 3
KEEP = (
    "this label was published: put ({})= back above its heading, over any newer label, "
    "or run nox -s fix"
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
    def published(self) -> set[str]:
        """Ids of all labels that ever had a short link."""
        return set(published_anchors(self.app)[0])

    def standing(self) -> set[str]:
        """Ids of all labels of today."""
        return {label.due_id for p in all_pages(self.app.env).values() for label in p.labels}

    def filter(self, record: logging.LogRecord) -> bool:
        kind = (getattr(record, "type", None), getattr(record, "subtype", None))
        missing = kind[0] == "ref" or kind in (("myst", "xref_missing"), ("myst", "substitution"))
        if missing and not getattr(record, "did_you_mean", False):
            record.did_you_mean = True
            # Of the message alone: the record's own class puts the place in front of it.
            text = str(record.msg) % record.args if record.args else str(record.msg)
            found = NAMED.search(text)
            names = self.names(kind[1], text, found["name"]) if found else []
            label = found["name"].lstrip("#") if found else ""
            if nodes.make_id(label) in self.published - self.standing():
                record.msg, record.args = f"{text}; {KEEP.format(label)}", ()
            elif names:
                quoted = " or ".join(f"“{name}”" for name in names)
                record.msg, record.args = f"{text}; did you mean {quoted}?", ()
        return True

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
    for handler in logging.getLogger("sphinx").handlers:
        handler.filters.insert(0, completing)


def setup(app: Sphinx) -> dict:
    app.setup_extension("small_pages")
    app.connect("builder-inited", listen)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
