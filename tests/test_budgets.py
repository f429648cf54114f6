"""Every page within its budgets: answer first, short enough for a phone, said once, plainly.

What is measured and how a budget is raised: budgets.py. One page: pytest tests/test_budgets.py -k
pricing; without building anew: python tests/budgets.py _build/dirhtml service-model/pricing.
"""

from __future__ import annotations

import budgets
import pytest
from bs4 import BeautifulSoup

LONG = "This is a sentence of exactly ten words, no more. "


def page(body: str, name: str = "page", **raised: str) -> budgets.Page:
    html = f"<article><section><h1>Title<a class='headerlink' href='#t'>¶</a></h1>{body}</section></article>"
    return budgets.Page(name, BeautifulSoup(html, "html.parser").article, raised)


def said(rule, *arguments, **keywords) -> list[str]:
    return list(rule(page(*arguments, **keywords)))


@pytest.fixture(scope="session")
def measured(build_handbook):
    """The real handbook, built; whether it builds without warnings is tested elsewhere."""
    folder = build_handbook("dirhtml").folder
    pages = {name: budgets.load(folder, name) for name in budgets.document_names()}
    return folder, pages, budgets.repeats(pages.values())


@pytest.fixture(scope="session")
def phone(browser):
    tab = browser.new_page(viewport=budgets.PHONE)
    yield tab
    tab.close()


@pytest.mark.parametrize("name", budgets.document_names())
def test_the_page_is_within_its_budgets(measured, phone, name):
    folder, pages, repeated = measured
    path = "" if name == "index" else f"{name.removesuffix('/index')}/"
    address = (folder / path / "index.html").as_uri()
    found = budgets.over_budget(pages[name], phone, address, repeated.get(name, []))
    assert not found, "\n" + "\n".join(found)


def test_an_opening_is_short_and_there_is_one():
    assert said(budgets.opening, f"<p>{LONG * 4}</p>") == []
    assert said(budgets.opening, f"<a class='headerlink' href='#t'>¶</a><p>{LONG * 4}</p>") == []
    assert "has 50 words, at most 40" in said(budgets.opening, f"<p>{LONG * 5}</p>")[0]
    assert said(budgets.opening, f"<p>{LONG * 5}</p>", opening="50 because it quotes") == []
    assert "does not open with a sentence" in said(budgets.opening, "<ul><li>First</li></ul>")[0]


def test_answers_to_questions_are_short():
    faq = f"<section><h3>What?</h3><p>{LONG * 6}</p></section>"
    assert said(budgets.answers, faq, budgets.FAQ) == []
    longer = faq.replace("</p>", " More.</p>")
    assert said(budgets.answers, longer, budgets.FAQ) == [
        "“What?” is answered in 61 words, at most 60"
    ]
    assert said(budgets.answers, longer, "other") == []


def test_sources_are_few():
    foot = "<details class='page-sources'><ul>{}</ul></details>"
    assert said(budgets.sources, foot.format("<li>One</li>" * 12)) == []
    assert "13 sources, at most 12" in said(budgets.sources, foot.format("<li>One</li>" * 13))[0]


@pytest.mark.parametrize(
    "text",
    ["We read them as dollars.", "One of our pages allows it.", "As of 26 July 2026.", "It is dearer.",
     "The figure is not published.", "Nothing is published on that.", "We publish no number."],
)  # fmt: skip
def test_words_of_an_annotated_dossier_are_found(text):
    assert len(said(budgets.phrases, f"<p>{text}</p>")) == 1
    assert said(budgets.phrases, f"<pre>{text}</pre>") == []


def test_open_points_stand_on_one_page_and_phrases_can_be_allowed():
    body = "<p>The number is not published.</p><p>As of today.</p>"
    assert len(said(budgets.phrases, body, budgets.NOT_SETTLED)) == 1
    assert len(said(budgets.phrases, body, phrases="as of because it quotes a law")) == 1
    assert said(budgets.phrases, body, phrases="As of, not published because it quotes") == []


def test_a_sentence_stands_on_one_page():
    one, two = (
        page(f"<p>{LONG} Short one here.</p>", "one"),
        page(f"<li>Short one here. {LONG}</li>", "two"),
    )
    found = budgets.repeats([one, two, page("<p>Short one here.</p>", "three")])
    assert found == {
        "one": [f"“{LONG.strip()}” stands on two.md as well: say it once, link to it"],
        "two": [f"“{LONG.strip()}” stands on one.md as well: say it once, link to it"],
    }
    claim = "Usage becomes active investment in the tools research depends on"
    assert (
        budgets.repeats([page(f"<li>{claim}</li>", "one"), page(f"<li>{claim}</li>", "two")]) == {}
    )


def test_hard_reading_is_found():
    easy = "<p>We run the hub. You use it with your team, and you can leave when you like.</p>"
    hard = (
        "<p>Organizational interoperability considerations necessitate comprehensive "
        "infrastructural harmonization methodologies notwithstanding heterogeneous institutional "
        "governance prerequisites.</p>"
    )
    assert said(budgets.ease, easy) == []
    assert "at least 55" in said(budgets.ease, hard)[0]


def test_a_raised_budget_needs_a_reason_and_a_name_that_exists():
    assert said(budgets.misused, "", screens="9 because the table must stand whole") == []
    assert "gives no reason" in said(budgets.misused, "", screens="9")[0]
    assert "no budget “screen”" in said(budgets.misused, "", screen="9 because it is long")[0]


def test_a_long_page_is_found_and_lists_its_questions(phone, tmp_path):
    def measure(body: str, **raised: str) -> list[str]:
        html = f"<meta charset=utf-8><article><section><h1>Title</h1>{body}</section></article>"
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        address = (tmp_path / "page.html").as_uri()
        return list(budgets.screens(page(body, **raised), phone, address))

    contents = "<ul>" + "<li><a href='#a'>Question</a></li>" * 3 + "</ul>"
    tall = "<p style='height: {}px'>Text</p>"
    assert measure(tall.format(1500)) == []
    assert "no list of its questions" in measure(tall.format(2000))[0]
    assert measure(contents + tall.format(2000)) == []
    assert "no list of its questions" in measure(tall.format(2000) + contents)[0]
    assert measure(tall.format(2000), questions="none because it is one table") == []
    assert "phone screens, at most 8" in measure(contents + tall.format(7000))[0]
    assert measure(contents + tall.format(7000), screens="9 because of the table") == []
