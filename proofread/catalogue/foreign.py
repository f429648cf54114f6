"""Marks that other sites and languages understand."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

CASES = (
    Case(
        "math",
        {"page.md": page("A hub costs $x_1 + y$ in a year.\n")},
        ("page.md:11: a formula, $x_1 + y$, which the handbook does not show",),
        "take the $ away, and write it in words or as code between backticks",
        {"page.md": page("A hub costs `x + y` in a year.\n")},
    ),
    Case(
        "math",
        {"page.md": page("$$\nE = mc^2\n$$\n")},
        ("page.md:11: a formula between $$, which the handbook does not show",),
        "take the $$ away, and write it in words or as code between backticks",
        {"page.md": page("`E = mc²`\n")},
    ),
    Case(
        "math",
        {"page.md": page("```{math}\nE = mc^2\n```\n")},
        ("page.md:11: a formula, which the handbook does not show",),
        "write it in words, or as code between lines of ```",
        {"page.md": page("```text\nE = mc^2\n```\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("A hub costs ~~much~~ little in a year.\n")},
        ("page.md:11: “~~” crosses nothing out here",),
        "delete the ~~, or the words",
        {"page.md": page("A hub costs little in a year.\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("- [ ] A hub\n- two\n")},
        ("page.md:11: a box to tick does not work here",),
        "delete the box, [ ] or [x]",
        {"page.md": page("- A hub\n- two\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("A hub costs :kbd:`money` in a year.\n")},
        ("page.md:11: “:kbd:” is another language",),
        "write {kbd} instead",
        {"page.md": page("A hub costs {kbd}`money` in a year.\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page(".. note:: A hub costs little.\n")},
        ("page.md:11: “.. note::” is another language",),
        "write :::{note}, and ::: alone where the block ends",
        {"page.md": page(":::{note}\nA hub costs little.\n:::\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("A hub costs little :smile: in a year.\n")},
        ("page.md:11: a picture by its name does not work here",),
        "type the picture itself, or delete its name",
        {"page.md": page("A hub costs little 🙂 in a year.\n")},
    ),
    Case(
        "alert",
        {"page.md": page("> [!NOTE]\n> A hub costs little.\n")},
        ("page.md:11: “[!NOTE]” makes no note here",),
        "write :::{note} instead of this line, delete the > of the lines below it, and write ::: below the last",
        {"page.md": page(":::{note}\nA hub costs little.\n:::\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("Do this::\n\nA hub.\n")},
        ("page.md:11: two colons, as another language writes them before code",),
        "write one colon",
        {"page.md": page("Do this:\n\nA hub.\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("See [[our cases]] for more.\n")},
        ("page.md:11: “[[our cases]]” has no meaning here",),
        "delete it; headings get labels, links are [words](#label), notes are :::{note}",
        {"page.md": page("See [our cases](#cases) for more.\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("A hub costs little {.small} money.\n")},
        ("page.md:11: “{.small}” has no meaning here",),
        "delete it; headings get labels, links are [words](#label), notes are :::{note}",
        {"page.md": page("A hub costs little money.\n")},
    ),
    Case(
        "other-markup",
        {"page.md": page("!!! note\n")},
        ("page.md:11: “!!! note” has no meaning here",),
        "delete it; headings get labels, links are [words](#label), notes are :::{note}",
        {"page.md": page("")},
    ),
    Case(
        "other-markup",
        {"page.md": page("A hub costs little.\\\n")},
        ("page.md:11: the \\ at the end of this line breaks nothing, and is shown",),
        "delete it",
        {"page.md": page("A hub costs little.\n")},
    ),
)
