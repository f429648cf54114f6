"""Links that lead inside show what they lead to: pointed at or focused, and only then fetched."""

from __future__ import annotations

import pytest
import small_book
from test_accessibility import violations
from test_browser import DESKTOP, PHONE, sideways
from test_weight import KIB, packed

book, watched = small_book.book, small_book.watched
SCRIPT = 3 * KIB
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
REDUCED = """const ask = window.matchMedia;
window.matchMedia = (query) => query.includes("reduced-data") ? { matches: true } : ask.call(window, query)"""


@pytest.fixture(scope="module")
def root(book, serve):
    return serve(book["dirhtml"].folder, "/some/folder/")


@pytest.fixture
def front(watched, root):
    """The front page on a desktop; ``asked`` is what it asked for since it was there."""
    page = watched(viewport=DESKTOP)
    page.goto(root, wait_until="networkidle")
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url.removeprefix(root)))
    return page


def link(page, name: str):
    return page.get_by_role("main").get_by_role("link", name=name, exact=True)


def shown(page):
    preview = page.locator(".preview")
    preview.wait_for()
    return preview.locator("strong").inner_text(), preview.inner_text().partition("\n")[2]


def test_it_shows_the_title_and_the_first_paragraph(front):
    link(front, "what it costs").hover()
    assert shown(front) == ("What it costs", "Little.")
    # The script and the page it leads to, and that once.
    assert front.asked == ["_static/previews.js", "costs/"]
    link(front, "the fee").hover()
    front.locator(".preview").get_by_text("The usage fee").wait_for()
    title, text = shown(front)
    assert title == "The usage fee" and text.startswith("Ten a month") and text.endswith("…")
    assert 200 < len(text) <= 281
    link(front, "with a table").hover()
    front.locator(".preview").get_by_text("All fees").wait_for()
    assert shown(front)[1] == "Usage ten"
    assert front.asked == ["_static/previews.js", "costs/"]


def test_a_definition_is_shown_with_its_word_and_a_quotation_as_what_comes_first(front):
    link(front, "what is open").hover()
    assert shown(front) == ("Still open", "Discounts: There are none yet.")
    link(front, "what to say").hover()
    front.locator(".preview").get_by_text("What to say").wait_for()
    assert shown(front)[1] == "We pay by use."


@pytest.mark.parametrize(
    ("name", "title"), [("a file", "What it costs"), ("a short link", "The usage fee")]
)
def test_a_link_to_a_whole_page_shows_how_it_begins(front, name, title):
    link(front, name).hover()
    assert shown(front)[0] == title


def test_it_shows_what_a_word_means(front):
    link(front, "hub").hover()
    assert shown(front) == ("hub", "Where you work in your browser.")


def test_it_shows_what_is_further_down_and_not_what_is_seen(front):
    link(front, "a place further down").hover()
    assert shown(front) == ("Further down", "Here it is.")
    assert front.asked == ["_static/previews.js"]
    front.set_viewport_size({"width": 1350, "height": 4000})
    front.mouse.move(5, 5)
    front.locator(".preview").wait_for(state="hidden")
    link(front, "a place further down").hover()
    front.wait_for_timeout(700)
    assert not front.locator(".preview").is_visible()


def test_links_that_lead_outside_show_nothing(front):
    link(front, "what it costs").hover()
    shown(front)
    front.mouse.move(5, 5)
    link(front, "a site").hover()
    front.wait_for_timeout(700)
    assert not front.locator(".preview").is_visible()
    assert front.asked == ["_static/previews.js", "costs/"]


def test_escape_sends_it_away_and_it_stays_away(front):
    link(front, "what it costs").hover()
    shown(front)
    front.keyboard.press("Escape")
    assert not front.locator(".preview").is_visible()
    box = link(front, "what it costs").bounding_box()
    front.mouse.move(box["x"] + 3, box["y"] + 5)
    front.wait_for_timeout(700)
    assert not front.locator(".preview").is_visible()
    front.mouse.move(5, 5)
    front.wait_for_timeout(300)
    link(front, "what it costs").hover()
    shown(front)


