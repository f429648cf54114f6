"""A built page: its HTML, its text, and the lines of Markdown that the text was written on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcontract.source.markdown import plain as without_markup

# Gathered by the build from elsewhere.
GENERATED = ("page-sources", "permanent-links", "what-changed", "moved-sections", "contents")
_OWN_TEXT = "p, li, td, dd"
_HOLDS_TEXT = frozenset(("p", "li", "ul", "ol", "dl"))
_WINDOW = 5


@dataclass
class BuiltPage:
    """A page: its name (as toctrees have it), its Markdown's text, and its HTML.

    `given` are the words of the given page, which stays as it is: shown on several pages on purpose.
    """

    name: str
    markdown: str
    html: str
    given: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.md"

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.html)

    @cached_property
    def content(self) -> LexborNode | None:
        """What a writer wrote, without ¶, how to cite it, and scripts; `None` where there is no title."""
        tree = LexborHTMLParser(self.html)
        title = tree.css_first("h1")
        section = title
        while section is not None and section.tag != "section":
            section = section.parent
        content = section.parent if section is not None else None
        for extra in content.css("a.headerlink, .cite-page, script, style") if content else ():
            extra.decompose()
        return content

    @cached_property
    def front_matter(self) -> dict[str, object]:
        """The front matter; empty where there is none that can be read, which is said elsewhere."""
        found = re.match(r"---\r?\n(.*?\n)---\r?\n", self.markdown, re.DOTALL)
        try:
            values = yaml.safe_load(found[1]) if found else {}
        except yaml.YAMLError:
            values = {}
        return values if isinstance(values, dict) else {}

    @cached_property
    def texts(self) -> list[str]:
        """Every paragraph, list item and cell that a writer wrote on this page."""
        return list(_running_text(self.content)) if self.content is not None else []

    @cached_property
    def title_line(self) -> int:
        """The line of the title."""
        lines = self.markdown.split("\n")
        return next((n for n, line in enumerate(lines, 1) if re.match(r"# ", line)), 1)

    @cached_property
    def _lines(self) -> list[str]:
        lines = self.markdown.split("\n")
        return [f" {plain(without_markup(re.sub(r'{[{].*?[}]}', ' … ', line)))} " for line in lines]

    def line_of(self, text: str) -> int | None:
        """The line on which a text of the page begins, as far as its words are written there."""
        said = words(text.lower())
        width = min(_WINDOW, len(said))
        for start in range(len(said) - width + 1 if width else 0):
            wanted = f" {' '.join(said[start : start + width])} "
            for number, line in enumerate(self._lines, start=1):
                if wanted in line:
                    return number
        return None


def read(folder: Path, root: Path, name: str, given: str = "") -> BuiltPage | None:
    """The page that a folder-style build made of `name`.md; `None` when it made none."""
    path = "index.html" if name == "index" else f"{name.removesuffix('/index')}/index.html"
    try:
        html = (folder / path).read_text(encoding="utf-8")
        markdown = (root / f"{name}.md").read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return None
    return BuiltPage(name, markdown, html, given)


def text_of(node: LexborNode) -> str:
    """The words of an element."""
    text = " ".join(node.text(separator=" ").split())
    return text.replace(" .", ".").replace(" ,", ",")


def _running_text(content: LexborNode) -> Iterator[str]:
    for node in content.css(_OWN_TEXT):
        if any(one.tag in _HOLDS_TEXT for one in node.css("*")[1:]):
            continue
        if not _is_inside(node, content) and (text := text_of(node)):
            yield text


def _is_inside(node: LexborNode, content: LexborNode) -> bool:
    """Whether something around it is a form, a picture, or was gathered from elsewhere."""
    around = node.parent
    while around is not None and around.mem_id != content.mem_id:
        classes = (around.attributes.get("class") or "").split()
        if around.tag in ("form", "figure") or any(name in GENERATED for name in classes):
            return True
        around = around.parent
    return False


def words(text: str) -> list[str]:
    """The words of a text, without the marks around them."""
    stripped = (word.strip("“”\"‘’'()[]*_.,;:!?–—-") for word in text.split())
    return [word for word in stripped if word]


def plain(text: str) -> str:
    """A text reduced to its words, to compare it with another."""
    return " ".join(words(text.lower()))


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [one for one in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9$])", text) if one]
