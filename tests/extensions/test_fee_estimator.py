"""The estimator in a browser: the published fees at every edge, by keyboard, heard, and unseen
where no script runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_facts import AT_THE_EDGES, KNOWN

ROOT = Path(__file__).parent.parent.parent
PAGE = """\
# Prices

:::{container} fee-estimator
Without JavaScript, read the table.
:::
"""
FEE, MEMBER = KNOWN.figures["usage_fee"], KNOWN.figures["membership_year"]
PREMIER = KNOWN.figures["premier_year"]


@pytest.fixture
def built(mini_site):
    config = {"html_static_path": [str(ROOT / "_static")], "facts_file": str(ROOT / "facts.yml")}
    files = {"index.md": PAGE, "other.md": "---\norphan: true\n---\n# Other\n"}
    site = mini_site(
        files, extensions=["fee_estimator"], myst_enable_extensions=["colon_fence"], **config
    )
    assert site.warnings == ""
    return site


@pytest.fixture
def tab(built, browser):
    page = browser.new_page()
    page.goto((built.folder / "index.html").as_uri())
    yield page
    page.close()


def row(tab, name: str) -> list[str]:
    return tab.locator("tr", has_text=name).locator("td").all_inner_texts()


def test_the_fees_at_every_edge_of_the_published_bands(tab):
    for users, fee in AT_THE_EDGES.items():
        tab.get_by_label("People who start a server in a month").fill(str(users))
        assert row(tab, "Usage fee, a month") == [fee, fee]
        assert row(tab, "Usage fee, a year") == [str(12 * FEE(users))] * 2
        sums = [str(base + 12 * FEE(users)) for base in (MEMBER, PREMIER)]
        assert row(tab, "Together, a year") == sums
        assert row(tab, "Base fee, a year") == ["$15,000", "$50,000"]
    assert row(tab, "Cloud bill") == ["on top, at cost"]


def test_it_starts_with_the_example_and_says_one_result(tab):
    said = tab.get_by_role("status")
    said.filter(has_text="280 active users").wait_for()
    assert said.inner_text() == (
        "280 active users: $1,000 a month in usage fees. Membership: $27,000 a year. "
        "Premier Membership: $62,000 a year. The cloud bill comes on top."
    )


def test_it_works_by_keyboard_alone_and_enter_leaves_the_page_as_it_is(tab):
    address = tab.url
    tab.keyboard.press("Tab")
    while not tab.evaluate("document.activeElement.matches('.fee-estimator-form input')"):
        tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowUp")
    assert row(tab, "Usage fee, a month") == ["$1,002.50"] * 2
    tab.keyboard.press("Enter")
    assert tab.url == address and tab.locator("input[type=number]").input_value() == "281"


@pytest.mark.parametrize("typed", ["", "-1", "2.5"])
def test_what_is_no_number_of_users_is_said_and_gives_no_fee(tab, typed):
    field = tab.get_by_label("People who start a server in a month")
    field.fill(typed)
    tab.get_by_role("status").filter(
        has_text="Enter a whole number of users, 0 or more."
    ).wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    assert row(tab, "Together, a year") == ["–", "–"]
    field.fill("10")
    assert field.get_attribute("aria-invalid") == "false" and "$16,200" in row(
        tab, "Together, a year"
    )


def test_it_asks_no_server_and_keeps_nothing(built, browser, serve):
    context = browser.new_context()
    page = context.new_page()
    page.goto(serve(built.folder))
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("People who start a server in a month").fill("500")
    page.get_by_role("status").filter(has_text="500 active users").wait_for()
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert (asked, kept, context.cookies()) == ([], [0, 0, ""], [])
    context.close()


def test_with_script_the_form_shows_instead_of_the_words(tab):
    assert tab.locator("form.fee-estimator-form").is_visible()
    assert tab.locator(".fee-estimator.with-script").count() == 1


def test_without_script_the_words_stand_and_the_form_does_not_show(built, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.folder / "index.html").as_uri())
    assert page.get_by_text("Without JavaScript, read the table.").is_visible()
    assert not page.locator("form.fee-estimator-form").is_visible()
    context.close()


def test_a_fee_that_is_gone_from_facts_is_a_warning_and_the_words_stay(mini_site):
    facts = "a: {title: A, url: https://example.org/a}\n"
    site = mini_site(
        {"index.md": PAGE, "facts.yml": facts},
        extensions=["fee_estimator"],
        myst_enable_extensions=["colon_fence"],
    )
    assert "index.md:3: WARNING: the estimator needs usage_fee and membership_year" in site.warnings
    page = site.page("index.html")
    assert "read the table" in page.get_text() and not page.find(
        "form", class_="fee-estimator-form"
    )


def test_only_its_page_loads_it_and_nothing_stands_inline(built):
    def scripts(name: str) -> list[str]:
        found = built.page(name).find_all("script", src=re.compile("fee-estimator"))
        return [script.get("src") for script in found]

    assert len(scripts("index.html")) == 1 and not scripts("other/index.html")
    form = built.page("index.html").find("form", class_="fee-estimator-form")
    assert not form.find_all(["script", "style"]) and not form.find_all(id=True)
    attributes = [name for tag in (form, *form.find_all(True)) for name in tag.attrs]
    assert "style" not in attributes and not [a for a in attributes if a.startswith("on")]
