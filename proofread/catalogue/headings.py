"""Mistakes in headings and labels."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

TOP = "---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n"
CASES = (
    Case(
        "heading-unlabeled",
        {"page.md": page("## What it costs\n\nLittle.\n")},
        ("page.md:11: a heading without a label",),
        "write (page:what-it-costs)= on the line above it",
        {"page.md": page("(page:what-it-costs)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "heading-unlabeled",
        {"page.md": page("(CASE:cost)=\n\n## What it costs\n\nLittle.\n")},
        ("page.md:13: empty lines stand between the label (CASE:cost)= and its heading",),
        "delete the empty lines above the heading",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(CASE:what it costs)=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: the label “CASE:what it costs” has a space in it",),
        "write (CASE:what-it-costs)=",
        {"page.md": page("(CASE:what-it-costs)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(CASE:cost)\n## What it costs\n\nLittle.\n")},
        ("page.md:11: “(CASE:cost)” is no label",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(CASE:cost=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: “(CASE:cost=” is no label",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("CASE:cost)=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: “CASE:cost)=” is no label",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(CASE:Cost)=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: the label “CASE:Cost” has a capital letter in it",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("[CASE:cost]=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: “[CASE:cost]=” is no label",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(CASE:cost) =\n## What it costs\n\nLittle.\n")},
        ("page.md:11: “(CASE:cost) =” is no label",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {"page.md": page("(#CASE:cost)=\n## What it costs\n\nLittle.\n")},
        ("page.md:11: the label “#CASE:cost” has a # in it, which belongs in links only",),
        "write (CASE:cost)=",
        {"page.md": page("(CASE:cost)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "page-title",
        {"page.md": page("(CASE:more)=\n# More\n\nText.\n")},
        ("page.md:12: a second title: this page has one already, on line 7",),
        "write ## instead of #",
        {"page.md": page("(CASE:more)=\n## More\n\nText.\n")},
    ),
    Case(
        "page-title",
        {"page.md": TOP + "---\nA hub costs little, says CASE.\n"},
        ("page.md:6: this page has no title",),
        "write the label of the page and “# ” with its title above the first paragraph",
        {"page.md": TOP + "---\n(case:CASE)=\n# The page CASE\n\nA hub costs little, says CASE.\n"},
    ),
    Case(
        "heading-words",
        {"page.md": page("(CASE:cost)=\n## Costs.\n\nLittle.\n")},
        ("page.md:12: a heading that ends with “.”",),
        "delete the “.” at its end",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "heading-words",
        {"page.md": page("(CASE:cost)=\n## [Costs](#cases)\n\nLittle.\n")},
        ("page.md:12: a link in a heading",),
        "keep its words, and link from the text below",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "heading-words",
        {"page.md": page("(CASE:cost)=\n## **Costs**\n\nLittle.\n")},
        ("page.md:12: a heading in bold",),
        "take the ** away: headings are bold already",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "heading-words",
        {"page.md": page("(CASE:cost)=\n##\n\nLittle.\n")},
        ("page.md:12: a heading without words",),
        "write its words, or delete the line",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "heading-words",
        {"page.md": page("A hub costs little.\n---\n\nMore.\n")},
        ("page.md:11: a line of “---” makes what stands above it a heading",),
        "write “## ” before the heading and delete the line below it; a line across the page needs an empty line above",
        {"page.md": page("A hub costs little.\n\n---\n\nMore.\n")},
    ),
    Case(
        "heading-space",
        {"page.md": page("(CASE:cost)=\n##Costs\n\nLittle.\n")},
        ("page.md:12: “##” makes no heading: no space follows it",),
        "write a space behind it: ## Costs",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "heading-space",
        {"page.md": page("(CASE:cost)=\n##\xa0Costs\n\nLittle.\n")},
        ("page.md:12: “##” makes no heading: what follows it is no ordinary space",),
        "write a space behind it: ## Costs",
        {"page.md": page("(CASE:cost)=\n## Costs\n\nLittle.\n")},
    ),
    Case(
        "label-malformed",
        {
            "page.md": page(
                ":::{table} Prices\n:name: Table Prices\n\n| Hub | Price |\n| --- | --- |\n| one | little |\n:::\n"
            )
        },
        ("page.md:12: the name “Table Prices” has a space in it",),
        "write :name: table-prices",
        {
            "page.md": page(
                ":::{table} Prices\n:name: table-prices\n\n| Hub | Price |\n| --- | --- |\n| one | little |\n:::\n"
            )
        },
    ),
    Case(
        "label-alone",
        {"page.md": page("(CASE:cost)=\nA hub costs little.\n")},
        ("page.md:11: no heading follows the label (CASE:cost)=",),
        "move it to the line above a heading",
        {"page.md": page("(CASE:cost)=\n## The page CASE\n\nA hub costs little, says CASE.\n")},
    ),
    Case(
        "label-alone",
        {"page.md": page("A hub costs little.\n\n(CASE:cost)=\n")},
        ("page.md:13: no heading follows the label (CASE:cost)=",),
        "move it to the line above a heading",
        {"page.md": page("A hub costs little.\n")},
    ),
    Case(
        "heading-space",
        {"page.md": page("A hub costs:\n    ## Little\n")},
        ("page.md:12: “##” makes no heading: spaces stand before it",),
        "delete the spaces at the beginning of the line",
        {"page.md": page("A hub costs:\n(CASE:little)=\n## Little\n")},
    ),
)
