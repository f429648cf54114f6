"""Every page within its budgets: answer first, short enough for a phone, said once, plainly.

What is measured, and how a budget is raised: proofread/built/budgets.py and phone.py.
"""

from __future__ import annotations

import pytest

from proofread.built import budgets, phone
from proofread.built.page import BuiltPage

LONG = "This is a sentence of exactly ten words, no more. "


def page(body: str, name: str = "page", **raised: str) -> BuiltPage:
    title = "<h1>Title<a class='headerlink' href='#t'>¶</a></h1>"
    html = f"<article><section>{title}{body}</section></article>"
    lines = [f"  {budget}: {value}\n" for budget, value in raised.items()]
    matter = "".join(["---\n", "budgets:\n", *lines, "---\n"]) if raised else ""
    return BuiltPage(name, f"{matter}# Title\n\n{LONG}\n", html)


def said(rule, *arguments, **keywords) -> list[str]:
    found = getattr(rule, "find", rule)(page(*arguments, **keywords))
    return [f"{one.what}; {one.fix}" for one in found]


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
    assert (
        "“What?” is answered in 61 words, at most 60"
        in said(budgets.answers, longer, budgets.FAQ)[0]
    )
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
    assert [(one.file, one.line, one.what) for one in found] == [
        ("one.md", 3, f"“{LONG.strip()}” stands on two.md as well"),
        ("two.md", 3, f"“{LONG.strip()}” stands on one.md as well"),
    ]
    claim = "Usage becomes active investment in the tools research depends on"
    given = [page(f"<li>{claim}</li>", name) for name in ("one", "two")]
    for one in given:
        one.given = claim.lower()
    assert list(budgets.repeats(given)) == []


def test_hard_reading_is_found():
    easy = "<p>We run the hub. You use it with your team, and you can leave when you like.</p>"
    hard = (
        "<p>Organizational interoperability considerations necessitate comprehensive "
        "infrastructural harmonization methodologies notwithstanding heterogeneous institutional "
        "governance prerequisites.</p>"
    )
    assert said(budgets.ease, easy * 8) == []
    assert "at least 55" in said(budgets.ease, hard * 8)[0]
    assert said(budgets.ease, hard) == []  # of so few words nobody can tell


def test_a_raised_budget_needs_a_reason_and_a_name_that_exists():
    assert said(budgets.misused, "", screens="9 because the table must stand whole") == []
    assert "gives no reason" in said(budgets.misused, "", screens="9")[0]
    assert "no budget “screen”" in said(budgets.misused, "", screen="9 because it is long")[0]


def test_a_long_page_is_found_and_lists_its_questions(browser, tmp_path):
    """Measured in a browser once, and not again until the page changes."""

    def measure(body: str, **raised: str) -> list[str]:
        measured = page(body, **raised)
        (tmp_path / "page").mkdir(exist_ok=True)
        (tmp_path / "page/index.html").write_text(f"<meta charset=utf-8>{measured.html}", "utf-8")
        found = phone.measure([measured], tmp_path, tmp_path / "phone.json", browser)
        return [one.what for one in phone.mistakes([measured], found)]

    contents = "<ul>" + "<li><a href='#a'>Question</a></li>" * 3 + "</ul>"
    tall = "<p style='height: {}px'>Text</p>"
    assert measure(tall.format(1500)) == []
    assert "no list of its questions" in measure(tall.format(2000))[0]
    assert measure(tall.format(2000), questions="none because it is one table") == []
    assert measure(contents + tall.format(2000)) == []
    assert "no list of its questions" in measure(tall.format(2000) + contents)[0]
    assert "phone screens, at most 8" in measure(contents + tall.format(7000))[0]
    assert measure(contents + tall.format(7000), screens="9 because of the table") == []


def test_what_was_measured_needs_no_browser(tmp_path, monkeypatch):
    measured = page("<p>Text</p>")

    def no_browser():
        raise phone.NoBrowser("not measured: there is none")

    monkeypatch.setattr(phone, "_browser", no_browser)
    cache = tmp_path / "phone.json"
    with pytest.raises(phone.NoBrowser, match="there is none"):
        phone.measure([measured], tmp_path, cache)
    assert not cache.exists()
    cache.write_text(f'{{"{phone._key(measured, tmp_path)}": [9000, null]}}', encoding="utf-8")
    found = phone.measure([measured], tmp_path, cache)
    assert [one.kind.id for one in phone.mistakes([measured], found)] == [
        "budget-screens",
        "budget-questions",
    ]
    cache.write_text("half a fi", encoding="utf-8")
    with pytest.raises(phone.NoBrowser):
        phone.measure([measured], tmp_path, cache)
