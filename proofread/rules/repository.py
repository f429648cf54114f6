"""Mistakes that come from git, not from a writer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import Page
from proofread.rule import rule

# Git's own three, and the fourth that it writes with merge.conflictStyle=diff3.
MARKER = re.compile(r"(<{7}|>{7}|\|{7}) |={7}$")


@rule("conflict-marker", "A conflict marker of git")
def conflict_marker(page: Page) -> Iterator[Found]:
    """Two versions of the same lines stand on the page, and readers would see both.

    Somebody changed the same lines as you, and git could not decide. Between `<<<<<<<` and `=======` is
    one version, between `=======` and `>>>>>>>` the other. Keep one of them, or make one of both, and
    delete the three lines with the marks.
    """
    for number, line in enumerate(page.lines, start=1):
        if line.startswith("<" * 7) and MARKER.match(line):
            yield Found(
                number,
                "a conflict marker of git: two versions of the lines below stand here",
                "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
            )
