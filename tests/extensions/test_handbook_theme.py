"""The theme: navigation that is right on every page and after every edit, and lean assets."""

from __future__ import annotations

from pathlib import Path

import handbook_theme
import pytest
from conftest import ROOT, run_sphinx

CONFIG = {
    "html_theme": "handbook",
    "html_theme_path": [str(ROOT / "_theme")],
    "templates_path": [str(ROOT / "_templates")],
    "html_theme_options": {"article_footer_items": [], "footer_content_items": []},
    "extensions": ["handbook_theme"],
}
PAGES = {
    "index.md": """\
        # Home

        ```{toctree}
        :caption: Why & how
        one/index
        Elsewhere <https://example.org/>
        ```

        ```{toctree}
        last
        ```
        """,
    "one/index.md": "# One *thing*\n\n```{toctree}\na\nb\n```\n",
    "one/a.md": "# A `code`\n\n## First\n\n### Deep\n\n## Second\n",
    "one/b.md": "# B\n",
    "last.md": "# Last\n",
}


def navigation(built, name):
    return built.page(name).select_one(".bd-sidebar-primary")


def entries(built, name) -> list[tuple[str, str]]:
    return [(a.get_text(), a["href"]) for a in navigation(built, name).select("a")]


def tree_of_bytes(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files if f.suffix == ".html"}


@pytest.mark.parametrize(
    "builder,page,hrefs",
    [
        ("dirhtml", "one/a/index.html",
         ["../../one/", "../../one/a/", "../../one/b/", "https://example.org/", "../../last/"]),
        ("html", "one/a.html",
         ["../one/index.html", "../one/a.html", "../one/b.html", "https://example.org/", "../last.html"]),
    ],
)  # fmt: skip
def test_the_navigation_lists_every_page_and_marks_this_one(mini_site, builder, page, hrefs):
    built = mini_site(PAGES, builder=builder, **CONFIG)
    assert built.code == 0 and not built.warnings, built.warnings
    names = ["One thing", "A code", "B", "Elsewhere", "Last"]
    assert entries(built, page) == list(zip(names, hrefs, strict=True))
    nav = navigation(built, page)
    assert [a.get_text() for a in nav.select("[aria-current=page]")] == ["A code"]
    assert nav.select_one("details").has_attr("open")
    assert nav.select_one("summary").get_text() == "Pages in One thing"
    assert [p.get_text() for p in nav.select(".caption")] == ["Why & how"]
    elsewhere = nav.find("a", href="https://example.org/")
    assert "external" in elsewhere["rel"]
    assert not navigation(built, page.replace("one/a", "last")).select("details[open]")
    for a in nav.select("a"):
        if "//" not in a["href"]:
            target = (built.folder / page).parent / a["href"]
            assert (target / "index.html" if target.is_dir() else target).is_file()


def test_a_large_handbook_shows_the_branch_of_the_page(mini_site):
    options = CONFIG["html_theme_options"] | {"navigation_whole_up_to": 3}
    built = mini_site(PAGES, **CONFIG | {"html_theme_options": options})
    assert [name for name, _ in entries(built, "last/index.html")] == [
        "One thing",
        "Elsewhere",
        "Last",
    ]
    assert len(entries(built, "one/b/index.html")) == 5
    assert not navigation(built, "one/b/index.html").select("details")


def test_contents_of_the_page(mini_site):
    built = mini_site(PAGES, **CONFIG)
    contents = built.page("one/a/index.html").select_one(".bd-sidebar-secondary")
    assert [a.get_text() for a in contents.select("a")] == ["First", "Deep", "Second"]
    assert contents.select_one("ul ul a").get_text() == "Deep"
    assert built.page("one/b/index.html").select_one(".bd-sidebar-secondary") is None


