"""The settings of a project, so that its commands and messages need no arguments.

They stand in `linkcontract.toml`, or under `[tool.linkcontract]` in `pyproject.toml`, in the folder
where the command is run. What is given on the command line wins over them, and for another site
than theirs they do not count:

    site = "_build/html"            # the folder of built HTML
    source = "docs"                 # the Markdown it was built from
    ledger = "links/published.txt"
    moved = "links/moved.txt"
    run = "make links-{command}"    # how a command is run here, for messages

    [[ignore]]                      # findings that are known and wanted
    rule = "missing-page"
    address = "api/*"               # `*` stands for anything; also: page, file, message
    reason = "generated on the server"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from linkcontract.files import CannotWork
from linkcontract.finding import Finding

_PATHS = ("site", "source", "ledger", "moved")
_PATTERNS = ("rule", "address", "page", "file", "message")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A pattern of findings that are not reported, and why."""

    patterns: Mapping[str, str]
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether the finding fits every part of the pattern."""
        told = finding.as_json()
        return all(
            fnmatchcase(str(told[name] or ""), pattern) for name, pattern in self.patterns.items()
        )

    def __str__(self) -> str:
        return ", ".join(f"{name} = {pattern!r}" for name, pattern in self.patterns.items())


@dataclass(frozen=True, slots=True)
class Settings:
    """What the project says; whatever it does not say is `None` or empty."""

    site: Path | None = None
    source: Path | None = None
    ledger: Path | None = None
    moved: Path | None = None
    run: str = ""
    ignore: tuple[Ignored, ...] = ()

    def are_about(self, site: Path | None) -> bool:
        """Whether they count for the site that was asked for; without a site of their own, for all."""
        return site is None or self.site is None or site.resolve() == self.site.resolve()


def read(folder: Path) -> Settings:
    """The settings in a folder; without a file of them, settings that say nothing.

    Raises `CannotWork`, with one line that names the file, for what cannot be read or understood.
    """
    own, project = folder / "linkcontract.toml", folder / "pyproject.toml"
    if own.is_file():
        return _settings(own, _load(own))
    if project.is_file():
        tools = _load(project).get("tool", {})
        found = tools.get("linkcontract", {}) if isinstance(tools, dict) else {}
        if not isinstance(found, dict):
            raise CannotWork(f"{project}: write the settings as a table: [tool.linkcontract]")
        return _settings(project, found)
    return Settings()


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotWork(f"{file}: cannot be read as TOML: {error}") from None


def _settings(file: Path, found: dict[str, Any]) -> Settings:
    unknown = [name for name in found if name not in (*_PATHS, "run", "ignore")]
    if unknown:
        known = ", ".join((*_PATHS, "run", "ignore"))
        raise CannotWork(f"{file}: there is no setting {unknown[0]!r}; there are {known}")
    for name in (*_PATHS, "run"):
        if not isinstance(found.get(name, ""), str):
            raise CannotWork(f"{file}: the setting {name!r} must be a text in quotation marks")
        if name in _PATHS and found.get(name) == "":
            raise CannotWork(f"{file}: the setting {name!r} is empty; write a path, or delete it")
    paths = {name: Path(found[name]) for name in _PATHS if name in found}
    ignored = found.get("ignore", [])
    if not isinstance(ignored, list):
        raise CannotWork(f"{file}: write ignored findings as [[tool.linkcontract.ignore]]")
    return Settings(
        **paths, run=found.get("run", ""), ignore=tuple(_ignored(file, one) for one in ignored)
    )


def _ignored(file: Path, found: Any) -> Ignored:
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise CannotWork(f'{file}: an ignored finding has names and texts, like rule = "…"')
    unknown = [name for name in found if name not in (*_PATTERNS, "reason")]
    patterns = {name: found[name] for name in _PATTERNS if name in found}
    if unknown or not patterns:
        known = ", ".join((*_PATTERNS, "reason"))
        raise CannotWork(f"{file}: an ignored finding may have {known}, and needs one of the first")
    if not found.get("reason", "").strip():
        raise CannotWork(f"{file}: the ignored finding {Ignored(patterns, '')} needs a reason")
    return Ignored(patterns, found["reason"])
