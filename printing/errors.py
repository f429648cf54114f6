"""Why printing ends without having done its work."""

from __future__ import annotations


class CannotPrint(Exception):
    """Something that printing needs is missing. The message is one line and says what to do."""


class Unprintable(Exception):
    """Pages cannot be printed as their writers asked; `findings` says where, what and what to do."""

    def __init__(self, findings: list[str]) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings
