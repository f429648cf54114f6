"""The file `anchors.json`: what the HTML of our own builds cannot say about its anchors.

The build writes it beside its output folder, as `<folder>.anchors.json` (for
`_build/dirhtml` that is `_build/dirhtml.anchors.json`); `<folder>/anchors.json` is read as
well. It is not deployed. UTF-8 JSON, one object::

    {
      "version": 1,
      "addresses": [
        {
          "address": "mission/value-proposition/#value-hub-users",
          "label": "value:hub-users",
          "kind": "heading",
          "title": "Hub users",
          "file": "mission/value-proposition.md",
          "line": 14
        }
      ]
    }

`address`
    As the contract writes it: site-relative, percent-encoded, `./` for the front page,
    `index.html` dropped; with the `html` builder it ends in `.html`.
`label`
    The explicit label as written (`value:hub-users`), `null` where the thing has none.
`kind`
    `page` (no fragment), `heading`, `figure`, `table`, `term`, `older-label` (a label
    still standing above a heading whose id is another label), `short-link` (`go/<id>/`),
    `handout` (a file below `handouts/` that is printed into the folder after the build) or `stub`
    (a page that leads elsewhere; listed or not, it is no address).
`title`
    Text of the heading, caption or term, without its number and ¶; for a page its title.
`file`, `line`
    The Markdown file, relative to the source folder, and the line of the label (of the heading
    where there is no label), counted from 1; `null` where unknown.

Every key is there in every entry. A page that is listed promises exactly the fragments listed for
it; a page that is not listed, while others are, is not promised.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from linkcontract.site import Anchor, AnchorKind, Page, Site, UnreadableSite

_NULLABLE = {"label": str, "file": str, "line": int}

_KINDS = {
    "page",
    "heading",
    "figure",
    "table",
    "term",
    "older-label",
    "short-link",
    "handout",
    "stub",
}


def find_anchor_data(folder: Path) -> list[dict[str, Any]] | None:
    """The entries of the `anchors.json` that belongs to a site, `None` when there is none.

    Raises `UnreadableSite` when the file is malformed.
    """
    folder = folder.absolute()
    for file in (folder.with_name(f"{folder.name}.anchors.json"), folder / "anchors.json"):
        if file.is_file():
            return load_anchor_data(file)
    return None


def load_anchor_data(file: Path) -> list[dict[str, Any]]:
    """The entries of one `anchors.json`, each with all its keys."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableSite(
            f"{file}: not readable as JSON ({str(error).splitlines()[0]})"
        ) from error
    if (
        not isinstance(data, dict)
        or data.get("version") != 1
        or not isinstance(data.get("addresses"), list)
    ):
        raise UnreadableSite(f'{file}: not an anchors.json of version 1 with a list of "addresses"')
    for number, entry in enumerate(data["addresses"], start=1):
        wrong = _wrong_in(entry)
        if wrong:
            raise UnreadableSite(f"{file}: entry {number}: {wrong}")
    entries: list[dict[str, Any]] = data["addresses"]
    return entries


def _wrong_in(entry: Any) -> str | None:
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("address"), str)
        or not entry["address"]
    ):
        return "has no address"
    if entry.get("kind") not in _KINDS:
        return f"unknown kind {entry.get('kind')!r}"
    if not isinstance(entry.get("title", ""), str):
        return "the title is no text"
    for key, kind in _NULLABLE.items():
        if not isinstance(entry.get(key), kind | None):
            return f"{key} is {entry[key]!r}"
    return None


def apply_anchor_data(site: Site, entries: list[dict[str, Any]]) -> None:
    """Put labels, kinds and places onto the anchors, and promise exactly what is listed."""
    listed: dict[str, dict[str, dict[str, Any]]] = {}
    for entry in entries:
        path, _, fragment = entry["address"].partition("#")
        listed.setdefault(path, {})[unquote(fragment)] = entry
        if entry["kind"] == "short-link":
            site.short_links[path] = entry.get("title", "")
        elif entry["kind"] == "handout":
            site.handouts[unquote(path)] = entry.get("title", "")
    site.has_anchor_data = True
    for page in site.pages.values():
        known = listed.get(page.path, {})
        itself = known.get("")
        if itself is None or itself["kind"] in ("short-link", "stub"):
            page.promised = False
        if itself is not None:
            page.label, page.source, page.line = (
                itself.get("label"),
                itself.get("file"),
                itself.get("line"),
            )
            page.title = itself.get("title") or page.title
        page.anchors = _promised_anchors(page, known)


def _promised_anchors(page: Page, known: dict[str, dict[str, Any]]) -> tuple[Anchor, ...]:
    anchors = []
    for anchor in page.anchors:
        entry = known.get(anchor.id)
        if entry is None or not page.promised:
            anchors.append(anchor._replace(public=False))
            continue
        anchors.append(
            anchor._replace(
                public=True,
                kind=AnchorKind(entry["kind"])
                if entry["kind"] in list(AnchorKind)
                else anchor.kind,
                title=entry.get("title") or anchor.title,
                label=entry.get("label"),
                file=entry.get("file"),
                line=entry.get("line"),
            )
        )
    return tuple(anchors)
