"""The anchors in the content of one page: which ids stand there, at what, under which title."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from linkcontract.read.content import HEADINGS, Promises
from linkcontract.read.engines import NO_PLACE, NO_TEXT, TABLE_WRAPPERS, is_generated
from linkcontract.read.titles import collapse, permalink_of, plain_title, text_of, title_of
from linkcontract.site import TEXT_LIMIT, Anchor, AnchorKind

_INLINE = frozenset(("span", "a", "i", "b", "em", "strong", "code"))

_CAPTIONED = frozenset(("figure", "table"))


@dataclass(slots=True)
class _Found:
    """An anchor as it was met, before the text of its section is known."""

    id: str
    kind: AnchorKind
    title: str
    generated: bool
    level: int
    permalink: str | None
    heading: int
    text: str


@dataclass(slots=True)
class _Heading:
    title: str
    level: int
    permalink: str | None
    key: int


class AnchorFinder:
    """Collects the anchors of a page: first its headings, then the ids as the parser meets them."""

    def __init__(
        self,
        content: LexborNode | None,
        furniture: list[LexborNode],
        headings: list[LexborNode],
        engine: str,
        *,
        with_text: bool,
    ) -> None:
        self.content = content
        self.furniture = furniture
        self.promises = Promises(content)
        self.engine = engine
        self.with_text = with_text
        self.title = ""
        self.names_site = False
        """Whether that is a link and no more, as the name of the site is above every page."""
        self.found: list[_Found] = []
        self.seen: set[str] = set()
        self.heading_keys: set[int] = set()
        self.at_heading: dict[int, tuple[_Heading, bool]] = {}
        """For the key of an element with an id: its heading, and whether it is the heading's own id."""
        for heading in headings:
            self._read_heading(heading)

    def _read_heading(self, node: LexborNode) -> None:
        own = node.attributes.get("id")
        holders: list[tuple[LexborNode, str | None]] = [(node, own)] if own else []
        parent = node.parent
        if parent is not None and _is_section(parent) and _first_heading(parent) == node.mem_id:
            holders += [(parent, parent.attributes.get("id"))]
        plain = plain_title(node)
        if plain is None:
            holders += [pair for pair in _ids_in(node) if pair[0].mem_id != node.mem_id]
        holders += _labels_before(node)
        named = [(holder, id) for holder, id in holders if id]
        title, permalink = plain or title_of(node, named[0][1] if named else "")
        permalink = permalink or _permalink_behind(node)
        heading = _Heading(title, int((node.tag or "h6")[1]), permalink, node.mem_id)
        self.heading_keys.add(node.mem_id)
        if heading.level == 1 and (not self.title or (self.names_site and not _is_link(node))):
            self.title, self.names_site = title, _is_link(node)
        primary = 0
        for index, (_, id) in enumerate(named):
            if permalink is not None and permalink.rpartition("#")[2] == id:
                primary = index
        for index, (holder, _) in enumerate(named):
            self.at_heading.setdefault(holder.mem_id, (heading, index == primary))

    def add(self, node: LexborNode, key: int, id: str, tag: str) -> str:
        """Take an element of the content that has an id; its id again if it begins a new place."""
        if tag in NO_PLACE or id in self.seen:
            return ""
        self.seen.add(id)
        generated = is_generated(id, self.engine) or not self.promises.may_be_promised(node)
        at_heading = self.at_heading.get(key)
        if at_heading is not None:
            heading, own = at_heading
            kind = AnchorKind.HEADING if own else AnchorKind.OLDER_LABEL
            permalink = heading.permalink if own else None
            found = _Found(
                id, kind, heading.title, generated, heading.level, permalink, heading.key, ""
            )
        else:
            kind, title, permalink, text = _describe(node, tag, id, self.with_text)
            found = _Found(id, kind, title, generated, 0, permalink, 0, text)
        self.found.append(found)
        return "" if generated else id

    def finish(self, *, promised: bool) -> tuple[str, tuple[Anchor, ...]]:
        """The text before the first heading, and the anchors. Takes the tree apart: call it last."""
        texts = self._section_texts() if self.with_text else {}
        anchors = tuple(
            Anchor(
                found.id,
                found.kind,
                found.title,
                promised and not found.generated,
                found.generated,
                found.level,
                found.permalink,
                texts.get(found.heading, found.text) if found.heading else found.text,
            )
            for found in self.found
        )
        named = {found.heading for found in self.found if not found.generated}
        lead: list[str] = []
        for key, text in texts.items():  # an <h1> without an id: its text opens the page
            if key in named:
                break
            lead.append(text)
        return " ".join(filter(None, lead))[:TEXT_LIMIT], anchors

    def _section_texts(self) -> dict[int, str]:
        """The text under each heading, by the heading's key, up to the next; key 0 is before all."""
        if self.content is None:
            return {}
        for part in (*self.furniture, *self.content.css(NO_TEXT)):
            if part.parent is not None:
                part.remove()
        pieces: dict[int, list[str]] = {0: []}
        sizes: dict[int, int] = {0: 0}
        current = 0
        skip = 0
        for node in self.content.traverse(include_text=True):
            if skip:
                skip -= 1
            elif node.is_text_node:
                if sizes[current] < TEXT_LIMIT:
                    text = node.text_content or ""
                    pieces[current].append(text)
                    sizes[current] += len(text.strip())
            elif node.tag in _INLINE:
                continue
            elif node.tag in HEADINGS and node.mem_id in self.heading_keys:
                current = node.mem_id
                pieces.setdefault(current, [])
                sizes.setdefault(current, 0)
                skip = sum(1 for _ in node.traverse(include_text=True)) - 1
            else:
                pieces[current].append(" ")  # two blocks are two words, whatever stands between
        return {key: collapse("".join(parts))[:TEXT_LIMIT] for key, parts in pieces.items()}


