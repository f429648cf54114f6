"""What a page may ask of its reader, measured on the built site: see test_budgets.py.

    python tests/budgets.py _build/dirhtml service-model/pricing

prints, for the pages named (or all), what is over budget; exit code 1 when anything is. A budget
that is wrong for a page is raised in its front matter, with the reason:

    budgets:
      screens: 9 because the table of objectives must stand whole
      phrases: as of because it quotes a law
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "_ext")]

from page_text import front_matter  # noqa: E402 (in _ext/, on the path only now)

BUDGETS = "opening screens questions answers sources repeats ease phrases".split()
PHONE = {"width": 390, "height": 844}
PERSONAS = ("hub-users", "hub-administrators", "community-leaders", "open-science-ecosystem")
# At most, by page; "" is every other page.
SCREENS = {f"mission/{name}": 5.0 for name in PERSONAS} | {
    "service-model/membership": 6.0,
    "service-model/pricing": 6.0,
    "": 8.0,
}
OPENING = 40  # words before the reader knows what the page says
ANSWER = 60  # words of an answer on the page of questions and answers
SOURCES = 12
EASE = 55  # Flesch reading ease, at least
WITHOUT_QUESTIONS = 2  # phone screens; a longer page lists its questions on these
REPEATED = 8  # words; a shorter sentence may stand on two pages
FORBIDDEN = (
    r"we (?:read|take) (?:it|this|that|them|these) as",
    r"(?:one|another|some|other) of our (?:own )?pages",
    r"our (?:public )?pages (?:say|speak|describe|differ|disagree|give|name)",
    r"as far as this handbook knows",
    r"\bas of\b",
    r"\bdearer\b",
    r"\bbearable\b",
    r"\bdeciders\b",
    r"looks like costing",
)
# What is open stands on one page, and nowhere else.
OPEN = (
    r"(?:not|nothing is|is nowhere|never been) published",
    r"we publish (?:no|nothing|neither)",
    r"published nowhere",
)
NOT_SETTLED = "not-settled"
# Pages about links that are published, where these words mean something else.
ABOUT_LINKS = ("contribute/", "link-to-this-handbook")
FAQ = "service-model/faq"
# Gathered by the build from elsewhere.
GENERATED = ("page-sources", "permanent-links", "what-changed", "contents")


@cache
def given() -> str:
    """The words of the given page, which stays as it is: shown on several pages on purpose."""
    text = (ROOT / "tests/given/value-proposition.md").read_text(encoding="utf-8")
    return plain(re.sub(r"\]\([^)]*\)", "", text))


@dataclass(frozen=True)
class Page:
    """A built page: its document name, its content, and the budgets its front matter raises."""

    name: str
    content: Tag
    raised: dict[str, str]

    def limit(self, budget: str, usual: float) -> float:
        """What the page may ask at most (or, of reading ease, at least)."""
        value, because, _ = self.raised.get(budget, "").partition(" because ")
        return float(value) if because else usual


def load(folder: Path, name: str, source: Path = ROOT) -> Page:
    """The page that a folder-style build made of ``name``.md."""
    path = "index.html" if name == "index" else f"{name.removesuffix('/index')}/index.html"
    html = BeautifulSoup((folder / path).read_text(encoding="utf-8"), "html.parser")
    content = html.find("h1").find_parent("section").parent
    raised = front_matter((source / f"{name}.md").read_text(encoding="utf-8")).get("budgets") or {}
    return Page(name, content, {str(key): str(value) for key, value in raised.items()})


def words(text: str) -> list[str]:
    stripped = (word.strip("“”\"‘’'()[]*_.,;:!?–—-") for word in text.split())
    return [word for word in stripped if word]


def plain(text: str) -> str:
    """A text reduced to its words, to compare it with another."""
    return " ".join(words(text.lower()))


def text_of(tag: Tag) -> str:
    """The words of an element without ¶ and what is spoken only."""
    copied = BeautifulSoup(str(tag), "html.parser")
    for extra in copied.select("a.headerlink, script, style"):
        extra.decompose()
    return " ".join(copied.get_text(" ").replace(" .", ".").replace(" ,", ",").split())


def running_text(page: Page) -> Iterator[str]:
    """Every paragraph, list item and cell that a writer wrote on this page."""
    for tag in page.content.find_all(["p", "li", "td", "dd"]):
        if tag.find(["p", "li", "ul", "ol", "dl"]) or tag.find_parent(class_=GENERATED):
            continue
        if not tag.find_parent(["form", "figure"]) and (text := text_of(tag)):
            yield text


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9$])", text) if one]


def syllables(word: str) -> int:
    """About how many: groups of vowels, without a silent e at the end."""
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e[sd]?$", "", word.lower()))
    return max(1, len(groups))


def reading_ease(texts: Iterable[str]) -> float:
    """Flesch's reading ease of whole sentences: 60 is plain English, 30 is a journal article."""
    said = [one for text in texts for one in sentences(text) if len(words(one)) > 4]
    spoken = [word for one in said for word in words(one)]
    if not spoken:
        return 100.0
    return (
        206.835 - 1.015 * len(spoken) / len(said) - 84.6 * sum(map(syllables, spoken)) / len(spoken)
    )


def opening(page: Page) -> Iterator[str]:
    # The permalink stands beside the title, not in it, and behind it how to cite the page.
    beside = page.content.find("h1").find_next_siblings()
    around = {"headerlink", "cite-page"}
    first = next((one for one in beside if around.isdisjoint(one.get("class", []))), None)
    count = len(words(text_of(first))) if first and first.name == "p" else 0
    most = page.limit("opening", OPENING)
    if not count:
        yield "it does not open with a sentence: begin with the answer, below the title"
    elif count > most:
        yield f"its opening has {count} words, at most {most:.0f}: begin with the answer alone"


