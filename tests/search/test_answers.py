"""Search finds the right section, in the browser's own engine, asked all questions at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(Path(__file__).parent))
import asking
import search_words


@pytest.fixture(scope="module")
def page(browser, serve, site):
    opened = browser.new_page()
    opened.goto(serve(site.folder) + "search/", wait_until="networkidle")
    yield opened
    opened.close()


def test_every_question_names_sections_that_exist(pages):
    ids = {element["id"] for one in pages.values() for element in one.select("[id]")}
    for question in asking.questions():
        assert question.wanted <= ids, question.asked
    assert sum(not question.aside for question in asking.questions()) == 60
    assert sum(question.aside for question in asking.questions()) == 30


@pytest.mark.parametrize("aside,share", [(False, 0.95), (True, 0.9)], ids=["seen", "set aside"])
def test_the_right_section_is_among_the_first_three(page, aside, share):
    asked = [question for question in asking.questions() if question.aside is aside]
    score = asking.score(asked, asking.ask(page, [question.asked for question in asked]))
    assert score.first_three >= share * score.of, score.missed


def test_a_wrong_answer_is_noticed():
    question = asking.Question("x", frozenset({"right"}), False)
    assert asking.score([question], {"x": ["a", "b", "c", "right"]}).missed == ["x"]
    assert asking.score([question], {"x": []}).missed == ["x"]
    assert asking.score([question], {"x": ["a", "right"]})[:3] == (0, 1, 1)


def test_every_synonym_finds_its_section(page):
    synonyms = search_words.read_synonyms(ROOT / "synonyms.txt")
    answers = asking.ask(page, [word for line in synonyms for word in line.asked])
    wrong = [
        f"synonyms.txt:{line.line}: {word}: {answers[word][:3]}"
        for line in synonyms
        for word in line.asked
        if not {asking.anchor(label) for label in line.labels} & set(answers[word][:3])
    ]
    assert not wrong, "\n".join(wrong)


def test_browser_and_build_agree_on_stems(page, pages):
    text = " ".join(one.article.get_text(" ") for one in pages.values() if one.article)
    words = sorted(set(search_words.words(text)))
    assert len(words) > 2000
    stems = page.evaluate(
        "async (words) => { const [one] = await handbookSearch.find('hub');"
        " return words.map((word) => one.engine.stemOf(word)) }",
        words,
    )
    assert stems == [search_words.stem(word) for word in words]


@pytest.mark.parametrize(
    "mistyped,id",
    [
        ("kuberntes", "term-Kubernetes"),
        ("recieve invioces", "pricing-billing"),
        ("discuont", "faq-discount"),
        ("premeir membership", "service-model-premier-membership"),
    ],
)
def test_a_typing_error_is_forgiven(page, mistyped, id):
    assert id in asking.ask(page, [mistyped])[mistyped][:3]


@pytest.mark.parametrize(
    "written,id",
    [
        ("subprocessors", "faq-sensitive-data"),  # the page has "sub-processors"
        ("r studio", "hub-users-run"),
        ("jupyter hub", "term-JupyterHub"),
    ],
)
def test_a_word_may_be_written_as_one_or_as_two(page, written, id):
    assert id in asking.ask(page, [written])[written][:3]


def test_the_meaning_of_a_term_is_the_term(page):
    for question in ("what is the meaning of upstream", "what does scratch bucket mean"):
        assert asking.ask(page, [question])[question][0].startswith("term-")


@pytest.mark.parametrize(
    "begun,id", [("repres", "term-Community-Representative"), ("worksho", "support-events")]
)
def test_a_word_may_be_unfinished(page, begun, id):
    assert id in asking.ask(page, [begun])[begun][:5]


def test_readers_pages_come_first(page):
    found = page.evaluate(
        "async () => (await handbookSearch.find('link')).map((one) => one.section.page.uri)"
    )
    assert found and not any(uri.startswith("contribute/") for uri in found)
    found = asking.ask(page, ["merge two pages"], everywhere=True)
    assert found["merge two pages"][0] == "moving-merge-pages"


def test_a_heading_of_words_that_say_nothing_is_found(page):
    assert asking.ask(page, ["who are you?"])["who are you?"][0] == "handbook-doors"


def test_words_that_are_nowhere_find_nothing(page):
    assert asking.ask(page, ["xyzzyqq", "", "?"]) == {"xyzzyqq": [], "": [], "?": []}
