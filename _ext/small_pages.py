"""Small pages beside the handbook's own: short links, and notes at addresses that have moved.

They carry no theme and ask for no other file. A page of the handbook is never overwritten; what an
earlier build wrote and this one does not is removed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import unquote

from content_policy import with_policy
from page_anchors import Anchor, PageAnchors, all_pages, docname_at, labeled_sections, page_uri
from sphinx.application import Sphinx

from linkcontract import address as addresses
from linkcontract.files import read_lines
from linkcontract.promise import ledger, moved

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.05rem/1.6 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 1.25rem;"
    "overflow-wrap:anywhere}h1{font-size:1.5rem;line-height:1.25}li:target,p:target{font-weight:bold}"
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()
# `to` and `fragments` are set before it. Whatever the visitor's address asked for goes along.
GO = """\
var place = new URL(to, location.href);
if (location.search) place.search += (place.search ? "&" : "?") + location.search.slice(1);
if (location.hash && !own) place.hash = location.hash;
location.replace(place.href);"""


def html_page(app: Sphinx, owner: str, title: str, head: Iterable[str], body: Iterable[str]) -> str:
    """A whole small page. ``owner`` is the extension; its name in the page marks it as ours."""
    page = "\n".join([
        "<!doctype html>",
        f'<html lang="{escape(app.config.language or "en")}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta name="generator" content="{owner}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)} — {escape(site_name(app))}</title>",
        '<meta name="robots" content="noindex">',
        *head,
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
        "",
    ])  # fmt: skip
    guarded = "content_policy" in app.extensions and app.config.content_policy
    return with_policy(page) if guarded else page


def site_name(app: Sphinx) -> str:
    return app.config.html_title or app.config.project


def in_script(value: object) -> str:
    """A value as it may stand inside ``<script>``: JSON in which no tag can end or begin."""
    return (
        json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    )


def write(app: Sphinx, owner: str, pages: Mapping[str, str]) -> list[str]:
    """Write ``pages`` by their path in the output folder; returns those that were left alone
    because a page of the handbook stands there."""
    out = Path(app.outdir)
    live = live_files(app)
    record = Path(app.doctreedir) / f"{owner}-{app.builder.name}.json"
    try:
        before = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    refused, written = [], []
    for path, text in pages.items():
        file = out / path
        if file in live:
            refused.append(path)
            continue
        written.append(path)
        if not file.is_file() or file.read_text(encoding="utf-8", errors="replace") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if before.get("folder") == str(out):
        for path in set(before.get("files", ())) - set(written):
            remove(out, path, owner)
    record.write_text(json.dumps({"folder": str(out), "files": sorted(written)}), encoding="utf-8")
    return refused


def remove(out: Path, path: str, owner: str) -> None:
    """Remove a small page of an earlier build, unless something else stands there by now."""
    file = out / path
    if (
        file.is_file()
        and f'content="{owner}"' in file.read_text(encoding="utf-8", errors="replace")[:1000]
    ):
        file.unlink()
        if not any(file.parent.iterdir()):
            file.parent.rmdir()


def live_files(app: Sphinx) -> set[Path]:
    """The files of the pages that Sphinx itself writes."""
    names = {*app.env.found_docs, "search", "genindex"}
    return {Path(app.builder.get_outfilename(name)) for name in names}


def moved_lines(app: Sphinx) -> moved.Moves:
    """What links/moved.txt says; nothing where there is no such file."""
    file = Path(app.confdir, app.config.moved_file)
    return moved.read(file) if file.is_file() else moved.Moves({}, str(file))


def published_anchors(app: Sphinx) -> tuple[list[str], dict[str, list[str]]]:
    """Ids that ever had a short link, and the addresses at which each id was ever published.

    Lines of the ledger that cannot be read are left to ``linkcontract check``, which names them.
    """
    file = Path(app.confdir, app.config.published_file)
    entries = (
        ledger.parse(read_lines(file, "ledger"), str(file))[0].entries if file.is_file() else ()
    )
    homes: dict[str, list[str]] = {}
    for address in entries:
        if fragment := addresses.split_address(address)[1]:
            homes.setdefault(unquote(fragment), []).append(address)
    return [id for address in entries if (id := addresses.short_link_id(address))], homes


def is_served(app: Sphinx, address: str) -> bool:
    """Whether this build serves an address as a page, a place on a page or a short link."""
    page, fragment = addresses.split_address(address)
    docname = docname_at(app.env, page)
    if docname is not None:
        return not fragment or unquote(fragment) in all_pages(app.env)[docname].ids
    return not fragment and addresses.short_link_id(page) in short_link_ids(app)


def short_link_ids(app: Sphinx) -> set[str]:
    """Ids that have a short link because their label stands in the handbook today."""
    if "short_links" not in app.extensions:
        return set()
    return {anchor.id for _, anchor in labeled_sections(app.env)}


def link_to(app: Sphinx, target: str, path: str) -> str:
    """The link from the file ``path`` in the output folder to an address or URL.

    Relative, so that it works on any host and below any folder; for the ``html`` builder it names
    the file, so that it works from disk as well.
    """
    if target.startswith("https://"):
        return target
    page, fragment = addresses.split_address(target)
    docname = docname_at(app.env, page)
    if docname is not None:
        page = page_uri(app, docname)
    elif app.builder.name == "html" and page.endswith("/"):
        page += "index.html"
    up = "../" * path.count("/")
    return addresses.join_address(up + page.removeprefix("./") or "./", fragment)


def anchor_at(app: Sphinx, address: str) -> tuple[str, Anchor | None, PageAnchors | None]:
    """What stands at an address today: its title, its anchor if it has one, and its page.

    The title of a URL, or of a file that is no page, is the address itself.
    """
    page, fragment = addresses.split_address(address)
    if id := addresses.short_link_id(page):
        for docname, one in labeled_sections(app.env):
            if one.id == id:
                return one.title, one, all_pages(app.env)[docname]
    docname = docname_at(app.env, page)
    if docname is None:
        return address.removeprefix("https://").rstrip("/"), None, None
    found = all_pages(app.env)[docname]
    one = found.anchor(unquote(fragment))
    return (one.title if one else found.title), one, found


def title_of(app: Sphinx, address: str) -> str:
    """What a link to an address says: the title of the section, and of its page."""
    title, _, page = anchor_at(app, address)
    return f"{title} ({page.title})" if page and page.title != title else title


def gone_text(app: Sphinx, reason: str) -> str:
    """Why something was withdrawn and where to ask; since when, if the reason has a date first."""
    since = ""
    if dated := re.match(r"(\d{4})-(0[1-9]|1[0-2])-([0-3]\d)[\s:,.]*", reason):
        since = f"Withdrawn on {int(dated[3])} {MONTHS[int(dated[2]) - 1]} {dated[1]}."
        reason = reason[dated.end() :]
    reason = reason[:1].upper() + reason[1:]
    if reason and not reason.endswith((".", "!", "?")):
        reason += "."
    contact = app.config.moved_contact
    ask = "" if contact in reason else f"Questions? Write to {contact}."
    return " ".join(part for part in (since, reason, ask) if part)


def gone_page(
    app: Sphinx, owner: str, reason: str, head: Iterable[str] = (), body: Iterable[str] = ()
) -> str:
    """A page that says that what was here was withdrawn, why, and where to ask."""
    text = escape(gone_text(app, reason))
    contact = escape(app.config.moved_contact)
    text = text.replace(contact, f'<a href="mailto:{contact}">{contact}</a>', 1)
    title = "This is no longer part of the handbook"
    return html_page(app, owner, title, head, [f"<h1>{title}</h1>", f"<p>{text}</p>", *body])


def setup(app: Sphinx) -> dict:
    app.setup_extension("page_anchors")
    app.add_config_value("moved_contact", "hello@2i2c.org", "html", str)
    app.add_config_value("moved_file", "links/moved.txt", "", str)
    app.add_config_value("published_file", "links/published.txt", "", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