def answers(page: Page) -> Iterator[str]:
    most = page.limit("answers", ANSWER)
    for heading in page.content.find_all("h3") if page.name == FAQ else ():
        section = BeautifulSoup(str(heading.parent), "html.parser")
        section.find("h3").decompose()
        count = len(words(text_of(section)))
        if count > most:
            yield f"“{text_of(heading)}” is answered in {count} words, at most {most:.0f}"


def sources(page: Page) -> Iterator[str]:
    foot = page.content.find("details", class_="page-sources")
    count, most = len(foot.find_all("li")) if foot else 0, page.limit("sources", SOURCES)
    if count > most:
        yield f"{count} sources, at most {most:.0f}: name those that matter"


def phrases(page: Page) -> Iterator[str]:
    allowed = page.raised.get("phrases", "").partition(" because ")[0]
    kept = [one.strip().lower() for one in allowed.split(",")]
    about_links = page.name.startswith(ABOUT_LINKS)
    open_points = () if page.name == NOT_SETTLED or about_links else OPEN
    for text in running_text(page):
        for phrase in (*FORBIDDEN, *open_points):
            found = re.search(phrase, text, re.IGNORECASE)
            if found and found[0].lower() not in kept:
                yield f"“{found[0]}” stands in “{text[:90]}”: say what holds, without the provenance"


def ease(page: Page) -> Iterator[str]:
    own = [text for text in running_text(page) if plain(text) not in given()]
    found, least = reading_ease(own), page.limit("ease", EASE)
    if found < least:
        yield f"its reading ease is {found:.0f}, at least {least:.0f}: shorter sentences, shorter words"


def repeats(pages: Iterable[Page]) -> dict[str, list[str]]:
    """By page: sentences that stand on another page too, except those of the given page."""
    homes: dict[str, dict[str, str]] = {}
    known = given()
    for page in pages:
        for one in (one for text in running_text(page) for one in sentences(text)):
            key = plain(one)
            if len(words(one)) >= REPEATED and key not in known:
                homes.setdefault(key, {}).setdefault(page.name, one)
    found: dict[str, list[str]] = {}
    for where in homes.values():
        for name, one in where.items() if len(where) > 1 else ():
            others = ", ".join(f"{other}.md" for other in where if other != name)
            message = f"“{one[:90]}” stands on {others} as well: say it once, link to it"
            found.setdefault(name, []).append(message)
    return found


MEASURE = """() => {
  const content = document.querySelector("h1").closest("section").parentElement;
  const bottom = content.getBoundingClientRect().bottom + scrollY;
  const lists = [...content.querySelectorAll("ul, ol")].filter((list) =>
    list.querySelectorAll('a[href^="#"]:not(.headerlink)').length > 2);
  return [bottom, lists.length ? lists[0].getBoundingClientRect().top + scrollY : null];
}"""


def screens(page: Page, tab, address: str) -> Iterator[str]:
    """How long the page is on a phone, from its top to the end of its content."""
    tab.set_viewport_size(PHONE)
    tab.goto(address)
    tab.wait_for_load_state()
    bottom, questions = tab.evaluate(MEASURE)
    count = bottom / PHONE["height"]
    most = page.limit("screens", SCREENS.get(page.name, SCREENS[""]))
    if count > most:
        yield f"{count:.1f} phone screens, at most {most:.0f}: cut it, or give a part a page of its own"
    too_late = WITHOUT_QUESTIONS * PHONE["height"]
    # The front page is a list of questions from top to bottom.
    asked = page.name == "index" or " because " in page.raised.get("questions", "")
    if count > WITHOUT_QUESTIONS and not asked and (questions is None or questions > too_late):
        yield f"{count:.1f} phone screens, and no list of its questions on the first two"


def misused(page: Page) -> Iterator[str]:
    """Budgets that are raised without a reason, or do not exist."""
    for budget, value in page.raised.items():
        if budget not in BUDGETS:
            yield f"there is no budget “{budget}”"
        elif not re.fullmatch(r".+ because .{10,}", value):
            yield f"“{budget}: {value}” gives no reason: write “{budget}: 9 because …”"


def over_budget(page: Page, tab, address: str, repeated: list[str]) -> list[str]:
    """All that a page asks too much of its reader, as messages."""
    rules = (misused, opening, answers, sources, phrases, ease)
    found = [message for rule in rules for message in rule(page)]
    if len(repeated) > page.limit("repeats", 0):
        found += repeated
    return [f"{page.name}.md: {message}" for message in (*found, *screens(page, tab, address))]


def document_names(source: Path = ROOT) -> list[str]:
    """All pages, as conf.py includes them."""
    below = [
        file for index in source.glob("[a-z]*/index.md") for file in index.parent.rglob("*.md")
    ]
    files = [file for file in (*source.glob("*.md"), *below) if not file.stem.isupper()]
    return sorted(file.relative_to(source).with_suffix("").as_posix() for file in files)


def main(folder: Path, names: list[str]) -> int:
    pages = {name: load(folder, name) for name in document_names()}
    repeated, found = repeats(pages.values()), []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox"],
        )
        tab = browser.new_page()
        for name, page in pages.items():
            if not names or any(one in name for one in names):
                path = "" if name == "index" else f"{name.removesuffix('/index')}/"
                address = (folder.resolve() / path / "index.html").as_uri()
                found += over_budget(page, tab, address, repeated.get(name, []))
        browser.close()
    print("\n".join(found) or "Within every budget.")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2:]))
