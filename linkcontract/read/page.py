"""One HTML file, parsed once, as a `Page`.

The parser is Lexbor (through selectolax): a real HTML5 tree, so that an id inside a script's string
is no anchor and of two `href` on one element the first wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import webencodings
from selectolax.lexbor import LexborHTMLParser, LexborNode

from linkcontract.href import can_be_base, clean
from linkcontract.read.anchors import AnchorFinder
from linkcontract.read.content import content_of, structure_of
from linkcontract.read.engines import MDBOOK, OUR_NOTICES, SEARCH_FRAMES, SERVICE_PAGES, drawn_by
from linkcontract.read.links import LINKING, LINKING_IN_DRAWINGS, LinkCollector, style_urls
from linkcontract.read.redirects import led_fragments, redirect_of
from linkcontract.read.titles import collapse, title_of
from linkcontract.site import FIELD, DuplicateId, LinkKind, Page

_SELECT = f"[id], [name], {LINKING}"

_LINKING_TAGS = frozenset(
    [
        "a",
        "area",
        "img",
        "source",
        "video",
        "audio",
        "track",
        "script",
        "link",
        "iframe",
        "embed",
        "object",
        "input",
        "form",
        "meta",
        "image",
        "use",
        "frame",
    ]
)

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w:.\-]+)", re.IGNORECASE)

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(slots=True)
class _Ids:
    """The ids of a page as they are met."""

    tags: dict[str, str] = field(default_factory=dict)
    repeated: dict[str, list[str]] = field(default_factory=dict)

    def add(self, id: str, tag: str) -> None:
        if id in self.tags:
            self.repeated.setdefault(id, [self.tags[id]]).append(tag)
        else:
            self.tags[id] = tag

    def duplicates(self) -> tuple[DuplicateId, ...]:
        return tuple(DuplicateId(id, tuple(tags)) for id, tags in self.repeated.items())


def decode(data: bytes) -> bytes | str:
    """The file's bytes as the parser wants them: as they are when they are UTF-8, else as text.

    What is not UTF-8 is decoded by its byte order mark or by the `<meta charset>` in its first
    1,024 bytes (HTML, "prescan a byte stream"), and never fails: what cannot be read is replaced.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:1024])
        known = webencodings.lookup(declared[1].decode("ascii", "replace")) if declared else None
        if known is None or known.name.startswith("utf-16"):
            # What could be read in order to find that out was no UTF-16.
            known = webencodings.UTF8
        text: str = webencodings.decode(data, known)[0]
        return text
    return data


def ids_in(file: Path) -> frozenset[str]:
    """The ids in a file that is no page, as a drawing; none when it cannot be read."""
    try:
        tree = LexborHTMLParser(decode(file.read_bytes()))
    except OSError:
        return frozenset()
    return frozenset(id for node in tree.css("[id]") if (id := node.attributes.get("id")))


def parse_page(
    file: str,
    path: str,
    data: bytes,
    *,
    with_text: bool = False,
    with_links: bool = True,
    promised: bool = True,
) -> Page:
    """Read one page. `file` and `path` are its place on disk and its address path.

    A page that is not `promised` is served, but its addresses are not public.
    Without `with_links` only links from the root of the host are kept, which tell where the site is served.
    """
    tree = LexborHTMLParser(decode(data))
    page = Page(file, path)
    engine = _read_head(tree, page)
    page.redirect = redirect_of(tree, data)
    is_notice = engine in OUR_NOTICES
    page.promised = (
        promised
        and page.redirect is None
        and not is_notice
        and SERVICE_PAGES.fullmatch(file) is None
        and SEARCH_FRAMES.fullmatch(file) is None
    )
    page.drawn = drawn_by(file, engine, data)
    if MDBOOK in data[:4000] and b"fragmentMap" in data and page.redirect is None:
        scripts = "\n".join(script.text() for script in tree.css("script:not([src])"))
        page.fragments = led_fragments(scripts) or None
    content = content_of(tree, data, engine)
    furniture, headings = structure_of(content)
    finder = AnchorFinder(content, furniture, headings, engine, with_text=with_text)
    marks = _mark(content, furniture)
    outside = {part.mem_id for part in furniture}
    if content is not None:
        outside.add(content.mem_id)
    depth = 1  # in how many things that are not the content
    ids = _Ids()
    names: set[str] = set()
    links = LinkCollector(with_links, _may_hide(data))
    add_link = links.add
    before = 0
    for node in tree.css(f"{_SELECT}, {LINKING_IN_DRAWINGS}" if b"xlink:href" in data else _SELECT):
        key = node.mem_id
        if key == before:  # Lexbor gives an element once for every alternative that it matches
            continue
        before = key
        if key in marks:
            depth += marks[key]
            continue
        in_content = depth == 0 and key not in outside
        tag = node.tag or ""
        attributes = node.attributes
        id = attributes.get("id")
        if id and not (id in ids.tags and _stands_beside(node, id)):
            ids.add(id, tag)
        if tag == "a" and "name" in attributes and (name := attributes["name"]):
            names.add(name)
            id = id or name
        if id and in_content and (section := finder.add(node, key, id, tag)):
            links.enter(section)
        if tag in _LINKING_TAGS:
            add_link(node, tag, attributes, in_content)
    page.ids = frozenset(names.union(ids.tags))
    page.duplicate_ids = ids.duplicates()
    if with_links and _may_fetch(data):
        links.packed += [
            FIELD.join((clean(url), LinkKind.STYLE, "style", "nc", ""))
            for url in style_urls(tree)
            if not url.startswith("data:")
        ]
    page.link_records = links.finish(tree)
    if links.has_unnamed and b"<style" in data and b"content" in data:
        page.styles = "\n".join(style.text() for style in tree.css("style"))
    if page.redirect is None:
        page.head_title = page.title
        page.title = finder.title or _title_outside(tree) or page.title
        page.text, page.anchors = finder.finish(promised=page.promised)
    return page


