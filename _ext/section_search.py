"""Search over sections and glossary terms: writes what the browser searches, instead of Sphinx's index.

    search/index.js      every heading, and of each word the sections that have it
    search/index-N.js    the text of some sections, loaded for the results that are shown
    search/aside.js, aside-N.js   the same of pages aside, which are for contributors; loaded for those
                         who ask for them, and on these pages

Classic scripts, because a page opened from disk may load nothing else; in JavaScript
``_theme/handbook/static/search-engine.js`` reads them. The index holds no text: the whole text would
be twice what a first search may weigh.

Sphinx's own index and its page are not written; ``search/`` is a page of ours (``search.html``).
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import search_words
from search_sections import Section, all_texts, sections_of
from search_words import stems
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging
from sphinx.util.matching import Matcher

logger = logging.getLogger(__name__)

FOLDER = "search"
CHUNK = 300  # characters of text in one file, at least
ASKED = 100  # a word that people use for a section counts like one of its heading
# What counts in place of a digit: printable, but no digit, no star, nothing that scripts escape.
LETTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in "0123456789*`{\\")


@dataclass
class Index:
    """``pages``: docname with its sections; ``times``: stem → section number → count."""

    pages: list[tuple[str, list[Section]]] = field(default_factory=list)
    times: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))


def read(app: Sphinx, names: Iterable[str]) -> Index:
    """The index of these pages."""
    index = Index([(name, list(sections_of(app.env, name))) for name in names])
    asked = synonyms(app)
    briefly = Matcher(app.config.search_briefly)
    number = 0
    for name, sections in index.pages:
        for section in sections:
            # The browser knows headings anyway.
            text = "" if briefly(name) else " ".join(section.blocks)
            heading = set(stems(section.title))
            count = Counter(word for word in stems(text) if word not in heading)
            for id in section.ids:
                count.update(dict.fromkeys(asked.get((name, id), ()), ASKED))
            for word, times in count.items():
                index.times[word][number] = times
            number += 1
    return index


def listing(app: Sphinx, index: Index) -> tuple[str, list[list[Section]]]:
    """Pages and sections as lines, and the sections that each file of text holds.

    A page is ``/URI⇥title``; a section of it ``+`` where a new file of text begins, its depth, its id
    and title; of a glossary term only the title, with depth ``t``.
    """
    lines: list[str] = []
    chunks: list[list[Section]] = []
    size = CHUNK
    for name, sections in index.pages:
        title = sections[0].title if sections else name
        lines.append(f"/{app.builder.get_target_uri(name)}\t{title}")
        for section in sections:
            begins = size >= CHUNK
            if begins:
                chunks.append([])
                size = 0
            chunks[-1].append(section)
            size += len("\n".join(section.blocks))
            id, title = section.ids[0], section.title
            is_term = id == f"term-{title.replace(' ', '-')}"
            line = f"t{title}" if is_term else f"{section.depth}{id}\t{title}"
            lines.append("+" * begins + line)
    return "\n".join(lines), chunks


def vocabulary(words: list[str]) -> str:
    """Words in alphabetical order, a line each: how many letters one shares with the line before, as
    a letter, then its others."""
    shared = [0, *(len(common(a, b)) for a, b in pairwise(words))]
    pairs = zip(shared, words, strict=bool(words))  # of no words none is shared
    return "\n".join(LETTERS[n] + word[n:] for n, word in pairs)


def common(a: str, b: str) -> str:
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return a[:n]


def numbers(times: dict[int, int]) -> str:
    """Section numbers in order as their distances, in base 80 with the last digit one of LETTERS and
    a number before it. Behind those that are asked for by the word stands "*": ``{1: 1, 82: 100}`` is
    ``#1$*``. How often a section has a word is not told: it weighed 600 bytes, and answered nothing."""
    text, last = "", 0
    for number, count in sorted(times.items()):
        far, near = divmod(number - last, len(LETTERS))
        text += f"{far or ''}{LETTERS[near]}{'*' * (count >= ASKED)}"
        last = number
    return text


