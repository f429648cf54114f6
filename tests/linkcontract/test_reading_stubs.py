"""Stubs and notices, read: where a page leads at once, and what becomes of its fragments."""

from __future__ import annotations

import pytest
from test_reading import document, page_of, write

from linkcontract.check.case import Case
from linkcontract.check.run import check
from linkcontract.promise.public import addresses
from linkcontract.read.folder import read_site
from linkcontract.serve.visit import final_address, is_served, served_at
from linkcontract.site import Carries

STUBS = [
    ('<meta http-equiv="refresh" content="0; url=new/">', "new/", Carries.NOTHING),
    ('<META HTTP-EQUIV="Refresh" CONTENT="0;URL=\'new/\'">', "new/", Carries.NOTHING),
    ('<meta http-equiv=refresh content="0,new/">', "new/", Carries.NOTHING),
    (
        '<noscript><meta http-equiv="refresh" content="0; url=new/"></noscript><script>location.replace("new/" + location.hash)</script>',
        "new/",
        Carries.APPENDED,
    ),
    ('<script>window.location.href = "new/";</script>', "new/", Carries.NOTHING),
    ('<meta http-equiv="refresh" content="30; url=new/">', None, None),
    ('<meta http-equiv="refresh" content="5">', None, None),
    ('<script>if (x) y = "new/"</script>', None, None),
    ('<script>var url = "api/"; fetch(url)</script>', None, None),
    ('<script>var url = "api/"; if (location.search == "") fetch(url)</script>', None, None),
    (
        '<script>var target = "new/"; window.location.replace(target)</script>',
        "new/",
        Carries.NOTHING,
    ),
]


@pytest.mark.parametrize(("head", "href", "carries"), STUBS)
def test_stubs(head, href, carries):
    page = page_of(document("<p>This page has moved.</p>", head))
    assert (page.redirect and page.redirect.href) == href
    assert (page.redirect and page.redirect.carries) == carries
    assert page.promised == (href is None)


def test_a_short_link_that_has_much_to_say_leads_on_all_the_same():
    script = '<script>var to = "../../new/", own = false;\nlocation.replace(to)</script>'
    for owner, href in (("short_links", "../../new/"), ("another", None)):
        page = page_of(
            document(
                f"<p>{'word ' * 200}</p>", f'<meta name="generator" content="{owner}">{script}'
            )
        )
        assert (page.redirect and page.redirect.href) == href


def test_our_own_stub_says_where_each_fragment_went():
    mapped = '<script type="application/json" id="moved-fragments">{"a": "../b/#c"}</script>'
    page = page_of(document(mapped, '<meta http-equiv="refresh" content="0; url=../new/">'))
    assert page.redirect is not None
    assert (page.redirect.carries, page.redirect.fragments) == (Carries.MAPPED, {"a": "../b/#c"})


OUR_STUB = (
    '<meta name="generator" content="moved_pages"><meta name="robots" content="noindex">'
    '<script type="application/json" id="moved-fragments">{"a": "../b/#c", "lost": "#lost"}</script>'
    "<script>\nvar to = TARGET, own = false;\nif (to) { location.replace(to); }\n</script>"
)
LONG = (
    "<p>"
    + "Why it was moved, at length. " * 40
    + "</p><ul><li id='lost'>What was at lost is gone.</li></ul>"
)


@pytest.mark.parametrize(
    ("target", "href"),
    [('"../new/"', "../new/"), ('"../q\\u003cr/"', "../q<r/"), ('""', "")],
    ids=["moved", "moved, escaped", "taken apart or withdrawn"],
)
def test_our_own_stubs_are_stubs_however_long(target, href):
    page = page_of(document(LONG, OUR_STUB.replace("TARGET", target)))
    assert page.redirect is not None and not page.promised and page.anchors == ()
    assert (page.redirect.href, page.redirect.carries) == (href, Carries.MAPPED)
    assert page.redirect.fragments == {"a": "../b/#c", "lost": "#lost"}


def test_a_notice_that_a_page_is_gone_is_no_published_page():
    notice = page_of(
        document("<h1>Gone</h1>" + LONG, '<meta name="generator" content="moved_pages">')
    )
    assert notice.redirect is None and not notice.promised


def test_where_a_page_that_was_taken_apart_leads(tmp_path):
    site = read_site(
        write(
            tmp_path,
            **{
                "old/index.html": document(LONG, OUR_STUB.replace("TARGET", '""')),
                "b/index.html": document("<main><h1 id='c'>C</h1></main>"),
            },
        )
    )
    assert [final_address(served_at(site, f"old/{end}")) for end in ("", "#a", "#lost")] == [
        "old/",
        "b/#c",
        "old/#lost",
    ]
    assert all(is_served(site, f"old/{end}") for end in ("", "#a", "#lost")) and not is_served(
        site, "old/#x"
    )
    assert list(addresses(site)) == ["b/", "b/#c"]
    assert check(Case(site)) == []
