"""The promise: published addresses, and the lines of links/moved.txt."""

from __future__ import annotations

from proofread.catalogue.case import Case, line, other, page


def _section(title: str) -> str:
    """A section that was published."""
    return f"(CASE:baking)=\n## {title}\n\nKnead the dough of CASE.\n"


def _lost(title: str) -> str:
    """The lines of the ledger about such a section."""
    return "".join(
        f"{address}\t2026-01-01\t{title}\n"
        for address in ("cases/CASE/page/#CASE-baking", "go/CASE-baking/")
    )


CASES = (
    Case(
        "published-broken",
        {
            "page.md": page(_section("Baking bread").replace(":baking", ":bread")),
            "other.md": page("See [how](#CASE:baking).\n", other("a")),
        },
        (
            f"page.md:{line(2)}: published link cases/CASE/page/#CASE-baking is broken, and 1 more with it",
        ),
        'the heading "Baking bread" at line 12 looks like its new home (93% alike)\nkeep it: write (CASE:baking)= on the line above its other labels',
        {
            "page.md": page(
                "(CASE:baking)=\n" + _section("Baking bread").replace(":baking", ":bread")
            )
        },
        published=_lost("Baking bread"),
    ),
    Case(
        "published-broken",
        {"page.md": page(""), "other.md": page("See [how](#CASE:baking).\n", other("a"))},
        ("page.md:1: published link cases/CASE/page/#CASE-baking is broken, and 1 more with it",),
        "nothing on the site looks like its new home\nkeep it: put it back, or add a line to links/moved.txt that says where it is now, or why it is gone:\n    cases/CASE/page/#CASE-baking\tgone\tWhy it was withdrawn\nif it is gone, change the links to it, too: cases/CASE/other.md:11",
        {"other.md": page("See how.\n", other("a"))},
        published=_lost("Rolling dough")
        + "cases/CASE/page/#case-CASE\t2026-01-01\tThe page CASE\n",
        mended_moved="cases/CASE/page/#CASE-baking\tgone\tWe bake no more\n",
    ),
    Case(
        "published-broken",
        {
            "new.md": page(_section("Heating water")),
            "index.md": page("```{toctree}\npage\n```\n", other("index")),
        },
        ("new.md:1: published link cases/CASE/page/ is broken, and 1 more with it",),
        'the page "The page CASE" (cases/CASE/new.md) looks like its new home (90% alike)\nkeep it: add this line to links/moved.txt\n    cases/CASE/page/\tcases/CASE/new/\nand in cases/CASE/index.md:12: write new instead',
        {"index.md": page("```{toctree}\nnew\n```\n", other("index"))},
        published="cases/CASE/page/\t2026-01-01\tThe page CASE\ncases/CASE/page/#case-CASE\t2026-01-01\tThe page CASE\n",
        mended_moved="cases/CASE/page/\tcases/CASE/new/\n",
    ),
    Case(
        "withdrawn-label",
        {"page.md": page("See [how](#CASE:baking).\n")},
        (
            f"page.md:{line(1)}: this link leads to #CASE:baking, which was withdrawn on purpose (links/moved.txt:MOVED1)",
        ),
        "change this link: lead it to another section, or take it out and keep its words",
        {"page.md": page("See how.\n")},
        published=_lost("Milling flour"),
        moved="cases/CASE/page/#CASE-baking\tgone\tWe bake no more\n",
    ),
    Case(
        "moved-label",
        {
            "page.md": page("See [how](#CASE:baking).\n"),
            "other.md": page(_section("Slicing cake").replace(":baking", ":bread"), other("a")),
        },
        (
            f"page.md:{line(1)}: this link leads to #CASE:baking, which has moved (links/moved.txt:MOVED1)",
        ),
        "write #CASE:bread instead of #CASE:baking",
        {"page.md": page("See [how](#CASE:bread).\n")},
        published=_lost("Slicing cake"),
        moved="cases/CASE/page/#CASE-baking\tcases/CASE/other/#CASE-bread\n",
        fixed=True,
    ),
    Case(
        "published-changed",
        {
            "page.md": page(
                "(CASE:baking)=\n(CASE:cooling)=\n## Cooling the oven\n\nOpen its door.\n"
            )
        },
        (
            f"page.md:{line(1)}: published link cases/CASE/page/#CASE-baking means another section now: it was “Washing apples”, and is “Cooling the oven”",
        ),
        "if “Washing apples” is gone, take (CASE:baking)= away and add this line to links/moved.txt:\n    cases/CASE/page/#CASE-baking\tgone\tWhy it was withdrawn\nif it was merged into “Cooling the oven”, say a word of it there",
        {"page.md": page("(CASE:cooling)=\n## Cooling the oven\n\nOpen its door.\n")},
        published=_lost("Washing apples")
        + "cases/CASE/page/#CASE-cooling\t2026-01-01\tCooling the oven\n",
        mended_moved="cases/CASE/page/#CASE-baking\tgone\tWe bake no more\n",
    ),
    Case(
        "moved-malformed",
        {"page.md": page("")},
        ("links/moved.txt:1: there are spaces where a tab should be",),
        "write a tab: cases/CASE/old/\tcases/CASE/page/",
        {},
        published="cases/CASE/old/\t2026-01-01\tOld\n",
        moved="cases/CASE/old/  cases/CASE/page/\n",
        mended_moved="cases/CASE/old/\tcases/CASE/page/\n",
    ),
    Case(
        "moved-malformed",
        {"page.md": page("")},
        ("links/moved.txt:1: “cases/CASE/old/” is gone, and the reason is still the example's",),
        "write in place of “Why it was withdrawn” why, for the reader who follows an old link",
        {},
        published="cases/CASE/old/\t2026-01-01\tOld\n",
        moved="cases/CASE/old/\tgone\tWhy it was withdrawn\n",
        mended_moved="cases/CASE/old/\tgone\tNobody needed it\n",
    ),
    Case(
        "moved-duplicate",
        {"page.md": page("")},
        ("links/moved.txt:2: cases/CASE/old/ has a line already, line MOVED1",),
        "delete one of the two lines",
        {},
        moved="cases/CASE/old/\tcases/CASE/page/\ncases/CASE/old/\tcases/CASE/\n",
        mended_moved="cases/CASE/old/\tcases/CASE/page/\n",
    ),
    Case(
        "moved-circle",
        {"page.md": page("")},
        (
            "links/moved.txt:1: cases/CASE/a/ leads in a circle: cases/CASE/a/ → cases/CASE/b/ → cases/CASE/a/",
        ),
        "let line 9 lead to an address that exists",
        {},
        moved="cases/CASE/a/\tcases/CASE/b/\ncases/CASE/b/\tcases/CASE/a/\n",
        mended_moved="cases/CASE/a/\tcases/CASE/b/\ncases/CASE/b/\tcases/CASE/page/\n",
    ),
    Case(
        "moved-nowhere",
        {"page.md": page("")},
        (
            "links/moved.txt:1: cases/CASE/old/ leads to cases/CASE/pag/, which the site does not serve",
        ),
        "did you mean cases/CASE/page/?",
        {},
        moved="cases/CASE/old/\tcases/CASE/pag/\n",
        mended_moved="cases/CASE/old/\tcases/CASE/page/\n",
    ),
    Case(
        "moved-shadow",
        {"page.md": page("")},
        ("links/moved.txt:1: cases/CASE/page/ is served by the site, so this line has no effect",),
        "these two look swapped; the old address comes first:\n    cases/CASE/\tcases/CASE/page/",
        {},
        moved="cases/CASE/page/\tcases/CASE/\n",
        mended_moved="",
    ),
    Case(
        "missing-page",
        {"page.md": page(":::{card} A card\n:link: ../pag/\n\nOf CASE.\n:::\n")},
        (f"page.md:{line(2)}: link to ../pag/ leads nowhere: the site has no such page",),
        "did you mean #case:CASE? In HTML that is ./",
        {"page.md": page(":::{card} A card\n:link: case:CASE\n:link-type: ref\n\nOf CASE.\n:::\n")},
    ),
    Case(
        "generated-permalink",
        {
            "page.md": page(":::{figure} team.svg\n:alt: A team.\n\nThe team\n:::\n"),
            "team.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
        (f"page.md:{line(4)}: the ¶ of the figure “The team” copies the made-up id #id1",),
        "write :name: figure:the-team among its options",
        {
            "page.md": page(
                ":::{figure} team.svg\n:alt: A team.\n:name: figure:the-team\n\nThe team\n:::\n"
            )
        },
    ),
    Case(
        "duplicate-id",
        {"page.md": page('<span id="CASE-x">A</span> is B.\n\n(CASE:x)=\n## Of CASE\n\nA word.\n')},
        (f"page.md:{line(3)}: the id CASE-x stands on 2 elements (<span>, <section>)",),
        "give all but one of them another id, or none",
        {"page.md": page("A is B.\n\n(CASE:x)=\n## Of CASE\n\nA word.\n")},
    ),
)
