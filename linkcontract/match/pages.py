"""Where a page that vanished is now: the new page that has its title, its ids, its text, its name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from linkcontract.match.likeness import (
    Fingerprint,
    fingerprint,
    normal_title,
    numbers_agree,
    text_likeness,
    title_likeness,
    title_words,
)
from linkcontract.match.marks import MarkIndex
from linkcontract.match.outline import PageOutline
from linkcontract.match.thresholds import (
    BELIED_PAGE,
    ENOUGH,
    REWRITTEN_PAGE,
    SAME_OPENING,
    STILL_CALLED,
)

PageHomes = dict[str, tuple[PageOutline, float]]
"""For the address of a vanished page: the page in its stead, and how sure."""


def match_pages(vanished: Iterable[PageOutline], appeared: Collection[PageOutline]) -> PageHomes:
    """For each vanished page that moved: the page that appeared in its stead, and how sure.

    One to one, the surest pairs first.
    """
    likeness = _PageLikeness(appeared)
    index = MarkIndex((page, likeness.marks(page)) for page in appeared)
    pairs: list[tuple[float, str, str, PageOutline]] = []
    for old in vanished:
        for new in index.partners(likeness.marks(old)):
            score = likeness.of(old, new)
            if score >= ENOUGH:
                pairs.append((score, old.path, new.path, new))
    pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    found: PageHomes = {}
    taken: set[str] = set()
    for score, path, new_path, new in pairs:
        if path not in found and new_path not in taken:
            found[path] = new, score
            taken.add(new_path)
    return found


def match_rewritten_pages(
    vanished: Iterable[PageOutline], appeared: Iterable[PageOutline]
) -> PageHomes:
    """For each vanished page the new one about the same thing, where title and name leave no choice.

    All the telling words of one title stand in the title or the name of the other page; no other new
    page is as close to the vanished one, and no other vanished page to the new one. The texts may
    differ altogether.
    """
    index = MarkIndex((page, _subject(page)) for page in appeared)
    by_old: dict[str, list[tuple[_Closeness, PageOutline]]] = defaultdict(list)
    by_new: dict[str, list[tuple[_Closeness, PageOutline]]] = defaultdict(list)
    for old in vanished:
        for new in index.partners(_subject(old)):
            if closeness := _closeness(old, new):
                by_old[old.path].append((closeness, new))
                by_new[new.path].append((closeness, old))
    heirs = {path: _sole_best(choices) for path, choices in by_old.items()}
    return {
        path: (heir, REWRITTEN_PAGE)
        for path, heir in heirs.items()
        if heir and (rival := _sole_best(by_new[heir.path])) and rival.path == path
    }


_Closeness = tuple[int, int]
"""How many telling words two pages share in title and name, and less how many their titles do not."""


def _closeness(old: PageOutline, new: PageOutline) -> _Closeness | None:
    """How close two pages are; `None` if neither title is covered by title and name of the other."""
    mine, other = title_words(old.title), title_words(new.title)
    covered = (mine and mine <= _subject(new)) or (other and other <= _subject(old))
    common = [word for word in _subject(old) & _subject(new) if not word.isdigit()]
    if not covered or not common or not numbers_agree(old.title, new.title):
        return None
    return len(mine & other) + len(common), -len(mine ^ other)


def _subject(page: PageOutline) -> frozenset[str]:
    return title_words(page.title) | title_words(name_of(page.path))


def _sole_best(choices: list[tuple[_Closeness, PageOutline]]) -> PageOutline | None:
    """The page that is closer than all others, if there is one."""
    highest = max(rank for rank, _ in choices)
    best = [page for rank, page in choices if rank == highest]
    return best[0] if len(best) == 1 else None


def stem_of(path: str) -> str:
    """An address path without what only the URL style adds: `a/b.html`, `a/b/` and `a/b`."""
    stem = re.sub(r"\.x?html?$", "", path.casefold()).strip("/")
    stem = stem.removesuffix("/index").removesuffix("/readme")
    return "" if stem in (".", "index", "readme") else stem


def name_of(path: str) -> str:
    """The last part of an address path, as words: the name that somebody gave the page."""
    return stem_of(path).rpartition("/")[2].replace("-", " ").replace("_", " ")


class _PageLikeness:
    """Compares vanished pages with those that appeared."""

    def __init__(self, appeared: Iterable[PageOutline]) -> None:
        self._prints: dict[str, Fingerprint] = {}
        self._titles = Counter(normal_title(page.title) for page in appeared)

    def marks(self, page: PageOutline) -> set[str]:
        """What a page is found by: ids, headings, title, name, phrases of its text."""
        marks = {f"id:{id}" for section in page.sections for id in section.ids}
        marks |= {f"head:{normal_title(section.title)}" for section in page.sections}
        marks |= {f"word:{word}" for word in title_words(page.title)}
        marks |= {f"title:{normal_title(page.title)}", f"stem:{stem_of(page.path)}"}
        marks.add(f"name:{name_of(page.path)}")
        marks |= {f"pair:{pair}" for pair in self._print(page).pairs if pair % 16 == 0}
        return marks

    def of(self, old: PageOutline, new: PageOutline) -> float:
        """How sure it is that one page became the other, from 0 to 1."""
        title = title_likeness(old.title, new.title)
        ids = _ids_in_common(old, new)
        before, after = stem_of(old.path), stem_of(new.path)
        if before == after and (title >= STILL_CALLED or ids >= 0.3 or not old.title):
            return 0.97
        one, other = name_of(old.path), name_of(new.path)
        same_name = 1.0 if before == after else 0.7 if one == other and one else 0.0
        name = same_name or 0.6 * title_likeness(one, other)
        mine, theirs = self._print(old), self._print(new)
        text = text_likeness(mine, theirs) if mine.telling and theirs.telling else None
        if text and text.common >= 0.85:
            return 0.96
        if title == 1.0 and _opening(old) and _opening(old) == _opening(new):
            return SAME_OPENING
        if text:
            score = (
                0.5 * max(text.common, 0.85 * text.kept) + 0.25 * title + 0.15 * ids + 0.1 * name
            )
            score = min(0.95, score + 0.12 * (title == 1.0) + 0.15 * (text.common > 0.5))
        elif title == 1.0 and self._titles[normal_title(new.title)] == 1:
            score = 0.75 + 0.15 * ids + 0.1 * name
        else:
            score = 0.55 * title + 0.3 * ids + 0.15 * name
        rewritten = text and text.common < 0.15 and before != after
        renumbered = not numbers_agree(old.title, new.title) and not (text and text.common > 0.5)
        return min(score, BELIED_PAGE) if rewritten or renumbered else score

    def _print(self, page: PageOutline) -> Fingerprint:
        """The fingerprint of a page's text; vanished pages and those that appeared share no path."""
        found = self._prints.get(page.path)
        if found is None:
            found = self._prints[page.path] = fingerprint(page.text)
        return found


def _opening(page: PageOutline) -> str:
    """The text that stands under the title of a page."""
    top = page.sections[0] if page.sections else None
    return page.lead or (top.own if top is not None and top.level == 1 else "")


def _ids_in_common(old: PageOutline, new: PageOutline) -> float:
    mine = {id for section in old.sections for id in section.ids}
    other = {id for section in new.sections for id in section.ids}
    return len(mine & other) / len(mine) if mine else 0.0
