"""What a short link says when it leads to something else than on the day it was published."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

CONFIG = {"extensions": ["short_links", "moved_pages"], "html_baseurl": "https://h.example/"}
FILES = {
    "index.md": "# Book\n\n```{toctree}\ncosts\nplans\n```\n",
    "costs.md": """\
        (costs)=
        # What it costs

        Ten.

        (costs:fee)=
        ## The usage fee

        By the month.
        """,
    "plans.md": "(plans)=\n# Plans\n\nTwo.\n\n(plans:large)=\n## The large plan\n\nFor many.\n",
}
WHEN = "When this link was first published, on 3 May 2026, "


def shown(mini_site, id: str, *published: str, moved: str = "") -> tuple[BeautifulSoup, str]:
    """The page of a short link, and its line; ``published`` are ``address > title`` of 3 May 2026."""
    lines = [line.replace(" > ", "\t2026-05-03\t") + "\n" for line in published]
    files = {"links/published.txt": "".join(lines), "links/moved.txt": moved.replace(" > ", "\t")}
    built = mini_site(FILES | files, **CONFIG)
    assert built.warnings == ""
    page = built.page(f"go/{id}/index.html")
    line = [p.get_text() for p in page.find_all("p") if "first published" in p.get_text()]
    return page, (line or [""])[0]


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("Our prices", f"{WHEN}this page was called “Our prices”."),
        ("What it costs", ""),
        # A reader knows these again.
        ("WHAT IT COSTS!", ""),
        ("What it costs…", ""),
        ("What does it cost?", ""),
        # Nothing is known of it.
        ("", ""),
    ],
)
def test_a_page_of_another_title_says_so(mini_site, then, said):
    page, line = shown(mini_site, "costs", f"go/costs/ > {then}", f"costs/#costs > {then}")
    assert line == said
    # Without script the line can be read only where nobody is sent on at once.
    assert (page.find("noscript") is None) == bool(said)
    assert page.h1.get_text() == "What it costs" and page.find("p", string="Ten.")
    assert page.find("a")["href"] == "../../costs/#costs"
    assert page.find("meta", property="og:title")["content"] == "What it costs"
    assert page.find("meta", property="og:description")["content"] == "Ten."
    assert page.find("meta", property="og:url")["content"] == "https://h.example/go/costs/"


def test_a_section_of_another_title_says_so(mini_site):
    known = (
        "costs/ > What it costs",
        "costs/#costs-fee > Monthly fee",
        "go/costs-fee/ > Monthly fee",
    )
    assert (
        shown(mini_site, "costs-fee", *known)[1] == f"{WHEN}this section was called “Monthly fee”."
    )


def test_a_section_that_went_to_another_page_says_so(mini_site):
    known = ["fees/ > Old fees", "fees/#costs-fee > The usage fee", "go/costs-fee/ > The usage fee"]
    was = f"{WHEN}this section was on the page “Old fees”."
    assert shown(mini_site, "costs-fee", *known)[1] == was
    # Recorded again where it stands now: where it first stood counts.
    again = "costs/#costs-fee\t2026-08-01\tThe usage fee"
    assert shown(mini_site, "costs-fee", *known, again)[1] == was
    known[1:] = ["fees/#costs-fee > By use", "go/costs-fee/ > By use"]
    both = f"{WHEN}this section was called “By use” and was on the page “Old fees”."
    assert shown(mini_site, "costs-fee", *known)[1] == both


def test_a_page_that_kept_its_title_or_only_changed_it_has_not_been_left(mini_site):
    section = "#costs-fee > The usage fee", "go/costs-fee/ > The usage fee"
    for page in ("fees/ > What it costs", "costs/ > Old costs"):
        known = page, page.partition(" ")[0] + section[0], section[1]
        assert shown(mini_site, "costs-fee", *known)[1] == ""


def test_a_section_that_was_merged_into_another_says_what_it_was(mini_site):
    known = "plans/ > Plans", "plans/#plans-vast > The vast plan", "go/plans-vast/ > The vast plan"
    moved = "plans/#plans-vast > plans/#plans-large"
    page, line = shown(mini_site, "plans-vast", *known, moved=moved)
    assert line == f"{WHEN}it led to “The vast plan”."
    assert page.h1.get_text() == "The large plan"
    line = shown(mini_site, "plans-vast", *known, moved=f"{moved} > the two were one.")[1]
    assert line == f"{WHEN}it led to “The vast plan”. The two were one."


def test_a_label_that_was_only_renamed_says_nothing(mini_site):
    known = "plans/ > Plans", "plans/#plans-big > Large plans", "go/plans-big/ > Large plans"
    moved = "plans/#plans-big > plans/#plans-large"
    assert shown(mini_site, "plans-big", *known, moved=moved)[1] == ""


def test_what_was_withdrawn_says_what_it_was(mini_site):
    known = "plans/ > Plans", "plans/#plans-vast > The vast plan", "go/plans-vast/ > The vast plan"
    moved = "plans/#plans-vast > gone > 2026-07-26: nobody took it"
    page, line = shown(mini_site, "plans-vast", *known, moved=moved)
    assert line == f"{WHEN}it led to “The vast plan” on the page “Plans”."
    assert "Withdrawn on 26 July 2026. Nobody took it." in page.get_text()
    assert page.find("meta", property="og:title")["content"] == page.h1.get_text()
    about = page.find("meta", property="og:description")["content"]
    assert about.startswith("Withdrawn on 26 July 2026. Nobody took it.")
    assert page.find("meta", property="og:url")["content"] == "https://h.example/go/plans-vast/"


def test_what_went_to_another_site_says_what_it_was(mini_site):
    known = "plans/#plans-vast > The vast plan", "go/plans-vast/ > The vast plan"
    moved = "plans/#plans-vast > https://example.com/vast"
    assert (
        shown(mini_site, "plans-vast", *known, moved=moved)[1]
        == f"{WHEN}it led to “The vast plan”."
    )


def test_a_title_cannot_end_the_script(mini_site):
    known = "costs/#costs > </script><b>", "go/costs/ > </script><b>"
    page, line = shown(mini_site, "costs", *known)
    assert "“</script><b>”" in line and page.find("b") is None
    assert "location.replace" in page.find("script").string
