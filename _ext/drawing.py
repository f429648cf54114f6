"""From Mermaid source to a small SVG picture that takes a page's font and colors.

Mermaid itself draws, in a JavaScript engine inside this process (mermaidx; some three seconds a
drawing). What it makes is meant to stand alone: a stylesheet, fixed colors, every word in an
element of its own, pale boxes behind labels, and rounded boxes as sketched outlines of 15 KB. What
is left here is shapes, lines, rows of words and the classes that the page's stylesheet colors.
"""

from __future__ import annotations

import re
from math import hypot
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", "http://www.w3.org/2000/svg")

# Part of the key of every stored drawing: raise it whenever what follows gives other pictures.
VERSION = 1
# Labels as SVG text, not as HTML in <foreignObject>: they print, and take the page's font.
# Boxes are measured with a wide font at 14px, so the page's own sans serif fits in them.
CONFIG = {
    "theme": "base",
    "fontFamily": "sans-serif",
    "fontSize": 14,
    "themeVariables": {"fontSize": "14px"},
    "htmlLabels": False,
    "flowchart": {
        "htmlLabels": False,
        "padding": 12,
        "diagramPadding": 1,
        "nodeSpacing": 24,
        "rankSpacing": 36,
        "subGraphTitleMargin": {"top": 4, "bottom": 10},
    },
}
UNUSED_ELEMENTS = {SVG + tag for tag in ("style", "defs", "linearGradient")}
UNUSED_ATTRIBUTES = re.compile(r"style$|data-|aria-|font-style$|font-weight$|stroke-width$")
UNUSED_CLASSES = {
    "basic", "default", "label-container", "outer-path", "root", "edgePaths", "flowchart-link",
    "flowchart-v2", "marker", "arrowMarkerPath", "edge-pattern-solid", "label", "nodes", "clusters",
}  # fmt: skip
NUMBER = re.compile(r"-?\d+\.?\d*(?:e-?\d+)?")
# A label's halo hides the line it stands on, and is no wider than its words.
HALO = {"paint-order": "stroke", "stroke-width": "8", "stroke-linejoin": "round"}
ON_PAPER, ON_GROUP = "var(--paper, Canvas)", "var(--diagram-group, Canvas)"


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


def draw(code: str) -> str:
    """Draw Mermaid source; returns SVG text as mermaid makes it. Raises BrokenDiagram."""
    import mermaidx  # noqa: PLC0415 - slow to import, and most builds draw nothing

    try:
        return str(mermaidx.render(code, config=CONFIG).svg())
    except RuntimeError as error:
        raise BrokenDiagram(str(error)) from error


def simplified(svg: str, name: str) -> str:
    """Mermaid's SVG as markup for an HTML page, an element a line; ``name`` begins every id.

    Mermaid's own ids go, because they would be anchors of the page; arrow heads keep theirs.
    """
    picture = ElementTree.fromstring(svg)
    used = set(re.findall(r"url\(#([^)]+)\)", svg))
    left, top, width, height = (float(n) for n in picture.get("viewBox", "0 0 0 0").split())
    kind = picture.get("class", "")
    picture.attrib.clear()
    picture.set("viewBox", short(f"{left} {top} {width} {height}"))
    picture.set("class", f"diagram-picture {kind}".strip())
    picture.set("width", f"{width:.0f}")
    picture.set("height", f"{height:.0f}")
    prune(picture, used)
    for element in picture.iter():
        for attribute, value in list(element.attrib.items()):
            if attribute == "id" and value in used:
                element.set("id", f"{name}-{value.rpartition('_')[2]}")
            elif attribute == "id" or UNUSED_ATTRIBUTES.match(attribute):
                del element.attrib[attribute]
            elif value.startswith("url(#"):
                element.set(attribute, f"url(#{name}-{value[5:-1].rpartition('_')[2]})")
            elif attribute == "class" and element is not picture:
                if kept := [c for c in dict.fromkeys(value.split()) if c not in UNUSED_CLASSES]:
                    element.set("class", " ".join(kept))
                else:
                    del element.attrib["class"]
            elif attribute in ("d", "points", "transform", "x", "y", "width", "height", "rx", "ry"):
                element.set(attribute, short(value))
    add_halos(picture, ON_PAPER)
    return re.sub(r"(?<=>)(?=<(?!/?tspan|/text))", "\n", ElementTree.tostring(picture, "unicode"))


def prune(parent: Element, used: set[str]) -> None:
    """Take out what does not show: empty and invisible things, boxes behind words, second outlines."""
    for child in list(parent):
        classes = child.get("class", "")
        if child.tag == SVG + "text":
            write_rows(child)
        elif "outer-path" in classes and (outline := child.find(SVG + "path")) is not None:
            # A sketched outline: filled, then drawn twice over. The stylesheet gives one path both.
            child[:] = [Element(SVG + "path", {"d": straightened(outline.get("d", ""))})]
        else:
            prune(child, used)
        if (
            child.tag in UNUSED_ELEMENTS
            or (child.tag == SVG + "marker" and child.get("id") not in used)
            or (child.tag == SVG + "rect" and ("background" in classes or not child.get("width")))
            or "edge-thickness-invisible" in classes
            or (child.tag in (SVG + "g", SVG + "text") and not len(child) and not child.text)
        ):
            parent.remove(child)


def write_rows(text: Element) -> None:
    """Write each row of a label as one element instead of one for each word."""
    rows = [row for row in text if "".join(row.itertext()).strip()]
    if not all("row" in row.get("class", "").split() for row in rows):
        return
    text.attrib.pop("y", None)
    text[:] = []
    for row in rows:
        # Mermaid counts rows by `y` and moves each down by `dy`, both in em.
        y = sum(float(row.get(name, "0").removesuffix("em")) for name in ("y", "dy"))
        words = Element(SVG + "tspan", {"x": row.get("x", "0"), "y": short(f"{y}") + "em"})
        words.text = "".join(row.itertext())
        text.append(words)


def add_halos(parent: Element, color: str) -> None:
    """Give each group of edge labels its halo; within a group of boxes, in that group's color."""
    inside = ON_GROUP if any(g.get("class") == "cluster" for g in parent.findall("./*/")) else color
    for child in parent:
        if child.get("class") == "edgeLabels":
            child.attrib |= HALO | {"stroke": inside}
        else:
            add_halos(child, inside)


def short(value: str) -> str:
    """Numbers rounded to a tenth of a pixel."""
    return NUMBER.sub(lambda n: f"{round(float(n[0]), 1) + 0:g}", value)


def straightened(path: str) -> str:
    """A sketched outline as a closed line through as few points as keep its shape.

    Ramer-Douglas-Peucker: points within a fifth of a pixel of the line between two others go.
    """
    numbers = [float(n) for n in NUMBER.findall(path)]
    points = list(zip(numbers[0::2], numbers[1::2], strict=True))
    # M x y, then C with three points each; only the third lies on the outline.
    points = points[:1] + points[3::3]

    def reduced(part: list[tuple[float, float]]) -> list[tuple[float, float]]:
        (x1, y1), (x2, y2) = part[0], part[-1]
        length = hypot(x2 - x1, y2 - y1)

        def distance(point: tuple[float, float]) -> float:
            x, y = point
            if not length:
                return hypot(x - x1, y - y1)
            return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length

        far = max(range(1, len(part) - 1), key=lambda n: distance(part[n]), default=0)
        if not far or distance(part[far]) < 0.2:
            return [part[0], part[-1]]
        return reduced(part[: far + 1])[:-1] + reduced(part[far:])

    return short("M" + "L".join(f"{x} {y}" for x, y in reduced(points)) + "z")
