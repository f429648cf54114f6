"""Everything that readers are sent stands on the page of licenses, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE_FROM_THE_TEXT = {".html", ".inv", ".md", ".txt", ".xml"}
OF_THE_TEXT = {".buildinfo", ".nojekyll"}


def sent(folder: Path) -> set[str]:
    """Names of the files of a build that are more than the text itself."""
    files = (file for file in folder.rglob("*") if file.is_file() and "_sources" not in file.parts)
    return {
        file.name
        for file in files
        if file.suffix not in MADE_FROM_THE_TEXT
        and file.name not in OF_THE_TEXT
        and file.parent != folder / "search"  # the index, and nothing but words of the text
    }


def test_every_file_that_readers_are_sent_is_on_the_page(site):
    page = (ROOT / "contribute" / "licenses.md").read_text(encoding="utf-8")
    pieces = "\n".join(line for line in page.splitlines() if line.startswith("- "))
    named = set(re.findall(r"`([\w.-]+\.\w+)`", pieces))
    assert sent(site.folder) == named


def test_a_new_file_would_be_noticed(tmp_path):
    for name in ("index.html", "search/index-1.js", "_static/font.woff2", "_sources/a.md.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert sent(tmp_path) == {"font.woff2"}
