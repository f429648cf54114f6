"""What a page may ask of its reader, at most: words of its opening, sources, hard reading, repetition.

A budget that is wrong for a page is raised in its front matter, with the reason:

    budgets:
      screens: 9 because the table of objectives must stand whole
      phrases: as of because it quotes a law
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from proofread.built.check import check, kind_of
from proofread.built.page import BuiltPage, plain, sentences, text_of, words
from proofread.mistake import Found, Mistake

BUDGETS = "opening screens questions answers sources repeats ease phrases".split()
OPENING = 40  # words before the reader knows what the page says
ANSWER = 60  # words of an answer on the page of questions and answers
SOURCES = 12
EASE = 55  # Flesch reading ease, at least
TELLING = 100  # words; of fewer the formula says nothing
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
_RAISE = "raise the budget with a reason: contribute/figures.md says how"


def raised(page: BuiltPage) -> dict[str, str]:
    """The budgets that the front matter of a page raises."""
    found = page.front_matter.get("budgets")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def limit(page: BuiltPage, budget: str, usual: float) -> float:
    """What the page may ask at most (or, of reading ease, at least)."""
    value, because, _ = raised(page).get(budget, "").partition(" because ")
    try:
        return float(value) if because else usual
    except ValueError:
        return usual


@check("budget-raised", "A budget that is raised without a reason")
def misused(page: BuiltPage) -> Iterator[Found]:
    """The next editor cannot tell whether the page may stay as long as it is.

    A budget is raised in the front matter: its name, a colon, the number, `because` and the reason.
    """
    line = _line(page, "budgets:") or 1
    found = page.front_matter.get("budgets")
    if found is not None and not isinstance(found, dict):
        fix = "write a line below it, two spaces in, like screens: 9 because the table must stand whole"
        yield Found(line, "“budgets” is no list of names and reasons", fix)
    for budget, value in raised(page).items():
        at = _line(page, f"  {budget}:") or line
        if budget not in BUDGETS:
            yield Found(at, f"there is no budget “{budget}”", f"write one of {', '.join(BUDGETS)}")
        elif not re.fullmatch(r".+ because .{10,}", value):
            fix = f"write {budget}: {value.split()[0] if value else 9} because, and the reason"
            yield Found(at, f"“{budget}: {value}” gives no reason", fix)


def _line(page: BuiltPage, words: str) -> int | None:
    lines = page.markdown.split("\n")
    return next((n for n, line in enumerate(lines, 1) if line.startswith(words)), None)


@check("budget-opening", "An opening that is too long")
def opening(page: BuiltPage) -> Iterator[Found]:
    """Readers on a phone leave before they know what the page says.

    The paragraph below the title holds the answer, in at most 40 words. What explains it comes after.
    """
    title = page.content.css_first("h1") if page.content is not None else None
    if title is None:
        return
    first = title.next
    while first is not None and (first.tag is None or first.tag.startswith("-")):
        first = first.next
    count = len(words(text_of(first))) if first is not None and first.tag == "p" else 0
    most = limit(page, "opening", OPENING)
    if not count:
        what = "the page does not open with a sentence"
        yield Found(page.title_line, what, "begin with the answer, in one sentence below the title")
    elif count > most and first is not None:
        line = page.line_of(text_of(first)) or page.title_line
        what = f"the opening has {count} words, at most {most:.0f}"
        yield Found(line, what, "begin with the answer alone, and start a new paragraph after it")


@check("budget-answers", "An answer that is too long")
def answers(page: BuiltPage) -> Iterator[Found]:
    """Whoever looks something up wants the answer, not the whole story.

    Each answer on the page of questions and answers has at most 60 words, and links to the page that
    says more.
    """
    most = limit(page, "answers", ANSWER)
    for heading in page.tree.css("h3") if page.name == FAQ and page.content is not None else ():
        section = heading.parent
        title = text_of(heading).replace("¶", "").strip()
        said = len(words(text_of(section).replace("¶", ""))) if section is not None else 0
        count = said - len(words(title))
        if count > most:
            what = f"“{title}” is answered in {count} words, at most {most:.0f}"
            yield Found(page.line_of(title), what, f"shorten it, or {_RAISE}")


@check("budget-sources", "Too many sources")
def sources(page: BuiltPage) -> Iterator[Found]:
    """A list of sources that nobody reads hides the one that matters.

    A page names at most twelve: those of its figures, and those in its front matter.
    """
    foot = page.content.css_first("details.page-sources") if page.content is not None else None
    count = len(foot.css("li")) if foot is not None else 0
    most = limit(page, "sources", SOURCES)
    if count > most:
        fix = "take those out of the front matter that matter least"
        yield Found(_line(page, "sources:"), f"{count} sources, at most {most:.0f}", fix)


@check("budget-phrases", "A phrase that says where we read something")
def phrases(page: BuiltPage) -> Iterator[Found]:
    """Readers want to know what holds; where we read it stands at the foot of the page.

    Some phrases belong to a dossier: they tell where and when somebody read something. What is open
    stands on one page, [not settled](#handbook:not-settled), and nowhere else.
    """
    allowed = raised(page).get("phrases", "").partition(" because ")[0]
    kept = [one.strip().lower() for one in allowed.split(",")]
    about_links = page.name.startswith(ABOUT_LINKS)
    open_points = () if page.name == NOT_SETTLED or about_links else OPEN
    for text in page.texts:
        for phrase in (*FORBIDDEN, *open_points):
            found = re.search(phrase, text, re.IGNORECASE)
            if found and found[0].lower() not in kept:
                line = page.line_of(" ".join(text[max(0, found.start() - 25) :].split()[1:]))
                what = f"“{found[0]}” stands in “{text[:70].strip()}…”"
                yield Found(
                    line or page.line_of(text), what, "say what holds, without the provenance"
                )


@check("budget-ease", "A page that is hard to read")
def ease(page: BuiltPage) -> Iterator[Found]:
    """Many readers have another first language, and all of them have little time.

    Measured is Flesch's reading ease: 60 is plain English, 30 is a journal article, at least 55 is
    asked. Shorter sentences and shorter words raise it. Pages of fewer than 100 words are not measured.
    """
    found = reading_ease(text for text in page.texts if plain(text) not in page.given)
    least = limit(page, "ease", EASE)
    if found < least:
        what = f"the reading ease of this page is {found:.0f}, at least {least:.0f}"
        yield Found(None, what, "split the longest sentences, and choose shorter words")


def syllables(word: str) -> int:
    """About how many: groups of vowels, without a silent e at the end."""
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e[sd]?$", "", word.lower()))
    return max(1, len(groups))


def reading_ease(texts: Iterable[str]) -> float:
    """Flesch's reading ease of whole sentences; 100 where there are too few words to tell."""
    said = [one for text in texts for one in sentences(text) if len(words(one)) > 4]
    spoken = [word for one in said for word in words(one)]
    if len(spoken) < TELLING:
        return 100.0
    count = sum(map(syllables, spoken))
    return 206.835 - 1.015 * len(spoken) / len(said) - 84.6 * count / len(spoken)


def repeats(pages: Iterable[BuiltPage]) -> Iterator[Mistake]:
    """What is said twice is changed once: the two soon disagree.

    A sentence of eight words or more stands on one page; others link to it. The words of the
    [value proposition](#mission:value-proposition) are shown on several pages on purpose.
    """
    homes: dict[str, dict[str, tuple[BuiltPage, str]]] = {}
    for page in pages:
        for one in (one for text in page.texts for one in sentences(text)):
            key = plain(one)
            if len(words(one)) >= REPEATED and key not in page.given:
                homes.setdefault(key, {}).setdefault(page.name, (page, one))
    found: dict[str, list[Mistake]] = {}
    allowed = {}
    for where in homes.values():
        for name, (page, one) in where.items() if len(where) > 1 else ():
            others = ", ".join(f"{other}.md" for other in where if other != name)
            allowed[name] = limit(page, "repeats", 0)
            found.setdefault(name, []).append(
                Mistake(
                    REPEATS, page.file, page.line_of(one),
                    f"“{one[:90]}” stands on {others} as well",
                    "say it on one of the two pages, and link to it from the other",
                    by="pages",
                    about=tuple(other for other in where if other != name),
                )
            )  # fmt: skip
    for name, mistakes in found.items():
        if len(mistakes) > allowed[name]:
            yield from mistakes


REPEATS = kind_of("budget-repeats", "A sentence that stands on two pages", repeats)
CHECKS = (misused, opening, answers, sources, phrases, ease)
SITE_CHECKS = {REPEATS: repeats}
