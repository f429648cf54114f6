"""facts.yml, read: every figure of the handbook with its source, its dates and its line.

conf.py hands the figures to MyST as substitutions; extensions ask here for the rest. What is wrong
with an entry is a warning with its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from figures import Band, Figure, UsageFee
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


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
    """The whole file: sources and figures by name; ``source_of`` a figure; ``lines`` of both;
    ``problems`` with an entry, each with its line."""

    sources: dict[str, Source] = field(default_factory=dict)
    figures: dict[str, Figure | UsageFee] = field(default_factory=dict)
    source_of: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read(file: Path) -> Facts:
    """Read facts.yml. Raises ConfigError, naming the line, when it is no YAML at all."""
    return parse(file.name, file.read_text(encoding="utf-8"))


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quick one, where it was built


@lru_cache
def parse(filename: str, text: str) -> Facts:
    """What the text of facts.yml says; kept, because every page asks for it."""
    facts = Facts()
    try:
        for name, node in entries(yaml.compose(text, LOADER)):
            try:
                add_source(facts, name, node)
            except yaml.MarkedYAMLError as error:
                facts.problems.append((line_of(error), str(error.problem)))
    except yaml.MarkedYAMLError as error:
        raise ConfigError(f"{filename}:{line_of(error)}: {error.problem}") from None
    return facts


def add_source(facts: Facts, name: str, node: yaml.Node) -> None:
    values = dict(entries(node))
    figures = dict(entries(values.pop("figures"))) if "figures" in values else {}
    try:
        source = Source(**{key: plain(value) for key, value in values.items()}, figures=(*figures,))
    except TypeError:
        raise wrong(node, f"“{name}” needs title and url; see the head of the file") from None
    if not all(
        isinstance(one, date | None) for one in (source.dated, source.confirmed, source.confirm_by)
    ):
        raise wrong(node, f"“{name}”: write dates as 2026-07-26")
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


def plain(node: yaml.Node) -> Any:
    return yaml.SafeLoader("").construct_document(node)


def wrong(node: yaml.Node | None, what: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=what, problem_mark=node.start_mark if node else None)


def line_of(error: yaml.MarkedYAMLError) -> int:
    return error.problem_mark.line + 1 if error.problem_mark else 1


def of(app: Sphinx) -> Facts:
    return read(Path(app.confdir, app.config.facts_file))


def report(app: Sphinx) -> None:
    for line, problem in of(app).problems:
        place = f"{app.config.facts_file}:{line}"
        logger.warning(problem, location=place, type="facts", subtype="file")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("facts_file", "facts.yml", "env", str)
    app.connect("builder-inited", report)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
