"""The navigation: Sphinx's toctrees, resolved once per build instead of once per page.

Stock themes resolve the whole tree for each page and pass the result through an HTML parser, which
is most of the time they take. Here the tree is resolved once, into plain entries; writing it out
for a page is joining strings, with the page itself and the way to it marked.

Pages show titles of other pages: here, and in the links to the previous and the next one. So when
an entry changes, all pages are written again: an incremental build gives the bytes of a fresh one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc


class Entry(NamedTuple):
    """One line of the navigation."""

    uri: str  # from the site's root, or a URL of another site
    title: str  # HTML
    words: str  # the same without markup
    docname: str | None
    children: tuple[Entry, ...]
    pages: frozenset[str]  # its own docname and those below it


class Group(NamedTuple):
    """A toctree of the front page, with its caption as HTML ("" without one)."""

    caption: str
    entries: tuple[Entry, ...]


def read(builder: StandaloneHTMLBuilder) -> tuple[Group, ...]:
    """All toctrees of the front page, with everything below them."""
    env = builder.env
    root = env.config.root_doc
    tree = global_toctree_for_doc(
        env, root, builder, tags=builder.tags, collapse=False, includehidden=True, titles_only=True
    )
    if tree is None:
        return ()
    pages = {builder.get_relative_uri(root, name): name for name in env.found_docs}
    folder = posixpath.dirname(builder.get_target_uri(root))

    def entry(item: nodes.Element) -> Entry | None:
        reference = next(item.findall(nodes.reference), None)
        if reference is None or "refuri" not in reference:
            return None
        uri = reference["refuri"]
        docname = pages.get(uri)
        if docname is not None:
            uri = builder.get_target_uri(docname)
        elif reference.get("internal"):
            uri = posixpath.normpath(posixpath.join(folder, uri))
        below = (child for child in item if isinstance(child, nodes.bullet_list))
        children = tuple(one for part in below for one in entries(part))
        here = frozenset([docname] if docname else []).union(*(one.pages for one in children))
        return Entry(uri, as_html(reference), reference.astext(), docname, children, here)

    def entries(part: nodes.Element) -> Iterator[Entry]:
        for item in part:
            if isinstance(item, nodes.list_item) and (found := entry(item)):
                yield found

    def as_html(node: nodes.Element) -> str:
        if all(isinstance(child, nodes.Text) for child in node):
            return escape(node.astext(), quote=False)
        inline = nodes.inline("", "", *(child.deepcopy() for child in node))
        return builder.render_partial(inline)["fragment"]

    groups = []
    caption = ""
    for part in tree.children:
        if isinstance(part, nodes.title):
            caption = as_html(part)
        elif isinstance(part, nodes.bullet_list):
            groups.append(Group(caption, tuple(entries(part))))
            caption = ""
    return tuple(groups)


def count(groups: tuple[Group, ...]) -> int:
    """How many entries there are in all."""

    def below(entry: Entry) -> int:
        return 1 + sum(map(below, entry.children))

    return sum(below(entry) for group in groups for entry in group.entries)


def render(groups: tuple[Group, ...], docname: str, root: str, *, whole: bool) -> str:
    """The navigation as the page ``docname`` shows it.

    ``root``: the relative path from the page to the site's root. ``whole``: every entry, folded
    unless the page is in it; else only the top level and the branch of the page.
    """
    parts: list[str] = []
    for group in groups:
        if group.caption:
            parts.append(f'<p class="caption">{group.caption}</p>\n')
        _list(parts, group.entries, docname, root, whole)
    return "".join(parts)


def _list(
    parts: list[str], entries: tuple[Entry, ...], docname: str, root: str, whole: bool
) -> None:
    parts.append("<ul>\n")
    for entry in entries:
        if entry.docname is None and "://" in entry.uri:
            attributes = f'href="{escape(entry.uri)}" rel="external noopener noreferrer"'
        else:
            attributes = f'href="{escape(root + entry.uri) or "./"}"'
        if entry.docname == docname:
            attributes += ' aria-current="page"'
        parts.append(f"<li><a {attributes}>{entry.title}</a>")
        here = bool(entry.children) and docname in entry.pages
        if entry.children and whole:
            name = f'<span class="visually-hidden">Pages in {escape(entry.words)}</span>'
            parts.append(f"<details{' open' * here}><summary>{name}</summary>\n")
            _list(parts, entry.children, docname, root, whole)
            parts.append("</details>")
        elif here:
            _list(parts, entry.children, docname, root, whole)
        parts.append("</li>\n")
    parts.append("</ul>\n")


def page_contents(toc: str) -> str:
    """The page's headings below its title: the inner lists of Sphinx's own ``toc``, "" if none."""
    first = toc.find("<ul", toc.find("<ul") + 1)
    if first < 0:
        return ""
    return toc[first : toc.rfind("</ul>", 0, toc.rfind("</ul>")) + len("</ul>")]
