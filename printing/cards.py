"""Card images: what a chat, a slide or a social network shows of a page beside its title.

One PNG a page, drawn in the handbook's face with its title and its tagline or first sentences, and
named in the head of the page and of every short link to it. A card is drawn again only when what is
on it has changed; nothing that a writer does can make drawing it fail.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import jinja2
from PIL import Image
from playwright.sync_api import Browser

from printing.browser import opened
from printing.built import Built, Entry, property_of, tagline

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1200, 630  # pixels, as chats and networks ask for
COLORS = 64
LONGEST = 150  # characters of text on a card, unless its first sentence alone is longer
OURS = re.compile(
    r'<meta (?:property="og:image(?::\w+)?"|name="twitter:card") content="[^"]*">\n', re.ASCII
)
OPEN_GRAPH = re.compile(r'<meta property="og:\w+" content="[^"]*">\n')


@dataclass(frozen=True, slots=True)
class Card:
    """A card to draw: its page, where it goes in the site, what it says, and its whole HTML."""

    page: Entry
    file: str
    title: str
    text: str
    html: str

    @property
    def in_words(self) -> str:
        """What a person hears who cannot see the card."""
        return f"{self.title}: {self.text}" if self.text else self.title


def draw_cards(built: Built, store: Path) -> list[Path]:
    """Put a card for every page into the built site and name it where it is asked for.

    `store` keeps what was drawn, by what is on it and by which browser. Heads are written only where
    the site knows its own address, because a card's has to be absolute. Returns the cards' files.
    Raises `CannotPrint` without a browser.
    """
    store.mkdir(parents=True, exist_ok=True)
    made = []
    with opened() as browser:
        for card in cards(built):
            png = _drawn(browser, card, store)
            file = built.folder / card.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(png)
            made.append(file)
            if built.base:
                # Chats keep a picture by its address: one that is new is another address.
                version = hashlib.sha256(png).hexdigest()[:8]
                tags = head_tags(f"{built.base}{card.file}?{version}", card.in_words)
                for entry in _shown_for(built, card.page):
                    _put(built.folder / entry.file, tags)
    return made


def cards(built: Built) -> Iterator[Card]:
    """The card of every page, in order of address."""
    titles = {page.address: page.title for page in built.of_kind("page")}
    for page in built.of_kind("page"):
        parsed = built.html(page)
        title = property_of(parsed, "og:title") or page.title
        section = parsed.css_first("article section section")
        text = (tagline(section) if section else "") or opening(
            property_of(parsed, "og:description")
        )
        folder = page.address.partition("/")[0] + "/"
        html = _template().render(
            language=built.language,
            face=built.colors_and_fonts,
            style=(HERE / "card.css").read_text(encoding="utf-8"),
            wordmark=built.wordmark,
            part=titles.get(folder, "") if folder != page.address else "",
            title=title,
            text=text,
        )
        name = page.address.strip("./").removesuffix(".html") or "index"
        yield Card(page, f"cards/{name}.png", title, text, html)


def opening(description: str) -> str:
    """The first sentences of a page, as many as a card has room for."""
    first, *more = re.split(r"(?<=[.!?]) (?=[A-Z“])", description.strip())
    for sentence in more:
        if len(first) + len(sentence) >= LONGEST:
            break
        first += f" {sentence}"
    return first


def head_tags(image: str, words: str) -> str:
    """What a page's head says of its card; `image` is absolute."""
    tags = {
        "image": image,
        "image:type": "image/png",
        "image:width": str(WIDTH),
        "image:height": str(HEIGHT),
        "image:alt": words,
    }
    lines = [
        f'<meta property="og:{name}" content="{escape(said)}">\n' for name, said in tags.items()
    ]
    return "".join([*lines, '<meta name="twitter:card" content="summary_large_image">\n'])


def with_tags(page: str, tags: str) -> str:
    """A page with these tags behind its other Open Graph tags; a page without any stays as it is."""
    page = OURS.sub("", page)
    found = list(OPEN_GRAPH.finditer(page, 0, page.find("</head>")))
    if not found:
        return page
    end = found[-1].end()
    return page[:end] + tags + page[end:]


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(HERE)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("card.html")


def _drawn(browser: Browser, card: Card, store: Path) -> bytes:
    """The card as PNG, from the store where it was drawn before."""
    known = hashlib.sha256(f"{browser.version}\n{card.html}".encode()).hexdigest()
    kept = store / f"{known}.png"
    if kept.is_file():
        return kept.read_bytes()
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_content(card.html, wait_until="load")
    png = _small(page.screenshot(type="png"))
    page.close()
    unfinished = kept.with_suffix(".new")
    unfinished.write_bytes(png)
    unfinished.replace(kept)
    return png


def _small(png: bytes) -> bytes:
    """The same picture in as many colors as flat areas and the edges of letters need: a third of the size."""
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def _shown_for(built: Built, page: Entry) -> Iterator[Entry]:
    """The page, and the short links to it and its sections."""
    yield page
    yield from (link for link in built.of_kind("short-link") if link.source == page.source)


def _put(file: Path, tags: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(with_tags(text, tags), encoding="utf-8")
