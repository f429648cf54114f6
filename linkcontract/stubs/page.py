"""The HTML of small pages: no theme, no other file, light and dark, and readable without script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

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

CHOOSE = """\
var fragments = JSON.parse(document.getElementById("moved-fragments").textContent);
var id = location.hash.slice(1);
try { id = decodeURIComponent(id); } catch (error) {}
if (Object.prototype.hasOwnProperty.call(fragments, id)) { to = fragments[id]; own = true; }
if (to && to[0] !== "#") {
  GO
}""".replace("GO", GO.replace("\n", "\n  "))


@dataclass(frozen=True, slots=True)
class Look:
    """What all small pages of a site have in common.

    `contact` is an e-mail address or empty; `gone` the heading of a page that was withdrawn.
    """

    site: str = ""
    language: str = "en"
    contact: str = ""
    base_url: str = ""
    gone: str = "This is no longer here"


def html_page(look: Look, owner: str, title: str, head: Iterable[str], body: Iterable[str]) -> str:
    """A whole small page. ``owner`` is the extension; its name in the page marks it as ours."""
    return "\n".join([
        "<!doctype html>",
        f'<html lang="{escape(look.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta name="generator" content="{owner}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(f'{title} — {look.site}' if look.site else title)}</title>",
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


def in_script(value: object) -> str:
    """A value as it may stand inside ``<script>``: JSON in which no tag can end or begin."""
    return (
        json.dumps(value, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    )


def gone_text(look: Look, reason: str) -> str:
    """Why something was withdrawn and where to ask; since when, if the reason has a date first."""
    since = ""
    if dated := re.match(r"(\d{4})-(0[1-9]|1[0-2])-([0-3]\d)[\s:,.]*", reason):
        since = f"Withdrawn on {int(dated[3])} {MONTHS[int(dated[2]) - 1]} {dated[1]}."
        reason = reason[dated.end() :]
    reason = reason[:1].upper() + reason[1:]
    if reason and not reason.endswith((".", "!", "?")):
        reason += "."
    contact = look.contact
    ask = f"Questions? Write to {contact}." if contact and contact not in reason else ""
    return " ".join(part for part in (since, reason, ask) if part)


def gone_page(
    look: Look, owner: str, reason: str, head: Iterable[str] = (), body: Iterable[str] = ()
) -> str:
    """A page that says that what was here was withdrawn, why, and where to ask."""
    text = escape(gone_text(look, reason))
    contact = escape(look.contact)
    if contact:
        text = text.replace(contact, f'<a href="mailto:{contact}">{contact}</a>', 1)
    heading = [f"<h1>{escape(look.gone)}</h1>", f"<p>{text}</p>"]
    return html_page(look, owner, look.gone, head, [*heading, *body])
