"""A Markdown twin beside each page, and ``llms.txt``, which lists them: for programs that read text.

A twin stands at the address of its page with ``index.html.md`` behind it (``x.html.md`` with the
``html`` builder), where llmstxt.org has programs look for it; the page's ``<link rel="alternate">``
names it too. It is the page's own text, with includes, terms and figures in their places
(``twins.markdown``). Its links lead to pages, whose addresses are promised; a twin's is not.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from page_anchors import all_pages, html_builder, with_titles
from page_metadata import shortened
from permanent_links import from_here_on, in_reading_order
from sphinx.addnodes import toctree
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher
from sphinx.util.typing import ExtensionMetadata

from twins.listing import OPTIONAL, Entry, listing
from twins.markdown import markdown

ABOUT = 200  # characters of a page's first words
NOTES = """\
Each link leads to the text of a page as plain Markdown. The links in there lead to the pages \
themselves: quote those, their addresses last. © {copyright}."""
FOOT = "\n---\n\nThe page {page} of the {site}, as plain Markdown. © {copyright}.\n"


def twin_of(app: Sphinx, docname: str) -> Path:
    return Path(f"{html_builder(app).get_outfilename(docname)}.md")


def write(
    app: Sphinx,
    docname: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the twin of a page as the page is written."""
    if doctree is None or app.builder.name not in ("html", "dirhtml"):
        return
    twin, base = twin_of(app, docname), app.config.html_baseurl
    name = twin.name.removesuffix(".md")
    beside = "./" if name == "index.html" else name
    page = base + app.builder.get_target_uri(docname) if base else beside
    foot = FOOT.format(
        page=f"<{page}>" if base else f"[{all_pages(app.env)[docname].title}]({page})",
        site=app.config.project,
        copyright=app.config.copyright,
    )
    twin.parent.mkdir(parents=True, exist_ok=True)
    twin.write_text(markdown(context["body"], page) + foot, encoding="utf-8", newline="\n")
    link = f'<link rel="alternate" type="text/markdown" href="{twin.name}">\n'
    context["metatags"] = context.get("metatags", "") + link


def remove(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Remove the twins of pages that are gone."""
    if app.builder.name in ("html", "dirhtml"):
        for docname in removed:
            twin_of(app, docname).unlink(missing_ok=True)
    return []


def sections(app: Sphinx) -> dict[str, list[Entry]]:
    """The pages by the captions of the front page's menus, in reading order."""
    env, out = app.env, Path(app.outdir)
    front = env.config.root_doc
    menus = list(env.get_doctree(front).findall(toctree))
    found: dict[str, list[Entry]] = {menu.get("caption") or "Pages": [] for menu in menus}
    section_of = {front: next(iter(found), "Pages")}
    for menu in menus:
        for name in menu["includefiles"]:
            for below in from_here_on(env, name):
                section_of.setdefault(below, menu.get("caption") or "Pages")
    aside = Matcher(app.config.twins_aside)
    for docname in in_reading_order(env):
        section = OPTIONAL if aside.match(docname) else section_of.get(docname, OPTIONAL)
        page = all_pages(env)[docname]
        address = twin_of(app, docname).relative_to(out).as_posix()
        about = shortened(with_titles(env, page.opening), ABOUT)
        entry = Entry(page.title, app.config.html_baseurl + address, about)
        found.setdefault(section, []).append(entry)
    return found


def write_list(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name not in ("html", "dirhtml"):
        return
    front = all_pages(app.env)[app.config.root_doc]
    notes = NOTES.format(copyright=app.config.copyright)
    opening = with_titles(app.env, front.opening)
    text = listing(app.config.project, opening, notes, sections(app))
    (Path(app.outdir) / "llms.txt").write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("page_anchors")
    app.add_config_value("twins_aside", [], "html", list)
    # After everybody who changes what a page says; the files before the folders they stand in.
    app.connect("html-page-context", write, priority=900)
    app.connect("env-get-outdated", remove, priority=400)
    app.connect("build-finished", write_list)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
