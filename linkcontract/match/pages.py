"""Where a page that vanished is now: the new page that has its title, its ids, its text, its name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from linkcontract.match.likeness import (
    Fingerprints,
    normal_title,
    text_likeness,
    title_likeness,
    title_words,
)
from linkcontract.match.outline import PageOutline

ENOUGH = 0.5

_MOST_PARTNERS = 12

_COMMON = 40
"""An id or word that stands on more pages than this says nothing about one of them."""


def match_pages(
    vanished: Iterable[PageOutline], appeared: Iterable[PageOutline]
) -> dict[str, tuple[PageOutline, float]]:
    """For each vanished page that moved: the page that appeared in its stead, and how sure.

    One to one, the surest pairs first.
    """
    olds = list(vanished)
    news = list(appeared)
    pairs: list[tuple[float, str, str, PageOutline]] = []
    index = _Index(news)
    for old in olds:
        for new in index.partners(old):
            score = page_likeness(old, new, index)
            if score >= ENOUGH:
                pairs.append((score, old.path, new.path, new))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: dict[str, tuple[PageOutline, float]] = {}
    taken: set[str] = set()
    for score, path, new_path, new in pairs:
        if path not in found and new_path not in taken:
            found[path] = new, score
            taken.add(new_path)
    return found


def stem_of(path: str) -> str:
    """An address path without what only the URL style adds: `a/b.html`, `a/b/` and `a/b`."""
    stem = re.sub(r"\.x?html?$", "", path.casefold()).strip("/")
    stem = stem.removesuffix("/index").removesuffix("/readme")
    return "" if stem in (".", "index", "readme") else stem


def page_likeness(old: PageOutline, new: PageOutline, index: _Index) -> float:
    """How sure it is that one page became the other, from 0 to 1."""
    title = title_likeness(old.title, new.title)
    ids = _ids_in_common(old, new)
    before, after = stem_of(old.path), stem_of(new.path)
    name = 1.0 if before == after else 0.7 if _last(before) == _last(after) and before else 0.0
    if not name:
        name = 0.6 * title_likeness(_last(before).replace("-", " "), _last(after).replace("-", " "))
    if before == after and (title >= 0.5 or ids >= 0.3 or not old.title):
        return 0.97
    mine, other = index.fingerprint(old), index.fingerprint(new)
    if mine.telling and other.telling:
        text = text_likeness(mine, other)
        if text.common >= 0.85:
            return 0.96
        score = 0.5 * max(text.common, 0.85 * text.kept) + 0.25 * title + 0.15 * ids + 0.1 * name
        if text.common < 0.15 and before != after:
            return min(score, 0.45)
        return min(
            0.95, score + (0.12 if title == 1.0 else 0.0) + (0.15 if text.common > 0.5 else 0.0)
        )
    if title == 1.0 and index.is_only_title(new.title):
        return 0.75 + 0.15 * ids + 0.1 * name
    return 0.55 * title + 0.3 * ids + 0.15 * name


def _last(stem: str) -> str:
    return stem.rpartition("/")[2]


def _ids_in_common(old: PageOutline, new: PageOutline) -> float:
    mine = {id for section in old.sections for id in section.ids}
    other = {id for section in new.sections for id in section.ids}
    return len(mine & other) / len(mine) if mine else 0.0


class _Index:
    """Finds the few pages worth comparing by what they share with one page."""

    def __init__(self, pages: list[PageOutline]) -> None:
        self.pages = pages
        self.fingerprint = Fingerprints().of
        self._titles = Counter(normal_title(page.title) for page in pages)
        self._by_mark: dict[str, list[int]] = defaultdict(list)
        for number, page in enumerate(pages):
            for mark in self._marks(page):
                self._by_mark[mark].append(number)

    def _marks(self, page: PageOutline) -> set[str]:
        marks = {f"id:{id}" for section in page.sections for id in section.ids}
        marks |= {f"head:{normal_title(section.title)}" for section in page.sections}
        marks |= {f"word:{word}" for word in title_words(page.title)}
        stem = stem_of(page.path)
        marks |= {f"title:{normal_title(page.title)}", f"stem:{stem}", f"name:{_last(stem)}"}
        pairs = self.fingerprint(page).pairs
        marks |= {f"pair:{pair}" for pair in pairs if pair % 16 == 0}
        return marks

    def partners(self, page: PageOutline) -> list[PageOutline]:
        """The pages that share most with this one, rare marks counting most."""
        votes: Counter[int] = Counter()
        for mark in self._marks(page):
            holders = self._by_mark.get(mark, ())
            if 0 < len(holders) <= _COMMON:
                for number in holders:
                    votes[number] += 1000 // len(holders)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], self.pages[vote[0]].path))
        return [self.pages[number] for number, _ in best[:_MOST_PARTNERS]]

    def is_only_title(self, title: str) -> bool:
        """Whether no two of the pages have this title."""
        return self._titles[normal_title(title)] == 1
