"""Whether this machine is connected at all: asked of the resolver, before any host is asked."""

from __future__ import annotations

import asyncio
import ipaddress
import urllib.request
from collections.abc import Iterable
from contextlib import suppress

from linkcheck.failure import is_reserved

_ENOUGH = 12
"""Hosts to look up: not all of so many are gone."""

_PATIENCE = 10.0


def is_name(host: str) -> bool:
    """Whether a host has to be looked up, and could be found: no number, not this machine."""
    with suppress(ValueError):
        ipaddress.ip_address(host.strip("[]"))
        return False
    return host != "localhost" and not host.endswith(".localhost") and not is_reserved(host)


async def is_offline(hosts: Iterable[str]) -> bool:
    """Whether none of these hosts can be looked up.

    With a host among them that needs no look-up, or behind a proxy, which looks names up itself,
    that cannot be told, and the answer is no.
    """
    hosts = list(dict.fromkeys(hosts))
    names = [host for host in hosts if is_name(host)]
    if not names or urllib.request.getproxies() or any(_needs_none(host) for host in hosts):
        return False
    loop = asyncio.get_running_loop()
    lookups = [asyncio.ensure_future(loop.getaddrinfo(name, 443)) for name in names[:_ENOUGH]]
    try:
        for next_one in asyncio.as_completed(lookups, timeout=_PATIENCE):
            with suppress(OSError):
                await next_one
                return False
    except TimeoutError:
        pass
    finally:
        for lookup in lookups:
            lookup.cancel()
    return True


def _needs_none(host: str) -> bool:
    return not is_name(host) and not is_reserved(host)
