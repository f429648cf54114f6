"""Where the lost things are now, and whether that may be believed unasked.

Suggestions are made of titles and, where an earlier build is at hand, of texts. A title that several
sections share ("Sources") tells nothing: with two lost sections of that name, or two new ones, only
their text or their label can say which is which. Such pairs are offered, in the order in which they
stand, and never called certain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from linkcontract.address import anchor_address, short_link_id, split_address
from linkcontract.context import Context
from linkcontract.match.homes import Suggestion, suggest
from linkcontract.match.likeness import fingerprint, is_slug, normal_title
from linkcontract.match.outline import Outline, PageOutline, Section, outline_of, outline_of_titles
from linkcontract.match.thresholds import CERTAIN, IN_DOUBT

_NUMBER = re.compile(r"[-_]?\d+$")
"""What an engine adds to the words of a heading that stands on the page already."""


@dataclass(frozen=True, slots=True)
class Home:
    """A new home, whether it may be applied unasked, and if not, the reason in one sentence."""

    suggestion: Suggestion
    certain: bool
    doubt: str = ""


def homes(context: Context, lost: Collection[str]) -> dict[str, Home]:
    """A home for each of the lost addresses that has one; short links have none of their own."""
    return _Homes(context, frozenset(lost)).found


def published_outline(context: Context) -> Outline:
    """What was published, as well as it is known: the earlier build, and the ledger's titles."""
    entries = context.ledger.entries.values() if context.ledger else ()
    titles = {
        entry.address: entry.title for entry in entries if short_link_id(entry.address) is None
    }
    told = outline_of_titles(titles)
    if context.before is None:
        return told
    outline = outline_of(context.before)
    for path, page in told.pages.items():
        known = outline.pages.setdefault(path, page)
        if known is not page:
            ids = {id for section in known.sections for id in section.ids}
            known.sections += [section for section in page.sections if ids.isdisjoint(section.ids)]
    return outline


