"""facts.yml, read: every figure of the handbook with its source, its dates and its line.

``substitutions`` in conf.py hands the figures to MyST. What is wrong with the file ends the build
with one line that says where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from figures import Band, Figure, UsageFee
from sphinx.errors import ConfigError


@dataclass(frozen=True)
class Source:
    """A page that the handbook rests on, and the names of the figures that were found there.

    ``dated`` is the day on which it last changed, ``confirmed`` the last day on which its figures
    were found there, ``confirm_by`` the day by which somebody should look again.
    """

    title: str
    url: str
    dated: date | None = None
    confirmed: date | None = None
    confirm_by: date | None = None
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The whole file: sources and figures by name; ``source_of`` a figure; ``lines`` of both."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure | UsageFee] = field(default_factory=dict)
    source_of: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read(file: Path) -> Facts:
    """Read facts.yml. Raises ConfigError, naming the line, when something is wrong with it."""
    facts = Facts()
    try:
        whole = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)
        for name, node in entries(whole):
            add_source(facts, name, node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{file.name}:{line}: {error.problem}") from None
    return facts


def add_source(facts: Facts, name: str, node: yaml.Node) -> None:
    values = dict(entries(node))
    figures = dict(entries(values.pop("figures"))) if "figures" in values else {}
    try:
        source = Source(**{key: plain(value) for key, value in values.items()}, figures=(*figures,))
    except TypeError:
        raise wrong(node, f"“{name}” needs title and url, and may have dated, confirmed, confirm_by and figures") from None  # fmt: skip
    if figures and not (source.confirmed and source.confirm_by):
        raise wrong(node, f"“{name}” has figures, so it needs confirmed and confirm_by")
    facts.sources[name] = source
    facts.lines[name] = node.start_mark.line + 1
    for figure, value in figures.items():
        if figure in facts.figures:
            raise wrong(value, f"“{figure}” stands at line {facts.lines[figure]} already")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", figure):
            raise wrong(value, f"“{figure}” is no name: small letters, digits and _")
        facts.figures[figure] = made(value)
        facts.source_of[figure] = name
        facts.lines[figure] = value.start_mark.line + 1


def made(node: yaml.Node) -> Figure | UsageFee:
    """A figure; or the usage fee, from its list of bands."""
    if isinstance(node, yaml.ScalarNode):
        return Figure(node.value)
    try:
        return UsageFee(tuple(Band(b.get("up_to"), Figure(b["rate"])) for b in plain(node)))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise wrong(node, f"no bands of a usage fee: {error}") from None


def entries(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """Key and node of every entry of a mapping; plain YAML lets the second of two doubles win."""
    if not isinstance(node, yaml.MappingNode):
        raise wrong(node, "expected lines of the form “name: value”")
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise wrong(key, f"“{key.value}” stands here twice")
        seen.add(key.value)
    return [(key.value, value) for key, value in node.value]


def plain(node: yaml.Node) -> object:
    return yaml.SafeLoader("").construct_document(node)


def wrong(node: yaml.Node | None, what: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=what, problem_mark=node.start_mark if node else None)