def synonyms(app: Sphinx) -> dict[tuple[str, str], set[str]]:
    """Stems that people use for a section, by its docname and id; says what is wrong in the file."""
    file = Path(app.confdir, app.config.search_synonyms)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    try:
        lines = search_words.read_synonyms(file) if file.is_file() else []
    except ValueError as error:
        logger.warning(f"{error}", location=f"{file}", type="search", subtype="synonyms")
        return found
    labels = app.env.domains.standard_domain.anonlabels
    terms = {s.title: (name, s.ids[0]) for name, text in all_texts(app.env).items()
             for s in text if s.ids[0].startswith("term-")}  # fmt: skip
    for line in lines:
        for label in line.labels:
            place = terms.get(label.removeprefix("term:")) or labels.get(label.lower(), ())[:2]
            if place:
                found[place].update(stems(" ".join(line.asked)))
            else:
                logger.warning(f"no page has the label “{label}”: give the section's present one",
                               location=f"{file}:{line.line}", type="search", subtype="synonyms")  # fmt: skip
    return found


def scripts(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Name and text of every script that search loads besides its program."""
    aside = Matcher(app.config.search_aside)
    names = sorted(all_texts(app.env))
    rules = {
        "all": app.builder.get_target_uri("genindex") if app.config.html_use_index else "",
        "help": app.config.search_help,
        "aside": app.builder.get_target_uri("search") if any(map(aside, names)) else "",
        "stop": " ".join(sorted(search_words.STOP_WORDS)),
        # JavaScript writes $1 for what Python writes \1 in the replacement.
        "stems": [[p, re.sub(r"\\(\d)", r"$\1", kept)] for p, kept in search_words.STEMS],
    }
    for part, chosen, more in (
        ("index", [name for name in names if not aside(name)], rules),
        ("aside", [name for name in names if aside(name)], {}),
    ):
        index = read(app, chosen)
        pages, chunks = listing(app, index)
        texts = ["\f".join("\n".join(s.blocks) for s in chunk) for chunk in chunks]
        version = sha256(json.dumps(texts).encode()).hexdigest()[:8]
        words = sorted(index.times)
        data = {
            "version": version,
            "pages": pages,
            "words": vocabulary(words),
            "places": "\n".join(numbers(index.times[word]) for word in words),
        } | more
        yield f"{part}.js", call("index", part, data)
        for number, text in enumerate(texts):
            yield f"{part}-{number}.js", call("text", part, version, number, text)


def call(function: str, *values: object) -> str:
    """A script that hands these values to the search that is running."""
    return f"handbookSearch.{function}({','.join(map(literal, values))})\n"


def literal(value: object) -> str:
    """A value as a script spells it; text as it is, because whatever is escaped weighs more."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
        return f"`{text}`"
    return json.dumps(value)


def is_site(app: Sphinx) -> bool:
    return app.builder.name in ("html", "dirhtml") and bool(app.config.section_search)


def replace(app: Sphinx) -> None:
    """Have Sphinx make no index and no page for it."""
    if is_site(app) and isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def collect(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    return [("search", {}, "search.html")] if is_site(app) else []


def mark(app: Sphinx, name: str, template: str, context: dict[str, object], tree: object) -> None:
    """Tell the theme which pages are aside: on them everything is searched."""
    context["search_aside"] = Matcher(app.config.search_aside)(name)


def write(app: Sphinx, error: Exception | None) -> None:
    if error or not is_site(app):
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(exist_ok=True)
    written = set()
    for name, text in scripts(app):
        file = folder / name
        written.add(file)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    for old in set(folder.glob("*.js")) - written:
        old.unlink()


def setup(app: Sphinx) -> dict[str, object]:
    app.setup_extension("search_sections")
    # `./do bench search` turns it off, to measure Sphinx's own.
    app.add_config_value("section_search", True, "html", bool)
    app.add_config_value("search_synonyms", "synonyms.txt", "html", str)
    app.add_config_value("search_help", "", "html", str)
    app.add_config_value("search_aside", (), "html", (list, tuple))
    # Pages that are found by their headings and by synonyms, not by the words of their text.
    app.add_config_value("search_briefly", (), "html", (list, tuple))
    app.connect("builder-inited", replace)
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", mark)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
