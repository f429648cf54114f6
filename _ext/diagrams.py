"""Draw Mermaid diagrams at build time, inline, as part of the page.

The directive is sphinxcontrib-mermaid's. What it writes by itself is an ``<object>`` with fixed
colors that drops its ``:alt:``; here the picture becomes inline SVG instead, so that it takes the
page's font and colors (light, dark, paper), costs no request and no script, and carries its title
and description for people who do not see it.

Drawing takes seconds (``drawing``), so pictures are kept in ``_drawings/`` beside the pages, each
under its name and a key of everything that went into it. A build only draws what is not there, into
the doctree folder; ``diagrams_store`` (./do docs and record set it) copies that to ``_drawings/``
and deletes there what no page shows any more.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from html import escape
from importlib import metadata
from pathlib import Path
from typing import Any

from docutils import nodes
from drawing import CONFIG, VERSION, BrokenDiagram, draw, simplified
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.nodes import set_source_info
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.mermaid import Mermaid, mermaid

logger = logging.getLogger(__name__)

STORE = "_drawings"
# Classes that a flowchart's nodes may carry (`A[Monitoring]:::ours`), and what their color means.
KEY = {"ours": "2i2c", "yours": "the community", "shared": "both", "outside": "others"}


class DiagramDirective(Mermaid):  # type: ignore[misc]
    """sphinxcontrib-mermaid's directive, remembering where it stands and asking for ``:alt:``."""

    def run(self, **options: Any) -> list[nodes.Node]:
        result: list[nodes.Node] = super().run(**options)
        for top in result:
            for drawing in top.findall(mermaid):
                set_source_info(self, drawing)
                if not drawing.get("alt", "").strip():
                    logger.warning(
                        "this drawing has no text alternative: add a line "
                        '":alt: …" that says in sentences what it shows',
                        location=drawing,
                        type="diagrams",
                        subtype="alt",
                    )
                drawing["title"] = self.options.get("caption", "")
                # MyST counts a directive's content from the line after its opening fence.
                drawing["first_line"] = self.lineno + self.content_offset + 1
                if isinstance(top, nodes.figure):
                    top["classes"].append("diagram")
        return result


def name_and_file(node: mermaid) -> tuple[str, str]:
    """What a drawing is called on its page, and the file that holds its picture.

    The file's name has a key of all that decides what the picture looks like.
    """
    # The version from the package's metadata: importing the engine takes longer than a whole page.
    parts = [metadata.version("mermaidx"), VERSION, CONFIG, node["code"]]
    key = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
    names = node["ids"] or (node.parent["ids"] if isinstance(node.parent, nodes.figure) else [])
    name = names[0] if names else f"drawing-{key[:8]}"
    return name, f"{name}-{key}.svg"


def picture(
    node: mermaid, stored: Path, drawn: Path, *, drawing: Callable[[str], str] = draw
) -> str:
    """The picture of a node: as it is stored, or drawn into the folder ``drawn`` the first time."""
    name, file = name_and_file(node)
    if (stored / file).is_file():
        return (stored / file).read_text(encoding="utf-8")
    if not (drawn / file).is_file():
        svg = simplified(drawing(node["code"]), name)
        drawn.mkdir(parents=True, exist_ok=True)
        unfinished = drawn / f"{file}.{os.getpid()}"
        unfinished.write_text(svg, encoding="utf-8", newline="\n")
        unfinished.replace(drawn / file)
        logger.info("drew %s; ./do docs keeps the picture in %s/", name, STORE)
    return (drawn / file).read_text(encoding="utf-8")


def described(svg: str, name: str, title: str, description: str) -> str:
    """The picture with a title, a description and its role. Source: SVG 2 §5.8, WAI-ARIA img."""
    words = {"title": title, "desc": description}
    inside = "".join(
        f'<{tag} id="{name}-{tag}">{escape(text, quote=False)}</{tag}>'
        for tag, text in words.items()
        if text
    )
    roles = f'<svg role="img" aria-labelledby="{name}-{"title" if title else "desc"}"'
    if title and description:
        roles += f' aria-describedby="{name}-desc"'
    return svg.replace("<svg", roles, 1).replace(">", f">{inside}", 1)


def key(svg: str) -> str:
    """A line that says what the colors mean; empty for a picture that uses none."""
    used = {name for names in re.findall(r'class="node ([^"]+)"', svg) for name in names.split()}
    words = [
        f'<span class="key-{name}">{word}</span>' for name, word in KEY.items() if name in used
    ]
    return f'<p class="diagram-key">{" ".join(words)}</p>\n' if words else ""


def visit(translator: HTML5Translator, node: mermaid) -> None:
    """Write one drawing into the page; a diagram mermaid cannot read is a warning at its line."""
    app = translator.builder.app
    try:
        svg = picture(node, Path(app.confdir, STORE), Path(app.doctreedir, "diagrams"))
    except BrokenDiagram as error:
        logger.warning(
            "mermaid cannot read this drawing from here on: %s",
            error,
            location=f"{node.source}:{node['first_line'] + error.line - 1}",
            type="diagrams",
            subtype="broken",
        )
        raise nodes.SkipNode from error
    alt = " ".join(node.get("alt", "").split())
    svg = described(svg, name_and_file(node)[0], node.get("title", ""), alt)
    translator.body.append(svg + "\n" + key(svg))
    raise nodes.SkipNode


def store(app: Sphinx, error: Exception | None) -> None:
    """Keep in ``_drawings/`` the pictures of exactly the drawings that the pages have."""
    if error or not app.config.diagrams_store or app.builder.format != "html":
        return
    folder, drawn = Path(app.confdir, STORE), Path(app.doctreedir, "diagrams")
    doctrees = map(app.env.get_doctree, sorted(app.env.found_docs))
    needed = {name_and_file(node)[1]: node for tree in doctrees for node in tree.findall(mermaid)}
    for file, node in needed.items():
        if not (folder / file).is_file():
            try:
                svg = picture(node, folder, drawn)
            except BrokenDiagram:
                continue  # whoever wrote its page has been told
            folder.mkdir(exist_ok=True)
            (folder / file).write_text(svg, encoding="utf-8", newline="\n")
    for stored in folder.glob("*.svg"):
        if stored.name not in needed:
            stored.unlink()


def draw_at_build_time(app: Sphinx, config: Config) -> None:
    """Keep sphinxcontrib-mermaid from adding its script, from another host, to pages."""
    config.mermaid_output_format = "svg"


def setup(app: Sphinx) -> dict[str, Any]:
    app.setup_extension("sphinxcontrib.mermaid")
    app.add_config_value("diagrams_store", False, "", bool)
    app.connect("config-inited", draw_at_build_time)
    app.connect("build-finished", store)
    app.add_directive("mermaid", DiagramDirective, override=True)
    app.add_node(mermaid, override=True, html=(visit, None))
    # Another VERSION makes Sphinx write every page again.
    return {"version": "2", "env_version": VERSION,
            "parallel_read_safe": True, "parallel_write_safe": True}  # fmt: skip
