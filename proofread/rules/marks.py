"""Mistakes in the marks within a line: stars, backticks, braces, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import GONE, Passage
from proofread.rule import rule

LINKS = "term|ref|doc|numref"
ROLES = f"{LINKS}|abbr|kbd|sub|sup|download|octicon|envvar|guilabel|menuselection|samp|dfn"
# Other names may be meant as they stand, but not in front of code.
BEFORE_CODE = f"{ROLES}|eq|any|file|code|command|strong|emphasis|literal|math"
ROLE = re.compile(
    rf"\{{ ?({ROLES})\b ?\}}?|(?<![\w{{])({LINKS})\}}|\{{({BEFORE_CODE})\}}?(?=\s*{GONE})"
    rf"|(?<![\w{{:@/.-])({LINKS})(?={GONE})"
)
LIST = (
    (re.compile(r"(?m)^[•·▪◦‣●○] ?(?=\S)|(?<![\s\S])[–—] ?(?=\S)"), "this mark makes no list",
     "write “- ” instead of it"),
    (re.compile(r"(?m)^[-+](?=[A-Za-z(“\"])|^\*(?=[^\s*][^*\n]*$)"), "no space follows the mark of a list",
     "write a space behind the mark"),
    (re.compile(r"(?m)^\d{1,2}[.)](?=[A-Z])"), "no space follows the number of a list",
     "write a space behind the number"),
)  # fmt: skip
GLUED = re.compile(r"(?<=[\w.,;:!?])\*(?![\w*])|(?<![\w*])\*(?=\w)")
STARS = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])[^*\n]*[^\s*]\s+\*(?![\w*])|(?<![\w*\\])\*\s+[^\s*][^*\n]*[^\s*]\*(?![\w*])"
)


def source(page: Page, passage: Passage, position: int) -> str:
    """The line of the source at a position of a passage's text."""
    return page.lines[passage.line(position) - 1]


@rule("figure-braces", "A figure without its braces", hides="line")
def figure_braces(page: Page) -> Iterator[Found]:
    """Readers see the name of a figure in braces instead of its value.

    A figure from `facts.yml` is written with two braces on each side: `{{ membership_year }}`.
    """
    for passage in page.passages:
        text = passage.text
        for found in re.finditer(r"\{\{[^{}\n]*\}?|(?<!\{)\{?\s*[\w.()*+ ]*\}\}", text):
            name = found[0].strip("{} ") or "name"
            line = source(page, passage, found.start())
            if r"\{" in line:
                continue
            name = " ".join(name.split()[:1]) if not found[0].endswith("}") else name
            shown = found[0].strip() if found[0].endswith("}") else f"{{{{ {name}"
            what = f"“{shown}” does not have two braces on each side"
            yield Found(passage.line(found.start()), what, f"write {{{{ {name} }}}}")
        for child in passage.part.token.children or ():
            unequal = child.content.count("{") != child.content.count("}")
            if child.type == "substitution_inline" and ("{{" in child.content or unequal):
                before = passage.part.token.content.partition(child.content)[0]
                name = next(iter(re.findall(r"\w+", child.content)), "name")
                yield Found(
                    passage.part.line + before.count("\n"),
                    f"“{{{{ {name}” does not have two braces on each side",
                    f"write {{{{ {name} }}}}",
                )
        for found in re.finditer(r"(?<![{\w])\{ ?([a-z]+(?:_[a-z]+)+) ?\}(?!\})", text):
            what = f"“{found[0]}” does not have two braces on each side"
            yield Found(passage.line(found.start()), what, f"write {{{{ {found[1]} }}}}")


@rule("role", "A term or another mark that is written wrong", hides="line")
def role(page: Page) -> Iterator[Found]:
    """Readers see the name in braces as text, and there is no link.

    A word from the glossary is written `` {term}`Hub` ``: the name in braces and, without a space, the
    word between backticks. Other names in braces are written in the same way.
    """
    for passage in page.passages:
        for found in ROLE.finditer(passage.text):
            name = found[1] or found[2] or found[3] or found[4]
            line = passage.line(found.start())
            if "\\{" in source(page, passage, found.start()):
                continue
            word = (
                "a space stands behind it"
                if re.match(rf"\s+{GONE}", passage.text[found.end() :])
                else ""
            )
            what = f"“{found[0].strip()}” marks nothing" + (f": {word}" if word else "")
            yield Found(
                line, what, f"write {{{name}}}`word`, without spaces, the word between backticks"
            )


@rule("emphasis", "Stars that mark nothing", hides="line")
def emphasis(page: Page) -> Iterator[Found]:
    """Readers see stars instead of bold words.

    Bold words stand between two stars on each side, without a space between the stars and the words:
    `**bold**`. A star that is meant as a star is written `\\*`.
    """
    for passage in page.passages:
        seen = set()
        for found in (
            *re.finditer(r"\*\*|(?<!_)__(?!_)", passage.text),
            *STARS.finditer(passage.text),
            *GLUED.finditer(passage.text),
        ):
            line = passage.line(found.start())
            written = page.lines[line - 1]
            if (
                line in seen
                or r"\*" in written
                or r"\_" in written
                or re.search(
                    r"\d ?\*{1,2} ?\d", found.string[max(found.start() - 2, 0) : found.end() + 2]
                )
            ):
                continue
            seen.add(line)
            spaced = "_" in found[0] or re.search(
                r"(?<!\*)\*{1,2} [^*]+\*|\*[^*]+ \*{1,2}(?!\*)", written
            )
            if spaced:
                yield Found(
                    line,
                    "a space stands between the marks and the words, so that nothing is bold",
                    "write **words**, without a space inside the stars",
                )
            else:
                yield Found(
                    line,
                    "stars that mark nothing: the others are missing",
                    r"write the same stars before and behind the words; a plain star is \*",
                )


@rule("backtick", "Code without an end")
def backtick(page: Page) -> Iterator[Found]:
    """Readers see a backtick, and the code looks like text.

    Code within a line stands between two backticks: `` `code` ``.
    """
    for passage in page.passages:
        start = passage.text.find("`")
        if (
            start >= 0
            and r"\`" not in source(page, passage, start)
            and not ROLE.search(passage.text)
        ):
            if re.search(rf":\w+:{GONE}|`[^`\n]+ <\S+>`_", passage.text):
                continue
            what = "the code that begins with this backtick has no end"
            near = passage.text[start + 1 :].split()
            what = (
                f"the backtick before “{near[0]}” has no other half" if near else "a backtick alone"
            )
            yield Found(
                passage.line(start), what, "write another ` where the code ends, or delete this one"
            )


@rule("list-mark", "A list that is none", hides="line")
def list_mark(page: Page) -> Iterator[Found]:
    """Readers see one long paragraph with odd marks instead of a list.

    Each entry of a list begins with a hyphen and a space, `- `, or with a number, a full stop and a
    space, `1. `. Round bullets from other programs are not understood.
    """
    for passage in page.passages:
        for pattern, what, fix in LIST:
            every = list(pattern.finditer(passage.text))
            for found in every[:1]:
                more = "" if len(every) == 1 else f", here and {len(every) - 1} times below"
                what = f"“{found[0].strip()}”: {what}{more}"
                yield Found(passage.line(found.start()), what, fix)
