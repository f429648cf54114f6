"""All addresses of a run, side by side, until all are judged or the clock has run out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from linkcheck.answer import Answer
from linkcheck.ask import ask
from linkcheck.fetch import Fetcher
from linkcheck.hosts import HostClosed
from linkcheck.judge import Judged, Verdict, judge
from linkcheck.limits import Clock, Limits
from linkcheck.page import place_of


async def ask_all(
    addresses: Mapping[str, Sequence[str]],
    judged: dict[str, Judged],
    limits: Limits,
    clock: Clock,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> bool:
    """Ask every address and put the verdict on every link into `judged`, as they come in.

    `addresses` has for each address without fragment the links that lead to it. What is not in
    `judged` when this is interrupted was not answered; when the run's own clock ends it, the rest is
    put there as unsure. Returns whether any
    request could be sent, or none had to be.
    """
    ends = clock.now() + limits.run
    done = 0
    connected = not addresses

    async def one(address: str, urls: Sequence[str]) -> None:
        nonlocal done, connected
        fragments = frozenset(place for url in urls if (place := place_of(url.partition("#")[2])))
        try:
            answer = await ask(fetcher, address, fragments, limits, clock, ends)
        except HostClosed as closed:
            answer = Answer(address, problem=f"not asked to the end: {closed}")
        except Exception as error:  # one answer that nobody thought of must not lose all others
            answer = Answer(address, problem=f"the check itself failed: {error!r}")
        connected = connected or not answer.has_no_network
        judged.update({url: judge(url, answer) for url in urls})
        done += 1
        progress(done, len(addresses))

    try:
        async with (
            asyncio.timeout(limits.run),
            Fetcher(limits, clock) as fetcher,
            asyncio.TaskGroup() as tasks,
        ):
            for address, urls in addresses.items():
                tasks.create_task(one(address, urls))
    except TimeoutError:
        why = f"no answer before the {limits.run:g} s for the whole run were over"
        for urls in addresses.values():
            for url in urls:
                judged.setdefault(url, Judged(Verdict.UNSURE, why))
    return connected
