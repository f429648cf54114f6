"""From saving a page to reading its new text in a browser: ours beside sphinx-autobuild, in one run.

    ./do bench live                     the handbook itself, and 500 generated pages
    ./do bench live --edits 10          more edits of each kind
    ./do bench live --pages 500 2000    other numbers of generated pages (0: the handbook)
    ./do bench live --pause 30          seconds between two edits

Both watch a copy of the same sources. A real browser has a page open and is not touched. A *text* is a
sentence more on that page; a *heading* is the page's own title, which every page's menu shows. Taken is
the time until the new words stand in the browser, the median of all edits; a ratio below 1 means that
ours is quicker. Needs Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, sync_playwright
from sites import OURS, ROOT, make

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIMIT = 120_000  # milliseconds that an edit may take; one that takes longer counts as this
LEFT_OUT = (".git", ".venv", ".nox", "_build", "__pycache__", ".*_cache", ".hypothesis")
# A sentence that no page has, and a heading; each edit has a number of its own.
SENTENCE, HEADING = "This is edit number {}.", "Title number {}"
PEER = "sphinx-autobuild"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def command(name: str, root: Path, port: int) -> list[str]:
    if name == PEER:
        ignored = ("_build", ".git", ".venv")
        return [
            sys.executable, "-m", "sphinx_autobuild", "-q", "--port", str(port), "-b", "dirhtml",
            "-d", str(root / "_build/peer-doctrees"), "-D", "content_policy=0",
            *(part for folder in ignored for part in ("--ignore", folder)),
            str(root), str(root / "_build/peer"),
        ]  # fmt: skip
    return [sys.executable, "-m", "proofread.live", "--no-browser", "--port", str(port),
            "--root", str(root)]  # fmt: skip


@contextlib.contextmanager
def running(name: str, root: Path) -> Iterator[str]:
    """A preview of a folder; its address, when it answers."""
    port = free_port()
    process = subprocess.Popen(
        command(name, root, port), cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 600
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None:
                raise SystemExit(f"{name} did not start")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def edits(page: Page, file: Path, count: int, pause: float) -> dict[str, float]:
    """The median time of each kind of edit, in seconds."""
    text = file.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("# "))
    taken: dict[str, list[float]] = {"text": [], "heading": []}
    for number in range(count):
        for kind, words in (("text", SENTENCE), ("heading", HEADING)):
            said = words.format(f"{number} for {kind}")
            new = f"{text}\n\n{said}\n" if kind == "text" else text.replace(title, f"# {said}")
            start = time.perf_counter()
            file.write_text(new, encoding="utf-8")
            with contextlib.suppress(TimeoutError):  # then it counts as all the time it had
                page.get_by_role("main").get_by_text(said).first.wait_for(timeout=LIMIT)
            taken[kind].append(time.perf_counter() - start)
            time.sleep(
                4
            )  # for whatever is still being written, and for whoever watches by the second
    file.write_text(text, encoding="utf-8")
    return {kind: statistics.median(times) for kind, times in taken.items()}


def measure(name: str, root: Path, file: Path, count: int, pause: float) -> dict[str, float]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with running(name, root) as url, sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=found, args=sandbox)
        page = browser.new_page()
        address = url + file.relative_to(root).with_suffix("").as_posix() + "/"
        page.goto(address, timeout=600_000)
        page.get_by_role("main").first.wait_for(timeout=600_000)
        time.sleep(5)  # the first build may still be writing
        taken = edits(page, file, count, pause)
        browser.close()
    return taken


def sources(pages: int, scratch: Path) -> tuple[Path, Path]:
    """A folder of sources, and the page in it that is edited; 0 pages: the handbook."""
    if not pages:
        root = scratch / "handbook"
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
        return root, root / "service-model" / "pricing.md"
    site = make(OURS, scratch, pages)
    conf = site.folder / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + '\ninclude_patterns = ["index.md", "area-*/*.md"]\n',
        "utf-8",
    )
    return site.folder, site.pages[pages // 2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[0, 500])
    parser.add_argument("--edits", type=int, default=5, help="edits of each kind")
    parser.add_argument("--pause", type=float, default=5, help="seconds between two edits")
    options = parser.parse_args()
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as scratch:
            root, file = sources(pages, Path(scratch))
            print(
                f"\n{f'{pages} generated pages' if pages else 'The handbook'}, seconds from save to new words"
            )
            ours = measure(OURS, root, file, options.edits, options.pause)
            theirs = measure(PEER, root, file, options.edits, options.pause)
            for kind, time_taken in ours.items():
                ratio = time_taken / theirs[kind]
                print(
                    f"  {kind:10}{OURS} {time_taken:.2f}   {PEER} {theirs[kind]:.2f}   ratio {ratio:.2f}"
                )


if __name__ == "__main__":
    main()
