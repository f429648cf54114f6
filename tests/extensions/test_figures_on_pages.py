"""What the build does with the figures of a page: its foot, and a warning where one is typed."""

from __future__ import annotations

from pathlib import Path

import facts
import pytest
import typed_figures
from page_text import prose

ROOT = Path(__file__).parent.parent.parent
FACTS = """\
prices:
  title: Price list
  url: https://example.org/prices
  dated: 2026-07-26
  confirmed: 2026-08-20
  confirm_by: 2027-02-20
  figures:
    member: $15,000
    size: 10 GB
    notice: three weeks
    share: 80%
    margin: "1.5"
    usage_fee:
      - {up_to: 10, rate: $10.00}
      - {rate: $0}
limits:
  title: Limits
  url: https://example.org/limits
  confirmed: 2026-06-24
  confirm_by: 2027-06-24
  figures:
    talk: 60 days
other: {title: Another page, url: https://example.org/other}
"""
CONF = """\
import sys; sys.path[:0] = {path!r}
from pathlib import Path
import facts
extensions = ["myst_parser", {extensions}]
myst_enable_extensions = ["colon_fence", "substitution"]
myst_substitutions = facts.read(Path(__file__).parent / "facts.yml").figures
html_theme = "basic"
"""


@pytest.fixture
def site(mini_site):
    def build(pages: dict[str, str], *extensions: str, facts: str = FACTS, **more):
        conf = CONF.format(
            path=[str(ROOT), str(ROOT / "_ext")], extensions=", ".join(map(repr, extensions))
        )
        return mini_site({"conf.py": conf, "facts.yml": facts} | pages, **more)

    return build


def typed(text: str) -> list[tuple[int, str, list[str]]]:
    """Line, value and names to write instead of every figure that is typed in a text."""
    known = facts.parse("facts.yml", FACTS).figures
    return [(line, *one) for line, part in prose(text) for one in typed_figures.typed(part, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It costs $15,000 a year.", (1, "$15,000", ["member"])),
        ("It costs $15,000.", (1, "$15,000", ["member"])),
        ("It costs $10 each.", (1, "$10", ["usage_fee.rates"])),
        ("It costs $10.00 each.", (1, "$10.00", ["usage_fee.rates"])),
        ("At most $100!", (1, "$100", ["usage_fee.most"])),
        ("It costs $45,000, or so.", (1, "$45,000", [])),
        ("It costs $1,500.", (1, "$1,500", [])),
        ("You have 10 GB of it.", (1, "10 GB", ["size"])),
        ("Say so 3 weeks before.", (1, "3 weeks", ["notice"])),
        ("Three weeks before.", (1, "Three weeks", ["notice"])),
        ("| a |\n| --- |\n| 80% |", (3, "80%", ["share"])),
        (":::{note}\nIn 60 days.\n:::", (2, "60 days", ["talk"])),
        ("```{note}\nIn 60 days.\n```\n", (2, "60 days", ["talk"])),
        ("```{note} In 60 days\nSo be it.\n```", (1, "60 days", ["talk"])),
        ("---\ntitle: 60 days\n---\nIn 60 days.", (4, "60 days", ["talk"])),
        ("```\n60 days\n```\nIn 60 days.", (4, "60 days", ["talk"])),
    ],
)
def test_a_figure_typed_by_hand_is_found_with_its_line_and_name(text, found):
    assert typed(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "It costs {{ member }} a year, {{ 3 * member }} for three.",
        "Write `$15,000` in code.",
        "```\n$15,000 and 10 GB\n```",
        "~~~text\n```{note}\n10 GB\n```\n~~~",
        "[A link](https://example.org/10%20GB) or https://example.org/$15,000/80%",
        "110 GB, 10 GBit, 180%, 80%ish, 1.5, 3 weeksend, thirty-three weeks' time is no figure of ours".replace(
            "thirty-three weeks' time", "33 weeks"
        ),
        "<!-- 10 GB -->",
    ],
)
def test_what_is_no_typed_figure_is_let_alone(text):
    assert typed(text) == []


