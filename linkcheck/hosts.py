"""When a host may be asked: few requests at once, a pause between them, and an end.

A host that says "too many requests" is asked more slowly, and no more at all when it keeps saying so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from linkcheck.limits import Clock, Limits

TOO_MANY_REQUESTS = 429


class HostClosed(Exception):
    """The host is not asked any more in this run; the message says why."""


class Host:
    """One host and port, as all tasks of a run see it."""

    def __init__(self, name: str, limits: Limits, clock: Clock) -> None:
        self.name = name
        self._limits = limits
        self._clock = clock
        self._slots = asyncio.Semaphore(limits.at_once_per_host)
        self._started: float | None = None
        self._next = 0.0
        self._pause = limits.pause
        self._refusals = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for one's turn to send one request. Raises `HostClosed`."""
        async with self._slots:
            if self._started is None:
                self._started = self._clock.now()
            now = self._clock.now()
            starts = max(now, self._next)
            self._next = starts + self._pause
            if starts > now:
                await self._clock.sleep(starts - now)
            self._refuse_when_closed()
            yield

    def _refuse_when_closed(self) -> None:
        if self._refusals >= self._limits.refusals:
            raise HostClosed(
                f"{self.name} said 429 Too Many Requests {self._refusals} times in a row"
            )
        if self.time_left() <= 0:
            raise HostClosed(f"the {self._limits.host:g} s for {self.name} were over")

    def time_left(self) -> float:
        """Seconds in which this host may still be asked."""
        spent = 0.0 if self._started is None else self._clock.now() - self._started
        return self._limits.host - spent

    def answered(self, status: int) -> None:
        """Take note of an answer: the pace follows it."""
        if status == TOO_MANY_REQUESTS:
            self._refusals += 1
            self._pause = min(max(2 * self._pause, 0.5), self._limits.longest_pause)
        else:
            self._refusals = 0
            self._pause = max(self._limits.pause, self._pause / 2)


class Hosts:
    """Every host of a run, and how many requests are under way at all."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._all = asyncio.Semaphore(limits.at_once)
        self._known: dict[str, Host] = {}

    def __getitem__(self, name: str) -> Host:
        if name not in self._known:
            self._known[name] = Host(name, self._limits, self._clock)
        return self._known[name]

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Host]:
        """Wait until this host may be asked and a request is free. Raises `HostClosed`."""
        host = self[name]
        async with host.turn(), self._all:
            yield host
