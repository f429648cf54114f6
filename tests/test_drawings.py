"""The stored pictures: one for each drawing of the pages, none too many, each as it would be drawn.

Whoever edits a drawing in a browser cannot run the command that stores its picture. So where CI runs
these tests a missing picture is told, not refused: the build draws it, and publishing stores it.
"""

from __future__ import annotations

import gzip
import os
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import diagrams
import drawing
import pytest
from conftest import ROOT
from sphinxcontrib.mermaid import mermaid

LARGEST = 6 * 1024  # bytes, gzip, that a drawing adds to its page
PHONE, MARGINS, SMALLEST_TEXT = 390, 32, 12  # CSS pixels


def drawings(doctrees: Path) -> Iterator[mermaid]:
    for file in sorted(doctrees.rglob("*.doctree")):
        yield from pickle.loads(file.read_bytes()).findall(mermaid)


def not_in_step(doctrees: Path, folder: Path) -> list[str]:
    """What is missing in, or too much in, a folder of stored pictures."""
    needed = {diagrams.name_and_file(node)[1] for node in drawings(doctrees)}
    there = {file.name for file in folder.glob("*")}
    return [f"{name} is not stored" for name in sorted(needed - there)] + [
        f"{name} is in no page" for name in sorted(there - needed)
    ]


def too_large(svg: str) -> bool:
    return len(gzip.compress(svg.encode(), 9, mtime=0)) > LARGEST


def smallest_text(svg: str) -> float:
    """The size of the drawing's text on a phone, in CSS pixels."""
    width = float(re.search(r' width="([\d.]+)"', svg)[1])
    return drawing.CONFIG["fontSize"] * min(1, (PHONE - MARGINS) / width)


def test_every_drawing_of_the_handbook_is_stored(site):
    wrong = not_in_step(site.folder.parent / "doctrees", ROOT / diagrams.STORE)
    told = "; ".join(wrong) + ". Run ./do docs and commit _drawings/ with your pages"
    if wrong and os.environ.get("CI") == "true":
        pytest.skip(told + ", or leave it to publishing, which does the same")
    assert not wrong, told


def test_a_stored_drawing_is_what_would_be_drawn_today(site):
    node = min(drawings(site.folder.parent / "doctrees"), key=lambda node: len(node["code"]))
    name, file = diagrams.name_and_file(node)
    if not (ROOT / diagrams.STORE / file).is_file():
        pytest.skip(f"{name} is not stored")
    stored = (ROOT / diagrams.STORE / file).read_text(encoding="utf-8")
    assert drawing.simplified(drawing.draw(node["code"]), name) == stored, (
        "drawing.py makes other pictures than the stored ones: raise its VERSION, then run ./do docs"
    )


@pytest.mark.parametrize(
    "file", sorted((ROOT / diagrams.STORE).glob("*.svg")), ids=lambda f: f.stem
)
def test_a_drawing_is_light_and_its_text_large_enough_on_a_phone(file):
    svg = file.read_text(encoding="utf-8")
    assert not too_large(svg)
    assert smallest_text(svg) >= SMALLEST_TEXT, "draw it narrower: fewer boxes side by side"


# Each check above on something that breaks it.

PAGE = """\
    # Title

    ```{mermaid}
    :name: figure:ring
    :alt: Access leads to discoveries.

    flowchart TD
      A(["Access"]) --> B[Discoveries]
    ```
"""


def test_storing_keeps_what_the_pages_have_and_nothing_else(mini_site, tmp_path):
    doctrees, stored = tmp_path / "doctrees", tmp_path / "source" / diagrams.STORE
    drawn_only = mini_site({"index.md": PAGE}, extensions=["diagrams"])
    assert not stored.exists()
    assert [
        w for w in not_in_step(doctrees, stored) if re.fullmatch("figure-ring-.* is not stored", w)
    ]

    mini_site({}, extensions=["diagrams"], diagrams_store=True)
    [first] = stored.iterdir()
    assert not_in_step(doctrees, stored) == []
    assert first.read_text("utf-8").splitlines()[1] in (drawn_only.folder / "index.html").read_text(
        "utf-8"
    )

    # Stored is stored: a build takes what lies there.
    first.write_text(first.read_text("utf-8").replace("Discoveries", "From the store"), "utf-8")
    again = mini_site({}, extensions=["diagrams"], options=("--fresh-env",))
    assert "From the store" in again.page("index.html").find("svg").get_text()

    mini_site({"index.md": PAGE.replace("Discoveries", "Findings")}, extensions=["diagrams"])
    assert len(not_in_step(doctrees, stored)) == 2
    mini_site({}, extensions=["diagrams"], diagrams_store=True)
    assert not_in_step(doctrees, stored) == [] and not first.exists()


def test_a_heavy_drawing_and_small_text_are_noticed():
    assert too_large("".join(f"{n * n:x}" for n in range(4000)))
    assert smallest_text('<svg viewBox="0 0 9 9" width="500">') < SMALLEST_TEXT
