"""What asking an address gave, in the words of the modules that judge it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from linkcheck.page import Page


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking an address once gave.

    `status` is that of the last response, `None` when there was none; then `problem` says why not.
    `url` is where the redirects ended, `moved_to` where those at the beginning that are for good
    lead, `None` when there are none. `page` is there when an HTML body was wanted and came;
    `broken` says what was wrong with a body that did not come whole. `retry_after` is in seconds.
    """

    url: str
    status: int | None = None
    problem: str = ""
    is_unknown_host: bool = False
    has_no_network: bool = False
    """Whether this machine had no way to send the request at all."""
    is_final: bool = False
    """Whether asking again would be no use."""
    moved_to: str | None = None
    led_on_by_page: bool = False
    own_fragment: bool = False
    """Whether a redirect named a fragment itself, which then stands for that of the link."""
    retry_after: float | None = None
    is_page: bool = False
    page: Page | None = None
    broken: str = ""

    @property
    def is_there(self) -> bool:
        """Whether there was an answer, and a good one."""
        return self.status is not None and 200 <= self.status < 300

    def has_all(self, fragments: frozenset[str]) -> bool:
        """Whether every one of the fragments is known to be there."""
        return self.page is not None and all(self.page.has(fragment) for fragment in fragments)


def said(status: int) -> str:
    """A status as people know it: `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status}, which is no status that servers have agreed on"
