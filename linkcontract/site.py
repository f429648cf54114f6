"""What a built site is, once read: the nouns every other part of the link contract speaks of.

A :class:`Site` holds its :class:`Page` objects by address; a page holds its ids, its
:class:`Anchor` objects and its :class:`Link` objects. Nothing here reads a file or knows a parser.

The objects are kept small on purpose: a site of 5,000 pages has more than a million links, and
every page crosses from a reading process to the judging one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

TEXT_LIMIT = 3000
"""Characters of a section that are kept: plenty to know it again, and bounded for large sites."""

FIELD = "\x1f"
"""Separates the columns of one packed link; no URL a browser reads can hold it."""

HANDOUTS = "handouts/"
"""The folder of the built site whose files are published like pages."""

RECORD = "\x1e"
"""Separates the packed links of a page, which are kept as one string."""


class UnreadableSite(Exception):
    """The folder could not be read as a site. The message is one line and names the folder or file."""


class AnchorKind(StrEnum):
    """What an anchor stands at."""

    HEADING = "heading"
    OLDER_LABEL = "older-label"
    FIGURE = "figure"
    TABLE = "table"
    TERM = "term"
    ELEMENT = "element"


class LinkKind(StrEnum):
    """Which element and attribute a link was written in."""

    ANCHOR = "a"
    AREA = "area"
    IMAGE = "img"
    SRCSET = "srcset"
    POSTER = "poster"
    MEDIA = "media"
    SCRIPT = "script"
    STYLESHEET = "stylesheet"
    ICON = "icon"
    FRAME = "iframe"
    OBJECT = "object"
    FORM = "form"
    REFRESH = "refresh"
    RELATED = "related"
    """`<link rel="next">`, `prev`, `search`, `alternate` and their like."""
    STYLE = "style"
    """`url()` in a style sheet or a `style` attribute."""
    LISTED = "listed"
    """A page that a sitemap or a search index names."""


class Anchor(NamedTuple):
    """One element id in the content of a page that a reader could be sent to.

    `public` says whether the contract promises it; `generated` whether its id looks made up by
    an engine (`id1`), which is why it is not promised. `permalink` is the `href` of the
    anchor's own ¶ link as written, where it has one. `text` is the anchor's own text up to the
    next heading of any level, whitespace collapsed, cut at :data:`linkcontract.content.TEXT_LIMIT`;
    it is empty unless the site was read `with_text`. `level` is 1-6 for a heading, else 0.
    `label` and `source` (Markdown `file`, `line`) are known only from `anchors.json`.

    A tuple, because it crosses between processes in a third of the time that a frozen dataclass
    takes: 0.05 s instead of 0.15 s for the 21,000 anchors of the Python documentation.
    """

    id: str
    kind: AnchorKind
    title: str = ""
    public: bool = True
    generated: bool = False
    level: int = 0
    permalink: str | None = None
    text: str = ""
    label: str | None = None
    file: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a page, in document order.

    `href` is the attribute as written, except that tab and newline are gone and the spaces around
    it too (WHATWG URL, "basic URL parser", steps 1 and 3). `element` is the tag it stands on.
    `named` says whether the link has an accessible name; it is true for whatever is no `<a>` or
    `<area>`. `in_content` is false for links of the theme's furniture. `section` is the id of
    the last anchor before the link in the content, or empty. `hooks` is what style sheets may know
    a link without a name by: for it and each element in it, tab-separated, the tag, `#id`, `.class`.
    """

    href: str
    kind: LinkKind
    element: str
    named: bool = True
    in_content: bool = True
    section: str = ""
    hooks: str = ""


@dataclass(frozen=True, slots=True)
class DuplicateId:
    """An id that stands on more than one element of a page; `elements` are their tags, in order."""

    id: str
    elements: tuple[str, ...]


