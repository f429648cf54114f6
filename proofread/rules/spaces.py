"""Mistakes in the white space of a page: tabs, and spaces at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

SPACES = " \t\u00a0"


def rest(count: int) -> str:
    """In words, how many lines have the mistake besides the first."""
    return "" if count < 2 else f", and so on {count - 1} more line{'s' * (count > 2)}"


@rule("tab", "A tab")
def tab(page: Page) -> Iterator[Found]:
    """How wide a tab is differs from program to program, so text lands in another list, or becomes code.

    Write spaces instead: two for each step to the right. Most editors can do that for you ("Convert
    indentation to spaces"). Tabs inside code, between two lines of ` ``` `, may stay.
    """
    numbers = [
        number
        for number, line in enumerate(page.lines, start=1)
        if "\t" in line and number not in page.code and number > page.front_matter.end
    ]
    if numbers:
        where = "tab at the beginning of" if page.lines[numbers[0] - 1][0] == "\t" else "tab in"
        yield Found(
            numbers[0],
            f"a {where} this line{rest(len(numbers))}",
            "write spaces instead of the tab",
        )


@rule("trailing-space", "Spaces at the end of a line")
def trailing_space(page: Page) -> Iterator[Found]:
    r"""Two spaces at the end of a line break it on the page, and nobody who edits the line can see why.

    Delete the spaces. If you want the line to break there, write `\` at its end.
    """
    numbers = with_spaces(page)
    if numbers:
        broken = breaks(page, numbers[0])
        how = ", which break it on the page" if broken else ""
        fix = r"delete them; to break the line, write \ at its end" if broken else "delete them"
        yield Found(numbers[0], f"spaces at the end of this line{how}{rest(len(numbers))}", fix)


def with_spaces(page: Page) -> list[int]:
    """The lines that end with spaces, but for those of code."""
    lines = enumerate(page.lines, start=1)
    return [n for n, line in lines if line != line.rstrip(SPACES) and n not in page.code]


def breaks(page: Page, number: int) -> bool:
    """Whether the spaces at the end of a line break it on the page."""
    line, following = page.lines[number - 1], "".join(page.lines[number : number + 1]).strip()
    goes_on = following and not re.match(r"[-*+>#|(]|\d+[.)]|`{3}|:{3}", following)
    return bool(line.endswith("  ") and line.strip() and goes_on)
