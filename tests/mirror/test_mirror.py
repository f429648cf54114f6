"""The mirror: plain files, a plain server, and every published address answers."""

from __future__ import annotations

import functools
import hashlib
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from conftest import ROOT
from selectolax.lexbor import LexborHTMLParser

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.public import addresses
from linkcontract.read.folder import read_site
from mirror.__main__ import main
from mirror.disk import for_disk

# What might have been published once, and is no more: it stood on no page of today.
ONCE = """\
old/page/
old/page/#old-thing
old/page/#old-gone
old/page/#value-hub-users
old/away/
old/withdrawn/
old/withdrawn/#anything
old/deck.html
go/old-thing/
go/old-withdrawn/
"""
MOVED = """\
old/page/	mission/value-proposition/	merged
old/page/#old-thing	service-model/pricing/#pricing-usage-fee
old/page/#old-gone	gone	2026-05-01 nobody asked for it
old/away/	https://elsewhere.example/
old/withdrawn/	gone	We stopped; ask hello@2i2c.org
old/deck.html	old/page/#old-thing
go/old-withdrawn/	gone	Never settled
"""


# -- A visitor who has nothing but what is served --------------------------------------------------


@functools.cache
def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.read().decode("utf-8", errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, ""


@functools.cache
def tree(html: str) -> LexborHTMLParser:
    return LexborHTMLParser(html)


def led_on(html: str, fragment: str) -> tuple[str, bool] | None:
    """Where a stub leads whoever asks for a fragment, and whether its own place counts."""
    page = tree(html)
    table = page.css_first("script#moved-fragments")
    if table is not None and fragment in (moved := json.loads(table.text())):
        return moved[fragment], True
    if found := re.search(r'^var to = (".*"), own = (true|false);$', html, re.MULTILINE):
        to = json.loads(found[1])
        return (to, found[2] == "true") if to else None
    for note in page.css(".moved-section"):
        if note.attributes.get("id") == fragment and (link := note.css_first("a.moved-to")):
            return link.attributes["href"], True
    return None


def visit(root: str, address: str) -> str:
    """What becomes of a visitor of an address: "arrived", "gone: …", a URL elsewhere, or a fault."""
    url, fragment = urldefrag(urljoin(root, address))
    fragment = unquote(fragment)
    for _ in range(5):
        status, html = get(url)
        if status != 200:
            return f"{status} at {url}"
        step = led_on(html, fragment)
        if step is None or step[0].startswith("#"):
            break
        to, own = step
        if to.startswith("https://"):
            return to
        url, asked = urldefrag(urljoin(url, to))
        fragment = unquote(asked) if own or not fragment else fragment
    else:
        return f"in circles at {url}"
    if not urlsplit(url).path.endswith(("/", ".html")):
        return "arrived"  # at a file that is no page
    heading = tree(html).css_first("h1").text()
    if heading == "This is no longer here":
        return f"gone: {tree(html).css_first('p').text()}"
    if fragment and not any(e.attributes.get("id") == fragment for e in tree(html).css("[id]")):
        return f"no #{fragment} at {url}"
    return "arrived"


# -- The handbook's own mirror ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def published(site, tmp_path_factory) -> tuple[Path, Path]:
    """A ledger of the whole handbook of today, and of much that is no more; and its moved file."""
    folder = tmp_path_factory.mktemp("links")
    lines = (ROOT / "links/published.txt").read_text(encoding="utf-8").splitlines()
    # Handouts are printed into a build only when it is published: tests/printing/test_handouts.py.
    lines = [line for line in lines if not line.startswith(("#", "handouts/"))]
    whole = {line.partition("\t")[0]: line for line in lines}
    today = addresses(read_site(site.folder, with_links=False))
    for address in [*today, *ONCE.split(), "llms.txt"]:
        whole.setdefault(address, f"{address}\t2026-01-31\tTitle")
    (folder / "published.txt").write_text("\n".join([*whole.values(), ""]), encoding="utf-8")
    moved = (ROOT / "links/moved.txt").read_text(encoding="utf-8")
    (folder / "moved.txt").write_text(moved + MOVED, encoding="utf-8")
    return folder / "published.txt", folder / "moved.txt"


def arguments(site: Path, published: tuple[Path, Path], to: Path) -> list[str]:
    return [str(site), "--to", str(to), "--ledger", str(published[0]), "--moved", str(published[1])]


@pytest.fixture(scope="module")
def mirror(site, published, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "deep" / "handbook"
    assert main(arguments(site.folder, published, folder)) == 0
    return folder


def test_every_published_address_answers_below_a_path(mirror, published, serve):
    root = serve(mirror.parent.parent) + "deep/handbook/"
    ledger = ledgers.read(published[0]).entries
    became = {address: visit(root, address) for address in ledger}
    assert len(ledger) > 900 and set(ONCE.split()) < set(ledger)
    others = {address: what for address, what in became.items() if what != "arrived"}
    assert others == {
        "old/away/": "https://elsewhere.example/",
        "old/withdrawn/": "gone: We stopped; ask hello@2i2c.org.",
        "old/withdrawn/#anything": "gone: We stopped; ask hello@2i2c.org.",
        "go/old-withdrawn/": "gone: Never settled.",
    }
    # What was withdrawn from a page that is led on has its line on the stub there.
    assert "Nobody asked for it" in get(f"{root}old/page/")[1]


def test_a_dead_address_is_noticed(mirror, serve):
    root = serve(mirror)
    assert visit(root, "never/") == f"404 at {root}never/"
    assert visit(root, "glossary/#never") == f"no #never at {root}glossary/"


def test_it_comes_with_what_the_next_one_needs(mirror, published, site):
    assert (mirror / "published.txt").read_bytes() == published[0].read_bytes()
    assert (mirror / "moved.txt").read_bytes() == published[1].read_bytes()
    text = (mirror / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Mirror of: 2i2c handbook\n") and "CC BY 4.0" in text
    assert f"{len(ledgers.read(published[0]).entries):,} addresses, the newest of " in text
    assert "python3 -m http.server --directory handbook" in text and "{" not in text
    assert (mirror / ".nojekyll").exists()
    assert (mirror / "index.html").read_bytes() == (site.folder / "index.html").read_bytes()


def test_the_checksums_and_the_zip_hold_every_file(mirror):
    sums = (mirror / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = {f.relative_to(mirror).as_posix(): f for f in mirror.rglob("*") if f.is_file()}
    assert {line[66:]: line[:64] for line in sums} == {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in files.items()
        if name != "SHA256SUMS"
    }
    with zipfile.ZipFile(mirror.with_name("handbook.zip")) as packed:
        assert packed.testzip() is None
        assert {f"handbook/{name}" for name in files} == set(packed.namelist())


def test_the_same_site_gives_the_same_zip(mirror, site, published, tmp_path):
    for _ in "first", "over the first":
        assert main(arguments(site.folder, published, tmp_path / "handbook")) == 0
    again = tmp_path / "handbook.zip"
    assert again.read_bytes() == mirror.with_name("handbook.zip").read_bytes()


def test_from_disk_links_and_short_links_lead_to_pages(mirror, browser, tmp_path):
    with zipfile.ZipFile(mirror.with_name("handbook.zip")) as packed:
        packed.extractall(tmp_path)
    for_disk(tmp_path / "handbook")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto((tmp_path / "handbook/go/persona-hub-users/index.html").as_uri())
    page.wait_for_url("**/mission/hub-users/index.html#persona-hub-users")
    page.locator("article a:not(.headerlink)[href*='/faq/']").first.click()
    assert page.url.partition("#")[0].endswith("/service-model/faq/index.html")
    page.goto((tmp_path / "handbook/old/page/index.html").as_uri() + "#old-thing")
    page.wait_for_url("**/service-model/pricing/index.html#pricing-usage-fee")
    page.close()
    assert refused == []


# -- What may go wrong -----------------------------------------------------------------------------


def test_an_address_that_nothing_answers_stops_it(site, published, tmp_path, capsys):
    ledger = tmp_path / "published.txt"
    ledger.write_text("glossary/#lost\t2026-01-01\tx\nlost/\t2026-01-01\tx\n./\t2026-01-01\tx\n")
    status = main(arguments(site.folder, (ledger, published[1]), tmp_path / "mirror"))
    said = capsys.readouterr()
    assert status == 1
    assert said.out.splitlines() == [
        "glossary/#lost: published, and nothing answers there",
        "lost/: published, and nothing answers there",
    ]
    assert said.err.startswith("no mirror made: 2 of 3 published addresses")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["published.txt"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"site": "nothing"}, "nothing: there is no built site here"),
        ({"to": "full"}, "full: this is no earlier mirror"),
        ({"ledger": "none.txt"}, "none.txt: there is no ledger of published addresses here"),
        ({"moved": "bad.txt"}, "bad.txt:1: "),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(change, message, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("site", "full"):
        Path(name).mkdir()
        Path(name, "index.html").write_text("<h1>x</h1>", encoding="utf-8")
    Path("good.txt").write_text("./\t2026-01-01\tx\n", encoding="utf-8")
    Path("bad.txt").write_text("alone\n", encoding="utf-8")
    chosen = {"site": "site", "to": "new", "ledger": "good.txt"} | change
    options = [f"--{name}={value}" for name, value in chosen.items() if name != "site"]
    assert main([chosen["site"], *options]) == 2
    said = capsys.readouterr().err
    assert said.startswith(message) and "Traceback" not in said
    assert not Path("new").exists() and not list(tmp_path.glob("*.unfinished"))


def test_an_address_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["--at", "example.org"])
    assert "“example.org” is not an address" in capsys.readouterr().err


# -- Another address -------------------------------------------------------------------------------

FILES = {
    "index.md": "(front)=\n# Front\n\n```{toctree}\nb\n```\n",
    "b.md": "(area:b)=\n# B\n\nFirst.\n\n(area:now)=\n## Now\n",
    "templates/404.html": '<h1>Not here</h1><a href="{{ pathto("b") }}">b</a>',
    "links/published.txt": (
        "./\t2026-01-01\tx\n./#area-now\t2026-01-01\tx\n./#area-was\t2026-01-01\tx\n"
        "b/#area-older\t2026-01-01\tx\ngo/area-now/\t2026-01-01\tx\n"
    ),
    "links/moved.txt": "./#area-now\tb/#area-now\n./#area-was\tgone\tno more\nb/#area-older\tb/#area-now\n",
}


def test_at_another_address_its_files_name_that_one(mini_site, serve, tmp_path, capsys):
    built = mini_site(
        FILES,
        extensions=["short_links", "moved_pages", "sitemap", "markdown_twins", "page_not_found"],
        templates_path=["templates"],
        html_baseurl="https://old.example/h/",
    )
    assert built.warnings == ""
    links = (tmp_path / "source/links/published.txt", tmp_path / "source/links/moved.txt")
    to = tmp_path / "host" / "copy"
    assert main([*arguments(built.folder, links, to), "--at", "https://new.example/copy"]) == 0
    for name in ("index.html", "b/index.html", "go/area-now/index.html", "sitemap.xml", "llms.txt"):
        text = (to / name).read_text(encoding="utf-8")
        assert "https://old.example/" not in text and "https://new.example/copy/" in text, name
    assert 'href="/copy/b/"' in (to / "404.html").read_text(encoding="utf-8")
    # What moved off a page that still stands left a note there, with its old id.
    root = serve(tmp_path / "host") + "copy/"
    assert [visit(root, address) for address in ledgers.read(links[0]).entries] == ["arrived"] * 5


def test_it_needs_nothing_of_what_built_the_handbook():
    loaded = "import sys, mirror.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and "linkcontract" in done.stdout.split()
    assert not {"sphinx", "docutils", "myst_parser", "twins"} & set(done.stdout.split())
