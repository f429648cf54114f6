"""The look of the handbook: one stylesheet, one small script, and the pages' frame.

The theme in ``handbook/`` inherits from sphinx-book-theme and pydata-sphinx-theme, but only what is
in their theme folders: templates, options, static files. Their Python is not run (Sphinx would run
it to find the folders, so they are registered here). It works on every page: it resolves and parses
the navigation, renders each template twice, hashes files, adds scripts, and takes most of the time a
build takes; an update of it could bring more. Templates get what they need through ``context``.

Files that no page asks for are not published: the stylesheets and scripts that ours replace
(REPLACED) are neither linked to nor copied.
"""

from __future__ import annotations

import hashlib
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import handbook_navigation
from docutils import nodes
from handbook_html import HandbookTranslator
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata

THEME = "handbook"
FOLDER = Path(__file__).parent / THEME
INHERITED = ("pydata_sphinx_theme", "sphinx_book_theme")
# What handbook.css and handbook.js do in their own way.
REPLACED = {
    "basic.css", "pygments.css", "pygments_dark.css", "sphinx-design.min.css", "design-tabs.js",
    "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css",
    "scripts/pydata-sphinx-theme.js", "scripts/sphinx-book-theme.js",
}  # fmt: skip
# Loaded by handbook.js when they are of use; search has a page of its own as well (handbook/search.html).
LATER = {"previews.js", "search-engine.js", "search.js", "since.js"}
# Of Sphinx's search and of its highlighting, which this theme has no use for.
UNUSED = {
    "documentation_options.js", "doctools.js", "sphinx_highlight.js", "language_data.js",
    "searchtools.js", "translations.js",
}  # fmt: skip


def html_builder(app: Sphinx) -> StandaloneHTMLBuilder | None:
    """The builder, when it writes HTML with this theme."""
    builder = app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and app.config.html_theme == THEME:
        return builder
    return None


def register_inherited(app: Sphinx) -> None:
    """Tell Sphinx where the inherited themes' folders are, without running the themes."""
    for name in INHERITED:
        package = find_spec(name)
        folder = Path(package.origin or "").parent / "theme" / name if package else Path()
        if not (folder / "layout.html").is_file():
            raise ExtensionError(
                f"the handbook's look needs {name}, and {folder} is not its theme folder: "
                "install what requirements.lock says, or name the new folder in " + __file__
            )
        app.add_html_theme(name, folder)


def prepare(app: Sphinx) -> None:
    """Have Sphinx copy nothing of the inherited themes but what search asks for."""
    if not (builder := html_builder(app)) or not (theme := builder.theme):
        return
    wanted = [folder for folder in theme.get_theme_dirs()
              if Path(folder).name in (THEME, "basic")]  # fmt: skip
    theme.get_theme_dirs = lambda: wanted  # type: ignore[method-assign]


def file_name(asset: object) -> str:
    """The name below ``_static`` of a stylesheet or script; "" for an inline one."""
    return str(getattr(asset, "filename", asset) or "").removeprefix("_static/")


def navigation(builder: StandaloneHTMLBuilder) -> tuple[handbook_navigation.Group, ...]:
    """The navigation of this build, read once (and once in each process of a parallel build)."""
    known: tuple[handbook_navigation.Group, ...] | None = getattr(builder, "handbook_groups", None)
    if known is None:
        known = handbook_navigation.read(builder)
        builder.handbook_groups = known  # type: ignore[attr-defined]
    return known


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """All pages, when the navigation or a file of the theme is not what it was when they were
    written; pages carry the titles of others and the files' checksums."""
    if not (builder := html_builder(app)):
        return []
    builder.__dict__.pop("handbook_groups", None)  # of an earlier build by the same application
    all_of_it = handbook_navigation.render(navigation(builder), "", "", whole=True)
    state = hashlib.sha256(all_of_it.encode())
    for file in sorted(FOLDER.rglob("*.*")):
        state.update(file.read_bytes())
    now, written = state.hexdigest(), getattr(env, "handbook_written", {})
    if now == written.get(builder.name):
        return []
    env.handbook_written = written | {builder.name: now}  # type: ignore[attr-defined]
    return sorted(env.found_docs)


def add_to_page(
    app: Sphinx,
    docname: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates the navigation and the page's contents; take replaced files out."""
    if not (builder := html_builder(app)):
        return
    groups = navigation(builder)
    most = int(context.get("theme_navigation_whole_up_to") or 0)
    whole = handbook_navigation.count(groups) <= most
    root = context["content_root"]
    root = "" if root == "./" else root
    context["handbook_navigation"] = handbook_navigation.render(groups, docname, root, whole=whole)
    toc = context.get("toc", "")
    context["handbook_contents"] = handbook_navigation.page_contents(toc)
    without = REPLACED | LATER | UNUSED
    for kind in ("css_files", "script_files"):
        files = context.get(kind, [])
        context[kind] = [asset for asset in files if file_name(asset) not in without]


def lean(text: str) -> str:
    """A stylesheet or script of ours without comments and indentation, which are for those who
    maintain it. In a script only comments that have a line to themselves are found."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def tidy(app: Sphinx, error: Exception | None) -> None:
    """Remove from ``_static`` what no page asks for, and comments from our own files."""
    if error or not (builder := html_builder(app)):
        return
    static = Path(app.outdir, "_static")
    asked = {
        file_name(asset).partition("?")[0] for asset in (*builder._css_files, *builder._js_files)
    }
    asked = (asked - REPLACED - UNUSED) | LATER
    asked |= {Path(name).name for name in (app.config.html_favicon, app.config.html_logo) if name}
    for entry in app.config.html_static_path:  # the handbook's own, and those of extensions
        own = Path(app.confdir, entry)
        asked |= {file.relative_to(own).as_posix() for file in own.rglob("*")} - REPLACED
    for file in sorted(static.rglob("*"), reverse=True):
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif file.relative_to(static).as_posix() not in asked:
            file.unlink()
    for name in ("handbook.css", "handbook.js", *LATER):
        file = static / name
        text = lean(file.read_text(encoding="utf-8"))
        if file.suffix == ".css":
            text = re.sub(r"\s*([{};,])\s*", r"\1", text)
        file.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    register_inherited(app)
    for builder in ("html", "dirhtml"):
        app.set_translator(builder, HandbookTranslator, override=True)
    app.add_js_file("handbook.js", loading_method="defer")
    app.connect("builder-inited", prepare)
    app.connect("env-updated", outdated)
    app.connect("html-page-context", add_to_page, priority=900)
    app.connect("build-finished", tidy)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
