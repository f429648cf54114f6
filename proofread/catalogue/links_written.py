"""Mistakes in links, as they are written on a page."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

TOP = "---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n"
ROLES = """\
---
owner: Product and Services
reviewed: 2026-11-02
review_by: 2027-11-02
---
(CASE:roles)=
# The roles of CASE

This sentence is about the roles of CASE.
"""

CASES = (
    Case(
        "link-reversed",
        {"page.md": page("See (our cases)[#cases] for more.\n")},
        ("page.md:11: the brackets of a link are exchanged",),
        "write [our cases](#cases)",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-reversed",
        {"page.md": page("See [#front:page](Handbook) for more.\n")},
        ("page.md:11: the words and the address of a link are exchanged",),
        "write [Handbook](#front:page)",
        {"page.md": page("See [Handbook](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases] (#cases) for more.\n")},
        ("page.md:11: a space stands between ] and (",),
        "delete the space between ] and (",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases](https://example.org/our cases) for more.\n")},
        ("page.md:11: there is a space in the address of a link",),
        "delete the space, or write %20 for it",
        {"page.md": page("See [our cases](https://example.org/our%20cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases](#cases\n")},
        ("page.md:11: the address of a link is not closed",),
        "write ) behind the address",
        {"page.md": page("See [our cases](#cases)\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases(#cases) for more.\n")},
        ("page.md:11: the words of a link are not closed",),
        "write ] behind the words, right before (",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See our cases](#cases) for more.\n")},
        ("page.md:11: the words of a link have no beginning",),
        "write [ before the words",
        {"page.md": page("See our [cases](#cases) for more.\n")},
    ),
    Case(
        "reference-undefined",
        {"page.md": page("See [our cases][cases] for more.\n")},
        ("page.md:11: no line of this page says where [cases] leads",),
        "write [our cases](address)",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "footnote",
        {"page.md": page("See one hub[^price] for more.\n")},
        ("page.md:11: the CASE [^price] has no text",),
        "write a line below, “[^price]: ” and the text of the note",
        {"page.md": page("See one hub[^price]\n\n[^price]: Little.\n\nText for more.\n")},
    ),
    Case(
        "footnote",
        {"page.md": page("One hub[^price] costs.\n\n[^prices]: Little.\n")},
        ("page.md:11: the footnote [^price] has no text; did you mean [^prices]?",),
        "write [^prices]",
        {"page.md": page("One hub[^prices] costs.\n\n[^prices]: Little.\n")},
    ),
    Case(
        "footnote",
        {"page.md": page("One hub costs.\n\n[^prices]: Little.\n")},
        ("page.md:13: no place in the text has the mark of this footnote, [^prices]",),
        "write [^prices] where it belongs, or delete this line",
        {"page.md": page("One hub costs.\n")},
    ),
    Case(
        "link-text",
        {"page.md": page("See more [here](#cases) for more.\n")},
        ("page.md:11: a link whose only words are “here”",),
        "link words that say what one finds there",
        {"page.md": page("See more about [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-text",
        {"page.md": page("See https://example.org/prices for more.\n")},
        ("page.md:11: a bare address, https://example.org/prices",),
        "write [the name of that page](https://example.org/prices)",
        {"page.md": page("See [our prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-text",
        {"page.md": page("See <https://example.org/prices> for more.\n")},
        ("page.md:11: a bare address, https://example.org/prices",),
        "write [the name of that page](https://example.org/prices)",
        {"page.md": page("See [our prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](http://example.org/prices) for more.\n")},
        ("page.md:11: a link by http, which anybody on the way can change",),
        "write https://example.org/prices",
        {"page.md": page("See [prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {
            "page.md": page(
                "See [prices](https://example.org/prices?utm_source=mail&page=2) for more.\n"
            )
        },
        ("page.md:11: the address of a link tells who clicked it",),
        "write https://example.org/prices?page=2",
        {"page.md": page("See [prices](https://example.org/prices?page=2) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](https://example.org/prices.) for more.\n")},
        ("page.md:11: the address of a link ends with “.”",),
        "write https://example.org/prices",
        {"page.md": page("See [prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](www.example.org/prices) for more.\n")},
        ("page.md:11: the address of a link has no https://",),
        "write https://www.example.org/prices",
        {"page.md": page("See [prices](https://www.example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [us](hello@example.org) for more.\n")},
        ("page.md:11: the address of a mail has no mailto:",),
        "write mailto:hello@example.org",
        {"page.md": page("See [us](mailto:hello@example.org) for more.\n")},
    ),
    Case(
        "link-by-path",
        {
            "index.md": page(
                "See [roles](roles.md#CASE-team) for more.\n\n```{toctree}\nroles\n```\n"
            ),
            "roles.md": TOP
            + "---\n(CASE:roles)=\n# The roles of CASE\n\nThis sentence is about the roles of CASE.\n\n(CASE:team)=\n## Team\n\nMore text.\n",
        },
        ("index.md:11: a link by path, roles.md#CASE-team",),
        "write #CASE:team instead of roles.md#CASE-team",
        {"index.md": page("See [roles](#CASE:team) for more.\n\n```{toctree}\nroles\n```\n")},
    ),
    Case(
        "link-by-path",
        {
            "index.md": page("See [roles](rolls.md) for more.\n\n```{toctree}\nroles\n```\n"),
            "roles.md": ROLES,
        },
        (
            "index.md:11: a link to rolls.md, which is no file of the handbook; did you mean cases/CASE/roles.md?",
        ),
        "write #CASE:roles instead of rolls.md",
        {"index.md": page("See [roles](#CASE:roles) for more.\n\n```{toctree}\nroles\n```\n")},
    ),
    Case(
        "link-by-path",
        {"page.md": page("See [our cases](cases) for more.\n")},
        ("page.md:11: a link by path, cases",),
        "write #cases instead of cases",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-own-site",
        {"page.md": page("See [the page](https://handbook.example.org/go/case-CASE/) for more.\n")},
        ("page.md:11: a link to our own site by its address",),
        "write #case:CASE",
        {"page.md": page("See [the page](#case:CASE) for more.\n")},
    ),
    Case(
        "link-letter-case",
        {"page.md": page("See [our cases](#Cases) for more.\n")},
        ("page.md:11: no label is written “Cases”",),
        "write #cases",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-html",
        {"page.md": page('See <a href="#cases">our cases</a> for more.\n')},
        ('page.md:11: a link as HTML, <a href="#cases">',),
        "write [its words](#cases)",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page('See [our cases](#cases "all) for more.\n')},
        ("page.md:11: the title of a link is not closed",),
        "close its quotation mark",
        {"page.md": page('See [our cases](#cases "all") for more.\n')},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases](#case s) for more.\n")},
        ("page.md:11: there is a space in the address of a link",),
        "write the label as it stands above its heading, without a space",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See our cases (#case:CASE) for more.\n")},
        ("page.md:11: a label without words to click",),
        "write [words](#label), with the label that stands here",
        {"page.md": page("See [our cases](#case:CASE) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [[our cases](#cases) here](#front) for more.\n")},
        ("page.md:11: a link within a link",),
        "keep one of the two links",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See ! [our cases](https://example.org/a) for more.\n")},
        ("page.md:11: a space stands behind the ! of a picture",),
        "delete the space between ! and [",
        {"page.md": page("See [our cases](https://example.org/a) for more.\n")},
    ),
    Case(
        "link-broken",
        {"page.md": page("See [our cases]{#cases} for more.\n")},
        ("page.md:11: a link has a wrong bracket",),
        "write [words](address)",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](https://bit.ly/3xYz) for more.\n")},
        (
            "page.md:11: a shortened address, which hides where it leads and may lead elsewhere one day",
        ),
        "open it, and write the address to which it leads",
        {"page.md": page("See [prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {
            "page.md": page(
                "See [prices](https://www.google.com/url?q=https://example.org/prices) for more.\n"
            )
        },
        ("page.md:11: the address of a link leads through another site",),
        "write https://example.org/prices",
        {"page.md": page("See [prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](http://localhost:8000/prices/) for more.\n")},
        ("page.md:11: a link to your own computer, where readers cannot go",),
        "write # and the label of the section, or a public address",
        {"page.md": page("See [prices](#cases) for more.\n")},
    ),
    Case(
        "link-address",
        {"page.md": page("See [prices](https:/example.org/prices) for more.\n")},
        ("page.md:11: the address of a link has a wrong beginning",),
        "write https://example.org/prices",
        {"page.md": page("See [prices](https://example.org/prices) for more.\n")},
    ),
    Case(
        "link-by-path",
        {"page.md": page("See [our cases](case:CASE) for more.\n")},
        ("page.md:11: the # is missing before the label case:CASE",),
        "write #case:CASE",
        {"page.md": page("See [our cases](#case:CASE) for more.\n")},
    ),
)
