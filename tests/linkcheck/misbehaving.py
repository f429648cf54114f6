"""A web server on this machine that behaves as badly as the web does: one handler per behaviour.

What each behaviour must lead to stands with its handler in :mod:`behaviours`.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self-signed.pem"


@dataclass
class Server:
    """A running server: its address, and every request it got, in order: `HEAD /path`."""

    base: str
    log: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def asked(self, name: str) -> list[str]:
        """The requests for one path and those below it."""
        return [
            line
            for line in list(self.log)
            if (line.split(" ")[1].split("?")[0] + "/").startswith(f"{name}/")
        ]


class Visit(BaseHTTPRequestHandler):
    """One request, with what handlers need to answer it."""

    protocol_version = "HTTP/1.1"
    known: Server
    handlers: dict[str, Callable[[Visit], None]]

    def do_GET(self) -> None:
        self.close_connection = True
        self.known.log.append(f"{self.command} {self.path}")
        name = self.path.split("?")[0].split("/")[1]
        with contextlib.suppress(OSError):
            self.handlers.get(name, Visit.nothing)(self)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    @property
    def below(self) -> str:
        """The path below the handler's own."""
        return self.path.split("?")[0].partition("/")[2].partition("/")[2]

    @property
    def times(self) -> int:
        """How often this path has been asked, this time included."""
        return sum(line.split(" ")[1] == self.path for line in list(self.known.log))

    def nothing(self) -> None:
        self.reply(404)

    def reply(
        self, status: int = 200, body: bytes | str = b"<!doctype html><p>Here.", kind: str | None = "text/html",
        length: int | None = None, **headers: str,
    ) -> None:  # fmt: skip
        """Answer. `length` may lie; of a header's name, `_` is written `-`."""
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if kind is not None:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def redirect(self, status: int, location: str) -> None:
        self.reply(status, b"", Location=location)

    def raw(self, data: bytes) -> None:
        """Send just these bytes."""
        self.wfile.write(data)

    def hang(self) -> None:
        """Say nothing more until the test is over."""
        self.known.closing.wait(20)


@contextlib.contextmanager
def serve(handlers: dict[str, Callable[[Visit], None]], secure: bool = False) -> Iterator[Server]:
    """Run a server on a free port; at the end nothing of it is left."""
    handler = type("Handler", (Visit,), {"handlers": handlers})
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler, bind_and_activate=False)
    running.daemon_threads = True
    running.request_queue_size = 128
    running.handle_error = lambda *_: None  # type: ignore[method-assign]
    running.server_bind()
    running.server_activate()
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        running.socket = context.wrap_socket(running.socket, server_side=True)
    server = Server(f"http{'s' * secure}://127.0.0.1:{running.server_address[1]}")
    handler.known = server  # type: ignore[attr-defined]
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        running.shutdown()
        thread.join()
        running.server_close()


def closed_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
