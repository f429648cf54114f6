"""Mistakes in headings and in the labels above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcontract.source.ids import id_of
from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import GONE, Part, Passage, options
from proofread.rule import rule

LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(:[a-z0-9]+(-[a-z0-9]+)*)?")
# What looks like an attempt at a label: brackets of some kind or one of them, perhaps a “=”.
ATTEMPT = re.compile(
    r"\s*(?P<open>[(\[{<]?)#?(?P<name>[\w:.\-–— ]+?)(?P<close>[)\]}>]?)\s*(?P<end>={0,2}|:)\s*"
)
LABELLED = 3
"""Down to which level a heading needs a label."""


def headings(page: Page) -> list[Passage]:
    """The headings of a page that begin with `#` and are not inside a directive."""
    found = [one for one in page.passages if one.heading and not one.part.inside]
    return [one for one in found if not one.underlined]


def right_label(text: str) -> str:
    """The nearest thing to a label that some text can be: `area:thing`, in lower case."""
    areas = [id_of(area.replace("_", "-")) for area in text.split(":")]
    return ":".join(filter(None, [areas[0], "-".join(areas[1:])]))


def attempt(line: str) -> str:
    """The label that a line tries to give and does not; empty when it is none."""
    found = ATTEMPT.fullmatch(line)
    if not found or re.fullmatch(r"\(.+\)=\s*", line):
        return ""
    marks = bool(found["open"]) + bool(found["close"]) + bool(found["end"] == "=")
    if not (marks >= 2 or (marks and ":" in found["name"] and " " not in found["name"].strip())):
        return ""
    return right_label(found["name"])


def targets(page: Page) -> list[Part]:
    """The labels of a page."""
    return [part for part in page.parts if part.token.type == "myst_target"]


@rule("label-malformed", "A label that is written in another way", hides="line")
def malformed(page: Page) -> Iterator[Found]:
    """Nobody can link to the section, or its address is another one than it seems.

    A label stands on a line of its own above the heading: `(area:thing)=`, in lower case, with `-`
    between words and no spaces, in round brackets, followed by `=`.
    """
    for part in targets(page):
        text = part.token.content
        line = page.lines[part.line - 1]
        if not LABEL.fullmatch(text):
            what = f"the label “{text}” has {what_is_wrong(text)}"
            fix = f"write ({right_label(text)})="
            if not right_label(text):
                fix = "write (area:thing)=, with words of your own"
            yield Found(part.line, what, fix, (text, right_label(text)))
        elif line.rstrip() != f"({text})=":
            yield Found(part.line, "a space stands before this label", f"write ({text})=")
    for part in page.parts:
        if not part.directive:
            continue
        for down, line in enumerate(part.token.content.split("\n")[: options(part.token.content)]):
            found = re.fullmatch(r"\s*:?name:\s+(.+?)\s*", line)
            if found and not LABEL.fullmatch(found[1]):
                what = f"the name “{found[1]}” has {what_is_wrong(found[1])}"
                yield Found(part.line + 1 + down, what, f"write :name: {right_label(found[1])}")
    for heading in headings(page):
        number = heading.part.line - 1
        while number and not page.lines[number - 1].strip():
            number -= 1
        line = page.lines[number - 1] if number else ""
        if number not in page.code and (label := attempt(line)):
            yield Found(number, f"“{line.strip()}” is no label", f"write ({label})=", (label,))
    for passage in page.passages:
        for found in re.finditer(r"(?m)^\(([\w:-]+)\)=[ \t]*(\S.*)$", passage.text):
            if passage.heading:
                continue
            what = "something stands behind a label, on the same line"
            fix = f"write “{found[2]}” on a line of its own below it"
            yield Found(passage.line(found.start()), what, fix, (found[1],))


def what_is_wrong(label: str) -> str:
    """In words, why a label cannot be one."""
    if re.search(r"\s", label):
        return "a space in it"
    if label.startswith("#"):
        return "a # in it, which belongs in links only"
    if label != label.lower():
        return "a capital letter in it"
    if label.count(":") > 1:
        return "more than one colon in it"
    if re.search(r"[^a-z0-9:-]", label):
        return "a character in it that is no letter, digit, “-” or “:”"
    return "a “-” or “:” where none belongs"


@rule("heading-unlabeled", "A heading without a label")
def unlabelled(page: Page) -> Iterator[Found]:
    """The address of the section changes with its words, and links to it die without a sound.

    A label is the permanent name of a section. Write one on the line above the heading, such as
    `(pricing:usage-fee)=`: the page's short name, a colon, and the thing.
    [Labels](#style:labels) has examples.
    """
    labels = {part.line for part in targets(page)}
    area = page.name.removesuffix("/index").rpartition("/")[2]
    for heading in headings(page):
        line = heading.part.line
        words = heading.text.replace(GONE, "")
        if heading.heading > LABELLED or line - 1 in labels or not words.strip():
            continue
        if line + 1 in labels and below(page, line):
            continue
        above = line - 1
        while above and not page.lines[above - 1].strip():
            above -= 1
        if above in labels:
            label = page.lines[above - 1].strip()
            what = f"empty lines stand between the label {label} and its heading"
            yield Found(line, what, "delete the empty lines above the heading")
        elif not attempt(page.lines[above - 1] if above else ""):
            thing = "-".join(id_of(words).split("-")[:3]) or "thing"
            label = f"{area}:{thing}" if heading.heading > 1 else f"{area_of(page)}{area}"
            yield Found(line, "a heading without a label", f"write ({label})= on the line above it")


def below(page: Page, line: int) -> bool:
    """Whether a label stands below a heading, and names no other one."""
    following = [text for text in page.lines[line + 1 :] if text.strip()]
    return not (following and re.match(r"#|\(.*\)=", following[0]))


def area_of(page: Page) -> str:
    """What stands before the name of a page in its label: its folder."""
    folders = page.file.split("/")[:-1]
    return f"{folders[0]}:" if folders and not page.file.endswith("/index.md") else ""


@rule("label-alone", "A label without a heading")
def alone(page: Page) -> Iterator[Found]:
    """A link to the label leads to the middle of a text, or to what comes next by chance.

    A label stands on the line above the heading that it names. If you have deleted the heading, move
    the label above the heading under which readers find the same thing now.
    """
    blocks = [
        part for part in page.parts if part.token.type not in IGNORED and not part.token.nesting < 0
    ]
    for number, part in enumerate(blocks):
        if part.token.type != "myst_target" or not LABEL.fullmatch(part.token.content):
            continue
        rest = (one for one in blocks[number + 1 :] if one.token.type != "myst_target")
        following = next(rest, None)
        if following is None or following.token.type in (
            "paragraph_open",
            "bullet_list_open",
            "ordered_list_open",
        ):
            first = page.lines[following.line - 1] if following else ""
            if not re.match(r"#|\(.*\)=?$", first.strip()):
                what = f"no heading follows the label ({part.token.content})="
                fix = "move it to the line above a heading"
                if re.match(r"#{1,6} ", page.lines[part.line - 2] if part.line > 1 else ""):
                    what = f"the label ({part.token.content})= stands below its heading"
                    fix = f"move it to the line above, line {part.line - 1}"
                yield Found(part.line, what, fix)


IGNORED = ("myst_line_comment", "inline", "front_matter")


@rule("page-title", "A page without one title")
def title(page: Page) -> Iterator[Found]:
    """Menus, search and browsers name a page by its title, and it must have exactly one.

    The title is the heading with one `#`. Write it below the label at the top of the page; every other
    heading has two or more.
    """
    titles = [heading for heading in headings(page) if heading.heading == 1]
    if not headings(page) and page.text.strip():
        line = min(page.front_matter.end + 1, len(page.lines))
        if "".join(page.lines[page.front_matter.end :]).strip():
            what = "this page has no title"
            fix = "write the label of the page and “# ” with its title above the first paragraph"
            yield Found(line, what, fix, (page.name,))
    for second in titles[1:]:
        what = f"a second title: this page has one already, on line {titles[0].part.line}"
        yield Found(second.part.line, what, "write ## instead of #")


@rule("heading-words", "A heading that is not plain words", hides="line")
def words(page: Page) -> Iterator[Found]:
    """Menus and search show headings without their marks, and a link inside one hides the link to it.

    A heading has words, and no more: no full stop at its end, no link, no term from the glossary, no
    bold. [Headings](#style:headings) has examples.
    """
    for heading in page.passages:
        if not heading.heading:
            continue
        line, said = heading.part.line, heading.text.strip()
        children = [
            one for one in heading.part.token.children or () if one.type != "text" or one.content
        ]
        kinds = {child.type for child in children}
        roles = {str(child.meta.get("name", "")) for child in children if child.type == "myst_role"}
        if heading.underlined:
            what = f"a line of “{page.lines[heading.part.end].strip()[:3]}” makes what stands above it a heading"
            level = "#" * heading.heading
            fix = f"write “{level} ” before the heading and delete the line below it; " + (
                "a line across the page needs an empty line above"
            )
            yield Found(heading.part.line, what, fix)
        elif attributes := re.search(r"\{#([\w:-]+)\}$", said):
            what = f"“{attributes[0]}” in a heading has no meaning here"
            fix = f"delete it, and write ({right_label(attributes[1])})= on the line above the heading"
            yield Found(line, what, fix, (right_label(attributes[1]),))
        elif not said:
            yield Found(line, "a heading without words", "write its words, or delete the line")
        elif "link_open" in kinds:
            yield Found(line, "a link in a heading", "keep its words, and link from the text below")
        elif roles & {"term", "ref", "doc"}:
            what = "a term of the glossary, or a link, in a heading"
            yield Found(line, what, "keep its words, and mark the term in the text below")
        elif children and {children[0].type, children[-1].type} & {"strong_open", "strong_close"}:
            yield Found(line, "a heading in bold", "take the ** away: headings are bold already")
        elif said[-1] in ".,;:" and not said.endswith(("…", "...", "etc.")):
            yield Found(
                line,
                f"a heading that ends with “{said[-1]}”",
                f"delete the “{said[-1]}” at its end",
            )
    for part in page.parts:
        if part.token.type == "html_block" and (
            found := re.match(r"\s*<h([1-6])\b[^>]*>([^<\n]*)", part.token.content, re.I)
        ):
            right = f"{'#' * int(found[1])} {found[2].strip()}"
            yield Found(part.line, "a heading as HTML, which has no address", f"write {right}")


@rule("heading-space", "A heading without a space", hides="line")
def heading_space(page: Page) -> Iterator[Found]:
    """Readers see the marks as text, and the section has no heading and no address.

    Between the `#` and the words of a heading stands a space: `## Prices`. No other space stands
    before the `#`.
    """
    for passage in page.passages:
        for found in re.finditer(r"(?m)^(#{1,6})[^\S\n]*([^\s#\d].*)$", passage.text):
            if passage.heading or passage.part.token.map is None:
                continue
            line = passage.line(found.start())
            if not page.lines[line - 1].lstrip("> ").startswith("#"):
                continue
            if page.lines[line - 1].startswith("    "):
                what = f"“{found[1]}” makes no heading: spaces stand before it"
                yield Found(line, what, "delete the spaces at the beginning of the line")
                continue
            what = f"“{found[1]}” makes no heading: no space follows it"
            if re.match(r"#+[^\S\n]", found[0]):
                what = f"“{found[1]}” makes no heading: what follows it is no ordinary space"
            words = found[2].strip().replace(GONE, "…")
            yield Found(line, what, f"write a space behind it: {found[1]} {words}")
