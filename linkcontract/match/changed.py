"""Addresses that still resolve but now mean another section, while the old one stands elsewhere.

A label put on something else, a repeated heading renumbered, a page written over with the next month's
notes: the link still lands, in the wrong place. A section that was merely rewritten is not changed in
this sense, however much of it is new.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from linkcontract.match.homes import Suggestion
from linkcontract.match.likeness import normal_title, title_likeness
from linkcontract.match.outline import Outline, Section
from linkcontract.match.texts import SectionTexts
from linkcontract.match.thresholds import CHANGED, MOST_ON_A_PAGE


def changed_homes(
    kept: Collection[str], before: Outline, after: Outline, homes: Mapping[str, Suggestion]
) -> dict[str, Suggestion]:
    """For each kept address whose section is now another one: where the old section stands.

    `homes` are those of the addresses that are not kept.
    """
    finder = _Finder(before, after, homes)
    for old in before.sections:
        for id in old.ids:
            if old.at(id) in kept:
                finder.look(old, id)
    return dict(sorted(finder.found.items()))


class _Finder:
    def __init__(self, before: Outline, after: Outline, homes: Mapping[str, Suggestion]) -> None:
        self.found: dict[str, Suggestion] = {}
        self._homes = homes
        self._texts = SectionTexts()
        self._before = _by_address(before)
        self._after = _by_address(after)
        self._twins = Counter((s.page, normal_title(s.title)) for s in before.sections if s.level)
        """How many headings of a page have the same words, so that their ids are numbered."""
        self._by_title: dict[str, list[Section]] = defaultdict(list)
        self._on_page: dict[str, list[Section]] = defaultdict(list)
        self._below: dict[tuple[int, str], list[Section]] = defaultdict(list)
        for section in after.sections:
            name = normal_title(section.title)
            self._on_page[section.page].append(section)
            if section.title:
                self._by_title[name].append(section)
            if section.above is not None:
                self._below[id(section.above), name].append(section)

    def look(self, old: Section, id: str) -> None:
        """Find where the section stands, if its id has gone to another one."""
        now = self._after.get(old.at(id))
        if now is None or not old.title or (old.text == now.text and old.title == now.title):
            return
        home = self._with_its_heading(old, now)
        if home is None and not self._texts.is_still(old, now):
            home = self._alike(old, now)
        if home is not None:
            self.found[old.at(id)] = home

    def _with_its_heading(self, old: Section, now: Section) -> Suggestion | None:
        """The section of the same title and text, if what it is a part of has gone elsewhere.

        Few words ("Present: Ada, Bruno") are not enough to be known by, but they are in their place.
        """
        heir = self._heir(old.above) if old.above is not None and old.own else None
        if heir is None or now.above is heir:
            return None
        same = [
            part for part in self._below[id(heir), normal_title(old.title)] if part.own == old.own
        ]
        return Suggestion(same[0].address, 0.9, same[0].title) if len(same) == 1 else None

    def _heir(self, old: Section) -> Section | None:
        """The section that an earlier one has become."""
        address = old.address
        home = self._homes.get(address) or self.found.get(address)
        if home is None:
            return self._after.get(address)
        section = self._after.get(home.address)
        return section or next(iter(self._on_page.get(home.address, ())), None)

    def _alike(self, old: Section, now: Section) -> Suggestion | None:
        """The section elsewhere that is most like the old one, if it appeared there."""
        best: Suggestion | None = None
        for other in self._candidates(old, now):
            if other is now or self._stood_there(old, other):
                continue
            score = self._likeness(old, other, now)
            if score >= CHANGED and (best is None or score > best.likeness):
                best = Suggestion(other.address, score, other.title)
        return best

    def _candidates(self, old: Section, now: Section) -> Iterator[Section]:
        """Sections of the same title, and those of the page that may be the old one renamed."""
        name = normal_title(old.title)
        yield from islice(self._by_title.get(name, ()), MOST_ON_A_PAGE)
        rewritten = name == normal_title(now.title) and self._twins[old.page, name] == 1
        if self._texts.of(old).telling and not rewritten:  # only the text can tell
            for section in islice(self._on_page[old.page], MOST_ON_A_PAGE):
                if (
                    section.level
                    and normal_title(section.title) != name
                    and self._texts.of(section).telling
                ):
                    yield section

    def _likeness(self, old: Section, other: Section, now: Section) -> float:
        text = self._texts.likeness(old, other)
        if text is not None:
            return text.best
        one_tells = self._texts.of(old).telling or self._texts.of(other).telling
        if one_tells or title_likeness(old.title, now.title) == 1.0:
            return 0.0
        alone = len(self._by_title[normal_title(old.title)]) == 1
        return 0.8 if alone or other.page == old.page else 0.0

    def _stood_there(self, old: Section, other: Section) -> bool:
        """Whether the supposed home was there before, and was as much like the old section then."""
        for id in other.ids:
            earlier = self._before.get(other.at(id))
            if earlier is None or earlier is old:
                continue
            took_the_name = (
                normal_title(earlier.title) != normal_title(other.title) == normal_title(old.title)
            )
            if not took_the_name and (
                earlier.text == other.text or self._texts.is_still(earlier, other)
            ):
                return True
        return False


def _by_address(outline: Outline) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in outline.sections:
        for id in section.ids:
            found.setdefault(section.at(id), section)
    return found
