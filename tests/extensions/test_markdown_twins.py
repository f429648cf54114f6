"""A Markdown twin beside each page, named by it, and llms.txt, which lists them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

CONFIG = {
    "extensions": ["markdown_twins"],
    "myst_enable_extensions": ["substitution"],
    "myst_substitutions": {"price": "$10"},
    "twins_aside": ["rules"],
    "copyright": "us",
}
MENU = "```{toctree}\n:caption: For you\n\ndeep/index\n```\n\n```{toctree}\n:caption: More\n\nwords\nrules\n```\n"
FILES = {
    "index.md": f"# Front\n\nIn short.\n\n{MENU}",
    "deep/index.md": "(deep)=\n# Deep\n\nFirst {{ price }}.\n\n```{include} ../part.txt\n```\n\n```{toctree}\nbelow\n```\n",
    "deep/below.md": "# Below\n\nA {term}`Hub` and [](#deep).\n",
    "part.txt": "Included, see [words](#words).\n",
    "words.md": "(words)=\n# Words\n\n```{glossary}\nHub\n  A place.\n```\n",
    "rules.md": "# Rules\n\nHow we write.\n",
    "alone.md": "---\norphan: true\n---\n# Alone\n\nNot in a menu.\n",
}


def text(built, name: str) -> str:
    return (built.folder / name).read_text(encoding="utf-8")


def test_a_twin_has_the_text_of_its_page_with_all_in_its_place(mini_site):
    built = mini_site(FILES, html_baseurl="https://x.example/h/", **CONFIG)
    assert built.warnings == ""
    assert text(built, "deep/index.html.md") == (
        "# Deep\n\nFirst $10.\n\nIncluded, see [words](https://x.example/h/words/#words).\n\n"
        "- [Below](https://x.example/h/deep/below/)\n\n---\n\n"
        "The page <https://x.example/h/deep/> of the mini, as plain Markdown. © us.\n"
    )
    assert (
        "A [Hub](https://x.example/h/words/#term-Hub) and [Deep](https://x.example/h/deep/#deep)."
        in text(built, "deep/below/index.html.md")
    )


@pytest.mark.parametrize(
    ("builder", "page", "link"),
    [
        ("dirhtml", "deep/below/index.html", "[Deep](../#deep)"),
        ("html", "deep/below.html", "[Deep](index.html#deep)"),
    ],
)
def test_a_page_names_its_twin_which_lies_beside_it(mini_site, builder, page, link):
    built = mini_site(FILES, builder=builder, **CONFIG)
    named = built.page(page).select('head link[rel=alternate][type="text/markdown"]')
    assert [one["href"] for one in named] == [f"{Path(page).name}.md"]
    assert link in text(built, f"{page}.md")
    own = "./" if builder == "dirhtml" else "below.html"
    assert f"The page [Below]({own}) of" in text(built, f"{page}.md")
    assert 'rel="alternate"' not in text(
        built, "search/index.html" if builder == "dirhtml" else "search.html"
    )


def test_the_list_follows_the_menus_and_puts_aside_what_may_be_left_out(mini_site):
    built = mini_site(FILES, html_baseurl="https://x.example/h/", **CONFIG)
    at = "https://x.example/h/"
    assert re.sub(r"\n\n(Each link.*)\n\n", "\n\n", text(built, "llms.txt")) == (
        "# mini\n\n> In short.\n\n"
        f"## For you\n\n- [Front]({at}index.html.md): In short.\n"
        f"- [Deep]({at}deep/index.html.md): First $10.\n"
        f"- [Below]({at}deep/below/index.html.md): A Hub and Deep.\n\n"
        f"## More\n\n- [Words]({at}words/index.html.md): A place.\n\n"
        f"## Optional\n\n- [Rules]({at}rules/index.html.md): How we write.\n"
        f"- [Alone]({at}alone/index.html.md): Not in a menu.\n"
    )


def test_a_twin_follows_its_page_and_goes_with_it(mini_site, tmp_path):
    mini_site(FILES, **CONFIG)
    (tmp_path / "source/alone.md").unlink()
    built = mini_site({"part.txt": "Another.\n", "rules.md": "# Ruled\n"}, **CONFIG)
    assert "First $10.\n\nAnother.\n" in text(built, "deep/index.html.md")
    assert not (built.folder / "alone/index.html.md").exists()
    assert "alone" not in text(built, "llms.txt") and "[Ruled]" in text(built, "llms.txt")


def test_the_list_of_the_handbook_names_every_page_once(site, pages):
    lists = MarkdownIt("commonmark").parse(text(site, "llms.txt"))
    assert [t.tag for t in lists if t.type == "heading_open"][:2] == ["h1", "h2"]
    assert lists[3].type == "blockquote_open"
    links = re.findall(r"^- \[[^]]+\]\(([^)]+)\)(: \S.*)?$", text(site, "llms.txt"), re.MULTILINE)
    assert all(about for _, about in links), "a page begins without a sentence"
    twins = {file.relative_to(site.folder).as_posix() for file in site.folder.rglob("*.html.md")}
    assert sorted(href for href, _ in links) == sorted(twins)
    named = {name for name, page in pages.items() if page.select('link[type="text/markdown"]')}
    assert {f"{name}.md" for name in named} == twins
