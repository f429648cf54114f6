"""What is written for search: the same from an incremental build as from a fresh one; nothing without it."""

from __future__ import annotations

import shutil

from conftest import PATHS, ROOT, run_sphinx_here

PAGES = {
    "index.md": """\
        (front)=
        # Book

        Read about {term}`hub` and [](#costs:fee).

        ```{toctree}
        costs
        words
        contribute/style
        ```
        """,
    "costs.md": """\
        # Costs

        (costs:fee)=
        ## The usage fee

        Ten a month.
        """,
    "words.md": """\
        # Words

        :::{glossary}
        hub
          Where you work.
        :::
        """,
    "contribute/style.md": """\
        (style)=
        # Style

        Write plainly, as [](#costs:fee) is.
        """,
    "synonyms.txt": "price, money | costs:fee\n",
}
SETTINGS = {
    "extensions": ["section_search"],
    "myst_enable_extensions": ["colon_fence"],
    "search_aside": ["contribute/**"],
}


def scripts(folder) -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in (folder / "search").glob("*.js")}


def test_an_incremental_build_writes_what_a_fresh_one_does(mini_site, tmp_path):
    built = mini_site(PAGES, **SETTINGS)
    assert not built.warnings, built.warnings
    before = scripts(built.folder)
    # A heading and a term that other pages name, a synonym, a page less: those pages are not read again.
    changed = {
        "costs.md": PAGES["costs.md"].replace("The usage fee", "What it costs to use"),
        "words.md": PAGES["words.md"].replace("hub\n", "hub\n          site\n"),
        "synonyms.txt": "price, euros | costs:fee\n",
        "index.md": PAGES["index.md"].replace("        contribute/style\n", ""),
    }
    (tmp_path / "source/contribute/style.md").unlink()
    again = mini_site(changed, **SETTINGS)
    assert not again.warnings, again.warnings
    fresh = run_sphinx_here(tmp_path / "source", tmp_path / "fresh" / "dirhtml", "dirhtml", "-E")
    assert scripts(again.folder) == scripts(fresh.folder) != before
    assert "What it costs to use" in scripts(again.folder)["index.js"]
    assert "style" not in "".join(scripts(again.folder).values())
    # And when nothing has changed but a page that others name, read in several processes.
    shutil.rmtree(tmp_path / "fresh")
    parallel = mini_site({"costs.md": PAGES["costs.md"]}, options=("-j", "2"), **SETTINGS)
    fresh = run_sphinx_here(tmp_path / "source", tmp_path / "fresh" / "dirhtml", "dirhtml", "-E")
    assert scripts(parallel.folder) == scripts(fresh.folder)


def test_without_it_the_handbooks_look_is_as_green(tmp_path):
    """Taken out of conf.py, Sphinx makes its own index; no setting that stays there is a mistake."""
    lines = [f"import sys; sys.path[:0] = {PATHS!r}", 'html_theme = "handbook"', 'project = "Book"',
             f"html_theme_path, templates_path = [{str(ROOT / '_theme')!r}], [{str(ROOT / '_templates')!r}]",
             'html_theme_options = {"article_footer_items": [], "footer_content_items": []}',
             'extensions = ["myst_parser", "page_metadata", "handbook_theme"]',
             'search_aside, search_help = ["contribute/**"], "Ask."']  # fmt: skip
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (source / "index.md").write_text("# Book\n\nText.\n", encoding="utf-8")
    for builder in ("dirhtml", "html"):
        built = run_sphinx_here(source, tmp_path / builder / builder, builder, "-W")
        assert built.code == 0 and not built.warnings, built.warnings
        assert not list(built.folder.rglob("aside.js"))
        assert (built.folder / "searchindex.js").is_file()
