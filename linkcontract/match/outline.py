"""What a site consists of, for comparing: its pages, and in each its sections in order.

A section has one title and perhaps several ids (a label, older labels, a slug); whoever lost one of
them is at home wherever the section is. An outline is made of a site that was read, or of the
titles in a ledger when the old site itself is gone: then it has no texts and no order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from linkcontract.address import anchor_address, split_address
from linkcontract.match.likeness import normal_title
from linkcontract.match.thresholds import SHORT
from linkcontract.site import TEXT_LIMIT, Anchor, AnchorKind, Page, Site


@dataclass(slots=True, eq=False)
class Section:
    """One section (or figure, table, term, other element) of a page; the first id is its own.

    `own` is its text up to the next heading; `text` is that of its subsections as well, where it has
    hardly any. `above` is the section it is a subsection of.
    """

    page: str
    ids: list[str]
    title: str
    kind: AnchorKind
    level: int = 0
    text: str = ""
    own: str = field(init=False)
    above: Section | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.own = self.text

    @property
    def address(self) -> str:
        """The address of the section under its own id."""
        return self.at(self.ids[0])

    def at(self, id: str) -> str:
        """The address of the section under one of its ids; without an id it is the page's."""
        return anchor_address(self.page, id) if id else self.page


@dataclass(slots=True, eq=False)
class PageOutline:
    """One page: its title, its sections in order, the text before the first of them.

    `opening` is its title with that text, where the title has no id of its own.
    """

    path: str
    title: str
    sections: list[Section] = field(default_factory=list)
    lead: str = ""
    ordered: bool = True
    opening: Section | None = None

    @property
    def parts(self) -> list[Section]:
        """The opening, if there is one, and the sections."""
        return self.sections if self.opening is None else [self.opening, *self.sections]

    @property
    def text(self) -> str:
        """All the text of the page that was kept."""
        headed = (section.text for section in self.sections if section.level)
        return " ".join((self.lead, *headed))


@dataclass(slots=True)
class Outline:
    """All pages of a site by address path."""

    pages: dict[str, PageOutline]

    @property
    def sections(self) -> Iterator[Section]:
        """Every section of every page."""
        for page in self.pages.values():
            yield from page.sections


def outline_of(site: Site, *, drifting: bool = False) -> Outline:
    """The outline of a site: what it promises. Texts are there if it was read `with_text`.

    With `drifting`, headings under a generated id (`#id1`) are in it too: nobody is promised
    that they stay there, but they are where something stands today.
    """
    pages = (page for page in site.pages.values() if page.promised)
    return Outline({page.path: _outline_of_page(page, drifting) for page in pages})


def changed_parts(before: Outline, after: Outline) -> Iterator[Section]:
    """The parts of the later pages that could be a new home: all but those that stand as they stood."""
    for page in after.pages.values():
        earlier = before.pages.get(page.path)
        known = {id: part for part in earlier.parts for id in part.ids} if earlier else {}
        for part in page.parts:
            old = next((known[id] for id in part.ids if id in known), None)
            if (
                old is None
                or normal_title(old.title) != normal_title(part.title)
                or part.own not in ("", old.own)
            ):
                yield part


def outline_of_titles(titles: Mapping[str, str]) -> Outline:
    """The outline that can be told from addresses and their titles alone, as a ledger has them."""
    pages: dict[str, PageOutline] = {}
    for address, title in titles.items():
        path, fragment = split_address(address)
        page = pages.setdefault(path, PageOutline(path, "", ordered=False))
        if not fragment:
            page.title = title
        else:
            page.sections.append(Section(path, [unquote(fragment)], title, AnchorKind.HEADING, 2))
    return Outline(pages)


def _outline_of_page(page: Page, drifting: bool) -> PageOutline:
    outline = PageOutline(page.path, page.title, lead=page.text)
    previous: tuple[str, int, str] | None = None
    for anchor in page.anchors:
        drifts = anchor.generated and anchor.kind is AnchorKind.HEADING
        if not (anchor.public or (drifting and drifts)):
            continue
        mark = (anchor.title, anchor.level, anchor.text)
        if (
            anchor.level
            and mark == previous
            and AnchorKind.OLDER_LABEL in (anchor.kind, outline.sections[-1].kind)
        ):
            _join(outline.sections[-1], anchor)
        else:
            outline.sections.append(
                Section(
                    page.path,
                    [anchor.id],
                    anchor.title,
                    anchor.kind,
                    anchor.level,
                    anchor.text,
                )
            )
        previous = mark
    _nest(outline.sections)
    if page.title and not any(section.level == 1 for section in outline.sections):
        outline.opening = Section(page.path, [""], page.title, AnchorKind.HEADING, 1, page.text)
    return outline


def _join(section: Section, anchor: Anchor) -> None:
    """One more id of the same heading; the heading's own id goes first."""
    if anchor.kind is AnchorKind.HEADING:
        section.ids.insert(0, anchor.id)
        section.kind = AnchorKind.HEADING
    else:
        section.ids.append(anchor.id)


def _nest(sections: list[Section]) -> None:
    """Say which section is a part of which, and lend texts to those that have hardly any."""
    headed = [section for section in sections if section.level]
    open_ones: list[Section] = []
    for section in headed:
        while open_ones and open_ones[-1].level >= section.level:
            open_ones.pop()
        section.above = open_ones[-1] if open_ones else None
        open_ones.append(section)
    for number, section in enumerate(headed):
        if len(section.own) < SHORT:
            section.text = _with_subsections(section, islice(headed, number + 1, None))


def _with_subsections(section: Section, following: Iterable[Section]) -> str:
    parts, size = [section.own], 0
    for below in following:
        if below.level <= section.level or size > TEXT_LIMIT:
            break
        parts += [below.title, below.own]
        size += len(below.title) + len(below.own)
    return " ".join(filter(None, parts))[:TEXT_LIMIT]
