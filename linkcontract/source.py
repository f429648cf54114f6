"""Where in the Markdown a link, a label or a heading was written.

Reads the source folder only to say `file:line`; nothing here writes. Code blocks and comments
are not searched, so that an example of a link is never taken for one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from .files import CannotWork
from .urls import resolve

_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_LABEL = re.compile(r"\s*\((?P<label>[^()\s](?:[^()\n]*[^()\s])?)\)=\s*$")
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
_NAME_OPTION = re.compile(r"\s*:name:\s+(?P<label>\S.*?)\s*$")
_UNDERLINE = re.compile(r"(=+|-+)\s*$")
_MARKUP = re.compile(r"\{[a-z:-]+\}(?=`)|[`*_]+|\]\([^)]*\)|\[|\]|<[^>]+>|\\(?=[^\w\s])")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_SKIPPED = {"node_modules", "__pycache__", "venv", "env", "build", "dist"}
_DIRECTIVES_WITH_TEXT = re.compile(r"\{[a-z:-]+\}")


def id_of(label: str) -> str:
    """The id that a label or a heading text gets (docutils, `make_id`), in lower case."""
    return re.sub(r"^[-0-9]+|-+$", "", _NOT_ID.sub("-", label.lower()))


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


@dataclass(frozen=True)
class Document:
    """One Markdown file: its path relative to the source folder, and its lines."""

    path: str
    lines: tuple[str, ...]

    @cached_property
    def in_code(self) -> frozenset[int]:
        """The numbers of the lines inside code blocks and comments; directives are not code."""
        inside: set[int] = set()
        fence = ""
        is_code = False
        for number, line in enumerate(self.lines, start=1):
            match = _FENCE.match(line)
            if fence:
                closes = match and match["fence"].startswith(fence) and not match["info"].strip()
                if is_code and not closes:
                    inside.add(number)
                fence = "" if closes else fence
            elif match and "`" not in match["info"]:
                fence = match["fence"]
                is_code = not _DIRECTIVES_WITH_TEXT.match(match["info"].strip())
            elif line.startswith("%"):
                inside.add(number)
        return frozenset(inside)

    @cached_property
    def labels(self) -> dict[str, tuple[str, int]]:
        """Every explicit label and `:name:` by the id it gives: the label as written, its line."""
        found: dict[str, tuple[str, int]] = {}
        for number, line in enumerate(self.lines, start=1):
            match = None if number in self.in_code else _LABEL.match(line) or _NAME_OPTION.match(line)
            if match:
                found.setdefault(id_of(match["label"]), (match["label"], number))
        return found

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The headings, in order; `#` and underlined ones."""
        return tuple(
            Heading(plain(text), level, line, *self._labels_above(line))
            for text, level, line in self._raw_headings()
        )

    def _raw_headings(self) -> list[tuple[str, int, int]]:
        found = []
        for number, line in enumerate(self.lines, start=1):
            if number in self.in_code:
                continue
            following = self.lines[number] if number < len(self.lines) else ""
            if match := _HEADING.match(line):
                found.append((match["text"], len(match["marks"]), number))
            elif _UNDERLINE.match(following) and self._is_paragraph_of_one_line(number):
                found.append((line.strip(), 1 if following[0] == "=" else 2, number))
        return found

    def _is_paragraph_of_one_line(self, number: int) -> bool:
        line = self.lines[number - 1]
        before = self.lines[number - 2].strip() if number > 1 else ""
        starts = not before or _LABEL.match(before) is not None
        return starts and bool(line.strip()) and line[0] not in " \t-=>|:%`~" and number > 1 - (
            self.lines[0].strip() == "---"
        )

    def _labels_above(self, line: int) -> tuple[int, tuple[str, ...]]:
        """The top line of the labels above a heading, and the labels from top to bottom."""
        top = line
        labels: list[str] = []
        for number in range(line - 1, 0, -1):
            text = self.lines[number - 1]
            if match := _LABEL.match(text):
                labels.insert(0, match["label"])
                top = number
            elif text.strip():
                break
        return top, tuple(labels)

    def heading(self, text: str) -> Heading | None:
        """The one heading with this text, or `None` when there is none or more than one."""
        wanted = _squeezed(text)
        found = [heading for heading in self.headings if _squeezed(heading.text) == wanted]
        return found[0] if len(found) == 1 else None

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


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


