"""What every page must have to be found, named and read by everybody, asking nobody else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from selectolax.lexbor import LexborNode

from proofread.built.check import check, kind_of
from proofread.built.page import BuiltPage
from proofread.mistake import Found, Mistake
from proofread.rules.headings import title
from proofread.rules.pictures import picture_words

# What a browser fetches by itself when it opens a page (HTML Living Standard, "fetching").
_FETCHED = frozenset(("src", "srcset", "poster", "data", "background"))
_FETCHED_LINKS = frozenset(
    "stylesheet icon preload prefetch modulepreload manifest preconnect dns-prefetch"
    " apple-touch-icon shortcut".split()
)
_ELSEWHERE = re.compile(r"\s*(https?:)?//", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")]+)")
_IN_SCRIPT = re.compile(r"\b(?:import|from)\s*\(?['\"](https?://[^'\"]+)")
SHORTEST = 20


@check(title.kind)
def page_titles(page: BuiltPage) -> Iterator[Found]:
    if not page.tree.css("h1"):
        what = "the page has no title"
        yield Found(1, what, "write a heading with one # at its top, below its label")
    for heading in page.tree.css("h1")[1:]:
        text = " ".join(heading.text(separator=" ").replace("¶", "").split())
        line = _heading(page, text)
        yield Found(line, f"“{text}” is a second title on this page", "write ## instead of #")


def _heading(page: BuiltPage, text: str) -> int | None:
    """The line of a second title with this text."""
    lines = enumerate(page.markdown.split("\n"), start=1)
    found = [n for n, line in lines if re.match(r"# ", line) and n != page.title_line]
    return next((n for n in found if page.line_of(text) == n), found[0] if found else None)


@check("page-description", "A page without a description")
def page_description(page: BuiltPage) -> Iterator[Found]:
    """Search engines and chats show nothing of the page but its address.

    The first paragraph below the title is the page's description. Where that cannot be,
    `description: …` in the front matter says it.
    """
    if len(described(page)) <= SHORTEST:
        yield Found(
            page.title_line,
            "the page has no description: it does not begin with a sentence",
            "write a sentence below the title that says what the page answers",
        )


def described(page: BuiltPage) -> str:
    """What search engines show of the page."""
    tag = page.tree.css_first('meta[name="description"]')
    return (tag.attributes.get("content") or "").strip() if tag is not None else ""


@check("foreign-request", "Something that is fetched from another site")
def foreign_request(page: BuiltPage) -> Iterator[Found]:
    """Opening the page would tell another site who reads it, and it would break when that site does.

    Put a copy of the picture, script or style beside the page, or link to it.
    """
    for address in requests(page.tree.css("*")):
        lines = page.markdown.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if address in text), None)
        what = f"opening this page fetches {address[:80]} from another site"
        yield Found(line, what, "put a copy beside the page and name that, or write a link")


def requests(nodes: Iterable[LexborNode]) -> Iterator[str]:
    """Addresses on other hosts that opening a page with these elements asks, without a click."""
    for node in nodes:
        tag, attributes = node.tag, node.attributes
        relation = (attributes.get("rel") or "").lower().split()
        for name, value in attributes.items():
            is_link = name == "href" and tag in ("link", "image", "use")
            fetched = name in _FETCHED or (
                is_link and (tag != "link" or _FETCHED_LINKS & {*relation})
            )
            if fetched and value and _ELSEWHERE.match(value):
                yield value
        styled = attributes.get("style") or ""
        if tag == "style" or styled:
            yield from _IN_STYLE.findall((node.text() if tag == "style" else "") + styled)
        if tag == "script" and "src" not in attributes:
            yield from _IN_SCRIPT.findall(node.text())


@check(picture_words.kind)
def picture_without_words(page: BuiltPage) -> Iterator[Found]:
    for node in nameless(page.tree.css("img, svg, object, embed, iframe")):
        source = (node.attributes.get("src") or node.attributes.get("data") or "").rpartition("/")[
            2
        ]
        lines = page.markdown.split("\n")
        wanted = source or f"<{node.tag}"
        line = next((n for n, text in enumerate(lines, 1) if wanted in text), None)
        what = f"{source or f'<{node.tag}>'} has no text alternative"
        yield Found(line, what, "say what it shows: between the brackets, behind :alt:, or in alt")


def nameless(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """The pictures among these elements that have no text alternative (WCAG 1.1.1)."""
    for node in nodes:
        attributes = node.attributes
        if node.tag == "img":
            if not (attributes.get("alt") or "").strip():
                yield node
        elif node.tag == "svg":
            named = attributes.get("aria-label") or attributes.get("aria-labelledby")
            if not named and not _is_hidden(node):
                yield node
        else:
            yield node


def _is_hidden(picture: LexborNode) -> bool:
    """Whether it is for the eye alone, or part of another picture."""
    node: LexborNode | None = picture
    while node is not None:
        if node.attributes.get("aria-hidden") == "true" or (
            node is not picture and node.tag == "svg"
        ):
            return True
        node = node.parent
    return False


def same_title(pages: Iterable[BuiltPage]) -> Iterator[Mistake]:
    """In search results and browser tabs nobody can tell the two pages apart.

    Each page has a title of its own.
    """

    def named(page: BuiltPage) -> str:
        tag = page.tree.css_first("title")
        return " ".join(tag.text().split()) if tag is not None else ""

    for page, other in _twice(pages, named):
        yield Mistake(
            SAME_TITLE, page.file, page.title_line, f"{other.file} has the same title",
            "give one of the two a title that says what only it answers", by="pages",
        )  # fmt: skip


def same_description(pages: Iterable[BuiltPage]) -> Iterator[Mistake]:
    """In search results nobody can tell the two pages apart.

    The first paragraph of a page is its description: let it say what only this page answers.
    """
    for page, other in _twice(pages, described):
        yield Mistake(
            SAME_DESCRIPTION, page.file, page.line_of(described(page)) or page.title_line,
            f"{other.file} begins with the same sentence",
            "let the first paragraph of one of the two say what only that page answers", by="pages",
        )  # fmt: skip


def _twice(
    pages: Iterable[BuiltPage], of: Callable[[BuiltPage], str]
) -> Iterator[tuple[BuiltPage, BuiltPage]]:
    """Each page that says the same as one before it, with that one."""
    first: dict[str, list[BuiltPage]] = defaultdict(list)
    for page in pages:
        if said := of(page):
            first[said].append(page)
    for same in first.values():
        yield from ((other, same[0]) for other in same[1:])


SAME_TITLE = kind_of("same-title", "Two pages with one title", same_title)
SAME_DESCRIPTION = kind_of("same-description", "Two pages with one description", same_description)
CHECKS = (page_titles, page_description, foreign_request, picture_without_words)
SITE_CHECKS = {SAME_TITLE: same_title, SAME_DESCRIPTION: same_description}
