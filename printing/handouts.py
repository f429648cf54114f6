"""Handouts: a page of the handbook as one sheet of paper, with its short link and that one's QR code.

Each sheet is composed from the built page, printed by the browser as tagged PDF, and linked from the
page. A text that needs more than the sheet is refused rather than made small.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import jinja2
import segno
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from linkcontract.address import short_link
from printing import pdf
from printing.browser import opened
from printing.built import Built, canonical, tagline
from printing.errors import CannotPrint, Unprintable
from printing.sheets import Section, Sheet, sheets

HERE = Path(__file__).parent
HEIGHT = 257.0  # mm between the margins, as handout.css sets them
MM = 96 / 25.4  # CSS pixels
FURNITURE = ".headerlink, nav.contents, details.page-sources, span[id]:empty"


@dataclass(frozen=True, slots=True)
class Printed:
    """A handout as it was written: where, and how many bytes it has."""

    file: Path
    size: int


def print_handouts(built: Built, source: Path, day: date) -> list[Printed]:
    """Print every handout into the built site and link it from its page; all of them or none.

    Raises `Unprintable` with everything that writers have to mend, `CannotPrint` without a browser.
    """
    wanted = sheets(built, source)
    composed, wrong = [], []
    for sheet in wanted:
        try:
            composed.append(compose(built, sheet, day))
        except Unprintable as error:
            wrong += error.findings
    if wrong:
        raise Unprintable(wrong)
    made = []
    with opened() as browser:
        for sheet, html in zip(wanted, composed, strict=True):
            printed = print_sheet(browser, sheet, html, day)
            if isinstance(printed, str):
                wrong.append(printed)
            else:
                made.append(printed)
    if wrong:
        raise Unprintable(wrong)
    return [_put(built, sheet, data) for sheet, data in zip(wanted, made, strict=True)]


def print_sheet(browser: Browser, sheet: Sheet, html: str, day: date) -> bytes | str:
    """The sheet as PDF, or the message that it does not fit."""
    # A context, and so a process, of its own: else the names of a PDF's parts count on from sheet to sheet.
    context = browser.new_context(viewport={"width": round(176 * MM), "height": round(HEIGHT * MM)})
    page = context.new_page()
    page.emulate_media(media="print")
    page.set_content(html, wait_until="load")
    height = page.evaluate("document.body.getBoundingClientRect().height") / MM
    width = page.evaluate("document.documentElement.scrollWidth") / MM
    printed = pdf.dated(
        page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True), day
    )
    context.close()
    if height > HEIGHT or pdf.pages(printed) > 1:
        over = max(1, round(height - HEIGHT))
        last = sheet.sections[-1]
        return (
            f"{sheet.page.source}:{last.line}: the handout is {over} mm too long for one page: "
            f"leave out a section, such as {last.label}, or shorten what the sections say"
        )
    if width > 177:
        return (
            f"{sheet.place}: something on the handout is {round(width - 176)} mm too wide: break it"
        )
    return printed


def compose(built: Built, sheet: Sheet, day: date) -> str:
    """The sheet as HTML. Raises `Unprintable` with every section that the page does not have."""
    page = built.html(sheet.page)
    article = page.css_first("article") or page.body
    heading = article.css_first("h1") if article else None
    if article is None or heading is None or heading.parent is None:
        raise Unprintable([f"{sheet.place}: the page has no title, so its handout has none"])
    here = urljoin(built.base, sheet.page.address) if built.base else ""
    opening = next((node for node in heading.parent.iter() if node.tag == "p"), None)
    found = {section: _part(page, section) for section in sheet.sections}
    missing = [section for section, part in found.items() if part is None]
    if missing:
        raise Unprintable(
            [
                f"{sheet.page.source}:{section.line}: the page has no {section.label} for its "
                "handout: write the label of one of its sections, tables or figures"
                for section in missing
            ]
        )
    link = _short_link(built, heading.parent.attributes.get("id") or "")
    return _template().render(
        language=built.language,
        title=heading.text().strip(),
        site=built.name,
        face=built.colors_and_fonts,
        style=(HERE / "handout.css").read_text(encoding="utf-8"),
        wordmark=built.wordmark,
        opening=_inner(opening, here) if opening else "",
        sections=[_content(part, here) for part in found.values()],
        link=link,
        steps=re.findall(r"https?://[^/]*/|[^/]*/|[^/]+", link),  # where the line may break
        code=qr_code(link) if link else "",
        date=f"{day.day} {day:%B %Y}",
        license=_license(built),
    )


def qr_code(link: str) -> str:
    """A QR code as SVG, with the link as its name; whoever places it leaves four of its squares free around it."""
    made = segno.make(link, error="m", micro=False)
    drawn = made.svg_inline(border=0, dark="#000", light="#fff", omitsize=True)
    name = f'role="img" aria-label="QR code of {escape(link)}" class="code"'
    return re.sub(r'(?: class="[^"]*")?>', f" {name}>", str(drawn), count=1)


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(HERE)
    return jinja2.Environment(loader=loader, autoescape=True).get_template("handout.html")


def _short_link(built: Built, id: str) -> str:
    """The absolute short link of a page, "" where the site has no address of its own."""
    address = short_link(id)
    if address not in {entry.address for entry in built.of_kind("short-link")}:
        return ""
    return canonical(LexborHTMLParser(built.text(f"{address}index.html")))


def _part(page: LexborHTMLParser, section: Section) -> Any | None:
    """The element that a label stands for: its section, table or figure."""
    found = page.css_first(f'article [id="{section.id}"]')
    if found is not None and found.tag == "span":  # an older label above a heading
        found = found.parent
    return found


def _content(part: Any, here: str) -> str:
    """A section's heading and text without its subsections, or a table or figure, as HTML."""
    words = tagline(part)
    inner = _inner(part, here) if part.tag == "section" else _outer(part, here)
    if words:
        inner = re.sub(
            r"<p><strong>(.*?)</strong></p>", r'<p class="tagline">\1</p>', inner, count=1
        )
    return re.sub(r"<(/?)h[3-6]\b", r"<\1h2", inner)


