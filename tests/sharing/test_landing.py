"""Who follows a short link to what is another thing now is told so, once, below the heading."""

from __future__ import annotations

import pytest
import small_book
from test_accessibility import violations
from test_browser import PHONE, sideways

book, watched = small_book.book, small_book.watched
WHEN = "When this link was first published, on 3 May 2026, "
LINES = {
    "go/costs-all/": f"{WHEN}this page was called “Our prices”.",
    "go/costs-fee/": f"{WHEN}this section was called “Monthly fee”.",
    "go/plans/": f"{WHEN}it led to “Plans” on the page “Everything old”.",
}


@pytest.fixture(params=["dirhtml, below a folder of a host", "html, from disk"])
def at(request, book, serve):
    """The full address of a folder-style one; from disk, of the file that a person would open."""
    if request.param.startswith("dirhtml"):
        root = serve(book["dirhtml"].folder, "/some/folder/")
        return lambda path: root + path
    root = book["html"].folder.as_uri() + "/"
    return lambda path: root + path + ("index.html" if path.startswith("go/") else "")


@pytest.mark.parametrize(
    ("start", "heading"),
    [
        ("go/costs-all/", "What it costs"),
        ("go/costs-fee/", "The usage fee"),
        ("go/plans/", "The usage fee"),
    ],
)
def test_the_line_stands_below_the_heading_it_led_to(watched, at, start, heading):
    page = watched(viewport=PHONE)
    page.goto(at(start), wait_until="commit")
    line = page.locator(".since")
    line.wait_for()
    assert line.inner_text() == LINES[start]
    assert "/costs" in page.url and page.url.endswith(("#costs-all", "#costs-fee"))
    above = page.get_by_role("heading", name=heading).bounding_box()
    below = line.bounding_box()
    assert 0 <= below["y"] - above["y"] - above["height"] < 60 and below["y"] < PHONE["height"]
    assert sideways(page) <= 0
    if page.url.startswith("http"):  # from disk axe may not read the stylesheet
        assert violations(page) == []
    # Once: not when the reader comes by again.
    page.reload(wait_until="networkidle")
    assert page.locator(".since").count() == 0


@pytest.mark.parametrize("start", ["go/front/", "go/costs-table/"])
def test_nothing_is_said_where_nothing_has_changed(watched, at, start):
    page = watched()
    page.goto(at(start), wait_until="commit")
    page.wait_for_url(lambda url: "/go/" not in url)
    page.wait_for_load_state("networkidle")
    assert page.locator(".since").count() == 0


def test_who_asks_for_another_place_is_not_told_of_this_one(watched, book, serve):
    root = serve(book["dirhtml"].folder)
    page = watched()
    page.goto(f"{root}go/costs-all/#costs-table", wait_until="commit")
    page.wait_for_url(f"{root}costs/#costs-table")
    page.goto(f"{root}costs/#costs-all", wait_until="networkidle")
    assert page.locator(".since").count() == 0
    # A query is no place.
    page.goto(f"{root}go/costs-all/?a=1", wait_until="commit")
    page.wait_for_url(f"{root}costs/?a=1#costs-all")
    page.locator(".since").wait_for()


def test_a_line_that_was_left_for_another_page_is_dropped(watched, book, serve):
    root = serve(book["dirhtml"].folder)
    page = watched()
    page.goto(root)
    page.evaluate("sessionStorage.since = JSON.stringify(['https://a.example/', 'Not here'])")
    page.goto(f"{root}words/", wait_until="networkidle")
    assert page.locator(".since").count() == 0
    assert page.evaluate("sessionStorage.since ?? null") is None


def test_the_script_is_asked_for_only_where_there_is_a_line(watched, book, serve):
    root = serve(book["dirhtml"].folder)
    page = watched()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{root}costs/", wait_until="networkidle")
    assert "since.js" not in asked and "handbook.js" in {name.partition("?")[0] for name in asked}
    page.goto(f"{root}go/costs-all/", wait_until="commit")
    page.locator(".since").wait_for()
    assert asked.count("since.js") == 1


@pytest.mark.parametrize("start", LINES)
def test_without_script_the_short_link_says_it_and_leads_on(watched, at, start):
    page = watched(java_script_enabled=False, viewport=PHONE)
    page.goto(at(start))
    assert page.get_by_text(LINES[start]).is_visible() and page.url == at(start)
    page.get_by_role("link").click()
    assert "/costs" in page.url and page.locator("h1").inner_text() == "What it costs"


def test_where_nothing_may_be_stored_it_leads_there_all_the_same(watched, book, serve):
    page = watched()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(serve(book["dirhtml"].folder) + "go/costs-all/", wait_until="commit")
    page.wait_for_url("**/costs/#costs-all")
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").is_visible() and page.locator(".since").count() == 0
