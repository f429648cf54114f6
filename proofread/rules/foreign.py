"""Marks that other sites and languages understand, and this handbook does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import GONE
from proofread.rule import rule

MATH = re.compile(r"(?<![\\\w$])\$(?=[^\s\d${])(?=[^$\n]*[\\^_={}])[^$\n]*[^\s$]\$(?![\w$])")
GITHUB = (
    (re.compile(r"~~(?=\S)[^~\n]+~~"), "“~~” crosses nothing out here", "delete the ~~, or the words"),
    (re.compile(r"(?m)^\[[ xX]\]\s"), "a box to tick does not work here", "delete the box, [ ] or [x]"),
    (re.compile(r"(?<![\w:/])(:(?!name|class|alt)[a-z][a-z_]+[a-z]:)(?![\w:`/]|" + GONE + ")"),
     "a picture by its name does not work here", "type the picture itself, or delete its name"),
    (re.compile(r"==(?=\S)[^=\n]+\S=="), "“==” marks nothing here", "delete the =="),
)  # fmt: skip
ELSEWHERE = re.compile(
    r"\{#[\w:-]+\}|\{:? ?\.[\w-]+\}|\{: [^}\n]*\}|\{%[^}\n]*%\}|\[\[[^]\n]+\]\]|(?m:^\[_?TOC_?\]$)"
    r"|(?m:^!!! ?\w+)|(?m:^\?\?\? ?\w+)"
)
NAMES = (
    "term",
    "ref",
    "doc",
    "numref",
    "abbr",
    "kbd",
    "sub",
    "sup",
    "code",
    "math",
    "any",
    "download",
)


@rule("math", "A formula")
def math(page: Page) -> Iterator[Found]:
    """Readers see dollar signs and backslashes instead of a formula.

    The handbook shows no mathematics, because that would make each page load a large program. Write
    the formula in words or plain signs, or as code between backticks: `3 × $5,000`.
    """
    fix = "take the $ away, and write it in words or as code between backticks"
    doubles = [
        passage.line(found.start())
        for passage in page.passages
        for found in re.finditer(r"\$\$", passage.text)
    ]
    for line in doubles[::2]:
        yield Found(
            line, "a formula between $$, which the handbook does not show", fix.replace("$", "$$")
        )
    for passage in page.passages:
        for found in MATH.finditer(passage.text):
            what = f"a formula, {found[0]}, which the handbook does not show"
            yield Found(passage.line(found.start()), what, fix)
        written = passage.part.token.content
        for found in re.finditer(
            r"\\\([^\n`]*[\\^_={][^\n`]*\\\)|\\\[[^\n`]*[\\^_={][^\n`]*\\\]", written
        ):
            line = passage.part.line + written.count("\n", 0, found.start())
            what = f"a formula, {found[0]}, which the handbook does not show"
            yield Found(line, what, "take the backslashes away, and write it in words or as code")
    for part in page.parts:
        if part.directive == "math":
            what = "a formula, which the handbook does not show"
            yield Found(part.line, what, "write it in words, or as code between lines of ```")
        for child in part.token.children or ():
            if child.type == "myst_role" and child.meta.get("name") == "math":
                line = part.line + part.token.content.partition("{math}")[0].count("\n")
                what = f"a formula, {{math}}`{child.content}`, which the handbook does not show"
                yield Found(line, what, "delete {math}, and write it in words or as code")


@rule("other-markup", "What works elsewhere", hides="line")
def other_markup(page: Page) -> Iterator[Found]:
    """Readers see the marks as text: this handbook does not understand them.

    GitHub, Slack and other places have marks of their own for Markdown, and Sphinx has another
    language, reStructuredText. What the handbook understands is on
    [how this handbook is written](#contribute:style).
    """
    for passage in page.passages:
        for pattern, what, fix in GITHUB:
            for found in pattern.finditer(passage.text):
                yield Found(passage.line(found.start()), what, fix)
        for found in re.finditer(rf":(\w+):(?={GONE})", passage.text):
            if found[1] in NAMES:
                what = f"“:{found[1]}:” is another language"
                yield Found(passage.line(found.start()), what, f"write {{{found[1]}}} instead")
        for found in ELSEWHERE.finditer(passage.text):
            yield Found(
                passage.line(found.start()),
                f"“{found[0].strip()}” has no meaning here",
                "delete it; headings get labels, links are [words](#label), notes are :::{note}",
            )
        for found in re.finditer(r"(?m)^(?!\.\. ).*(?<=\w)::$", passage.text):
            what = "two colons, as another language writes them before code"
            yield Found(passage.line(found.start()), what, "write one colon")
        if passage.text.endswith("\\"):
            what = r"the \ at the end of this line breaks nothing, and is shown"
            yield Found(passage.line(len(passage.text) - 1), what, "delete it")
        for found in re.finditer(rf"{GONE}_(?!\w)", passage.text):
            what = "a link of another language, with “_” behind it"
            yield Found(passage.line(found.start()), what, "write [words](address)")
        for found in re.finditer(r"(?m)^\.\. ?([\w-]+)::", passage.text):
            what = f"“{found[0]}” is another language"
            fix = f"write :::{{{found[1]}}}, and ::: alone where the block ends"
            yield Found(passage.line(found.start()), what, fix)


@rule("alert", "A note as GitHub writes it", hides="line")
def alert(page: Page) -> Iterator[Found]:
    """Readers see a quotation that begins with “[!NOTE]”.

    A note is a block that begins with `:::{note}` and ends with `:::`. Other names are `tip`,
    `important`, `warning` and `caution`.
    """
    for passage in page.passages:
        for found in re.finditer(r"(?mi)^\[!(note|tip|important|warning|caution)\]", passage.text):
            name = found[1].lower()
            what = f"“{found[0]}” makes no note here"
            fix = (
                f"write :::{{{name}}} instead of this line, delete the > of the lines below it, "
                "and write ::: below the last"
            )
            yield Found(passage.line(found.start()), what, fix)
