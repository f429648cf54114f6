"""A figure typed by hand beside facts.yml is a warning that names what to write instead.

Every amount of money counts, and every value of facts.yml that cannot be taken for something else
("10 GB", "three weeks", not a bare "15"). Code is left alone. What is meant to stand as typed is
listed, with its reason, under ``typed_figures`` in the page's front matter; a reason that begins
with the name of a figure ("renewal_talk: drawings take no names") holds while it has that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import facts
from figures import Figure, UsageFee
from page_text import NO_TEXT, front_matter, prose
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)
MONEY = re.compile(r"\$\d(?:[\d,]*\d)?(?:\.\d+)?")
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBERS += ["eleven", "twelve"]
ADD = "work it out from figures, such as {{ usage_fee(280) }}, or add it to facts.yml"


def pattern(figure: Figure) -> str:
    """How a value may be typed, a small number as a word too; "" for what tells nothing."""
    first, space, rest = figure.text.partition(" ")
    if not space and not first.startswith("$") and not first.endswith("%"):
        return ""
    number = NUMBERS.index(first) + 1 if first in NUMBERS else int(first) if first.isdigit() else 0
    ways = {first, str(number), NUMBERS[number - 1]} if 0 < number <= len(NUMBERS) else {first}
    ways |= {first.removesuffix(".00")}
    either = "|".join(map(re.escape, sorted(ways, key=len, reverse=True)))
    return rf"(?<![\w.,$])(?:{either}){re.escape(space + rest)}(?![\w%]|[.,]\d)"


@lru_cache
def telling(known: tuple[tuple[str, Figure | UsageFee], ...]) -> dict[re.Pattern[str], list[str]]:
    """The names of figures by how their value may be typed."""
    found: dict[str, list[str]] = {}
    for name, figure in known:
        if isinstance(figure, Figure):
            found.setdefault(pattern(figure), []).append(name)
            continue
        for band in figure.bands:
            found.setdefault(pattern(band.rate), []).append(f"{name}.rates")
        if not figure.bands[-1].rate.number:
            found.setdefault(pattern(figure.most), []).append(f"{name}.most")
    found.pop("", None)
    return {re.compile(value, re.IGNORECASE): names for value, names in found.items()}


@lru_cache
def beginnings(known: tuple[tuple[str, Figure | UsageFee], ...]) -> re.Pattern[str]:
    """How any value begins. Most lines have nothing of the kind, and need no closer look."""
    words = {figure.text.split()[0] for _, figure in known if isinstance(figure, Figure)}
    words = {re.escape(word) for word in words if not re.search(r"\d", word)}
    return re.compile("|".join([r"\d", *NUMBERS, *sorted(words)]), re.IGNORECASE)


def typed(line: str, known: dict[str, Figure | UsageFee]) -> Iterator[tuple[str, list[str]]]:
    """What is typed in a line, and the names that would give it: none for other sums of money."""
    text = NO_TEXT.sub(" ", line)
    every = tuple(known.items())
    if not beginnings(every).search(text):
        return
    for value, names in telling(every).items():
        if every_found := value.findall(text):
            yield from ((found, names) for found in every_found)
            text = value.sub(" ", text)
    for found in MONEY.findall(text):
        yield found, []


def check(app: Sphinx, docname: str, source: list[str]) -> None:
    known = facts.of(app).figures
    allowed = front_matter(source[0]).get("typed_figures") or {}
    if not isinstance(allowed, dict):
        say(docname, 1, "write typed_figures as lines of the form “value: reason”")
        allowed = {}
    seen = set()
    for line, text in prose(source[0]):
        for value, names in typed(text, known):
            seen.add(value)
            if value not in allowed:
                instead = " or ".join(f"{{{{ {name} }}}}" for name in names)
                advice = f"write {instead}" if names else ADD
                say(docname, line, f"“{value}” is typed by hand: {advice}")
    for value, reason in allowed.items():
        name = str(reason).partition(":")[0]
        if name in known and str(known[name]) != value:
            say(docname, 1, f"typed_figures allows “{value}”, but {name} is “{known[name]}” now")
        elif value not in seen:
            say(docname, 1, f"typed_figures allows “{value}”, which is not typed here: take it out")


def say(docname: str, line: int, what: str) -> None:
    logger.warning(what, location=(docname, line), type="facts", subtype="typed")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("facts")
    app.connect("source-read", check)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
