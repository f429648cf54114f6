"""Addresses that still resolve but now mean another section, while the old one stands elsewhere.

A label put on something else, or a repeated heading renumbered: the link still lands, in the wrong
place. A section that was merely rewritten is not changed in this sense, however much of it is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from linkcontract.address import anchor_address
from linkcontract.match.homes import Suggestion
from linkcontract.match.likeness import Fingerprints, normal_title, text_likeness, title_likeness
from linkcontract.match.outline import Outline, Section

_STILL_ITSELF = 0.4

_THE_SAME = 0.75


def changed_homes(kept: Collection[str], before: Outline, after: Outline) -> dict[str, Suggestion]:
    """For each kept address whose section is now another one: where the old section stands."""
    finder = _Finder(before, after)
    found: dict[str, Suggestion] = {}
    for page in before.pages.values():
        for old in page.sections:
            for id in old.ids:
                address = anchor_address(page.path, id)
                if address in kept and (home := finder.home(old, id)) is not None:
                    found[address] = home
    return dict(sorted(found.items()))


class _Finder:
    def __init__(self, before: Outline, after: Outline) -> None:
        self._before = _by_id(before)
        self._after = _by_id(after)
        self._by_title: dict[str, list[Section]] = defaultdict(list)
        self._twins = Counter((s.page, normal_title(s.title)) for s in before.sections if s.level)
        """How many headings of a page have the same words, so that their ids are numbered."""
        self._on_page: dict[str, list[Section]] = defaultdict(list)
        for section in after.sections:
            self._on_page[section.page].append(section)
            if section.title:
                self._by_title[normal_title(section.title)].append(section)
        self._print = Fingerprints().of

    def home(self, old: Section, id: str) -> Suggestion | None:
        """Where the section stands now that the id has gone to another one; `None` if it has not."""
        now = self._after.get((old.page, id))
        if now is None or not old.title or (old.text == now.text and old.title == now.title):
            return None
        if self._is_still(old, now):
            return None
        best: Suggestion | None = None
        for other in (*self._by_title.get(normal_title(old.title), ()), *self._renamed(old, now)):
            if other is now or self._stood_there(old, other):
                continue
            score = self._likeness(old, other, now)
            if score >= _THE_SAME and (best is None or score > best.likeness):
                best = Suggestion(other.address, score, other.title)
        return best

    def _renamed(self, old: Section, now: Section) -> list[Section]:
        """Sections of the page that may be the old one under another title: only the text can tell."""
        name = normal_title(old.title)
        if not self._print(old).telling:
            return []
        if name == normal_title(now.title) and self._twins[old.page, name] == 1:
            return []  # the same heading under the same id: rewritten, not gone
        return [
            section
            for section in self._on_page[old.page]
            if section.level
            and normal_title(section.title) != name
            and self._print(section).telling
        ]

    def _is_still(self, old: Section, now: Section) -> bool:
        """Whether the section under the id is the old one, perhaps rewritten or renamed."""
        mine, other = self._print(old), self._print(now)
        if mine.telling and other.telling:
            text = text_likeness(mine, other)
            return max(text.kept, text.common) >= _STILL_ITSELF
        return title_likeness(old.title, now.title) >= 0.5

    def _likeness(self, old: Section, other: Section, now: Section) -> float:
        mine, theirs = self._print(old), self._print(other)
        if mine.telling and theirs.telling:
            text = text_likeness(mine, theirs)
            return max(text.kept, text.common)
        if mine.telling != theirs.telling or title_likeness(old.title, now.title) == 1.0:
            return 0.0
        alone = len(self._by_title[normal_title(old.title)]) == 1
        return 0.8 if alone or other.page == old.page else 0.0

    def _stood_there(self, old: Section, other: Section) -> bool:
        """Whether the supposed home was there before, and was as much like the old section then."""
        for id in other.ids:
            earlier = self._before.get((other.page, id))
            if earlier is None or earlier is old:
                continue
            took_the_name = (
                normal_title(earlier.title) != normal_title(other.title) == normal_title(old.title)
            )
            if not took_the_name and (earlier.text == other.text or self._is_still(earlier, other)):
                return True
        return False


def _by_id(outline: Outline) -> dict[tuple[str, str], Section]:
    found: dict[tuple[str, str], Section] = {}
    for section in outline.sections:
        for id in section.ids:
            found.setdefault((section.page, id), section)
    return found
