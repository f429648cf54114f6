"""The text of a page in plain Markdown: CommonMark and tables, nothing that only MyST knows.

markdownify turns HTML into Markdown. What it has no word for is put into others first: cards become a
list of links, terms and their definitions a list, a box a quotation with its title in front, a drawing
the description that it carries. What only a screen has use for is left out: ¶ links, scripts, forms,
hidden captions, the page's own contents, how to cite it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from markdownify import BACKSLASH, MarkdownConverter

FURNITURE = {"headerlink", "visually-hidden", "diagram-key", "contents", "cite-page"}
ELEMENTS = {"script", "style", "form", "colgroup"}
BLOCKS = {"p", "ul", "ol", "dl", "div", "pre", "table", "blockquote", "figure", "section"}
# What would be markup anywhere in a text, and what would be at its beginning.
MARKUP = re.compile(r"[\\`*\[\]<]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
START = re.compile(r"^(?:([#>+-]|=+$)|(\d{1,9})([.)](?=\s|$)))")


class Converter(MarkdownConverter):
    """markdownify, escaping what CommonMark would take for markup, and nothing else."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return MARKUP.sub(r"\\\g<0>", text)

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text: str = super().process_text(el, parent_tags)  # type: ignore[misc]
        if parent_tags is None or "pre" in parent_tags:
            return text
        if text.strip():
            text = text.replace("\n", " ")
        if el.previous_sibling is None and "_noformat" not in parent_tags:
            text = START.sub(lambda one: f"\\{one[1]}" if one[1] else f"{one[2]}\\{one[3]}", text)
        return text

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block of code, between fences longer than any in it."""
        code = el.get_text().strip("\n")
        around = el.find_parent("div", class_=re.compile("^highlight-"))
        named = next(iter(around.get_attribute_list("class")), "") if around else ""
        language = str(named).removeprefix("highlight-")
        language = "" if language in ("default", "none", "text") else language
        fence = "`" * max(3, 1 + max(map(len, re.findall("`{3,}", code)), default=0))
        return f"\n\n{fence}{language}\n{code}\n{fence}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line of a list; in the cell of a table, which has one line only, a part of it."""
        whole: str = super().convert_li(el, text, parent_tags)  # type: ignore[misc]
        last = el.find_next_sibling("li") is None
        return text.strip() + "; " * (not last) if "_inline" in parent_tags else whole

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.replace("|", r"\|")
        whole: str = super().convert_td(el, text, parent_tags)  # type: ignore[misc]
        return whole

    convert_th = convert_td


CONVERTER = Converter(heading_style="ATX", bullets="-", newline_style=BACKSLASH)


def markdown(body: str, page: str) -> str:
    """The Markdown of a page's text.

    ``body`` is the HTML of the text, ``page`` the address of its page: a URL, and every link becomes
    one; or relative to the twin, and links stay relative.
    """
    soup = BeautifulSoup(body, "html.parser")
    for element in soup.find_all(is_furniture):
        element.decompose()
    _lead_links(soup, page)
    _say_drawings(soup)
    _list_cards(soup)
    _quote_boxes(soup)
    for terms in reversed(soup.find_all("dl")):
        _list_terms(soup, terms)
    for caption in soup.find_all(["caption", "figcaption"]):
        _caption_first(soup, caption)
    text: str = CONVERTER.convert_soup(soup)
    return text.strip() + "\n"


def is_furniture(element: Tag) -> bool:
    """Whether an element is of use on a screen only."""
    classes = element.attrs.get("class", ())
    return (
        element.name in ELEMENTS or "hidden" in element.attrs or not FURNITURE.isdisjoint(classes)
    )


def _lead_links(soup: BeautifulSoup, page: str) -> None:
    """Have links lead where they lead from the page."""
    for element in soup.find_all(["a", "img"]):
        name = "href" if element.name == "a" else "src"
        target = str(element.get(name, page))
        del element["title"]
        if target.startswith("mailto:"):
            target = unquote(target)
        elif target.startswith("#"):
            target = page + target
        elif urlsplit(page).scheme:
            target = urljoin(page, target)
        # Where a bracket stands in an address, Markdown would end it.
        element[name] = target.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _say_drawings(soup: BeautifulSoup) -> None:
    for drawing in soup.find_all("svg"):
        description = drawing.find("desc")
        if description is None:
            drawing.decompose()
            continue
        said = soup.new_tag("p")
        said.append(_with(soup, "em", "Drawing:"))
        said.append(f" {description.get_text()}")
        drawing.replace_with(said)


def _list_cards(soup: BeautifulSoup) -> None:
    """A grid of cards is a list: each card's title, linked, and what it says."""
    for row in soup.find_all(class_="sd-row"):
        items = soup.new_tag("ul")
        for card in row.select(".sd-card"):
            item = soup.new_tag("li")
            title, link = card.select_one(".sd-card-title"), card.select_one("a.sd-stretched-link")
            name = _with(soup, "strong", title.get_text(" ", strip=True)) if title else None
            if link is not None and name is not None:
                link.clear()
                link.append(name)
            item.extend([one for one in (link or name,) if one is not None])
            for text in card.select(".sd-card-text"):
                item.extend([" ", *list(text.contents)])
            items.append(item)
        row.replace_with(items)


def _quote_boxes(soup: BeautifulSoup) -> None:
    for box in soup.find_all(class_="admonition"):
        box.name = "blockquote"
        if title := box.select_one(".admonition-title"):
            title.replace_with(_in_paragraph(soup, _with(soup, "strong", title.get_text())))


def _list_terms(soup: BeautifulSoup, terms: Tag) -> None:
    """A list of terms: each in bold, and what is said of it, on the same line where it begins so."""
    items = soup.new_tag("ul")
    item = opening = soup.new_tag("li")
    for part in terms.find_all(["dt", "dd"], recursive=False):
        if part.name == "dt":
            opening = _in_paragraph(soup, _with(soup, "strong", *list(part.contents)))
            item = _with(soup, "li", opening)
            items.append(item)
            continue
        said = list(part.contents)
        while said and not str(said[0]).strip():
            said.pop(0)
        while said and not (isinstance(said[0], Tag) and said[0].name in BLOCKS - {"p"}):
            first = said.pop(0)
            is_text = not isinstance(first, Tag) or first.name != "p"
            opening.extend([": "] * (len(opening.contents) == 1))
            opening.extend([first] if is_text else list(first.contents))
            if not is_text:
                break
        item.extend(said)
        if not any(str(one).strip() for one in said):
            opening.unwrap()  # in a list of single lines none stands between empty ones
    terms.replace_with(items)


def _caption_first(soup: BeautifulSoup, caption: Tag) -> None:
    whole = caption.find_parent(["table", "figure"])
    said = _in_paragraph(soup, _with(soup, "strong", caption.get_text(" ", strip=True)))
    caption.decompose()
    if whole is not None:
        whole.insert_before(said)


def _with(soup: BeautifulSoup, name: str, *inside: PageElement | str) -> Tag:
    tag = soup.new_tag(name)
    tag.extend(inside)
    return tag


def _in_paragraph(soup: BeautifulSoup, inside: Tag) -> Tag:
    return _with(soup, "p", inside)
