"""The list of every permanent link of the handbook, by page, written by the build.

It takes the place of what stands in ``{container} permanent-links``, Sphinx's own directive, so
that the page builds without this extension as well. For each labeled page or section the list has its
title, which is its short link, and the short links that it had before. The page is written again
whenever any of that changes.
"""

from __future__ import annotations

from docutils import nodes
from page_anchors import all_pages, html_builder, labeled_sections
from small_pages import link_to
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher
from sphinx.util.typing import ExtensionMetadata

Row = tuple[str, str, list[str]]
"""A section: its id, its title, the older ids that lead there as well."""


def places(doctree: nodes.document) -> list[nodes.container]:
    """Where the list goes."""
    return [c for c in doctree.findall(nodes.container) if "permanent-links" in c["classes"]]


def note_page(app: Sphinx, doctree: nodes.document) -> None:
    """Remember, beside what else Sphinx knows of a page, that it has the list."""
    if places(doctree):
        app.env.metadata[app.env.docname]["permanent-links"] = "yes"


def in_reading_order(env: BuildEnvironment) -> list[str]:
    """Every page once: as the navigation lists them, then those it does not list."""
    return list(dict.fromkeys([*from_here_on(env, env.config.root_doc), *sorted(env.found_docs)]))


def from_here_on(env: BuildEnvironment, docname: str) -> list[str]:
    """A page and every page below it in the navigation, in reading order."""
    found: dict[str, None] = {}

    def walk(name: str) -> None:
        if name not in found and name in env.found_docs:
            found[name] = None
            for child in env.toctree_includes.get(name, ()):
                walk(child)

    walk(docname)
    return list(found)


def listing(app: Sphinx) -> list[tuple[str, str, list[Row]]]:
    """What the list says: pages, each with its name, title and labeled sections."""
    env = app.env
    sections: dict[str, list[Row]] = {}
    with_label = {(docname, anchor.id) for docname, anchor in labeled_sections(env)}
    for docname, page in all_pages(env).items():
        for anchor in page.anchors:
            if not anchor.is_section or (docname, anchor.id) not in with_label:
                continue
            if anchor.kind == "older-label" and sections.get(docname):
                sections[docname][-1][2].append(anchor.id)
            else:
                sections.setdefault(docname, []).append((anchor.id, anchor.title, []))
    pages = all_pages(env)
    briefly = Matcher(app.config.permanent_links_briefly)
    return [
        (name, pages[name].title, sections[name][:1] if briefly(name) else sections[name])
        for name in in_reading_order(env)
        if name in sections
    ]


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages with the list, when it says something else than in the last build."""
    now, written = listing(app), env.__dict__.get("permanent_links_written", {})
    if now == written.get(app.builder.name):
        return []
    env.__dict__["permanent_links_written"] = written | {app.builder.name: now}
    return [name for name in env.found_docs if "permanent-links" in env.metadata.get(name, ())]


def fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for place in places(doctree) if app.builder.format == "html" else ():
        place.children = []
        place += rendered(app, docname)


def rendered(app: Sphinx, docname: str) -> nodes.definition_list:
    here = html_builder(app).get_outfilename(docname).relative_to(app.outdir).as_posix()
    has_short_links = "short_links" in app.extensions

    def link(page: str, id: str, text: str, *children: nodes.Node) -> nodes.reference:
        uri = f"{app.builder.get_relative_uri(docname, page)}#{id}"
        uri = link_to(app, f"go/{id}/", here) if has_short_links else uri
        return nodes.reference("", text, *children, refuri=uri, internal=True)

    def entry(page: str, id: str, title: str, older: list[str]) -> nodes.paragraph:
        paragraph = nodes.paragraph("", "", link(page, id, title))
        for name in older if has_short_links else ():
            paragraph += nodes.Text(" ")
            paragraph += link(page, name, "", nodes.literal("", f"go/{name}/"))
        return paragraph

    whole = nodes.definition_list()
    for page, title, sections in listing(app):
        items = nodes.bullet_list()
        for id, section, older in sections:
            items += nodes.list_item("", entry(page, id, section, older))
        about = nodes.term("", title), nodes.definition("", items)
        whole += nodes.definition_list_item("", *about)
    return whole


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("small_pages")
    # Pages that are listed without their sections.
    app.add_config_value("permanent_links_briefly", (), "env", (list, tuple))
    app.connect("doctree-read", note_page)
    app.connect("env-updated", outdated)
    app.connect("doctree-resolved", fill)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
