"""Every section and glossary term on one page, from A to Z: what search finds, without a script.

It takes the place of Sphinx's index of terms, ``genindex``; the page is ``genindex.html`` of the theme.
A section stands under the first word of its heading that says something: "Who owns the data?" under O.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import NamedTuple

from docutils import nodes
from search_sections import all_texts, sections_of
from search_words import STOP_WORDS, words
from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

PAGE = "genindex"


class Entry(NamedTuple):
    """A line of the list: where it leads, its title, and the page it is on."""

    uri: str
    title: str
    where: str
    letter: str
    sorted_by: tuple[str, ...]


def entries(app: Sphinx) -> list[Entry]:
    """All of them, sorted."""
    found = []
    briefly = Matcher(app.config.a_to_z_briefly)
    for name in all_texts(app.env):
        uri = app.builder.get_relative_uri(PAGE, name)
        sections = list(sections_of(app.env, name))
        for section in sections[:1] if briefly(name) else sections:
            top = section is sections[0]
            said = words(unicodedata.normalize("NFC", section.title))
            first = next((n for n, word in enumerate(said) if word not in STOP_WORDS), 0)
            order = tuple(said[first:]) or (section.title.lower(),)
            letter = order[0][:1].upper()
            entry = Entry(
                uri if top else f"{uri}#{section.ids[0]}",
                section.title,
                "" if top else sections[0].title,
                letter if letter.isalpha() else "0–9",
                order,
            )
            found.append(entry)
    return sorted(found, key=lambda one: (one.letter != "0–9", one.sorted_by, one.where))


def add(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, object],
    doctree: nodes.document | None,
) -> None:
    if page == PAGE:
        listed = groupby(entries(app), key=lambda one: one.letter)
        context["a_to_z"] = [(letter, list(group)) for letter, group in listed]


def setup(app: Sphinx) -> dict[str, object]:
    app.setup_extension("search_sections")
    # Pages that are listed without their sections.
    app.add_config_value("a_to_z_briefly", (), "html", (list, tuple))
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
