"""Going to an address as a browser does: through every redirect, to the page that stays."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from linkcontract.address import join_address, split_address
from linkcontract.href import fragment_hits, normal_path, resolve
from linkcontract.serve.host import base_file, page_at
from linkcontract.site import Carries, Page, Redirect, Site

_MOST_HOPS = 20


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a visitor of an address ends up.

    `page` is the page that stays, `None` when there is none in the site; `outside` is the URL
    when the way leads off the site; `fragment` is what is still asked for there. `lost` names
    the stub that dropped the fragment, `replaced` the one that put its own in its place.
    `stubs` are the pages gone through.
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
        return self.outside is not None or (
            self.page is not None and fragment_hits(self.fragment, self.page.ids)
        )


def land(site: Site, path: str, fragment: str = "") -> Landing:
    """Go to a decoded path with a fragment as a browser does, through every stub to the end."""
    stubs: list[Page] = []
    lost: Page | None = None
    replaced: Page | None = None
    while True:
        page = page_at(site, path)
        led = None if page is None else _led_on(page, fragment)
        if page is not None and led is not None and page not in stubs:
            stubs.append(page)
            target = resolve(page.file, led, site.base_path)
            if target is None:
                return Landing(None, "", led, lost, tuple(stubs))
            path, fragment = target.path, target.fragment
            continue
        if page is None or page.redirect is None:
            return Landing(page, fragment, None, lost, tuple(stubs), replaced=replaced)
        if page in stubs or len(stubs) >= _MOST_HOPS:
            return Landing(None, fragment, None, lost, tuple(stubs), circle=True)
        if (
            fragment
            and fragment_hits(fragment, page.ids)
            and page.redirect.carries is Carries.NOTHING
        ):
            return Landing(page, fragment, None, lost, tuple(stubs))
        href, own = _handed_on(page.redirect, fragment)
        if not href or href.startswith("#"):  # our own notice: it is what there is to read
            return Landing(page, unquote(href[1:]) or fragment, None, lost, tuple(stubs))
        stubs.append(page)
        file = base_file(page, site.base_path)
        target = resolve(file, href, site.base_path) if file is not None else None
        keeps_own = page.redirect.carries is Carries.UNLESS_OWN and own
        if fragment and (keeps_own or redirect_drops(page.redirect)):
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

    It does where the stub drops what it was asked for, or has a place of its own for it, or only
    writes it behind its URL. Otherwise what was asked for takes the place of what its URL says.
    """
    mapped = redirect.fragments.get(fragment) if fragment else None
    if mapped is not None:
        return mapped, True
    if redirect.carries is Carries.APPENDED and fragment:
        return f"{redirect.href}#{fragment}", True
    has_own = redirect.carries is Carries.UNLESS_OWN and "#" in redirect.href
    return redirect.href, has_own or redirect_drops(redirect)


def _led_on(page: Page, fragment: str) -> str | None:
    """Where a page that stays leads a fragment on by a script, as mdBook's do."""
    if page.redirect is not None or not page.fragments:
        return None
    return page.fragments.get(fragment) or page.fragments.get(unquote(fragment))


def served_at(site: Site, address: str) -> Landing:
    """Where today's build takes a visitor of an address; ask the result whether it is `served`."""
    path, fragment = split_address(address)
    return land(site, normal_path(path.partition("?")[0]), fragment)


def is_served(site: Site, address: str) -> bool:
    """Whether the site serves an address: the page is there and the fragment finds its target."""
    return served_at(site, address).served


def final_address(landing: Landing) -> str | None:
    """The address of where a visitor ends up, `None` when that is not a page of this site."""
    if landing.page is None:
        return None
    return join_address(landing.page.path, landing.fragment)
