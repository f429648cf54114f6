"""At the foot of each page: who looks after it, when it was last reviewed, and when it last changed.

The front matter of a page names its ``owner``, one of ``owners`` in conf.py, the day on which somebody
last read all of it (``reviewed``) and the day by which that is due again (``review_by``). What is
missing or wrong is a warning with its line. The foot names the days and never says that one has
passed: a page is the same whenever it is built, and ``due.py`` says what is late.

When pages last changed is handed in, as a file that ``publishing/page_dates.py`` writes: git is not
asked here. Without that file nothing is said about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from docutils import nodes
from page_sources import day
from page_text import MATTER, front_matter
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

DATES = ("reviewed", "review_by")
# YAML readers stop at a day that no calendar has; between quotes it is text, and told as what it is.
NO_DAY = re.compile(r"(:[ \t]+)(\d{4}-\d\d-\d\d)(?=[ \t]*(?:#.*)?$)", re.MULTILINE)
MEANING = {
    "reviewed": "with the day on which somebody last read the whole page",
    "review_by": "with the day by which somebody should read it again",
}


def as_date(value: Any) -> date | None:
    """The date that a value of the front matter is, or `None`."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def quoted(text: str) -> str:
    """A page with the days in its front matter that no calendar has between quotes."""
    found = MATTER.match(text)
    if not found:
        return text
    safe = NO_DAY.sub(
        lambda one: one[0] if as_date(one[2]) else f'{one[1]}"{one[2]}"', text[: found.end()]
    )
    return safe + text[found.end() :]


def problems(values: dict[str, Any], owners: list[str]) -> Iterator[tuple[str, str]]:
    """What is missing or wrong: the key that it is about, and what to write."""
    missing = [key for key in ("owner", *DATES) if not values.get(key)]
    if missing:
        lines = {"owner": f"owner: {owners[0]}", "reviewed": "reviewed: 2026-11-26"}
        lines["review_by"] = "review_by: 2027-11-26"
        named = " and ".join(", ".join(missing).rsplit(", ", 1))
        advice = "; ".join(lines[key] for key in missing)
        yield (
            missing[0],
            (
                f"this page lacks {named}; write between two lines of --- at its top, each on a line of "
                f"its own and with what is true: {advice}"
            ),
        )
    owner = values.get("owner")
    if owner and owner not in owners:
        close = get_close_matches(str(owner).lower(), [one.lower() for one in owners], n=1)
        like = [one for one in owners if one.lower() in close]
        advice = f"did you mean “{like[0]}”?" if like else f"write one of: {', '.join(owners)}"
        yield "owner", f"“{owner}” is none of the areas that look after pages; {advice}"
    days = {key: as_date(values[key]) for key in DATES if values.get(key)}
    for key, one in days.items():
        if one is None:
            advice = f"write “{key}: 2026-11-26”, {MEANING[key]}"
            yield key, f"“{values[key]}” is no date; {advice}"
    reviewed, review_by = days.get("reviewed"), days.get("review_by")
    if reviewed and review_by and review_by <= reviewed:
        later = reviewed.replace(year=reviewed.year + 1, day=min(reviewed.day, 28))
        yield (
            "review_by",
            (
                f"the next review, {review_by}, is not after the last one, {reviewed}; "
                f"write a later day, for example “review_by: {later}”"
            ),
        )


def line_of(text: str, key: str) -> int:
    """The line of a key in the front matter; of its beginning where the key is not there."""
    found = MATTER.match(text)
    place = re.search(rf"^{key}[ \t]*:", found[0], re.MULTILINE) if found else None
    return found[0].count("\n", 0, place.start()) + 1 if found and place else 1


def note(app: Sphinx, docname: str, source: list[str]) -> None:
    if not app.config.owners:
        return
    source[0] = quoted(source[0])
    values = front_matter(source[0])
    if not values and (found := MATTER.match(source[0])) and found[1].strip():
        return  # it is no YAML, and MyST says so
    for key, what in problems(values, app.config.owners):
        place = (docname, line_of(source[0], key))
        logger.warning(what, location=place, type="owners", subtype=key)


def read_dates(app: Sphinx, config: Config) -> None:
    """Read the file of dates. As a value of the configuration it makes Sphinx write pages anew."""
    if not config.page_dates:
        return
    file = Path(app.confdir, config.page_dates)
    try:
        found = dict(json.loads(file.read_text(encoding="utf-8")))
        config.page_dates = {path: date.fromisoformat(found[path]) for path in sorted(found)}
    except (OSError, ValueError, TypeError) as error:
        config.page_dates = {}
        what = f"this is no file of dates ({error}); pages do not say when they last changed"
        logger.warning(what, location=f"{file}:1", type="owners", subtype="dates")


def add(
    app: Sphinx,
    docname: str,
    template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Hand the template the words of the foot, a sentence each."""
    if doctree is None:
        return
    values = app.env.metadata[docname]
    reviewed, review_by = (as_date(values.get(key)) for key in DATES)
    said = []
    if owner := values.get("owner"):
        said.append(f"Looked after by {owner}.")
    if reviewed and review_by:
        said.append(f"Last reviewed on {day(reviewed)}, next review by {day(review_by)}.")
    changed = (app.config.page_dates or {}).get(app.env.doc2path(docname, base=False).as_posix())
    if changed:
        said.append(f"Last changed on {day(changed)}.")
    context["page_review"] = said


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("owners", [], "env", list)
    app.add_config_value("page_dates", "", "html", (str, dict))
    app.connect("config-inited", read_dates)
    # Before others look at the front matter.
    app.connect("source-read", note, priority=100)
    app.connect("html-page-context", add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