PAGE = """\
---
typed_figures:
  "60 days": "talk: the drawing takes no names"
  "$99": an invented machine
  "$7": not on this page
---
# Page

It costs $15,000 or $45,000, $99 for 60 days.
"""


def test_the_warning_says_what_to_write_and_front_matter_allows_with_a_reason(site):
    said = site({"index.md": PAGE}, "typed_figures").warnings
    assert "index.md:9: WARNING: “$15,000” is typed by hand: write {{ member }}" in said
    assert "index.md:9: WARNING: “$45,000” is typed by hand: work it out from figures" in said
    assert "index.md:1: WARNING: typed_figures allows “$7”, which is not typed here" in said
    assert said.count("WARNING") == 3
    changed = FACTS.replace("talk: 60 days", "talk: 90 days")
    said = site({"index.md": PAGE}, "typed_figures", facts=changed).warnings
    assert "typed_figures allows “60 days”, but talk is “90 days” now" in said
    said = site({"index.md": "---\ntyped_figures: [60 days]\n---\n# A\n"}, "typed_figures").warnings
    assert "index.md:1: WARNING: write typed_figures as lines of the form “value: reason”" in said


BARE = "---\norphan: true\n---\n# Bare\n"
FOOT = """\
---
sources: [other]
---
# Page

It has {{ size }} for {{ talk }}. In code: `{{ margin }}`.
"""


def foot(built, name: str = "index.html"):
    return built.page(name).find("details", class_="page-sources")


def test_the_foot_says_when_figures_were_confirmed_and_lists_each_source_once(site):
    built = site({"index.md": FOOT + "\nAgain {{ size }} and {{ member }}.\n"}, "page_sources")
    assert built.warnings == ""
    found = foot(built)
    assert (
        found.summary.get_text()
        == "Figures last confirmed between 24 June and 20 August 2026 · 3 sources"
    )
    assert [item.get_text(strip=True) for item in found.find_all("li")] == [
        "Another page", "Limits", "Price list, 26 July 2026",
    ]  # fmt: skip
    assert [link["href"] for link in found.find_all("a")] == [
        "https://example.org/other", "https://example.org/limits", "https://example.org/prices",
    ]  # fmt: skip
    assert not found.has_attr("open") and not found.find_all(id=True) and not found.has_attr("id")
    assert not built.page("index.html").find(
        "script", string=lambda text: text and "details" in text
    )


def test_without_figures_it_counts_sources_and_without_sources_there_is_none(site):
    pages = {"index.md": "---\nsources: [other]\n---\n# Page\n", "bare.md": BARE}
    built = site(pages, "page_sources")
    assert foot(built).summary.get_text() == "1 source"
    assert foot(built, "bare/index.html") is None


def test_an_unknown_source_is_a_warning_with_its_line_and_the_name_that_was_meant(site):
    built = site({"index.md": "---\nsources:\n  - limts\n---\n# Page\n"}, "page_sources")
    assert (
        "index.md:3: WARNING: source “limts” is not in facts.yml; did you mean “limits”?"
        in built.warnings
    )


def test_a_new_date_reaches_pages_that_did_not_change(site):
    site({"index.md": FOOT}, "page_sources")
    built = site(
        {"index.md": FOOT}, "page_sources", facts=FACTS.replace("2026-06-24", "2026-09-01")
    )
    assert "between 20 August and 1 September 2026" in foot(built).summary.get_text()


def test_parallel_builds_say_the_same(site):
    pages = {f"page{n}.md": f"{BARE}\nIt has {{{{ size }}}}.\n" for n in range(12)}
    built = site({"index.md": FOOT} | pages, "page_sources", options=("-j", "2"))
    assert built.warnings == ""
    assert all(foot(built, f"page{n}/index.html") for n in range(12))
