""" "Did you mean": the one likely page, file or id for a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from posixpath import splitext

from linkcontract.site import Page, Site

_ALIKE = 0.75

_ALIKE_IF_SHORT = 0.85

_SHORT = 5
"""Letters of a name that is short: one of them changed, and it is another word."""


def _enough(name: str, alike: float = _ALIKE) -> float:
    """How much alike a name must be for a guess."""
    return max(alike, _ALIKE_IF_SHORT) if len(name) <= _SHORT else alike


def nearest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str | None:
    """The one known name most like `name`, or `None` when none is like it.

    When only one has the same words in another order, or has `name` as a whole part, it is that.
    """
    candidates = list(dict.fromkeys(known))
    close = get_close_matches(name, candidates, n=1, cutoff=_enough(name, alike))
    if close:
        return close[0]
    words = _words(name)
    same = [candidate for candidate in candidates if words and _words(candidate) == words]
    longer = [candidate for candidate in candidates if len(name) > 5 and name in candidate]
    return next((found[0] for found in (same, longer) if len(found) == 1), None)


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in name.casefold()).split())


class Guessing:
    """Guesses for one site; each is made once, however many links ask for it."""

    def __init__(self, site: Site) -> None:
        pages = [page for page in site.pages.values() if page.promised and not page.is_stub]
        self._pages = {_bare(page.path): page for page in pages}
        self._files = sorted(site.files)
        self._guessed_pages: dict[str, Page | None] = {}
        self._guessed_files: dict[str, str | None] = {}

    def page(self, path: str) -> Page | None:
        """The page likely meant by an address path: one of the same name, else one alike."""
        if path not in self._guessed_pages:
            self._guessed_pages[path] = self._guess_page(_bare(path))
        return self._guessed_pages[path]

    def _guess_page(self, wanted: str) -> Page | None:
        if wanted in self._pages:
            return self._pages[wanted]
        same = [path for path in self._pages if _name(path) == _name(wanted)]
        found = same[0] if len(same) == 1 else _nearest_path(wanted, same or list(self._pages))
        return self._pages[found] if found is not None else None

    def label(self, written: str) -> tuple[str, Page] | None:
        """The id and page of the label likely meant, anywhere on the site, where labels are known."""
        found = nearest(written, self._labels) if ":" in written else None
        return self._labels[found] if found else None

    @cached_property
    def _labels(self) -> dict[str, tuple[str, Page]]:
        anchors = ((anchor, page) for page in self._pages.values() for anchor in page.anchors)
        return {anchor.label: (anchor.id, page) for anchor, page in anchors if anchor.label}

    def file(self, path: str) -> str | None:
        """The file likely meant by a decoded path: one of the same name, else one alike."""
        if path not in self._guessed_files:
            same = [file for file in self._files if _name(file) == _name(path)]
            stem = path.rpartition(".")[0]
            same = same or [
                file for file in self._files if stem and file.rpartition(".")[0] == stem
            ]
            ending = "." + path.rpartition(".")[2]
            kin = same or [file for file in self._files if file.endswith(ending)]
            self._guessed_files[path] = same[0] if len(same) == 1 else _nearest_path(path, kin)
        return self._guessed_files[path]


def _bare(path: str) -> str:
    """A path without what only the engine adds."""
    path = path.removeprefix("./").removesuffix("/").removesuffix(".html").removesuffix(".md")
    return path.removesuffix("index").rstrip("/")


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _nearest_path(wanted: str, candidates: list[str]) -> str | None:
    """The path most like the wanted one: its folder and its name must both be alike."""
    folder, _, name = wanted.rpartition("/")
    stem, ending = splitext(name)
    least = _enough(stem)
    best, likeness = None, _ALIKE
    for candidate in candidates:
        other_folder, _, other_name = candidate.rpartition("/")
        other_stem, other_ending = splitext(other_name)
        # The same ending says nothing about the names.
        names = SequenceMatcher(
            None, *((stem, other_stem) if ending == other_ending else (name, other_name))
        )
        if names.real_quick_ratio() < least or names.ratio() < least:
            continue
        folders = (
            1.0 if folder == other_folder else SequenceMatcher(None, folder, other_folder).ratio()
        )
        score = names.ratio() * 0.8 + folders * 0.2
        if score > likeness:
            best, likeness = candidate, score
    return best
