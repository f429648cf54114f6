"""Labels, terms and pages that have moved stay in ``objects.inv``, leading to where they are now.

Other handbooks link here through intersphinx: by label, not by address, so no note at an old address
helps them. Labels stacked above a heading are in the inventory anyway. For what links/moved.txt leads
somewhere in this handbook the old name is added (the idea is sphinx-relabel's, whose list is kept by
hand). What is added is in the inventory alone: within the handbook an old label stays an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import unquote

from page_anchors import all_pages, docname_at
from small_pages import is_served, moved_lines, published_entries
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util.typing import ExtensionMetadata

from linkcontract.address import short_link_id, split_address
from linkcontract.promise.leads import End

Object = tuple[str, str, str, str, str, int]
"""As Sphinx lists them: name, title, type, document, id, priority (-1: in no search)."""


class Domain(StandardDomain):
    """Sphinx's own domain of labels, terms and documents, which knows the older ones as well."""

    app: ClassVar[Sphinx]

    def get_objects(self) -> Iterator[Object]:
        today = list(super().get_objects())
        yield from today
        known = {(kind, name.lower()) for name, _, kind, *_ in today}
        for older in self.older():
            if (older[2], older[0].lower()) not in known:
                yield older

    def older(self) -> Iterator[Object]:
        app, moves = self.app, moved_lines(self.app)
        published = published_entries(app)
        for address in dict.fromkeys([*moves.moves, *published]):
            lead = moves.lead(address, lambda one: is_served(app, one))
            page, fragment = split_address(lead.target)
            docname = docname_at(app.env, page)
            if lead.end is not End.SERVED or not lead.steps or docname is None:
                continue
            title = published[address].title if address in published else ""
            title = title or all_pages(app.env)[docname].title
            for kind, name in names(address, title):
                yield name, title, kind, docname, unquote(fragment), -1


def names(address: str, title: str) -> Iterator[tuple[str, str]]:
    """What a thing at an address may have been called: its type, and its name.

    An id has "-" where its label had ":", so each of the ways to write it counts; no two ids have one
    in common. A term's name is its title; a document may have been a folder's index.
    """
    page, fragment = split_address(address)
    id = unquote(fragment)
    if not id:
        name = unquote(page).removeprefix("./").strip("/").removesuffix(".html")
        if name and short_link_id(page) is None:
            yield from (("doc", name), ("doc", f"{name}/index"))
    elif id.startswith("term-"):
        yield "term", title
    else:
        yield "label", id
        dashes = (place for place, letter in enumerate(id) if letter == "-")
        yield from (("label", f"{id[:place]}:{id[place + 1 :]}") for place in dashes)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    # A class for this build alone: one process may run several.
    app.add_domain(type("Domain", (Domain,), {"app": app}), override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
