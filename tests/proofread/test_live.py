"""The preview in a browser: what somebody sees who saves, mistypes, mends, adds and deletes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT
from minihandbook import SITE as PAGES
from minihandbook import content, write

from proofread.build import Handbook
from proofread.live.site import Site, version, with_script
from proofread.live.watch import Edits
from proofread.live.worker import OVERRIDES

# Links by path are for the tests of the build; the rules on the sources want labels.
BY_PATH = " See [](list.md) and [](list.md#area-sorted)."
SITE = PAGES | {"other.md": PAGES["other.md"].replace(BY_PATH, "")}
PATIENCE = 30_000  # milliseconds; on a loaded machine


class Live:
    """A preview that runs in a process of its own."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        command = [
            sys.executable,
            "-m",
            "proofread.live",
            "--no-browser",
            "--root",
            str(root),
            *options,
        ]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )  # fmt: skip
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.url = self.wait(r"The handbook is at (\S+)")[1]

    def read(self) -> None:
        assert self.process.stdout
        self.lines.extend(iter(self.process.stdout.readline, ""))

    def wait(self, pattern: str, since: int = 0) -> re.Match[str]:
        """The first line from one on that has a pattern in it, when it comes."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            for line in self.lines[since:]:
                if found := re.search(pattern, line):
                    return found
            assert self.process.poll() is None or self.reader.is_alive(), "".join(self.lines)
            time.sleep(0.02)
        raise AssertionError(f"no {pattern} in {self.lines}")

    @property
    def builds(self) -> int:
        return sum(bool(re.match(r"\d\d:\d\d:\d\d  ", line)) for line in self.lines)

    def save(self, files: dict[str, str | bytes | None]) -> None:
        """Save files, and wait until all is built that depends on them."""
        since = len(self.lines)
        write(self.root, files)
        self.wait(r"^\d\d:\d\d:\d\d  ", since)

    def __enter__(self) -> Live:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)


@pytest.fixture
def live(tmp_path, interruptible) -> Iterator[Live]:
    write(tmp_path / "source", SITE)
    with Live(tmp_path / "source", "--port", "0") as running:
        yield running


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1200, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_an_afternoon_of_edits(live, page, tmp_path):
    page.goto(live.url + "other/")
    live.wait(r"nothing wrong")

    # A text and a heading: in the page that is open, without a hand on the browser.
    write(live.root, {"other.md": SITE["other.md"].replace("First words", "Other words")})
    page.get_by_text("Other words").wait_for()
    write(live.root, {"other.md": SITE["other.md"].replace("What it costs", "What you pay")})
    page.get_by_role("heading", name="What you pay").wait_for()

    # A mistake in another page and one in this: both are shown, with file and line, in both places.
    live.save({"list.md": SITE["list.md"] + "\n[](#no-such-label)\n"})
    bar = page.get_by_role("region", name="Mistakes in the sources")
    bar.get_by_text("list.md:11").wait_for()
    live.wait(r"^list\.md:11: .*no-such-label")
    assert "1 mistake" in bar.inner_text()
    live.save({"other.md": SITE["other.md"].replace("{{ fee }}", "{{ fees }}")})
    bar.get_by_text("2 mistakes").wait_for()
    bar.get_by_text("other.md:4").wait_for()

    # What a rule finds in the sources is told with what to do, as what the build says is.
    bar.get_by_text("write the label that stands above the right heading").wait_for()
    so_far = len(live.lines)
    conflict = "\n<<<<<<< HEAD\nMine.\n=======\nYours.\n>>>>>>> main\n"
    live.save({"list.md": SITE["list.md"] + conflict})
    bar.get_by_text("list.md:11").first.wait_for()
    fix = live.wait(r"^    fix:  (keep .+)$", so_far)[1]
    bar.get_by_text(fix).first.wait_for()
    live.save({"list.md": SITE["list.md"] + "\n[](#no-such-label)\n"})
    bar.get_by_text("2 mistakes").wait_for()

    # It can be put away by keyboard, and comes back only when something else is wrong.
    page.keyboard.press("Escape")
    bar.wait_for(state="detached")
    page.reload()
    page.get_by_role("heading", name="What it costs").wait_for()
    assert bar.count() == 0
    live.save({"other.md": SITE["other.md"]})
    bar.get_by_text("1 mistake").wait_for()
    live.save({"list.md": SITE["list.md"]})
    bar.wait_for(state="detached")

    # What stops the whole build: the last good page stays, and says so.
    live.save({"conf.py": "import nothing_of_that_name\n"})
    bar.get_by_text("conf.py:1").wait_for()
    page.reload()
    page.get_by_role("heading", name="What it costs").wait_for()
    live.wait(r"the last good pages stay")
    live.save({"conf.py": SITE["conf.py"]})
    bar.wait_for(state="detached")

    # A new page is in the sidebar of the page that is open; one that is deleted is gone from it.
    new = SITE["index.md"].replace("        list\n", "        list\n        more/new\n")
    write(live.root, {"more/new.md": "# A new page\n", "index.md": new})
    navigation = page.get_by_role("navigation").get_by_role("link", name="A new page")
    navigation.first.wait_for(state="attached")
    assert status(live.url + "more/new/") == 200
    live.save({"more/new.md": None, "index.md": SITE["index.md"]})
    navigation.first.wait_for(state="detached")
    assert status(live.url + "more/new/") == 404

    # The page that is open is deleted, and comes back.
    live.save({"other.md": None})
    page.get_by_text("Not here").wait_for()
    live.save({"other.md": SITE["other.md"]})
    page.get_by_role("heading", name="What it costs").wait_for()

    # Nothing of the preview is in what was built, and it is what a fresh build leaves.
    fresh = Handbook(live.root, "dirhtml", tmp_path / "dirhtml", tmp_path / "trees", OVERRIDES)
    fresh.build()
    assert content(live.root / "_build" / "live") == content(fresh.out)

    # Left alone, it does nothing.
    before = live.builds
    time.sleep(1.5)
    assert live.builds == before
    assert live.end() == 0
    live.reader.join(5)
    assert live.lines[-1] == "The preview has ended.\n"
    assert "Traceback" not in "".join(live.lines)


def test_ctrl_c_in_the_middle_of_the_first_build(live):
    assert live.end() == 0
    assert "Traceback" not in "".join(live.lines)
    with Live(live.root, "--port", "0") as again:
        again.wait("nothing wrong")
        assert again.end() == 0


def test_a_port_that_is_taken(tmp_path, interruptible):
    write(tmp_path / "source", SITE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Live(tmp_path / "source", "--port", str(port), "more/deep.md") as running:
            assert running.end() == 0
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/more/deep/", running.url)
    assert found and port < int(found[1]) < port + 20


def test_a_page_that_is_none(tmp_path):
    write(tmp_path, {"conf.py": ""})
    command = [sys.executable, "-m", "proofread.live", "--root", str(tmp_path), "conf.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "conf.py is no page here: name a Markdown file, such as glossary.md\n"


def test_only_edits_are_edits(tmp_path):
    edits = Edits()
    for name in ("index.md", "more/page.md", "facts.yml", "_ext/anchors.py", "more/picture.png"):
        assert edits(None, str(tmp_path / name)), name
    for name in ("_build/live/index.html", ".git/index", ".venv/a.py", "_ext/__pycache__/a.pyc",
                 ".index.md.swp", "index.md~", "4913", "more/.#page.md", "more/#page.md#"):  # fmt: skip
        assert not edits(None, str(tmp_path / name)), name


def test_nothing_outside_the_site_is_served(tmp_path):
    write(tmp_path, {"site/index.html": "<p>", "secret.html": "<p>"})
    site = Site(tmp_path / "site")
    assert site.file_of("/") == tmp_path / "site" / "index.html"
    for path in ("/../secret.html", "/%2e%2e/secret.html", "//etc/passwd", "/..%2fsecret.html"):
        assert site.file_of(path) is None, path


def test_a_page_is_another_when_a_picture_on_it_is(tmp_path):
    html = b'<html><head><link rel="stylesheet" href="a.css"></head><img alt="" src="one.png">'
    write(tmp_path, {"index.html": html, "one.png": b"1"})
    before = version(html, tmp_path)
    os.utime(tmp_path / "one.png", (1, 1))
    assert version(html, tmp_path) != before
    assert b"/_live/live.js" in with_script(html, before)
    assert with_script(b"<head></head>a small page", before) == b"<head></head>a small page"