def test_the_pointer_may_go_onto_it_and_it_goes_when_the_pointer_does(front):
    link(front, "what it costs").hover()
    shown(front)
    preview = front.locator(".preview")
    preview.hover()
    front.wait_for_timeout(700)
    assert preview.is_visible()
    front.mouse.move(5, 5)
    preview.wait_for(state="hidden")


def test_it_comes_with_the_keyboard_and_goes_with_it(watched, root):
    page = watched(viewport=DESKTOP)
    page.goto(root, wait_until="networkidle")
    link(page, "what it costs").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert shown(page) == ("What it costs", "Little.")
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert page.locator(".preview").is_visible(), "a pointer elsewhere does not end it"
    page.keyboard.press("Escape")
    assert not page.locator(".preview").is_visible()
    assert link(page, "what it costs").evaluate("one => one === document.activeElement")
    page.keyboard.press("Tab")
    page.locator(".preview").get_by_text("The usage fee").wait_for()
    assert shown(page)[0] == "The usage fee"


def test_it_stands_beside_an_entry_of_a_list(front):
    link(front, "the fee again").hover()
    shown(front)
    below, preview = (
        link(front, "and the page").bounding_box(),
        front.locator(".preview").bounding_box(),
    )
    assert preview["x"] >= below["x"] + below["width"], "the next entry can be reached"
    assert preview["x"] + preview["width"] <= DESKTOP["width"] and sideways(front) <= 0


def test_assistive_technology_is_not_told_and_nothing_moves(watched, root):
    page = watched(viewport=DESKTOP, reduced_motion="reduce", color_scheme="dark")
    page.goto(root)
    link(page, "what it costs").hover()
    shown(page)
    preview = page.locator(".preview")
    assert preview.get_attribute("aria-hidden") == "true"
    assert preview.locator("a, button, [tabindex]").count() == 0
    style = "e => [getComputedStyle(e).transitionDuration, getComputedStyle(e).animationName]"
    assert preview.evaluate(style) == ["0s", "none"]
    assert violations(page) == []
    assert link(page, "what it costs").get_attribute("aria-describedby") is None


def test_it_is_never_in_the_way_of_a_finger(watched, root):
    page = watched(viewport=PHONE, has_touch=True, is_mobile=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(root, wait_until="networkidle")
    link(page, "a place further down").tap()
    page.wait_for_timeout(700)
    assert page.locator(".preview").count() == 0
    assert not any("previews.js" in one for one in asked)


@pytest.mark.parametrize("dear", [SAVING, REDUCED])
def test_nothing_is_fetched_where_data_is_dear(watched, root, dear):
    page = watched(viewport=DESKTOP)
    page.add_init_script(dear)
    page.goto(root, wait_until="networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    link(page, "what it costs").hover()
    page.wait_for_timeout(700)
    assert asked == [] and page.locator(".preview").count() == 0


def test_from_disk_it_shows_what_is_on_the_page_and_complains_of_nothing(watched, book):
    page = watched(viewport=DESKTOP)
    page.goto((book["html"].folder / "index.html").as_uri())
    link(page, "what it costs").hover()
    page.wait_for_timeout(700)
    assert not page.locator(".preview").is_visible()
    link(page, "a place further down").hover()
    assert shown(page) == ("Further down", "Here it is.")


def test_a_page_that_cannot_be_fetched_shows_nothing(watched, root):
    page = watched(viewport=DESKTOP)
    page.goto(root, wait_until="networkidle")
    page.route("**/costs/", lambda route: route.fulfill(status=503, body="<h1>Busy</h1>"))
    link(page, "what it costs").hover()
    page.wait_for_timeout(700)
    assert not page.locator(".preview").is_visible()
    link(page, "hub").hover()
    assert shown(page)[0] == "hub"
    assert len(page.wrong) == 1 and "503" in page.wrong.pop()


def test_the_script_is_small(book):
    assert packed((book["dirhtml"].folder / "_static/previews.js").read_bytes()) < SCRIPT
