"""Addresses: how the contract writes the place of a page or an anchor, and what a site serves there.

An address is site-relative, without a leading slash and percent-encoded (RFC 3986, section 2):
``mission/value-proposition/#value-hub-users``. The front page is ``./``; ``index.html`` is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from linkcontract.model import Anchor, Carries, Page, Redirect, Site
from linkcontract.urls import (
    fragment_hits,
    join_address,
    normal_path,
    resolve,
    split_address,
)

_IN_PATH = "/!$&'()*+,;=:@~-._"
_IN_FRAGMENT = _IN_PATH + "?"
_MOST_HOPS = 20


def page_path(file: str) -> str:
    """The address path of a file of the site (its relative path, ``/``-separated, decoded)."""
    folder, _, name = file.rpartition("/")
    if name in ("index.html", "index.htm"):
        file = f"{folder}/" if folder else "./"
    path = quote(file, safe=_IN_PATH, errors="surrogateescape")
    first, slash, rest = path.partition("/")
    # A colon in the first step would make it the scheme of a URL.
    return first.replace(":", "%3A") + slash + rest if ":" in first else path


def anchor_address(path: str, id: str) -> str:
    """The address of an id on the page with this address path."""
    return join_address(path, quote(id, safe=_IN_FRAGMENT, errors="surrogateescape"))


def addresses(site: Site) -> dict[str, Page | Anchor]:
    """Every public address of a site, sorted: its promised pages, their public anchors, short links."""
    found: dict[str, Page | Anchor] = {}
    for page in site.pages.values():
        if page.path in site.short_links:
            found[page.path] = page
        if not page.promised:
            continue
        found[page.path] = page
        for anchor in page.anchors:
            if anchor.public:
                found[anchor_address(page.path, anchor.id)] = anchor
    return dict(sorted(found.items()))


def page_at(site: Site, path: str) -> Page | None:
    """The page a static host serves for a decoded path inside the site (``urls.Target.path``).

    A folder serves its index page, with or without the slash at its end; ``x/index.html`` and
    ``x/`` are the same page, ``x.html`` and ``x/`` are not.
    """
    name = path.removeprefix("./")
    by_file = site.by_file
    return by_file.get(name) or by_file.get(f"{name.rstrip('/')}/index.html".lstrip("/"))


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a visitor of an address ends up.

    ``page`` is the page that stays, ``None`` when there is none in the site; ``outside`` is the URL
    when the way leads off the site; ``fragment`` is what is still asked for there. ``lost`` names
    the stub that dropped the fragment, ``replaced`` the one that put its own in its place.
    ``stubs`` are the pages gone through.
    """

    page: Page | None
    fragment: str = ""
    outside: str | None = None
    lost: Page | None = None
    stubs: tuple[Page, ...] = ()
    circle: bool = False
    replaced: Page | None = None

    @property
    def served(self) -> bool:
        """Whether the page is there and the fragment finds its target."""
        if self.lost is not None or self.circle:
            return False
        return self.outside is not None or (self.page is not None and fragment_hits(self.fragment, self.page.ids))


def land(site: Site, path: str, fragment: str = "") -> Landing:
    """Go to a decoded path with a fragment as a browser does, through every stub to the end."""
    stubs: list[Page] = []
    lost: Page | None = None
    replaced: Page | None = None
    while True:
        page = page_at(site, path)
        if page is None or page.redirect is None:
            return Landing(page, fragment, None, lost, tuple(stubs), replaced=replaced)
        if page in stubs or len(stubs) >= _MOST_HOPS:
            return Landing(None, fragment, None, lost, tuple(stubs), circle=True)
        if fragment and fragment_hits(fragment, page.ids) and page.redirect.carries is Carries.NOTHING:
            return Landing(page, fragment, None, lost, tuple(stubs))
        href, own = _handed_on(page.redirect, fragment)
        if not href or href.startswith("#"):  # our own notice: it is what there is to read
            return Landing(page, unquote(href[1:]) or fragment, None, lost, tuple(stubs))
        stubs.append(page)
        file = base_file(page, site.base_path)
        target = resolve(file, href, site.base_path) if file is not None else None
        if fragment and redirect_drops(page.redirect):
            if "#" not in href:
                lost = lost or page
            elif target is not None and target.fragment != fragment:
                replaced = replaced or page
        if target is None:
            return Landing(None, "", href, lost, tuple(stubs))
        path, fragment = target.path, target.fragment if own or not fragment else fragment


def redirect_drops(redirect: Redirect) -> bool:
    """Whether a redirect drops the fragment that it was asked for: a meta refresh without a script."""
    return redirect.carries is Carries.NOTHING


def _handed_on(redirect: Redirect, fragment: str) -> tuple[str, bool]:
    """The URL a stub goes to for a fragment, and whether that URL's own fragment is the one that counts.

    It does where the stub drops what it was asked for, or has a place of its own for it. Otherwise
    its script puts what it was asked for in the place of what its URL says.
    """
    mapped = redirect.fragments.get(fragment) if fragment else None
    if mapped is not None:
        return mapped, True
    return redirect.href, redirect_drops(redirect)


def base_file(page: Page, base_path: str, base_url: str | None = None) -> str | None:
    """The file that the links of a page are relative to, by its ``<base>``; ``None`` off the site."""
    if page.base is None:
        return page.file
    base = resolve(page.file, page.base, base_path, base_url)
    if base is None:
        return None
    return base.path + "index.html" if base.path.endswith("/") or not base.path else base.path


def served_at(site: Site, address: str) -> Landing:
    """Where today's build takes a visitor of an address; ask the result whether it is ``served``."""
    path, fragment = split_address(address)
    return land(site, normal_path(path.partition("?")[0]), fragment)


def is_served(site: Site, address: str) -> bool:
    """Whether the site serves an address: the page is there and the fragment finds its target."""
    return served_at(site, address).served


def final_address(landing: Landing) -> str | None:
    """The address of where a visitor ends up, ``None`` when that is not a page of this site."""
    if landing.page is None:
        return None
    return join_address(landing.page.path, landing.fragment)
