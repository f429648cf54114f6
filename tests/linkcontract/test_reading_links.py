"""Links and their names, read: every element and attribute that leads somewhere."""

from __future__ import annotations

import pytest
from test_reading import document, page_of

from linkcontract.site import LinkKind

LINKS = [
    ('<a href="x">t</a>', [("x", "a")]),
    ('<a href=" x\ty\n">t</a>', [("xy", "a")]),
    ('<a href="one" href="two">t</a>', [("one", "a")]),
    ("<a>no link</a>", []),
    ('<a href="">self</a>', [("", "a")]),
    ('<map><area href="x" alt="t"></map>', [("x", "area")]),
    (
        '<img src="a.png" srcset="b.png 1x, c,d.png 2x">',
        [("a.png", "img"), ("b.png", "srcset"), ("c,d.png", "srcset")],
    ),
    ('<picture><source srcset="a.webp"></picture>', [("a.webp", "srcset")]),
    (
        '<video src="a.mp4" poster="p.jpg"><track src="t.vtt"></video>',
        [("a.mp4", "media"), ("p.jpg", "poster"), ("t.vtt", "media")],
    ),
    ('<script src="a.js"></script><script>"<a href=no>"</script>', [("a.js", "script")]),
    (
        '<link rel="stylesheet" href="a.css"><link rel="canonical" href="https://x.example/">',
        [("a.css", "stylesheet")],
    ),
    (
        '<iframe src="f.html"></iframe><object data="o.svg"></object>',
        [("f.html", "iframe"), ("o.svg", "object")],
    ),
    ('<form action="search.html"></form>', [("search.html", "form")]),
    ('<meta http-equiv="refresh" content="30; url=later.html">', [("later.html", "refresh")]),
    ('<svg><a xlink:href="x"><text>t</text></a></svg>', [("x", "a")]),
    ('<svg><use href="i.svg#a"/><use xlink:href="#b"/></svg>', [("i.svg#a", "img"), ("#b", "img")]),
    (
        '<link rel="preload" as="image" imagesrcset="a.png 1x, b.png 2x">',
        [("a.png", "srcset"), ("b.png", "srcset")],
    ),
    ('<meta http-equiv="refresh" content="30 later.html">', [("later.html", "refresh")]),
    ('<meta http-equiv="refresh" content="30 url later.html">', [("url later.html", "refresh")]),
    ('<meta http-equiv="refresh" content="30later.html">', []),
]


@pytest.mark.parametrize(("html", "expected"), LINKS)
def test_links_of_every_kind(html, expected):
    assert [(link.href, link.kind.value) for link in page_of(document(html)).links] == expected


NAMES = [
    ('<a href="x">text</a>', True),
    ('<a href="x"> \u200b</a>', False),
    ('<a href="x">&nbsp;</a>', False),
    ('<a href="x"><span>&nbsp;&#8203;</span>\u2060&#xfeff;&shy;</a>', False),
    ('<a href="x" title="&nbsp;"></a>', False),
    ('<a href="x"><i></i><!-- no --> <b>&nbsp;text</b></a>', True),
    ('<a href="x">&nbsp;→</a>', True),
    ('<a href="x"><img src="a" alt="says"></a>', True),
    ('<a href="x"><img src="a" alt=""></a>', False),
    ('<a href="x" aria-label="says"></a>', True),
    ('<a href="x"><svg><title>says</title></svg></a>', True),
    ('<a href="x" aria-hidden="true"></a>', True),
    ('<div hidden><a href="x"></a></div>', True),
    ('<map><area href="x"></map>', False),
    ('<a href="x"><span aria-hidden="true">→</span></a>', False),
    ('<a href="x"><b><span hidden>text</span></b></a>', False),
    ('<a href="x"><span style="display: none">text</span></a><p hidden></p>', False),
    ('<a href="x"><script>text()</script></a>', False),
    ('<a href="x"><img aria-hidden="true" alt="says"></a>', False),
    ('<a href="x"><span aria-hidden="true">→</span> text</a>', True),
    ('<a href="x" aria-labelledby="no"></a>', False),
    ('<a href="x" aria-labelledby="no">text</a>', True),
    ('<p hidden id="says">text</p><a href="x" aria-labelledby="no says"></a>', True),
    ('<p id="empty"></p><a href="x" aria-labelledby="empty"></a>', False),
    ('<a href="x">' + "<b>" * 5000 + "</b>" * 5000 + "</a>", False),
]


@pytest.mark.parametrize(("html", "named"), NAMES)
def test_names_of_links(html, named):
    links = [
        link
        for link in page_of(document(html)).links
        if link.kind in (LinkKind.ANCHOR, LinkKind.AREA)
    ]
    assert [link.named for link in links] == [named]


def test_a_link_knows_where_it_stands():
    page = page_of(
        document(
            '<nav><a href="n">n</a></nav><main><h1 id="top">T</h1><a href="a">a</a><h2 id="two">2</h2><a href="b">b</a></main>'
        )
    )
    assert [(link.href, link.in_content, link.section) for link in page.links] == [
        ("n", False, ""),
        ("a", True, "top"),
        ("b", True, "two"),
    ]


def test_notes_about_sections_that_moved_are_no_anchors():
    note = '<div class="moved-sections docutils"><div class="moved-section" id="old"><p>It has moved to <a class="moved-to" href="../b/#old">B</a>.</p></div></div>'
    page = page_of(
        document(
            f'<main><section id="a"><h1>A</h1><p id="claim">A claim.</p>{note}</section></main>'
        )
    )
    assert [anchor.id for anchor in page.anchors] == ["a", "claim"] and "old" in page.ids
    assert [(link.href, link.in_content) for link in page.links] == [("../b/#old", False)]


def test_separators_of_our_own_in_a_page_are_harmless():
    page = page_of(
        document("<main><p id='a\x1fb'>t</p><a href='x\x1fy\x1ez'>t</a><img src='a\x1fb'></main>")
    )
    assert [link.href for link in page.links] == ["x%1Fy%1Ez", "a%1Fb"]


def test_frames_of_a_page_without_a_body():
    page = page_of(
        "<html><head><title>T</title></head><frameset><frame src='f.html'></frameset></html>"
    )
    assert [(link.href, link.kind.value) for link in page.links] == [("f.html", "iframe")]
