"""Reading a page's Markdown as MyST does, with the line of every part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from mdit_py_plugins.substitution import substitution_plugin

NO_TEXT = frozenset(
    "code code-block sourcecode code-cell literalinclude math mermaid graphviz doctest eval-rst raw"
    " include toctree contents image csv-table highlight".split()
)
"""Directives whose content is no Markdown."""
DIRECTIVE = re.compile(r"\{([\w:.+-]+)\}")
OPTION = re.compile(r"\s*:(?!::)[\w-]+:(\s|$)")
GONE = "\ufffc"
"""Stands in a passage's text for whatever is more than text: code, a link, a picture."""


@dataclass(frozen=True)
class Part:
    """A block of a page: its token, its first and last line, and the directives around it."""

    token: Token
    line: int
    end: int
    inside: tuple[str, ...] = ()

    @property
    def directive(self) -> str:
        """The name of the directive that it is; empty when it is none."""
        found = DIRECTIVE.match(self.token.info.strip()) if self.is_fence else None
        return found[1] if found else ""

    @property
    def is_fence(self) -> bool:
        return self.token.type in ("fence", "colon_fence")

    @property
    def is_code(self) -> bool:
        """Whether it is shown and not obeyed: code, or a comment."""
        token = self.token
        if token.type == "html_block":
            return token.content.lstrip().startswith("<!--")
        if token.type == "fence":
            return self.directive in NO_TEXT or not self.directive
        return token.type in ("code_block", "myst_line_comment") or self.directive in NO_TEXT


@dataclass(frozen=True)
class Link:
    """A link or a picture: its line, its address, its words, and whether it is a picture.

    `bare` is one that shows its address: `<https://…>`.
    """

    line: int
    address: str
    text: str
    picture: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Passage:
    """A piece of running text: a paragraph, a heading, a cell.

    `heading` is its level, 0 for all that is none, `underlined` one with a line of `=` or `-` below it.
    `text` is what readers would see as it is written; what Markdown took as markup is `GONE` there.
    """

    part: Part
    heading: int
    underlined: bool
    text: str
    lines: tuple[int, ...]
    links: tuple[Link, ...]

    def line(self, position: int) -> int:
        """The line of a position in `text`."""
        return self.lines[min(position, len(self.lines) - 1)] if self.lines else self.part.line


@dataclass(frozen=True)
class FrontMatter:
    """The lines between `---` at a page's top; `end` is the line of the second `---`, 0 for none."""

    text: str = ""
    end: int = 0


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """A parser of Markdown with the syntax that conf.py allows."""
    markdown = MarkdownIt("commonmark").enable("table")
    for plugin in (
        front_matter_plugin, myst_block_plugin, myst_role_plugin, colon_fence_plugin, deflist_plugin,
        substitution_plugin,
    ):  # fmt: skip
        markdown.use(plugin)
    return markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text, as the parser takes it."""
    found = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$", text, re.DOTALL | re.MULTILINE)
    return FrontMatter(found[1], found[0].count("\n") + 1) if found else FrontMatter()


def parts(text: str) -> list[Part]:
    """Every block of a text, those inside directives as well, in the order of their lines."""
    return list(_parts(text, 0, ()))


def _parts(text: str, before: int, inside: tuple[str, ...]) -> Iterator[Part]:
    """The blocks of a text whose first line is the one after `before`."""
    line, end = before + 1, before + 1
    for token in parser().parse(text):
        if token.map:
            line, end = token.map[0] + 1 + before, max(token.map[1], token.map[0] + 1) + before
        part = Part(token, line, end, inside)
        yield part
        if part.is_fence and not part.is_code:
            skipped = options(token.content) if part.directive else 0
            body = "\n".join(token.content.split("\n")[skipped:])
            name = part.directive or "div"
            yield from _parts(body, line + skipped, (*inside, name))


def options(content: str) -> int:
    """How many lines at the beginning of a directive's content are its options."""
    lines = content.split("\n")
    if lines[0].startswith("---"):
        ends = [number for number, line in enumerate(lines[1:], 2) if line.startswith("---")]
        return ends[0] if ends else len(lines)
    found = 0
    while found < len(lines) and re.match(r"\s*:(?!::)", lines[found]):
        found += 1
    return found


def passages(blocks: list[Part]) -> list[Passage]:
    """The running text among blocks."""
    found, heading, underlined = [], 0, False
    for part in blocks:
        if part.token.type == "heading_open":
            heading, underlined = int(part.token.tag[1]), part.token.markup[0] != "#"
        elif part.token.type == "inline":
            found.append(_passage(part, heading, underlined))
            heading, underlined = 0, False
    return found


def _passage(part: Part, heading: int, underlined: bool) -> Passage:
    raw, position, line = part.token.content, 0, part.line
    text: list[str] = []
    lines: list[int] = []
    links: list[Link] = []
    opened: list[tuple[int, str, bool, int]] = []
    for child in part.token.children or ():
        said = GONE
        if child.type == "text":
            said = child.content
        elif child.type in ("softbreak", "hardbreak"):
            said = "\n"
        elif (child.type.endswith("_open") and child.type != "link_open") or (
            child.type.endswith("_close") and child.type != "link_close"
        ):
            said = ""
        if said and (where := raw.find(_sought(child), position)) >= 0:
            position = where + len(_sought(child))
            line = part.line + raw.count("\n", 0, where)
        if child.type == "link_open":
            opened.append((line, str(child.attrs.get("href", "")), child.info == "auto", len(text)))
        elif child.type == "link_close" and opened:
            start, address, bare, first = opened.pop()
            links.append(Link(start, address, "".join(text[first:]).strip(GONE), bare=bare))
        elif child.type == "image":
            links.append(Link(line, str(child.attrs.get("src", "")), child.content, picture=True))
        text.append(said)
        lines += [line] * len(said)
        if said.endswith("\n"):
            line += 1
    return Passage(part, heading, underlined, "".join(text), tuple(lines), tuple(links))


def _sought(child: Token) -> str:
    """What of a token is sure to stand in the source as it is."""
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    if child.type == "link_open":
        return "<" if child.info == "auto" else "["
    if child.type == "link_close":
        return ">" if child.info == "auto" else "]"
    return child.content.split("\n")[0]
