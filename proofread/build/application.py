"""Sphinx, listened to: an application that tells which page it is at, and writes in a chosen order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Set
from pathlib import Path
from typing import Any, cast

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder

from proofread.build.listener import WRITE, Listener


class ListenedBuilder(StandaloneHTMLBuilder):
    """What is changed in one of Sphinx's builders of HTML; see :func:`listened`.

    ``first``: pages to be written before all others. ``on_written`` is told of each page when its file
    stands; after those, ``stop`` is asked before each page whether to leave it and the rest, which are
    then ``left``. ``images_of``: the pictures that each page shows, as Sphinx keeps them in ``images``.
    """

    listener: Listener
    first: Collection[str] = ()
    on_written: Callable[[str], None] | None = None
    stop: Callable[[], bool] | None = None
    images_of: dict[str, dict[str, str]]
    written: list[str]
    left: frozenset[str] = frozenset()

    def init(self) -> None:
        self.listener.finding = False
        self.images_of, self.written = {}, []
        super().init()
        registry = self._registry
        self.assets: list[list[Any]] = [
            registry.css_files,
            registry.js_files,
            self._css_files,
            self._js_files,
        ]
        self.kept_assets = [list(files) for files in self.assets]

    def prepare_writing(self, docnames: Set[str]) -> None:
        # What a page added for itself alone is, in the next build, there from the start: take it out.
        for files, kept in zip(self.assets, self.kept_assets, strict=True):
            files[:] = kept
        super().prepare_writing(docnames)

    def write_documents(self, docnames: Set[str]) -> None:
        for name in sorted(docnames, key=lambda name: (name not in self.first, name)):
            if self.stop and name not in self.first and self.stop():
                self.left = frozenset(docnames) - frozenset(self.written)
                return
            self.listener.forget_page(name, WRITE)
            self.listener.writing = name  # and when that fails, it was at this page
            self.images = {}
            super().write_documents({name})
            self.listener.writing = ""
            self.images_of[name] = self.images
            self.written.append(name)
            if self.on_written:
                self.on_written(name)

    def finish(self) -> None:
        # The pictures of all pages, not only of those that were written now.
        self.images = {
            src: to for _, of in sorted(self.images_of.items()) for src, to in of.items()
        }
        super().finish()


def listened(base: type[Builder]) -> type[ListenedBuilder]:
    """One of Sphinx's builders of HTML with the changes above."""
    if not issubclass(base, StandaloneHTMLBuilder):
        raise TypeError(f"{base.name} writes no HTML pages")
    return cast("type[ListenedBuilder]", type(base.__name__, (ListenedBuilder, base), {}))


class Application(Sphinx):
    """Sphinx with a listener, from the moment that it has a log."""

    builder: ListenedBuilder

    def __init__(self, listener: Listener, source: Path, **options: Any) -> None:
        self.listener = listener
        listener.app = self
        listener.finding = False
        super().__init__(source, source, parallel=0, **options)

    def setup_extension(self, extname: str) -> None:
        # Sphinx has just cleared its log's handlers, and made its own.
        self.listener.attach()
        super().setup_extension(extname)

    def create_builder(self, name: str) -> ListenedBuilder:
        kind = listened(self.registry.builders[name])
        kind.listener = self.listener
        # Pages are looked for now, and once more in the first build, which then says it.
        self.listener.finding = True
        return kind(self, self.env)
