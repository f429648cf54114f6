"""Before/after pairs: one text file each, built with the real Sphinx into two sites.

The first line of a pair says what happens. Then come the files, each under a line
``=== before PATH`` or ``=== after PATH`` (Markdown, built) or ``=== after-html PATH`` (put into the
built site as it is); ``=== expected`` is what ``diff`` must say. A line ``builders: html dirhtml``
before the first file names the builders of the two sides; both are ``dirhtml`` otherwise. After a
line ``content: html`` the files are pages of no engine in particular: each is the content of one.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

PAIRS = Path(__file__).parent / "pairs"
_PAGE = "<!doctype html>\n<title>A page</title>\n<main>\n{}</main>\n"
_CONFIGURATION = {
    "project": "Small handbook",
    "extensions": ["myst_parser"],
    "myst_enable_extensions": ["colon_fence"],
    "html_theme": "alabaster",
    "html_sidebars": {"**": []},
}


@dataclass
class Pair:
    """One pair, as its file tells it."""

    name: str
    what: str
    files: dict[str, dict[str, str]] = field(default_factory=dict)
    expected: str = ""
    builders: tuple[str, str] = ("dirhtml", "dirhtml")
    finished: bool = False

    def build(self, folder: Path) -> tuple[Path, Path]:
        """Build both sides; the two built sites."""
        sides = []
        for side, builder in zip(("before", "after"), self.builders, strict=True):
            if self.finished:
                pages = {path: _PAGE.format(text) for path, text in self.files[side].items()}
                sides.append(_write(pages, folder / side))
            else:
                sides.append(build(self.files[side], folder / side, builder))
        _write(self.files.get("after-html", {}), sides[1])
        return sides[0], sides[1]


def read_pair(file: Path) -> Pair:
    """The pair in a file."""
    head, *parts = re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    what, _, options = head.partition("\n")
    pair = Pair(file.stem, what)
    if options.strip() == "content: html":
        pair.finished = True
    elif options.strip():
        first, second = options.removeprefix("builders:").split()
        pair.builders = first, second
    for part in parts:
        title, _, text = part.partition("\n")
        side, _, path = title.partition(" ")
        if side == "expected":
            pair.expected = text
        else:
            pair.files.setdefault(side, {})[path] = text
    return pair


def build(
    files: dict[str, str], folder: Path, builder: str = "dirhtml", **configuration: object
) -> Path:
    """Build Markdown files with Sphinx, in this process; the folder of the built site."""
    source, out = _write(files, folder / "source"), folder / "site"
    said = io.StringIO()
    with patch_docutils(), docutils_namespace(), contextlib.redirect_stdout(said):
        app = Sphinx(
            source,
            None,
            out,
            folder / "doctrees",
            builder,
            confoverrides=_CONFIGURATION | configuration,
            status=None,
            warning=said,
            freshenv=True,
        )
        app.build()
    assert "ERROR" not in said.getvalue(), said.getvalue()
    return out


def _write(files: dict[str, str], folder: Path) -> Path:
    """Put files into a folder; the folder."""
    for path, text in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder
