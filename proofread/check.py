"""Looks at everything at once: sources, formatter, spelling, build, links, built pages; one list.

The build takes longest, and the tools and the rules need nothing of it: they run beside it. Links and
pages are judged when the build has ended; where it could not, they are not, and the list says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from proofread import contract
from proofread.build import Built, Handbook
from proofread.built import looking, phone
from proofread.built.page import BuiltPage
from proofread.fold import fold
from proofread.handbook import Handbook as Pages
from proofread.kinds import SAME
from proofread.mistake import Mistake
from proofread.page import pages
from proofread.rewording import reword
from proofread.rules import mistakes as rule_mistakes
from proofread.sources import Sources
from proofread.tools import formatting, spelling
from proofread.tools.asking import ToolFailed


@dataclass
class Looked:
    """What there is to say: the mistakes, how many pages were looked at, and what could not be done.

    `is_whole` is false where something that was needed could not be read; the notes say what.
    """

    mistakes: list[Mistake]
    pages: int
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    is_whole: bool = True


class Places:
    """Where a check keeps what it built, and what it measured, below a handbook's root."""

    def __init__(self, root: Path) -> None:
        self.out = root / "_build" / "check" / "dirhtml"
        self.doctrees = root / "_build" / "check" / "doctrees"
        self.measured = root / "_build" / "check" / "phone.json"


class Look:
    """One look at a handbook. `step` is told, in two or three words, what is being done."""

    def __init__(
        self,
        root: Path,
        deployed: Path | None = None,
        base: str = "",
        on_phone: bool = True,
        step: Callable[[str], None] = lambda words: None,
    ) -> None:
        self.root = root
        self.places = Places(root)
        self.deployed = deployed
        self.base = base
        self.on_phone = on_phone
        self.step = step
        self.notes: list[str] = []
        self.seconds: dict[str, float] = {}
        self.is_whole = True

    def run(self) -> Looked:
        """Look at everything."""
        self.step("reading the pages")
        with ThreadPoolExecutor(1) as beside:
            sources = Sources(self.root)
            others = beside.submit(self.unbuilt)
            self.step("building")
            with self.timed("build"):
                built = Handbook(
                    self.root, "dirhtml", self.places.out, self.places.doctrees
                ).build()
            found = list(reword(built.said, sources))
            found += self.built(built, sources)
            self.step("waiting for the formatter")
            found += others.result()
        return Looked(fold(found), len(sources.files), self.notes, self.seconds, self.is_whole)

    def unbuilt(self) -> list[Mistake]:
        """What is wrong with the sources as they lie there."""
        with self.timed("rules"):
            found = list(rule_mistakes(Pages(self.root, self.base)))
        with self.timed("tools"):
            return found + list(self.asked())

    def asked(self) -> Iterator[Mistake]:
        """What the formatter and the spelling checker say; a note where one cannot be asked."""
        files = [page.file for page in pages(self.root) if page.is_text]
        for tool in (formatting, spelling):
            try:
                for one in tool.mistakes(self.root, files):
                    yield replace(one, by="tools", kind=SAME.get(one.kind.id, one.kind))
            except ToolFailed as error:
                self.notes.append(f"Not looked at by one of the tools: {error}.")

    def built(self, built: Built, sources: Sources) -> Iterator[Mistake]:
        """What is wrong with what was built."""
        if built.failed:
            self.notes.append(
                "Links and pages were not looked at, because the build could not be finished."
            )
            return
        self.step("following links")
        with self.timed("links"):
            try:
                case = contract.case_of(self.places.out, sources, self.deployed)
                yield from contract.mistakes(case, sources)
            except contract.CannotCheck as error:
                self.is_whole = False
                self.notes.append(f"Links were not looked at: {error}.")
        self.step("reading what was built")
        with self.timed("pages"):
            pages_built = looking.read_pages(self.places.out, sources)
            yield from looking.mistakes(pages_built)
        with self.timed("phone"):
            yield from self.phone(pages_built)

    def phone(self, pages_built: Iterable[BuiltPage]) -> Iterator[Mistake]:
        """Pages that are too long; nothing where they cannot be measured, but a note."""
        if not self.on_phone:
            return
        self.step("measuring on a phone")
        pages_built = list(pages_built)
        try:
            measured = phone.measure(pages_built, self.places.out, self.places.measured)
        except phone.NoBrowser as error:
            self.notes.append(f"The length of pages was {error}.")
            return
        yield from phone.mistakes(pages_built, measured)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Remember how long something took, in seconds."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - start
