"""One Markdown file: its labels, headings, code and includes, by line.

It is read by markdown-it with MyST's plugins, as MyST-Parser itself does, so that an example of a
label in a code block or a comment is never taken for one. Nothing here writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from linkcontract.href import normal_path
from linkcontract.source.ids import id_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKUP = re.compile(r"\{[a-z:-]+\}(?=`)|[`*_]+|\]\([^)]*\)|\[|\]|<[^>]+>|\\(?=[^\w\s])")
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)")
_CODE_DIRECTIVES = frozenset(
    "code code-block sourcecode code-cell literalinclude math mermaid graphviz doctest"
    " eval-rst raw".split()
)
_OPTION = re.compile(r"\s*:(?P<name>[\w-]+):(?:\s+(?P<value>.*?))?\s*$")
_YAML_OPTION = re.compile(r"(?P<name>[\w-]+)\s*:\s+(?P<value>.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a Markdown file: its plain text, level, and lines counted from 1.

    `labels` are the explicit labels that stand above it, from top to bottom; `top` is the line of
    the uppermost of them, or of the heading where there is none.
    """

    text: str
    level: int
    line: int
    top: int
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A fence or a comment: the lines on which it begins and ends, and the marks that begin it.

    `runs_on` says that its end is missing: there is none, or another block begins before it.
    """

    begin: int
    end: int
    marks: str
    runs_on: bool


@dataclass(slots=True)
class _Parsed:
    """What was met while a file was read; all lines are counted from 1."""

    labels: list[tuple[str, int]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    text: set[int] = field(default_factory=set)
    included: list[str] = field(default_factory=list)
    toctrees: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Document:
    """One Markdown file: its path relative to the source folder, and its lines."""

    path: str
    lines: tuple[str, ...]

    @cached_property
    def _parsed(self) -> _Parsed:
        found = _Parsed()
        _read("\n".join(self.lines), 0, found)
        return found

    @property
    def in_code(self) -> set[int]:
        """The numbers of the lines in code and comments; what is text in a directive is not."""
        return self._parsed.code

    def code_around(self, line: int) -> Block | None:
        """The fence or comment in which a line is code, the innermost one."""
        around = [one for one in self._parsed.blocks if one.begin < line <= one.end]
        return around[-1] if around and line in self.in_code else None

    @property
    def in_directives(self) -> set[int]:
        """The numbers of the lines inside directives that hold text, and of their options."""
        return self._parsed.text

    @property
    def in_toctrees(self) -> set[int]:
        """The numbers of the lines inside toctrees: each names a page, or is an option."""
        return self._parsed.toctrees

    @cached_property
    def includes(self) -> tuple[str, ...]:
        """The files whose text is included, relative to the source folder."""
        folder = self.path.rpartition("/")[0]
        above = folder.split("/") if folder else []
        return tuple(
            normal_path(file, [] if file.startswith("/") else above)
            for file in self._parsed.included
        )

    @cached_property
    def labels(self) -> dict[str, tuple[str, int]]:
        """Every explicit label and `:name:` by the id it gives: the label as written, its line."""
        found: dict[str, tuple[str, int]] = {}
        for label, line in self._parsed.labels:
            found.setdefault(id_of(label), (label, line))
        return found

    @property
    def headings(self) -> list[Heading]:
        """The headings, in order."""
        return self._parsed.headings

    def heading(self, text: str) -> Heading | None:
        """The one heading with this text, or `None` when there is none or more than one."""
        found = self.headings_named(text)
        return found[0] if len(found) == 1 else None

    def headings_named(self, text: str) -> list[Heading]:
        """All headings with this text, in order."""
        wanted = squeezed(text)
        return [heading for heading in self.headings if squeezed(heading.text) == wanted]

    def section_lines(self, id: str) -> range:
        """The lines from the anchor `id` to the next heading; all lines when it is not found."""
        start = self.labels[id][1] if id in self.labels else 0
        if not start:
            start = next((h.line for h in self.headings if id and id_of(h.text) == id), 0)
        if not start:
            return range(1, len(self.lines) + 1)
        starts = [heading for heading in self.headings if heading.line >= start]
        end = starts[1].top if len(starts) > 1 else len(self.lines) + 1
        return range(start, end)


def plain(text: str) -> str:
    """The text of a heading as the page shows it: without Markdown's marks."""
    return " ".join(_MARKUP.sub("", text).split())


