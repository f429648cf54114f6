"""The Markdown of a page as a writer typed it: its front matter, and its lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
FENCE = re.compile(r"\s*(?P<fence>`{3,}|~{3,})\s*(?P<info>.*)")
SUBSTITUTION = re.compile(r"\{\{.*?\}\}")
# Not text: names to be replaced, code, and the addresses of links.
NO_TEXT = re.compile(SUBSTITUTION.pattern + r"|`[^`]*`|\]\([^)]*\)|https?://\S+|<!--.*?-->")


def front_matter(text: str) -> dict[str, Any]:
    """The front matter of a page, empty where it has none; MyST reports one that is malformed."""
    found = MATTER.match(text)
    try:
        values = yaml.safe_load(found[1]) if found else {}
    except (yaml.YAMLError, ValueError):  # the second for a day that no calendar has
        values = {}
    return values if isinstance(values, dict) else {}


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Line number and text of every line of a page that is neither front matter nor code."""
    skipped = MATTER.match(text)
    start = skipped[0].count("\n") if skipped else 0
    fences: list[tuple[str, bool]] = []  # each with whether it is code; a directive's is not
    for number, line in enumerate(text.splitlines()[start:], start + 1):
        found = FENCE.match(line)
        if found and fences and found["fence"].startswith(fences[-1][0]) and not found["info"]:
            fences.pop()
        elif fences and fences[-1][1]:
            continue
        elif found:
            fences.append((found["fence"], not found["info"].startswith("{")))
        if not (fences and fences[-1][1]):
            yield number, line
