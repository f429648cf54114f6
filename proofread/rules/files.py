"""Mistakes in the bytes of a file: what an editor hides, and a computer does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.mistake import Found
from proofread.page import LARGEST, Page
from proofread.rule import rule

MARK = b"\xef\xbb\xbf"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
NAMES = {
    "\x00": "NUL", "\x0b": "a vertical tab", "\x0c": "a page break", "\x1b": "an escape character",
    "\u2028": "a line separator", "\u2029": "a paragraph separator", "\u00ad": "a soft hyphen",
    "\u200b": "a space without width", "\ufffd": "“�”, which stands for a letter that was lost",
    "\ufeff": "a byte order mark", "\u2060": "a word joiner",
}  # fmt: skip


def is_readable(page: Page) -> bool:
    """Whether the file is there, and no giant."""
    try:
        return page.path.stat().st_size <= LARGEST and page.bytes is not None
    except OSError:
        return False


def all_names(page: Page) -> tuple[str, ...]:
    """What nobody finds when a page cannot be read: its labels, and itself."""
    return (page.name, *page.labels_below())


@rule("unreadable", "A file that cannot be read", hides="page", bytes=True)
def unreadable(page: Page) -> Iterator[Found]:
    """The page is missing from the handbook, and nothing says why.

    The name of a page stands in the folder, but there is no text behind it: it is a folder, a link to
    a file that is gone, or a file that you may not open. The message says which. Take it away, or put
    a file of this name in its place.
    """
    fix = "delete it, or put a Markdown file of this name in its place"
    if page.path.is_dir():
        yield Found(None, "this is a folder, but it is named like a page", fix, (page.name,))
    elif page.path.is_symlink() and not page.path.exists():
        there = page.path.readlink()
        yield Found(None, f"this is a link to {there}, which does not exist", fix, (page.name,))
    else:
        try:
            with page.path.open("rb"):
                return
        except OSError as error:
            words = (error.strerror or "unknown error").lower()
            allow = f"allow yourself to read it: chmod u+r {page.file}"
            yield Found(None, f"the file cannot be read: {words}", allow, (page.name,))


@rule("page-too-large", "A file of more than a million bytes", hides="page", bytes=True)
def too_large(page: Page) -> Iterator[Found]:
    """Nobody reads a page that long, and a phone cannot even open it.

    The longest page of this handbook has 14 thousand bytes. A file of a million is nearly always
    something else by the name of a page: data, a log, a picture pasted as text. Keep such a file
    elsewhere and link to it; divide a text over pages of its own.
    """
    if not page.path.is_file() or page.file.startswith("links/"):
        return
    size = page.path.stat().st_size
    if size > LARGEST:
        yield Found(
            None,
            f"this file has {size / 1e6:.1f} million bytes; a page has at most {LARGEST // 10**6} million",
            "divide it into several pages, or keep it elsewhere and link to it",
            (page.name,),
        )


@rule("not-utf8", "Bytes that are not UTF-8", hides="page", bytes=True)
def not_utf8(page: Page) -> Iterator[Found]:
    """Letters are lost: a computer cannot tell which ones these bytes stand for.

    Text is stored as bytes, and the handbook uses the way that the whole web uses, UTF-8. An older
    program has saved this file in another way, often Windows-1252 or UTF-16. Open the file in your
    editor, choose "Save with encoding" (in some: "Save as", then "Encoding"), take UTF-8, and look
    whether accents, dashes and quotation marks are right. In the browser: delete the character at the
    place that the message names, and type it again.
    """
    if not is_readable(page):
        return
    if page.bytes[:2] in (b"\xff\xfe", b"\xfe\xff") or page.bytes[1:2] == b"\0":
        yield Found(1, "this file is saved as UTF-16", "save it as UTF-8", all_names(page))
        return
    try:
        page.bytes.decode("utf-8")
    except UnicodeDecodeError as error:
        before = page.bytes[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        byte = page.bytes[error.start : error.start + 1]
        meant = byte.decode("cp1252", "replace")
        guess = f": perhaps “{meant}”, saved as Windows-1252" if meant != "\ufffd" else ""
        yield Found(
            line,
            f"the byte {byte[0]:02X} at column {column} is not UTF-8{guess}",
            f"type the character at column {column} again, and save the file as UTF-8",
            all_names(page),
        )


@rule("byte-order-mark", "An invisible mark at the beginning", hides="page", bytes=True)
def byte_order_mark(page: Page) -> Iterator[Found]:
    """An invisible character stands before the first one, so the first line is not what it looks like.

    Some editors, mostly on Windows, begin a file with a "byte order mark". Save the file as "UTF-8"
    and not as "UTF-8 with BOM" ("UTF-8-BOM"). In the browser: put the cursor before the first character
    of the file, and press the backspace key once.
    """
    if is_readable(page) and page.bytes.startswith(MARK):
        yield Found(
            1,
            "an invisible character (a byte order mark) stands before the first one",
            "save the file as UTF-8 without BOM, or delete what stands before the first character",
        )


@rule("control-character", "A character that nobody can see", hides="line", bytes=True)
def control_character(page: Page) -> Iterator[Found]:
    """Readers see nothing, or a box; search and links stumble over it.

    The character came along with a copy from another program. The message says where it is. Delete
    the word around it and type it again.
    """
    if not is_readable(page) or b"\0" in page.bytes[1:2]:
        return
    text = page.bytes.removeprefix(MARK).decode("utf-8", "replace")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in page.bytes:
        return  # it is not UTF-8
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if found := CONTROL.search(line) or INVISIBLE.search(line):
            name = NAMES.get(found[0], f"the character U+{ord(found[0]):04X}")
            column = found.start() + 1
            verb = "stands" if found[0] == "\ufffd" else "stands, invisibly,"
            yield Found(
                number,
                f"{name} {verb} at column {column}, {around(line, found.start())}",
                f"delete it at column {column}, with the words beside it, and type these again",
            )


def around(line: str, position: int) -> str:
    """In words, what stands beside a position of a line."""
    before = re.findall(r"[\w.,;:!?-]+", line[:position])
    after = re.findall(r"[\w.,;:!?-]+", line[position + 1 :])
    if before:
        return f"after “{before[-1]}”"
    return f"before “{after[0]}”" if after else "with nothing beside it"


@rule("line-ends", "Lines that end as on Windows", bytes=True)
def line_ends(page: Page) -> Iterator[Found]:
    """Every line would look changed to git, and nobody could see what you really changed.

    A line of this handbook ends with one invisible character, "LF". This file has lines that end with
    "CR LF", as on Windows, or with "CR". Choose "LF" in your editor: many show "CRLF" at the bottom of
    the window, where you can click it. Then save the file.
    """
    if not is_readable(page) or b"\r" not in page.bytes:
        return
    first = page.bytes[: page.bytes.index(b"\r")].count(b"\n") + 1
    windows, every = page.bytes.count(b"\r\n"), page.bytes.count(b"\r")
    name = "CR LF, as on Windows" if windows else "CR"
    many = f"{every} lines end" if every > 1 else "this line ends"
    yield Found(
        first, f"{many} with {name}; here they end with LF", "save the file with LF line ends"
    )


@rule("no-last-line-end", "A file that stops within a line", bytes=True)
def no_last_line_end(page: Page) -> Iterator[Found]:
    """Whoever adds a line below would seem to have changed yours as well.

    A text file ends with a line end. Put the cursor at the very end of the file and press Enter once.
    """
    if is_readable(page) and page.bytes.strip() and page.bytes[-1:] not in (b"\n", b"\r"):
        last = len(re.split(rb"\r\n|\n|\r", page.bytes))
        if b"\0" not in page.bytes[:2]:
            yield Found(
                last, "the last line does not end", "press Enter at the very end of the file"
            )


@rule("empty-page", "A page without text", hides="page")
def empty_page(page: Page) -> Iterator[Found]:
    """Somebody follows a link and finds nothing.

    The file has no text, or only the lines between `---` at its top. Write the page, from the example
    in [add a page](#new-page:example), or delete the file and its line in the `toctree`.
    """
    text = "\n".join(page.lines[page.front_matter.end :])
    if not re.sub(r"<!--.*?-->|^%.*$", "", text, flags=re.DOTALL | re.MULTILINE).strip():
        yield Found(
            None,
            "this page has no text",
            "write a label, a title and a first paragraph, or delete the file and its line in the toctree",
            (page.name,),
        )
