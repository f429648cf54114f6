"""Write anchors.json beside the build, and refuse labels that cannot keep their address.

The file tells ``linkcontract`` what built HTML cannot say: which ids are promised, the label
behind each, and the Markdown line it comes from. ``linkcontract/anchors_json.py`` has its format.

Sphinx lets two labels pass that give the same id, ``(value:a-b)=`` and ``(value-a:b)=``: one of
them silently becomes ``#id1``, or both want the same short link.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from page_anchors import Label, PageAnchors, Place, all_pages, labeled_sections, page_uri
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


def check_labels(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about labels whose address something else takes; in every build, pages read or not."""
    by_id: dict[str, dict[str, Label]] = {}
    for _, page in sorted(all_pages(env).items()):
        for label in page.labels:
            # Of the same label twice the first: Sphinx says so itself.
            by_id.setdefault(label.due_id, {}).setdefault(label.name.lower(), label)
    for label in by_id.pop("", {}).values():
        warn(env, label, f"the label {label.name} gives no address: let it begin with a letter")
    for id, labels in by_id.items():
        first, *others = labels.values()
        for label in others:
            both = f"{label.name} ({label.place}) and {first.name} ({first.place})"
            advice = "give the newer one another name"
            warn(env, label, f"the labels {both} have the same id, {id}: {advice}")
    for page in all_pages(env).values():
        for label in page.labels:
            if label.id != label.due_id and len(by_id.get(label.due_id, ())) == 1:
                why = f"because {holder(page, label.due_id)} has it: give that one its own label"
                warn(
                    env, label, f"the label {label.name} does not get its id, {label.due_id}, {why}"
                )


def holder(page: PageAnchors, id: str) -> str:
    """What on the page has this id, in words."""
    one = page.anchor(id)
    return f"the {one.kind} “{one.title}” at {one.place}" if one else "something else on the page"


def warn(env: BuildEnvironment, label: Label, message: str) -> None:
    place = label.place
    location = f"{Path(env.srcdir, place.file)}:{place.line or ''}"
    logger.warning(message, location=location, type="anchors", subtype="label")


def entry(address: str, kind: str, title: str, label: str | None, place: Place) -> dict[str, Any]:
    return {
        "address": address, "label": label, "kind": kind,
        "title": title, "file": place.file, "line": place.line,
    }  # fmt: skip


def entries(app: Sphinx) -> list[dict[str, Any]]:
    """Every public address of the site, as anchors.json lists them."""
    found = []
    for docname, page in all_pages(app.env).items():
        address = address_of(page_uri(app, docname))
        found.append(entry(address, "page", page.title, page.label, page.place))
        # Printed after the build, from what the page's front matter names (printing/).
        if name := app.env.metadata[docname].get("handout"):
            found.append(entry(f"handouts/{name}.pdf", "handout", page.title, None, page.place))
        for a in page.anchors:
            fragment = quote(a.id, safe="/!$&'()*+,;=:@~-._?")
            found.append(entry(f"{address}#{fragment}", a.kind, a.title, a.label, a.place))
    if "short_links" in app.extensions:
        for _, a in labeled_sections(app.env):
            found.append(entry(f"go/{a.id}/", "short-link", a.title, a.label, a.place))
    return sorted(found, key=lambda one: one["address"])


def address_of(uri: str) -> str:
    """A builder's URI as an address: without ``index.html``, ``./`` for the front page."""
    folder, slash, name = uri.rpartition("/")
    return (folder + slash or "./") if name == "index.html" else uri


def write(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.name not in ("html", "dirhtml"):
        return
    out = Path(app.outdir)
    text = json.dumps({"version": 1, "addresses": entries(app)}, indent=1, ensure_ascii=False)
    unfinished = out.with_name(out.name + ".anchors.json.new")
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(out.with_name(out.name + ".anchors.json"))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("page_anchors")
    app.connect("env-updated", check_labels)
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
