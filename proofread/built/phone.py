"""How long a page is on a phone, measured in a browser, and remembered until the page changes.

A browser takes a second to start and a tenth of one for each page. What it measured is kept beside the
build, under a key of all that decides it: the content of the page, and the style sheets.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from proofread.built.budgets import limit, raised
from proofread.built.check import kind_of
from proofread.built.page import BuiltPage
from proofread.mistake import Found, Mistake

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
PHONE_WIDTH, PHONE_HEIGHT = 390, 844
PERSONAS = ("hub-users", "hub-administrators", "community-leaders", "open-science-ecosystem")
# At most, by page; "" is every other page.
SCREENS = {f"mission/{name}": 5.0 for name in PERSONAS} | {
    "service-model/membership": 6.0,
    "service-model/pricing": 6.0,
    "": 8.0,
}
REMEMBERED = 500  # pages, as they once were
WITHOUT_QUESTIONS = 2  # phone screens; a longer page lists its questions on these
MEASURE = """() => {
  const content = document.querySelector("h1").closest("section").parentElement;
  const bottom = content.getBoundingClientRect().bottom + scrollY;
  const lists = [...content.querySelectorAll("ul, ol")].filter((list) =>
    list.querySelectorAll('a[href^="#"]:not(.headerlink)').length > 2);
  return [bottom, lists.length ? lists[0].getBoundingClientRect().top + scrollY : null];
}"""

Measured = dict[str, tuple[float, float | None]]
"""By page: where its content ends, and where its list of questions begins, in points from the top."""


class NoBrowser(Exception):
    """Nothing could be measured; the message is one line that says what was left out, and why."""


def measure(
    pages: Iterable[BuiltPage], folder: Path, cache: Path, browser: Browser | None = None
) -> Measured:
    """Every page on a phone; only pages that changed since the last time are opened, in the `browser`
    that is given or in one that is started.

    Raises `NoBrowser` when some had to be opened and there is no browser that could.
    """
    known = _read(cache)
    keys = {page.name: _key(page, folder) for page in pages if page.content is not None}
    new = [name for name, key in keys.items() if key not in known]
    if new:
        known |= {keys[name]: found for name, found in _opened(new, folder, browser)}
        cache.parent.mkdir(parents=True, exist_ok=True)
        # Whoever takes an edit back need not wait again; what is long gone is forgotten.
        kept = dict([*known.items()][-REMEMBERED:])
        unfinished = cache.with_suffix(".new")
        unfinished.write_text(json.dumps(kept), encoding="utf-8")
        unfinished.replace(cache)
    return {name: known[key] for name, key in keys.items() if key in known}


def _read(cache: Path) -> dict[str, tuple[float, float | None]]:
    try:
        return {key: (one[0], one[1]) for key, one in json.loads(cache.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}  # none yet, or left half-written


def _key(page: BuiltPage, folder: Path) -> str:
    said = hashlib.sha256(MEASURE.encode())
    said.update((page.content.html or "").encode() if page.content is not None else b"")
    for sheet in page.tree.css('link[rel="stylesheet"]'):
        path = (sheet.attributes.get("href") or "").partition("?")[0]
        file = (folder / page.name.removesuffix("index") / path).resolve()
        name = file.name
        found = next(folder.glob(f"_static/**/{name}"), None)
        said.update(found.read_bytes() if found else b"")
    return said.hexdigest()[:24]


def _opened(
    names: Iterable[str], folder: Path, browser: Browser | None
) -> Iterator[tuple[str, tuple[float, float | None]]]:
    if browser is not None:
        yield from _measured(browser, names, folder)
        return
    path = _browser()
    try:
        with sync_playwright() as playwright:
            started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            yield from _measured(started, names, folder)
            started.close()
    except Error as error:
        why = str(error).splitlines()[0]
        raise NoBrowser(f"not measured: the browser does not start ({why[:90]})") from None


def _measured(
    browser: Browser, names: Iterable[str], folder: Path
) -> Iterator[tuple[str, tuple[float, float | None]]]:
    tab = browser.new_page(viewport={"width": PHONE_WIDTH, "height": PHONE_HEIGHT})
    for name in names:
        path = "" if name == "index" else f"{name.removesuffix('/index')}/"
        tab.goto((folder.resolve() / path / "index.html").as_uri())
        tab.wait_for_load_state()
        bottom, questions = tab.evaluate(MEASURE)
        yield name, (bottom, questions)
    tab.close()


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found and Path(MAC_BROWSER).exists():
        found = MAC_BROWSER
    if not found:
        raise NoBrowser("not measured: there is no Chrome or Chromium on this machine")
    return found


def screens(page: BuiltPage, measured: tuple[float, float | None]) -> Iterator[Found]:
    """Nobody scrolls that far on a phone: what stands below is not read.

    The height is that of a phone of 390 by 844 points: eight screens for most pages, five for those of
    a persona, six for Membership and Pricing. Cut what few people need, or give it a page of its own.
    """
    count = measured[0] / PHONE_HEIGHT
    most = limit(page, "screens", SCREENS.get(page.name, SCREENS[""]))
    if count > most:
        what = f"{count:.1f} phone screens, at most {most:.0f}"
        yield Found(None, what, "cut it, or give a part of it a page of its own")


def questions(page: BuiltPage, measured: tuple[float, float | None]) -> Iterator[Found]:
    """On a phone readers see two screens, and cannot know what else the page answers.

    A page longer than that lists its questions near its top: a `{contents}` block with `:local:` does.
    """
    count, first = measured[0] / PHONE_HEIGHT, measured[1]
    too_late = WITHOUT_QUESTIONS * PHONE_HEIGHT
    # The front page is a list of questions from top to bottom.
    asked = page.name == "index" or " because " in raised(page).get("questions", "")
    if count > WITHOUT_QUESTIONS and not asked and (first is None or first > too_late):
        what = f"{count:.1f} phone screens, and no list of its questions on the first two"
        yield Found(None, what, "write a {contents} block with :local: below the opening")


LONG = kind_of("budget-screens", "A page that is too long for a phone", screens)
UNLISTED = kind_of("budget-questions", "A long page without a list of its questions", questions)


KINDS = (LONG, UNLISTED)


def mistakes(pages: Iterable[BuiltPage], measured: Measured) -> Iterator[Mistake]:
    """Pages that are too long for a phone, or hide what they answer."""
    for page in pages:
        if page.name in measured:
            for kind, rule in ((LONG, screens), (UNLISTED, questions)):
                for found in rule(page, measured[page.name]):
                    yield Mistake(kind, page.file, found.line, found.what, found.fix, by="pages")
