"""The tree in which the cases of the catalogue stand: a small handbook, with the settings of this one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from proofread.catalogue.case import AT, FRONT, HEAD, Case, tree, write
from proofread.mistake import Mistake

# What the settings need; none of it is a page.
_SHARED = ("conf.py", "_ext", "_theme", "_static", "_templates", "linkcontract", "facts.yml",
    ".rumdl.toml", "typos.toml",
)  # fmt: skip
_MOVED, _PUBLISHED = "links/moved.txt", "links/published.txt"
_DOOR = re.compile(r"""door\(['"]([^'"]+)['"]""")


@dataclass
class Tree:
    """Cases by their names, in a folder."""

    root: Path
    cases: dict[str, Case]
    rows: dict[str, dict[str, range]] = field(default_factory=dict)
    """By file of `links/` and case: which of its lines are the case's."""

    def plant(self, handbook: Path) -> None:
        """Put in place what does not change: the settings of a handbook."""
        self.root.mkdir(parents=True, exist_ok=True)
        for name in _SHARED:
            if (handbook / name).is_dir():
                shutil.copytree(handbook / name, self.root / name)
            else:
                shutil.copy(handbook / name, self.root / name)

    def write(self, *, mended: bool = False) -> None:
        """Write all cases, broken or mended; what was written before goes."""
        shutil.rmtree(self.root / AT, ignore_errors=True)
        own = tree(self.cases, mended=mended)
        shared = {"facts.yml": (self.root / "facts.yml").read_bytes()}
        if not any("/facts.yml" in case.files for case in self.cases.values()):
            own |= shared
        for case in self.cases.values():
            for file in {*case.files, *case.mended}:
                if file[0] == "/" and file[1:] not in own:
                    (self.root / file[1:]).unlink(missing_ok=True)
        write(own | self._sound() | self._links(mended), self.root)

    def _sound(self) -> dict[str, bytes]:
        """The pages that all cases share: the glossary, and labels that templates ask for."""
        template = (self.root / "_templates" / "404.html").read_text(encoding="utf-8")
        labels = sorted({*_DOOR.findall(template)} - {"handbook:glossary"})
        sections = "".join(
            f"({label})=\n## Of {label.replace(':', ' ')}\n\nNothing more.\n\n" for label in labels
        )
        words = "```{glossary}\nHub\n  A place to work in.\n```\n"
        front = FRONT.format(
            label="front", title="Front page", entries="cases/index\nsound/index\nglossary"
        )
        glossary = HEAD.replace("case:CASE", "handbook:glossary").replace("CASE", "words")
        return {
            "sound/index.md": (HEAD.replace("CASE", "sound") + sections.rstrip()).encode() + b"\n",
            "glossary.md": (glossary + words).encode(),
            "index.md": front.encode(),
            "synonyms.txt": b"",
        }

    def _links(self, mended: bool) -> dict[str, bytes]:
        files = {}
        for file in (_MOVED, _PUBLISHED):
            lines = ["# Of the catalogue"] if file == _MOVED else ["./\t2026-01-01\tHome"]
            rows = self.rows.setdefault(file, {})
            for name, case in self.cases.items():
                text = case.published if file == _PUBLISHED else case.moved
                if file == _MOVED and mended and case.mended_moved is not None:
                    text = case.mended_moved
                own = text.replace("CASE", name).splitlines()
                rows[name] = range(len(lines) + 1, len(lines) + 1 + len(own))
                lines += own
            files[file] = ("\n".join(lines) + "\n").encode()
        return files

    def rows_as_lists(self) -> dict[str, dict[str, list[int]]]:
        """The rows, to be kept as JSON."""
        return {
            file: {name: [rows.start, rows.stop] for name, rows in of.items()}
            for file, of in self.rows.items()
        }

    def take_rows(self, kept: dict[str, dict[str, list[int]]]) -> None:
        """Take over rows that were kept."""
        self.rows = {
            file: {name: range(*rows) for name, rows in of.items()} for file, of in kept.items()
        }

    def wanted(self, name: str) -> list[str]:
        """What is to be said of a case, with its names."""
        return [self._named(one, name) for one in self.cases[name].says]

    def fix(self, name: str) -> str:
        """How the case says that it is mended, with its names."""
        return self._named(self.cases[name].fix, name)

    def _named(self, text: str, name: str) -> str:
        def number(found: re.Match[str]) -> str:
            return str(self.rows[_MOVED][name][int(found[1]) - 1])

        return re.sub(r"MOVED(\d+)", number, text).replace("CASE", name)

    def said(self, mistakes: Iterable[Mistake]) -> dict[str, list[tuple[str, Mistake]]]:
        """The mistakes by case, each with its place as the case names it; what is nobody's under ``""``."""
        found: dict[str, list[tuple[str, Mistake]]] = {name: [] for name in self.cases}
        found[""] = []
        for one in mistakes:
            name, place = self._owner(one)
            found[name].append((place, one))
        return found

    def _owner(self, one: Mistake) -> tuple[str, str]:
        folder, _, rest = one.file.removeprefix(AT).partition("/")
        if one.file.startswith(AT) and folder in self.cases:
            return folder, f"{rest}:{one.line}" if one.line else rest
        for name, rows in self.rows.get(one.file, {}).items():
            if one.line and one.line in rows:
                return name, f"{one.file}:{rows.index(one.line) + 1}"
        alone = next(iter(self.cases)) if len(self.cases) == 1 else ""
        return alone, f"/{one.place}"


def shown(said: Iterable[tuple[str, Mistake]]) -> Iterator[str]:
    """The first line of each message, as a case says it."""
    for place, one in said:
        yield f"{place}: {one.what}"
