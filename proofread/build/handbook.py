"""A handbook that can be built again and again: warm in one process, or from where the last one was.

A build leaves the same bytes and says the same things whether all had to be done or nothing. While all
is done anew, what stood before stands beside it, in ``before``, and comes back when that fails.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from proofread.build.failing import failure, relative
from proofread.build.following import StartAfreshError
from proofread.build.ground import Ground, digest_of, forget_modules
from proofread.build.listener import BUILD, Listener
from proofread.build.memory import Memory, Store
from proofread.build.said import Built, sorted_once
from proofread.build.unreadable import unreadable
from proofread.build.warm import Docutils, Warm, start


class Handbook:
    """The sources at ``root``, one of Sphinx's builders of HTML, and where it writes.

    ``confoverrides`` are values that go before those in conf.py.
    """

    def __init__(
        self,
        root: Path,
        builder: str = "dirhtml",
        out: Path | None = None,
        doctrees: Path | None = None,
        confoverrides: Mapping[str, Any] | None = None,
    ) -> None:
        self.root = root.resolve()
        self.builder = builder
        self.out = (out or self.root / "_build" / builder).resolve()
        self.doctrees = (doctrees or self.root / "_build" / "doctrees").resolve()
        self.before = self.out.with_name(f"{self.out.name}.before")
        self.overrides = dict(confoverrides or {})
        self.store = Store(self.doctrees, self.out, builder)
        self.listener = Listener(self.root)
        self.docutils = Docutils()
        self.warm: Warm | None = None
        self.ground: Ground | None = None  # of the last application, warm or let go

    def build(
        self,
        first: Collection[str] = (),
        on_written: Callable[[str], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Built:
        """Bring the output up to date; whatever goes wrong is in what is handed over.

        ``first``: document names of pages to be written before all others; ``on_written`` is told the
        name of each page as soon as its file stands. When ``stop`` says so, other pages are left to the
        next build.
        """
        aside = False
        try:
            memory = self.memory()
            while True:
                self.store.begin()
                aside = self.warm is None and memory is None and self.put_aside()
                try:
                    built = self.run(memory, first, on_written, stop)
                    break
                except StartAfreshError:
                    self.cool()
                    memory = None
            if aside:
                shutil.rmtree(self.before, ignore_errors=True)
            return built
        except Exception as error:
            failed = failure(error, self.root, self.page_at_work())
            said = [*self.listener.said(), failed]
            self.cool(aside)
            return Built(sorted_once(said), (), failed)
        except BaseException:
            # Ctrl-C: the next build begins anew, and until then what stood before stands again.
            self.cool(aside)
            raise

    def memory(self) -> Memory | None:
        """What the last build left, when it stood on the same ground; a warm application that does
        not is let go."""
        options = sorted(self.overrides.items())

        def same(ground: Ground) -> bool:
            return ground.digest == digest_of(self.root, ground.places, options)

        if self.ground and not same(self.ground):
            forget_modules(self.ground.places)
            self.ground = None
            self.cool()
        if self.warm:
            return None
        memory = self.store.load()
        return memory if memory and same(memory.ground) else None

    def run(
        self,
        memory: Memory | None,
        first: Collection[str],
        on_written: Callable[[str], None] | None,
        stop: Callable[[], bool] | None,
    ) -> Built:
        self.listener.writing = ""
        with self.listener.listening(), self.docutils.in_place(self.root):
            self.warm = warm = self.warm or start(
                self.listener, self.root, self.out, self.doctrees, self.builder, self.overrides, memory
            )  # fmt: skip
            self.ground, app = warm.ground, warm.app
            app.builder.first, app.builder.on_written = first, on_written
            app.builder.stop, app.builder.written, app.builder.left = stop, [], frozenset()
            self.listener.forget(BUILD)
            warm.following.begin()
            app.build()
            warm.following.finished()
            said = [*self.listener.said(), *unreadable(app)]
            left = tuple(sorted(app.builder.left))
            if not left:  # else whoever begins anew finds a build that was broken off
                self.store.save(Memory(warm.ground, warm.following.pages, self.listener.kept))
        return Built(sorted_once(said), tuple(app.builder.written), left=left)

    def page_at_work(self) -> str | None:
        """The path of the page that is being read or written."""
        page = self.listener.writing or self.listener.page_being_read()
        return relative(Path(self.listener.path_of(page)), self.root) if page else None

    def cool(self, aside: bool = False) -> None:
        """Let go of the application; ``aside``: what stood before takes its place again."""
        self.warm, self.listener.app = None, None
        self.docutils = Docutils()
        if aside and self.before.is_dir():
            shutil.rmtree(self.out, ignore_errors=True)
            self.before.replace(self.out)

    def put_aside(self) -> bool:
        """Put what was written before beside where it stood; whether there was anything."""
        if self.before.is_dir():  # left by a build that was broken off
            shutil.rmtree(self.out, ignore_errors=True)
        elif self.out.is_dir():
            self.out.replace(self.before)
        return self.before.is_dir()
