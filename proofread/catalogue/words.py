"""Words that stand twice, or for something that is missing."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

CASES = (
    Case(
        "word-doubled",
        {"page.md": page("A hub costs the the same in a year.\n")},
        ("page.md:11: “the” stands twice",),
        "delete one “the”",
        {"page.md": page("A hub costs the same in a year.\n")},
    ),
    Case(
        "word-doubled",
        {"page.md": page("A hub costs the\nthe same.\n")},
        ("page.md:11: “the” stands twice at the end of this line and the beginning of the next",),
        "delete one “the”",
        {"page.md": page("A hub costs the\nsame.\n")},
    ),
    Case(
        "placeholder",
        {"page.md": page("A hub costs TODO in a year.\n")},
        ("page.md:11: “TODO” stands for something that is missing",),
        "write what belongs here, or delete it",
        {"page.md": page("A hub costs little in a year.\n")},
    ),
    Case(
        "word-doubled",
        {"page.md": page("A hub costs little,, in a year.\n")},
        ("page.md:11: “,” stands twice",),
        "delete one “,”",
        {"page.md": page("A hub costs little, in a year.\n")},
    ),
)
