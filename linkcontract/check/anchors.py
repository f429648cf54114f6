"""Rules about the places on a page that others link to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.read.theme import FEW, MOST
from linkcontract.site import FIELD, RECORD, Anchor, AnchorKind, DuplicateId, Page
from linkcontract.source.ids import id_of

_WORDS = {AnchorKind.FIGURE: "figure", AnchorKind.TABLE: "table", AnchorKind.TERM: "term"}

_COUNTED = re.compile(r"(.+)_\d+")
"""What Python-Markdown makes of the second heading with the same text."""


@rule("duplicate-id")
def duplicate_id(case: Case) -> Iterable[Finding]:
    """Two elements of a page have the same id: a link to it finds only the first.

    Rename one of the two labels, or one of the ids where they are written as raw HTML.
    Repetitions in the theme's own furniture count only when somebody links to that id.
    """
    found = [
        (page, duplicate)
        for page in case.site.pages.values()
        for duplicate in page.duplicate_ids
        if page.anchor(duplicate.id) is not None or _is_linked(page, duplicate.id)
    ]
    counts = Counter(duplicate.id for _, duplicate in found)
    enough = max(FEW, MOST * sum(page.promised for page in case.site.pages.values()))
    told: set[str] = set()
    for page, duplicate in found:
        count = counts[duplicate.id]
        if count < enough:
            yield _duplicate(case, page, duplicate)
        elif duplicate.id not in told:  # the theme's: once for all pages
            told.add(duplicate.id)
            yield _duplicate(case, page, duplicate, f" (on {count} pages)")


def _duplicate(case: Case, page: Page, duplicate: DuplicateId, where: str = "") -> Finding:
    file, line = case.id_place(page, duplicate.id)
    return Finding(
        rule="duplicate-id",
        message=f"the id {duplicate.id} stands on {len(duplicate.elements)} elements "
        f"({', '.join(f'<{element}>' for element in duplicate.elements)}){where}",
        file=file,
        line=line,
        page=page.path,
        address=f"{page.path}#{duplicate.id}",
        fix="give all but one of them another id, or none",
    )


def _is_linked(page: Page, id: str) -> bool:
    """Whether a link of the page leads to the id."""
    return f"{RECORD}#{id}{FIELD}" in RECORD + page.link_records


@rule("generated-permalink")
def generated_permalink(case: Case) -> Iterable[Finding]:
    """The ¶ of a heading or caption copies an id that the build made up, such as `#id1`.

    Whoever copies it gets a link that soon leads to something else. Put a label on the line
    above the heading, `(area:thing)=`; give a figure or table `:name: area-thing`. The number that
    tells two headings of one text apart (`#plan_1`) is made up too: it changes with their order.
    """
    for page in case.site.pages.values():
        for anchor in page.anchors:
            if anchor.permalink is not None and not page.is_stub and _is_made_up(page, anchor):
                yield _generated(case, page, anchor)


def _is_made_up(page: Page, anchor: Anchor) -> bool:
    if anchor.generated:
        return True
    if anchor.kind is AnchorKind.ELEMENT and anchor.id.startswith("equation-"):
        # Sphinx numbers an equation without a label by its page (math_number_all).
        return (
            re.fullmatch(rf"equation-{re.escape(id_of(_name_of(page)))}-\d+", anchor.id) is not None
        )
    first = _COUNTED.fullmatch(anchor.id)
    if first is None or anchor.kind is not AnchorKind.HEADING:
        return False
    same = page.anchor(first[1])
    return same is not None and same.kind is AnchorKind.HEADING and same.title == anchor.title


def _name_of(page: Page) -> str:
    return page.path.removeprefix("./").removesuffix(".html").removesuffix("/") or "index"


def _generated(case: Case, page: Page, anchor: Anchor) -> Finding:
    file, line = case.anchor_place(page, anchor)
    word = _WORDS.get(anchor.kind, "heading")
    if anchor.kind is AnchorKind.ELEMENT:
        word = "equation" if anchor.id.startswith("equation-") else "code block"
    area = next((part for part in reversed(page.path.strip("./").split("/")) if part), "page")
    label = f"{area.removesuffix('.html')}:{id_of(anchor.title) or 'thing'}"
    if word == "equation":
        fix = "write :label: and a name among its options"
    elif anchor.kind is AnchorKind.ELEMENT:
        fix = f"write :name: code:{id_of(anchor.title) or 'thing'} among its options"
    elif _COUNTED.fullmatch(anchor.id):
        fix = f"write {{#{id_of(label)}}} behind it, or ({label})= on the line above it"
    elif anchor.kind in (AnchorKind.FIGURE, AnchorKind.TABLE):
        fix = f"write :name: {word}:{id_of(anchor.title) or 'thing'} among its options"
    else:
        fix = f"write ({label})= on the line above it"
    return Finding(
        rule="generated-permalink",
        message=f"the ¶ of the {word}{f' “{anchor.title}”' if anchor.title else ''} copies the made-up id #{anchor.id}",
        file=file,
        line=line,
        page=page.path,
        address=f"{page.path}#{anchor.id}",
        fix=fix,
    )
