"""The Markdown that a site is built from: its labels, headings and code blocks, by line.

Reads the source folder only to say `file:line`; nothing here writes. Code blocks and comments
are not searched, so that an example of a label is never taken for one.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from linkcontract.files import CannotWork
from linkcontract.href import normal_path

_FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)$")

_LABEL = re.compile(r"\s*\((?P<label>[^()\s](?:[^()\n]*[^()\s])?)\)=\s*$")

_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")

_NAME_OPTION = re.compile(r"\s*:name:\s+(?P<label>\S.*?)\s*$")

_UNDERLINE = re.compile(r"(=+|-+)\s*$")

_MARKUP = re.compile(r"\{[a-z:-]+\}(?=`)|[`*_]+|\]\([^)]*\)|\[|\]|<[^>]+>|\\(?=[^\w\s])")

_NOT_ID = re.compile(r"[^a-z0-9]+")

_SKIPPED = {"node_modules", "__pycache__", "venv", "env", "build", "dist"}

_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}")

_CODE_DIRECTIVES = frozenset(
    (
        "code",
        "code-block",
        "sourcecode",
        "code-cell",
        "literalinclude",
        "math",
        "mermaid",
        "graphviz",
        "doctest",
    )
)

_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")

_INCLUDE = re.compile(r"\s*(?:`{3,}|~{3,}|:{3,})\{include\}[ \t]*(?P<file>\S.*?)\s*$")


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
        """The numbers of the lines inside code blocks and comments; what is text in a directive is not."""
        return self._fenced[0]

    @cached_property
    def in_directives(self) -> frozenset[int]:
        """The numbers of the lines inside directives that hold text, and of their options."""
        return self._fenced[1]

    @cached_property
    def _fenced(self) -> tuple[frozenset[int], frozenset[int]]:
        code: set[int] = set()
        text: set[int] = set()
        around: list[tuple[str, bool]] = []  # every fence that is open, and whether code is in it
        options = False
        for number, line in enumerate(self.lines, start=1):
            match = _FENCE.match(line)
            is_code = bool(around) and around[-1][1]
            if (
                match
                and around
                and match["fence"].startswith(around[-1][0])
                and not match["info"].strip()
            ):
                around.pop()
                options = False
            elif is_code and not (options and _OPTION.match(line)):
                code.add(number)
                options = False
            elif (
                match
                and "`" not in match["info"]
                and (match["info"].strip() or match["fence"][0] != ":")
            ):
                directive = _DIRECTIVE.match(match["info"].strip())
                holds_code = (
                    directive["name"] in _CODE_DIRECTIVES if directive else match["fence"][0] != ":"
                )
                around.append((match["fence"], holds_code))
                options = directive is not None
            elif line.startswith("%"):
                code.add(number)
            elif around:
                text.add(number)
        return frozenset(code), frozenset(text)

    @cached_property
    def includes(self) -> tuple[str, ...]:
        """The files whose text is included, relative to the source folder."""
        folder = self.path.rpartition("/")[0]
        found = []
        for number, line in enumerate(self.lines, start=1):
            match = None if number in self.in_code else _INCLUDE.match(line)
            if match:
                file = match["file"]
                found.append(
                    normal_path(file, folder.split("/") if folder and file[0] != "/" else [])
                )
        return tuple(found)

    @cached_property
    def labels(self) -> dict[str, tuple[str, int]]:
        """Every explicit label and `:name:` by the id it gives: the label as written, its line."""
        found: dict[str, tuple[str, int]] = {}
        for number, line in enumerate(self.lines, start=1):
            match = (
                None if number in self.in_code else _LABEL.match(line) or _NAME_OPTION.match(line)
            )
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
        return (
            starts
            and bool(line.strip())
            and line[0] not in " \t-=>|:%`~"
            and number > 1 - (self.lines[0].strip() == "---")
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
                name
                for name in subfolders
                if name[0] not in "._"
                and name not in _SKIPPED
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

    def parts_of(self, document: Document) -> list[Document]:
        """A document and whatever is included in it, directly or not, in the order it is read."""
        parts: dict[str, Document] = {}
        waiting = [document]
        while waiting:
            part = waiting.pop()
            if parts.setdefault(part.path, part) is part:
                waiting += [
                    found for path in reversed(part.includes) if (found := self.document(path))
                ]
        return list(parts.values())

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