@dataclass
class Source:
    """The Markdown files under one folder, read when first asked for.

    Raises `CannotWork` on construction when there is no such folder.
    """

    root: Path
    _read: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.root.is_dir():
            raise CannotWork(f"{self.root}: there is no folder of Markdown here")

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The relative paths of all Markdown files; hidden and environment folders are skipped."""
        found = []
        for folder, subfolders, names in os.walk(self.root):
            subfolders[:] = sorted(
                name for name in subfolders
                if name[0] not in "._" and name not in _SKIPPED
                and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
            )
            relative = Path(folder).relative_to(self.root)
            found += [(relative / name).as_posix() for name in names if name.endswith(".md")]
        return tuple(sorted(found))

    def document(self, path: str) -> Document | None:
        """The Markdown file with this relative path, or `None` when it cannot be read."""
        if path not in self._read:
            try:
                text = (self.root / path).read_bytes().decode("utf-8-sig", errors="replace")
            except (OSError, ValueError):
                return None
            self._read[path] = Document(path, tuple(re.split(r"\r\n|\n|\r", text)))
        return self._read[path]

    def document_of(self, page_file: str, known: str | None = None) -> Document | None:
        """The Markdown of an HTML page: the one `anchors.json` names, else the one of its name."""
        stem = unquote(page_file).removesuffix(".html")
        folder = stem.removesuffix("index").rstrip("/")
        candidates = [known, f"{stem}.md", f"{folder}.md" if folder else None]
        return next((d for path in candidates if path and (d := self.document(path))), None)

    def label(self, id: str) -> tuple[Document, str, int] | None:
        """Where the explicit label with this id stands: document, label as written, line."""
        return self._labels.get(id)

    @cached_property
    def _labels(self) -> dict[str, tuple[Document, str, int]]:
        documents = [document for path in self.files if (document := self.document(path))]
        found: dict[str, tuple[Document, str, int]] = {}
        for document in documents:
            for id, (label, line) in document.labels.items():
                found.setdefault(id, (document, label, line))
        return found

    @cached_property
    def templates(self) -> tuple[Document, ...]:
        """Where links of the furniture are written: the HTML templates, and `conf.py`."""
        paths = sorted((self.root / "_templates").rglob("*.html"))
        names = [path.relative_to(self.root).as_posix() for path in paths] + ["conf.py"]
        return tuple(document for name in names if (document := self.document(name)))


def link_lines(document: Document, page_file: str, href: str, section: str = "") -> list[int]:
    """The lines that may have written the link `href` of the page, likeliest kind of writing only.

    Looked for, in this order: the href as it stands; any target on the line that leads to the
    same place (`../x.md` for `../x/`); the fragment as a label (`#a:b` for `#a-b`). Lines in the
    section the link stands in come before the others.
    """
    target = resolve(page_file, href)
    tests: list[Callable[[str], bool]] = [lambda line: _stands_alone(line, href)]
    if target is not None:
        fragment = unquote(target.fragment)
        wanted = _page_name(target.path)
        tests += [
            lambda line: any(
                _page_name(there.path) == wanted and id_of(unquote(there.fragment)) == id_of(fragment)
                for written in _targets(line)
                if (there := resolve(document.path, written)) is not None
            ),
            lambda line: bool(fragment) and any(
                id_of(written.rpartition("#")[2]) == id_of(fragment) for written in _targets(line)
            ),
        ]
    near = document.section_lines(section)
    for test in tests:
        hits = [
            number for number, line in enumerate(document.lines, start=1)
            if number not in document.in_code and test(line)
        ]
        if hits:
            return [n for n in hits if n in near] or hits
    return []


_TARGET = re.compile(r"\]\(\s*<?([^)>\s]+)|(?:href|src|poster|srcset)\s*=\s*[\"']?([^\"'\s>]+)|"
                     r"\{(?:ref|doc|numref|term|download)\}`(?:[^`<]*<)?([^`>]+)>?`|^\s*\[[^\]]+\]:\s*(\S+)|"
                     r"\{(?:image|figure|include|literalinclude)\}\s*(\S+)|<#([^>\s]+)>")


def _targets(line: str) -> list[str]:
    """Every target of a link, role or image written on a line."""
    return [next(filter(None, groups)).replace(":", "-") if groups[2] else next(filter(None, groups))
            for groups in _TARGET.findall(line)]


def _page_name(path: str) -> str:
    """A path without what differs between a Markdown file and the page built from it."""
    for ending in (".md", ".html", "/"):
        path = path.removesuffix(ending)
    return path.removesuffix("index").rstrip("/")


def _stands_alone(line: str, href: str) -> bool:
    """Whether the href is on the line, whole: not as the beginning of a longer one."""
    if len(href) < 2:
        return False
    return re.search(rf"(?<![\w/.#-]){re.escape(href)}(?![\w/.#-])", line) is not None
