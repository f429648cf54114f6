"""Directives, roles, their options and what stands in them, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import alike, quoted

# What this handbook's pages are written with; the build knows more, and an exact name always works.
DIRECTIVES = tuple(
    "note tip important warning admonition figure image mermaid list-table csv-table table"
    " glossary toctree contents grid grid-item grid-item-card card dropdown tab-set tab-item"
    " code-block literalinclude include button-ref button-link div container epigraph".split()
)
ROLES = tuple(
    "ref doc term abbr kbd sub sup download numref math literal code octicon guilabel menuselection"
    " bdg-primary bdg-secondary bdg-success bdg-info bdg-warning bdg-danger button-ref".split()
)
_OPENING = r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*(?:`{3,}|:{3,}|~{3,})\{"


def _fence(heard: Heard) -> int:
    """The line on which the directive that the build speaks of begins."""
    return heard.line_above(_OPENING)


@saying(
    "unknown-directive",
    "A directive that does not exist",
    r"directive_unknown: .*?'(?P<name>[^']*)'",
)
def unknown_directive(heard: Heard) -> Iterator[Told]:
    """Readers do not see the block at all.

    The word in braces behind a fence, as in `:::{note}`, says what the block is. The message names the
    one that was probably meant, or all that this handbook is written with.
    """
    name = heard["name"]
    line = heard.line_of(f"{{{name}}}")
    meant = alike(name, DIRECTIVES)
    yield Told(
        f"no directive is called {{{name}}}",
        f"write {{{meant[0]}}} if that is meant"
        if meant
        else f"write one of these: {', '.join(DIRECTIVES)}",
        line,
    )


@saying("unknown-role", "A role that does not exist", r'role_unknown: .*?"(?P<name>[^"]*)"')
def unknown_role(heard: Heard) -> Iterator[Told]:
    """Readers do not see the words between the backticks.

    The word in braces before backticks, as in `` {term}`hub` ``, says what they are.
    """
    name = heard["name"]
    meant = alike(name, ROLES)
    yield Told(
        f"no role is called {{{name}}}",
        f"write {{{meant[0]}}} if that is meant"
        if meant
        else f"write one of these, or the words alone: {', '.join(ROLES)}",
        heard.line_of(f"{{{name}}}`"),
    )


@saying(
    "unknown-option",
    "An option that the directive does not have",
    r"directive_option: '(?P<directive>[^']+)': Unknown option keys?: \[?(?P<names>'.+?')\]? "
    r"\(allowed: \[(?P<allowed>.*?)\]\)",
)
def unknown_option(heard: Heard) -> Iterator[Told]:
    """The option does nothing, and nobody would notice.

    Options stand between colons at the top of a block, as in `:alt: What the picture shows`. The message
    lists those that the directive has.
    """
    allowed = re.findall(r"'([^']+)'", heard["allowed"])
    for name in re.findall(r"'([^']+)'", heard["names"]):
        line = heard.line_of(f":{name}:", name)
        meant = alike(name, allowed)
        there = f"{{{heard['directive']}}} has {', '.join(allowed)}" if allowed else "it has none"
        yield Told(
            f"{{{heard['directive']}}} has no option “{name}”",
            f"write :{meant[0]}: if that is meant, or take the line out; {there}"
            if meant
            else f"take the line out; {there}",
            line,
        )


@saying(
    "option-value",
    "An option with a value that it does not take",
    r"directive_option: '(?P<directive>[^']+)': Invalid option value for '(?P<option>[^']+)': (?P<value>.*?): "
    r"(?P<why>.+)",
    r'docutils: Error in "(?P<directive>[^"]+)" directive: (?P<why>"(?P<value>[^"]*)" is not a valid value for'
    r' the "(?P<option>[^"]+)" option\..+)',
)
def option_value(heard: Heard) -> Iterator[Told]:
    """The option does nothing, or the whole block is missing from the page.

    The message says which values the option takes. Often a number has a word too many, or a unit is missing.
    """
    option, value = heard["option"], heard["value"]
    line = heard.line_of(f":{option}: {value}", f":{option}:")
    choices = re.findall(r'"([^"]+)"', re.sub(r"^.*?(?:choose from|are:)", "", heard["why"]))
    if "invalid literal for int" in heard["why"]:
        fix = f"write a whole number behind :{option}:"
    elif "no valid measure" in heard["why"] or "not a valid measure" in heard["why"]:
        fix = f"write a length behind :{option}:, such as 300px or 60%"
    elif len(choices) > 1:
        meant = alike(value, choices)
        fix = f"write {meant[0] if meant else choices[0]}; it takes {quoted(choices)}"
    else:
        fix = f"{_sentence(heard['why'])}; or take the line out"
    yield Told(f"“{value}” is no value for :{option}: of {{{heard['directive']}}}", fix, line)


def _sentence(why: str) -> str:
    """What docutils says of a value, as a sentence about it."""
    return (
        why.rstrip(".")
        .replace("argument must be", "it takes")
        .replace("each value should be", "each")
    )


@saying(
    "missing-argument",
    "A directive that lacks what stands behind its name",
    r"docutils: Directive '(?P<name>[^']+)': (?P<least>\d+) argument\(s\) required, (?P<given>\d+) supplied",
    r'docutils: Error in "(?P<name>[^"]+)" directive:\s+(?P<least>\d+) argument\(s\) required, (?P<given>\d+)',
)
def missing_argument(heard: Heard) -> Iterator[Told]:
    """Readers do not see the block at all.

    Some directives need a word behind their name: a figure its file, as in `:::{figure} team.png`, an
    admonition its title.
    """
    name = heard["name"]
    needed = {"figure": "picture.png", "image": "picture.png", "include": "other.md"}
    yield Told(
        f"{{{name}}} needs something behind its name",
        f"write {{{name}}} {needed.get(name, 'Title')}, with the right words for it",
        _fence(heard),
    )


@saying(
    "missing-content",
    "A block with nothing in it",
    r'docutils: Content block expected for the "(?P<name>[^"]+)" directive; none found',
    r'docutils: Ignoring "(?P<name>mermaid)" directive without content',
    r'docutils: The "(?P<name>[^"]+)" directive is empty; content required',
)
def missing_content(heard: Heard) -> Iterator[Told]:
    """The block is missing from the page, or is an empty box.

    Its text stands between the line that opens it and the line that closes it.
    """
    name = heard["name"]
    line = _fence(heard)
    yield Told(f"the block {{{name}}} is empty", "write its text into it, or take it out", line)


@saying(
    "options-unreadable",
    "Options that cannot be read",
    r"directive_(?:option|parse|comments|option_comments)\S*: '(?P<name>[^']+)': (?P<why>(?:Invalid options|.*YAML).+)",
)
def options_unreadable(heard: Heard) -> Iterator[Told]:
    """None of the options of the block does anything.

    Options stand at the top of a block, one a line: `:name: value`, or `name: value` between two lines
    `---`. A value with a colon in it needs quotation marks.
    """
    yield Told(
        f"the options of {{{heard['name']}}} cannot be read",
        "write one a line, as :name: value, and put a value with a colon in it between quotation marks",
        _fence(heard),
    )


@saying(
    "misplaced-block",
    "A block in the wrong place",
    r"design\.grid: The parent of a 'grid-item' should be a 'grid-row'",
    r"design\.(?P<part>tab): All children of a 'tab-set' should be 'tab-item'",
    r"design\.(?P<part>card|tab|dropdown|grid)\w*: (?P<why>.+)",
)
def misplaced_block(heard: Heard) -> Iterator[Told]:
    """The page would not look as it was meant: the block needs others around it.

    Cards of a grid, `{grid-item-card}`, stand in a `{grid}`; a card alone is a `{card}`. In a
    `{tab-set}` stands nothing but `{tab-item}`. A fence around others has more colons than they have.
    """
    if heard["part"] == "tab" and not heard["why"]:
        what = "in a {tab-set} stands something that is no {tab-item}"
        fix = "put it into a :::{tab-item} Title, and give the {tab-set} around it one colon more"
    elif not heard["part"]:
        what = "this part of a grid stands in no grid"
        fix = "write {card} instead, or put it into a ::::{grid} that has one colon more than it"
    else:
        what = f"this block is not built as it should be: {heard['why']}"
        fix = "mend it as the message says, or write plain Markdown instead"
    yield Told(what, fix, _fence(heard))


@saying(
    "directive-argument",
    "Words behind a directive that it does not take",
    r"docutils: Invalid directive argument: (?P<why>.+)",
)
def directive_argument(heard: Heard) -> Iterator[Told]:
    """Readers do not see the block at all.

    Behind `{grid}` stands how many columns it has: one number, or four for phone, tablet, desktop and
    wide screen, as in `{grid} 1 2 2 3`.
    """
    yield Told(
        "the words behind this directive cannot be read",
        _sentence(heard["why"]).replace("argument must be", "it takes"),
        _fence(heard),
    )


@saying(
    "unknown-icon",
    "An icon that does not exist",
    r"docutils: Invalid (?:octicon|icon)\S* content: '(?:Unrecognised octicon: )?(?P<name>[^']*)'",
)
def unknown_icon(heard: Heard) -> Iterator[Told]:
    """Readers do not see the icon.

    Words are better than most icons: everybody can read them, and nobody has to guess.
    """
    yield Told(
        f"there is no icon “{heard['name']}”",
        "take the icon out, or write a name from primer.style/octicons",
        heard.line_of(f"`{heard['name']}"),
    )


SAYINGS = (
    unknown_directive, unknown_role, unknown_option, option_value, missing_argument, missing_content,
    options_unreadable, misplaced_block, directive_argument, unknown_icon,
)  # fmt: skip