def squeezed(text: str) -> str:
    """The letters and digits of a text, for comparing."""
    return re.sub(r"\W+", "", text).casefold()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # A tenth of the start, and a sound site's sources are never read: only where one is.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from mdit_py_plugins.colon_fence import colon_fence_plugin  # noqa: PLC0415
    from mdit_py_plugins.dollarmath import dollarmath_plugin  # noqa: PLC0415
    from mdit_py_plugins.front_matter import front_matter_plugin  # noqa: PLC0415
    from mdit_py_plugins.myst_blocks import myst_block_plugin  # noqa: PLC0415

    markdown = MarkdownIt("commonmark")
    for plugin in (front_matter_plugin, myst_block_plugin, colon_fence_plugin, dollarmath_plugin):
        markdown.use(plugin)
    return markdown


def _read(text: str, before: int, found: _Parsed) -> None:
    """Take what stands in a text whose first line is the one after `before`."""
    above: list[tuple[str, int]] = []  # the labels right above what comes next
    tokens = _parser().parse(text)
    for number, token in enumerate(tokens):
        if token.map is None:
            continue
        line, end = token.map[0] + 1 + before, token.map[1] + before
        if token.type == "myst_target":
            above.append((token.content, line))
            found.labels.append((token.content, line))
            continue
        if token.type == "heading_open":
            labels = tuple(label for label, _ in above)
            top = above[0][1] if above else line
            words = plain(tokens[number + 1].content)
            found.headings.append(Heading(words, int(token.tag[1]), line, top, labels))
        elif token.type in ("fence", "colon_fence"):
            found.blocks.append(Block(line, end, token.markup, _runs_on(token)))
            _read_fence(token, line, found)
        elif token.type in ("code_block", "myst_line_comment", "math_block") or (
            token.type == "html_block" and token.content.lstrip().startswith("<!--")
        ):
            if token.type == "html_block":
                found.blocks.append(Block(line, end, "<!--", "-->" not in token.content))
            found.code.update(range(line, end + 1))
        above = []


def _runs_on(fence: Token) -> bool:
    """Whether a fence lacks its last line, or took the first line of the next fence for text."""
    assert fence.map is not None
    has_last_line = fence.map[1] - fence.map[0] == fence.content.count("\n") + 2
    begins = re.compile(rf" {{0,3}}{re.escape(fence.markup)}+[ \t]*[^\s{fence.markup[0]}]")
    return not has_last_line or any(map(begins.match, fence.content.split("\n")))


def _read_fence(token: Token, line: int, found: _Parsed) -> None:
    """Take what stands in a fence that opens on `line`: code, or the text of a directive."""
    directive = _DIRECTIVE.match(token.info.strip())
    lines = token.content.split("\n")[:-1]
    if directive is None:
        found.code.update(range(line + 1, line + 1 + len(lines)))
        return
    if directive["name"] == "include" and directive["argument"]:
        found.included.append(directive["argument"].strip())
    taken = 0
    for taken, name, value in _options(lines):
        if name == "name" and value:
            found.labels.append((value, line + taken))
    first = line + 1 + taken
    if directive["name"] == "toctree":
        found.toctrees.update(range(first, first + len(lines) - taken))
    if directive["name"] in _CODE_DIRECTIVES:
        found.code.update(range(first, first + len(lines) - taken))
        return
    found.text.update(range(line + 1, line + 1 + len(lines)))
    _read("\n".join(lines[taken:]), first - 1, found)


def _options(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """The options that begin the body of a directive: how many lines they take so far, name, value."""
    if lines and lines[0].strip() == "---":
        for number, line in enumerate(lines[1:], start=2):
            option = _YAML_OPTION.match(line)
            yield number, option["name"] if option else "", option["value"] if option else ""
            if line.strip() == "---":
                return
        return
    for number, line in enumerate(lines, start=1):
        option = _OPTION.match(line)
        if option is None:
            return
        yield number, option["name"], option["value"] or ""
