"""What each page promises: its labels, headings, figures, tables and terms, with file and line.

Read once, while a page is read, and kept in Sphinx's environment like its own labels, so that
incremental and parallel builds know it as well. ``anchors``, ``short_links``, ``moved_pages``,
``permanent_links`` and ``did_you_mean`` ask here; each of them loads this extension by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.util.nodes import clean_astext
from sphinx.util.typing import ExtensionMetadata

# What a link without words of its own shows is known only when every page is read: until then the
# label it names stands in the text between these.
MARK = "\ue000"
GENERATED = re.compile(r"id\d+")


class Place(NamedTuple):
    """A file, relative to the source folder, and a line counted from 1 (``None``: unknown)."""

    file: str
    line: int | None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Anchor(NamedTuple):
    """One id that the page promises; ``kind`` as ``linkcontract/anchors_json.py`` lists them."""

    id: str
    kind: str
    title: str
    label: str | None
    place: Place
    is_section: bool = False
    opening: str = ""


class Label(NamedTuple):
    """An explicit label, promised or not, and the id that the page really gives it."""

    name: str
    id: str
    place: Place

    @property
    def due_id(self) -> str:
        """The id that the label should have."""
        return nodes.make_id(self.name)


class PageAnchors(NamedTuple):
    """A page: ``anchors`` in document order, all explicit ``labels``, every ``ids`` it has.

    ``opening`` is the first paragraph, of a page as of a section: see :func:`with_titles`.
    """

    title: str
    place: Place
    anchors: tuple[Anchor, ...]
    labels: tuple[Label, ...]
    ids: frozenset[str]
    opening: str

    @property
    def label(self) -> str | None:
        """The label of the page's own heading."""
        first = next((anchor for anchor in self.anchors if anchor.is_section), None)
        return first.label if first and first.title == self.title else None

    def anchor(self, id: str) -> Anchor | None:
        return next((anchor for anchor in self.anchors if anchor.id == id), None)


class Index(NamedTuple):
    """Where everything stands: pages by address, sections by their label's id, anchors by both."""

    docnames: dict[str, str]
    sections: dict[str, tuple[str, Anchor]]
    anchors: dict[tuple[str, str], Anchor]


_indexes: WeakKeyDictionary[BuildEnvironment, Index] = WeakKeyDictionary()


def index(env: BuildEnvironment) -> Index:
    """The index of this build, made when it is first asked for after every page was read."""
    if env not in _indexes:
        sections: dict[str, tuple[str, Anchor]] = {}
        for docname, anchor in labeled_sections(env):
            sections.setdefault(anchor.id, (docname, anchor))
        anchors: dict[tuple[str, str], Anchor] = {}
        for docname, page in all_pages(env).items():
            for anchor in page.anchors:
                anchors.setdefault((docname, anchor.id), anchor)
        docnames = {folder_address(docname): docname for docname in sorted(env.found_docs)}
        _indexes[env] = Index(docnames, sections, anchors)
    return _indexes[env]


def forget_index(app: Sphinx, env: BuildEnvironment) -> None:
    """What an earlier build with the same environment found may have changed."""
    _indexes.pop(env, None)


def all_pages(env: BuildEnvironment) -> dict[str, PageAnchors]:
    """Every page by its document name."""
    found: dict[str, PageAnchors] = env.__dict__.setdefault("page_anchors", {})
    return found


def labeled_sections(env: BuildEnvironment) -> Iterator[tuple[str, Anchor]]:
    """Document name and anchor of every label above a heading, by its due id; older ones too."""
    for docname, page in sorted(all_pages(env).items()):
        for anchor in page.anchors:
            if anchor.is_section and anchor.label and anchor.id == nodes.make_id(anchor.label):
                yield docname, anchor


def folder_address(docname: str) -> str:
    """The published address of a page, whatever the builder: ``mission/index`` is ``mission/``."""
    name = "" if docname == "index" else docname.removesuffix("/index")
    return quote(name, safe="/!$&'()*+,;=:@~-._") + "/" if name else "./"


def docname_at(env: BuildEnvironment, address: str) -> str | None:
    """The page that stands at a published address today."""
    return index(env).docnames.get(address)


