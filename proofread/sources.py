"""All pages together: their labels, names and lines, to say what was meant and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance.OSA import normalized_similarity

from linkcontract.source.folder import Source
from linkcontract.source.ids import id_of
from linkcontract.source.markdown import Document
from linkcontract.source.places import shown
from proofread.page import pages

# Ways to write a link: to a label or a file, and as a role.
LINK = re.compile(
    r"\]\(\s*<?(?P<target>[^)>\s]*)|<(?P<auto>(?:project:|path:|doc:|#)[^>\s]+)>"
    r"|\{(?:ref|doc|numref|any|download)\}`(?:[^`<]*<)?(?P<role>[^`>]+)>?`"
    r"|^\s*:(?:link|target):\s+(?P<option>\S+)",
    re.MULTILINE,
)
MOST = 3
LIKE, NEXT = 0.6, 0.05


@dataclass(frozen=True)
class Place:
    """A file, relative to the root, and a line of it, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Sources:
    """The Markdown of a handbook. What cannot be read as UTF-8 is read as well as it can be."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = [page.file for page in pages(root)]
        self.contract = Source(root, self.files)

    def document(self, file: str) -> Document | None:
        """A file as the link contract reads it."""
        return self.contract.document(file)

    def lines(self, file: str) -> tuple[str, ...]:
        """The lines of a file; the first has the index 0. None where there is no such file."""
        document = self.document(file) if file else None
        return document.lines if document else ()

    @cached_property
    def labels(self) -> dict[str, list[Place]]:
        """Every label, and where it stands: more than once where somebody copied it."""
        found: dict[str, list[Place]] = {}
        for file in self.files:
            document = self.document(file)
            for label, line in document._parsed.labels if document else ():
                found.setdefault(label, []).append(Place(file, line))
        return found

    @cached_property
    def names(self) -> list[str]:
        """The pages by the names that toctrees give them: paths without `.md`."""
        return [file.removesuffix(".md") for file in self.files]

    def label_of(self, file: str) -> str | None:
        """The label of a page: the one nearest above its title."""
        document = self.document(file)
        first = document.headings[0] if document and document.headings else None
        return first.labels[-1] if first and first.labels else None

    @cached_property
    def links(self) -> dict[str, list[Place]]:
        """Where each target is linked to, by the id of its label or by its path as written."""
        found: dict[str, list[Place]] = {}
        for file in self.files:
            for target, line in self.targets(file):
                found.setdefault(target, []).append(Place(file, line))
        return found

    def targets(self, file: str) -> Iterator[tuple[str, int]]:
        """The links of a page, as the ids of labels or as paths, each with its line."""
        document = self.document(file)
        text = shown(document) if document else ""
        for match in LINK.finditer(text):
            written = match[match.lastgroup or 0]
            is_label = "#" in written or match.lastgroup in ("role", "option")
            yield (
                id_of(written.rpartition("#")[2]) if is_label else written,
                text.count("\n", 0, match.start()) + 1,
            )

    def find(self, file: str, words: str, start: int | None = None) -> list[int]:
        """The lines of a file that hold some words, in order, those from `start` on first."""
        found = [n for n, line in enumerate(self.lines(file), start=1) if words in line]
        return sorted(found, key=lambda line: (line < (start or 1), line))


def alike(written: str, known: Iterable[str]) -> list[str]:
    """The known names that look most like what was written, best first: of the same id, then alike.

    What stands behind the last `:` or `/` must be alike; the area or folder before it only helps.
    """
    names = sorted(set(known))
    if same := [name for name in names if id_of(name) and id_of(name) == id_of(written)]:
        return same[:MOST]
    area, thing = _parts(written)
    scores = {}
    for name in names:
        its_area, its_thing = _parts(name)
        likeness = normalized_similarity(thing, its_thing, score_cutoff=LIKE)
        if likeness:
            scores[name] = 0.8 * likeness + 0.2 * normalized_similarity(area, its_area)
    best = sorted(scores, key=lambda name: (-scores[name], name))[:MOST]
    # What is much less like it than the first is no guess.
    return [name for name in best if scores[name] > scores[best[0]] - NEXT]


def _parts(name: str) -> tuple[str, str]:
    area, thing = re.fullmatch(r"(?:(.*)[:/])?([^:/]*)", name.lower(), re.DOTALL).groups()  # type: ignore[union-attr]
    return area or "", thing or ""


def quoted(names: Iterable[str], word: str = "or") -> str:
    """Names in a sentence: “a”, “b” or “c”."""
    all_names = [f"“{name}”" for name in names]
    return f" {word} ".join(filter(None, (", ".join(all_names[:-1]), *all_names[-1:])))
