"""The preview's state: who looks at which page, what was said, and when to build and to reload."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from proofread.build import Built
from proofread.live.mistakes import Shown
from proofread.live.site import Site
from proofread.live.worker import Done, Written


@dataclass(eq=False)
class Viewer:
    """A page that is open in a browser: its path, the version it shows, and what it is to be told."""

    path: str
    version: str
    told: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    def tell(self, event: str, data: object) -> None:
        self.told.put_nowait(f"event: {event}\ndata: {json.dumps(data)}\n\n")


class Preview:
    """Has the worker build after every edit, and tells the viewers. ``path``: where it opens."""

    def __init__(
        self,
        site: Site,
        worker: Connection,
        looker: Connection,
        report: Callable[[str], None],
        path: str,
    ) -> None:
        self.site = site
        self.worker = worker
        self.looker = looker
        self.report = report
        self.viewers: set[Viewer] = set()
        self.edited = asyncio.Event()
        self.edited.set()  # the first build needs no edit
        self.first = names_of(path)
        self.mistakes: list[Shown] = []
        self.idle = asyncio.Event()  # all stands, as far as anybody knows
        self.began = 0.0
        self.took = 0.0
        self.built = Built((), ())
        self.ended = asyncio.Event()

    # -- Building --------------------------------------------------------------------------------

    def note_edit(self, names: set[str]) -> None:
        """``names``: document names of pages that were edited; others may depend on the edit as well."""
        self.first = names
        self.edited.set()

    async def run(self) -> None:
        """Have every edit built, until the process that builds has ended."""
        loop = asyncio.get_running_loop()
        for connection in (self.worker, self.looker):
            Thread(target=self.listen, args=(connection, loop), daemon=True).start()
        while not self.ended.is_set():
            await self.edited.wait()
            self.edited.clear()
            self.idle.clear()
            looked_at = {name for viewer in self.viewers for name in names_of(viewer.path)}
            self.began = time.monotonic()
            with contextlib.suppress(OSError):
                self.worker.send(sorted(looked_at or self.first))

    def listen(self, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own: hear what another process has done."""
        try:
            while True:
                message = connection.recv()
                if isinstance(message, Written):
                    loop.call_soon_threadsafe(self.page_stands, message.name)
                elif isinstance(message, Done):
                    loop.call_soon_threadsafe(self.all_stands, message.built)
                else:
                    loop.call_soon_threadsafe(self.show, message)
        except (EOFError, OSError):
            with contextlib.suppress(RuntimeError):  # the preview has ended
                loop.call_soon_threadsafe(self.process_ended)

    def process_ended(self) -> None:
        if not self.ended.is_set():
            self.report("A process of the preview has ended: start the preview again.")
        self.ended.set()
        self.idle.set()
        self.edited.set()

    def all_stands(self, built: Built) -> None:
        if not built.left:  # else the next build, of an edit made meanwhile, goes on
            if not self.edited.is_set():
                self.idle.set()
            self.built, self.took = built, time.monotonic() - self.began
            with contextlib.suppress(OSError):
                self.looker.send(built)
        for viewer in self.viewers:
            self.reload_if_changed(viewer)

    def show(self, mistakes: list[Shown]) -> None:
        """Show what is wrong, in the terminal and in every page that is open."""
        self.mistakes = mistakes
        self.report(in_words(self.built, mistakes, self.took))
        for viewer in self.viewers:
            viewer.tell("said", self.to_show(viewer))

    def page_stands(self, name: str) -> None:
        for viewer in self.viewers:
            if name in names_of(viewer.path):
                self.reload_if_changed(viewer)

    # -- Viewers ---------------------------------------------------------------------------------

    def reload_if_changed(self, viewer: Viewer) -> None:
        if self.site.page_version(viewer.path) != viewer.version:
            viewer.tell("reload", None)

    async def events(self, path: str, version: str) -> AsyncIterator[str]:
        """What a page that is open is told, for as long as it is open."""
        viewer = Viewer(path, version)
        self.viewers.add(viewer)
        try:
            yield "retry: 500\n\n"
            viewer.tell("said", self.to_show(viewer))
            self.reload_if_changed(viewer)
            while (event := await viewer.told.get()) is not None:
                yield event
        finally:
            self.viewers.discard(viewer)

    def to_show(self, viewer: Viewer) -> list[dict[str, object]]:
        """All mistakes, those in the page's own file first."""
        own = {f"{name}.md" for name in names_of(viewer.path)}
        found = sorted(self.mistakes, key=lambda one: one.file not in own)
        return [{"place": one.place, "what": one.what, "fix": one.fix} for one in found]

    def end(self) -> None:
        self.ended.set()
        for viewer in self.viewers:
            viewer.told.put_nowait(None)


def names_of(path: str) -> set[str]:
    """The document names that may stand at a path: ``/mission/`` is ``mission`` or ``mission/index``."""
    name = path.strip("/")
    return {name, f"{name}/index"} if name else {"index"}


def in_words(built: Built, mistakes: list[Shown], seconds: float) -> str:
    """A build, for the terminal: each mistake with its place as editors can follow it, then a line of sum."""
    count = len(mistakes)
    lines = []
    for one in mistakes:
        lines += [f"{one.place}: {one.what}", *[f"    fix:  {one.fix}"] * bool(one.fix)]
    pages = f"{len(built.written)} page{'s' * (len(built.written) != 1)} written"
    if built.failed:
        pages = "not built, the last good pages stay,"
    sum_up = f"{count} mistake{'s' * (count != 1)}" if count else "nothing wrong"
    return "\n".join([*lines, f"{time.strftime('%H:%M:%S')}  {pages} in {seconds:.1f} s, {sum_up}"])


def edited_pages(root: Path, paths: set[Path]) -> set[str]:
    """The document names of the pages among some files."""
    return {
        path.relative_to(root).with_suffix("").as_posix()
        for path in paths
        if path.suffix == ".md" and path.is_relative_to(root)
    }
