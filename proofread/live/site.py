"""The built folder as a site: what stands at an address, and what the preview adds to a page."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

SCRIPT = "/_live/live.js"
STYLE = "/_live/live.css"
NOT_FOUND = "404.html"
# Files of the site that a page shows without naming their content; stylesheets and scripts have a
# checksum in their address.
SHOWN = re.compile(rb'<(?:img|source|video|audio)\b[^>]*?\ssrc="([^"]+)"')


class Site:
    """``folders``: where files are looked for, the first that has one wins."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders

    def file_of(self, path: str) -> Path | None:
        """The file at the path of an address, that of a folder being its ``index.html``."""
        name = unquote(path).lstrip("/")
        for folder in self.folders:
            file = (folder / name).resolve()
            if not file.is_relative_to(folder):
                return None
            if path.endswith("/") or not path:
                file /= "index.html"
            if file.is_file():
                return file
        return None

    def is_folder(self, path: str) -> bool:
        """Whether a page stands at the path with a slash behind it."""
        return not path.endswith("/") and self.file_of(f"{path}/") is not None

    def read(self, path: str) -> tuple[Path, bytes] | None:
        """The file at a path, and what is in it; a file may go while it is looked at."""
        for _ in self.folders:
            if file := self.file_of(path):
                with contextlib.suppress(OSError):
                    return file, file.read_bytes()
        return None

    def not_found(self) -> bytes:
        found = self.read(NOT_FOUND)
        return found[1] if found else b"<!doctype html><title>Not found</title>Not found"

    def page_version(self, path: str) -> str:
        """What tells one state of a page from another; "" where none stands."""
        found = self.read(path)
        return version(found[1], found[0].parent) if found else ""


def version(html: bytes, folder: Path) -> str:
    """A digest of a page that stands in a folder, and of the pictures on it."""
    state = hashlib.blake2b(html, digest_size=8)
    for found in SHOWN.findall(html):
        file = folder / unquote(urlsplit(found.decode(errors="replace")).path)
        with contextlib.suppress(OSError):
            about = file.stat()
            state.update(f"{file.name} {about.st_mtime_ns} {about.st_size}".encode())
    return state.hexdigest()


def with_script(html: bytes, at: str) -> bytes:
    """A page with the preview's script and style; ``at`` is the version that is served.

    Both are files of their own, which the page's Content-Security-Policy allows, unlike code in the
    page. A page without a stylesheet is a small one that leads elsewhere at once.
    """
    if b'rel="stylesheet"' not in html:
        return html
    ours = f'<link rel="stylesheet" href="{STYLE}"><script src="{SCRIPT}" data-version="{at}" defer></script>'
    return html.replace(b"</head>", ours.encode() + b"</head>", 1)
