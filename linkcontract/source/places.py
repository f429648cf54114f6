"""Where in the Markdown, the templates or `conf.py` a link, a caption or an id was written.

What readers see counts: an example in a code block or code span, or a comment, wrote nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from linkcontract.href import clean, resolve
from linkcontract.site import Link, LinkKind
from linkcontract.source.folder import Source
from linkcontract.source.ids import id_of
from linkcontract.source.markdown import Document, plain, squeezed

Place = tuple[str, int]
"""A file of the source and a line in it."""

_OPENING = re.compile(r"^([ \t]*)(`{3,}|~{3,})(?=[^`\n]*$)", re.MULTILINE)

_NOT_SHOWN = re.compile(
    r"<!--(?:.*?-->|.*\Z)"
    r"|(?P<role>\{[\w:.+-]+\})?(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL,
)

_TARGET = re.compile(
    r"\]\(\s*<(?P<angled>[^>\n]*)>|\]\(\s*(?P<plain>[^)>\s]+)"
    r"|\b(?:href|src|poster|srcset|imagesrcset|data|action)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))"
    r"|^[ ]*\[[^\]\n]+\]:\s*<?(?P<reference>[^\s>]+)"
    r"|\{(?:image|figure|include|literalinclude|button-link|button-ref)\}[ \t]*(?P<argument>\S+)"
    r"|^[ \t]*:(?:target|link|file):[ \t]+(?P<option>\S+)"
    r"|<(?P<auto>#[^>\s]+)>"
    r"|\{(?:ref|doc|numref|term|download)\}`(?:[^`<]*<)?(?P<role>[^`>]+)>?`",
    re.MULTILINE,
)

_OF_SOURCES = (LinkKind.IMAGE, LinkKind.SRCSET, LinkKind.OBJECT)

_MARK = re.compile(r"^\s*(?::caption:|(?:`{3,}|~{3,}|:{3,})\{[\w:.-]+\})[ \t]*")


@lru_cache(maxsize=64)
def shown(document: Document) -> str:
    """The document's text with every character that no reader sees turned into a space."""
    if not document.path.endswith(".md"):
        return _NOT_SHOWN.sub(
            lambda match: match[0] if match["ticks"] else _blank(match[0]),
            "\n".join(document.lines),
        )
    hidden = document.in_code
    text = "\n".join(
        "" if number in hidden else line for number, line in enumerate(document.lines, start=1)
    )
    text = _OPENING.sub(lambda match: match[1] + " " * len(match[2]), text)
    return _NOT_SHOWN.sub(lambda match: match[0] if match["role"] else _blank(match[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


@lru_cache(maxsize=64)
def _targets(document: Document) -> tuple[tuple[int, str], ...]:
    """Line and target of every link, role and image in a document."""
    text = shown(document)
    found = []
    for match in _TARGET.finditer(text):
        kind = match.lastgroup or ""
        written = clean(unescape(match[kind]))
        for one in re.split(r",\s+|\s+", written) if "srcset" in match[0][:12] else [written]:
            found.append(
                (_line(text, match.start(kind)), one.replace(":", "-") if kind == "role" else one)
            )
    return tuple(found)


def spelled(source: Source, id: str) -> str | None:
    """How links in the sources spell the label that gives this id, if any does: `area:thing`."""
    found: Counter[str] = Counter()
    for path in source.files:
        document = source.document(path)
        if document is None or id.rpartition("-")[2] not in "\n".join(document.lines):
            continue
        for _, written in _targets(document):
            label = written.rpartition("#")[2]
            if "#" in written and id_of(unquote(label)) == id:
                found[unquote(label)] += 1
    return found.most_common(1)[0][0] if found else None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def link_places(documents: Sequence[Document], page_file: str, link: Link) -> list[Place]:
    """Every place that may have written a link of the page; only the likeliest kind of writing.

    Looked for, in this order: the href as the target of a link or image; any target that leads to
    the same place (`../x.md` for `../x/`); the href anywhere else, whole; the fragment as a label
    (`#a:b` for `#a-b`). Places in the section that the link stands in come before all others.
    """
    for find in (_exact, _same_place, _standing_alone, _label):
        found = [
            (document, line)
            for document in documents
            for line in find(document, documents, page_file, link)
        ]
        if found:
            near = [hit for hit in found if hit[1] in hit[0].section_lines(link.section)]
            return [(document.path, line) for document, line in near or found]
    return []


Documents = Sequence[Document]


def _exact(document: Document, documents: Documents, page_file: str, link: Link) -> Iterator[int]:
    return (
        line for line, written in _targets(document) if written == link.href and len(written) > 1
    )


def _same_place(
    document: Document, documents: Documents, page_file: str, link: Link
) -> Iterator[int]:
    target = resolve(page_file, link.href)
    if target is None:
        return
    wanted = {(_page_name(target.path), id_of(unquote(target.fragment)))}
    if link.kind in _OF_SOURCES and (of_root := resolve("index.html", link.href)):
        wanted.add(
            (of_root.path, "")
        )  # Sphinx leaves a picture that it cannot find relative to the source
    # What a file is included into is what its links are relative to.
    including = next(
        (other.path for other in documents if other.path.endswith(".md")), document.path
    )
    bases = dict.fromkeys((document.path, including))
    for line, written in _targets(document):
        for base in bases:
            there = resolve(base, written)
            if (
                there
                and {(_page_name(there.path), id_of(unquote(there.fragment))), (there.path, "")}
                & wanted
            ):
                yield line
                break


def _standing_alone(
    document: Document, documents: Documents, page_file: str, link: Link
) -> Iterator[int]:
    if len(link.href) > 1:
        text = shown(document)
        for match in re.finditer(rf"(?<![\w/.#-]){re.escape(link.href)}(?![\w/.#-])", text):
            yield _line(text, match.start())


def _label(document: Document, documents: Documents, page_file: str, link: Link) -> Iterator[int]:
    target = resolve(page_file, link.href)
    if target is None or not target.fragment:
        return
    wanted = id_of(unquote(target.fragment))
    yield from (
        line for line, written in _targets(document) if id_of(written.rpartition("#")[2]) == wanted
    )


def _page_name(path: str) -> str:
    """A path without what differs between a Markdown file and the page built from it."""
    for ending in (".md", ".html", "/"):
        path = path.removesuffix(ending)
    return path.removesuffix("index").rstrip("/")


def caption_places(documents: Iterable[Document], title: str) -> list[Place]:
    """Where a caption with this text begins: an option, a directive's argument, a figure's own text."""
    wanted = squeezed(title)
    found: list[tuple[bool, Place]] = []
    for document in documents:
        for number in range(1, len(document.lines) + 1) if wanted else ():
            marked = _MARK.match(document.lines[number - 1]) is not None
            if number not in document.in_code and _reads(document.lines[number - 1 :], wanted):
                found.append((marked or number in document.in_directives, (document.path, number)))
    sure = [place for is_sure, place in found if is_sure]
    return sure or [place for _, place in found]


def _reads(lines: Sequence[str], wanted: str) -> bool:
    """Whether the lines, from the first on, say what is wanted."""
    said = ""
    for line in lines:
        more = squeezed(plain(_MARK.sub("", line)))
        if not more or not wanted.startswith(said + more):
            return False
        said += more
        if said == wanted:
            return True
    return False


def id_places(documents: Iterable[Document], id: str) -> list[Place]:
    """Where an id was given by hand: as a label, a `:name:`, or in raw HTML or attributes."""
    name = re.escape(id)
    by_hand = re.compile(
        rf"\b(?:id|name)\s*=\s*(?:\"{name}\"|'{name}'|{name}(?=[\s/>]))|\{{#{name}(?=[\s}}])"
    )
    found: set[Place] = set()
    for document in documents:
        text = shown(document)
        found |= {(document.path, _line(text, match.start())) for match in by_hand.finditer(text)}
        if id in document.labels:
            found.add((document.path, document.labels[id][1]))
    return sorted(found)
