"""Directives, roles, options; tables, footnotes, headings, the glossary."""

from __future__ import annotations

from proofread.catalogue.case import Case, line, other, page

_GRID = "::::{{grid}} {}\n:gutter: {}\n\n:::{{grid-item-card}} A card\nOf CASE.\n:::\n::::\n"


def _one(kind: str, broken: str, where: int, what: str, fix: str, mended: str) -> Case:
    """A case on one page: the line of its text, what is said, and the text afterwards."""
    says = (f"page.md:{line(where)}: {what}",)
    return Case(kind, {"page.md": page(broken)}, says, fix, {"page.md": page(mended)})


CASES = (
    _one(
        "unknown-directive",
        ":::{nte}\nA word.\n:::\n", 1, "no directive is called {nte}", "write {note} if that is meant",
        ":::{note}\nA word.\n:::\n",
    ),
    _one(
        "unknown-role",
        "Press {kbdd}`Enter`.\n", 1, "no role is called {kbdd}", "write {kbd} if that is meant",
        "Press {kbd}`Enter`.\n",
    ),
    _one(
        "unknown-option",
        ":::{note}\n:clas: wide\n\nA word.\n:::\n", 2, "{note} has no option “clas”", "write :class: if that is meant, or take the line out; {note} has class, collapsible, name",
        ":::{note}\n:class: wide\n\nA word.\n:::\n",
    ),
    _one(
        "option-value",
        ":::{contents}\n:local:\n:depth: two\n:::\n\n(CASE:a)=\n## One of CASE\n\nA word.\n", 3,
        "“two” is no value for :depth: of {contents}", "write a whole number behind :depth:",
        ":::{contents}\n:local:\n:depth: 2\n:::\n\n(CASE:a)=\n## One of CASE\n\nA word.\n",
    ),
    _one(
        "option-value",
        _GRID.format("1 2 2 3", "9"), 2, "“9” is no value for :gutter: of {grid}", "it takes 1 or 4 (xs sm md lg) values, and each an integer from 0 to 5; or take the line out",
        _GRID.format("1 2 2 3", "5"),
    ),
    _one(
        "missing-argument",
        ":::{admonition}\nA word.\n:::\n", 1, "{admonition} needs something behind its name", "write {admonition} Title, with the right words for it",
        ":::{admonition} Title\nA word.\n:::\n",
    ),
    _one(
        "missing-content",
        "Before.\n\n:::{note}\n:::\n", 3, "the block {note} is empty", "write its text into it, or take it out",
        "Before.\n\n:::{note}\nA word.\n:::\n",
    ),
    _one(
        "misplaced-block",
        ":::{grid-item-card} A card\nOf CASE.\n:::\n", 1, "this part of a grid stands in no grid", "write {card} instead, or put it into a ::::{grid} that has one colon more than it",
        ":::{card} A card\nOf CASE.\n:::\n",
    ),
    _one(
        "directive-argument",
        _GRID.format("1 2 3", "2"), 1, "the words behind this directive cannot be read", "it takes 1 or 4 (xs sm md lg) values, and each either auto or an integer from 1 to 12",
        _GRID.format("1 2 2 3", "2"),
    ),
    _one(
        "unknown-icon",
        "Look {octicon}`zzz` here.\n", 1, "there is no icon “zzz”", "take the icon out, or write a name from primer.style/octicons",
        "Look here.\n",
    ),
    _one(
        "code-language",
        "```pyhton\nx = 1\n```\n", 1, "no language is called “pyhton”", "write python behind the fence",
        "```python\nx = 1\n```\n",
    ),
    _one(
        "code-unreadable",
        "Before.\n\n```json\n{ not json\n```\n", 3, "this code is no json: it cannot be read from 'o' on", "mend the code, or write text behind the fence instead",
        "Before.\n\n```text\n{ not json\n```\n",
    ),
    _one(
        "heading-skipped",
        "(CASE:a)=\n#### Deep of CASE\n\nA word.\n", 2, "a heading with #### right below one with #", "write ## instead of ####",
        "(CASE:a)=\n## Deep of CASE\n\nA word.\n",
    ),
    _one(
        "address-twice",
        "See [it][site].\n\n[site]: https://example.org/a\n[site]: https://example.org/b\n", 4,
        "the address [site] stands at line 13 already", "take one of the two out, or give one another name",
        "See [it][site].\n\n[site]: https://example.org/a\n",
    ),
    _one(
        "table-rows",
        ":::{list-table}\n* - a\n  - b\n* - c\n:::\n", 4,
        "row 2 of this table has 1 cells, and the first row has 2", "give it 2 cells as well; an empty one is a line with - alone",
        ":::{list-table}\n* - a\n  - b\n* - c\n  -\n:::\n",
    ),
    _one(
        "table-unreadable",
        ":::{list-table}\n:header-rows: 3\n\n* - a\n* - b\n:::\n", 1, "this {list-table} cannot be read", "write a smaller number behind :header-rows:",
        ":::{list-table}\n:header-rows: 1\n\n* - a\n* - b\n:::\n",
    ),
    _one(
        "glossary-entry",
        ":::{glossary}\nPie of CASE\n   Food.\nCake of CASE\n   Food, too.\n:::\n", 4,
        "no empty line stands above the term “Cake of CASE”", "write an empty line above it; or three spaces before it, if it belongs to the text above",
        ":::{glossary}\nPie of CASE\n   Food.\n\nCake of CASE\n   Food, too.\n:::\n",
    ),
    _one(
        "term-twice",
        ":::{glossary}\nHub\n   A second one.\n:::\n", 2, "the term “Hub” has an entry already, in glossary.md", "take one of the two out, with its explanation",
        "Nothing here.\n",
    ),
    Case(
        "menu-pattern",
        {"page.md": page(""), "index.md": other("index") + "```{toctree}\n:glob:\n\npage\nzzz*\n```\n"},
        (f"index.md:{line(5)}: no page fits the pattern zzz*",), "write the names of pages instead, or take the line out",
        {"index.md": other("index") + "```{toctree}\n:glob:\n\npage\n```\n"},
    ),
    _one(
        "line-across",
        "A word.\n\n---\n", 3, "a line across the page with no text on one side of it", "take it out",
        "A word.\n",
    ),
    Case(
        "include-marker",
        {
            "page.md": page('```{include} words.yml\n:start-after: "% here"\n:end-before: "% there"\n```\n'),
            "words.yml": "% here\n\nWhat a hub is for.\n\n% their\n",
        },
        ("page.md:13: “% there” does not stand in words.yml, so nothing is taken in",),
        "put it back in words.yml, on a line of its own, or write here what stands there now",
        {"words.yml": "% here\n\nWhat a hub is for.\n\n% there\n"},
    ),
)  # fmt: skip
