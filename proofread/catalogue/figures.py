"""Figures of facts.yml, sources, pictures, drawings, HTML."""

from __future__ import annotations

from proofread.catalogue.case import Case, line, page, top

_DRAWING = "```{{mermaid}}\n{}:name: figure:CASE\n\ngraph TD\n  A --> B{}\n  C --> D\n```\n"


CASES = (
    Case(
        "unknown-figure",
        {"page.md": page("It costs {{ membership_yeer }}.\n")},
        (f"page.md:{line(1)}: facts.yml has no figure membership_yeer",),
        "write {{ membership_year }} if that is meant; or add membership_yeer to facts.yml",
        {"page.md": page("It costs {{ membership_year }}.\n")},
    ),
    Case(
        "figure-sum",
        {"page.md": page("It costs {{ 3 * }}.\n")},
        (f"page.md:{line(1)}: what stands between these braces is no sum",),
        "write one name of facts.yml, or a sum with + - * and /, as in {{ 3 * membership_year }}",
        {"page.md": page("It costs {{ 3 * membership_year }}.\n")},
    ),
    Case(
        "typed-figure",
        {"page.md": page("It costs $15,000.\n")},
        (f"page.md:{line(1)}: “$15,000” is typed by hand",),
        "write {{ membership_year }}",
        {"page.md": page("It costs {{ membership_year }}.\n")},
        fixed=True,
    ),
    Case(
        "typed-figure-allowed",
        {"page.md": page("", top('typed_figures:\n  "$4,000": an example, no price of ours\n'))},
        ("page.md:3: “$4,000” is allowed here, and stands nowhere on the page",),
        "take the line out of typed_figures",
        {"page.md": page("")},
    ),
    Case(
        "facts",
        {"page.md": page("", top("sources:\n  - docs/suport\n"))},
        ("page.md:3: facts.yml has no source docs/suport",),
        "write docs/support if that is meant; or add the source to CASE.yml",
        {"page.md": page("")},
    ),
    Case(
        "facts",
        {"page.md": page("", top("changes:\n  - The price\n"))},
        ("page.md:2: the change notes of this page cannot be read",),
        "write below changes: entries like - {date: 2026-11-26, what: The price, was: $10,000}",
        {"page.md": page("", top("changes:\n  - {date: 2026-11-26, what: The price, was: low}\n"))},
    ),
    Case(
        "page-review",
        {"page.md": page("").replace("owner: Product and Services\n", "")},
        ("page.md:1: this page lacks owner",),
        "write between two lines of --- at its top, each on a line of its own and with what is true: owner: Business Development",
        {"page.md": page("")},
    ),
    Case(
        "page-review",
        {"page.md": page("").replace("Services", "Service")},
        ("page.md:2: “Product and Service” is none of the areas that look after pages",),
        "write owner: Product and Services",
        {"page.md": page("")},
    ),
    Case(
        "page-review",
        {"page.md": page("").replace("2027-11-02", "next year")},
        ("page.md:4: “next year” is no date",),
        "write “review_by: 2026-11-26”, with the day by which somebody should read it again",
        {"page.md": page("")},
    ),
    Case(
        "missing-file",
        {
            "page.md": page("![A team at work](tem.svg)\n"),
            "team.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
        (f"page.md:{line(1)}: there is no picture tem.svg where this page looks for it",),
        "write ../generated-permalink/team.svg if that is meant; or upload tem.svg",
        {"page.md": page("![A team at work](team.svg)\n")},
    ),
    Case(
        "drawing-words",
        {"page.md": page(_DRAWING.format("", "[two]"))},
        (f"page.md:{line(1)}: this drawing has no text alternative",),
        "write a line :alt: below the line that opens it, and say in sentences what it shows",
        {"page.md": page(_DRAWING.format(":alt: A leads to B, and C to D.\n", "[two]"))},
    ),
    Case(
        "drawing-broken",
        {"page.md": page(_DRAWING.format(":alt: A leads to B, and C to D.\n", "[two"))},
        (f"page.md:{line(6)}: [ is not closed in this drawing",),
        "close it: ]",
        {"page.md": page(_DRAWING.format(":alt: A leads to B, and C to D.\n", "[two]"))},
    ),
    Case(
        "raw-html",
        {"page.md": page("<script>alert(1)</script>\n")},
        (f"page.md:{line(1)}: <script> has no place on a page of the handbook",),
        "take it out, or write it as code between backticks",
        {"page.md": page("`<script>alert(1)</script>`\n")},
    ),
    Case(
        "raw-html",
        {"page.md": page('Before.\n\n<div>\n<p onclick="go()">Go</p>\n</div>\n')},
        (f"page.md:{line(4)}: the attribute “onclick” has no place on a page of the handbook",),
        "take it out",
        {"page.md": page("Before.\n\n<div>\n<p>Go</p>\n</div>\n")},
    ),
    Case(
        "raw-html",
        {"page.md": page("![A cat](https://example.org/cat.png)\n")},
        (f"page.md:{line(1)}: this picture or file would be fetched from another site",),
        "upload a copy beside the page and name that; or link to it",
        {"page.md": page("[A cat](https://example.org/cat.png)\n")},
    ),
)
