"""Rules about links: each fires on its fault and stays silent on what a browser takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from minisite import findings, page, rules

SITE: dict[str, str | bytes] = {
    "other/index.html": "<section id='other'><h1>Other</h1><h2 id='ä b'>Ä</h2><a name='named'></a>"
    "<input name='field'><h2 id='a%20b'>Raw</h2></section>",
    "plain.html": "<h1 id='plain'>Plain</h1>",
    "empty/file.txt": "x",
    "_static/x.pdf": b"%PDF",
    "_static/pic.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><symbol id='i'/></svg>",
    "_static/a b.png": b"",
    "_static/part.html": "<a href='{{ nowhere }}'>{{ x }}</a><a href='nowhere/'>x</a>",
    "_static/page.html": "<html><title>x</title><h1 id='page'>x</h1></html>",
    "_static/unlinked.html": "<html><title>x</title><h1>x</h1><a href='nowhere/'>x</a></html>",
    "empty.html": b"",
    "deep/page.html": "x",
    "_sources/index.md": "x",
    "search/index.html": "<h1>Search</h1>",
}

FAULTS = [
    ("<a href='nowhere/'>x</a>", "missing-page"),
    ("<a href='empty/'>a folder without an index page</a>", "missing-page"),
    ("<a href='plain'>no ending</a>", "missing-page"),
    ("<a href='other/../../../nope/'>x</a>", "missing-page"),
    ("<a href='/nope/'>x</a>", "missing-page"),
    ("<map><area href='nowhere/' alt='x'></map>", "missing-page"),
    ("<iframe src='nowhere.html'></iframe>", "missing-page"),
    ("<a href='_static/nope.pdf'>x</a>", "missing-file"),
    ("<img src='nope.png' alt=''>", "missing-file"),
    ("<img src='_static/pic.svg' srcset='_static/pic.svg 1x, nope.png 2x' alt=''>", "missing-file"),
    ("<picture><source srcset='nope.webp'><img src='_static/pic.svg' alt=''></picture>", "missing-file"),
    ("<video poster='nope.png' src='_static/x.pdf'></video>", "missing-file"),
    ("<video><source src='nope.mp4'></video>", "missing-file"),
    ("<script src='nope.js'></script>", "missing-file"),
    ("<object data='nope.svg'></object>", "missing-file"),
    ("<a href='Other/'>x</a>", "letter-case"),
    ("<a href='PLAIN.html'>x</a>", "letter-case"),
    ("<img src='_static/Pic.svg' alt=''>", "letter-case"),
    ("<a href='other/#nope'>x</a>", "missing-fragment"),
    ("<a href='other/#Other'>x</a>", "missing-fragment"),
    ("<a href='other/#field'>x</a>", "missing-fragment"),
    ("<a href='#nope'>x</a>", "missing-fragment"),
    ("<a href='#nope:~:text=word'>x</a>", "missing-fragment"),
    ("<a href='plain.html#%C3%A4'>x</a>", "missing-fragment"),
    ("<script>var s = \"<p id='scripted'>\"</script><a href='#scripted'>x</a>", "missing-fragment"),
    ("<a href='nowhere/' href='other/'>the first href counts</a>", "missing-page"),
    ("<a href='{{ pathto(\"a.b\") }}'>a template's mark</a>", "missing-page"),
    ("<a href='_static/page.html#nope'>x</a>", "missing-fragment"),
    ("<a href='empty.html#x'>x</a>", "missing-fragment"),
    ("<a href='deep//page.html'>x</a>", "missing-page"),
    ("<svg><use href='nope.svg#i'/></svg>", "missing-file"),
    ("<svg><use xlink:href='#nope'/></svg>", "missing-fragment"),
]

SOUND = [
    "<a href=''>this page</a> <a href='#'>top</a> <a href='#top'>top</a> <a href='#TOP'>top</a>",
    "<a href='?q=x'>x</a> <a href='search/?q=a%20b#top'>x</a> <a href='other/?a#other'>x</a>",
    "<a href='mailto:a@b.org'>x</a> <a href='tel:+1'>x</a> <a href='javascript:void 0'>x</a>",
    "<a href='data:text/plain,x'>x</a> <a href='https://example.org/nope'>x</a> <a href='//example.org/x'>x</a>",
    "<a href='sms:1'>x</a> <a href='web+x:y'>x</a> <a href='HTTPS://example.org/'>x</a>",
    "<a href='_static/x.pdf#page=3'>x</a> <a href='_static/pic.svg#icon'>x</a>",
    "<a href='_sources/index.md'>x</a> <a href='_static/part.html#x'>x</a>",
    "<a href='other'>a host adds the slash</a> <a href='other/index.html#other'>x</a>",
    "<a href=' other/\n#ot\ther '>x</a>",
    "<a href='other\\#other'>x</a>",
    "<a href='./other/./%2e%2e/other/'>x</a> <a href='../../other/'>stops at the root</a>",
    "<a href='/other/#other'>x</a> <a href='/'>x</a>",
    "<a href='other/#%C3%A4%20b'>x</a> <a href='other/#ä b'>x</a> <a href='other/#a%20b'>x</a>",
    "<a href='other/#named'>x</a> <a href='other/#other:~:text=word'>x</a> <a href='#:~:text=word'>x</a>",
    "<img src='_static/a%20b.png' alt=''> <img src='_static/a b.png' alt=''>",
    "<img srcset='_static/pic.svg, _static/x.pdf 2x' src='data:image/gif;base64,R0' alt=''>",
    "<a href='other/' href='nowhere/'>the first href counts</a>",
    "<template><a href='nowhere/'>x</a></template><!-- <a href='nowhere/'>x</a> -->",
    "<script>document.write(\"<a href='nowhere/'>x</a>\")</script>",
    "<form action='/subscribe' method=post></form> <form action='search/'></form>",
    "<a>no href</a> <a id='here'></a><a href='#here'>x</a>",
    "<a href='plain.html?v=1#plain'>x</a>",
    "<p id='c%20d'></p><a href='#c d'>the browser sends c%20d</a>",
    "<svg><use href='_static/pic.svg#i'/><symbol id='s'/><use href='#s'/></svg>",
    "<img src='_static//pic.svg' alt=''> <a href='https://example.org//x'>x</a>",
    "<a href='_static/page.html#page'>x</a>",
]


@pytest.mark.parametrize(("body", "rule"), FAULTS)
def test_a_link_that_does_not_arrive_is_found_once(tmp_path: Path, body: str, rule: str) -> None:
    found = findings(tmp_path, {**SITE, "index.html": body})
    assert rules(found) == [rule], found
    assert found[0].file == "index.html" and found[0].page == "./"


@pytest.mark.parametrize("body", SOUND)
def test_what_a_browser_takes_is_no_finding(tmp_path: Path, body: str) -> None:
    assert findings(tmp_path, {**SITE, "index.html": body}) == []


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<link rel=stylesheet href=nope.css>", "", ["missing-file"]),
        ("<link rel=icon href=nope.ico>", "", ["missing-file"]),
        ("<link rel=next href=nope/>", "", ["missing-page"]),
        ("<link rel=canonical href=https://example.org/nope/>", "", []),
        ("<link rel=preconnect href=https://example.org>", "", []),
        ("<base href='other/'>", "<a href='#other'>x</a><a href='../plain.html'>x</a>", []),
        ("<base href='other/'>", "<a href='#plain'>x</a>", ["missing-fragment"]),
        ("<base href='other/'>", "<a href='plain.html'>x</a>", ["missing-page"]),
        ("<base href='https://example.org/'>", "<a href='nowhere/'>x</a>", []),
        ("<base href='data:text/plain,x'>", "<a href='nowhere/'>x</a>", ["missing-page"]),
        ("<base href='https://'><base href='other/'>", "<a href='plain.html'>x</a><a href='nowhere/'>x</a>", ["missing-page"]),
        ("<link rel=preload as=image imagesrcset='nope.png 1x, _static/pic.svg 2x'>", "", ["missing-file"]),
        ("<meta http-equiv=refresh content='0 nope/'>", "", ["missing-page"]),
        ("<meta http-equiv=refresh content='0;url=nope/'>", "", ["missing-page"]),
        ("<meta http-equiv=REFRESH content=\"0; URL='nope/'\">", "", ["missing-page"]),
        ("<meta http-equiv=refresh content='0, nope/'>", "", ["missing-page"]),
        ("<meta http-equiv=refresh content='5'>", "", []),
        ("<meta http-equiv=refresh content='0; url=other/#other'>", "", []),
    ],
)
def test_what_stands_in_the_head_counts(tmp_path: Path, head: str, body: str, expected: list[str]) -> None:
    found = findings(tmp_path, {**SITE, "index.html": page(body, head=head)})
    assert rules(found) == expected, found


STUBS: dict[str, str | bytes] = {
    "new/index.html": "<h1 id='new'>New</h1><h2 id='one'>1</h2><h2 id='two'>2</h2>",
    "old.html": "<html><head><meta http-equiv=refresh content='0; url=mid.html'></head></html>",
    "mid.html": "<html><head><script>location.replace('new/' + location.hash)</script>"
    "<meta http-equiv=refresh content='0; url=new/'></head></html>",
    "round.html": "<html><head><meta http-equiv=refresh content='0; url=about.html'></head></html>",
    "about.html": "<html><head><meta http-equiv=refresh content='0; url=round.html'></head></html>",
    "own.html": "<html><head><meta http-equiv=refresh content='0; url=new/#one'></head></html>",
    "short.html": "<html><head><script>var to = 'new/#one'; place = new URL(to, location.href);"
    "if (location.hash) place.hash = location.hash; location.replace(place)</script>"
    "<noscript><meta http-equiv=refresh content='0; url=new/#one'></noscript></head></html>",
    "away.html": "<html><head><meta http-equiv=refresh content='0; url=https://example.org/'></head></html>",
}


@pytest.mark.parametrize(
    ("href", "expected", "says"),
    [
        ("old.html", [], ""),
        ("mid.html#new", [], ""),
        ("away.html#x", [], ""),
        ("mid.html#nope", ["missing-fragment"], "through the redirect mid.html"),
        ("old.html#nope", ["missing-fragment"], "through the redirect old.html and mid.html"),
        ("old.html#new", ["missing-fragment"], "loses its section through the redirect old.html"),
        ("own.html", [], ""),
        ("own.html#one", [], ""),
        ("own.html#two", ["missing-fragment"], "loses its section through the redirect own.html"),
        ("own.html#nope", ["missing-fragment"], "loses its section through the redirect own.html"),
        ("short.html", [], ""),
        ("short.html#two", [], ""),
        ("short.html#nope", ["missing-fragment"], "not on new/ through the redirect short.html"),
    ],
)
def test_a_stub_is_followed_to_its_end_and_named(
    tmp_path: Path, href: str, expected: list[str], says: str
) -> None:
    files = {name: text for name, text in STUBS.items() if name not in ("round.html", "about.html")}
    found = findings(tmp_path, {**files, "index.html": f"<a href='{href}'>x</a>"})
    assert rules(found) == expected, found
    assert all(says in finding.message and finding.file == "index.html" for finding in found)


def test_redirects_that_go_round_are_found_at_the_link_too(tmp_path: Path) -> None:
    found = findings(tmp_path, {**STUBS, "index.html": "<a href='round.html'>x</a>"})
    assert set(rules(found)) == {"redirect-circle"}
    assert {finding.page for finding in found} == {"./", "round.html", "about.html"}


def test_a_broken_link_of_the_furniture_is_reported_once_with_its_pages(tmp_path: Path) -> None:
    body = page("<p>text</p>").replace("#top", "/nope/")
    found = findings(tmp_path, {"index.html": body, "a/index.html": body, "b/c/index.html": body})
    assert rules(found) == ["missing-page"]
    assert "(on 3 pages)" in found[0].message


def test_every_occurrence_in_the_text_is_a_finding_of_its_own(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {"index.html": "<a href='no/'>x</a><p><a href='no/'>y</a>"},
        source={"index.md": "[x](no/)\n\n[y](no/)\n"},
    )
    assert [(f.file, f.line) for f in found] == [("index.md", 1), ("index.md", 3)]


def test_pages_without_the_ending_are_fine_where_the_site_counts_on_such_a_host(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "index.html": "<a href='/a'>a</a><a href='/b'>b</a><a href='/c'>c</a><a href='/nope'>x</a>",
        "a.html": "<a href='/b'>b</a>", "b.html": "<a href='/c'>c</a>", "c.html": "<a href='/a'>a</a>",
    }
    assert [(f.rule, f.address) for f in findings(tmp_path, files)] == [("missing-page", "nope")]


def test_a_site_below_a_path_is_told_by_its_many_links(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "index.html": "<a href='/docs/a/'>a</a><a href='/docs/b/#b'>b</a><a href='/docs/c/'>c</a>"
        "<a href='/docs/nope/'>x</a><a href='/elsewhere/'>another site on the host</a>",
        "a/index.html": "x", "b/index.html": "<p id='b'>", "c/index.html": "x",
    }
    assert [finding.address for finding in findings(tmp_path, files)] == ["nope/"]


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("https://example.org/docs/", ["docs/nope/", "nope/"]),
        ("https://example.org/", ["docs/nope/"]),
        ("https://example.org/docs/latest/", []),
        ("", []),
    ],
)
def test_links_to_the_address_that_a_site_gives_itself_are_its_own(tmp_path: Path, base: str, expected: list[str]) -> None:
    def with_canonical(path: str, body: str) -> str:
        return page(body, head=f"<link rel=canonical href='{base}{path}'>" if base else "")

    own = base or "https://example.org/"
    links = f"<a href='{own}nope/'>x</a><a href='{own}docs/nope/'>x</a><a href='{own}v2/nope/'>x</a><a href='{own}docs/#d'>x</a>"
    files: dict[str, str | bytes] = {
        "index.html": with_canonical("", links), "docs/index.html": with_canonical("docs/", "<p id='d'>x"),
        "a.html": with_canonical("a", ""), "b.html": "x",
    }
    assert sorted(finding.address or "" for finding in findings(tmp_path / "a", files)) == expected
    files["a.html"] = with_canonical("elsewhere/", "")
    assert findings(tmp_path / "b", files) == []
