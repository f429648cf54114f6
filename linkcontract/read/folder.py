"""Reading a folder of built HTML into a `Site`."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from linkcontract.address import page_path
from linkcontract.href import resolve
from linkcontract.read.anchors_json import apply_anchor_data, find_anchor_data
from linkcontract.read.base import INDEXES, adds_endings, base_path
from linkcontract.read.engines import NO_PAGES_IN, NOT_PUBLISHED, PAGES_IF_LINKED
from linkcontract.read.listings import listings
from linkcontract.read.page import parse_page
from linkcontract.read.redirects import forwards_in
from linkcontract.read.theme import set_theme_apart
from linkcontract.site import FIELD, Page, Site, UnreadableSite

__all__ = ["UnreadableSite", "read_site"]

_SMALL_TREE = 4_000_000
"""Bytes of HTML that one process reads sooner than others could be started."""

_DOCUMENT = re.compile(
    rb"<!doctype\s+html|<(?:html|head|title|body|frameset|main|article|h1)[\s>]", re.IGNORECASE
)

_HEADING = re.compile(rb"<h[2-6][\s>]", re.IGNORECASE)

_REFRESH = re.compile(rb"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)

_LAYOUT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:\{#.*?#\}\s*)*\{%-?\s*(?:extends|import|from|macro|block)\s",
    re.DOTALL,
)
"""Begins a file that only a template engine can have been meant to read."""

_PIECE = re.compile(rb"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)

_MOSTLY = 0.3


def read_site(
    folder: Path,
    *,
    with_text: bool = False,
    with_links: bool = True,
    clean_urls: bool | None = None,
    processes: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Site:
    """Read every page of `folder`, each once, and return the site.

    Any engine's output will do, folder-style or `.html`. Every HTML file is a page, except for
    template pieces, what is under `_sources` and the like, and what is under `_static` without
    a link to it; these count as files only. What has no heading and nothing that makes it a
    document is read, but not promised. With
    `with_text` the text of every section is kept, as `diff` and `fix` need it for their
    suggestions; `check` and `addresses` do without. Without `with_links` pages keep only
    their links from the root of the host, which is all that `addresses` and `diff` need.
    `clean_urls` is whether the host serves `guide.html` for `guide`; by default the site's own
    links tell (`read.base`).
    `processes` is the number of reading processes: by default all cores for a large tree, none
    beside this one for a small tree.
    `progress` is called with (pages read, pages in all) now and then. An `anchors.json`
    (`read.anchors_json`) beside or in the folder is used where it is there.
    Raises `UnreadableSite`, with one line that says what is wrong, when the folder is
    missing, is no folder, cannot be read, holds no page, or when its `anchors.json` is malformed.
    """
    folder = Path(folder)
    left_out: list[tuple[str, str]] = []
    sizes = _list_files(folder, left_out)
    candidates = [file for file in sorted(sizes) if _may_be_page(file)]
    if not candidates:
        raise UnreadableSite(f"{folder}: no HTML page in this folder")
    if processes is None:
        small = sum(sizes[file] for file in candidates) < _SMALL_TREE
        processes = 1 if small else _cores()
    site = Site(folder, {}, frozenset(sizes), left_out=tuple(left_out))
    read_one = partial(read_page, str(folder), with_text, with_links)
    with _collector_paused():
        for done, page in enumerate(_read_all(read_one, candidates, sizes, processes), start=1):
            if page is not None:
                site.pages[page.path] = page
            if progress is not None and (done % 50 == 0 or done == len(candidates)):
                progress(done, len(candidates))
    if not site.pages:
        raise UnreadableSite(f"{folder}: no HTML page in this folder")
    site.pages = dict(sorted(site.pages.items()))
    data = find_anchor_data(folder)
    if data is not None:
        apply_anchor_data(site, data)
    site.base_path = base_path(site)
    site.adds_endings = adds_endings(site) if clean_urls is None else clean_urls
    if site.adds_endings:
        _drop_endings(site)
    set_theme_apart(site)
    if "_redirects" in site.files:
        text = (folder / "_redirects").read_text(encoding="utf-8", errors="replace")
        site.forwards = forwards_in(text)
    _leave_out_assets(site)
    if with_links:
        site.listings = listings(site)
    if not site.pages:
        raise UnreadableSite(f"{folder}: no HTML page in this folder")
    return site


def _drop_endings(site: Site) -> None:
    """Give pages the addresses under which a host that adds `.html` serves them."""
    for page in site.pages.values():
        if page.file.endswith(".html") and not page.file.endswith(INDEXES):
            page.path = page_path(page.file.removesuffix(".html"))
    site.pages = {page.path: page for page in site.pages.values()}
    site.pages = dict(sorted(site.pages.items()))


def read_page(folder: str, with_text: bool, with_links: bool, file: str) -> Page | None:
    """Read one file of a site; `None` when it turns out to be no page."""
    try:
        with open(os.path.join(folder, file), "rb") as stream:
            data = stream.read()
    except OSError as error:
        raise UnreadableSite(f"{folder}/{file}: cannot be read ({error.strerror})") from error
    start = data[:4096]
    if b"\x00" in start[:4]:
        start = start.replace(b"\x00", b"")
    is_document = _DOCUMENT.search(start) is not None or _REFRESH.search(start) is not None
    is_asset = _is_asset(file)
    if _LAYOUT.match(start) or (not is_document and _is_piece(data)):
        return None
    if is_asset and (not is_document or _PIECE.search(data)):
        return None
    return parse_page(
        file,
        page_path(file),
        data,
        with_text=with_text,
        with_links=with_links,
        promised=not is_asset and (is_document or _HEADING.search(data) is not None),
    )


def _is_piece(data: bytes) -> bool:
    """Whether a file that is no document is mostly what a template engine would fill in."""
    size = len(b"".join(data.split()))
    return sum(len(b"".join(piece.split())) for piece in _PIECE.findall(data)) > _MOSTLY * size


def _is_asset(file: str) -> bool:
    return PAGES_IF_LINKED in file.split("/")[:-1]


def _leave_out_assets(site: Site) -> None:
    """Take what is under `_static` out of the pages unless a page of the site links to it."""
    assets = {page.file: path for path, page in site.pages.items() if _is_asset(page.file)}
    if not assets:
        return
    names = {file.rpartition("/")[2] for file in assets}
    for page in site.pages.values():
        if page.file not in assets and any(name in page.link_records for name in names):
            for packed in page.packed_links:
                target = resolve(page.file, packed.partition(FIELD)[0], site.base_path)
                if target is not None:
                    assets.pop(target.path, None)
    for path in assets.values():
        del site.pages[path]


def _list_files(folder: Path, left_out: list[tuple[str, str]]) -> dict[str, int]:
    """Every file of the site, by its `/`-separated relative path, with its size."""
    if not folder.exists():
        raise UnreadableSite(f"{folder}: no such folder")
    if not folder.is_dir():
        raise UnreadableSite(f"{folder}: not a folder")
    sizes: dict[str, int] = {}
    waiting = [("", str(folder))]
    while waiting:
        prefix, place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    if (reason := _unusable(entry)) is not None:
                        left_out.append((prefix + entry.name, reason))
                    elif entry.is_dir():
                        if entry.name not in NOT_PUBLISHED and not _is_loop(entry, folder):
                            waiting.append((f"{prefix}{entry.name}/", entry.path))
                    elif entry.is_file():
                        sizes[prefix + entry.name] = entry.stat().st_size
        except OSError as error:
            raise UnreadableSite(f"{place}: cannot be read ({error.strerror})") from error
    return sizes


def _unusable(entry: os.DirEntry[str]) -> str | None:
    """Why a link of the folder leads to nothing that could be read, if it does."""
    if not entry.is_symlink():
        return None
    try:
        entry.stat()
    except FileNotFoundError:
        return None  # what it leads to is missing: so is the file, for whoever asks for it
    except OSError as error:
        return f"this link cannot be followed ({error.strerror})"
    return None


def _is_loop(entry: os.DirEntry[str], folder: Path) -> bool:
    """Whether a linked folder leads back to where it hangs."""
    if not entry.is_symlink():
        return False
    above = Path(entry.path).parent.resolve()
    return Path(entry.path).resolve() in (folder.resolve(), above, *above.parents)


def _may_be_page(file: str) -> bool:
    if not file.lower().endswith((".html", ".htm", ".xhtml")):
        return False
    return not any(part in NO_PAGES_IN or part.startswith(".") for part in file.split("/")[:-1])


def _read_all(
    read_one: Callable[[str], Page | None], files: list[str], sizes: dict[str, int], processes: int
) -> Iterator[Page | None]:
    if processes <= 1 or len(files) < 2:
        yield from map(read_one, files)
        return
    # The largest first, so that no process is left alone with one at the end.
    files = sorted(files, key=lambda file: (-sizes[file], file))
    # Each chunk costs a round trip of its own: 48 small pages in one, a tenth less time than 16.
    chunk = max(1, min(48, len(files) // (processes * 32)))
    # It takes 0.03 s, a quarter of the start: only where it is used.
    import multiprocessing  # noqa: PLC0415

    with _interrupts_held():
        context = multiprocessing.get_context(_start_method())
        pool = context.Pool(processes, _leave_interrupts)
    with pool:
        yield from pool.imap_unordered(read_one, files, chunksize=chunk)


def _leave_interrupts() -> None:
    """In a reading process: Ctrl-C is for the process that the person started; it ends the others.

    And nothing that it reads is garbage before it has been handed over.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold a Ctrl-C back while processes start: one that is not yet set up would complain of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _start_method() -> str:
    """`fork` where it is safe and quick (Linux), else what every platform has."""
    return "fork" if sys.platform == "linux" else "spawn"


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Millions of small objects that all stay alive: looking for garbage among them is wasted."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()  # nor look through them later, while they are judged
            gc.enable()
