"""¶ copies the permanent address and says so; "Cite this page" says it below the title."""

from __future__ import annotations

import pytest
import small_book
from test_accessibility import violations
from test_browser import DESKTOP, PHONE, sideways

book, watched = small_book.book, small_book.watched
CLIPBOARD = ["clipboard-read", "clipboard-write"]
PASTE = "navigator.clipboard.readText()"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
REFUSING = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))"


@pytest.fixture(scope="module")
def root(book, serve):
    return serve(book["dirhtml"].folder, "/some/folder/")


def link_of(page, heading: str):
    return page.get_by_role("link", name=f"Link to {heading}", exact=True)


@pytest.mark.parametrize(
    ("path", "heading", "copied", "place"),
    [
        ("costs/", "What it costs", "go/costs-all/", "#costs-all"),
        ("costs/", "The usage fee", "go/costs-fee/", "#costs-fee"),
        ("costs/?a=1", "The usage fee", "go/costs-fee/", "#costs-fee"),
        # No short link: the place on its page.
        ("costs/?a=1", "Without a label", "costs/#without-a-label", "#without-a-label"),
        ("costs/", "What you pay", "costs/#table-fees", "#table-fees"),
        ("words/", "hub", "words/#term-hub", "#term-hub"),
    ],
)
def test_it_copies_and_says_so_and_leads_there(watched, root, path, heading, copied, place):
    page = watched(viewport=DESKTOP, permissions=CLIPBOARD)
    page.goto(root + path)
    link_of(page, heading).click()
    said = page.get_by_role("status")
    said.get_by_text("Link copied").wait_for()
    assert page.evaluate(PASTE) == root + copied
    assert page.url == root + path + place
    near, at = said.locator("b").bounding_box(), link_of(page, heading).bounding_box()
    assert abs(near["y"] - at["y"]) < 40 and 0 <= near["x"] - at["x"] - at["width"] < 40


def test_enter_does_the_same_and_the_next_takes_its_place(watched, root):
    page = watched(viewport=DESKTOP, permissions=CLIPBOARD)
    page.goto(root + "costs/")
    for heading, copied in (("The usage fee", "go/costs-fee/"), ("All fees", "go/costs-table/")):
        link_of(page, heading).press("Enter")
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate(PASTE) == root + copied
        assert page.get_by_role("status").count() == 1


def test_the_live_region_stands_there_before_its_words(watched, root):
    """Words that come together with their region are not read out."""
    page = watched(viewport=DESKTOP, permissions=CLIPBOARD)
    page.goto(root + "costs/")
    page.evaluate("""() => {
      window.seen = [];
      new MutationObserver((all) => window.seen.push(...all.flatMap((one) => [...one.addedNodes]
        .map((node) => [node.nodeName, document.querySelector("[role=status]").textContent]))))
        .observe(document.querySelector("article"), { childList: true, subtree: true });
    }""")
    link_of(page, "All fees").click()
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate("window.seen") == [["SPAN", ""], ["#text", "Link copied"]]


@pytest.mark.parametrize("modifiers", [["ControlOrMeta"], ["Shift"], ["Alt"]])
def test_with_a_key_held_down_it_is_a_plain_link(watched, root, modifiers):
    page = watched(viewport=DESKTOP, permissions=CLIPBOARD)
    page.goto(root + "costs/")
    page.evaluate("navigator.clipboard.writeText('before')")
    link_of(page, "All fees").click(modifiers=modifiers)
    page.wait_for_timeout(150)
    assert page.evaluate(PASTE) == "before" and page.get_by_role("status").count() == 0


@pytest.mark.parametrize("refused", [NO_CLIPBOARD, REFUSING])
def test_where_nothing_may_be_copied_the_address_is_said(watched, root, refused):
    page = watched(viewport=PHONE)
    page.add_init_script(refused)
    page.goto(root + "costs/")
    link_of(page, "The usage fee").click()
    page.get_by_role("status").get_by_text("Copy this link:").wait_for()
    assert page.locator("[role=status] i").inner_text() == root + "go/costs-fee/"
    assert page.url.endswith("#costs-fee")
    assert sideways(page) <= 0 and violations(page) == []
    page.locator("[role=status] i").click()
    assert page.evaluate("String(getSelection())").strip() == root + "go/costs-fee/"


