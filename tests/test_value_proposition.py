"""Every heading, label, tagline, claim and link of the page this handbook was started from stands.

The page lies in given/value-proposition.md, as it was. Whatever the handbook adds around it, each
piece must be in the built page, in the section where it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_it import MarkdownIt

GIVEN = Path(__file__).parent / "given" / "value-proposition.md"
PAGE = "mission/value-proposition/index.html"
PERSONAS = {
    "For hub users (researchers, students, practitioners)": "value-hub-users",
    "For hub administrators (technical leads, research computing staff)": (
        "value-hub-administrators"
    ),
    "For community leaders (PIs, directors, decision-makers)": "value-community-leaders",
    "For the open science ecosystem (funders, OSS maintainers, advocates)": (
        "value-open-science-ecosystem"
    ),
}


@dataclass(frozen=True)
class Piece:
    """A paragraph or list item of the given page: its section, its words, where its links lead."""

    section: str
    text: str
    links: tuple[str, ...]

    def __str__(self) -> str:
        return self.text[:50]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def given_pieces() -> tuple[list[str], list[Piece]]:
    """The headings and the pieces of the given page, read with a Markdown parser."""
    source = re.sub(r"^\([a-z:-]+\)=\n", "", GIVEN.read_text(encoding="utf-8"), flags=re.MULTILINE)
    html = BeautifulSoup(MarkdownIt().render(source), "html.parser")
    headings, pieces, section = [], [], ""
    for element in html.find_all(["h1", "h2", "h3", "p", "li"]):
        if element.name.startswith("h"):
            section = plain(element.get_text())
            headings.append(section)
        elif element.name == "li" or element.parent.name != "li":
            links = tuple(link["href"] for link in element.find_all("a"))
            pieces.append(Piece(section, plain(element.get_text()), links))
    return headings, pieces


HEADINGS, PIECES = given_pieces()


def heading_text(heading: Tag) -> str:
    return plain("".join(t for t in heading.strings if t != "#" and t != "¶"))


def section_of(page: BeautifulSoup, title: str) -> Tag:
    """The section that a heading opens, without the sections inside it that are given too."""
    for heading in page.find_all(["h1", "h2", "h3", "h4"]):
        if heading_text(heading) == title:
            return heading.find_parent("section")
    raise AssertionError(f"the heading {title!r} is not on the page")


def missing_from(page: BeautifulSoup, piece: Piece) -> str | None:
    """What of a piece its section does not hold; None when all of it is there."""
    section = section_of(page, piece.section)
    own = BeautifulSoup(str(section), "html.parser")
    for inner in own.section.find_all("section"):
        if inner.decomposed:  # with the section around it
            continue
        if heading_text(inner.find(["h1", "h2", "h3", "h4"])) in HEADINGS:
            inner.decompose()
    texts = [plain(e.get_text()) for e in own.find_all(["p", "li", "h3", "h4", "dt"])]
    if not any(piece.text in text for text in texts):
        return f"the words {piece.text!r}"
    there = {link["href"] for link in own.find_all("a", href=True)}
    for link in piece.links:
        if link.startswith("http") and link not in there:
            return f"the link {link}"
    return None


def test_the_given_page_is_read_whole():
    assert len(HEADINGS) == 7
    opening, taglines_with_text, labels_of_lists, claims, decks = 2, 4 * 2, 5, 18, 2
    assert len(PIECES) == opening + taglines_with_text + labels_of_lists + claims + decks
    assert len([piece for piece in PIECES if piece.links]) == 4


@pytest.mark.parametrize("title", HEADINGS)
def test_heading(pages, title):
    assert section_of(pages[PAGE], title)


@pytest.mark.parametrize("piece", PIECES, ids=str)
def test_piece_in_its_section(pages, piece):
    assert missing_from(pages[PAGE], piece) is None


def test_a_claim_in_the_wrong_section_is_noticed(pages):
    page = BeautifulSoup(str(pages[PAGE]), "html.parser")
    users = section_of(page, HEADINGS[2])
    leaders = section_of(page, HEADINGS[4])
    claim = next(li for li in users.find_all("li") if "Battle-tested" in li.get_text())
    leaders.append(claim.extract())
    piece = next(p for p in PIECES if p.text.startswith("Battle-tested"))
    assert missing_from(page, piece) == f"the words {piece.text!r}"


def test_a_link_that_leads_elsewhere_is_noticed(pages):
    page = BeautifulSoup(str(pages[PAGE]), "html.parser")
    for link in page.find_all("a", href="https://2i2c.org/right-to-replicate"):
        link["href"] = "https://example.org/"
    piece = next(p for p in PIECES if "https://2i2c.org/right-to-replicate" in p.links)
    assert missing_from(page, piece) == "the link https://2i2c.org/right-to-replicate"


@pytest.mark.parametrize(("title", "anchor"), PERSONAS.items())
def test_each_persona_section_has_its_permanent_id(pages, title, anchor):
    section = section_of(pages[PAGE], title)
    assert section["id"] == anchor
    assert section.find("a", class_="headerlink")["href"] == f"#{anchor}"


def test_the_page_keeps_its_own_label(pages):
    section = section_of(pages[PAGE], "Value proposition")
    assert section["id"] == "mission-value-proposition"


def test_our_service_model_leads_to_the_service_model(pages):
    links = pages[PAGE].find("main").find_all("a", string="our service model")
    links += [a for a in pages[PAGE].find_all("a") if plain(a.get_text()) == "our service model"]
    assert {link["href"] for link in links} == {"../../service-model/#service-model"}
    assert pages["service-model/index.html"].find(id="service-model")


@pytest.mark.parametrize(
    ("page", "anchor", "title"),
    [
        ("mission/hub-users", "persona-hub-users", "Hub users"),
        ("mission/hub-administrators", "persona-hub-administrators", "Hub administrators"),
        ("mission/community-leaders", "persona-community-leaders", "Community leaders"),
        (
            "mission/open-science-ecosystem",
            "persona-open-science-ecosystem",
            "The open science ecosystem",
        ),
        ("service-model/membership", "service-model-membership", "Membership"),
        ("service-model/membership", "service-model-premier-membership", "Premier Membership"),
    ],
)
def test_permanent_ids_of_personas_and_tiers(pages, page, anchor, title):
    section = pages[f"{page}/index.html"].find("section", id=anchor)
    assert heading_text(section.find(["h1", "h2", "h3"])) == title


@pytest.mark.parametrize("title", PERSONAS)
def test_what_a_persona_gets_is_the_same_text_on_its_own_page(pages, title):
    name = PERSONAS[title].removeprefix("value-")
    claims = [
        piece.text for piece in PIECES if piece.section == title and piece.text[-1] not in ".:"
    ]
    own = pages[f"mission/{name}/index.html"].find("section", id=f"{name}-gets")
    texts = [plain(item.get_text()) for item in own.find_all(["li", "p"])]
    assert claims and all(any(claim in text for text in texts) for claim in claims)
