"""Paper: no furniture, addresses that the text does not say, nothing cut that should be whole."""

from __future__ import annotations

import pytest
from test_browser import DESKTOP

FURNITURE = ".skip-link, .bd-header, .bd-menu, .prev-next-area, .page-links, .headerlink, .find"
PAGE_HEIGHT = (297 - 2 * 18) / 25.4 * 96  # CSS pixels of an A4 page between its margins


@pytest.fixture(scope="module")
def paper(browser, site, serve):
    root = serve(site.folder)
    page = browser.new_context(viewport={"width": 643, "height": 987}).new_page()

    def show(path):
        page.goto(root + path, wait_until="networkidle")
        page.emulate_media(media="print")
        return page

    yield show
    page.context.close()


@pytest.mark.parametrize("path", ["mission/value-proposition/", "search/?q=tier", "no/such/page/"])
def test_no_furniture_is_printed(paper, path):
    page = paper(path)
    assert page.locator(FURNITURE).count() > 3
    assert not [e for e in page.locator(FURNITURE).all() if e.is_visible()]


def test_addresses_are_printed_where_the_text_does_not_say_them(paper):
    page = paper("accessibility/")
    after = """selector => [...document.querySelectorAll(selector)].map(
      (link) => [link.textContent, link.getAttribute("href"), getComputedStyle(link, "::after").content])"""
    links = page.evaluate(after, "article a[rel~=external]")
    links += paper("service-model/roadmap/").evaluate(after, "article a[rel~=external]")
    assert len(links) > 4
    for text, href, shown in links:
        said = text.strip() in (href, href.removeprefix("mailto:"))
        assert (href in shown) != said, (text, href, shown)
    inside = page.evaluate(after, "article a:not([rel~=external]):not([href^=mailto])")
    assert {shown for _, _, shown in inside} <= {"none", "normal"}
    bare = paper("link-to-this-handbook/").evaluate(after, "article a[data-bare]")
    assert bare and {shown for _, _, shown in bare} <= {"none", "normal"}


@pytest.mark.parametrize("path", ["mission/", "service-model/lifecycle/", "service-model/support/",
                                  "service-model/shared-responsibility/"])  # fmt: skip
def test_a_drawing_is_whole_and_leaves_room_for_what_leads_to_it(paper, path):
    page = paper(path)
    for figure in page.locator("figure.diagram").all():
        assert figure.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
        assert figure.bounding_box()["height"] < PAGE_HEIGHT * 0.75


def test_rows_stay_whole_and_headings_with_their_text(paper):
    page = paper("service-model/pricing/")
    rows = page.locator("article tr").evaluate_all(
        "all => all.map(e => getComputedStyle(e).breakInside)"
    )
    assert rows and set(rows) == {"avoid"}
    kept = (
        "all => all.map(e => [getComputedStyle(e).breakAfter, getComputedStyle(e).display].join())"
    )
    assert set(page.locator("article :is(h1, h2, h3)").evaluate_all(kept)) == {"avoid,block"}


def test_the_longest_pages_stay_short_on_paper(browser, site, serve):
    page = browser.new_context(viewport=DESKTOP).new_page()
    root = serve(site.folder)
    most = {"service-model/pricing/": 8, "link-to-this-handbook/": 7, "service-model/lifecycle/": 5}
    for path, sheets in most.items():
        page.goto(root + path, wait_until="networkidle")
        printed = page.pdf(format="A4", prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") <= sheets, path
    page.context.close()
