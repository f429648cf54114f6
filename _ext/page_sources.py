"""At the foot of each page: when its figures were last confirmed, and its sources, folded.

Sources are those of the figures on the page and those that its front matter lists under
``sources``, each once, by their names in facts.yml. The list is part of the page, so its links are
checked with all others; it has no heading and no anchor.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import facts
import jinja2
import jinja2.meta
from babel.dates import format_date
from docutils import nodes
from page_text import SUBSTITUTION, front_matter, prose
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)
CODE = re.compile(r"(`+).+?\1")


def names_in(text: str) -> set[str]:
    """The names that the substitutions of a page ask for."""
    expressions = "".join(
        expression
        for _, line in prose(text)
        for expression in SUBSTITUTION.findall(CODE.sub("", line))
    )
    try:
        return jinja2.meta.find_undeclared_variables(jinja2.Environment().parse(expressions))
    except jinja2.TemplateSyntaxError:
        return set()  # MyST says so, with its line


def note(app: Sphinx, docname: str, source: list[str]) -> None:
    """Remember which figures and sources a page uses, beside what else Sphinx knows of it."""
    known = facts.of(app)
    used = {name for name in names_in(source[0]) if name in known.figures}
    named = front_matter(source[0]).get("sources") or []
    named = [named] if isinstance(named, str) else named
    for name in named:
        if name not in known.sources:
            close = get_close_matches(str(name), known.sources, n=1)
            line = 1 + source[0][: source[0].find(str(name))].count("\n")
            advice = f"did you mean “{close[0]}”?" if close else "add it, with title and url"
            logger.warning(f"source “{name}” is not in {app.config.facts_file}; {advice}",
                           location=(docname, line), type="facts", subtype="source")  # fmt: skip
    names = dict.fromkeys([*(known.source_of[name] for name in sorted(used)), *named])
    app.env.temp_data["sources"] = [known.sources[n] for n in names if n in known.sources]
    app.env.temp_data["confirmed"] = {
        known.sources[known.source_of[name]].confirmed for name in used
    }
    if names:
        app.env.note_dependency(str(Path(app.confdir, app.config.facts_file)))


def add(app: Sphinx, doctree: nodes.document) -> None:
    sources = app.env.temp_data.get("sources")
    if not sources:
        return
    said = summary(app.env.temp_data["confirmed"], len(sources))
    items = nodes.bullet_list()
    for source in sorted(sources, key=lambda one: one.title.lower()):
        paragraph = nodes.paragraph("", "", nodes.reference("", source.title, refuri=source.url))
        if source.dated:
            paragraph += nodes.Text(f", {day(source.dated)}")
        items += nodes.list_item("", paragraph)
    opening = f'<details class="page-sources"><summary>{said}</summary>'
    doctree += [
        nodes.raw("", opening, format="html"),
        items,
        nodes.raw("", "</details>", format="html"),
    ]


def summary(confirmed: set[date], sources: int) -> str:
    """The one line: when the figures were confirmed, from the oldest to the newest, and how many
    sources it opens."""
    count = f"{sources} source{'s' * (sources != 1)}"
    if not confirmed:
        return count
    first, last = min(confirmed), max(confirmed)
    if first == last:
        return f"Figures last confirmed on {day(last)} · {count}"
    start = day(first).removesuffix(f" {last.year}")
    return f"Figures last confirmed between {start} and {day(last)} · {count}"


def day(one: date) -> str:
    return format_date(one, "d MMMM y", locale="en")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("facts")
    app.connect("source-read", note)
    app.connect("doctree-read", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
