"""The foot of every page: its owner, its reviews, its last change; and what is said when one is wrong."""

from __future__ import annotations

import json
from datetime import date

import due
import pytest
from conftest import ROOT

AREAS = ["Business Development", "Delivery Enablement", "Product and Services"]
CONFIG = {
    "extensions": ["owners"],
    "owners": AREAS,
    "templates_path": ["templates", str(ROOT / "_templates")],
}
LAYOUT = """\
{% extends "!layout.html" %}
{% block footer %}{% include "page-review.html" %}{% endblock %}
"""
GOOD = ("owner: Delivery Enablement", "reviewed: 2026-11-26", "review_by: 2027-06-07")


def page(*lines: str) -> str:
    return "".join(f"{line}\n" for line in ("---", *lines, "---", "# Title", "", "Words."))


@pytest.fixture
def build(mini_site):
    """Build a page with these lines of front matter, or this text; in a theme that has a foot."""

    def build(*lines: str, text: str = "", options: tuple[str, ...] = (), **config):
        files = {"index.md": text or page(*lines), "templates/layout.html": LAYOUT}
        return mini_site(files, options=options, **CONFIG | config)

    return build


def said(built) -> list[str]:
    """What the build says, a message a line, without the folder's name."""
    return [line.rpartition("/source/")[2] for line in built.warnings.splitlines()]


def foot(built) -> str:
    found = built.page("index.html").find(class_="page-review")
    return " ".join(found.get_text().split()) if found else ""


def test_the_foot_says_who_looks_after_the_page_and_when_it_was_reviewed(build):
    built = build(*GOOD)
    assert built.warnings == ""
    assert foot(built) == (
        "Looked after by Delivery Enablement. "
        "Last reviewed on 26 November 2026, next review by 7 June 2027."
    )


WRONG = {
    "nothing": (
        [],
        "index.md:1: WARNING: this page lacks owner, reviewed and review_by; write between two lines "
        "of --- at its top, each on a line of its own and with what is true: owner: Business "
        "Development; reviewed: 2026-11-26; review_by: 2027-11-26 [owners.owner]",
    ),
    "no owner": (
        ["sources: []", *GOOD[1:]],
        "index.md:1: WARNING: this page lacks owner; write between two lines of --- at its top, each "
        "on a line of its own and with what is true: owner: Business Development [owners.owner]",
    ),
    "an owner nobody knows, misspelt": (
        ["orphan: true", "owner: delivery enablment", *GOOD[1:]],
        "index.md:3: WARNING: “delivery enablment” is none of the areas that look after pages; did "
        "you mean “Delivery Enablement”? [owners.owner]",
    ),
    "a person": (
        ["owner: Ada Lovelace", *GOOD[1:]],
        "index.md:2: WARNING: “Ada Lovelace” is none of the areas that look after pages; write one "
        f"of: {', '.join(AREAS)} [owners.owner]",
    ),
    "words for a date": (
        [GOOD[0], GOOD[1], "review_by: next spring"],
        "index.md:4: WARNING: “next spring” is no date; write “review_by: 2026-11-26”, with the day "
        "by which somebody should read it again [owners.review_by]",
    ),
    "a day that no calendar has": (
        [GOOD[0], "reviewed: 2026-02-30", GOOD[2]],
        "index.md:3: WARNING: “2026-02-30” is no date; write “reviewed: 2026-11-26”, with the day on "
        "which somebody last read the whole page [owners.reviewed]",
    ),
    "due before it was reviewed": (
        [*GOOD[:2], "review_by: 2026-11-26"],
        "index.md:4: WARNING: the next review, 2026-11-26, is not after the last one, 2026-11-26; "
        "write a later day, for example “review_by: 2027-11-26” [owners.review_by]",
    ),
}


@pytest.mark.parametrize(("lines", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_once_at_its_line(build, lines, message):
    assert said(build(text=page(*lines) if lines else "# Title\n\nWords.\n")) == [message]


def test_following_the_message_word_by_word_helps(build):
    (message,) = said(build(text="# Title\n"))
    advice = message.partition("what is true: ")[2].rpartition(" [")[0].split("; ")
    assert said(build(*advice)) == []


def test_front_matter_that_is_no_yaml_is_told_by_one_message_alone(build):
    (message,) = said(build("owner: [Delivery", *GOOD[1:]))
    assert message.startswith("index.md:1:") and "[myst.topmatter]" in message


def test_a_site_without_areas_asks_for_nothing(build):
    built = build(text="# Title\n", owners=[])
    assert built.warnings == "" and foot(built) == ""


def test_the_last_change_is_what_the_build_was_handed_and_nothing_otherwise(build, tmp_path):
    """Each build follows the one before: a new day is on the page although nothing else changed."""
    dates = tmp_path / "dates.json"
    built = build(*GOOD)
    assert "Last changed" not in foot(built)
    for day, words in (("2026-11-27", "27 November 2026"), ("2026-12-01", "1 December 2026")):
        dates.write_text(json.dumps({"index.md": day}), encoding="utf-8")
        built = build(*GOOD, options=("-D", f"page_dates={dates}"))
        assert built.warnings == "" and foot(built).endswith(f"Last changed on {words}.")
    dates.write_text("{}", encoding="utf-8")
    built = build(*GOOD, options=("-D", f"page_dates={dates}"))
    assert "Last changed" not in foot(built)


@pytest.mark.parametrize("text", [None, "no JSON", "[1]", '{"index.md": "yesterday"}'])
def test_a_file_of_dates_that_cannot_be_read_is_told_in_a_sentence(build, tmp_path, text):
    dates = tmp_path / "dates.json"
    if text:
        dates.write_text(text, encoding="utf-8")
    built = build(*GOOD, options=("-D", f"page_dates={dates}"))
    assert built.warnings.startswith(f"{dates}:1: WARNING: this is no file of dates (")
    assert built.warnings.count("\n") == 1
    assert foot(built).endswith("next review by 7 June 2027.")


def test_every_page_of_the_handbook_says_it_without_script_and_its_days_are_spread(site, pages):
    without = [
        name
        for name, one in pages.items()
        if one.find("article") and not one.find(class_="page-review")
    ]
    assert set(without) <= {"404.html", "search/index.html", "genindex/index.html"}, without
    days = [one.by for one in due.pages(ROOT, date.max)]
    assert len(days) == len(pages) - len(without)
    assert max(days.count(day) for day in days) <= 6, "nobody reviews so many pages at once"
