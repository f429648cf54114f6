"""What holds for every page: findable, nameable, readable by everybody, asking nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import STRICT, copy_of_handbook, run_sphinx
from selectolax.lexbor import LexborHTMLParser

from proofread.built import basics, looking
from proofread.built.basics import requests
from proofread.built.page import BuiltPage
from proofread.handbook import Handbook
from proofread.rules import mistakes
from proofread.sources import Sources

ROOT = Path(__file__).parent.parent
# Pages of the theme and of the site itself: no Markdown behind them.
WITHOUT_SOURCE = {"404.html", "genindex/index.html", "search/index.html"}


def sources(root: Path = ROOT) -> list[Path]:
    """Every page's Markdown: at the root, and in each folder that has an index.md."""
    at_root = [file for file in root.glob("*.md") if not file.stem.isupper()]  # README and its kind
    folders = [index.parent for index in root.glob("[a-z]*/index.md")]
    below = [file for folder in folders for file in folder.rglob("*.md")]
    return sorted(file for file in [*at_root, *below] if file.name != "README.md")


def address(file: Path, root: Path = ROOT) -> str:
    """Where the dirhtml builder puts a source file."""
    name = file.relative_to(root).with_suffix("").as_posix()
    return "index.html" if name == "index" else re.sub(r"(/index)?$", "/index.html", name, count=1)


def missing_basics(page: BeautifulSoup) -> list[str]:
    """Which of language, title, description and a single h1 a page lacks."""
    wrong = []
    if not page.html.get("lang"):
        wrong.append("language")
    if not (page.title and page.title.get_text(strip=True)):
        wrong.append("title")
    description = page.find("meta", attrs={"name": "description"})
    if not (description and len(description.get("content", "").strip()) > 20):
        wrong.append("description")
    if len(page.find_all("h1")) != 1:
        wrong.append("h1")
    return wrong


def test_nothing_but_pages_is_published(pages):
    assert set(pages) - WITHOUT_SOURCE == {address(file) for file in sources()}


STRAY = [
    ".venv/lib/notes.md", ".venv/index.md", "env/lib/site-packages/x/index.md", "tests/stray.md",
    ".github/template.md", "NOTES.md", "CHANGELOG.md", "linkcontract/README.md", "bench/notes.md",
    "mission/README.md", "_build/html/index.md", "node_modules/x/index.md",
]  # fmt: skip


def test_only_pages_become_pages_and_a_new_folder_needs_no_setting(build_handbook, tmp_path):
    """The same sources, with things lying about that a clone collects, and a folder of pages."""
    copy = copy_of_handbook(tmp_path / "a clone with spaces and ü")
    owned = "---\nowner: Business Development\nreviewed: 2026-11-26\nreview_by: 2027-11-26\n---\n"
    new = {
        "partners/index.md": f"{owned}# Partners\n\n```{{toctree}}\ndeep/one\n```\n",
        "partners/deep/one.md": f"{owned}# One\n",
    }
    for name, text in dict.fromkeys(STRAY, "# Stray\n").items() | new.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(text, encoding="utf-8")
    with open(copy / "index.md", "a", encoding="utf-8") as front:
        front.write("\n```{toctree}\n:hidden:\npartners/index\n```\n")
    built = run_sphinx(copy, tmp_path / "out", "dirhtml", *STRICT)
    assert built.code == 0 and not built.warnings, built.warnings
    assert set(built.pages()) - set(build_handbook("dirhtml").pages()) == {
        "partners/index.html",
        "partners/deep/one/index.html",
    }


def test_the_handbook_builds_without_any_extension_of_its_own(tmp_path):
    only = "extensions=myst_parser,sphinx_design,sphinxcontrib.mermaid"
    built = run_sphinx(ROOT, tmp_path / "out", "dirhtml", *STRICT, "-D", only)
    assert built.code == 0 and not built.warnings, built.warnings
    assert "mission/value-proposition/index.html" in built.pages()


def test_the_build_that_opens_from_disk_is_strict_too(build_handbook):
    built = build_handbook("html")
    assert built.code == 0 and not built.warnings, built.warnings
    assert "mission/value-proposition.html" in built.pages()


