"""Mistakes in the lines at the top of a page."""

from __future__ import annotations

from proofread.catalogue.case import Case

TOP = "---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n"
REST = "(case:CASE)=\n# The page CASE\n\nThis sentence is about CASE alone.\n"

CASES = (
    Case(
        "front-matter-place",
        {
            "page.md": "\n---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n---\n"
            + REST
        },
        ("page.md:2: “---” is not on the first line of the file",),
        "delete the empty line above it",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-place",
        {
            "page.md": "----\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n---\n"
            + REST
        },
        ("page.md:1: this page begins with “----” instead of “---”",),
        "write --- there",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-place",
        {
            "page.md": " ---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n---\n"
            + REST
        },
        ("page.md:1: a space stands before the “---” of this page",),
        "delete the space",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-open",
        {"page.md": TOP + "" + REST},
        ("page.md:1: the lines at the top, which begin here with “---”, have no end",),
        "write --- on a line of its own above line 5",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-open",
        {"page.md": TOP + "--\n" + REST},
        ("page.md:5: line 5 ends the lines at the top with “--” instead of “---”",),
        "write --- on line 5",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + "sources:\n\t- docs\n---\n" + REST},
        ("page.md:6: a tab in the lines at the top",),
        "write two spaces instead of the tab",
        {"page.md": TOP + "sources:\n  - docs\n---\n" + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + "description: Prices: one sum\n---\n" + REST},
        ("page.md:5: a colon stands within the value of “description”, and makes it a name",),
        'put the value between quotation marks: description: "Prices: one sum"',
        {"page.md": TOP + 'description: "Prices: one sum"\n---\n' + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + "description:Prices\n---\n" + REST},
        ("page.md:5: a space is missing after the colon",),
        "write a space after the colon",
        {"page.md": TOP + "description: Prices\n---\n" + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + 'description: "Prices\n---\n' + REST},
        ("page.md:5: a quotation mark or a bracket in the lines at the top is not closed",),
        "close it, or put the whole value between quotation marks",
        {"page.md": TOP + 'description: "Prices"\n---\n' + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + "owner: Product and Services\n---\n" + REST},
        ("page.md:5: “owner” stands here twice",),
        "keep one of the two",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-yaml",
        {"page.md": TOP + "sources:\n  - docs\n - docs\n---\n" + REST},
        ("page.md:7: the lines at the top cannot be read from here on",),
        "write “name: value” here, begun as far to the left as the line above, and a value with a colon or a quotation mark in it between quotation marks",
        {"page.md": TOP + "sources:\n  - docs\n---\n" + REST},
    ),
    Case(
        "front-matter-name",
        {"page.md": TOP + "source: docs\n---\n" + REST},
        ("page.md:5: “source” at the top of a page means nothing; did you mean “sources”?",),
        "write sources",
        {"page.md": TOP + "sources: docs\n---\n" + REST},
    ),
    Case(
        "front-matter-name",
        {"page.md": TOP + "weather: fine\n---\n" + REST},
        ("page.md:5: “weather” at the top of a page means nothing",),
        "delete the line, and what belongs to it",
        {"page.md": TOP + "---\n" + REST},
    ),
    Case(
        "front-matter-name",
        {"page.md": TOP + "budgets: long\n---\n" + REST},
        ("page.md:5: “budgets” has another form",),
        "write lines below it of the form “  name: value”",
        {"page.md": TOP + "budgets:\n  screens: 9 because it is looked up\n---\n" + REST},
    ),
)