def _inner(part: Any, here: str) -> str:
    return re.sub(r"\A<[^>]*>|</[^>]*>\Z", "", _outer(part, here).strip()).strip()


def _outer(part: Any, here: str) -> str:
    """An element as HTML for paper: no ids, no furniture, links absolute or only their words."""
    fragment = LexborHTMLParser(str(part.html))
    root = fragment.css_first(f"body > {part.tag}") or fragment.body
    if root is None:
        return ""
    for node in root.css(FURNITURE):
        node.decompose()
    if part.tag == "section":
        for node in root.css("section"):
            if node.mem_id != root.mem_id:
                node.decompose()
    for node in root.css("[id]"):
        del node.attrs["id"]
    for node in root.css("a[href]"):
        href = str(node.attributes.get("href") or "")
        absolute = urljoin(here, href) if here else href
        if re.match(r"https?:|mailto:", absolute):
            node.attrs["href"] = absolute
        else:
            node.unwrap()
    return str(root.html)


def _license(built: Built) -> str:
    """What the foot of every page says about the text, without its links to other pages."""
    foot = built.front.css_first(".bd-footer p")
    if foot is None:
        return ""
    copy = LexborHTMLParser(str(foot.html))
    for node in copy.css("a[href]"):
        if "://" not in str(node.attributes.get("href")):
            node.decompose()
    return " ".join(copy.body.text().split()) if copy.body else ""


def _put(built: Built, sheet: Sheet, data: bytes) -> Printed:
    """Write a handout, and the link to it onto its page."""
    file = built.folder / sheet.handout.file
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    page = built.folder / sheet.page.file
    href = sheet.page.to_root + sheet.handout.address
    page.write_text(linked(page.read_text(encoding="utf-8"), href, len(data)), encoding="utf-8")
    return Printed(file, len(data))


def linked(page: str, href: str, size: int) -> str:
    """A page with the link to its handout below its opening; an earlier one is replaced."""
    page = re.sub(r'<p class="handout">.*?</p>\n', "", page)
    kilobytes = max(1, round(size / 1000))
    words = f"Print this as one page (PDF, {kilobytes} KB)"
    link = f'<p class="handout"><a href="{escape(href)}" type="application/pdf">{words}</a></p>\n'
    title = page.find("</h1>")
    end = page.find("</p>\n", title)
    if title < 0 or end < 0:
        raise CannotPrint("the built page has no title with a paragraph below it")
    end += len("</p>\n")
    return page[:end] + link + page[end:]
