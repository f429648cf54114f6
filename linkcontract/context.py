"""All that is known of one site while it is judged, and where in its sources a thing was written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from linkcontract.match.spelling import Guessing
from linkcontract.promise.kept import Keeping
from linkcontract.promise.ledger import Ledger
from linkcontract.promise.moved import Moves
from linkcontract.read.base import base_url
from linkcontract.serve.host import Lookup
from linkcontract.site import Anchor, AnchorKind, Link, Page, Site
from linkcontract.source.engine import Engine, engine_of
from linkcontract.source.folder import Source
from linkcontract.source.markdown import Document
from linkcontract.source.places import caption_places, id_places, link_places


@dataclass
class Context:
    """Everything a rule may look at. What was not given to `check` is `None`.

    `run` is how a command is run here, with `{command}` in its place.
    """

    site: Site
    source: Source | None = None
    ledger: Ledger | None = None
    ledger_file: str = "links/published.txt"
    moves: Moves | None = None
    before: Site | None = None
    run: str = "linkcontract {command}"
    deployed: Path | None = None

    def words_for(self, command: str) -> str:
        """How a command of this tool is run where its messages are read."""
        return self.run.replace("{command}", command)

    @cached_property
    def lookup(self) -> Lookup:
        """What the site answers to whom. Links to its own base URL count as links inside."""
        return Lookup(self.site, base_url(self.site))

    @cached_property
    def keeping(self) -> Keeping:
        """Which addresses are served today, and where those that moved lead."""
        return Keeping(self.lookup, self.moves, self.ledger)

    @cached_property
    def engine(self) -> Engine:
        """The engine that builds the sources; our own builds are known by their `anchors.json`."""
        if self.source is None:
            return Engine.UNKNOWN
        # Markdown that Sphinx builds is MyST.
        is_sphinx = self.site.has_anchor_data or "objects.inv" in self.site.files
        return Engine.MYST if is_sphinx else engine_of(self.source)

    @cached_property
    def guessing(self) -> Guessing:
        """ "Did you mean": the pages and files of the site that a wrong path may have meant."""
        return Guessing(self.site)

    def place(self, page: Page, line: int | None = None) -> tuple[str, int | None]:
        """File and line to name for something on a page: its Markdown, else the HTML file."""
        document = self.document(page)
        if document is not None:
            return document.path, line
        return (page.source, line) if page.source else (page.file, None)

    def document(self, page: Page) -> Document | None:
        """The Markdown a page was built from, where there is a source folder that holds it."""
        return self.source.document_of(page.file, page.source) if self.source else None

    def documents(self, page: Page) -> list[Document]:
        """The Markdown a page was built from, and what is included in it."""
        document = self.document(page)
        return self.source.parts_of(document) if self.source and document else []

    def link_place(self, page: Page, link: Link) -> tuple[str, int | None]:
        """File and line that wrote a link: of the page's Markdown, of a template or of `conf.py`.

        Of several places that may have written it, the one that is as many-th on its page.
        """
        written = self.documents(page)
        if self.source is not None and not link.in_content:
            written = [*self.source.templates, *written]
        if places := link_places(written, page.file, link):
            return places[min(self._rank(page, link), len(places) - 1)]
        return self.place(page) if link.in_content else (page.file, None)

    def _rank(self, page: Page, link: Link) -> int:
        """How often a link equal to this one was asked for already: they are all broken alike."""
        rank = self._used.get((page.path, link), 0)
        self._used[page.path, link] = rank + 1
        return rank

    @cached_property
    def _used(self) -> dict[tuple[str, Link], int]:
        return {}

    def anchor_place(self, page: Page, anchor: Anchor) -> tuple[str, int | None]:
        """File and line that wrote an anchor: what `anchors.json` says, else a search.

        Of several headings or captions with its title, the one that is as many-th on its page.
        """
        if anchor.file and anchor.line:
            return anchor.file, anchor.line
        documents = self.documents(page)
        for document in documents:
            if anchor.id in document.labels:
                return document.path, document.labels[anchor.id][1]
        is_heading = anchor.kind in (AnchorKind.HEADING, AnchorKind.OLDER_LABEL)
        places = (
            [
                (document.path, heading.line)
                for document in documents
                for heading in document.headings_named(anchor.title)
                if anchor.level in (0, heading.level)
            ]
            if is_heading
            else caption_places(documents, anchor.title)
        )
        alike = [
            other.id
            for other in page.anchors
            if (other.kind, other.title, other.level) == (anchor.kind, anchor.title, anchor.level)
        ]
        if places and (len(places) == 1 or len(places) == len(alike)):
            return places[alike.index(anchor.id) if len(places) > 1 else 0]
        return self.place(page)

    def id_place(self, page: Page, id: str) -> tuple[str, int | None]:
        """File and line that gave an id for the second time, else the only one that gave it."""
        places = id_places(self.documents(page), id)
        if places:
            return places[min(1, len(places) - 1)]
        anchor = page.anchor(id)
        return self.anchor_place(page, anchor) if anchor else self.place(page)
