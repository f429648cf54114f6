"""How long anything may take and how hard a host may be asked; and the clock that measures it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """All times in seconds. The defaults suit some hundred addresses on some dozen hosts."""

    run: float = 900.0
    """The whole run; what is not answered then is unsure."""
    host: float = 420.0
    """One host, from the first request to it."""
    request: float = 20.0
    """One request, from the look-up of the name to the last byte of the body."""
    wait: float = 60.0
    """The longest `Retry-After` that is waited for."""
    back_off: float = 3.0
    """Before the second request, where the first said nothing about when to come back."""
    pause: float = 0.3
    """Between two requests to one host; doubled, up to `longest_pause`, whenever it says 429."""
    longest_pause: float = 5.0
    at_once_per_host: int = 3
    at_once: int = 24
    refusals: int = 8
    """How many 429 in a row close a host for the rest of the run."""
    redirects: int = 10
    body: int = 16 * MEBIBYTE
    """Bytes of a page that are read to find a fragment, unpacked."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time and waits. Tests hand in one that does not."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
