"""What is wrong, as a person can act on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, as a person can act on it.

    `file` and `line` name the Markdown that wrote it where that is known, else the HTML file;
    `page` is the address path of the page it was found on, `address` the address it is about,
    `fix` one sentence saying what to do.
    """

    rule: str
    message: str
    file: str | None = None
    line: int | None = None
    page: str | None = None
    address: str | None = None
    fix: str | None = None

    def as_json(self) -> dict[str, str | int | None]:
        """The object of `check --format json`, its keys in the order of the specification."""
        names = ("rule", "file", "line", "page", "address", "message", "fix")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class Consequence(Finding):
    """A finding that goes away with the repair of another one.

    Programs get it like any other; for people it is only counted, where the other one stands.
    """
