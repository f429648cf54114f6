"""Links that lead nowhere, and labels."""

from __future__ import annotations

from proofread.catalogue.case import Case, line, other, page

_ONE = "(CASE:one)=\n## One of CASE\n\nA first word.\n\n"
_TWO = "(CASE:two)=\n## Two of CASE\n\nA second word.\n"
_BOTH = _ONE + _TWO

CASES = (
    Case(
        "unknown-label",
        {"page.md": page(_BOTH + "\nSee [the first](#CASE:oen).\n")},
        (f"page.md:{line(11)}: no label is called CASE:oen",),
        "write #CASE:one (or “#CASE:two” or “#case:CASE”) if that is meant; else the label above the right heading",
        {"page.md": page(_BOTH + "\nSee [the first](#CASE:one).\n")},
    ),
    Case(
        "unknown-label",
        {"page.md": page("Two lines:\n[it](#nowhere:at-all) and\n{ref}`it <nowhere:at-all>`.\n")},
        (
            f"page.md:{line(2)}: no label is called nowhere:at-all; 1 more link to it: "
            f"cases/CASE/page.md:{line(3)}",
        ),
        "write the label that stands above the right heading; labels look like (area:thing)=",
        {"page.md": page("Two lines:\n[it](#case:CASE) and\n{ref}`it <case:CASE>`.\n")},
    ),
    Case(
        "empty-link",
        {"page.md": page("See [what it costs]().\n")},
        (f"page.md:{line(1)}: this link has no address",),
        "write the label of the section between its parentheses, (#area:thing), or take the link out",
        {"page.md": page("See [what it costs](#case:CASE).\n")},
    ),
    Case(
        "missing-page",
        {"page.md": page("See {doc}`it <otter>`.\n"), "other.md": page("", other("b"))},
        (f"page.md:{line(1)}: this link leads to otter, and there is no such page",),
        "write #CASE:b, the label of cases/CASE/other.md, if that is meant; else the label of the right page",
        {"page.md": page("See [it](#CASE:b).\n")},
    ),
    Case(
        "unknown-term",
        {"page.md": page("Open the {term}`hubb`.\n")},
        (f"page.md:{line(1)}: the glossary has no entry “hubb”",),
        "write {term}`hubb <Hub>`, if “Hub” is meant; or add the entry to glossary.md",
        {"page.md": page("Open the {term}`hubb <Hub>`.\n")},
    ),
    Case(
        "unknown-term",
        {"page.md": page("Open the {term}`spaceship`.\n")},
        (f"page.md:{line(1)}: the glossary has no entry “spaceship”",),
        "write the word without {term} and backticks, or add an entry “spaceship” to glossary.md",
        {"page.md": page("Open the spaceship.\n")},
    ),
    Case(
        "same-label",
        {"page.md": page(_BOTH + "\n(CASE:one)=\n## Three of CASE\n\nA third word.\n")},
        (f"page.md:{line(11)}: the label CASE:one stands at cases/CASE/page.md:{line(1)} already",),
        "give the newer of the two another name, for example (CASE:one-2)=",
        {"page.md": page(_BOTH + "\n(CASE:one-2)=\n## Three of CASE\n\nA third word.\n")},
    ),
    Case(
        "same-label",
        {"page.md": page(""), "other.md": page("", other("b").replace("CASE:b", "case:CASE"))},
        ("page.md:6: the label case:CASE stands at cases/CASE/other.md:6 already",),
        "give the newer of the two another name, for example (case:CASE-2)=",
        {"page.md": page("").replace("case:CASE", "case:CASE-2")},
    ),
    Case(
        "one-id",
        {
            "page.md": page(_ONE + "(CASE-o:ne)=\n## Three of CASE\n\nA third word.\n")
            .replace(":one", "-o:ne", 1)
            .replace("-o:ne", ":o-ne", 1)
        },
        (
            f"page.md:{line(6)}: the label CASE-o:ne has the same address as CASE:o-ne at "
            f"cases/CASE/page.md:{line(1)}: in both it ends with #CASE-o-ne",
        ),
        "give the newer of the two another name, for example (CASE-o:ne-2)=",
        {
            "page.md": page(
                "(CASE:o-ne)=\n## One of CASE\n\nA first word.\n\n(CASE-o:ne-2)=\n## Three of CASE\n\nA third word.\n"
            )
        },
    ),
    Case(
        "label-without-address",
        {"page.md": page("(2026:1)=\n## Number of CASE\n\nA word.\n")},
        (f"page.md:{line(1)}: the label 2026:1 gives no address",),
        "let it begin with a letter: (section-2026:1)=",
        {"page.md": page("(section-2026:1)=\n## Number of CASE\n\nA word.\n")},
    ),
)
