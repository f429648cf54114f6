"""What it means when a request comes to nothing: whose fault it may be, and what to tell people."""

from __future__ import annotations

import errno
import socket
import ssl

import ada_url
import aiohttp

from linkcheck.answer import Answer


class HungUp(aiohttp.ClientError):
    """The connection ended before there was an answer."""


def failed(url: str, error: Exception) -> Answer:
    """What a request that came to nothing means."""
    host = ada_url.URL(url).hostname
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        number = getattr(error.os_error, "errno", None)
        unknown = number != socket.EAI_AGAIN or is_reserved(host)
        problem = f"there is no host {host}" if unknown else f"{host} cannot be looked up just now"
        return Answer(url, problem=problem, is_unknown_host=unknown, is_final=unknown)
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        why = getattr(error.certificate_error, "verify_message", "") or "not valid"
        return Answer(url, problem=f"its certificate cannot be trusted ({why})", is_final=True)
    if isinstance(error, ssl.SSLError | aiohttp.ClientSSLError):
        return Answer(url, problem="no secure connection could be made", is_final=True)
    if isinstance(error, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
        return Answer(url, problem="the proxy did not let it through")
    if isinstance(error, aiohttp.ClientConnectorError):
        refused = error.errno == errno.ECONNREFUSED
        cut_off = error.errno in (errno.ENETUNREACH, errno.ENETDOWN)
        problem = "the connection was refused" if refused else "no connection could be made"
        return Answer(url, problem=problem, has_no_network=cut_off)
    if isinstance(error, HungUp | ConnectionError):
        return Answer(url, problem="it hung up without an answer")
    return Answer(url, problem="its answer could not be understood")


def is_reserved(host: str) -> bool:
    """Whether the name is kept from ever being given to a host (RFC 6761)."""
    return host.rstrip(".").rpartition(".")[2] in ("invalid", "test", "example")
