"""The search dialog and the search page: keyboard, screen reader, weight, from disk, without script."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from test_accessibility import violations
from test_browser import DESKTOP, PHONE
from test_weight import KIB, packed

FIRST_QUERY = 25 * KIB
FOCUSED = (
    "document.activeElement.id || document.activeElement.name || document.activeElement.tagName"
)


@pytest.fixture(scope="module")
def root(site, serve):
    return serve(site.folder)


@pytest.fixture
def opened(browser, root):
    """A page on a desktop, with what it asks for (``asked``) and what it complains of (``said``)."""
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(unquote(urlsplit(request.url).path)))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(root + "service-model/pricing/", wait_until="networkidle")
    yield page
    assert page.said == []
    page.context.close()


def options(page):
    return page.locator("#pst-search [role=option]")


def answered(page):
    """Wait until headings and texts stand there."""
    page.locator(".excerpt:not(:empty)").first.wait_for()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keys_open_it_and_escape_gives_the_focus_back(opened, key):
    link = opened.get_by_role("main").get_by_role("link", name="Usage fee", exact=True)
    link.focus()
    opened.keyboard.press(key)
    dialog = opened.get_by_role("dialog", name="Search the handbook")
    assert dialog.is_visible() and opened.evaluate(FOCUSED) == "q"
    opened.keyboard.type("refund/")
    assert dialog.get_by_role("combobox").input_value() == "refund/"
    opened.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert link.evaluate("one => one === document.activeElement")


def test_nothing_is_loaded_before_it_is_touched(opened):
    assert not [path for path in opened.asked if "search" in path]
    opened.keyboard.press("/")
    opened.keyboard.type("gpu")
    answered(opened)
    assert "/search/index.js" in opened.asked


def test_arrow_keys_choose_and_enter_follows(opened):
    opened.keyboard.press("/")
    field = opened.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "false"
    opened.keyboard.type("is there a discount")
    answered(opened)
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    status = opened.locator("#pst-search [role=status]")
    assert re.fullmatch(r"\d results?\.|\d of \d+ results; Enter shows more\.", status.inner_text())
    opened.keyboard.press("ArrowDown")
    opened.keyboard.press("ArrowDown")
    chosen = options(opened).nth(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("aria-selected") == "true"
    opened.keyboard.press("ArrowUp")
    assert options(opened).first.get_attribute("aria-selected") == "true"
    assert opened.evaluate(FOCUSED) == "q"
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/service-model/faq/#faq-discount")


def test_the_arrows_go_round_through_the_field(opened):
    opened.keyboard.press("/")
    opened.keyboard.type("price")
    answered(opened)
    opened.keyboard.press("ArrowUp")
    assert options(opened).last.get_attribute("aria-selected") == "true"
    opened.keyboard.press("ArrowDown")
    assert opened.locator("#pst-search [aria-selected=true]").count() == 0


def test_enter_without_a_choice_leads_to_a_page_that_can_be_linked(opened, root):
    opened.keyboard.press("/")
    opened.keyboard.type("usage fee")
    opened.keyboard.press("Enter")
    opened.wait_for_url(re.compile(r"/search/\?q=usage(\+|%20)fee$"))
    answered(opened)
    assert opened.title().startswith("usage fee: ")
    first = opened.locator("#search-results a").first
    assert first.get_attribute("href") == root + "service-model/pricing/#pricing-usage-fee"


def test_a_result_on_the_same_page_closes_it(opened):
    opened.keyboard.press("/")
    opened.keyboard.type("who counts as an active user")
    answered(opened)
    options(opened).first.click()
    assert opened.url.endswith("#pricing-active-user")
    assert not opened.get_by_role("dialog").is_visible()


def test_the_field_of_the_header_hands_over_what_is_typed(opened):
    opened.locator(".search-field input").focus()
    assert not opened.locator("#pst-search").count(), (
        "reaching the field is not asking for a dialog"
    )
    opened.keyboard.type("gpu")
    assert opened.get_by_role("combobox").input_value() == "gpu"


def test_a_slash_in_a_field_is_a_slash(opened):
    opened.locator("form.fee-estimator-form input").first.focus()
    opened.keyboard.press("/")
    assert not opened.locator("#pst-search").count()


EXCERPTS = ["how much does it cost", "vendor lock-in", "gpu", "weekend", "who owns the data"]


def test_excerpts_show_the_words_and_begin_with_a_word(opened, site, pages):
    whole = {name: " ".join(page.get_text(" ").split()) for name, page in pages.items()}
    words = {word for text in whole.values() for word in re.findall(r"\w+", text)}
    seen = 0
    for question in EXCERPTS:
        opened.goto(
            opened.url.partition("service-model")[0].partition("search/")[0]
            + f"search/?q={question}"
        )
        answered(opened)
        for text in opened.locator(".excerpt").all_inner_texts():
            assert len(text) <= 230
            shown = re.findall(r"\w+", text)
            assert {shown[0], shown[-1]} <= words, text
            seen += 1
        assert opened.locator(".excerpt mark").count() or opened.locator("strong mark").count()
    assert seen > 20


QUERIES = ["how much does it cost", "who do I call when the hub is down", "gpu", "leave 2i2c", "uptime",
           "what is the difference between the tiers", "vendor lock-in",
           "carbon footprint of the servers", "merge two pages", "fix a typo on this page"]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_first_query_is_light(browser, root, query):
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(root + "mission/", wait_until="networkidle")
    asked = {}
    page.on("response", lambda response: asked.__setitem__(response.url, packed(response.body())))
    page.keyboard.press("/")
    page.keyboard.type(query)
    answered(page)
    page.get_by_role("status").get_by_text("result").wait_for()
    assert options(page).count() > 1 and len(asked) >= 4
    assert sum(asked.values()) < FIRST_QUERY, asked
    page.context.close()


def test_contributors_pages_are_searched_for_who_asks_and_on_one_of_them(opened, root):
    opened.keyboard.press("/")
    opened.keyboard.type("moved-shadow")
    opened.get_by_role("link", name="Look in the pages for contributors, too").click()
    opened.wait_for_url("**/search/?q=moved-shadow&all")
    answered(opened)
    asked = [path for path in opened.asked if path == "/search/aside.js"]
    assert len(asked) == 1, "asked for by the link, and not before"
    first = opened.locator("#search-results a").first
    assert first.get_attribute("href") == root + "contribute/checks-promise/#checks-moved-shadow"
    assert not opened.get_by_role("link", name="Look in the pages for contributors, too").count()
    opened.goto(root + "contribute/style/")
    opened.keyboard.press("/")
    opened.keyboard.type("moved-shadow")
    answered(opened)
    assert "checks-moved-shadow" in options(opened).first.get_attribute("href")


def test_a_word_that_is_nowhere_is_named(opened, root):
    opened.goto(root + "search/?q=carbon+footprint of the servers")
    answered(opened)
    status = opened.get_by_role("status").inner_text()
    assert status.startswith("Not found: “carbon”, “footprint”. ")
    assert "hello@2i2c.org" in status
    # One that is only mistyped is not.
    opened.goto(root + "search/?q=kuberntes upgrade")
    answered(opened)
    status = opened.get_by_role("status").inner_text()
    assert "Not found" not in status and "hello@2i2c.org" not in status


def test_a_query_that_finds_nothing_says_whom_to_ask(opened, root):
    opened.goto(root + "search/?q=xyzzyqq")
    status = opened.get_by_role("status")
    status.get_by_text("Nothing found for “xyzzyqq”").wait_for()
    addresses = [a.get_attribute("href") for a in status.get_by_role("link").all()]
    assert {"mailto:hello@2i2c.org", "mailto:support@2i2c.org"} <= set(addresses)
    assert root + "genindex/" in addresses
    assert opened.locator("#search-results li").count() == 0


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_dialog(browser, root, viewport, scheme):
    page = browser.new_context(viewport=viewport, color_scheme=scheme).new_page()
    page.goto(root + "mission/")
    page.get_by_role("link", name="Search").click() if viewport is PHONE else page.keyboard.press(
        "/"
    )
    page.keyboard.type("what does it cost")
    answered(page)
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    assert page.locator("#pst-search").evaluate("one => one.scrollWidth <= one.clientWidth")
    page.context.close()


def test_it_works_from_disk(browser, build_handbook):
    built = build_handbook("html")
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(Path(built.folder, "service-model/pricing.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("discount")
    answered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/service-model/faq.html#faq-discount")
    page.goto(Path(built.folder, "search.html").as_uri() + "?q=gpu")
    answered(page)
    assert page.locator("#search-results li").count() > 1
    assert said == []
    page.close()


def test_it_works_on_the_page_not_found(browser, build_handbook, serve):
    base = "http://127.0.0.1:9/book/"
    built = build_handbook("dirhtml", HANDBOOK_BASE_URL=base)
    page = browser.new_page()
    page.goto(serve(built.folder, "/book/") + "no/such/page/")
    page.keyboard.press("/")
    page.keyboard.type("gpu")
    answered(page)
    assert "/book/mission/hub-users/" in options(page).first.get_attribute("href")
    page.close()


def test_without_script_there_is_a_form_and_everything_from_a_to_z(browser, root, pages):
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto(root)
    page.locator(".search-field input").fill("refund")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=refund")
    assert page.locator("noscript p").is_visible()
    page.get_by_role("link", name="every section and term, from A to Z").click()
    page.get_by_role("link", name="Is there a discount?").click()
    page.wait_for_url("**/service-model/faq/#faq-discount")
    context.close()
    listed = {a["href"] for a in pages["genindex/index.html"].select("article li a")}
    for name, one in pages.items():
        if name.startswith(("mission/", "service-model/")):
            folder = "../" + name.removesuffix("index.html")
            for heading in one.select("article section[id] section[id] > :is(h2, h3)"):
                assert f"{folder}#{heading.parent['id']}" in listed
    assert "../glossary/#term-Hub" in listed


def test_sphinxs_own_search_is_not_published(site):
    names = {file.name for file in site.folder.rglob("*.js")}
    assert not names & {"searchindex.js", "searchtools.js", "language_data.js", "doctools.js"}
    assert {"index.js", "aside.js", "search.js", "search-engine.js"} <= names
