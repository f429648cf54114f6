"""Mistakes in the marks within a line."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

CASES = (
    Case(
        "figure-braces",
        {"page.md": page("A hub costs {{ membership_year } in a year.\n")},
        ("page.md:11: “{{ membership_year }” does not have two braces on each side",),
        "write {{ membership_year }}",
        {"page.md": page("A hub costs {{ membership_year }} in a year.\n")},
    ),
    Case(
        "figure-braces",
        {"page.md": page("A hub costs {{ membership_year in a year.\n")},
        ("page.md:11: “{{ membership_year” does not have two braces on each side",),
        "write {{ membership_year }}",
        {"page.md": page("A hub costs {{ membership_year }} in a year.\n")},
    ),
    Case(
        "figure-braces",
        {"page.md": page("A hub costs { membership_year } in a year.\n")},
        ("page.md:11: “{ membership_year }” does not have two braces on each side",),
        "write {{ membership_year }}",
        {"page.md": page("A hub costs {{ membership_year }} in a year.\n")},
    ),
    Case(
        "role",
        {"page.md": page("A hub costs {kbd}money in a year.\n")},
        ("page.md:11: “{kbd}” marks nothing",),
        "write {kbd}`word`, without spaces, the word between backticks",
        {"page.md": page("A hub costs {kbd}`money` in a year.\n")},
    ),
    Case(
        "role",
        {"page.md": page("A hub costs {kbd} `money` in a year.\n")},
        ("page.md:11: “{kbd}” marks nothing: a space stands behind it",),
        "write {kbd}`word`, without spaces, the word between backticks",
        {"page.md": page("A hub costs {kbd}`money` in a year.\n")},
    ),
    Case(
        "role",
        {"page.md": page("A hub costs {kbd`money` in a year.\n")},
        ("page.md:11: “{kbd” marks nothing",),
        "write {kbd}`word`, without spaces, the word between backticks",
        {"page.md": page("A hub costs {kbd}`money` in a year.\n")},
    ),
    Case(
        "emphasis",
        {"page.md": page("A hub costs ** little ** in a year.\n")},
        ("page.md:11: a space stands between the marks and the words, so that nothing is bold",),
        "write **words**, without a space inside the stars",
        {"page.md": page("A hub costs **little** in a year.\n")},
    ),
    Case(
        "emphasis",
        {"page.md": page("A hub costs **little in a year.\n")},
        ("page.md:11: stars that mark nothing: the others are missing",),
        "write the same stars before and behind the words; a plain star is \\*",
        {"page.md": page("A hub costs **little** in a year.\n")},
    ),
    Case(
        "emphasis",
        {"page.md": page("A hub costs **little ** in a year.\n")},
        ("page.md:11: a space stands between the marks and the words, so that nothing is bold",),
        "write **words**, without a space inside the stars",
        {"page.md": page("A hub costs **little** in a year.\n")},
    ),
    Case(
        "emphasis",
        {"page.md": page("A hub costs *little * in a year.\n")},
        ("page.md:11: a space stands between the marks and the words, so that nothing is bold",),
        "write **words**, without a space inside the stars",
        {"page.md": page("A hub costs *little* in a year.\n")},
    ),
    Case(
        "backtick",
        {"page.md": page("A hub costs `little in a year.\n")},
        ("page.md:11: the CASE before “little” has no other half",),
        "write another ` where the code ends, or delete this one",
        {"page.md": page("A hub costs `little` in a year.\n")},
    ),
    Case(
        "list-mark",
        {"page.md": page("• A hub\n• costs little.\n")},
        ("page.md:11: “•”: this mark makes no list, here and 1 times below",),
        "write “- ” instead of it",
        {"page.md": page("- A hub\n- costs little.\n")},
    ),
    Case(
        "list-mark",
        {"page.md": page("-A hub costs little.\n")},
        ("page.md:11: “-”: no space follows the mark of a list",),
        "write a space behind the mark",
        {"page.md": page("- A hub costs little.\n")},
    ),
    Case(
        "list-mark",
        {"page.md": page("1.A hub costs little.\n")},
        ("page.md:11: “1.”: no space follows the number of a list",),
        "write a space behind the number",
        {"page.md": page("1. A hub costs little.\n")},
    ),
    Case(
        "emphasis",
        {"page.md": page("A hub costs __ little __ in a year.\n")},
        ("page.md:11: a space stands between the marks and the words, so that nothing is bold",),
        "write **words**, without a space inside the stars",
        {"page.md": page("A hub costs **little** in a year.\n")},
    ),
)
