"""Whether two sections stand in the same gap between the same neighbors of their page.

A heading that was reworded has kept its place: the headings above and below it are the old ones.
"""

from __future__ import annotations

from linkcontract.match.outline import Outline, PageOutline, Section

_Gap = tuple[str | None, str | None, int, int]
"""The neighbors above and below that have a counterpart, and which one of how many between them."""


class Slots:
    """Compares the places of sections on the pages of two outlines."""

    def __init__(self, before: Outline, after: Outline) -> None:
        self._before = before
        self._after = after
        self._gaps: dict[tuple[bool, str, str], dict[int, _Gap]] = {}

    def alike(self, old: Section, new: Section) -> bool:
        """Whether both stand between the same neighbors, as the same one of as many."""
        old_page, new_page = self._before.pages.get(old.page), self._after.pages.get(new.page)
        if old_page is None or new_page is None or not (old_page.ordered and new_page.ordered):
            return False
        if not old.level or not new.level:
            return False
        mine = self._gaps_on(old_page, new_page, old_side=True).get(id(old))
        return mine is not None and mine == self._gaps_on(new_page, old_page, old_side=False).get(
            id(new)
        )

    def _gaps_on(self, page: PageOutline, other: PageOutline, *, old_side: bool) -> dict[int, _Gap]:
        """For each section of a page that has no counterpart on the other: the gap it stands in."""
        key = (old_side, page.path, other.path)
        found = self._gaps.get(key)
        if found is None:
            found = self._gaps[key] = _gaps(page, other)
        return found


def _gaps(page: PageOutline, other: PageOutline) -> dict[int, _Gap]:
    theirs = {id for section in other.sections if section.level for id in section.ids}
    found: dict[int, _Gap] = {}
    waiting: list[Section] = []
    above: str | None = None
    for section in [section for section in page.sections if section.level]:
        below = next((id for id in section.ids if id in theirs), None)
        if below is None:
            waiting.append(section)
            continue
        found.update(_fill(waiting, above, below))
        waiting, above = [], below
    found.update(_fill(waiting, above, None))
    return found


def _fill(sections: list[Section], above: str | None, below: str | None) -> dict[int, _Gap]:
    return {id(one): (above, below, n, len(sections)) for n, one in enumerate(sections)}
