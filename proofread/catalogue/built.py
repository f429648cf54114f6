"""What is judged on the built page: its description, its budgets."""

from __future__ import annotations

from proofread.catalogue.case import HEAD, Case, line, other, page, top

_LONG = "CASE says on this page, in one long sentence, what would fit into a short one, because "
_LONG += (
    "nobody took the time that it takes to find the few words that readers need when they stand "
)
_LONG += "at a bus stop with a phone."
_HARD = "Organizational interoperability considerations necessitate comprehensive infrastructural "
_HARD += "harmonization methodologies notwithstanding heterogeneous institutional prerequisites. "
_EASY = "You use the hub, and we look after it for you. We do so day and night. Ask us when you need us. "
_TWICE = "You can leave at any time and take all of CASE with you."


def _opened(opening: str) -> str:
    """The top of a page with another opening."""
    return HEAD.replace("This sentence is about CASE alone.", opening)


CASES = (
    Case(
        "budget-opening",
        {"page.md": page("", _opened(_LONG))},
        ("page.md:9: the opening has 42 words, at most 40",),
        "begin with the answer alone, and start a new paragraph after it",
        {"page.md": page("", _opened("CASE is short.\n\n" + _LONG))},
    ),
    Case(
        "budget-opening",
        {"page.md": page("", _opened("- A list\n- of CASE"))},
        ("page.md:7: the page does not open with a sentence",),
        "begin with the answer, in one sentence below the title",
        {"page.md": page("- A list\n- of CASE\n")},
    ),
    Case(
        "budget-ease",
        {"page.md": page((_HARD * 8).strip() + "\n")},
        ("page.md: the reading ease of this page is -212, at least 55",),
        "split the longest sentences, and choose shorter words",
        {"page.md": page((_EASY * 8).strip() + "\n")},
    ),
    Case(
        "budget-phrases",
        {"page.md": page("As of today it is free.\n")},
        (f"page.md:{line(1)}: “As of” stands in “As of today it is free.…”",),
        "say what holds, without the provenance",
        {"page.md": page("It is free.\n")},
    ),
    Case(
        "budget-repeats",
        {"page.md": page(_TWICE + "\n"), "other.md": page(_TWICE + "\n", other("a"))},
        (
            f"other.md:{line(1)}: “{_TWICE}” stands on cases/CASE/page.md as well",
            f"page.md:{line(1)}: “{_TWICE}” stands on cases/CASE/other.md as well",
        ),
        "say it on one of the two pages, and link to it from the other",
        {"page.md": page("See [how](#CASE:a).\n")},
    ),
    Case(
        "budget-raised",
        {"page.md": page("", top("budgets:\n  screens: 9\n"))},
        ("page.md:3: “screens: 9” gives no reason",),
        "write screens: 9 because, and the reason",
        {"page.md": page("", top("budgets:\n  screens: 9 because the table must stand whole\n"))},
    ),
    Case(
        "same-title",
        {"page.md": page(""), "other.md": page("", other("a").replace("page a of", "page"))},
        ("page.md:7: cases/CASE/other.md has the same title",),
        "give one of the two a title that says what only it answers",
        {"page.md": page("").replace("# The page", "# The one page")},
    ),
    Case(
        "same-description",
        {
            "page.md": page("").replace("about", "on"),
            "other.md": page("", other("a").replace("about CASE as a.", "on CASE alone.")),
        },
        ("page.md:9: cases/CASE/other.md begins with the same sentence",),
        "let the first paragraph of one of the two say what only that page answers",
        {"page.md": page("")},
    ),
)
