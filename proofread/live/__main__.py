"""`python -m proofread.live [PAGE]`: the preview, until Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import socket
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from proofread.live.mistakes import look
from proofread.live.preview import Preview, edited_pages
from proofread.live.serve import application
from proofread.live.site import Site
from proofread.live.watch import edits
from proofread.live.worker import work

HOST = "127.0.0.1"
PORT = 8000
TRIED = 20  # ports, from the first one on


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="./do live", description="Preview that follows your edits."
    )
    parser.add_argument(
        "page", nargs="?", default="index.md", help="the file to begin with: glossary.md"
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help=f"first port to try (default {PORT})"
    )
    parser.add_argument("--no-browser", action="store_true", help="open no browser")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=Path("_build/live"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    root = options.root.resolve()
    page = Path(options.page)
    file = (page if page.is_absolute() else root / page).resolve()
    if not (file.is_file() and file.suffix == ".md" and file.is_relative_to(root)):
        print(
            f"{options.page} is no page here: name a Markdown file, such as glossary.md",
            file=sys.stderr,
        )
        return 2
    listening = free_port(options.port)
    if listening is None:
        last = options.port + TRIED - 1
        print(
            f"ports {options.port} to {last} are all taken: --port 9000 begins elsewhere",
            file=sys.stderr,
        )
        return 2
    out = root / options.out
    path = address(file.relative_to(root))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(preview(root, out, listening, path, show=not options.no_browser))
    print("The preview has ended.")
    return 0


def free_port(first: int) -> socket.socket | None:
    """A socket that listens at the first port that nobody has, of some; 0: any port."""
    for port in range(first, first + (TRIED if first else 1)):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform != "win32":
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((HOST, port))
            one.listen()
        except OSError:
            one.close()
        else:
            return one
    return None


def address(file: Path) -> str:
    """The path of a page's address: ``mission/index.md`` is ``mission/``."""
    name = file.with_suffix("").as_posix()
    name = name.removesuffix("index") if file.name == "index.md" else f"{name}/"
    return name


class Server(uvicorn.Server):
    """Ends the streams of open pages when it is told to end: they would never end by themselves."""

    preview: Preview

    def handle_exit(self, sig: int, frame: object) -> None:
        super().handle_exit(sig, frame)  # type: ignore[arg-type]
        self.preview.end()


def report(text: str) -> None:
    print(text, flush=True)


async def preview(
    root: Path, out: Path, listening: socket.socket, path: str, *, show: bool
) -> None:
    """Serve, watch and build until somebody ends it."""
    spawn = multiprocessing.get_context("spawn")
    trees = out.with_name("live-doctrees")
    ours, processes = [], []
    for target, places in ((work, (root, out, trees)), (look, (root,))):
        here, there = spawn.Pipe()
        process = spawn.Process(target=target, args=(there, *places), daemon=True)
        process.start()
        there.close()
        ours.append(here)
        processes.append(process)
    site = Site(out, out.with_name(f"{out.name}.before"))
    state = Preview(site, ours[0], ours[1], report, path)
    config = uvicorn.Config(
        application(state), log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = Server(config)
    server.preview = state
    stop = asyncio.Event()

    async def watch() -> None:
        async for paths in edits(root, stop):
            state.note_edit(edited_pages(root, paths))

    url = f"http://{HOST}:{listening.getsockname()[1]}/{path}"
    report(f"The handbook is at {url} and follows your edits; Ctrl-C ends it.")
    building, watching = asyncio.create_task(state.run()), asyncio.create_task(watch())
    if show:
        await asyncio.to_thread(webbrowser.open, url)
    try:
        await server.serve(sockets=[listening])
    finally:
        stop.set()
        for task in (building, watching):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for connection, process in zip(ours, processes, strict=True):
            with contextlib.suppress(OSError):
                connection.send(None)
            process.join(2)
            if process.is_alive():  # in the middle of something; the next build begins anew
                process.terminate()
                process.join()


if __name__ == "__main__":
    sys.exit(main())
