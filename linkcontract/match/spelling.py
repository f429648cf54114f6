""" "Did you mean": the one likely page, file or id for a name that does not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from posixpath import splitext

from rapidfuzz.distance.Indel import normalized_similarity
from rapidfuzz.process import extract_iter, extractOne

from linkcontract.match.thresholds import (
    NEARLY_SPELLED,
    NEARLY_SPELLED_IF_SHORT,
    SHORT_NAME,
)
from linkcontract.site import Page, Site


def nearest(name: str, known: Iterable[str], alike: float = NEARLY_SPELLED) -> str | None:
    """The one known name most like `name`, or `None` when none is like it.

    When only one has the same words in another order, or has `name` as a whole part, it is that.
    """
    candidates = list(dict.fromkeys(known))
    close = extractOne(
        name, candidates, scorer=normalized_similarity, score_cutoff=_enough(name, alike)
    )
    if close is not None:
        return close[0]
    words = _words(name)
    same = [candidate for candidate in candidates if words and _words(candidate) == words]
    longer = [candidate for candidate in candidates if len(name) > SHORT_NAME and name in candidate]
    return next((found[0] for found in (same, longer) if len(found) == 1), None)


def _enough(name: str, alike: float = NEARLY_SPELLED) -> float:
    """How much alike a name must be for a guess: one letter of a short one, and it is another word."""
    return max(alike, NEARLY_SPELLED_IF_SHORT) if len(name) <= SHORT_NAME else alike


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalnum() else " " for c in name.casefold()).split())


class Guessing:
    """Guesses for one site; each is made once, however many links ask for it."""

    def __init__(self, site: Site) -> None:
        pages = [page for page in site.pages.values() if page.promised and not page.is_stub]
        self._pages = {_bare(page.path): page for page in pages}
        self._pages_by_name = _grouped(self._pages, _name)
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
        same = self._pages_by_name.get(_name(wanted), [])
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
            stem, ending = splitext(path)
            by_name, by_stem, by_ending = self._files_by
            same = by_name.get(_name(path)) or (by_stem.get(stem, []) if stem else [])
            kin = same or by_ending.get(ending, [])
            self._guessed_files[path] = same[0] if len(same) == 1 else _nearest_path(path, kin)
        return self._guessed_files[path]

    @cached_property
    def _files_by(self) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, list[str]]]:
        """The files by name, by path without its ending, and by ending."""
        keys: tuple[Callable[[str], str], ...] = (
            _name,
            lambda file: splitext(file)[0],
            lambda file: splitext(file)[1],
        )
        by_name, by_stem, by_ending = (_grouped(self._files, key) for key in keys)
        return by_name, by_stem, by_ending


def _grouped(paths: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[key(path)].append(path)
    return found


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
    names = [path.rpartition("/")[2] for path in candidates]
    # The same ending says nothing about the names.
    alike = {
        n: name[: -len(ending)] for n, name in enumerate(names) if ending and name.endswith(ending)
    }
    other = {n: name for n, name in enumerate(names) if n not in alike}
    best, likeness = None, NEARLY_SPELLED
    for one, many in ((stem, alike), (name, other)):
        for _, similar, number in extract_iter(
            one, many, scorer=normalized_similarity, score_cutoff=_enough(stem)
        ):
            path = candidates[number]
            score = similar * 0.8 + normalized_similarity(folder, path.rpartition("/")[0]) * 0.2
            if score > likeness:
                best, likeness = path, score
    return best