class Carries(StrEnum):
    """What a redirect stub does with the fragment it was asked for."""

    NOTHING = "nothing"
    """A plain meta refresh: the fragment is lost."""
    ALL = "all"
    """A script puts `location.hash` in the place of the target's own fragment."""
    APPENDED = "appended"
    """A script writes `location.hash` behind the target as it is, a second `#` or not."""
    UNLESS_OWN = "unless-own"
    """The host redirects: the fragment goes on where the target has none of its own (RFC 9110)."""
    MAPPED = "mapped"
    """Our own stubs: a map of the fragments that moved; whatever is not in it goes on unchanged."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where a stub page sends its visitor.

    `href` is the target as written on the stub; it is empty when whoever asks for no fragment, or
    for one that is not in the map, stays and reads: the page was taken apart or withdrawn, and only
    sections of it live on elsewhere. A target that begins with `#` is a place on the stub itself,
    which says that the section is gone. `fragments` maps an old fragment to its new
    target (as written, relative to the stub) where the stub says so machine-readably, in
    `<script type="application/json" id="moved-fragments">`.
    """

    href: str
    carries: Carries
    fragments: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """One HTML page.

    `file` is its path in the site, `/`-separated; `path` its address without a fragment
    (`./`, `mission/value-proposition/`, `old/page.html`), percent-encoded. `ids` holds every
    target a fragment can hit (any element's `id`, and `name` on `<a>`), furniture included.
    `anchors` are those of the content only, in document order. `redirect` is set on a stub:
    a page that leads elsewhere at once. `promised` is false for stubs, for search, index and 404
    pages, and for pages that `anchors.json` does not list.
    `fragments` are those that a script of the page leads on, and where, as a :class:`Redirect`'s.
    `drawn` is what fragments its scripts answer without an id, as a regular expression,
    `styles` what its own style sheets may say of names, `head_title` its `<title>`.
    `text` is the page's own text before its first anchor, under the same terms as an anchor's.
    """

    file: str
    path: str
    title: str = ""
    lang: str | None = None
    base: str | None = None
    canonical: str | None = None
    description: str | None = None
    noindex: bool = False
    promised: bool = True
    redirect: Redirect | None = None
    ids: frozenset[str] = frozenset()
    duplicate_ids: tuple[DuplicateId, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    text: str = ""
    fragments: Mapping[str, str] | None = None
    drawn: str = ""
    styles: str = ""
    head_title: str = ""
    label: str | None = None
    source: str | None = None
    line: int | None = None
    link_records: str = ""
    """All links, packed, as one string: it crosses between processes at once, and a million links
    of a large site are not a million objects."""
    _found: tuple[tuple[Anchor, ...], dict[str, Anchor]] | None = field(
        default=None, repr=False, compare=False
    )

    @property
    def packed_links(self) -> list[str]:
        """The page's links, in document order, each packed (:func:`unpack_link`)."""
        return self.link_records.split(RECORD) if self.link_records else []

    @property
    def is_stub(self) -> bool:
        """Whether the page only leads elsewhere."""
        return self.redirect is not None

    @property
    def links(self) -> Iterator[Link]:
        """The page's links, in document order, unpacked one by one."""
        return map(unpack_link, self.packed_links)

    def anchor(self, id: str) -> Anchor | None:
        """The anchor of the content with this id, or `None`."""
        if self._found is None or self._found[0] is not self.anchors:
            self._found = self.anchors, {anchor.id: anchor for anchor in reversed(self.anchors)}
        return self._found[1].get(id)


@dataclass(frozen=True, slots=True)
class Forward:
    """A line of `_redirects`: the path a host leads on, and the URL it leads to.

    `source` is a decoded path in the site, without a slash at its end; its steps that begin with
    a colon stand for any one step, a `*` at the end for any number of them. `target` names them
    again, the rest as `:splat`. `forced` ones come before what stands at the path.
    """

    source: str
    target: str
    forced: bool = False


@dataclass
class Site:
    """A built site, read.

    `pages` maps address paths to pages, stubs and search pages included. `files` holds the
    relative path of every file in the folder (`/`-separated, as the disk spells it), pages too.
    `base_path` is the path the site is served under, as its own absolute links tell (`/` or
    `/project/`). `has_anchor_data` says that an `anchors.json` was found and used.
    """

    root: Path
    pages: dict[str, Page]
    files: frozenset[str]
    base_path: str = "/"
    has_anchor_data: bool = False
    short_links: dict[str, str] = field(default_factory=dict)
    """Addresses of short links (`go/<id>/`) and their titles, from `anchors.json`."""
    handouts: dict[str, str] = field(default_factory=dict)
    """Files that are printed into the folder after the build, and their titles, from `anchors.json`."""
    listings: dict[str, Page] = field(default_factory=dict)
    """Files that are no pages but lead to some, by their path: `read.listings`."""
    adds_endings: bool = False
    """Whether the host serves `guide.html` for `guide`, which is then its address."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Paths in the folder that could not be read, each with the reason."""
    forwards: tuple[Forward, ...] = ()
    """What the host's own file of redirects, `_redirects`, leads elsewhere."""

    @cached_property
    def by_file(self) -> dict[str, Page]:
        """The same pages by relative file path."""
        return {page.file: page for page in self.pages.values()}

    def forwards_from(self, step: str) -> list[Forward]:
        """The lines of `_redirects` that may be for a path with this first step, in order."""
        either = self._forwards.get("", []) if step else []
        return sorted([*self._forwards.get(step, []), *either], key=self._orders.__getitem__)

    @cached_property
    def _forwards(self) -> dict[str, list[Forward]]:
        """The lines of `_redirects` by their first step; under `""` those for any."""
        found: dict[str, list[Forward]] = {}
        for forward in self.forwards:
            first = forward.source.partition("/")[0]
            found.setdefault("" if first == "*" or first.startswith(":") else first, []).append(
                forward
            )
        return found

    @cached_property
    def _orders(self) -> dict[Forward, int]:
        return {forward: number for number, forward in enumerate(self.forwards)}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder of the site, without a slash at the end; the site's own root is `""`."""
        folders = {""}
        for file in self.files:
            folder = file.rpartition("/")[0]
            while folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(folders)

    @cached_property
    def to_be_printed(self) -> frozenset[str]:
        """The handouts of a build that none was printed into yet; of one that has some, none."""
        printed = any(file.startswith(HANDOUTS) for file in self.files)
        return frozenset() if printed else frozenset(self.handouts)

    @cached_property
    def files_by_folded_name(self) -> dict[str, str]:
        """Files by their case-folded path, to find the one that differs only in letter case."""
        return {file.casefold(): file for file in sorted(self.files)}


def unpack_link(packed: str) -> Link:
    """The link of a packed one: its fields in order, joined by FIELD, the two facts as letters."""
    href, kind, element, flags, section, *hooks = packed.split(FIELD)
    named, in_content = "n" in flags, "c" in flags
    return Link(href, LinkKind(kind), element, named, in_content, section, "".join(hooks))
