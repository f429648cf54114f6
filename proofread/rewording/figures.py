"""Figures of facts.yml, sources and change notes, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from proofread.mistake import Edit
from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import alike


@cache
def figures_in(file: Path) -> tuple[str, ...]:
    """The names of the figures in facts.yml: what stands four spaces in, below `figures:`."""
    found: list[str] = []
    inside = False
    for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
        if line.startswith("  ") and not line.startswith("   "):
            inside = line.strip() == "figures:"
        elif inside and (name := re.match(r"    ([a-z][a-z0-9_]*):", line)):
            found.append(name[1])
    return tuple(found)


@saying(
    "unknown-figure",
    "A figure that does not exist",
    r"myst\.substitution: Substitution error:UndefinedError: '(?P<name>[^']+)' is undefined",
)
def unknown_figure(heard: Heard) -> Iterator[Told]:
    """Readers would see a gap where a price or a time should stand.

    The name between the braces is not in `facts.yml`. Correct it, or [add the figure](#figures:new).
    """
    name = heard["name"]
    meant = heard.meant or alike(name, figures_in(heard.sources.root / "facts.yml"))
    yield Told(
        f"facts.yml has no figure {name}",
        f"write {{{{ {meant[0]} }}}} if that is meant; or add {name} to facts.yml"
        if meant
        else f"add {name} to facts.yml, or write what should stand here without the braces",
        _braces(heard, name),
    )


def _braces(heard: Heard, *words: str) -> int:
    lines = heard.sources.lines(heard.file)
    for number in range(heard.line, len(lines) + 1):
        inside = "".join(re.findall(r"\{\{.*?\}\}", lines[number - 1]))
        if inside and all(word in inside for word in words):
            return number
    return heard.line_of(*words)


@saying(
    "figure-sum",
    "A sum of figures that cannot be worked out",
    r"myst\.substitution: Substitution error:(?P<error>\w+): (?P<why>.+)",
)
def figure_sum(heard: Heard) -> Iterator[Told]:
    """Readers would see a gap where a price or a time should stand.

    Between the braces stands the name of a figure, or a sum of them: `{{ 3 * membership_year }}`. A
    figure that begins with a word, such as `one working day`, cannot be reckoned with.
    """
    why = heard["why"]
    no_filter = re.match(r"No filter named '(?P<name>[^']+)'", why)
    attribute = re.match(r"'.*' has no attribute '(?P<name>[^']+)'", why)
    if no_filter:
        what, word = f"there is no filter “{no_filter['name']}”", no_filter["name"]
        fix = f"take | {word} out"
    elif attribute:
        what, word = f"this figure has no part “{attribute['name']}”", attribute["name"]
        fix = "write .rates, .most or nothing behind the figure's name"
    elif heard["error"] == "TemplateSyntaxError":
        what, word = "what stands between these braces is no sum", ""
        fix = "write one name of facts.yml, or a sum with + - * and /, as in {{ 3 * membership_year }}"
    else:
        what, word = f"this sum cannot be worked out: {why}", ""
        fix = "reckon with figures of facts.yml that are numbers"
    yield Told(what, fix, _braces(heard, word) if word else heard.line)


@saying(
    "typed-figure",
    "A figure typed by hand",
    r"facts\.typed: “(?P<value>.+?)” is typed by hand: (?P<advice>.+)",
)
def typed_figure(heard: Heard) -> Iterator[Told]:
    """When the figure changes, this page would keep the old one.

    Prices, limits and times stand once, in `facts.yml`, with their source; pages say their names. Is it
    a sum, or an example of your own? [How to write it, and how to allow it](#figures:write).
    """
    value, advice = heard["value"], heard["advice"]
    names = re.findall(r"\{\{ .+? \}\}", advice)
    certain = len(names) == 1 and advice == f"write {names[0]}"
    edits = (Edit(heard.file, heard.line, value, names[0]),) if certain else ()
    yield Told(f"“{value}” is typed by hand", advice, edits=edits)


@saying(
    "typed-figure-allowed",
    "A figure that is allowed for nothing",
    r"facts\.typed: typed_figures allows “(?P<value>.+?)”, which is not typed here: take it out",
    r"facts\.typed: typed_figures allows “(?P<value>.+?)”, but (?P<name>\S+) is “(?P<now>.+?)” now",
    r"facts\.typed: (?P<form>write typed_figures as lines .+)",
)
def typed_figure_allowed(heard: Heard) -> Iterator[Told]:
    """The page's list of exceptions is no longer true, and would hide the next mistake.

    `typed_figures` in the front matter lists what is meant to stand as typed, each with its reason:
    `"$4,000": an example, no price of ours`.
    """
    if heard["form"]:
        line = heard.line_of("typed_figures")
        fix = 'write below it, two spaces in, lines like "$4,000": an example, no price of ours'
        yield Told("typed_figures is no list of values and reasons", fix, line)
        return
    value = heard["value"]
    line = heard.line_of(f'"{value}"', f"{value}:", value)
    if heard["name"]:
        what = f"“{value}” is allowed as {heard['name']}, which is “{heard['now']}” now"
        yield Told(what, f"write “{heard['now']}” here and where it stands on the page", line)
    else:
        fix = "take the line out of typed_figures"
        yield Told(f"“{value}” is allowed here, and stands nowhere on the page", fix, line)


@saying(
    "facts",
    "An entry of facts.yml, a source, a change note",
    r"facts\.file: (?P<what>.+)",
    r"facts\.(?P<kind>source): source “(?P<name>.+?)” is not in \S+; (?P<advice>.+)",
    r"facts\.(?P<kind>changes): ",
    r"facts\.(?P<kind>estimator): (?P<what>.+)",
)
def facts(heard: Heard) -> Iterator[Told]:
    """A figure, a source or a note that cannot be read is missing from every page that should show it.

    [Change a figure](#contribute:figures) has an example of each to copy.
    """
    if heard["kind"] == "source":
        name = heard["name"]
        close = re.search("“(.+)”", heard["advice"])
        yield Told(
            f"facts.yml has no source {name}",
            f"write {close[1]} if that is meant; or add the source to facts.yml"
            if close
            else "add the source to facts.yml, with title and url; or take its name out here",
            heard.line_of(name),
        )
    elif heard["kind"] == "changes":
        yield Told(
            "the change notes of this page cannot be read",
            "write below changes: entries like - {date: 2026-11-26, what: The price, was: $10,000}",
            heard.line_of("changes:"),
        )
    else:
        what, _, advice = heard["what"].partition(": ")
        if advice.startswith("small letters"):
            advice = f"write it with {advice}"
        yield Told(
            what, advice or "mend the entry; its neighbors in the file show how it is written"
        )


SAYINGS = (unknown_figure, figure_sum, typed_figure, typed_figure_allowed, facts)