def html_builder(app: Sphinx) -> StandaloneHTMLBuilder:
    """The builder, where it is known to write HTML."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        raise TypeError(f"the builder {app.builder.name} writes no HTML")
    return app.builder


def page_uri(app: Sphinx, docname: str) -> str:
    """A page's URI from the site's root, as this builder links to it; never empty."""
    return app.builder.get_target_uri(docname) or "./"


def with_titles(env: BuildEnvironment, text: str) -> str:
    """``text`` with the titles of the labels that stand between marks in it."""
    labels = env.domains.standard_domain.labels
    parts = text.split(MARK)
    parts[1::2] = [labels.get(name.lower(), ("", "", name))[2] for name in parts[1::2]]
    return "".join(parts)


class Collector(EnvironmentCollector):
    """Keeps :func:`all_pages` up to date, page by page."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        all_pages(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
    ) -> None:
        theirs = all_pages(other)
        all_pages(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        all_pages(app.env)[app.env.docname] = _Reader(app.env, doctree).page()


class _Reader:
    """Reads one page."""

    def __init__(self, env: BuildEnvironment, doctree: nodes.document) -> None:
        self.doctree = doctree
        self.source = Path(env.srcdir)
        self.file = Path(env.doc2path(env.docname))
        # Once the label has become its heading's id, only the target left behind knows its line
        # and how it was written.
        self.targets = {t["refid"]: t for t in doctree.findall(nodes.target) if t.get("refid")}

    def page(self) -> PageAnchors:
        anchors: list[Anchor] = []
        for node in self.doctree.findall(nodes.Element):
            if isinstance(node, nodes.section):
                anchors += self.named(node, "heading")
            elif isinstance(node, nodes.figure | nodes.table):
                anchors += self.named(node, node.tagname)
            elif isinstance(node, addnodes.glossary):
                anchors += self.terms(node)
        top = next(self.doctree.findall(nodes.section), None)
        return PageAnchors(
            title=_title(top) if top else self.file.stem,
            place=self.place(self.targets.get(top["ids"][0]), top) if top else self.place(),
            anchors=tuple(anchors),
            labels=tuple(self.labels()),
            ids=frozenset(self.doctree.ids),
            opening=self.opening(top) if top else "",
        )

    def named(self, node: nodes.Element, kind: str) -> Iterator[Anchor]:
        """A heading, figure or table: the id its ¶ copies, then the other labels it has."""
        is_section = isinstance(node, nodes.section)
        opening = self.opening(node) if isinstance(node, nodes.section) else ""
        explicit = {self.doctree.nameids[n]: n for n in node["names"] if self.is_explicit(n)}
        for id in node["ids"]:
            name = explicit.get(id)
            if GENERATED.fullmatch(id) or (
                name is None and (not is_section or id != node["ids"][0])
            ):
                continue  # nobody chose it, or a title slug hidden behind a label
            label = self.as_written(id, name) if name else None
            older = is_section and id != node["ids"][0]
            # A table's own line is that of its first row; its title knows the directive's.
            place = self.place(self.targets.get(id), node.next_node(nodes.title), node)
            kind = "older-label" if older else kind
            yield Anchor(id, kind, _title(node), label, place, is_section, opening)

    def terms(self, glossary: nodes.Element) -> Iterator[Anchor]:
        for term in glossary.findall(nodes.term):
            text = clean_astext(term)
            for id in term["ids"]:
                if not re.fullmatch(r"term-\d+", id) or id == f"term-{text}":
                    yield Anchor(id, "term", text, None, self.term_place(term))

    def labels(self) -> Iterator[Label]:
        for name, id in self.doctree.nameids.items():
            node = self.doctree.ids.get(id) if id and self.is_explicit(name) else None
            if node is None or isinstance(node, nodes.footnote | nodes.citation):
                continue
            yield Label(self.as_written(id, name), id, self.place(self.targets.get(id), node))

    def is_explicit(self, name: str) -> bool:
        return bool(self.doctree.nametypes.get(name)) and bool(self.doctree.nameids.get(name))

    def as_written(self, id: str, name: str) -> str:
        """A label as its author wrote it; docutils keeps it in lower case."""
        written = self.targets[id].rawsource.strip() if id in self.targets else name
        return written if nodes.fully_normalize_name(written) == name else name

    def place(self, *candidates: nodes.Element | None) -> Place:
        """File and line of the first of these nodes that knows its line."""
        for node in candidates:
            if node is not None and node.line:
                source = Path(node.source) if node.source else self.file
                if source.is_relative_to(self.source):
                    return Place(source.relative_to(self.source).as_posix(), node.line)
        return Place(self.file.relative_to(self.source).as_posix(), None)

    def term_place(self, term: nodes.term) -> Place:
        """The glossary counts its lines from its own first one: look the term up in the file."""
        lines = self.file.read_text(encoding="utf-8", errors="replace").splitlines()
        found = (n for n, line in enumerate(lines, 1) if line.strip() == term.rawsource.strip())
        return self.place()._replace(line=next(found, None))

    def opening(self, section: nodes.section) -> str:
        """The first paragraph of the section itself; where it has none, what is in it."""
        skipped = (nodes.section, nodes.figure, nodes.table, nodes.system_message)
        for child in section:
            if not isinstance(child, skipped):
                for paragraph in child.findall(nodes.paragraph):
                    if text := " ".join("".join(text_of(paragraph)).split()):
                        return text
        return ", ".join(_title(child) for child in section if isinstance(child, nodes.section))


def _title(node: nodes.Element) -> str:
    """The heading or caption of a node, in one line."""
    heading = next((c for c in node if isinstance(c, nodes.title | nodes.caption)), None)
    return " ".join(clean_astext(heading).split()) if heading else ""


def text_of(node: nodes.Node) -> Iterator[str]:
    """The text of a paragraph as a reader will see it, links without words as marks."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, nodes.image):
        yield node.get("alt", "")
    elif isinstance(node, addnodes.pending_xref) and (
        not node.astext() or (node["reftype"] == "ref" and not node["refexplicit"])
    ):
        yield MARK + node["reftarget"] + MARK
    elif not isinstance(node, nodes.footnote_reference | nodes.raw | addnodes.index):
        for child in node.children:
            yield from text_of(child)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_env_collector(Collector)
    app.connect("env-updated", forget_index, priority=0)
    # A new number here makes Sphinx read every page again after a change of what is kept.
    return {
        "version": "1",
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
