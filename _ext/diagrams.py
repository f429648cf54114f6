"""Draw Mermaid diagrams at build time, inline, as part of the page.

The directive is sphinxcontrib-mermaid's. What it writes by itself is an ``<object>`` with fixed
colors that drops its ``:alt:``; here the picture becomes inline SVG instead, so that it takes the
page's font and colors (light, dark, paper), costs no request and no script, and carries its title
and description for people who do not see it.

Drawing runs in this process: one JavaScript engine with mermaid itself (mermaidx), started for the
first drawing that is not in the cache. The cache lies in the doctree folder, keyed by everything
that goes into a picture, so a build in which no drawing changed draws none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from importlib import metadata
from pathlib import Path
from xml.etree import ElementTree

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.nodes import set_source_info
from sphinxcontrib.mermaid import Mermaid, mermaid

logger = logging.getLogger(__name__)

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")

# Labels as SVG text, not as HTML in <foreignObject>: they print, and take the page's font.
# Boxes are measured with a wide font at 14px, so the page's own sans serif at 15px fits in them.
CONFIG = {
    "theme": "base",
    "fontFamily": "sans-serif",
    "fontSize": 14,
    "themeVariables": {"fontSize": "14px"},
    "htmlLabels": False,
    "flowchart": {
        "htmlLabels": False,
        "padding": 12,
        "nodeSpacing": 28,
        "rankSpacing": 36,
        "subGraphTitleMargin": {"top": 4, "bottom": 10},
    },
}
# Classes that a flowchart's nodes may carry (`A[Monitoring]:::ours`), and what their color means.
KEY = {"ours": "2i2c", "yours": "the community", "shared": "both", "outside": "others"}
# Colors come from the stylesheet. These are the attributes of a picture that need no stylesheet.
DROPPED_ATTRIBUTES = ("style", "class", "aria-roledescription", "role", "id", "width", "height")
UNUSED = re.compile(r"^data-")


class BrokenDiagram(Exception):
    """Mermaid cannot read the diagram. ``line``: where it gave up, counted within the diagram."""

    def __init__(self, message: str) -> None:
        # Mermaid prints "Mermaid rendering failed: Error: Parse error on line 2:", the text up to
        # there, an arrow below it, and what it would have accepted.
        found = re.search(r"on line (\d+)", message)
        self.line = int(found[1]) if found else 1
        lines = [line for line in message.splitlines()[1:] if not re.fullmatch(r"-*\^", line)]
        if not found:
            lines = message.splitlines()
        super().__init__(" ".join(" ".join(lines).split())[:300])


class DiagramDirective(Mermaid):
    """sphinxcontrib-mermaid's directive, remembering where it stands and asking for ``:alt:``."""

    def run(self, **options):
        result = super().run(**options)
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


def draw(code: str) -> str:
    """Draw Mermaid source; returns SVG text as mermaid makes it. Raises BrokenDiagram."""
    import mermaidx  # starts fast, but only when there is something to draw

    try:
        return mermaidx.render(code, config=CONFIG).svg()
    except RuntimeError as error:
        raise BrokenDiagram(str(error)) from error


def cached(code: str, folder: Path, *, drawing=draw) -> str:
    """The picture of ``code`` from the cache in ``folder``, drawn first when it is not there."""
    # The version from the package's metadata: importing the engine takes longer than a whole page.
    key = json.dumps([metadata.version("mermaidx"), CONFIG, code], sort_keys=True)
    file = folder / (hashlib.sha256(key.encode()).hexdigest() + ".svg")
    if not file.is_file():
        svg = drawing(code)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_text(svg, encoding="utf-8")
        unfinished.replace(file)
    return file.read_text(encoding="utf-8")


def inline(svg: str, name: str, title: str, description: str) -> str:
    """Turn mermaid's SVG into markup for an HTML page.

    ``name`` is unique on the page and begins every id that is kept (arrow heads, title,
    description). Mermaid's stylesheet, inline styles and its ids go: ids would be anchors of the
    page, and the colors are the page's. Source of title/desc/role: SVG 2 §5.8, WAI-ARIA ``img``.
    """
    picture = ElementTree.fromstring(svg)
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    box = [float(number) for number in picture.get("viewBox", "0 0 0 0").split()]
    for parent in list(picture.iter()):
        for child in list(parent):
            unused_marker = child.tag == SVG + "marker" and child.get("id") not in used
            if child.tag in (SVG + "style", SVG + "defs", SVG + "linearGradient") or unused_marker:
                parent.remove(child)
    for element in picture.iter():
        for attribute in list(element.attrib):
            value = element.get(attribute)
            if attribute == "id" and value in used:
                element.set("id", f"{name}-{value.rpartition('_')[2]}")
            elif attribute in ("style", "id") or UNUSED.match(attribute):
                del element.attrib[attribute]
            elif value.startswith("url(#"):
                element.set(attribute, f"url(#{name}-{value[5:-1].rpartition('_')[2]})")
    kind = picture.get("class", "")
    for attribute in DROPPED_ATTRIBUTES:
        picture.attrib.pop(attribute, None)
    labels = []
    for tag, text in (("desc", description), ("title", title)):
        if text:
            element = ElementTree.Element(SVG + tag, {"id": f"{name}-{tag}"})
            element.text = text
            picture.insert(0, element)
            labels.append(("aria-labelledby" if tag == "title" else "aria-describedby", tag))
    picture.set("role", "img")
    for attribute, tag in labels:
        picture.set(attribute, f"{name}-{tag}")
    if not title:
        picture.set("aria-labelledby", f"{name}-desc")
        picture.attrib.pop("aria-describedby", None)
    picture.set("class", f"diagram-picture {kind}".strip())
    picture.set("width", f"{box[2]:.0f}")
    picture.set("height", f"{box[3]:.0f}")
    return ElementTree.tostring(picture, encoding="unicode")


def key(svg: str) -> str:
    """A line that says what the colors mean; empty for a picture that uses none."""
    used = {name for names in re.findall(r'class="node ([^"]+)"', svg) for name in names.split()}
    words = [f'<span class="key-{name}">{word}</span>' for name, word in KEY.items() if name in used]
    return f'<p class="diagram-key">{" ".join(words)}</p>\n' if words else ""


def visit(translator, node: mermaid) -> None:
    """Write one drawing into the page; a diagram mermaid cannot read is a warning at its line."""
    code = node["code"]
    names = node["ids"] or (node.parent["ids"] if isinstance(node.parent, nodes.figure) else [])
    name = names[0] if names else "drawing-" + hashlib.sha256(code.encode()).hexdigest()[:8]
    folder = Path(translator.builder.doctreedir) / "diagrams"
    try:
        svg = cached(code, folder)
    except BrokenDiagram as error:
        logger.warning(
            "mermaid cannot read this drawing from here on: %s",
            error,
            location=f"{node.source}:{node['first_line'] + error.line - 1}",
            type="diagrams",
            subtype="broken",
        )
        raise nodes.SkipNode from error
    picture = inline(svg, name, node.get("title", ""), " ".join(node.get("alt", "").split()))
    translator.body.append(picture + "\n" + key(svg))
    raise nodes.SkipNode


def draw_at_build_time(app: Sphinx, config) -> None:
    """Keep sphinxcontrib-mermaid from adding its script, from another host, to pages."""
    config.mermaid_output_format = "svg"


def setup(app: Sphinx) -> dict:
    app.setup_extension("sphinxcontrib.mermaid")
    app.connect("config-inited", draw_at_build_time)
    app.add_directive("mermaid", DiagramDirective, override=True)
    app.add_node(mermaid, override=True, html=(visit, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