def test_on_a_phone_it_stays_within_the_window(watched, root):
    page = watched(viewport=PHONE, permissions=CLIPBOARD, has_touch=True)
    page.goto(root + "costs/")
    before = page.locator("h2").nth(1).bounding_box()["y"] + page.evaluate("scrollY")
    link_of(page, "All fees").tap()
    page.get_by_text("Link copied").wait_for()
    assert sideways(page) <= 0 and violations(page) == []
    assert page.locator("h2").nth(1).bounding_box()["y"] + page.evaluate("scrollY") == before


def test_a_copy_of_the_site_gives_the_published_address(watched, book, serve):
    page = watched(viewport=DESKTOP, permissions=CLIPBOARD)
    page.goto(serve(book["public"].folder) + "costs/?a=1")
    for heading, copied in (("All fees", "go/costs-table/"), ("What you pay", "costs/#table-fees")):
        link_of(page, heading).click()
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate(PASTE) == f"https://handbook.example/book/{copied}"


def test_from_disk_it_copies_what_opens_from_disk(watched, book):
    page = watched(viewport=DESKTOP)
    page.add_init_script(NO_CLIPBOARD)
    address = (book["html"].folder / "costs.html").as_uri()
    page.goto(address)
    link_of(page, "All fees").click()
    page.get_by_role("status").get_by_text(f"{address}#costs-table").wait_for()
    assert page.url == f"{address}#costs-table"


def test_without_script_it_is_a_plain_link(watched, root):
    page = watched(viewport=DESKTOP, java_script_enabled=False)
    page.goto(root + "costs/")
    link_of(page, "All fees").click()
    assert page.url == root + "costs/#costs-table"


# -- Cite this page -------------------------------------------------------------------------------


def test_a_page_says_how_to_cite_it(book):
    line = book["public"].page("costs/index.html").select_one("h1 ~ .cite-page p")
    own = "https://handbook.example/book/go/costs-all/"
    assert line.get_text() == f"Book, “What it costs”, reviewed on 12 November 2026, {own}"
    assert line.a["href"] == "../go/costs-all/"
    # Where its own address is not known the page says what is.
    front = book["dirhtml"].page("index.html").select_one(".cite-page p")
    assert front.get_text() == "Book, go/front/" and front.a["href"] == "go/front/"
    assert (
        book["html"].page("costs.html").select_one(".cite-page a")["href"]
        == "go/costs-all/index.html"
    )
    # No label, no short link.
    assert book["dirhtml"].page("words/index.html").select_one(".cite-page") is None


def test_it_is_no_part_of_what_the_page_says(book):
    page = book["public"].page("costs/index.html")
    assert page.find("meta", attrs={"name": "description"})["content"] == "Little."
    short = book["public"].page("go/costs-all/index.html")
    assert short.find("meta", attrs={"name": "description"})["content"] == "Little."


@pytest.mark.parametrize("script", [True, False])
def test_it_opens_below_the_title(watched, root, script):
    page = watched(viewport=PHONE, java_script_enabled=script)
    page.goto(root + "costs/")
    summary, line = page.get_by_text("Cite this page"), page.locator(".cite-page p")
    assert summary.is_visible() and not line.is_visible()
    assert summary.bounding_box()["height"] >= 24
    assert page.locator("h1 ~ p").first.bounding_box()["y"] < 220, "the answer is where it was"
    summary.click()
    assert line.is_visible() and sideways(page) <= 0
    line.locator("a").click()
    page.wait_for_url("**/costs/#costs-all" if script else "**/go/costs-all/")


def test_paper_shows_it_unfolded(watched, book, serve):
    page = watched(viewport=DESKTOP)
    page.goto(serve(book["public"].folder) + "costs/")
    page.emulate_media(media="print")
    assert page.locator(".cite-page p").is_visible()
    assert not page.get_by_text("Cite this page").is_visible()


def test_every_page_of_the_handbook_can_be_cited(site, pages):
    without = [name for name, page in pages.items() if not page.select_one(".cite-page")]
    assert sorted(without) == ["404.html", "genindex/index.html", "search/index.html"]
    for name in pages.keys() - set(without):
        address = pages[name].select_one(".cite-page a")["href"]
        assert ((site.folder / name).parent / address / "index.html").is_file(), (name, address)
