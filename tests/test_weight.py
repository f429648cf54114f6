"""What opening a page costs: bytes and requests, counted in a browser, as a static host compresses."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import moved_pages
from bs4 import BeautifulSoup
from test_browser import PHONE

KIB = 1024
FIRST_VISIT = 20 * KIB
MOST_REQUESTS = 4
STYLESHEET = 9 * KIB
SECOND_PAGE = 6 * KIB
# The text of some pages alone weighs more than that; so the limit is for the others, and what stands
# around the text has its own.
SHORT_TEXT = 3.25 * KIB
FRAME = 2.75 * KIB


def packed(data: bytes) -> int:
    """Bytes that go over the wire; text is compressed as most hosts do by default."""
    return len(gzip.compress(data, 6))


def visit(browser, folder: Path, address: str) -> dict[str, int]:
    """Every file that a first visit asks for, by path, with its size on the wire."""
    page = browser.new_context(viewport=PHONE).new_page()
    asked: dict[str, int] = {}

    def note(response):
        path = unquote(urlsplit(response.url).path)
        asked[path] = asked.get(path, 0) + packed(response.body())

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    # A browser without a window leaves out the icon.
    for icon in page.locator("link[rel=icon]").all():
        href = icon.evaluate("link => link.href")
        path = unquote(urlsplit(href).path)
        asked.setdefault(path, packed((folder / path.lstrip("/")).read_bytes()))
    page.context.close()
    return asked


def article(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")]


def without_drawings(pages) -> list[str]:
    special = ("search/", "404")
    return [name for name, page in pages.items()
            if not name.startswith(special) and not page.select("article svg")]  # fmt: skip


def test_a_first_visit_is_light(browser, site, serve, pages):
    root = serve(site.folder)
    heavy = {}
    for name in without_drawings(pages):
        asked = visit(browser, site.folder, root + name.removesuffix("index.html"))
        own = len(pages[name].select("script[src]")) - 1  # what the page's own text brings
        if sum(asked.values()) >= FIRST_VISIT or len(asked) > MOST_REQUESTS + own:
            heavy[name] = asked
        assert len(asked) >= 3, f"{name}: too few requests to be true: {asked}"
    assert not heavy
    with_own = [n for n in pages if len(pages[n].select("script[src]")) > 1]
    assert len(with_own) <= 2, "only search and the fee estimator bring scripts of their own"


def test_a_heavy_page_is_noticed(browser, serve, tmp_path):
    (tmp_path / "_static").mkdir()
    scripts = ""
    for number in range(4):
        (tmp_path / f"_static/{number}.js").write_text(f"var a{number} = 1;", encoding="utf-8")
        scripts += f'<script src="_static/{number}.js"></script>'
    noise = "".join(random.Random(0).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=40_000))
    (tmp_path / "index.html").write_text(f"<title>x</title>{scripts}<pre>{noise}", encoding="utf-8")
    asked = visit(browser, tmp_path, serve(tmp_path))
    assert len(asked) == 5 and sum(asked.values()) > FIRST_VISIT


def test_a_second_page_is_light(site, pages):
    heavy, seen = {}, 0
    for name in without_drawings(pages):
        html = (site.folder / name).read_text(encoding="utf-8")
        whole, text = packed(html.encode()), packed(article(html).encode())
        seen += text <= SHORT_TEXT
        if whole - text > FRAME or (text <= SHORT_TEXT and whole > SECOND_PAGE):
            heavy[name] = whole, text
    assert seen >= 5
    assert not heavy


def test_one_stylesheet_within_its_budget(site, pages):
    style = (site.folder / "_static/handbook.css").read_bytes()
    assert packed(style) <= STYLESHEET
    assert b"/*" not in style
    for name, page in pages.items():
        assert len(page.select("link[rel=stylesheet]")) == 1, name
        assert not page.select("style"), name


def test_nothing_blocks_the_first_paint_but_the_stylesheet(pages):
    for name, page in pages.items():
        for script in page.select("script[src]"):
            assert script.has_attr("defer") or script.has_attr("async"), (name, script["src"])


def test_inline_code_is_one_constant_script(pages):
    """So that a Content-Security-Policy can name it by its hash and forbid everything else."""
    inline = {s.get_text() for page in pages.values() for s in page.select("script:not([src])")}
    # On pages that a section has left there is one more, as constant: it leads on from the old id.
    inline -= {BeautifulSoup(moved_pages.FOLLOW, "html.parser").script.get_text()}
    assert len(inline) == 1
    for name, page in pages.items():
        for element in page.find_all(True):
            bad = [a for a in element.attrs if a == "style" or a.startswith("on")]
            assert not bad, (name, element.name, bad)


def unasked(folder: Path, pages: dict[str, BeautifulSoup]) -> set[str]:
    """Assets that no page links to, and no script that a page links to fetches when it has use for it."""
    assets = (file for file in (folder / "_static").rglob("*") if file.is_file())
    files = {file.relative_to(folder).as_posix() for file in assets}
    named = set()
    for name, page in pages.items():
        for element in page.select("[src], [href]"):
            address = urlsplit(element.get("src") or element.get("href"))
            if not address.netloc:
                base = folder if address.path.startswith("/") else (folder / name).parent
                named.add((base / address.path.lstrip("/")).resolve())
    scripts = [file for file in named if file.suffix == ".js" and file.is_file()]
    for file in scripts:
        later = re.findall(r'load\("([\w-]+)"\)', file.read_text(encoding="utf-8"))
        named |= {file.with_name(f"{name}.js") for name in later}
    return {file for file in files if (folder / file).resolve() not in named}


def test_every_published_asset_is_asked_for(site, pages, tmp_path):
    assert unasked(site.folder, pages) == set()


def test_an_asset_that_no_page_asks_for_is_noticed(tmp_path):
    (tmp_path / "_static").mkdir()
    for name in ("asked.css", "asked.js", "later.js", "left.js"):
        (tmp_path / "_static" / name).touch()
    (tmp_path / "_static/asked.js").write_text('if (one) load("later");', encoding="utf-8")
    links = '<link href="../_static/asked.css?v=1"><script src="../_static/asked.js"></script>'
    page = BeautifulSoup(links, "html.parser")
    assert unasked(tmp_path, {"a/index.html": page}) == {"_static/left.js"}
