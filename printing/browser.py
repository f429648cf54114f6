"""The browser of this machine: Chrome or Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from printing.errors import CannotPrint

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NONE_FOUND = "no Chrome or Chromium on this machine: install one, and run this again"

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
# The same pixels on every machine with the same fonts: no hinting, no color profile of a screen.
STEADY = ("--font-render-hinting=none", "--force-color-profile=srgb", "--disable-lcd-text")


def find() -> str | None:
    """The program to run, or `None` where there is no such browser."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (MAC_BROWSER if Path(MAC_BROWSER).exists() else None)


@contextmanager
def opened() -> Iterator[Browser]:
    """A running browser. Raises `CannotPrint` where there is none."""
    program = find()
    if program is None:
        raise CannotPrint(NONE_FOUND)
    sandbox = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*QUIET, *STEADY, *sandbox]
        )
        try:
            yield browser
        except Error as error:
            why = error.message.splitlines()[0]
            raise CannotPrint(f"the browser failed: {why} Run this again") from None
        finally:
            browser.close()