class _Homes:
    def __init__(self, context: Context, lost: frozenset[str]) -> None:
        self.context = context
        self.lost = lost
        self.before = published_outline(context)
        self.after = outline_of(context.site, drifting=True)
        self.found = {
            address: Home(suggestion, suggestion.likeness >= CERTAIN)
            for address, suggestion in suggest(lost, self.before, self.after).items()
        }
        self.labels = self._places_of_labels()
        self._doubt_pages()
        self._doubt_sections()
        self._follow_page_labels()
        self._offer_what_alone_is_new()
        self._avoid_generated_ids()

    # -- Labels: the same one is the same thing ---------------------------------------------------

    def _places_of_labels(self) -> dict[str, list[Section]]:
        """Where each id that somebody chose stands today."""
        places: dict[str, list[Section]] = defaultdict(list)
        for section in self.after.sections:
            for id in section.ids:
                if self._is_chosen(section, id):
                    places[id].append(section)
        return places

    def _is_chosen(self, section: Section, id: str) -> bool:
        """Whether an id of today's build is a label, and not just the words of its heading."""
        page = self.context.site.pages.get(section.page)
        anchor = page.anchor(id) if page else None
        if anchor is None or anchor.generated:
            return False
        return bool(anchor.label) or not is_slug(_NUMBER.sub("", id), section.title)

    def _is_identified(self, section: Section) -> bool:
        """Whether one label of a lost section stands somewhere: then that is where it went."""
        return any(len(self.labels.get(id, ())) == 1 for id in section.ids)

    def _follow_page_labels(self) -> None:
        """A page that was merged into another one is at home where its own label stands there."""
        for path in self.lost:
            page = self.before.pages.get(path) if "#" not in path else None
            for id in _own_ids(page) if page else ():
                places = self.labels.get(id, ())
                section = places[0] if len(places) == 1 else None
                if section is None or section.page == path or section.level < 2:
                    continue
                address = anchor_address(section.page, id)
                self.found[path] = Home(Suggestion(address, 0.99, section.title), certain=True)

    # -- Names that several have --------------------------------------------------------------------

    def _doubt_sections(self) -> None:
        lost, new = self._lost_by_title(), self._new_by_title()
        for title, sections in lost.items():
            candidates = new.get(title, [])
            if len(sections) < 2 and len(candidates) < 2:
                continue
            unknown = [section for section in sections if not self._text_tells(section, sections)]
            if not unknown or not candidates:
                continue
            self._pair(unknown, candidates, _doubt(sections, candidates))

    def _pair(self, lost: list[Section], new: list[Section], doubt: str) -> None:
        """Offer what stands on the same page in the same order, the last one to all that are left."""
        for section in lost:
            here = [other for other in new if other.page == section.page]
            rank = [other for other in lost if other.page == section.page].index(section)
            for id in section.ids:
                address = anchor_address(section.page, id)
                if address not in self.lost:
                    continue
                known = self.found.get(address)
                if here:
                    home = here[min(rank, len(here) - 1)]
                    suggestion = Suggestion(home.address, IN_DOUBT, home.title)
                    self.found[address] = Home(suggestion, False, doubt)
                elif known is not None:
                    self.found[address] = Home(_less_sure(known.suggestion), False, doubt)

    def _lost_by_title(self) -> dict[str, list[Section]]:
        """Lost sections, in order, without those that one of their labels tells."""
        found: dict[str, list[Section]] = defaultdict(list)
        for section in self.before.sections:
            is_lost = any(anchor_address(section.page, id) in self.lost for id in section.ids)
            stands = any(self._stands(section.page, id) for id in section.ids)
            if section.title and is_lost and not stands and not self._is_identified(section):
                found[normal_title(section.title)].append(section)
        return found

    def _stands(self, path: str, id: str) -> bool:
        page = self.after.pages.get(path)
        return page is not None and any(id in section.ids for section in page.sections)

    def _new_by_title(self) -> dict[str, list[Section]]:
        """Sections of today that were not published at their place, nor elsewhere by their label."""
        places = {(s.page, id) for s in self.before.sections for id in s.ids}
        ids = {id for _, id in places}
        found: dict[str, list[Section]] = defaultdict(list)
        for section in self.after.sections:
            if not section.title or any((section.page, id) in places for id in section.ids):
                continue
            if not any(id in ids and self._is_chosen(section, id) for id in section.ids):
                found[normal_title(section.title)].append(section)
        return found

    def _text_tells(self, section: Section, twins: list[Section]) -> bool:
        """Whether the text of a lost section was known when its home was found, and is its alone."""
        home = next((h for a in self._addresses(section) if (h := self.found.get(a))), None)
        there = self._section_at(home.suggestion.address) if home else None
        if not fingerprint(section.text).telling or (there and not fingerprint(there.text).telling):
            return False
        return not any(twin is not section and twin.text == section.text for twin in twins)

    def _addresses(self, section: Section) -> Iterator[str]:
        return (anchor_address(section.page, id) for id in section.ids)

    def _section_at(self, address: str) -> Section | None:
        page = self.after.pages.get(split_address(address)[0])
        sections = page.sections if page else ()
        return next((s for s in sections if address in self._addresses(s)), None)

    def _doubt_pages(self) -> None:
        """Pages of one name are as doubtful as sections are."""
        lost: dict[str, list[PageOutline]] = defaultdict(list)
        new: dict[str, list[PageOutline]] = defaultdict(list)
        for path, page in self.before.pages.items():
            if path in self.lost and page.title:
                lost[normal_title(page.title)].append(page)
        for path, page in self.after.pages.items():
            if path not in self.before.pages and page.title:
                new[normal_title(page.title)].append(page)
        for title, pages in lost.items():
            if len(pages) < 2 and len(new.get(title, ())) < 2:
                continue
            for page in pages:
                home = self.found.get(page.path)
                if home is None or fingerprint(page.text).telling or self._is_identified_page(page):
                    continue
                doubt = _doubt(pages, new.get(title, []))
                self.found[page.path] = Home(_less_sure(home.suggestion), False, doubt)

    def _is_identified_page(self, page: PageOutline) -> bool:
        home = split_address(self.found[page.path].suggestion.address)[0]
        places = (self.labels.get(id, ()) for section in page.sections for id in section.ids)
        return any(section.page == home for found in places for section in found)

    # -- Reworded beyond recognition ----------------------------------------------------------------

    def _offer_what_alone_is_new(self) -> None:
        """On a page that lost one section and got one, that one, for a person to look at."""
        published = {id for section in self.before.sections for id in section.ids}
        taken = {home.suggestion.address for home in self.found.values()}
        for path, page in self.after.pages.items():
            old = self.before.pages.get(path)
            addresses = [
                address
                for section in (old.sections if old else ())
                if not self._is_identified(section)
                for address in self._addresses(section)
                if address in self.lost and address not in self.found
            ]
            new = [
                section
                for section in page.sections
                if published.isdisjoint(section.ids)
                and section.address not in taken
                and any(self._is_chosen(section, id) for id in section.ids)
            ]
            if len(addresses) == len(new) == 1:
                suggestion = Suggestion(new[0].address, IN_DOUBT, new[0].title)
                self.found[addresses[0]] = Home(suggestion, False, self._all_new)

    @property
    def _all_new(self) -> str:
        file = self.context.moves.file if self.context.moves else "links/moved.txt"
        return (
            "it is the only one that is new on that page; if it says something else, the old one is "
            f"gone: then write that, and why, in {file} instead"
        )

    # -- Ids that are nobody's name ------------------------------------------------------------------

    def _avoid_generated_ids(self) -> None:
        """No line may lead to a made-up id; on its own page a heading can be given the old label."""
        for address, home in self.found.items():
            path, fragment = split_address(home.suggestion.address)
            page = self.context.site.pages.get(path)
            anchor = page.anchor(fragment) if page and fragment else None
            if anchor is not None and anchor.generated and path != split_address(address)[0]:
                suggestion = Suggestion(path, home.suggestion.likeness, anchor.title)
                doubt = f"the heading “{anchor.title}” there has no label of its own"
                self.found[address] = Home(suggestion, False, home.doubt or doubt)


def _own_ids(page: PageOutline) -> list[str]:
    """The ids of a page's own title: of its first heading, or of what the ledger calls the same."""
    top = [s for s in page.sections if s.level == 1]
    named = [
        s for s in page.sections if page.title and normal_title(s.title) == normal_title(page.title)
    ]
    return [id for section in (top[:1] if page.ordered and top else named) for id in section.ids]


def _less_sure(suggestion: Suggestion) -> Suggestion:
    return Suggestion(suggestion.address, min(suggestion.likeness, IN_DOUBT), suggestion.title)


def _doubt(lost: Collection[Section | PageOutline], new: Collection[Section | PageOutline]) -> str:
    """Why a title does not tell, in one sentence."""
    title = next(iter(lost)).title
    if len(lost) > 1:
        return f"{len(lost)} lost links were to something called “{title}”: see whether this is the right one"
    return f"{len(new)} new places are called “{title}”: see whether this is the right one"
