"""One address, asked at most twice: which request first, and whether and when a second one helps."""

from __future__ import annotations

from linkcheck.answer import Answer
from linkcheck.fetch import Fetcher
from linkcheck.hosts import TOO_MANY_REQUESTS
from linkcheck.limits import Clock, Limits

_COME_BACK = (408, 425, TOO_MANY_REQUESTS, 500, 502, 503, 504)
"""Statuses that may be another one in a moment."""


async def ask(
    fetcher: Fetcher,
    url: str,
    fragments: frozenset[str],
    limits: Limits,
    clock: Clock,
    run_ends: float,
) -> Answer:
    """Ask one address for all the fragments that links want of it.

    HEAD is enough to know that a page is there; GET follows where HEAD got no good answer, since
    many servers do not answer it as they should. A fragment needs the page itself: GET at once, and
    the second request is kept for a server that stumbles. `run_ends` is when the run's own clock
    ends, on `clock`. Raises `HostClosed`.
    """
    first = await fetcher.ask("GET" if fragments else "HEAD", url, fragments)
    pause = _before_second(first, fragments, limits)
    if pause is None:
        return first
    host = fetcher.hosts[_host(first.url)]
    if pause > min(limits.wait, run_ends - clock.now(), host.time_left()):
        return first
    if pause:
        await clock.sleep(pause)
    second = await fetcher.ask("GET", url, fragments)
    # A page that came in part is more than none.
    return first if first.is_there and not second.is_there else second


def _before_second(first: Answer, fragments: frozenset[str], limits: Limits) -> float | None:
    """Seconds to wait before a second request; `None` when the first settles the matter."""
    if first.is_final:
        return None
    if first.is_there:
        settled = not first.broken or not fragments or first.has_all(fragments)
        return None if settled else limits.back_off
    if first.status is None or first.status in _COME_BACK:
        return limits.back_off if first.retry_after is None else first.retry_after
    return None if fragments else 0.0


def _host(url: str) -> str:
    return url.split("/", 3)[2]
