"""Drawings: inline, named, in the page's colors, drawn once, and loud when they cannot be drawn."""

from __future__ import annotations

from pathlib import Path

import diagrams
import pytest
from sphinxcontrib.mermaid import mermaid

# Apart: at its end a process that drew reports what the engine left behind.
EXTENSIONS = {"extensions": ["diagrams"], "apart": True}
PAGE = """\
    # Title

    ```{mermaid}
    :name: figure:ring
    :caption: The ring
    :alt: Access leads to "discoveries" & back.

    flowchart TD
      A[Access]:::ours -->|leads to| B(Discoveries)
      B --> A
    ```

    See [](#figure:ring).
"""


def test_a_drawing_becomes_named_inline_svg(mini_site):
    built = mini_site({"index.md": PAGE}, **EXTENSIONS)
    assert built.warnings == ""
    page = built.page("index.html")
    figure = page.find("figure", id="figure-ring")
    assert "diagram" in figure["class"]
    picture = figure.find("svg")
    assert picture["role"] == "img"
    assert page.find(id=picture["aria-labelledby"]).get_text() == "The ring"
    description = page.find(id=picture["aria-describedby"])
    assert description.get_text() == 'Access leads to "discoveries" & back.'
    assert "Discoveries" in picture.get_text()
    assert page.find("a", href="#figure-ring", class_="reference").get_text() == "The ring"


def test_a_drawing_brings_no_colors_no_script_and_no_stray_ids(mini_site):
    page = mini_site({"index.md": PAGE}, **EXTENSIONS).page("index.html")
    picture = page.find("figure").find("svg")
    assert not picture.find(["style", "script", "foreignobject", "defs"])
    inside = picture.find_all(True)
    colors = {e[name] for e in inside for name in ("style", "fill", "stroke") if name in e.attrs}
    assert colors <= {"var(--paper, Canvas)", "var(--diagram-group, Canvas)"}  # the page's own
    ids = [e["id"] for e in inside if e.get("id")]
    assert ids and all(name.startswith("figure-ring-") for name in ids)
    # Every arrow head that is pointed at is there, under its new name.
    heads = {e["marker-end"] for e in inside if e.get("marker-end")}
    assert heads and all(head[5:-1] in ids for head in heads)
    assert "mermaid" not in str(page.find_all("script"))


def test_colors_are_explained_where_they_are_used(mini_site):
    page = mini_site({"index.md": PAGE}, **EXTENSIONS).page("index.html")
    assert page.find("figure").find("p", class_="diagram-key").get_text() == "2i2c"
    plain = PAGE.replace(":::ours", "")
    page = mini_site({"index.md": plain}, **EXTENSIONS).page("index.html")
    assert not page.find("p", class_="diagram-key")


def test_two_drawings_without_names_do_not_share_ids(mini_site):
    text = "# T\n" + "".join(
        f"\n```{{mermaid}}\n:alt: Drawing {n}.\n\nflowchart TD\n  A --> B{n}\n```\n" for n in (1, 2)
    )
    built = mini_site({"index.md": text}, **EXTENSIONS)
    assert built.warnings == ""
    ids = [e["id"] for e in built.page("index.html").find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_broken_drawing_fails_with_file_and_line(mini_site):
    text = PAGE.replace("B --> A", "B --> [")
    built = mini_site({"index.md": text}, options=("--fail-on-warning",), **EXTENSIONS)
    assert built.code == 1
    # The tenth line of the page is the one that cannot be read.
    assert "index.md:10: WARNING: mermaid cannot read this drawing from here on" in built.warnings
    assert "Traceback" not in built.warnings


def test_a_drawing_without_words_fails_with_file_and_line(mini_site):
    text = PAGE.replace(':alt: Access leads to "discoveries" & back.', ":align: left")
    built = mini_site({"index.md": text}, **EXTENSIONS)
    assert "index.md:3: WARNING: this drawing has no text alternative" in built.warnings


def test_search_and_index_pages_carry_no_mermaid(mini_site):
    built = mini_site({"index.md": "# Nothing drawn\n"}, **EXTENSIONS)
    for name in ("search/index.html", "genindex/index.html"):
        assert "mermaid" not in (built.folder / name).read_text(encoding="utf-8")


def node(code: str) -> mermaid:
    return mermaid("", code=code, ids=["figure-ring"])


def test_an_unchanged_drawing_is_not_drawn_again(tmp_path: Path):
    drawn = []

    def drawing(code: str) -> str:
        drawn.append(code)
        return f'<svg xmlns="http://www.w3.org/2000/svg"><text>{code}</text></svg>'

    def picture(code: str) -> str:
        return diagrams.picture(
            node(code), tmp_path / "stored", tmp_path / "cache", drawing=drawing
        )

    first, again, other = picture("flowchart TD"), picture("flowchart TD"), picture("flowchart LR")
    assert first == again != other
    assert drawn == ["flowchart TD", "flowchart LR"]
    assert len(list((tmp_path / "cache").iterdir())) == 2
    assert not (tmp_path / "stored").exists()


def test_everything_that_decides_a_picture_is_in_its_file_name(monkeypatch):
    files = {diagrams.name_and_file(node("flowchart TD"))[1]}
    files.add(diagrams.name_and_file(node("flowchart LR"))[1])
    monkeypatch.setitem(diagrams.CONFIG, "fontSize", 13)
    files.add(diagrams.name_and_file(node("flowchart TD"))[1])
    monkeypatch.setattr(diagrams, "VERSION", "another")
    files.add(diagrams.name_and_file(node("flowchart TD"))[1])
    monkeypatch.setattr(diagrams.metadata, "version", lambda package: "another")
    files.add(diagrams.name_and_file(node("flowchart TD"))[1])
    assert len(files) == 5


def test_a_drawing_that_fails_leaves_nothing_in_the_cache(tmp_path: Path):
    said = "Mermaid rendering failed: Error: Parse error on line 3:\n...A --> [\n----^\nExpecting 'AMP'"

    def drawing(code: str) -> str:
        raise diagrams.BrokenDiagram(said)

    broken = node("flowchart TD\n  A --> B\n  A --> [")
    with pytest.raises(diagrams.BrokenDiagram) as raised:
        diagrams.picture(broken, tmp_path / "stored", tmp_path / "cache", drawing=drawing)
    assert raised.value.line == 3
    assert str(raised.value) == "...A --> [ Expecting 'AMP'"
    assert not list(tmp_path.iterdir())
