"""An application that is kept between builds, with what it added to docutils.

Directives, roles and nodes are docutils' own, one set for a whole process. They are put in place for
each build and taken away after it, so that several handbooks can be kept in one process.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docutils.parsers.rst import directives, roles
from sphinx.builders.html import _assets
from sphinx.util.docutils import additional_nodes, docutils_namespace, patch_docutils, register_node

from proofread.build import circles, encoding
from proofread.build.application import Application
from proofread.build.following import Following, StartAfreshError
from proofread.build.ground import Ground, ground_of
from proofread.build.listener import START, Listener
from proofread.build.memory import Memory


@dataclass
class Docutils:
    """What an application added to docutils; nothing before it is made."""

    directives: dict[str, Any] | None = None
    roles: dict[str, Any] | None = None
    nodes: set[Any] = field(default_factory=set)

    @contextlib.contextmanager
    def in_place(self, confdir: Path) -> Iterator[None]:
        with patch_docutils(confdir), docutils_namespace():
            if self.directives is not None and self.roles is not None:
                directives._directives = self.directives  # type: ignore[attr-defined]
                roles._roles = self.roles  # type: ignore[attr-defined]
                for node in self.nodes:
                    register_node(node)
            yield
            self.directives = directives._directives  # type: ignore[attr-defined]
            self.roles = roles._roles  # type: ignore[attr-defined]
            self.nodes = set(additional_nodes)


@dataclass
class Warm:
    """An application and what belongs to it."""

    app: Application
    following: Following
    ground: Ground


def start(
    listener: Listener,
    root: Path,
    out: Path,
    doctrees: Path,
    builder: str,
    overrides: dict[str, Any],
    memory: Memory | None,
) -> Warm:
    """Make an application: from where the last build was, or, without its memory, afresh."""
    # Sphinx reckons the checksum of a stylesheet once in a process.
    _assets._file_checksum_inner.cache_clear()
    listener.kept = dict(memory.kept) if memory else {}
    listener.forget(START)
    app = Application(
        listener, root, outdir=out, doctreedir=doctrees, buildername=builder, confoverrides=overrides,
        freshenv=memory is None, status=None, warning=io.StringIO(),
    )  # fmt: skip
    sys.path[:] = dict.fromkeys(sys.path)  # conf.py puts its folders in front each time
    if memory and app.fresh_env_used:
        raise StartAfreshError("the environment cannot be read")
    app.env.settings["input_encoding"] = encoding.NAME
    encoding.setup(app)
    circles.setup(app)
    pages = memory.pages if memory else {}
    app.builder.images_of = {name: page.pictures for name, page in pages.items()}
    return Warm(app, Following(app, pages), ground_of(app, sorted(overrides.items())))
