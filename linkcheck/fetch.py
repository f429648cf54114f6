"""One request and the redirects it meets: what came back, in the words of the other modules.

Redirects are followed here, hop by hop, because each says whether it is for good, and because each
host on the way has its own pace. Cookies live as long as one chain: some sites set one and send the
browser round once more.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import ada_url
import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from linkcheck import page as pages
from linkcheck.answer import Answer
from linkcheck.failure import HungUp, failed
from linkcheck.hosts import Hosts
from linkcheck.limits import Clock, Limits

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; handbook-linkcheck/1.0)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_UNPACKED = ("", "identity", "gzip", "deflate")

_LONG_HEADERS = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: CIMultiDictProxy[str]
    charset: str | None
    body: bytes
    broken: str


async def _once(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """A middleware without which the client would ask again, unseen, when a server hangs up."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
        raise HungUp from error


class Fetcher:
    """Sends requests. Use it as an asynchronous context manager."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self.hosts = Hosts(limits, clock)

    async def __aenter__(self) -> Self:
        self._connector = aiohttp.TCPConnector(limit=0, force_close=True)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connector.close()

    async def ask(self, method: str, url: str, wanted: frozenset[str]) -> Answer:
        """Ask an address once, redirects aside.

        `wanted` are the fragments to look for; with none, no body is read. Raises `HostClosed`.
        """
        async with aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # hosts that are numbers have cookies, too
            headers=_HEADERS,
            middlewares=(_once,),
            trust_env=True,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            max_line_size=_LONG_HEADERS,
            max_field_size=_LONG_HEADERS,
        ) as session:
            return await self._follow(session, method, url, wanted)

    async def _follow(
        self, session: aiohttp.ClientSession, method: str, url: str, wanted: frozenset[str]
    ) -> Answer:
        answer, for_good = Answer(url), True
        seen: set[tuple[str, str]] = set()
        for _ in range(self._limits.redirects + 1):
            here = (answer.url, _cookies(session, answer.url))
            if here in seen:
                return replace(answer, problem="its redirects go round in a circle", is_final=True)
            seen.add(here)
            got = await self._request(session, method, answer.url, bool(wanted))
            if isinstance(got, Answer):
                return replace(got, moved_to=answer.moved_to)
            answer = _with_response(answer, got, bool(wanted))
            next_url = _next(answer, got, wanted)
            if next_url is None:
                return answer
            target = _absolute(next_url, answer.url)
            if target is None:
                problem = f"it redirects to {next_url[:200]!r}, which is no page"
                return replace(answer, status=None, problem=problem, is_final=True)
            if answer.is_there and target.partition("#")[0] == answer.url:
                return answer  # a page that loads itself again now and then
            for_good = for_good and (got.status in _PERMANENT or answer.is_there)
            answer = Answer(
                target.partition("#")[0],
                moved_to=target if for_good else answer.moved_to,
                led_on_by_page=answer.led_on_by_page or answer.is_there,
                own_fragment="#" in target or answer.own_fragment,
            )
        problem = f"it redirects more than {self._limits.redirects} times"
        return replace(answer, problem=problem, is_final=True)

    async def _request(
        self, session: aiohttp.ClientSession, method: str, url: str, with_body: bool
    ) -> _Response | Answer:
        """One request without redirects; an `Answer` without status when nothing came back."""
        body = bytearray()
        response: aiohttp.ClientResponse | None = None
        broken = ""
        async with self.hosts.turn(ada_url.URL(url).host) as host:
            try:
                async with asyncio.timeout(self._limits.request):
                    response = await session.request(
                        method, URL(url, encoded=True), allow_redirects=False
                    )
                    host.answered(response.status)
                    if with_body and 200 <= response.status < 300 and _may_be_page(response):
                        broken = await self._read(response, body)
            except TimeoutError:
                if response is None:
                    return Answer(url, problem=f"no answer within {self._limits.request:g} s")
                broken = f"its text was not all there within {self._limits.request:g} s"
            except (aiohttp.ClientError, OSError, ValueError) as error:
                if response is None:
                    return failed(url, error)
                broken = "its text breaks off or cannot be unpacked"
            finally:
                if response is not None:
                    response.close()
        return _Response(response.status, response.headers, response.charset, bytes(body), broken)

    async def _read(self, response: aiohttp.ClientResponse, body: bytearray) -> str:
        """Read a body as far as allowed; returns what is wrong with it, or nothing."""
        if response.headers.get("Content-Encoding", "").strip().lower() not in _UNPACKED:
            return "it is packed in a way that was not asked for"
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self._limits.body:
                return f"it is longer than the {self._limits.body:,} bytes that were read"
        return ""


def _cookies(session: aiohttp.ClientSession, url: str) -> str:
    return session.cookie_jar.filter_cookies(URL(url, encoded=True)).output()


def _may_be_page(response: aiohttp.ClientResponse) -> bool:
    return pages.is_html(response.headers.get("Content-Type", ""), b"<")


def _with_response(answer: Answer, got: _Response, with_body: bool) -> Answer:
    content_type = got.headers.get("Content-Type", "")
    is_page = (
        with_body and 200 <= got.status < 300 and pages.is_html(content_type, got.body or b"<")
    )
    page = None
    if is_page and got.body:
        page = pages.read(got.body, got.charset)
    return replace(
        answer,
        status=got.status,
        retry_after=_seconds(got.headers.get("Retry-After"), got.headers.get("Date")),
        is_page=is_page,
        page=page,
        broken=got.broken,
    )


def _next(answer: Answer, got: _Response, wanted: frozenset[str]) -> str | None:
    """Where the response leads on, by its status or by its page."""
    if got.status in _REDIRECTS:
        location: str | None = got.headers.get("Location")
        return location
    page = answer.page
    if page is None or page.leads_to is None or any(page.has(fragment) for fragment in wanted):
        return None
    return page.leads_to


def _absolute(location: str, base: str) -> str | None:
    """The address a redirect names, `None` when it is none for a browser to open as a page."""
    # Headers come as bytes; what is not ASCII in them is meant as UTF-8.
    written = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        target = ada_url.URL(written, base)
    except ValueError:
        return None
    return target.href if target.protocol in ("http:", "https:") else None


def _seconds(retry_after: str | None, date: str | None) -> float | None:
    """What `Retry-After` says, in seconds: a number, or a date beside the server's own `Date`."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        then, now = parsedate_to_datetime(retry_after), parsedate_to_datetime(date or "")
        return max(0.0, (then - now).total_seconds())
    except (TypeError, ValueError):
        return None
