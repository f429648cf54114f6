"""What holds for every page: findable, nameable, readable by everybody, asking nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import STRICT, copy_of_handbook, run_sphinx

from proofread.handbook import Handbook
from proofread.rules import mistakes

ROOT = Path(__file__).parent.parent
# Pages of the theme and of the site itself: no Markdown behind them.
WITHOUT_SOURCE = {"404.html", "genindex/index.html", "search/index.html"}
# What a browser fetches by itself when it opens a page (HTML Living Standard, "fetching").
FETCHED = {
    "src": True, "srcset": True, "poster": True, "data": True, "background": True,
}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest",
                 "preconnect", "dns-prefetch", "apple-touch-icon", "shortcut"}  # fmt: skip


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


def foreign_requests(page: BeautifulSoup) -> list[str]:
    """Addresses on other hosts that opening the page would ask, without a click."""
    asked = []
    for element in page.find_all(True):
        for name, value in element.attrs.items():
            fetched = name in FETCHED or (
                name == "href"
                and element.name in ("link", "image", "use")
                and (element.name != "link" or FETCHED_LINKS & set(element.get("rel", [])))
            )
            if fetched and re.match(r"\s*(https?:)?//", str(value), re.IGNORECASE):
                asked.append(str(value))
        if element.name == "style" or element.get("style"):
            css = element.get_text() + str(element.get("style", ""))
            asked += re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]+)", css)
        if element.name == "script" and "src" not in element.attrs:
            asked += re.findall(
                r"\b(?:import|from)\s*\(?['\"](https?://[^'\"]+)", element.get_text()
            )
    return asked


def nameless_images(page: BeautifulSoup) -> list[str]:
    """Pictures without a text alternative (WCAG 1.1.1); ``alt=""`` is only for decoration."""
    wrong = [str(image)[:120] for image in page.find_all("img") if not image.get("alt", "").strip()]
    for picture in page.find_all("svg"):
        if picture.find_parent("svg") or picture.find_parent(attrs={"aria-hidden": "true"}):
            continue
        named = picture.get("aria-label") or picture.get("aria-labelledby")
        if not (picture.get("aria-hidden") == "true" or named):
            wrong.append(str(picture)[:120])
    wrong += [str(thing)[:120] for thing in page.find_all(["object", "embed", "iframe"])]
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


def test_titles_and_descriptions_tell_pages_apart(pages):
    handbook = [page for name, page in pages.items() if name not in WITHOUT_SOURCE]
    titles = [page.title.get_text() for page in handbook]
    descriptions = [
        page.find("meta", attrs={"name": "description"})["content"] for page in handbook
    ]
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)


@pytest.mark.parametrize("name", ["404.html", "search/index.html"])
def test_pages_of_the_site_have_language_title_and_heading(pages, name):
    assert set(missing_basics(pages[name])) <= {"description"}


def test_no_page_asks_another_host(site, pages):
    pages = pages | site.pages(small=True)
    assert not {name: asked for name, page in pages.items() if (asked := foreign_requests(page))}


def test_no_asset_asks_another_host(site):
    """Stylesheets and scripts of the site itself; a comment or a licence text may name a host."""
    asked = {}
    for file in site.folder.rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        if found := re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]+)", text):
            asked[file.name] = found
    assert not asked


def test_every_picture_has_a_text_alternative(pages):
    assert not {name: found for name, page in pages.items() if (found := nameless_images(page))}


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
    page = BeautifulSoup(BROKEN, "html.parser")
    assert missing_basics(page) == ["language", "title", "description", "h1"]
    assert len(nameless_images(page)) == 3
    assert [url.split("/")[-1] for url in foreign_requests(page)] == [
        "x.png", "x.js", "", "x.mjs", "y.png",
    ]  # fmt: skip


def test_a_link_to_another_host_is_no_request():
    page = BeautifulSoup(
        '<a href="https://example.org">x</a><link rel="canonical" href="https://example.org">',
        "html.parser",
    )
    assert foreign_requests(page) == []


def test_every_page_tells_chats_what_it_is(pages):
    for name in pages.keys() - {"404.html"}:
        told = {m["property"]: m["content"] for m in pages[name].select("meta[property^=og]")}
        assert {"og:title", "og:type", "og:description", "og:site_name"} <= told.keys(), name
        card = pages[name].select("meta[name='twitter:card']")
        assert [one["content"] for one in card] == ["summary"], name
    assert pages["search/index.html"].find("meta", property="og:title")["content"] == "Search"
