"""Where a site is served, as far as its own pages tell: its base URL and base path."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import unquote, urlsplit

from linkcontract.site import FIELD, RECORD, Site

_PATH_ENDS = re.compile(rf"[?#{FIELD}]")

_DEEPEST = 6

_A_HABIT = 3

INDEXES = ("index.html", "index.htm")
"""What a host serves for a folder, the first that is there."""

NOT_FOUND = re.compile(r"(?:^|/)404(?:/index)?\.html?$")

VERSION = re.compile(
    r"v?\d+(?:[.\-]\w+)*|latest|stable|dev|devel|development|main|master|next|current|nightly|edge|previews?|pr-.*",
    re.IGNORECASE,
)
"""What the folder of one version of a documentation is called."""


def base_url(site: Site) -> str | None:
    """The address the site's root will have, if its own build says so on every page.

    Of builds without `anchors.json`, the canonical links must be there on most pages and all agree,
    and the address must not be that of one version of several: the canonical links of an older
    version often name the latest one.
    """
    canonicals = [
        (page.path, page.canonical)
        for page in site.pages.values()
        if page.canonical and page.promised
    ]
    bases = {_base_of(path, canonical) for path, canonical in canonicals}
    base = next(iter(bases)) if len(bases) == 1 else ""
    if not base.startswith(("https://", "http://")) or not base.endswith("/"):
        return None
    if site.has_anchor_data:
        return base
    pages = sum(page.promised for page in site.pages.values())
    is_version = any(VERSION.fullmatch(step) for step in urlsplit(base).path.split("/"))
    return base if len(canonicals) > 1 and 2 * len(canonicals) > pages and not is_version else None


def _base_of(path: str, canonical: str) -> str:
    """The address of the root, from a page's path and its canonical link; hosts leave endings out."""
    path = path.removeprefix("./")
    for written in (path, f"{path}index.html", path.removesuffix(".html"), path.rstrip("/")):
        if canonical.endswith(f"/{written}"):
            return canonical.removesuffix(written)
    return canonical + "/" if not path else ""


def base_path(site: Site) -> str:
    """The path the site is served below: as its canonical links say, else by a vote of its links.

    Only links from the root of the host have a say. One to `/nope/page/` may be a mistake: a path is
    believed when at least three different links below it arrive, and more than arrive when the site
    stands at the root. A 404 page is shown at any address, so it cannot do without such links, and
    its own are enough.
    """
    base = base_url(site)
    if base is not None and site.has_anchor_data:
        return urlsplit(base).path
    paths = _paths_from_root(site)
    arrived: Counter[str] = Counter()
    for path, weight in paths.items():
        segments = path.split("/")
        for depth in range(1, min(len(segments), _DEEPEST)):
            rest = "/".join(segments[depth:]).rstrip("/")
            if any(each in site.files for each in (rest, *_files_for(rest))):
                arrived["/".join(segments[:depth]) + "/"] += weight
    likeliest = max(arrived, key=lambda base: (arrived[base], -len(base)), default="/")
    return (
        likeliest if arrived[likeliest] >= _A_HABIT and arrived[likeliest] > arrived["/"] else "/"
    )


def adds_endings(site: Site) -> bool:
    """Whether the site counts on a host that serves `guide.html` for `guide`.

    VitePress and Docusaurus build so. The canonical links say it, where there are any; else the
    links from the root of the host, if most of the pages that are no index are linked so.
    """
    plain = {page.file for page in site.pages.values() if not page.file.endswith(INDEXES)}
    said = [page for page in site.pages.values() if page.file in plain and page.canonical]
    if len(said) > 1:
        ends = (".html", ".htm", ".xhtml")
        written = sum((page.canonical or "").partition("#")[0].endswith(ends) for page in said)
        return 2 * written < len(said)
    without: set[str] = set()
    whole: set[str] = set()
    for path in _paths_from_root(site):
        inside = unquote(path).removeprefix(unquote(site.base_path))
        if inside in plain:
            whole.add(inside)
        elif f"{inside}.html" in plain and not any(f in site.files for f in _files_for(inside)[1:]):
            without.add(f"{inside}.html")
    return len(without) > 1 and len(without) > len(whole) and 2 * len(without) > len(plain)


def _paths_from_root(site: Site) -> dict[str, int]:
    """The paths of all links from the root of the host, as written, and how much each counts."""
    paths: dict[str, int] = {}
    for page in site.pages.values():
        if f"{RECORD}/" in RECORD + page.link_records:
            weight = _A_HABIT if NOT_FOUND.search(page.file) else 1
            for packed in page.packed_links:
                if packed[0] == "/" and packed[1] != "/":
                    path = _PATH_ENDS.split(packed, maxsplit=1)[0]
                    paths[path] = max(weight, paths.get(path, 0))
    return paths


def _files_for(path: str) -> list[str]:
    """What may be served for a path, without a slash at its end, beside a file of that name."""
    return [f"{path}.html", *(f"{path}/{index}".lstrip("/") for index in INDEXES)]
