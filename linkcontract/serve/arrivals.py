"""Which links of a site do not arrive, and why.

Everything is read before anything is judged, and every distinct href of a folder is judged once:
the 175,000 links of a large manual are some 30,000 questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from posixpath import dirname
from urllib.parse import unquote

from linkcontract.href import Target, fragment_hits, has_empty_step, is_elsewhere, plain_path
from linkcontract.serve.host import Lookup
from linkcontract.serve.visit import land
from linkcontract.site import FIELD, Link, LinkKind, Page, Site, unpack_link


class Fault(Enum):
    """Why a link does not arrive."""

    MISSING = auto()
    LETTER_CASE = auto()
    FRAGMENT = auto()
    LOST_FRAGMENT = auto()
    CIRCLE = auto()
    EMPTY_STEP = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a target. `page` is the page that was reached, where one was.

    `other_case` is the path in the letter case that exists; `stubs` are the redirects on the way;
    `fragment` is the fragment that was asked of `page`.
    """

    fault: Fault
    target: Target
    page: Page | None = None
    fragment: str = ""
    other_case: str | None = None
    stubs: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that does not arrive, the page it stands on, and on how many pages it stands.

    A link of the theme's furniture is listed once, for the first page that shows it.
    """

    page: Page
    link: Link
    verdict: Verdict
    pages: int = 1


def broken_links(site: Site, lookup: Lookup) -> list[BrokenLink]:
    """Every link of the site that does not arrive, in the order of pages and links."""
    found = list(_judge_all(site, lookup))
    if _hosts_add_endings(found, lookup):
        site.adds_endings = True
        lookup.forget()
        found = list(_judge_all(site, lookup))
    return _furniture_once(found)


def _judge_all(site: Site, lookup: Lookup) -> Iterator[tuple[Page, str, Verdict]]:
    """Page, packed link and verdict of every link that does not arrive.

    The quick answer comes first: the path, looked up once for each folder, is a page that has the
    fragment. Only what it does not settle is judged, once for each folder.
    """
    folders: dict[tuple[str, str | None], _Folder] = {}
    standing: dict[str, frozenset[str] | None] = {}
    for page in (*site.pages.values(), *site.listings.values()):
        key = (dirname(page.file), page.base)
        folder = folders.get(key) or folders.setdefault(key, _Folder())
        own_ids = page.ids if page.base is None else None
        same_page: dict[str, Verdict | None] = {}
        for packed in page.packed_links:
            href, _, rest = packed.partition(FIELD)
            path, _, fragment = href.partition("#")
            is_of_folder = path != "" and path[0] != "?"
            if not is_of_folder:
                ids = own_ids if not path else None
            elif path in folder.ids:
                ids = folder.ids[path]
            else:
                ids = folder.ids[path] = _ids_at(page, key[0], path, lookup, standing)
            if ids is not None and (not fragment or fragment in ids):
                continue
            judged = folder.judged if is_of_folder else same_page
            if href not in judged:
                judged[href] = judge(page, href, lookup)
            verdict = judged[href]
            if verdict is not None and not _is_passed(rest, verdict):
                yield page, packed, verdict


@dataclass(slots=True)
class _Folder:
    """What is known of the links of one folder's pages.

    `ids` holds for a path the ids of the page that stands there, `None` when no page does or when
    it is a stub; `judged` the verdicts on whole hrefs.
    """

    ids: dict[str, frozenset[str] | None] = field(default_factory=dict)
    judged: dict[str, Verdict | None] = field(default_factory=dict)


def _ids_at(
    page: Page,
    folder: str,
    path: str,
    lookup: Lookup,
    standing: dict[str, frozenset[str] | None],
) -> frozenset[str] | None:
    """The ids of the page that stands at a path; `None` when that needs a closer look.

    `folder` is the page's own; `standing` remembers the ids by the path in the site, which pages of
    many folders share.
    """
    in_site = plain_path(folder, path, lookup.site.base_path) if page.base is None else None
    if in_site is None:
        target = None if is_elsewhere(path) or has_empty_step(path) else lookup.resolve(page, path)
        if target is None:
            return None
        in_site = target.path
    if in_site not in standing:
        place = lookup.place(in_site)
        found = place.page
        settled = found is not None and not found.is_stub and not place.needs_ending
        standing[in_site] = found.ids if found is not None and settled else None
    return standing[in_site]


def _is_passed(rest: str, verdict: Verdict) -> bool:
    """Whether a link of this kind is sound all the same.

    A form is sent to a program on the server, which no built folder holds; of a drawing only what
    `<use>` takes out of it must be in it.
    """
    if verdict.fault is Fault.FRAGMENT and verdict.page is None:
        return f"{FIELD}use{FIELD}" not in f"{FIELD}{rest}"
    if not rest.startswith(LinkKind.FORM.value + FIELD):
        return False
    return not verdict.target.path.endswith((".html", "/"))


def judge(page: Page, href: str, lookup: Lookup) -> Verdict | None:
    """What is wrong with an href on a page, or `None` when it arrives or leads off the site."""
    if is_elsewhere(href) and not lookup.is_own(href):
        return None
    target = lookup.resolve(page, href)
    if target is None:
        return None
    place = lookup.place(target.path)
    if not place.exists:
        fault = Fault.LETTER_CASE if place.other_case is not None else Fault.MISSING
        return Verdict(fault, target, other_case=place.other_case)
    if place.needs_ending:
        return Verdict(Fault.MISSING, target, other_case=target.path + ".html")
    if place.page is not None and has_empty_step(href):
        return Verdict(Fault.EMPTY_STEP, target, place.page)
    if place.page is None and target.fragment and target.path.lower().endswith(".svg"):
        is_there = fragment_hits(target.fragment, lookup.ids_in_drawing(target.path))
        return None if is_there else Verdict(Fault.FRAGMENT, target, fragment=target.fragment)
    if place.page is None or (not target.fragment and not place.page.is_stub):
        return None
    return _judge_fragment(target, place.page, lookup)


def _judge_fragment(target: Target, page: Page, lookup: Lookup) -> Verdict | None:
    """What is wrong with a fragment; it is looked for at the end of the redirects."""
    if not page.is_stub and fragment_hits(target.fragment, page.ids):
        return None
    landing = land(lookup.site, page.file, target.fragment)
    if landing.circle:
        return Verdict(Fault.CIRCLE, target, page, stubs=landing.stubs)
    if landing.page is None and landing.outside is None and page.file not in lookup.site.by_file:
        return Verdict(Fault.MISSING, target)  # a line of _redirects, which no rule looks at
    if landing.page is None or not target.fragment:
        return None
    asked = target.fragment
    if landing.replaced is not None:
        fragment = asked if fragment_hits(asked, landing.page.ids) else landing.fragment
        return Verdict(Fault.LOST_FRAGMENT, target, landing.page, fragment, stubs=landing.stubs)
    fragment = landing.fragment or asked
    if landing.page.drawn and re.fullmatch(landing.page.drawn, unquote(fragment)):
        return None
    if not fragment_hits(fragment, landing.page.ids):
        return Verdict(Fault.FRAGMENT, target, landing.page, fragment, stubs=landing.stubs)
    if landing.lost is not None:
        return Verdict(Fault.LOST_FRAGMENT, target, landing.page, fragment, stubs=landing.stubs)
    return None


def _hosts_add_endings(found: list[tuple[Page, str, Verdict]], lookup: Lookup) -> bool:
    """Whether the site counts on a host that serves `page.html` for `page`.

    It does when more of its pages are linked without the ending than there are broken otherwise,
    and those pages are most of the site's pages that are no index.
    """
    without = {verdict.target.path for _, _, verdict in found if _only_ending(verdict, lookup)}
    plain = sum(
        not page.file.endswith(("index.html", "index.htm")) for page in lookup.site.pages.values()
    )
    return len(without) > 1 and 2 * len(without) > plain


def _only_ending(verdict: Verdict, lookup: Lookup) -> bool:
    return verdict.fault is Fault.MISSING and lookup.place(verdict.target.path).needs_ending


def _furniture_once(found: list[tuple[Page, str, Verdict]]) -> list[BrokenLink]:
    """The broken links, with those of the furniture drawn together over the pages."""
    shown_on: dict[tuple[LinkKind, Target], set[str]] = {}
    result: list[BrokenLink] = []
    drawn: dict[tuple[LinkKind, Target], int] = {}
    for page, packed, verdict in found:
        link = unpack_link(packed)
        if not link.in_content:
            key = (link.kind, verdict.target)
            shown_on.setdefault(key, set()).add(page.path)
            if key in drawn:
                continue
            drawn[key] = len(result)
        result.append(BrokenLink(page, link, verdict))
    for key, place in drawn.items():
        result[place] = replace(result[place], pages=len(shown_on[key]))
    return result
