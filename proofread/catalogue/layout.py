"""Layout and spelling, and what else the tools or the built page tell."""

from __future__ import annotations

from proofread.catalogue.case import Case, line, other, page

CASES = (
    Case(
        "formatting",
        {"page.md": page("A word.\n\n\n\nAnother word.\n")},
        (f"page.md:{line(3)}: several empty lines in a row",),
        "leave one, or run ./do format",
        {"page.md": page("A word.\n\nAnother word.\n")},
        fixed=True,
    ),
    Case(
        "bold-heading",
        {"page.md": page("**What it costs**\n\nLittle.\n")},
        (f"page.md:{line(1)}: a line in bold instead of a heading: What it costs",),
        "write it as a heading, with ## before it and without the stars",
        {"page.md": page("(CASE:costs)=\n## What it costs\n\nLittle.\n")},
    ),
    Case(
        "misspelled-word",
        {"page.md": page("We recieve it.\n")},
        (f"page.md:{line(1)}: “recieve” is misspelled",),
        "write receive instead of recieve; if it is right, add it to typos.toml",
        {"page.md": page("We receive it.\n")},
    ),
    Case(
        "unused-reference",
        {"page.md": page("See it.\n\n[site]: https://example.org/a\n")},
        (f"page.md:{line(3)}: a definition that nothing on this page refers to",),
        "delete the line, or use it",
        {"page.md": page("See it.\n")},
    ),
    Case(
        "list-layout",
        {"page.md": page("- A word.\n- B word.\n\n- C word.\n- D word.\n")},
        (f"page.md:{line(3)}: some items of this list have empty lines between them and some not",),
        "put one between all of them, or between none",
        {"page.md": page("- A word.\n- B word.\n- C word.\n- D word.\n")},
    ),
    Case(
        "missing-fragment",
        {
            "page.md": page(":::{card} A card\n:link: ../other/#nowhere\n\nOf CASE.\n:::\n"),
            "other.md": page("", other("b")),
        },
        (
            f"page.md:{line(2)}: link to ../other/#nowhere leads to a section that is not on cases/CASE/other/",
        ),
        "write the label of the right section, (#area:thing); it stands above its heading",
        {"page.md": page(":::{card} A card\n:link: CASE:b\n:link-type: ref\n\nOf CASE.\n:::\n")},
    ),
    Case(
        "letter-case",
        {
            "page.md": page(":::{card} A card\n:link: ../Other/\n\nOf CASE.\n:::\n"),
            "other.md": page("", other("b")),
        },
        (f"page.md:{line(2)}: link to ../Other/ differs in letter case from what is there",),
        "write ../other/",
        {"page.md": page(":::{card} A card\n:link: ../other/\n\nOf CASE.\n:::\n")},
    ),
    Case(
        "unnamed-link",
        {"page.md": page("See [](https://example.org/).\n")},
        (f"page.md:{line(1)}: link to https://example.org/ has no name",),
        "write its text, the alternative text of its image, or an aria-label",
        {"page.md": page("See [our example](https://example.org/).\n")},
    ),
    Case(
        "options-unreadable",
        {"page.md": page("Before.\n\n```{note}\n---\n- wide\n---\nA word.\n```\n")},
        (f"page.md:{line(3)}: the options of {{note}} cannot be read",),
        "write one a line, as :name: value, and put a value with a colon in it between quotation marks",
        {"page.md": page("Before.\n\n```{note}\n:class: wide\n\nA word.\n```\n")},
    ),
)
