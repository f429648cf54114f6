"""Folders of pages that cannot be read: Sphinx passes over them as if they were not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from proofread.build.said import Said


def unreadable(app: Sphinx) -> Iterator[Said]:
    """One for each folder that may hold pages and cannot be listed."""
    root = Path(app.srcdir)
    excluded = Matcher(app.config.exclude_patterns)
    # The folders that patterns begin with; a pattern may begin anywhere.
    begins = {pattern.partition("/")[0] for pattern in app.config.include_patterns}
    anywhere = any("*" in one and not one.startswith("*.") for one in begins)
    todo = [root]
    while todo:
        folder = todo.pop()
        try:
            below = [Path(entry.path) for entry in os.scandir(folder) if entry.is_dir()]
        except OSError as error:
            file = folder.relative_to(root).as_posix()
            why = f"this folder cannot be read ({error.strerror}), so its pages are left out"
            yield Said("file.unreadable", file, None, why)
            continue
        # At the root all folders are tried: an unreadable one does not show whether it holds pages.
        inside = folder == root or anywhere or folder.relative_to(root).parts[0] in begins
        if inside:
            names = [(path, path.relative_to(root).as_posix()) for path in below]
            todo += [path for path, name in names if not excluded(name)]
