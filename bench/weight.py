"""What a visit to a page weighs, beside other engines, with the same generated pages.

    ./do bench weight                     beside PEERS, and every page of the handbook itself
    ./do bench weight --peers alabaster   other peers: any Sphinx theme, or mkdocs-material

A browser opens a page of each site with an empty cache, then another one. Counted is what it asks
for: bodies as a host sends them, compressed with gzip, and requests, those to other hosts apart
(they are not answered). Needs Chromium.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from sites import OURS, ROOT, make

PEERS = ["sphinx-book-theme", "alabaster", "mkdocs-material"]
# Playwright's own way to stop requests would turn the browser's cache off.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".xml"}


@dataclass
class Visit:
    """What one visit cost: bytes, requests to the site, requests to other hosts."""

    bytes: int = 0
    requests: int = 0
    elsewhere: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        foreign = f" + {len(self.elsewhere)} elsewhere" if self.elsewhere else ""
        return f"{self.bytes / 1024:7.1f} KiB in {self.requests:2}{foreign}"


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that compresses, lets browsers keep everything but pages, and counts."""

    visit = Visit()

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in COMPRESSED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        if file.suffix != ".html":
            self.send_header("Cache-Control", "public, max-age=86400")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        Host.visit.bytes += len(body)
        Host.visit.requests += 1

    def log_message(self, *arguments: object) -> None:
        pass


def visits(browser: Browser, folder: Path, *addresses: str) -> list[Visit]:
    """Open pages one after the other in a browser that has seen none of them."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: request.url.startswith(root)
            or request.url.startswith("data:") or Host.visit.elsewhere.append(request.url))  # fmt: skip
    found = []
    for address in addresses:
        Host.visit = Visit()
        page.goto(root + address, wait_until="networkidle")
        found.append(Host.visit)
    context.close()
    server.shutdown()
    server.server_close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--peers", nargs="+", default=PEERS)
    parser.add_argument("--site", type=Path, default=ROOT / "_build" / "dirhtml")
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if not chromium:
        raise SystemExit("There is no Chromium on this machine: install one to weigh pages.")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        print(f"{'25 generated pages':24}{'first visit':>30}{'second page':>30}")
        ours: Visit | None = None
        for name in (OURS, *options.peers):
            site = make(name, Path(scratch), 25)
            subprocess.run(site.command, cwd=site.folder, check=True, capture_output=True)
            first, second = visits(browser, site.html, "area-0/page-3/", "area-0/page-4/")
            ours = ours or first
            ratio = f"  {first.bytes / ours.bytes:.1f} times ours" if name != OURS else ""
            print(f"{name:24}{first!s:>30}{second!s:>30}{ratio}")
        if options.site.is_dir():
            print("\nEvery page of the handbook, first visit, the heaviest first")
            pages = [
                f.parent.relative_to(options.site).as_posix()
                for f in options.site.rglob("index.html")
            ]
            weighed = [(visits(browser, options.site, f"{page}/" if page != "." else "")[0], page)
                       for page in sorted(pages) if not page.startswith("go/")]  # fmt: skip
            for visit, page in sorted(weighed, key=lambda one: -one[0].bytes):
                print(f"{page:44}{visit!s:>30}")
        browser.close()


if __name__ == "__main__":
    main()
