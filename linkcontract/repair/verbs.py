"""The verbs for whoever means to change an address: move something, rename a label.

Each does all that has to be done at once, says what it did, and leaves every other byte alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from linkcontract.address import address_problem, join_address, plain_path, split_address
from linkcontract.files import CannotWork, read_bytes, replace_all
from linkcontract.match.spelling import nearest
from linkcontract.promise.leads import GONE, Move
from linkcontract.promise.moved import PLACEHOLDER, Moves
from linkcontract.repair.fix import add_lines, insert_line
from linkcontract.source.folder import Source
from linkcontract.source.ids import id_of
from linkcontract.source.markdown import Document
from linkcontract.source.places import shown

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r)?")
_LABEL = re.compile(r"[^()\s](?:[^()\s]*[^()\s])?")


def move(old: str, new: str, moves: Moves, file: Path, source: Source | None) -> list[str]:
    """Lead the address `old` to `new` from now on: a line in the moved file, and where `old` is a page
    whose Markdown stands there, the Markdown moved and its places in the menus renamed.

    A section that goes to a page without a fragment keeps its own. Raises `CannotWork`, with nothing
    written, for addresses that are none, a circle, or an address that has moved already.
    """
    page, fragment = split_address(old)
    if new == GONE:
        raise CannotWork(
            f"to withdraw {old}, write its line with the reason:\n{old}\t{GONE}\t{PLACEHOLDER}"
        )
    if fragment and "#" not in new and not new.startswith("https://"):
        new = join_address(new, fragment)
    for address in (old,) if new.startswith("https://") else (old, new):
        if wrong := address_problem(address) or _not_plain(address):
            raise CannotWork(f"{wrong[0]}; {wrong[1]}")
    if old == new:
        raise CannotWork(f"{old} is where it is already")
    if (line := moves.moves.get(old)) is not None:
        raise CannotWork(
            f"{old} has moved already, to {line.new} ({file}:{line.number}); move that on instead"
        )
    end = moves.lead(new)
    if old in (end.target, *(step.new for step in end.steps)):
        first = end.steps[0] if end.steps else Move(new, old)
        raise CannotWork(
            f"{file}:{first.number} leads {first.old} to {first.new}, so this would be a circle; "
            f"if {new} is to stand again, delete that line first"
        )
    done = [f"{file}: {old} now leads to {new}"]
    edits: dict[Path, bytes] = {}
    if end.steps:
        done.append(f"{new} itself leads on to {end.target}")
    moved_markdown: tuple[Path, Path] | None = None
    if source is not None and not fragment and not new.startswith("https://"):
        moved_markdown, edits, more = _move_markdown(page, split_address(new)[0], source)
        done += more
    elif source is not None and fragment and (found := source.label(fragment)) is not None:
        document, label, number = found
        done.append(f"take its label along: ({label})= stands at {document.path}:{number}")
    add_lines(file, [(old, new)])
    replace_all(edits)
    if moved_markdown is not None:
        before, after = moved_markdown
        after.parent.mkdir(parents=True, exist_ok=True)
        before.rename(after)
    return done


def _not_plain(address: str) -> tuple[str, str] | None:
    if plain_path(address) is not None:
        return None
    return f"“{address}” is not a plain path inside the site", "write it as a browser shows it"


def _move_markdown(
    page: str, new: str, source: Source
) -> tuple[tuple[Path, Path] | None, dict[Path, bytes], list[str]]:
    """The Markdown to rename, the files whose toctrees name it as they will read, and what to say."""
    before, after = _markdown_of(page, source), f"{_stem(new)}.md"
    if before is None or (source.root / after).exists():
        return None, {}, []
    old_name, new_name = before.removesuffix(".md"), after.removesuffix(".md")
    done = [f"{before}: is now {after}"]
    edits: dict[Path, bytes] = {}
    for path in source.files:
        document = source.document(path)
        if document is None:
            continue
        folder = path.rpartition("/")[0]
        lines = _split(read_bytes(source.root / path))
        for number in sorted(document.in_toctrees):
            entry = _entry(lines[number - 1].decode("utf-8", "replace"), folder)
            if entry is not None and entry[1] == old_name:
                written = _relative_name(new_name, folder)
                lines[number - 1] = lines[number - 1].replace(
                    entry[0].encode(), written.encode(), 1
                )
                edits[source.root / path] = b"".join(lines)
                done.append(f"{path}:{number}: the menu names {written}")
    if page.rpartition("/")[0].rpartition("/")[0] != new.rpartition("/")[0].rpartition("/")[0]:
        done.append(
            f"links by path inside {after} and to it are yours to look at; labels need nothing"
        )
    return (source.root / before, source.root / after), edits, done


def _markdown_of(page: str, source: Source) -> str | None:
    stem = _stem(page)
    names = (f"{stem}.md", f"{stem}/index.md") if stem else ("index.md",)
    return next((name for name in names if (source.root / name).is_file()), None)


def _stem(page: str) -> str:
    return (plain_path(page) or "").removesuffix(".html")


def _entry(line: str, folder: str) -> tuple[str, str] | None:
    """An entry of a toctree, as written, and the page it names from the root of the sources."""
    titled = re.search(r"<([^<>]+)>\s*$", line)
    written = (titled[1] if titled else line).strip()
    if not written or written.startswith(":"):
        return None
    name = written.removesuffix(".md")
    joined = name[1:] if name.startswith("/") else f"{folder}/{name}".removeprefix("/")
    return written, joined


def _relative_name(name: str, folder: str) -> str:
    inside = f"{folder}/"
    if not folder:
        return name
    return name.removeprefix(inside) if name.startswith(inside) else f"/{name}"


def rename_label(old: str, new: str, source: Source) -> list[str]:
    """Put the label `new` beside `old`, nearest the heading, and have the links in the sources say it.

    The old one stays, one line higher, so that both lead there. Raises `CannotWork`, with nothing
    written, when there is no such label above a heading, or `new` is none or is taken.
    """
    if not _LABEL.fullmatch(new) or not id_of(new):
        raise CannotWork(f"“{new}” is no label; write area:thing, without spaces or parentheses")
    found = source.label(id_of(old))
    if found is None or found[1] != old:
        known = (document.labels.values() for document in _documents(source))
        guess = nearest(old, [label for labels in known for label, _ in labels])
        raise CannotWork(f"there is no label {old}" + (f"; did you mean {guess}?" if guess else ""))
    document, _, line = found
    taken = source.label(id_of(new))
    if taken is not None:
        raise CannotWork(
            f"({taken[1]})= at {taken[0].path}:{taken[2]} gives the id {id_of(new)} already; "
            "choose another label"
        )
    heading = next((each for each in document.headings if old in each.labels), None)
    if heading is None:
        raise CannotWork(
            f"{document.path}:{line}: {old} stands above no heading; change it there, and lead the "
            "old address on with the command move"
        )
    edits: dict[Path, bytes] = {}
    done = [
        f"{document.path}:{heading.line}: ({new})= stands above “{heading.text}”, below ({old})="
    ]
    for each in _documents(source):
        lines, changed = _with_links_renamed(each, source.root, old, new)
        done += [f"{each.path}:{number}: the link says #{new}" for number in changed]
        data = b"".join(lines)
        if each is document:
            data = insert_line(data, heading.line, f"({new})=")
        if changed or each is document:
            edits[source.root / each.path] = data
    replace_all(edits)
    return done


def _documents(source: Source) -> Iterable[Document]:
    return [document for path in source.files if (document := source.document(path))]


def _with_links_renamed(
    document: Document, root: Path, old: str, new: str
) -> tuple[list[bytes], list[int]]:
    """The lines of a file with every link to the label changed, and the numbers of those that were."""
    lines = _split(read_bytes(root / document.path))
    name = re.escape(old)
    link = re.compile(rf"(?<=#){name}(?=[)>\s\"'])|(?<=`){name}(?=`)|(?<=<){name}(?=>`)")
    changed: list[int] = []
    for number, text in enumerate(shown(document).split("\n"), start=1):
        places = [
            match.start()
            for match in link.finditer(text)
            if text[match.start() - 1] == "#" or "{" in text[: match.start()]
        ]
        if not places:
            continue
        line = lines[number - 1].decode("utf-8")
        for start in reversed(places):
            line = line[:start] + new + line[start + len(old) :]
        lines[number - 1] = line.encode("utf-8")
        changed.append(number)
    return lines, changed


def _split(data: bytes) -> list[bytes]:
    """The lines of a file, each with its own line end."""
    return [line for line in _LINE.findall(data) if line] or [b""]
