"""llms.txt: the pages of a site, in sections, each with a line that says what it is about.

Format: llmstxt.org. The section "Optional" holds what may be left out where room is short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from twins.markdown import CONVERTER

OPTIONAL = "Optional"


class Entry(NamedTuple):
    """A page: its title, the address of its twin, and its first words, in one line each."""

    title: str
    address: str
    about: str


def listing(title: str, summary: str, notes: str, sections: Mapping[str, Sequence[Entry]]) -> str:
    """The whole file. ``notes`` is Markdown; empty sections are left out, "Optional" comes last."""
    blocks = [f"# {_plain(title)}", f"> {_plain(summary)}" if summary else "", notes]
    for name in sorted(sections, key=lambda one: one == OPTIONAL):
        lines = [
            f"- [{_plain(one.title)}]({one.address})" + (f": {_plain(one.about)}" * bool(one.about))
            for one in sections[name]
        ]
        blocks.append(f"## {_plain(name)}\n\n" + "\n".join(lines) if lines else "")
    return "\n\n".join(filter(None, blocks)) + "\n"


def _plain(text: str) -> str:
    return CONVERTER.escape(" ".join(text.split()), set())