def test_every_page_has_the_basics(pages):
    handbook = {name: page for name, page in pages.items() if name not in WITHOUT_SOURCE}
    wrong = {name: missing_basics(page) for name, page in handbook.items()}
    assert not {name: lacks for name, lacks in wrong.items() if lacks}


@pytest.mark.parametrize("name", ["404.html", "search/index.html"])
def test_pages_of_the_site_have_language_title_and_heading(pages, name):
    assert set(missing_basics(pages[name])) <= {"description"}


def test_nothing_is_wrong_with_any_page(site):
    """What `./do check` finds on built pages; a contributor gets it from there, with the way out."""
    found = looking.mistakes(looking.read_pages(site.folder, Sources(ROOT)))
    assert not [f"{one.place}: {one.what}" for one in found]


def test_no_other_file_asks_another_host(site):
    """The pages that no Markdown is behind, and the small ones at short links and old addresses."""
    names = [*WITHOUT_SOURCE, *site.names(small=True)]
    texts = {name: (site.folder / name).read_text(encoding="utf-8") for name in names}
    asked = {name: [*requests(LexborHTMLParser(text).css("*"))] for name, text in texts.items()}
    assert not {name: found for name, found in asked.items() if found}


def test_no_asset_asks_another_host(site):
    """Stylesheets and scripts of the site itself; a comment or a licence text may name a host."""
    asked = {}
    for file in site.folder.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        if found := re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]+)", text):
            asked[file.name] = found
    assert not asked


def test_what_the_build_cannot_see_is_in_order():
    assert [f"{one.place}: {one.what}" for one in mistakes(Handbook(ROOT))] == []


def test_six_drawings_are_there_with_words(pages):
    wanted = {
        "figure-flywheel", "figure-who-talks-to-whom", "figure-shared-responsibility",
        "figure-membership-and-engagements", "figure-support-request", "figure-lifecycle",
    }  # fmt: skip
    found = {}
    for page in pages.values():
        for figure in page.find_all("figure", class_="diagram"):
            found[figure["id"]] = figure.find("desc").get_text()
    assert wanted <= set(found)
    assert all(len(found[name]) > 100 for name in wanted)


def test_the_glossary_has_its_words_and_pages_use_them(pages):
    assert len(pages["glossary/index.html"].find_all("dt")) >= 30
    users = [name for name, page in pages.items()
             if page.find("a", href=re.compile(r"glossary/#term-"))]  # fmt: skip
    assert len(users) >= 15


# Each check above on a page that breaks it.

BROKEN = """<html><head><title> </title></head><body><h1>One</h1><h1>Two</h1>
<img src="//cdn.example/x.png"><svg><path d=""/></svg><object data="x.svg"></object>
<script src="https://cdn.example/x.js"></script><link rel="stylesheet" href="https://cdn.example/">
<script type="module">import x from "https://cdn.example/x.mjs"</script>
<p style="background: url(https://cdn.example/y.png)"></p></body></html>"""


def test_the_checks_notice():
    assert missing_basics(BeautifulSoup(BROKEN, "html.parser")) == [
        "language", "title", "description", "h1",
    ]  # fmt: skip
    page = BuiltPage("page", "# One\n\n# Two\n", BROKEN)
    found = [(one.kind.id, one.line) for check in basics.CHECKS for one in check.mistakes(page)]
    assert found == [
        ("page-title", 3),
        ("page-description", 1),
        *[("foreign-request", None)] * 5,
        *[("picture-words", None)] * 3,
    ]
    asked = [url.split("/")[-1] for url in requests(page.tree.css("*"))]
    assert asked == ["x.png", "x.js", "", "x.mjs", "y.png"]


def test_a_link_to_another_host_is_no_request():
    html = '<a href="https://example.org">x</a><link rel="canonical" href="https://example.org">'
    assert list(requests(LexborHTMLParser(html).css("*"))) == []


def test_every_page_tells_chats_what_it_is(pages):
    for name in pages.keys() - {"404.html"}:
        told = {m["property"]: m["content"] for m in pages[name].select("meta[property^=og]")}
        assert {"og:title", "og:type", "og:description", "og:site_name"} <= told.keys(), name
        card = pages[name].select("meta[name='twitter:card']")
        assert [one["content"] for one in card] == ["summary"], name
    assert pages["search/index.html"].find("meta", property="og:title")["content"] == "Search"
