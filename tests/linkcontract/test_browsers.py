"""What a browser fetches, shows and follows beyond the links that stand on a page."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from minisite import findings, page, rules, write

from linkcontract.address import page_path
from linkcontract.cli import main
from linkcontract.files import CannotWork
from linkcontract.href import own_part, plain_path, resolve
from linkcontract.match.compare import compare
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.promise.public import addresses
from linkcontract.promise.record import record
from linkcontract.read.folder import read_site
from linkcontract.read.redirects import forwards_in
from linkcontract.read.styles import fetched, written
from linkcontract.serve.visit import final_address, is_served, served_at

# -- The URL standard -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "base", "expected"),
    [
        ("../sister/", "/", "sister/"),  # a host's root has nothing above it
        ("../sister/", "/project/", None),
        ("../../project/other/", "/project/", "other/"),
        ("../project/other/", "/project/", "other/"),
        ("../project", "/project/", ""),
        ("../../../other/", "/a/b/", None),
        ("%2e%2e/sister/", "/project/", None),
        ("..\\sister/", "/project/", None),
        ("a//../b/", "/", "a/b/"),  # the step without a name is one
        ("https://", "/", None),
        ("http://[", "/", None),
    ],
)
def test_above_the_root_is_another_site_where_the_host_is_shared(
    href: str, base: str, expected: str | None
) -> None:
    target = resolve("index.html", href, base)
    assert (target.path if target else None) == expected
    if target and "/" in href and href.strip("./a-z") == "":
        assert plain_path("", href, base) in (None, expected)


def test_a_link_to_the_sister_of_a_project_leads_off_the_site(tmp_path: Path) -> None:
    known = "".join(f"<a href='/project/p{n}/'>x</a>" for n in range(3))
    pages = {f"p{n}/index.html": "<a href='../../sister/'>x</a>" for n in range(3)}
    site = {"index.html": known + "<a href='../sister/'>x</a><a href='sister/'>x</a>", **pages}
    (found,) = findings(tmp_path, site)
    assert found.message.startswith("link to sister/")


HOST = "https://Example.org/docs/"


@pytest.mark.parametrize(
    ("href", "part"),
    [
        ("https://example.org/docs/a/#x", "a/"),
        ("//example.org/docs/a/", "a/"),
        ("http://example.org/docs/a/", "a/"),
        ("HTTPS://EXAMPLE.ORG/docs/a/", "a/"),
        ("https://example.org:443/docs/a/", "a/"),
        ("http://example.org:80/docs", ""),
        ("https:\\\\example.org\\docs\\a", "a"),
        ("https://example.org/docs/../docs/a", "a"),
        ("https://example.org/other/", None),
        ("https://example.org:8443/docs/a/", None),
        ("https://docs.example.org/docs/a/", None),
        ("/docs/a/", None),
        ("mailto:me@example.org", None),
    ],
)
def test_other_spellings_of_the_site_s_own_address(href: str, part: str | None) -> None:
    assert own_part(href, HOST) == part
    assert own_part(href, None) is None


@pytest.mark.parametrize("start", ["https://example.org", "//example.org", "http://EXAMPLE.org:80"])
def test_a_dead_link_to_the_own_host_is_found_however_it_is_spelled(
    tmp_path: Path, start: str
) -> None:
    def one(name: str, body: str) -> str:
        return page(body, head=f"<link rel=canonical href='https://example.org/{name}'>")

    site = {
        "index.html": one("", f"<a href='{start}/a/nope/'>x</a><a href='{start}/a/#a'>x</a>"),
        "a/index.html": one("a/", "<h2 id=a>A</h2>"),
    }
    assert [finding.address for finding in findings(tmp_path, site)] == ["a/nope/"]


# -- Style sheets and drawings --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "urls"),
    [
        ("a { background: url(a.png) } b { mask: URL( 'b c.svg' ) }", ["a.png", "b c.svg"]),
        ("@import 'a.css'; @import url(b.css) print;", ["a.css", "b.css"]),
        ("/* url(no.png) */ a::before { content: 'url(no.png)' }", []),
        (r"a { background: url(a\28 1\29.png) }", ["a(1).png"]),
        ("a { fill: url(#gradient); background: url() }", []),
        (
            "@font-face { src: url(a.eot); src: url(a.eot?#x), url(a.woff2), url(a.ttf), url(a.svg#a) }",
            ["a.woff2"],
        ),
        ("@font-face { src: url(a.woff) } a { background: url(a.svg) }", ["a.woff", "a.svg"]),
        ("a { background: url(a.png", []),
    ],
)
def test_what_a_style_sheet_fetches(sheet: str, urls: list[str]) -> None:
    assert fetched(sheet) == urls


def test_files_that_style_sheets_lack_are_found_in_them(tmp_path: Path) -> None:
    site = {
        "index.html": page("x", head="<link rel=stylesheet href='css/a.css'>"),
        "css/a.css": "@import 'more/b.css'; a { background: url(../pic.png) }",
        "css/more/b.css": "a { background: url(nope.png), url(../../pic.png) } @import 'nope.css';",
        "css/unused.css": "a { background: url(nope.png) }",
        "pic.png": "",
    }
    found = findings(tmp_path, site)
    assert [(each.rule, each.file, each.address) for each in found] == [
        ("missing-file", "css/more/b.css", "css/more/nope.css"),
        ("missing-file", "css/more/b.css", "css/more/nope.png"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p style='background: url(nope.png)'>x</p>",
        "<style>p { background: url('nope.png') }</style>",
    ],
)
def test_files_that_styles_in_a_page_lack(tmp_path: Path, body: str) -> None:
    sound = "<p style='background: url(data:image/gif;base64,R0)'>url(nope.png)</p>"
    (found,) = findings(tmp_path, {"index.html": body + sound})
    assert (found.rule, found.message) == (
        "missing-file",
        "file nope.png in <style> is missing: the site has no such file",
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<svg><use href='icons.svg#star'/></svg>", []),
        ("<svg><use href='icons.svg#moon'/></svg>", ["missing-fragment"]),
        ("<svg><use xlink:href='icons.svg#moon'/></svg>", ["missing-fragment"]),
        ("<img src='icons.svg#moon' alt=''><a href='icons.svg#moon'>x</a>", []),
    ],
)
def test_parts_that_an_external_drawing_lacks(
    tmp_path: Path, body: str, expected: list[str]
) -> None:
    icons = b"<svg xmlns='http://www.w3.org/2000/svg'><symbol id='star'/></svg>"
    assert rules(findings(tmp_path, {"index.html": body, "icons.svg": icons})) == expected


# -- Names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "link", "named"),
    [
        (".anchor::before { content: '§' }", "<a class=anchor href='#x'></a>", True),
        (".anchor::before { content: '§' }", "<a class=anchor href='a.html'></a>", False),
        (".home:after { content: 'Home' }", "<a class=home href='a.html'></a>", True),
        (".bar .home:after { content: 'Home' }", "<a class=home href='a.html'></a>", True),
        ("i.home:after { content: 'Home' }", "<a href='a.html'><i class=home></i></a>", True),
        ("i.home:after { content: 'Home' }", "<a href='a.html'><b class=home></b></a>", False),
        ("#h::after { content: attr(data-title) }", "<a id=h href='a.html'></a>", True),
        ("a[href]::after { content: ' (' attr(href) ')' }", "<a href='a.html'></a>", False),
        (
            "@media print { .home::after { content: 'Home' } }",
            "<a class=home href='a.html'></a>",
            False,
        ),
        (
            "@media (width > 9px) { .home::after { content: 'Home' } }",
            "<a class=home href='a.html'></a>",
            True,
        ),
        (r".icon::before { content: '\f09b' }", "<a class=icon href='a.html'></a>", False),
        (".home::before { content: '' }", "<a class=home href='a.html'></a>", False),
        (".home { content: 'Home' }", "<a class=home href='a.html'></a>", False),
        (".other::before { content: 'Home' }", "<a class=home href='a.html'></a>", False),
    ],
)
@pytest.mark.parametrize("inline", [True, False])
def test_names_that_style_sheets_may_give(
    tmp_path: Path, sheet: str, link: str, named: bool, inline: bool
) -> None:
    head = f"<style>{sheet}</style>" if inline else "<link rel=stylesheet href=a.css>"
    site = {"index.html": page(f"<p id=x>x</p>{link}", head=head), "a.html": "x", "a.css": sheet}
    assert rules(findings(tmp_path, site)) == ([] if named else ["unnamed-link"])


@pytest.mark.parametrize(
    ("sheet", "link", "expected"),
    [
        ("../theme/a.css", "<a class=icon href='a.html'></a>", []),
        ("../theme/a.css", "<a href='a.html'></a>", ["unnamed-link"]),
        ("https://cdn.org/a.css", "<a class=icon href='a.html'></a>", ["unnamed-link"]),
    ],
)
def test_where_a_style_sheet_cannot_be_read_nobody_knows(
    tmp_path: Path, sheet: str, link: str, expected: list[str]
) -> None:
    html = page(link, head=f"<link rel=stylesheet href='{sheet}'>")
    found = rules(findings(tmp_path, {"index.html": html, "a.html": "x"}))
    assert [rule for rule in found if rule != "missing-file"] == expected


def test_what_is_written_by_a_list_of_selectors() -> None:
    found = written("a.b:hover::before, #c > d.e:after, f { content: 'x' }")
    assert [(each.tag, each.id, sorted(each.classes)) for each in found] == [
        ("a", "", ["b"]),
        ("d", "", ["e"]),
    ]


# -- Sitemaps and search indexes ------------------------------------------------------------------


def sitemap(*urls: str) -> str:
    return "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {
                "sitemap.xml": sitemap(
                    *(f"https://x.org/p/{n}" for n in ("", "a/", "b.html", "nope/"))
                )
            },
            ["nope/"],
        ),
        (
            {
                "sitemap.xml": sitemap(
                    "https://x.org/q/", "https://x.org/q/z/", "https://x.org/q/y/"
                )
            },
            [],
        ),
        (
            {
                "sitemap.xml": "<!-- <loc>https://x.org/nope/</loc> -->"
                + sitemap("https://x.org/a/")
            },
            [],
        ),
        (
            {"searchindex.js": 'Search.setIndex({"docnames": ["index", "b", "nope"], "x": []})'},
            ["nope.html"],
        ),
        (
            {"searchindex.js": 'Search.setIndex({docnames:["a","gone/index"],filenames:[]})'},
            ["gone/"],
        ),
        (
            {
                "search/search_index.json": '{"docs": [{"location": ""}, {"location": "a/#a"}, {"location": "a/#no"}]}'
            },
            ["a/#no"],
        ),
        ({"searchindex.json": '{"doc_urls":["b.html#b","b.html#no"],"index":{}}'}, ["b.html#no"]),
    ],
)
def test_pages_that_only_a_listing_names(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    pages = {"index.html": "x", "a/index.html": "<h2 id=a>A</h2>", "b.html": "<h2 id=b>B</h2>"}
    found = findings(tmp_path, {**pages, **files})
    assert [finding.address for finding in found] == expected
    assert {finding.file for finding in found} <= set(files)


# -- 404 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page("<a href='/'>x</a><a href='#x' id=x>x</a><a href='https://x.org'>x</a>"), []),
        (page("<a href='a.html'>x</a>"), ["missing-page"]),
        (page("x", head="<link rel=stylesheet href='a.css'>"), ["missing-page"]),
        (page("<a href='a.html'>x</a>", head="<base href='/'>"), []),
        (page("<a href='a.html'>x</a>", head="<base href='./404.html'>"), ["missing-page"]),
    ],
)
@pytest.mark.parametrize("file", ["404.html", "docs/404.html"])
def test_relative_links_of_the_page_that_is_shown_anywhere(
    tmp_path: Path, html: str, expected: list[str], file: str
) -> None:
    folder = file.rpartition("404")[0]
    site = {
        "index.html": "x",
        "a.html": "x",
        "a.css": "",
        folder + "a.html": "x",
        folder + "a.css": "",
        file: html,
    }
    assert rules(findings(tmp_path, site)) == (expected if file == "404.html" else [])


# -- Hosts ----------------------------------------------------------------------------------------

REDIRECTS = """
/old       /new/   # moved
/a/*       /b/:splat  302
/c/:page/  /b/:page   301!
/b/x       /nope/
/s         /new/#setup
/lang/*    /de/:splat  302  Language=de
/*         /index.html 200
/gone/*    /404.html   404
https://other.org/z /new/
/api/q id=:id /new/
"""


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/old", []),
        ("/old/#setup", []),
        ("/old#nope", ["missing-fragment"]),
        ("/a/x/", []),
        ("/a/y/", ["missing-page"]),
        ("/c/x/", []),
        ("/s", []),
        ("/s#other", ["missing-fragment"]),
        ("/b/x/", []),  # what stands there comes first
        ("/lang/x", ["missing-page"]),
        ("/gone/x", ["missing-page"]),
        ("/nope/", ["missing-page"]),
        ("/z", ["missing-page"]),
        ("/api/q", ["missing-page"]),
    ],
)
def test_redirects_of_the_host(tmp_path: Path, href: str, expected: list[str]) -> None:
    site = {
        "index.html": f"<a href='{href}'>x</a>",
        "new/index.html": "<h2 id=setup>Setup</h2><h2 id=other>Other</h2>",
        "b/x/index.html": "x",
        "c/x/index.html": "<p>hidden</p>",
        "_redirects": REDIRECTS,
    }
    assert rules(findings(tmp_path, site)) == expected


def test_an_address_that_the_host_redirects_is_kept(tmp_path: Path) -> None:
    ledger = Ledger(
        {old: Entry(old, date(2026, 1, 1), "") for old in ("old/", "old/#setup", "older/")}
    )
    site = {
        "index.html": "x",
        "new/index.html": "<h2 id=setup>x</h2>",
        "_redirects": "/old/ /new/\n",
    }
    assert [f.address for f in findings(tmp_path, site, ledger=ledger)] == ["older/"]


def test_lines_of_redirects_that_lead_nowhere_in_particular_are_left_out() -> None:
    assert [each.source for each in forwards_in(REDIRECTS)] == ["old", "a/*", "c/:page", "b/x", "s"]


STUBS = {
    "mkdocs-redirects": (
        "<script>var anchor=window.location.hash.substr(1);location.href=\"{0}\"+"
        '(anchor?"#"+anchor:"")</script><meta http-equiv=refresh content="0; url={0}">', True,
    ),
    "Docusaurus": (
        '<meta http-equiv="refresh" content="0; url={0}"><link rel="canonical" href="{0}" />'
        "<script>window.location.href = '{0}' + window.location.search + window.location.hash;</script>", True,
    ),
    "Hugo": ('<link rel="canonical" href="{0}"><meta http-equiv="refresh" content="0; url={0}">', False),
    "Jekyll": (
        '<script>location="{0}"</script><meta http-equiv="refresh" content="0; url={0}">', False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("engine", STUBS)
@pytest.mark.parametrize(
    ("target", "fragment", "with_script", "without"),
    [
        ("../new/", "x", True, False),
        ("../new/#setup", "x", False, True),  # the visitor is sent to a place of the stub's choice
        ("../new/#setup", "", True, True),
        ("../new/", "nope", False, False),
    ],
)
def test_stubs_of_engines_do_what_they_do(
    tmp_path: Path, engine: str, target: str, fragment: str, with_script: bool, without: bool
) -> None:
    html, has_script = STUBS[engine]
    stub = (
        f"<!doctype html><html><head><title>Redirecting</title>{html.format(target)}</head></html>"
    )
    write(
        tmp_path, {"new/index.html": "<h2 id=setup>x</h2><h2 id=x>x</h2>", "old/index.html": stub}
    )
    address = "old/" + f"#{fragment}" * bool(fragment)
    site = read_site(tmp_path)
    assert is_served(site, address) is (with_script if has_script else without)
    if (engine, target, fragment) == ("Docusaurus", "../new/#setup", "x"):
        assert final_address(served_at(site, address)) == "new/#setup#x"


def test_a_site_whose_folders_have_an_index_htm(tmp_path: Path) -> None:
    write(tmp_path, {"index.htm": page("<h2 id=a>A</h2>"), "b/index.htm": page("<h2 id=b>B</h2>")})
    site = read_site(tmp_path)
    assert list(addresses(site)) == ["./", "./#a", "b/", "b/#b"]
    assert compare(site, site).broken == {}
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 0


# -- Addresses without their ending ---------------------------------------------------------------


def clean(canonical: str = "", links: str = "/guide /docs/intro") -> dict[str, str | bytes]:
    """A site as VitePress and Docusaurus build it for a host that adds `.html`."""
    body = "".join(f"<a href='{link}'>x</a>" for link in links.split())
    heads = {
        name: f"<link rel=canonical href='https://x.org{canonical.format(name)}'>"
        if canonical
        else ""
        for name in ("guide", "docs/intro")
    }
    return {
        "index.html": body,
        "guide.html": page("<h2 id=a>A</h2>", head=heads["guide"]),
        "docs/intro.html": page("<h2 id=b>B</h2>", head=heads["docs/intro"]),
    }


SHORT = ["./", "docs/intro", "docs/intro#b", "guide", "guide#a"]
LONG = ["./", "docs/intro.html", "docs/intro.html#b", "guide.html", "guide.html#a"]


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        (clean(), SHORT),
        (clean("/{}", "guide.html docs/intro.html"), SHORT),
        (clean("/{}.html"), LONG),
        (clean("", "/guide.html /docs/intro.html"), LONG),
        (clean("", "guide docs/intro"), LONG),  # perhaps only mistakes: nothing says so for sure
    ],
)
@pytest.mark.parametrize("with_links", [True, False])
def test_addresses_are_those_that_the_site_says(
    tmp_path: Path, site: dict[str, str | bytes], expected: list[str], with_links: bool
) -> None:
    assert list(addresses(read_site(write(tmp_path, site), with_links=with_links))) == expected


def test_the_setting_wins(tmp_path: Path) -> None:
    write(tmp_path, clean())
    assert list(addresses(read_site(tmp_path, clean_urls=False))) == LONG
    assert list(addresses(read_site(write(tmp_path, clean("/{}.html")), clean_urls=True))) == SHORT


@pytest.mark.parametrize("links", ["/guide /docs/intro {}", "guide docs/intro {}"])
@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("guide#a", []),
        ("guide#nope", ["missing-fragment"]),
        ("nope", ["missing-page"]),
        ("guide.html#a", []),
    ],
)
def test_links_without_an_ending_are_judged_whole(
    tmp_path: Path, links: str, link: str, expected: list[str]
) -> None:
    assert rules(findings(tmp_path, clean("", links.format(link)))) == expected


def test_published_addresses_without_an_ending_are_kept(tmp_path: Path) -> None:
    published = ["docs/intro", "docs/intro#b", "docs/intro.html", "docs/gone"]
    ledger = Ledger({each: Entry(each, date(2026, 1, 1), "") for each in published})
    assert [f.address for f in findings(tmp_path, clean(), ledger=ledger)] == ["docs/gone"]


# -- Files that are hard to read ------------------------------------------------------------------


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "undefined", "utf-16", "utf-16le", "nonsense", "unicode_escape"]
)
def test_a_page_with_a_charset_that_is_none_is_read_as_utf_8(tmp_path: Path, charset: str) -> None:
    html = f"<meta charset={charset}><title>Ü</title><h1 id=a>Über</h1>".encode() + b"<p>\xff</p>"
    write(tmp_path, {"index.html": b"<!doctype html>" + html})
    (read,) = read_site(tmp_path).pages.values()
    assert read.title == "Über" and "a" in read.ids


@pytest.mark.parametrize("charset", ["latin1", "ISO-8859-1", "windows-1252", "x-sjis", "koi8-r"])
def test_a_page_with_a_charset_of_the_web_is_read_as_that(tmp_path: Path, charset: str) -> None:
    word = {"x-sjis": "日本", "koi8-r": "Привет"}.get(charset, "Über")
    codec = {"x-sjis": "shift_jis", "koi8-r": "koi8-r"}.get(charset, "cp1252")
    html = f"<!doctype html><meta charset={charset}><h1>{word}</h1>".encode(codec)
    write(tmp_path, {"index.html": html})
    assert next(iter(read_site(tmp_path).pages.values())).title == word


def test_a_link_on_disk_that_leads_to_itself_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"index.html": "x"})
    os.symlink(tmp_path / "round", tmp_path / "round")
    os.symlink(tmp_path / "nope", tmp_path / "dangling")
    assert main(["check", str(tmp_path)]) == 0
    assert "round: left out: this link cannot be followed" in capsys.readouterr().err


def test_a_title_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write(tmp_path / "site", {"index.html": page("<h2 id=a>A\x1b[31m\x07 b\x9bx</h2>")})
    assert main(["record", str(site), "--ledger", str(tmp_path / "published.txt")]) == 0
    assert main(["check", str(site), "--ledger", str(tmp_path / "published.txt")]) == 0
    printed = capsys.readouterr().out
    assert "A [31m b x" in printed
    assert printed.replace("\n", "").replace("\t", "").isprintable()


def test_a_ledger_without_write_permission_stays_as_it_is(tmp_path: Path) -> None:
    site = read_site(write(tmp_path / "site", {"index.html": "x"}))
    ledger = tmp_path / "published.txt"
    ledger.write_text("a/\t2026-01-01\tA\n", encoding="utf-8")
    ledger.chmod(0o444)
    with pytest.raises(CannotWork, match=r"published\.txt: cannot write: it is read-only"):
        record(site, ledger)
    assert ledger.read_text(encoding="utf-8") == "a/\t2026-01-01\tA\n"
    ledger.chmod(0o644)
    record(site, ledger)
    assert page_path("index.html") + "\t" in ledger.read_text(encoding="utf-8")