EDITS = {
    "a new title": {"one/b.md": "# B, renamed\n"},
    "a page less": {
        "one/index.md": "# One *thing*\n\n```{toctree}\nb\n```\n",
        "one/a.md": "---\norphan: true\n---\n# A\n",
    },
    "another order": {"one/index.md": "# One *thing*\n\n```{toctree}\nb\na\n```\n"},
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_gives_the_bytes_of_a_fresh_build(mini_site, tmp_path, edit):
    first = mini_site(PAGES, **CONFIG)
    before = tree_of_bytes(first.folder)
    after = tree_of_bytes(mini_site(PAGES | EDITS[edit], **CONFIG).folder)
    fresh = tree_of_bytes(mini_site(PAGES | EDITS[edit], options=("-E", "-a"), **CONFIG).folder)
    assert after == fresh
    assert after["last/index.html"] != before["last/index.html"]


def test_an_edit_of_text_alone_writes_one_page(mini_site, tmp_path):
    built = mini_site(PAGES, **CONFIG)
    other = built.folder / "last/index.html"
    written = other.stat().st_mtime_ns
    source = tmp_path / "source"
    (source / "one/b.md").write_text("# B\n\nMore.\n", encoding="utf-8")
    assert run_sphinx(source, built.folder, "dirhtml").code == 0
    assert "More." in built.page("one/b/index.html").get_text()
    assert other.stat().st_mtime_ns == written


def test_a_parallel_build_gives_the_same_bytes(mini_site):
    pages = PAGES | {f"more/{n}.md": f"# Page {n}\n" for n in range(12)}
    listed = "".join(f"more/{n}\n" for n in range(12))
    pages["last.md"] = f"# Last\n\n```{{toctree}}\n{listed}```\n"
    serial = tree_of_bytes(mini_site(pages, **CONFIG).folder)
    assert (
        tree_of_bytes(mini_site(pages, options=("-E", "-a", "-j", "2"), **CONFIG).folder) == serial
    )


def test_only_what_pages_ask_for_is_published(mini_site, tmp_path):
    (tmp_path / "source/own").mkdir(parents=True)
    (tmp_path / "source/own/picture.svg").write_text("<svg/>", encoding="utf-8")
    extensions = ["sphinx_design", "handbook_theme"]
    built = mini_site(PAGES, **CONFIG | {"extensions": extensions, "html_static_path": ["own"]})
    names = {f.relative_to(built.folder / "_static").as_posix()
             for f in (built.folder / "_static").rglob("*") if f.is_file()}  # fmt: skip
    assert names == {"handbook.css", "handbook.js", "picture.svg"} | handbook_theme.LATER
    scripts = {
        tag["src"].partition("?")[0] for tag in built.page("last/index.html").select("script[src]")
    }
    assert scripts == {"../_static/handbook.js"}


def test_a_stylesheet_of_an_extension_is_kept(mini_site, tmp_path):
    (tmp_path / "source/own").mkdir(parents=True)
    (tmp_path / "source/own/extra.css").write_text("p { color: red }", encoding="utf-8")
    built = mini_site(
        PAGES, **CONFIG | {"html_static_path": ["own"], "html_css_files": ["extra.css"]}
    )
    assert built.page("index.html").select('link[href^="_static/extra.css"]')
    assert (built.folder / "_static/extra.css").is_file()


def test_comments_are_taken_out_of_what_is_sent():
    css = "/* one\n   two */\na { color: red; }\n\n  @media print {\n    p { margin: 0 }\n  }\n"
    assert handbook_theme.lean(css) == "a { color: red; }\n@media print {\np { margin: 0 }\n}\n"
    script = '// why\nconst a = "https://x";\n\nif (a) {\n  go(a); // stays\n}\n'
    assert handbook_theme.lean(script) == 'const a = "https://x";\nif (a) {\ngo(a); // stays\n}\n'


def test_a_missing_theme_is_one_message(mini_site, monkeypatch):
    monkeypatch.setattr(handbook_theme, "INHERITED", ("no_such_theme",))
    built = mini_site(PAGES, **CONFIG)
    assert built.code == 2
    assert "the handbook's look needs no_such_theme" in built.warnings


# -- The HTML of text -----------------------------------------------------------------------------

TEXT = """\
# Prices & more

:::{list-table} What it costs
:name: table:costs
:header-rows: 1
:widths: 30 70

* - Item
  - Price
* - Fee
  - 10
* - Bill
  - 20
:::

| A | B |
| --- | --- |
| same | 1 |
| same | 2 |

## Again

| Line | B |
| --- | --- |
| one | 1 |

| Line | B |
| --- | --- |
| one | 1 |

- [inside](#again), <https://example.org/>, [out](https://example.org/x)

- two

  paragraphs

![](pic.png){width="50%"}

```{image} pic.png
:width: 120px
:alt: A picture
```
"""


def test_the_html_of_text(mini_site, tmp_path):
    (tmp_path / "source").mkdir()
    pixel = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
    (tmp_path / "source/pic.png").write_bytes(pixel)
    enabled = ["colon_fence", "attrs_inline"]
    built = mini_site(
        {"index.md": TEXT},
        myst_enable_extensions=enabled, myst_heading_anchors=2, **CONFIG,
    )  # fmt: skip
    article = built.page("index.html").article
    assert article.h1.get_text() == "Prices & more"
    assert article.h1.find_next_sibling()["aria-label"] == "Link to Prices & more"
    costs, plain, third, fourth = article.select("table")
    assert costs["id"] == "table-costs"
    assert costs.caption.a["aria-label"] == "Link to What it costs"
    assert [c["width"] for c in costs.select("col")] == ["30.0%", "70.0%"]
    assert [th["scope"] for th in costs.select("th")] == ["col", "col", "row", "row"]
    assert not plain.select("tbody th"), "a column that says the same twice names no rows"
    captions = [table.caption.get_text() for table in (plain, third, fourth)]
    assert captions == ["Prices & more", "Again", "Again (2)"]
    inside, bare, out = article.select("li")[0].select("a")
    assert not inside.has_attr("rel") and not inside.has_attr("class")
    assert bare.has_attr("data-bare") and not out.has_attr("data-bare")
    assert out["rel"] == ["external", "noopener", "noreferrer"]
    assert not article.select("li")[0].p and len(article.select("li")[1].select("p")) == 2
    assert [image.get("width") for image in article.select("img")] == ["50%", "120"]
    assert not article.select("[style]")
