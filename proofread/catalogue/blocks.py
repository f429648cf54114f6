"""Mistakes in blocks and tables."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

CASES = (
    Case(
        "open-block",
        {
            "page.md": page(
                ":::{note}\nA hub costs little.\n\n(CASE:more)=\n## More\n\nMore text.\n"
            )
        },
        ("page.md:11: the block that begins here with ::: has no end",),
        "write ::: on a line of its own where it ends",
        {
            "page.md": page(
                ":::{note}\nA hub costs little.\n:::\n\n(CASE:more)=\n## More\n\nMore text.\n"
            )
        },
    ),
    Case(
        "open-block",
        {
            "page.md": page(
                "```text\nA hub costs little.\n\n(CASE:more)=\n## More\n\n```text\nMore text.\n```\n"
            )
        },
        (
            "page.md:11: the block that begins here with ``` has no end before the next one, on line 17, begins",
        ),
        "write ``` on a line of its own where it ends; if line 17 belongs inside it, write ```` here and at its end instead",
        {
            "page.md": page(
                "```text\nA hub costs little.\n```\n\n(CASE:more)=\n## More\n\n```text\nMore text.\n```\n"
            )
        },
    ),
    Case(
        "open-block",
        {"page.md": page("~~~text\nA hub costs little.\n```\n\nMore text.\n")},
        ("page.md:11: the block that begins here with ~~~ has no end: line 13 has ```",),
        "write ~~~ on line 13 instead, and nothing else",
        {"page.md": page("~~~text\nA hub costs little.\n~~~\n\nMore text.\n")},
    ),
    Case(
        "open-block",
        {"page.md": page("````text\nA hub costs little.\n```\n\nMore text.\n")},
        ("page.md:11: the block that begins here with ```` has no end: line 13 has ```",),
        "write ```` on line 13 instead, and nothing else",
        {"page.md": page("````text\nA hub costs little.\n````\n\nMore text.\n")},
    ),
    Case(
        "open-block",
        {"page.md": page(":::{note}\nA hub.\n\n:::{tip}\nAnother one.\n:::\n\n:::\n")},
        (
            "page.md:11: the block that begins here with ::: has no end before the next one, on line 14, begins",
        ),
        "write ::: on a line of its own where it ends; if line 14 belongs inside it, write :::: here and at its end instead",
        {"page.md": page("::::{note}\nA hub.\n\n:::{tip}\nAnother one.\n:::\n\n::::\n")},
    ),
    Case(
        "open-block",
        {"page.md": page("A hub costs little.\n\n:::\n")},
        ("page.md:13: ::: stands here alone: it ends no block, so it begins one",),
        "delete this line",
        {"page.md": page("A hub costs little.\n")},
    ),
    Case(
        "open-block",
        {"page.md": page("- A hub\n  :::{note}\n  costs little.\n\nMore text.\n")},
        ("page.md:12: the block that begins here with ::: has no end",),
        "write ::: on a line of its own where it ends",
        {"page.md": page("- A hub\n  :::{note}\n  costs little.\n  :::\n\nMore text.\n")},
    ),
    Case(
        "open-comment",
        {"page.md": page("<!-- to do: the price\n\n(CASE:more)=\n## More\n\nMore text.\n")},
        ("page.md:11: the comment that begins here with <!-- has no end",),
        "write --> where it ends",
        {"page.md": page("<!-- to do: the price -->\n\n(CASE:more)=\n## More\n\nMore text.\n")},
    ),
    Case(
        "open-comment",
        {"page.md": page("A hub <!-- costs little.\n")},
        ("page.md:11: the comment that begins here with <!-- has no end",),
        "write --> where it ends",
        {"page.md": page("A hub <!-- costs --> little.\n")},
    ),
    Case(
        "open-html",
        {"page.md": page("<div>\n\nA hub costs little.\n")},
        ("page.md:11: <div> begins here and has no end",),
        "write </div> where it ends",
        {"page.md": page("<div>\n\nA hub costs little.\n\n</div>\n")},
    ),
    Case(
        "open-html",
        {"page.md": page("A hub <b>costs</i> little</b>.\n")},
        ("page.md:11: </i> ends what was not begun",),
        "delete </i>",
        {"page.md": page("A hub <b>costs little</b>.\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page(":::note\nA hub costs little.\n:::\n")},
        ("page.md:11: “note” is not a name in braces",),
        "write :::{note}",
        {"page.md": page(":::{note}\nA hub costs little.\n:::\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page("```{note\nA hub costs little.\n```\n")},
        ("page.md:11: “{note” is not a name in braces",),
        "write ```{note}",
        {"page.md": page("```{note}\nA hub costs little.\n```\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page("```note\nA hub costs little.\n```\n")},
        ("page.md:11: “note” is not a name in braces",),
        "write ```{note}",
        {"page.md": page("```{note}\nA hub costs little.\n```\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page(":::{ note }\nA hub costs little.\n:::\n")},
        ("page.md:11: “{ note }” is not a name in braces",),
        "write :::{note}",
        {"page.md": page(":::{note}\nA hub costs little.\n:::\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page(":::{admonition}Price\nA hub costs little.\n:::\n")},
        ("page.md:11: “{admonition}Price” is not a name in braces",),
        "write :::{admonition} Price",
        {"page.md": page(":::{admonition} Price\nA hub costs little.\n:::\n")},
    ),
    Case(
        "directive-braces",
        {"page.md": page("::{note}\nA hub costs little.\n")},
        ("page.md:11: “::{note}” begins no block: it has too few marks",),
        "write :::{note} here, and ::: alone where the block ends",
        {"page.md": page(":::{note}\nA hub costs little.\n:::\n")},
    ),
    Case(
        "option-place",
        {
            "page.md": page(
                ":::{table} Prices\n\n:name: table:CASE\n\n| Hub | Price |\n| --- | --- |\n| one | little |\n:::\n"
            )
        },
        ("page.md:13: “:name:” stands too low in the block to be an option",),
        "move it up, right below line 11, with no empty line between",
        {
            "page.md": page(
                ":::{table} Prices\n:name: table:CASE\n\n| Hub | Price |\n| --- | --- |\n| one | little |\n:::\n"
            )
        },
    ),
    Case(
        "indented-code",
        {"page.md": page("A hub costs little:\n\n    much less than one thinks.\n")},
        ("page.md:13: this line begins with four spaces or more, so that it is shown as code",),
        "delete the spaces at its beginning; around real code, write lines of ```",
        {"page.md": page("A hub costs little:\n\nmuch less than one thinks.\n")},
    ),
    Case(
        "table-uneven",
        {
            "page.md": page(
                "| Hub | Price |\n| --- | --- |\n| one | little | more |\n| two | much |\n"
            )
        },
        ("page.md:13: this row has 3 cells, the first row of the table 2",),
        "delete a | or join two cells; a | that belongs to the text is written \\|",
        {
            "page.md": page(
                "| Hub | Price |\n| --- | --- |\n| one | little and more |\n| two | much |\n"
            )
        },
    ),
    Case(
        "table-uneven",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one |\n")},
        ("page.md:13: this row has 1 cell, the first row of the table 2",),
        "write “ |” at its end",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | |\n")},
    ),
    Case(
        "table-uneven",
        {"page.md": page("| Hub | Command |\n| --- | --- |\n| one | `a | b` |\n")},
        ("page.md:13: this row has 3 cells, the first row of the table 2",),
        "delete a | or join two cells; a | that belongs to the text is written \\|",
        {"page.md": page("| Hub | Command |\n| --- | --- |\n| one | `a \\| b` |\n")},
    ),
    Case(
        "table-uneven",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | little |\nAll in a year.\n")},
        ("page.md:14: this line belongs to no row, but stands right below the table",),
        "write an empty line above it",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | little |\n\nAll in a year.\n")},
    ),
    Case(
        "table-plain",
        {"page.md": page("| Hub | Price |\n| one | little |\n")},
        ("page.md:11: these lines are no table: nothing divides the first row from the others",),
        "write | --- | --- | below this line",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | little |\n")},
    ),
    Case(
        "table-plain",
        {"page.md": page("| Hub | Price |\n| --- |\n| one | little |\n")},
        ("page.md:12: the line below the first row has 1 cell, the row itself 2",),
        "write | --- | --- | in its place",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | little |\n")},
    ),
    Case(
        "table-plain",
        {"page.md": page("| Hub | Price |\n| === | === |\n| one | little |\n")},
        ("page.md:12: the line below the first row does not divide it from the others",),
        "write | --- | --- | in its place",
        {"page.md": page("| Hub | Price |\n| --- | --- |\n| one | little |\n")},
    ),
)
