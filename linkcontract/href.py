"""How a browser reads an `href`.

A link is resolved the way the WHATWG URL Standard does it, not the way a disk would: control
characters and spaces around it vanish, tab and newline inside it too, a backslash is a slash,
`..` stops at the root, `%2e%2e` is `..`. The result is a path inside the site, percent-decoded,
because that is what a static host looks up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ada_url import join_url

from linkcontract.address import IN_PATH, SCHEME

_PLAIN = re.compile(
    r"((?:\.\./)*)(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?"
)

_AROUND = "".join(map(chr, range(0x21)))

_VANISHES = str.maketrans("", "", "\t\n\r")

_TEXT_DIRECTIVE = ":~:"

_AS_SENT = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", '"<>`'))
"""What a browser leaves as it is in a fragment (WHATWG URL, fragment percent-encode set)."""

_HOST = "https://site.invalid"
"""Stands for the host of a site, which its pages need not tell (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link points at inside its own site.

    `path` is percent-decoded and relative to the root of the site: `""` or something ending in
    `/` is a folder, all else a file or a folder written without its slash. `fragment` is as
    written, without `#` and without a text directive; empty when there is none.
    """

    path: str
    fragment: str = ""


def clean(href: str) -> str:
    """The href without what the URL parser drops (WHATWG URL, basic URL parser, steps 1 and 3)."""
    return href.strip(_AROUND).translate(_VANISHES)


def is_elsewhere(href: str) -> bool:
    """Whether a cleaned href leads to another host or is no address of a file at all.

    True for `https://…`, `//host/…`, `mailto:`, `tel:`, `data:`, `javascript:` and every other
    scheme (WHATWG URL, scheme state; special authority slashes state for `//`, `\\\\`).
    """
    start = href[:2].replace("\\", "/")
    return start == "//" or SCHEME.match(href) is not None


def resolve(
    file: str, href: str, base_path: str = "/", base_url: str | None = None
) -> Target | None:
    """Where `href`, written on the page `file` of a site, leads inside that site.

    `file` is the page's path in the folder, decoded (`mission/index.html`); `base_path` the path
    the site is served under; `base_url` the whole address of the site's root, when links to it
    are to be taken as links inside. Returns `None` for what leads off the site, be it by `..`. A
    link to the page itself (`#…`, `?…`, empty) has the page's own file as its path.
    """
    href = clean(href)
    fragment = href.partition("#")[2].partition(_TEXT_DIRECTIVE)[0]
    root = _HOST + base_path
    own = own_part(href, base_url)
    if own is not None:
        path = own
    else:
        if href[:1] in ("", "#", "?"):
            return Target(file, fragment)
        try:
            url = join_url(root + quote(file, safe=IN_PATH, errors="surrogateescape"), href)
        except ValueError:  # no browser takes it for a URL either
            return None
        url = _without_end(url)
        if not f"{url}/".startswith(root):
            return None
        path = url[len(root) :]
    steps = [step for step in path.split("/") if step]  # static hosts serve a//b as a/b
    is_folder = path.endswith("/") or not steps
    decoded = unquote("/".join(steps), errors="surrogateescape")
    return Target(decoded + "/" * (is_folder and bool(steps)), fragment)


def own_part(href: str, base_url: str | None) -> str | None:
    """What comes after the site's own address in a whole URL; `None` where it is another's.

    Scheme, host and port may be spelled as browsers allow: `http:`, `//HOST`, `:443`.
    """
    if not base_url or not is_elsewhere(href):
        return None
    host = base_url.partition("//")[2].partition("/")[0]
    if host.isascii() and host.partition(":")[0].casefold() not in href.casefold():
        return None
    try:
        base, url = join_url(base_url, ""), _without_end(join_url(base_url, href))
    except ValueError:
        return None
    base, url = (re.sub("^http:", "https:", each) for each in (base, url))
    return url[len(base) :] if f"{url}/".startswith(base) else None


def _without_end(url: str) -> str:
    """The URL without its query and fragment."""
    return url.partition("#")[0].partition("?")[0]


def can_be_base(href: str) -> bool:
    """Whether a browser takes the `href` of a `<base>` (HTML, "set the frozen base URL").

    One that is no URL, and `data:` or `javascript:`, are as if absent.
    """
    try:
        return not join_url(f"{_HOST}/", clean(href)).startswith(("data:", "javascript:"))
    except ValueError:
        return False


def has_empty_step(href: str) -> bool:
    """Whether the path of a relative `href` has a step without a name, as in `a//c.html`."""
    path = href.partition("#")[0].partition("?")[0].replace("\\", "/")
    return "//" in path[1:] and not is_elsewhere(href)


def relative(file: str, path: str) -> str:
    """How a page with this file in the site writes the percent-encoded path of another, or `./`."""
    here = [quote(part, safe="/!$&'()*+,;=:@~-._") for part in file.split("/")[:-1]]
    there = path.removeprefix("./").split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    written = "../" * (len(here) - shared) + "/".join(there[shared:])
    # A colon in the first step would make it a scheme.
    return f"./{written}" if not written or ":" in written.partition("/")[0] else written


def normal_path(path: str, above: list[str] | None = None) -> str:
    """A URL path without dot segments, percent-decoded; `..` stops at the root (WHATWG URL, 4.4).

    `above` are the decoded segments of the folder it is relative to. Empty segments are dropped:
    static hosts serve `a//b` as `a/b`.
    """
    segments = list(above or ())
    last_is_folder = True
    for segment in path.split("/"):
        plain = unquote(segment, errors="surrogateescape") if "%" in segment else segment
        last_is_folder = plain in ("", ".", "..")
        if plain == "..":
            if segments:
                segments.pop()
        elif plain not in ("", "."):
            segments.append(plain)
    return "/".join(segments) + ("/" if last_is_folder and segments else "")


def plain_path(folder: str, path: str, base_path: str = "/") -> str | None:
    """The path that :func:`resolve` gives for a relative one of the kind that nearly all are.

    Steps of letters, digits, `.`, `-` and `_`, after any number of `../`; `None` for all others,
    and for what leads above the root of a site that does not have the host for itself.
    `folder` is the decoded folder of the page. A quarter of the time of the general way, which
    counts on a site where every page has a folder of its own.
    """
    plain = _PLAIN.fullmatch(path)
    if plain is None:
        return None
    up = plain.end(1) // 3
    if up:
        steps = folder.split("/") if folder else []
        if up > len(steps) and base_path != "/":
            return None
        folder = "/".join(steps[: len(steps) - up]) if up < len(steps) else ""
    return f"{folder}/{path[plain.end(1) :]}" if folder else path[plain.end(1) :]


def fragment_hits(fragment: str, ids: frozenset[str]) -> bool:
    """Whether a fragment finds a target among the ids of a page.

    HTML, 7.4.6.4 "find a potential indicated element": nothing, or the raw match, or the
    percent-decoded match, or the word `top` in any letter case. The raw match is made with the
    fragment as the browser sends it: `#a b` finds `id="a%20b"`.
    """
    return (
        not fragment
        or fragment in ids
        or unquote(fragment) in ids
        or unquote(fragment).lower() == "top"
        or quote(fragment, safe=_AS_SENT, errors="surrogatepass") in ids
    )
