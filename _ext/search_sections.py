"""The text of every section and glossary term, as search finds and shows it.

Read once, while a page is read, and kept in Sphinx's environment, so that incremental and parallel
builds know it as well. A section's text is its own, without that of the sections below it. What the
build lists by itself, and lists of nothing but links, are no text: whatever they name would be found
there instead of where it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from page_anchors import GENERATED, text_of, with_titles
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

NO_TEXT = (
    nodes.comment, nodes.raw, nodes.system_message, nodes.topic, nodes.target, nodes.substitution_definition,
    addnodes.toctree, addnodes.index,
)  # fmt: skip


class Section(NamedTuple):
    """A section or glossary term: ``blocks`` are its paragraphs, list items and rows, one line each;
    ``depth`` is 1 for a page's own heading; the first of its ``ids`` is what its ¶ copies."""

    ids: tuple[str, ...]
    title: str
    depth: int
    blocks: tuple[str, ...]


def all_texts(env: BuildEnvironment) -> dict[str, tuple[Section, ...]]:
    """Every page by its document name; links without words of their own stand as marks."""
    texts: dict[str, tuple[Section, ...]] = env.__dict__.setdefault("search_texts", {})
    return texts


def sections_of(env: BuildEnvironment, docname: str) -> Iterator[Section]:
    """The sections of a page with all link texts resolved."""
    for one in all_texts(env)[docname]:
        blocks = tuple(with_titles(env, block) for block in one.blocks)
        yield one._replace(title=with_titles(env, one.title), blocks=blocks)


class Collector(EnvironmentCollector):
    """Keeps :func:`all_texts` up to date, page by page."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        all_texts(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment
    ) -> None:
        theirs = all_texts(other)
        all_texts(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        sections = tuple(part for top in doctree if isinstance(top, nodes.section)
                         for part in read_section(top, 1))  # fmt: skip
        all_texts(app.env)[app.env.docname] = sections


def read_section(section: nodes.section, depth: int) -> Iterator[Section]:
    heading = next(section.findall(nodes.title))
    blocks: list[str] = []
    below: list[Section] = []
    for child in section.children:
        if isinstance(child, nodes.section):
            below += read_section(child, depth + 1)
        elif isinstance(child, addnodes.glossary):
            below += read_terms(child, depth + 1)
        elif child is not heading and not is_list_of_links(child):
            blocks += read_blocks(child)
    ids = sorted(section["ids"], key=lambda id: bool(GENERATED.fullmatch(id)))
    yield Section(tuple(ids), one_line(heading), depth, tuple(blocks))
    yield from below


def read_terms(glossary: addnodes.glossary, depth: int) -> Iterator[Section]:
    for item in glossary.findall(nodes.definition_list_item):
        term = next(item.findall(nodes.term))
        blocks = (block for part in item.findall(nodes.definition) for block in read_blocks(part))
        yield Section((term["ids"][0],), one_line(term), depth, tuple(blocks))


def read_blocks(node: nodes.Node) -> Iterator[str]:
    """The lines of text below a node: a paragraph, an item, a row, a term with its definition."""
    if isinstance(node, NO_TEXT):
        return
    if isinstance(node, nodes.row):
        cells = [" ".join(read_blocks(cell)) for cell in node]
        yield ": ".join([cells[0], ", ".join(filter(None, cells[1:]))]) if cells[0] else cells[-1]
    elif isinstance(node, nodes.thead):
        return
    elif isinstance(node, nodes.definition_list_item):
        term, *rest = (" ".join(read_blocks(part)) for part in node)
        yield f"{term}: {' '.join(rest)}"
    elif isinstance(node, nodes.literal_block):
        yield one_line(node)
    elif isinstance(node, nodes.TextElement):
        if line := one_line(node):
            yield line
    else:
        for child in node.children:
            yield from read_blocks(child)


def is_list_of_links(node: nodes.Node) -> bool:
    """Whether a list leads to other places and says nothing itself: each item is one link."""
    if not isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        return False
    return all(
        one_line(item) == " ".join(one_line(link) for link in item.findall(addnodes.pending_xref))
        for item in node
    )


def one_line(node: nodes.Node) -> str:
    return " ".join("".join(text_of(node)).split())


def setup(app: Sphinx) -> dict[str, object]:
    app.add_env_collector(Collector)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
