"""Mistakes in pictures: without words, too large, of a kind that browsers do not show."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import imagesize

from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import options
from proofread.rule import rule

SHOWN = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
HEAVY = 300_000
"""Bytes of a picture; at 1 Mbit/s it takes more than two seconds."""
WIDE = 2_400
"""Pixels; twice what the widest column of the handbook shows."""
# How files begin, by their kind: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
BEGINNINGS = {
    ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF8",), ".webp": (b"RIFF",),
}  # fmt: skip
NO_WORDS = re.compile(
    r"(image|picture|photo|figure|screenshot|diagram|logo|img|alt|alt text|drawing|graph|chart|untitled)\.?"
    r"|\S+\.(png|jpe?g|gif|svg|webp|avif|tiff?|heic|bmp)",
    re.IGNORECASE,
)


def pictures(page: Page) -> Iterator[tuple[int, str, str]]:
    """Line, address and text alternative of every picture of a page."""
    for passage in page.passages:
        for link in passage.links:
            if link.picture:
                yield link.line, link.address, link.text
    for part in page.parts:
        if part.directive in ("image", "figure"):
            address = part.token.info.strip().partition("}")[2].strip()
            lines = part.token.content.split("\n")[: options(part.token.content)]
            found = re.search(r"(?m)^\s*:?alt:[ \t]*(.*)$", "\n".join(lines))
            yield part.line, address, found[1] if found else ""


def file_of(page: Page, address: str) -> Path | None:
    """The file of a picture; `None` when it is on another site or does not exist."""
    if re.match(r"[a-z]+:|//", address, re.IGNORECASE) or not address:
        return None
    path = unquote(address)
    folder = "" if path.startswith("/") else posixpath.dirname(page.file)
    file = page.root / folder / path.lstrip("/")
    return file if file.is_file() else None


@rule("picture-words", "A picture without words")
def picture_words(page: Page) -> Iterator[Found]:
    """Whoever does not see the picture learns nothing from it.

    Say in a sentence what the picture shows, between the square brackets:
    `![The status page, with all hubs up](status.png)`. In a block, write a line `:alt:` below its first
    one. The name of the file, or "screenshot", says nothing.
    """
    for line, address, words in pictures(page):
        if not words.strip():
            what = f"the picture {posixpath.basename(address)} has no words for those who do not see it"
        elif NO_WORDS.fullmatch(words.strip()):
            what = f"“{words.strip()}” does not say what the picture shows"
        else:
            continue
        block = page.lines[line - 1].lstrip().startswith(("```{", ":::", "~~~{"))
        if block:
            fix = "write a line below this one, “:alt: ” and what the picture shows"
        else:
            fix = "write what the picture shows between [ and ]"
        yield Found(line, what, fix)


@rule("picture-file", "A picture that is too large or of a wrong kind")
def picture_file(page: Page) -> Iterator[Found]:
    """Readers on a phone wait for the picture and pay for it, or their browser cannot show it.

    Make a large picture smaller before you add it: at most 2,400 pixels wide or high, and 300 thousand
    bytes. Photographs are `.jpg` or `.webp`, screenshots `.png` or `.webp`, drawings `.svg`; other
    kinds, such as `.heic`, `.tiff` or `.pdf`, have to be converted. The name of the file has lower-case
    letters, digits and `-`.
    """
    for line, address, _ in pictures(page):
        file = file_of(page, address)
        if file is None:
            continue
        name, ending = file.name, file.suffix.lower()
        if ending not in SHOWN:
            what = f"browsers do not show {name}, a picture of the kind “{ending}”"
            yield Found(line, what, "convert it to .png, .jpg or .svg, and write its new name here")
        elif problem := wrong_file(file):
            yield Found(line, *problem)
        elif not re.fullmatch(r"[a-z0-9_.-]+", name):
            stem = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-") or "picture"
            what = f"the file name {name} has {odd(name)}"
            yield Found(line, what, f"rename the file to {stem}{ending}, and write this name here")


def odd(name: str) -> str:
    """In words, what is unusual in a file's name."""
    if " " in name:
        return "a space in it"
    if name != name.lower() and name.isascii():
        return "a capital letter in it"
    return "a character in it that is no letter from a to z, digit, “-”, “_” or “.”"


def wrong_file(file: Path) -> tuple[str, str] | None:
    """What is wrong with the file of a picture, and what to do; `None` when nothing is."""
    with file.open("rb") as content:
        first = content.read(16)
    ending, name, size = file.suffix.lower(), file.name, file.stat().st_size
    if not size:
        return f"the file {name} is empty", "add the picture again"
    if ending in BEGINNINGS and not first.startswith(BEGINNINGS[ending]):
        what = f"the file {name} is no {ending} picture, whatever its name says"
        return what, f"open it in a program for pictures, and save it again as {ending}"
    if size > HEAVY:
        what = f"the picture {name} has {size / 1e6:.2f} million bytes, at most {HEAVY / 1e6:.1f} are allowed"
        return what, "make it smaller, or save it as .webp, and add it again"
    width, height = (0, 0) if ending in (".svg", ".avif") else imagesize.get(file)
    if max(width, height) > WIDE:
        what = f"the picture {name} has {width} × {height} pixels, at most {WIDE} either way are allowed"
        return what, f"make it at most {WIDE} pixels wide and high, and add it again"
    return None