def _is_link(heading: LexborNode) -> bool:
    """Whether all of a heading leads elsewhere."""
    link = heading.css_first("a[href]")
    if link is None or (link.attributes.get("href") or "").startswith("#"):
        return False
    return link.text().strip() == heading.text().strip()


def _is_section(node: LexborNode) -> bool:
    return node.tag == "section" or (
        node.tag == "div" and "section" in (node.attributes.get("class") or "").split()
    )


def _first_heading(section: LexborNode) -> int:
    child = section.first_child
    while child is not None:
        if child.tag in HEADINGS:
            return child.mem_id
        child = child.next
    return 0


def _ids_in(node: LexborNode) -> list[tuple[LexborNode, str | None]]:
    """The targets in an element, itself included, with their ids."""
    found = {part.mem_id: part for part in node.css("[id], a[name]")}
    return [
        (part, part.attributes.get("id") or part.attributes.get("name")) for part in found.values()
    ]


def _labels_before(heading: LexborNode) -> list[tuple[LexborNode, str | None]]:
    """Empty elements with an id (or paragraphs of nothing else) right above a heading."""
    labels: list[tuple[LexborNode, str | None]] = []
    node = heading.prev
    while node is not None:
        if node.is_element_node:
            if node.tag not in _INLINE and node.tag not in ("p", "div"):
                break
            if node.text().strip() or node.css_first("img, svg, input, video, iframe") is not None:
                break
            here = _ids_in(node)
            if not here:
                break
            labels += here
        elif (node.text_content or "").strip() and not node.is_comment_node:
            break
        node = node.prev
    return labels


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and not following.is_element_node:
        if (following.text_content or "").strip() and not following.is_comment_node:
            return None
        following = following.next
    return following


def _permalink_behind(heading: LexborNode) -> str | None:
    """The ``href`` of a ¶ link that stands right behind a heading, to stay out of its name."""
    following = _next_element(heading)
    return permalink_of(following) if following is not None else None


def _describe(
    node: LexborNode, tag: str, id: str, with_text: bool
) -> tuple[AnchorKind, str, str | None, str]:
    """Kind, title, ¶ and text of an anchor that stands at no heading."""
    if tag == "dt":
        title, permalink = title_of(node, id)
        definition = _next_element(node) if with_text else None
        return (
            AnchorKind.TERM,
            title,
            permalink,
            text_of(definition) if definition is not None else "",
        )
    classes = (node.attributes.get("class") or "").split()
    if tag in _CAPTIONED or "figure" in classes or not TABLE_WRAPPERS.isdisjoint(classes):
        return _describe_captioned(node, tag, id, with_text)
    if tag in _INLINE and not node.text().strip():
        following = _next_element(node)
        while following is not None and following.tag in _INLINE and not following.text().strip():
            following = _next_element(following)
        if following is not None and following.tag in _CAPTIONED:
            _, title, _, text = _describe_captioned(following, following.tag or "", id, with_text)
            return AnchorKind.OLDER_LABEL, title, None, text
        place = following if following is not None else node.parent
        text = text_of(place, 600) if with_text and place is not None else ""
        return AnchorKind.ELEMENT, "", None, text
    caption = node.css_first(".code-block-caption") if tag == "div" else None
    if caption is None and tag == "div" and "math" in classes:
        number = node.css_first(".eqno")
        permalink = title_of(number, id)[1] if number is not None else None
        return AnchorKind.ELEMENT, "", permalink, text_of(node, 600) if with_text else ""
    title, permalink = title_of(caption, id) if caption is not None else ("", None)
    return AnchorKind.ELEMENT, title, permalink, text_of(node, 600) if with_text else ""


def _describe_captioned(
    node: LexborNode, tag: str, id: str, with_text: bool
) -> tuple[AnchorKind, str, str | None, str]:
    is_table = tag == "table" or (tag == "div" and node.css_first("table") is not None)
    kind = AnchorKind.TABLE if is_table else AnchorKind.FIGURE
    caption = node.css_first("caption, figcaption, p.caption")
    title, permalink = title_of(caption, id) if caption is not None else ("", None)
    if not title and (image := node.css_first("img[alt]")) is not None:
        title = collapse(image.attributes.get("alt") or "")
    return kind, title, permalink, text_of(node, 600) if with_text else ""
