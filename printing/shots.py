"""Screenshots of every kind of page, to look at: on phone and desktop, light and dark, printed, without script.

They go into a folder of their own with one contact sheet, as a page and as a picture. Nothing is
compared or judged: that is what eyes are for.
"""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from printing.browser import opened
from printing.built import Built
from printing.errors import CannotPrint

PHONE = (390, 844)  # CSS pixels
DESKTOP = (1350, 900)
PAPER = (665, 971)  # what lies between the margins of A4
TALLEST = 6000  # pixels of a page that are photographed
PATIENCE = 120_000  # milliseconds: on a busy machine a long page takes its time
THUMBNAIL = (260, 400)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to see a page."""

    name: str
    size: tuple[int, int]
    scheme: str = "light"
    script: bool = True
    printed: bool = False


VARIANTS = (
    Variant("phone light", PHONE),
    Variant("phone dark", PHONE, "dark"),
    Variant("phone no script", PHONE, script=False),
    Variant("desktop light", DESKTOP),
    Variant("desktop dark", DESKTOP, "dark"),
    Variant("desktop no script", DESKTOP, script=False),
    Variant("print", PAPER, printed=True),
)


def open_menu(page: Page) -> None:
    button = page.locator(".menu-button")
    if button.is_visible():
        button.click()


def ask(page: Page) -> None:
    """Open the search and ask; where that is a page of its own, follow the link to it."""
    page.keyboard.press("/")
    page.keyboard.type("how much does it cost", delay=5)
    page.wait_for_timeout(800)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its name, an address of one, and what is done there before it is photographed.

    `whole` photographs all of it, not only what fits the screen; `stays` keeps a page that leads
    elsewhere at once from doing so.
    """

    name: str
    address: str
    act: Callable[[Page], None] | None = None
    whole: bool = True
    stays: bool = False


KINDS = (
    Kind("front page", "./"),
    Kind("persona", "mission/hub-users/"),
    Kind("value proposition", "mission/value-proposition/"),
    Kind("drawings", "mission/"),
    Kind("tables", "service-model/membership/"),
    Kind("prices and estimator", "service-model/pricing/"),
    Kind("long table", "service-model/shared-responsibility/"),
    Kind("questions", "service-model/faq/"),
    Kind("numbered choice", "service-model/which/"),
    Kind("glossary", "glossary/"),
    Kind("changes", "what-changed/"),
    Kind("all permanent links", "link-to-this-handbook/"),
    Kind("for contributors", "contribute/publishing/"),
    Kind("accessibility", "accessibility/"),
    Kind("search results", "search/?q=how+much+does+it+cost"),
    Kind("nothing found", "search/?q=xyzzyx"),
    Kind("A to Z", "genindex/"),
    Kind("not found", "no/such/page/"),
    Kind("short link", "go/hub-users-more-memory/", stays=True),
    Kind("a section led to", "service-model/pricing/#pricing-usage-fee", whole=False),
    Kind("menu open", "service-model/lifecycle/", open_menu, whole=False),
    Kind("search open", "mission/hub-administrators/", ask, whole=False),
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A screenshot that was taken."""

    kind: str
    variant: str
    file: str


def take_shots(built: Built, folder: Path) -> Path:
    """Photograph every kind of page in every variant into `folder`; returns the contact sheet.

    Raises `CannotPrint` without a browser, or when the folder is no build of this handbook.
    """
    if not built.entries:
        raise CannotPrint(f"{built.folder}: no site is built here; build it first")
    folder.mkdir(parents=True, exist_ok=True)
    with served(built.folder) as root, opened() as browser:
        shots = [shot for variant in VARIANTS for shot in _variant(browser, root, variant, folder)]
        sheet = folder / "index.html"
        sheet.write_text(contact_sheet(shots), encoding="utf-8")
        page = browser.new_page(viewport={"width": 1980, "height": 1000})
        page.goto(sheet.resolve().as_uri(), wait_until="load")
        page.screenshot(path=folder / "index.png", full_page=True)
    return sheet


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of this machine, with the site's own page for what is not there."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def send_error(
            self, code: int, message: str | None = None, explain: str | None = None
        ) -> None:
            page = folder / "404.html"
            body = page.read_bytes() if page.is_file() else b"not found"
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def _variant(browser: Browser, root: str, variant: Variant, folder: Path) -> Iterator[Shot]:
    width, height = variant.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if variant.scheme == "dark" else "light",
        java_script_enabled=variant.script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    for kind in KINDS:
        if kind.act and (not variant.script or variant.printed):
            continue
        name = f"{kind.name}, {variant.name}.png".replace(" ", "-").replace(",", "")
        _photograph(context, root + kind.address.removeprefix("./"), kind, variant, folder / name)
        yield Shot(kind.name, variant.name, name)
    context.close()


def _photograph(
    context: BrowserContext, url: str, kind: Kind, variant: Variant, file: Path
) -> None:
    page = context.new_page()
    if kind.stays:
        page.route(url, _without_leading_on)
    page.goto(url, wait_until="networkidle")
    if variant.printed:
        page.emulate_media(media="print")
    if kind.act:
        kind.act(page)
    page.screenshot(path=file, full_page=kind.whole)
    page.close()
    with Image.open(file) as picture:
        if picture.height > TALLEST:
            picture.crop((0, 0, picture.width, TALLEST)).save(file)
        small = picture.convert("RGB")
    scale = THUMBNAIL[0] / small.width
    small = small.resize((THUMBNAIL[0], round(small.height * scale)), Image.Resampling.LANCZOS)
    small.crop((0, 0, THUMBNAIL[0], min(small.height, THUMBNAIL[1]))).save(_thumbnail(file))


def _without_leading_on(route: Route) -> None:
    """Answer with the page as it is, but for what sends its visitors elsewhere."""
    answer = route.fetch()
    text = re.sub(r"(?s)<(script|noscript)\b.*?</\1>", "", answer.text())
    route.fulfill(response=answer, body=text)


def _thumbnail(file: Path) -> Path:
    return file.with_suffix(".small.png")


def contact_sheet(shots: list[Shot]) -> str:
    """All screenshots on one page: a row for each kind of page, a column for each variant."""
    by_place = {(shot.kind, shot.variant): shot.file for shot in shots}
    columns = "".join(f"<th scope=col>{escape(variant.name)}</th>" for variant in VARIANTS)
    rows = []
    for kind in KINDS:
        cells = []
        for variant in VARIANTS:
            file = by_place.get((kind.name, variant.name))
            words = escape(f"{kind.name}, {variant.name}")
            small = _thumbnail(Path(file)).name if file else ""
            cells.append(f'<td><a href="{file}"><img src="{small}" alt="{words}"></a></td>' if file
                         else "<td></td>")  # fmt: skip
        rows.append(f"<tr><th scope=row>{escape(kind.name)}</th>{''.join(cells)}</tr>")
    style = (
        "body{font:16px sans-serif;background:#888}td{padding:4px;vertical-align:top}"
        "th{padding:6px;text-align:left;vertical-align:top;color:#fff}img{display:block;border:1px solid #444}"
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>'
        f"<table><tr><td></td>{columns}</tr>{''.join(rows)}</table></html>"
    )
