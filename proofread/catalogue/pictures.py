"""Mistakes in pictures."""

from __future__ import annotations

import zlib

from proofread.catalogue.case import Case, page

MANY = 310_000


def png(width: int, height: int, more: int = 0) -> bytes:
    """A black picture of a width and height in pixels, with `more` bytes behind it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return len(content).to_bytes(4, "big") + kind + content + check.to_bytes(4, "big")

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height)
    begin = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size)
    return begin + chunk(b"IDAT", rows) + chunk(b"IEND", b"") + bytes(more)


SHOWN = page("![All hubs are up](status.png)\n")
CASES = (
    Case(
        "picture-words",
        {"page.md": page("![](status.png)\n"), "status.png": png(8, 8)},
        ("page.md:11: the picture status.png has no words for those who do not see it",),
        "write what the picture shows between [ and ]",
        {"page.md": SHOWN},
    ),
    Case(
        "picture-words",
        {"page.md": page("![screenshot](status.png)\n"), "status.png": png(8, 8)},
        ("page.md:11: “screenshot” does not say what the picture shows",),
        "write what the picture shows between [ and ]",
        {"page.md": SHOWN},
    ),
    Case(
        "picture-words",
        {
            "page.md": page(":::{figure} status.png\n:name: figure:CASE\n\nThe hubs\n:::\n"),
            "status.png": png(8, 8),
        },
        ("page.md:11: the picture status.png has no words for those who do not see it",),
        "write a line below this one, “:alt: ” and what the picture shows",
        {
            "page.md": page(
                ":::{figure} status.png\n:alt: All hubs are up\n:name: figure:CASE\n\nThe hubs\n:::\n"
            )
        },
    ),
    Case(
        "picture-file",
        {"page.md": SHOWN, "status.png": png(3000, 10)},
        (
            "page.md:11: the picture status.png has 3000 × 10 pixels, at most 2400 either way are allowed",
        ),
        "make it at most 2400 pixels wide and high, and add it again",
        {"status.png": png(1500, 5)},
    ),
    Case(
        "picture-file",
        {"page.md": SHOWN, "status.png": png(8, 8, MANY)},
        ("page.md:11: the picture status.png has 0.31 million bytes, at most 0.3 are allowed",),
        "make it smaller, or save it as .webp, and add it again",
        {"status.png": png(8, 8)},
    ),
    Case(
        "picture-file",
        {"page.md": SHOWN.replace("png", "heic"), "status.heic": b"\0\0\0\x18ftypheic"},
        ("page.md:11: browsers do not show status.heic, a picture of the kind “.heic”",),
        "convert it to .png, .jpg or .svg, and write its new name here",
        {"page.md": SHOWN, "status.heic": None, "status.png": png(8, 8)},
    ),
    Case(
        "picture-file",
        {"page.md": SHOWN, "status.png": b"\0\0\0\x18ftypheic"},
        ("page.md:11: the file status.png is no .png picture, whatever its name says",),
        "open it in a program for pictures, and save it again as .png",
        {"status.png": png(8, 8)},
    ),
    Case(
        "picture-file",
        {"page.md": SHOWN.replace("status", "Status-Page"), "Status-Page.png": png(8, 8)},
        ("page.md:11: the file name Status-Page.png has a capital letter in it",),
        "rename the file to status-page.png, and write this name here",
        {
            "page.md": SHOWN.replace("status", "status-page"),
            "Status-Page.png": None,
            "status-page.png": png(8, 8),
        },
    ),
    Case(
        "link-broken",
        {"page.md": SHOWN.replace("status", "my status"), "my status.png": png(8, 8)},
        ("page.md:11: there is a space in the name of a picture",),
        "rename the file, with “-” instead of spaces, and write its new name here",
        {"page.md": SHOWN, "my status.png": None, "status.png": png(8, 8)},
    ),
)
