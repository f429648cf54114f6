"""What the build says, in our words: the same place, what is wrong there, and what to do.

The build knows where; its words are for people who know how it works. Each kind of message has a
saying here. A message that none of them knows is a mistake all the same, in the build's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proofread.build import Said
from proofread.mistake import Kind, Mistake
from proofread.rewording import (
    code,
    directives,
    figures,
    files,
    labels,
    links,
    menu,
    pictures,
    structure,
    tables,
)
from proofread.sources import Sources

SAYINGS = (
    *links.SAYINGS, *labels.SAYINGS, *directives.SAYINGS, *code.SAYINGS, *structure.SAYINGS,
    *tables.SAYINGS, *menu.SAYINGS,
    *figures.SAYINGS, *pictures.SAYINGS, *files.SAYINGS,
)  # fmt: skip

OTHER = Kind(
    "build-other",
    "Anything else that the build says",
    """The build could not do all that the page asks for, so something is missing from it.

These are the build's own words. It rarely says more than that, but nearly always the line that it
names is the right one, or the one above it. If they tell you nothing, ask: the message deserves to
be said better.
""",
)

# Only repeats what another message says: a footnote that is missing has three.
_ECHOES = (
    r"Too many autonumbered footnote references",
    r"document is referenced in multiple toctrees",
)
_SUFFIX = re.compile(r"(?:\s*\[[a-z_]+(?:\.[a-z_]+)*\])+\s*$")


def reword(said: Iterable[Said], sources: Sources) -> Iterator[Mistake]:
    """The mistakes that messages of the build mean, in the order in which they came."""
    messages = [_plain(one) for one in said]
    echoes = {one.file for one in messages if "Unknown target name" in one.text}
    for one in messages:
        if (one.file in echoes and re.search(_ECHOES[0], one.text)) or re.search(
            _ECHOES[1], one.text
        ):
            continue
        found = next((m for each in SAYINGS if (m := each.hear(one, sources)) is not None), None)
        yield from found if found is not None else _as_it_is(one)


def _plain(said: Said) -> Said:
    """A message without the type that Sphinx appends."""
    return Said(said.kind, said.file, said.line, _SUFFIX.sub("", said.text))


def _as_it_is(said: Said) -> Iterator[Mistake]:
    # Docutils quotes the block below its message.
    text = " ".join(said.text.partition("\n\n")[0].split())
    fix = "look at this line and the one above it; if that does not help, ask"
    yield Mistake(OTHER, said.file or "", said.line, f"the build says: {text}", fix, by="build")
