"""Rules about the places on a page that others link to."""

from __future__ import annotations

from collections.abc import Iterable

from ..checking import Context, rule
from ..model import FIELD, RECORD, Anchor, AnchorKind, Finding, Page
from ..source import id_of

_WORDS = {AnchorKind.FIGURE: "figure", AnchorKind.TABLE: "table", AnchorKind.TERM: "term"}


@rule("duplicate-id")
def duplicate_id(context: Context) -> Iterable[Finding]:
    """Two elements of a page have the same id: a link to it finds only the first.

    Rename one of the two labels, or one of the ids where they are written as raw HTML.
    Repetitions in the theme's own furniture count only when somebody links to that id.
    """
    for page in context.site.pages.values():
        for duplicate in page.duplicate_ids:
            anchor = page.anchor(duplicate.id)
            if anchor is None and not _is_linked(page, duplicate.id):
                continue
            file, line = context.anchor_place(page, anchor) if anchor else context.place(page)
            yield Finding(
                rule="duplicate-id",
                message=f"the id {duplicate.id} stands on {len(duplicate.elements)} elements "
                f"({', '.join(f'<{element}>' for element in duplicate.elements)})",
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
def generated_permalink(context: Context) -> Iterable[Finding]:
    """The ¶ of a heading or caption copies an id that the build made up, such as `#id1`.

    Whoever copies it gets a link that soon leads to something else. Put a label on the line
    above the heading, `(area:thing)=`; give a figure or table `:name: area-thing`.
    """
    for page in context.site.pages.values():
        for anchor in page.anchors:
            if anchor.generated and anchor.permalink is not None and not page.is_stub:
                yield _generated(context, page, anchor)


def _generated(context: Context, page: Page, anchor: Anchor) -> Finding:
    file, line = context.anchor_place(page, anchor)
    word = _WORDS.get(anchor.kind, "heading")
    area = next((part for part in reversed(page.path.strip("./").split("/")) if part), "page")
    label = f"{area.removesuffix('.html')}:{id_of(anchor.title) or 'thing'}"
    if anchor.kind in (AnchorKind.FIGURE, AnchorKind.TABLE):
        fix = f"write :name: {word}:{id_of(anchor.title) or 'thing'} among its options"
    else:
        fix = f"write ({label})= on the line above it"
    return Finding(
        rule="generated-permalink",
        message=f"the ¶ of the {word} “{anchor.title}” copies the made-up id #{anchor.id}",
        file=file,
        line=line,
        page=page.path,
        address=f"{page.path}#{anchor.id}",
        fix=fix,
    )
