"""What the tests share: the real site, built once; small sites built from strings; a browser."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import http.server
import io
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sphinx.locale
from bs4 import BeautifulSoup
from filelock import FileLock
from sphinx.cmd.build import build_main

ROOT = Path(__file__).parent.parent
PATHS = [str(ROOT), str(ROOT / "_ext"), str(ROOT / "_theme")]  # as in conf.py
sys.path[:0] = PATHS
STRICT = ["--fail-on-warning", "--keep-going", "--nitpicky", "--fresh-env"]


@dataclass(frozen=True)
class Built:
    """A build: its folder, the builder's exit code and what it said."""

    folder: Path
    code: int
    warnings: str

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.folder / name).read_text(encoding="utf-8"), "html.parser")

    def pages(self, *, small: bool = False) -> dict[str, BeautifulSoup]:
        """Every page by its path; or every small page: short links, and notes at old addresses."""
        return {name: self.page(name) for name in self.names(small=small)}

    def names(self, *, small: bool = False) -> list[str]:
        """The paths of :meth:`pages`, without reading them all."""
        files = {
            file.relative_to(self.folder).as_posix(): file for file in self.folder.rglob("*.html")
        }
        return [
            name
            for name, file in sorted(files.items())
            if not name.startswith("_static/") and is_small(file) == small
        ]


def is_small(file: Path) -> bool:
    """Whether this is no page of the handbook but one that leads to, or stands in for, one."""
    with open(file, encoding="utf-8") as page:
        head = page.read(400)
    return any(
        f'name="generator" content="{one}"' in head for one in ("short_links", "moved_pages")
    )


def run_sphinx(source: Path, out: Path, builder: str, *options: str, **variables: str) -> Built:
    """Run Sphinx in a process of its own, as a person does."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("HANDBOOK_")}
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *arguments(source, out, builder, *options)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=clean | {"PYTHONUTF8": "1"} | variables,
    )
    return Built(out, done.returncode, done.stderr)


def run_sphinx_here(source: Path, out: Path, builder: str, *options: str) -> Built:
    """Run Sphinx in this process: three times faster for a small site.

    Sphinx itself takes back what a build added to docutils; what is left is put back here. Not for
    builds that start processes (``-j``) or an engine of their own: see :func:`run_sphinx`.
    """
    said, path = io.StringIO(), sys.path.copy()
    try:
        with contextlib.redirect_stderr(said):
            code = build_main(arguments(source, out, builder, *options))
    finally:
        sys.path[:] = path
        # A message of a later test must not end in this build's output.
        for handler in (log := logging.getLogger("sphinx")).handlers.copy():
            log.removeHandler(handler)
        sphinx.locale.translators.clear()
    return Built(out, code, said.getvalue())


def arguments(source: Path, out: Path, builder: str, *options: str) -> list[str]:
    """What to say to Sphinx on its command line."""
    doctrees = str(out.parent / "doctrees")
    return ["-q", "--no-color", "-b", builder, "-d", doctrees, *options, str(source), str(out)]


def copy_of_handbook(folder: Path) -> Path:
    """A copy of what this repository holds, without what was made from it; returns the folder."""
    made = (".git", ".venv", "_build", "__pycache__", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*made))
    return folder


def folder_of(builder: str, variables: dict[str, str]) -> str:
    """The folder's name of a build: of all that was asked for, names and values, as spelled."""
    asked = json.dumps([builder, variables], sort_keys=True)
    return f"handbook-{builder}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"


@pytest.fixture(scope="session")
def build_handbook(tmp_path_factory) -> Callable[..., Built]:
    """Build the real handbook strictly; each combination of arguments once per run of the tests.

    The processes that share the tests (pytest-xdist) share the builds as well.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    @functools.cache
    def build(builder: str = "dirhtml", **variables: str) -> Built:
        own = folder / folder_of(builder, variables)
        record = own / "said.json"
        with FileLock(own.with_suffix(".lock")):
            if not record.exists():
                built = run_sphinx(ROOT, own / builder, builder, *STRICT, **variables)
                record.write_text(json.dumps([built.code, built.warnings]), encoding="utf-8")
        return Built(own / builder, *json.loads(record.read_text(encoding="utf-8")))

    return build


@pytest.fixture(scope="session")
def site(build_handbook) -> Built:
    """The handbook as it is published (dirhtml), without an address or a repository set."""
    built = build_handbook("dirhtml")
    assert built.code == 0 and not built.warnings, built.warnings
    return built


@pytest.fixture(scope="session")
def pages(site) -> dict[str, BeautifulSoup]:
    return site.pages()


@pytest.fixture
def mini_site(tmp_path) -> Callable[..., Built]:
    """Build a small site from strings: ``mini_site({"index.md": "# Hello"}, extensions=[...])``.

    Keyword arguments become lines of its conf.py. The files stay in ``tmp_path / "source"``, so a
    second call with other files shows what an incremental build does. ``apart`` builds it in a
    process of its own.
    """

    def build(
        files: dict[str, str],
        *,
        builder: str = "dirhtml",
        options: tuple[str, ...] = (),
        apart: bool = False,
        **config,
    ) -> Built:
        source = tmp_path / "source"
        config = {"html_theme": "basic", "project": "mini"} | config
        config["extensions"] = ["myst_parser", *config.get("extensions", [])]
        lines = [f"import sys; sys.path[:0] = {PATHS!r}"]
        lines += [f"{key} = {value!r}" for key, value in config.items()]
        for name, text in ({"conf.py": "\n".join(lines) + "\n"} | files).items():
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        run = run_sphinx if apart or "-j" in options else run_sphinx_here
        return run(source, tmp_path / builder, builder, *options)

    return build


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C works, for this test and what it starts: a shell's background job begins without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serve a folder on 127.0.0.1, optionally below a sub-path; returns the address of its root."""
    servers = []

    def start(folder: Path, prefix: str = "/") -> str:
        class Handler(http.server.SimpleHTTPRequestHandler):
            def translate_path(self, path: str) -> str:
                if not path.startswith(prefix):
                    return str(folder / "no such file")
                return super().translate_path("/" + path.removeprefix(prefix))

            def send_error(self, code, message=None, explain=None):
                # As static hosts do: the site's own 404 page, at whatever depth was asked for.
                page = folder / "404.html"
                if code != 404 or not page.is_file():
                    return super().send_error(code, message, explain)
                body = page.read_bytes()
                self.send_response(404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        handler = functools.partial(Handler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}{prefix}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser():
    """Chrome or Chromium of this machine, through Playwright."""
    from printing import browser

    if browser.find() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(browser.NONE_FOUND)
        pytest.skip(browser.NONE_FOUND)
    with browser.opened() as launched:
        yield launched
