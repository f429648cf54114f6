"""Mistakes that come from git, not from a writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

# Git's own three, and the fourth that it writes with merge.conflictStyle=diff3.
MARKER = re.compile(r"(<{7}|>{7}|\|{7}) |={7}$")
FIX = "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"


@rule("conflict-marker", "A conflict marker of git", hides="below", bytes=True)
def conflict_marker(page: Page) -> Iterator[Found]:
    """Two versions of the same lines stand on the page, and readers would see both.

    Somebody changed the same lines as you, and git could not decide. Between `<<<<<<<` and `=======` is
    one version, between `=======` and `>>>>>>>` the other. Keep one of them, or make one of both, and
    delete the three lines with the marks.
    """
    if not page.is_text:
        return
    open = False
    for number, line in enumerate(page.lines, start=1):
        if not MARKER.match(line) or (line[0] == "=" and not open and not alone(page, number)):
            continue
        if line[0] == "<":
            what = "a conflict marker of git: two versions of the lines below stand here"
            yield Found(number, what, FIX)
            open = True
        elif not open:
            yield Found(number, "a conflict marker of git was left here", "delete this line")
        open = open and line[0] != ">"


def alone(page: Page, number: int) -> bool:
    """Whether a line of equals signs underlines nothing: then it is no heading."""
    return number not in page.code and not "".join(page.lines[number - 2 : number - 1]).strip()
