"""Mistakes in the lines between `---` at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import yaml

from proofread import front_matter
from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

NAME = re.compile(r"[A-Za-z_]+:( |$)")
DASHES = re.compile(r"\s*[-–—]{2,}\s*$")
TEXT = re.compile(r"\(.+\)=\s*$|#{1,6} \S")


def closed(page: Page) -> bool:
    """Whether the front matter ends, and before the text begins."""
    end = page.front_matter.end
    return bool(end) and not any(TEXT.match(line) for line in page.lines[:end])


@rule("front-matter-place", "Lines that should stand at the top", hides="page")
def place(page: Page) -> Iterator[Found]:
    """The lines are shown to readers as text, and do nothing.

    What the page says about itself, such as its sources, stands between two lines `---` at the very
    top. The first `---` is the first line of the file, without a space before it, and has three
    hyphens.
    """
    written = [number for number, line in enumerate(page.lines) if line.strip()]
    first = written[0] if written else 0
    line, following = page.lines[first], "".join(page.lines[first + 1 : first + 2])
    if not DASHES.match(line) or not NAME.match(following):
        return
    if line.rstrip() != "---":
        what, fix = f"this page begins with “{line.strip()}” instead of “---”", "write --- there"
        if line.strip() == "---":
            what, fix = "a space stands before the “---” of this page", "delete the space"
        yield Found(first + 1, what, fix)
    elif first:
        many = "the empty lines" if first > 1 else "the empty line"
        yield Found(
            first + 1, "“---” is not on the first line of the file", f"delete {many} above it"
        )


@rule("front-matter-open", "Lines at the top without an end", hides="page")
def not_closed(page: Page) -> Iterator[Found]:
    """The lines are shown to readers as text, or the text is taken for settings.

    What the page says about itself stands between two lines `---`, each with three hyphens. Write the
    second one above the label of the title.
    """
    if page.lines[0].rstrip() != "---" or closed(page):
        return
    if not NAME.match("".join(page.lines[1:2])):
        return
    until = page.front_matter.end or len(page.lines)
    for number, line in enumerate(page.lines[1:until], start=2):
        if line.rstrip() != "---" and (DASHES.match(line) or line.strip() in ("...", "***", "-")):
            what = f"line {number} ends the lines at the top with “{line.strip()}” instead of “---”"
            yield Found(number, what, f"write --- on line {number}")
            return
        if TEXT.match(line):
            what = "the lines at the top, which begin here with “---”, have no end"
            yield Found(1, what, f"write --- on a line of its own above line {number}")
            return
    what = "the lines at the top, which begin here with “---”, have no end"
    yield Found(1, what, "write --- on a line of its own below the last of them")


@rule("front-matter-yaml", "Lines at the top that cannot be read", hides="page")
def not_yaml(page: Page) -> Iterator[Found]:
    """Everything that the page says about itself is ignored: its sources, its dates, its owner.

    The lines between `---` at the top have a strict form, YAML: `name: value`, and for a list, lines
    that begin with two spaces, a hyphen and a space. A value with a colon and a space in it stands
    between quotation marks: `what: "Prices: one sum"`. Tabs are not allowed.
    """
    if not closed(page):
        return
    text = page.front_matter.text
    for number, line in enumerate(text.split("\n"), start=2):
        if "\t" in line[: len(line) - len(line.lstrip())] or re.search(r":\t", line):
            yield Found(
                number, "a tab in the lines at the top", "write two spaces instead of the tab"
            )
            return
    for number, line in enumerate(text.split("\n"), start=2):
        if re.fullmatch(r"[A-Za-z_]+\s*", line):
            yield Found(number, f"no colon follows “{line.strip()}”", f"write {line.strip()}:")
            return
    try:
        values = front_matter.read(text)
    except front_matter.Twice as error:
        yield Found(line_of(error), str(error.problem), "keep one of the two")
    except yaml.MarkedYAMLError as error:
        yield unreadable(page, line_of(error), str(error.problem))
    except (yaml.YAMLError, ValueError) as error:
        yield Found(2, f"the lines at the top cannot be read: {error}", "correct or delete them")
    else:
        if values is not None and not isinstance(values, dict):
            what = "the lines at the top have no names"
            yield Found(2, what, "write each as “name: value”, such as “sources: docs”")


def line_of(error: yaml.MarkedYAMLError) -> int:
    """The line in the file."""
    return (error.problem_mark.line if error.problem_mark else 0) + 2


def unreadable(page: Page, number: int, problem: str) -> Found:
    """What is wrong with a line that YAML refuses, in words."""
    number = min(number, page.front_matter.end - 1)
    line = page.lines[number - 1]
    above = page.lines[number - 2]
    name, _, value = line.partition(": ")
    if "mapping values" in problem and ": " in value:
        quoted = value.strip().replace('"', "'")
        return Found(
            number,
            f"a colon stands within the value of “{name.strip(' -')}”, and makes it a name",
            f'put the value between quotation marks: {name.strip()}: "{quoted}"',
        )
    if re.fullmatch(r"\s*-?\s*[A-Za-z_]+:\S.*", line):
        return Found(number, "a space is missing after the colon", "write a space after the colon")
    if re.fullmatch(r"\s*[A-Za-z_]+:\S.*", above) and number > 2:
        return Found(
            number - 1, "a space is missing after the colon", "write a space after the colon"
        )
    if (
        "mapping values" in problem
        or "block" in problem
        or "':'" in problem
        or "simple key" in problem
    ):
        return Found(
            number,
            "the lines at the top cannot be read from here on",
            "write “name: value” here, begun as far to the left as the line above, "
            "and a value with a colon or a quotation mark in it between quotation marks",
        )
    if value[:1] in "'\"[{" or "quoted scalar" in problem or "flow" in problem:
        return Found(
            number,
            "a quotation mark or a bracket in the lines at the top is not closed",
            "close it, or put the whole value between quotation marks",
        )
    return Found(
        number,
        f"the lines at the top cannot be read from here on: {problem}",
        "put the value between quotation marks",
    )


@rule("front-matter-name", "A name at the top that nothing reads", hides="line")
def names(page: Page) -> Iterator[Found]:
    """What the line says has no effect, and nobody notices.

    The lines between `---` at the top of a page have fixed names, such as `sources`, `changes` or
    `budgets`. The message says which one is not known. Correct it, or delete the line.
    """
    for number, name, value in values_of(page):
        known = front_matter.KEYS.get(name)
        if known is None:
            close = get_close_matches(name.lower().replace("-", "_"), front_matter.KEYS, n=1)
            advice = f"write {close[0]}" if close else "delete the line, and what belongs to it"
            hint = f"; did you mean “{close[0]}”?" if close else ""
            yield Found(number, f"“{name}” at the top of a page means nothing{hint}", advice)
        elif value is not None and not isinstance(value, known) and name not in SAID_BY_BUILD:
            form = " or ".join(front_matter.WORDS[one] for one in known)
            yield Found(number, f"“{name}” has another form", f"write {form}")


SAID_BY_BUILD = ("changes", "typed_figures", "owner", "reviewed", "review_by")
"""The extensions that read these say what is wrong with them."""


def values_of(page: Page) -> Iterator[tuple[int, str, object]]:
    """Line, name and value of each entry at the top; none when it cannot be read."""
    if not closed(page):
        return
    try:
        values = front_matter.read(page.front_matter.text)
    except (yaml.YAMLError, ValueError):
        return
    if not isinstance(values, dict):
        return
    for name, value in values.items():
        start = re.compile(rf"[\"']?{re.escape(str(name))}[\"']?\s*:")
        lines = (n for n, line in enumerate(page.lines, start=1) if start.match(line))
        yield next(lines, 1), str(name), value
