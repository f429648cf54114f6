"""Repairing what is certain: old labels back above their headings, lines into the moved file.

Only bytes that are added change: line ends, a byte order mark, a missing final newline stay as
they are. Each file is replaced whole or not at all, and doing it twice changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from linkcontract.files import read_bytes, replace
from linkcontract.repair.losses import principals
from linkcontract.repair.remedies import AddLine, Loss, PutLabel

_LINE_END = re.compile(rb"\r\n|\n|\r")

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was done, a sentence for each repair, and the addresses that are left to a person."""

    done: tuple[str, ...]
    left: frozenset[str]


def fix(found: Sequence[Loss], source: Path, moved: Path) -> Fixed:
    """Apply every certain repair of what was lost to the Markdown below `source` and to the file `moved`.

    The site is not built again: losses mended by a label are so at the next build. Raises
    `CannotWork` when a file cannot be written.
    """
    certain = {loss.address: loss for loss in found if loss.certain and loss.repair}
    done: list[str] = []
    labels: dict[str, list[PutLabel]] = defaultdict(list)
    lines: list[AddLine] = []
    for loss in certain.values():
        if isinstance(loss.repair, PutLabel):
            labels[loss.repair.file].append(loss.repair)
        elif isinstance(loss.repair, AddLine):
            lines.append(loss.repair)
    for file, repairs in labels.items():
        done += _put_labels(source / file, file, repairs)
    if lines:
        done += add_lines(moved, [(line.old, line.new) for line in lines])
    left = frozenset(
        address for address, by in principals(found).items() if by.address not in certain
    )
    return Fixed(tuple(done), left)


def _put_labels(path: Path, file: str, repairs: list[PutLabel]) -> list[str]:
    """Put labels into one Markdown file, from the bottom up so that line numbers stay right."""
    data = read_bytes(path)
    done: list[str] = []
    unique = {repair.label: repair for repair in repairs}
    for repair in sorted(unique.values(), key=lambda repair: (-repair.line, repair.label)):
        if repair.label in repair.heading.labels:
            continue  # the site was not built again since
        data = insert_line(data, repair.line, f"({repair.label})=")
        done.append(f'{file}:{repair.line}: put ({repair.label})= above "{repair.heading.text}"')
    replace(path, data)
    return done[::-1]


def insert_line(data: bytes, line: int, text: str) -> bytes:
    """The bytes of a text file with one line more, before `line` (from 1); all else is as it was.

    The new line ends as the line it is put before, or as the first of the file.
    """
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    body = data[len(mark) :]
    ends = list(_LINE_END.finditer(body))
    start = ends[line - 2].end() if line > 1 else 0
    own = ends[line - 1] if line <= len(ends) else (ends[0] if ends else None)
    return mark + body[:start] + text.encode() + (own.group() if own else b"\n") + body[start:]


def add_lines(path: Path, lines: Sequence[tuple[str, str]]) -> list[str]:
    """Add lines, each of an old and a new address, at the end of the moved file; says what it did."""
    data = read_bytes(path)
    first = _LINE_END.search(data)
    end = first.group() if first else b"\n"
    if data and data != _BYTE_ORDER_MARK and not data.endswith((b"\n", b"\r")):
        data += end
    for old, new in lines:
        data += f"{old}\t{new}".encode() + end
    replace(path, data)
    return [f"{path}: {old} now leads to {new}" for old, new in lines]
