"""Refuse what a page must not bring in: code, frames, forms, styles, requests to elsewhere.

Markdown lets HTML through. Most of that is harmless, and stays; what is not on the lists below is
told with its file and line, and left out of the page. Links and pictures written as Markdown are
held to the same rules for addresses. The Content-Security-Policy (``content_policy``) stops the same
things in the browser; this says it to the one who writes.

What is read is what a browser reads: an HTML parser's tree, and, for tags that a parser drops where
they stand alone (a row without its table), the tags as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from docutils import nodes
from selectolax.lexbor import LexborHTMLParser
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

ELEMENTS = frozenset(
    # text, blocks, tables
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del"
    " details dfn dir div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i ins"
    " kbd li main mark nav ol p pre q rp rt ruby s samp search section small span strong sub summary"
    " sup table tbody td tfoot th thead time tr u ul var wbr center font big tt strike nobr"
    # pictures and sound
    " area audio img map picture source track video meter progress"
    " svg g path rect circle ellipse line polygon polyline text tspan title desc defs marker symbol"
    " use lineargradient radialgradient stop clippath mask"
    # what a parser puts around a fragment
    " html head body".split()
)
# What to do instead; "" is for everything else.
INSTEAD = {
    "style": "the stylesheet of the handbook gives pages their look",
    "iframe": "write a link to it instead",
    "form": "write a link to the form instead",
    "meta": "the front matter of a page has its description",
    "": "take it out, or write it as code between backticks",
}
# Attributes that hold words, in which any text may stand.
WORDS = re.compile(r"alt|title|summary|abbr|label|id|class|name|lang|cite|aria-.*|data-.*")
FORBIDDEN = re.compile(r"on.*|style|srcdoc|formaction|action|ping|background|http-equiv")
# Attributes whose address a browser fetches by itself.
FETCHED = {"src", "srcset", "poster"}
# Browsers ignore tabs and line ends within an address, and white space and controls before it.
IGNORED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
UNSAFE = re.compile(r"(javascript|vbscript|data|blob|filesystem|file):", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
# A link that Markdown itself has refused: it says nothing, and leaves it standing as text.
REFUSED = re.compile(
    r"(?:\]\(\s*<?|^\[[^]]+\]:\s*<?|<)((?:javascript|vbscript|data|file):)",
    re.IGNORECASE | re.MULTILINE,
)
FETCHES = re.compile(r"url\((?!\s*[\"']?#)", re.IGNORECASE)
# A tag may mean something else, or be dropped, where it stands inside another.
AROUND = ("", "<svg>", "<table>")


def wrong_address(address: str, *, fetched: bool = False) -> str:
    """What is wrong with an address; empty when nothing is."""
    address = IGNORED.sub("", address)
    if found := UNSAFE.match(address):
        return f"an address must not begin with “{found[1].lower()}:”: take it out"
    if fetched and ELSEWHERE.match(address):
        return "nothing is fetched from another site: keep the file beside the page, or link to it"
    return ""


def wrong_attribute(tag: str, name: str, value: str) -> str:
    """What is wrong with an attribute of an element; empty when nothing is."""
    if FORBIDDEN.fullmatch(name):
        return f"the attribute “{name}” has no place on a page of the handbook: take it out"
    if FETCHES.search(value):
        return f"the attribute “{name}” must not fetch anything: take it out"
    if WORDS.fullmatch(name):
        return ""
    addresses = re.split(r"[,\s]+", value) if name == "srcset" else [value]
    wrong = (wrong_address(a, fetched=name in FETCHED or tag == "use") for a in addresses)
    return next(filter(None, wrong), "")


class Tags(HTMLParser):
    """The tags of a piece of HTML as they are written: name, attributes, line from 0."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found.append((tag, values, self.getpos()[0] - 1))


def faults(html: str) -> Iterator[tuple[int, str]]:
    """What a piece of raw HTML must not bring in: how many lines down, and what to do."""
    found = Tags(html).found
    lines = {tag: line for tag, _, line in reversed(found)}
    for around in AROUND:
        tree = LexborHTMLParser(f'{around}{html}<i id="the-end-of-it"></i>')
        if not tree.css_first("i#the-end-of-it"):
            yield 0, "a tag, a comment or a quotation mark is not closed: close it"
            break
        for node in tree.css("*"):
            values = {name: value or "" for name, value in node.attributes.items()}
            found.append((node.tag or "", values, lines.get(node.tag or "", 0)))
    told = set()
    for tag, attributes, line in found:
        problems = [wrong_attribute(tag, name, value) for name, value in attributes.items()]
        if tag not in ELEMENTS:
            instead = INSTEAD.get(tag, INSTEAD[""])
            problems = [f"<{tag}> has no place on a page of the handbook: {instead}"]
        for problem in filter(None, problems):
            if problem not in told:
                told.add(problem)
                yield line, problem


def check(app: Sphinx, doctree: nodes.document) -> None:
    """Tell of everything in a page that is refused, and leave it out."""

    def tell(node: nodes.Node, problem: str, down: int = 0) -> None:
        while node.parent is not None and not node.line:
            node = node.parent
        location = (app.env.docname, (node.line or 1) + down)
        logger.warning("%s", problem, location=location, type="raw_html", subtype="refused")

    html = [n for n in doctree.findall(nodes.raw) if "html" in n.get("format", "").split()]
    wrong = [(node, *fault) for node in html for fault in faults(node.astext())]
    for node, down, problem in wrong:
        tell(node, problem, 0 if "source" in node else down)  # "source": it is another file
    for node in html if wrong else ():
        # As text, and all of it: half of what belongs together would break the page.
        inline = isinstance(node.parent, nodes.TextElement)
        text = node.astext()
        node.replace_self(
            (nodes.literal if inline else nodes.literal_block)(text, text, language="html")
        )
    for reference in list(doctree.findall(nodes.reference)):
        if problem := wrong_address(reference.get("refuri", "")):
            tell(reference, problem)
            reference.replace_self(nodes.inline("", "", *reference.children))
    for text in doctree.findall(nodes.Text):
        quoted = isinstance(text.parent, (nodes.literal, nodes.literal_block, nodes.raw))
        if not quoted and (found := REFUSED.search(text)):
            tell(text.parent, wrong_address(found[1]))
    for image in list(doctree.findall(nodes.image)):
        if problem := wrong_address(image.get("uri", ""), fetched=True):
            tell(image, problem)
            image.replace_self(nodes.inline("", image.get("alt", "")))
    for meta in list(doctree.findall(nodes.meta)):
        if "http-equiv" in meta:
            tell(meta, wrong_attribute("meta", "http-equiv", ""))
            meta.parent.remove(meta)
    for toctree in doctree.findall(addnodes.toctree):
        for entry in list(toctree["entries"]):
            if problem := wrong_address(entry[1] or ""):
                tell(toctree, problem)
                toctree["entries"].remove(entry)


def setup(app: Sphinx) -> dict[str, Any]:
    # Before other extensions read the page, and before Sphinx collects its pictures.
    app.connect("doctree-read", check, priority=100)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