def _may_fetch(data: bytes) -> bool:
    """Whether the styles in a page may fetch something; few do, and asking the tree is slow."""
    place = data.find(b"url(")
    while place >= 0:
        if b"style" in data[max(0, data.rfind(b"<", 0, place)) : place]:
            return True
        place = data.find(b"url(", place + 4)
    return False


def _stands_beside(node: LexborNode, id: str) -> bool:
    """Whether an empty element right before has the same id: a link to it arrives at both."""
    before = node.prev
    while before is not None and before.is_text_node and not (before.text_content or "").strip():
        before = before.prev
    is_empty = before is not None and before.is_element_node and before.first_child is None
    if before is None or not is_empty or node.tag != "a" or before.tag != "a":
        return False
    return before.attributes.get("id") == id


def _may_hide(data: bytes) -> bool:
    """Whether a page may have anything with `hidden` or `aria-hidden`; one search, for speed."""
    place = data.find(b"hidden")
    while place > 0:
        if data[place - 1] in b" \t\r\n-":
            return True
        place = data.find(b"hidden", place + 6)
    return False


def _mark(content: LexborNode | None, furniture: list[LexborNode]) -> dict[int, int]:
    """Put empty elements where the content begins and ends, and the furniture in it.

    Returns what each of them adds to the number of things that are not the content. So one question
    for the whole page is enough; a second one for the content took a third of the parser's time.
    A mark is a `<source>`: it has no text, and it is asked for already (`LINKING`).
    """
    marks: dict[int, int] = {}
    if content is None or content.parent is None:
        return marks
    blank = content.parser.create_node("source")
    content.insert_before(blank)
    content.insert_after(blank)
    if content.prev is not None and content.next is not None:
        marks = {content.prev.mem_id: -1, content.next.mem_id: 1}
    for part in furniture:
        first = part.first_child
        if first is not None:
            first.insert_before(blank)
            part.insert_child(blank)
            for child, change in ((part.first_child, 1), (part.last_child, -1)):
                if child is not None:
                    marks[child.mem_id] = change
    return marks


def _title_outside(tree: LexborHTMLParser) -> str:
    """The page's heading where the engine puts it beside the text, not into it."""
    heading = tree.css_first("main h1, article h1, [role=main] h1")
    return title_of(heading)[0] if heading is not None else ""


def _read_head(tree: LexborHTMLParser, page: Page) -> str:
    """Put what the head says onto the page; return what it says about the engine."""
    engine = ""
    root = tree.root
    if root is not None:
        page.lang = root.attributes.get("lang")
    for node in tree.head.css("title, base, link, meta") if tree.head is not None else ():
        attributes = node.attributes
        if node.tag == "title":
            page.title = page.title or collapse(node.text())
        elif node.tag == "base":
            page.base = page.base if page.base is not None else attributes.get("href")
        elif node.tag == "link":
            if (attributes.get("rel") or "").strip().lower() == "canonical":
                page.canonical = attributes.get("href")
        else:
            name = (attributes.get("name") or "").lower()
            content = attributes.get("content") or ""
            if name == "description":
                page.description = content
            elif name == "robots":
                page.noindex = "noindex" in content.lower()
            elif name == "generator":
                engine = content.lower()
    if page.base is not None and not can_be_base(page.base):
        page.base = None  # it keeps later ones out all the same
    return engine
