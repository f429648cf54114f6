"""Hears every warning of a build, and keeps each with the page and the work it belongs to.

Sphinx repeats no warning about a page that it does not read or write again. So the warnings of a page
are kept until it is read (or written) the next time: then what is kept is what a fresh build says.

Extensions may complete a message ("did you mean …"), by a filter on the handlers of Sphinx's log. What
they add depends on all pages, so messages are kept as they were and completed when the build is done.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.build_phase import BuildPhase
from sphinx.util.logging import get_node_location, is_suppressed_warning

from proofread.build.said import Record, Said

LOG = "sphinx"

# What work there is, besides that on a page: making the application, and everything in a build
# that is done once for all pages.
START, BUILD = "start", "build"
READ, WRITE = "read", "write"
Owner = tuple[str, str]


class Listener(logging.Handler):
    """A handler of Sphinx's log. ``kept``: what was said, by the work it was said in."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.root = root
        self.kept: dict[Owner, list[Record]] = {}
        self.app: Sphinx | None = None
        self.writing = ""  # the page that is being written
        self.finding = False  # whether pages are being looked for before the first build

    # -- Being there -----------------------------------------------------------------------------

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Hear what is logged. Every application clears the log's handlers: see :meth:`attach`."""
        log = logging.getLogger(LOG)
        before = log.handlers.copy()
        self.attach()
        try:
            yield
        finally:
            log.handlers[:] = before

    def attach(self) -> None:
        """Before all others, because they change the records that pass them."""
        log = logging.getLogger(LOG)
        if self not in log.handlers:
            log.handlers.insert(0, self)

    # -- Hearing ---------------------------------------------------------------------------------

    def handle(self, record: logging.LogRecord) -> bool:
        # Sphinx holds warnings back and logs them once more; filters wait until the build is done.
        if record.levelno >= self.level and not getattr(record, "heard", False):
            record.heard = True
            self.keep(record)
        return True

    def keep(self, record: logging.LogRecord) -> None:
        kind, subtype = getattr(record, "type", None) or "", getattr(record, "subtype", None) or ""
        config = getattr(self.app, "config", None)
        if config and is_suppressed_warning(kind, subtype, config.suppress_warnings):
            return
        text = str(record.msg) % record.args if record.args else str(record.msg)
        owner = self.owner()
        place = self.place(getattr(record, "location", None))
        if not place and owner[1]:
            place = self.path_of(owner[1])
        others = tuple(sorted(self.pages_in(record.args) - {owner[1]}))
        name = record.name.removeprefix(f"{LOG}.")
        self.kept.setdefault(owner, []).append(Record(kind, subtype, name, place, text, others))

    def owner(self) -> Owner:
        """The work that is being done."""
        if self.writing:
            return WRITE, self.writing
        if self.finding:
            return BUILD, ""
        if self.app is None or self.app.phase is BuildPhase.INITIALIZATION:
            return START, ""
        if self.app.phase is BuildPhase.READING and (page := self.page_being_read()):
            return READ, page
        return BUILD, ""

    def page_being_read(self) -> str:
        env = getattr(self.app, "env", None)
        return str(env.current_document.docname) if env else ""

    def place(self, location: object) -> str:
        """A place as text: ``path:line``, or ``path`` alone. It may be given in many ways."""
        if isinstance(location, nodes.Node):
            location = place_of(location)
        if isinstance(location, tuple):
            page, line = location
            path = self.path_of(page) if page else ""
            return f"{path}:{line}" if path and line else path
        if not location:
            return ""
        text = str(location)
        return text.rstrip(":") if ":" in text else self.path_of(text)

    def path_of(self, page: str) -> str:
        env = getattr(self.app, "env", None)
        return str(env.doc2path(page)) if env else str(self.root / f"{page}.md")

    def pages_in(self, values: object) -> set[str]:
        """The pages that are named in what a message was made of, by name or by path."""
        env = getattr(self.app, "env", None)
        if not env or not isinstance(values, tuple):
            return set()
        texts = [str(value) for value in values if isinstance(value, str | Path)]
        names = {env.path2doc(text) if "." in text else text for text in texts}
        return {name for name in names if name and name in env.found_docs}

    # -- Keeping and forgetting ------------------------------------------------------------------

    def forget(self, *kinds: str) -> None:
        """Forget what was said in work of these kinds."""
        for owner in [owner for owner in self.kept if owner[0] in kinds]:
            del self.kept[owner]

    def forget_page(self, page: str, *kinds: str) -> None:
        for kind in kinds:
            self.kept.pop((kind, page), None)

    # -- Handing over ----------------------------------------------------------------------------

    def said(self) -> list[Said]:
        """All that is kept, each message completed by whoever asked to complete messages."""
        return [self.completed(record) for records in self.kept.values() for record in records]

    def completed(self, record: Record) -> Said:
        log = logging.LogRecord(record.name, logging.WARNING, "", 0, record.text, (), None)
        log.type, log.subtype, log.location = record.type, record.subtype, record.place
        self.filter(copy(log))  # a filter may refuse a record; what was said is said
        for one in self.filters:
            if isinstance(one, logging.Filter):
                one.filter(log)
        text = str(log.msg) % log.args if log.args else str(log.msg)
        file, line = self.split(record.place)
        kind = ".".join(filter(None, (record.type, record.subtype))) or record.name
        return Said(kind if record.type != "docutils" else "docutils", file, line, text)

    def split(self, place: str) -> tuple[str | None, int | None]:
        """File and line of a place; a file within the root is named from there."""
        path, colon, number = place.rpartition(":")
        line = int(number) if colon and number.isdigit() else None
        if line is None:
            path = place
        if not path or path.startswith("<"):
            return None, line
        whole = self.root / path
        if whole.is_relative_to(self.root):
            return whole.relative_to(self.root).as_posix(), line
        return whole.as_posix(), line


def place_of(node: nodes.Node) -> str:
    """Source and line of a node; where it has no line, that of what it stands in."""
    place = get_node_location(node) or ""
    above = node.parent
    while place.endswith(":") and above is not None:
        if above.line and above.source in (None, node.source):
            place += str(above.line)
        above = above.parent
    return place
