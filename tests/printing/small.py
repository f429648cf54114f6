"""A built site small enough to print in a test: two pages, as Sphinx would leave them."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from printing.built import Built

BASE = "https://handbook.example/sub/"
CSS = ":root { --paper: #fff; --ink: #222; --ink-quiet: #566; --line: #ddd; --pine: #1c5f4f; --pine-deep: #0f4438; --pine-tint: #e3efe9; --clay: #a8452a; --sans: sans-serif; --serif: serif; --mono: monospace; }"
SOURCE = """\
---
handout: for-you
handout_sections:
  - you:gets
  - table:limits
---
(persona:you)=
# You
"""
TEXT = """\
<p>You compute <a href="../prices/#fee">for a fee</a>, ask <a href="mailto:a@b.example">us</a>.</p>
<section id="you-gets"><span id="old-name"></span><h2>What do I get?</h2>
<a class="headerlink" href="#you-gets">¶</a>
<p><strong>Stop waiting. Start working.</strong></p>
<ul><li>One hub</li></ul>
<section id="you-more"><h3>Even more</h3><p>Not on the sheet.</p></section></section>
<table id="table-limits"><caption>Limits</caption><tbody><tr><th>Disk</th><td>10 GB</td></tr></tbody></table>
"""


def html(title: str, text: str, address: str, base: str, description: str = "") -> str:
    own = f'<link rel="canonical" href="{base}{address.removeprefix("./")}">\n' if base else ""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta property="og:title" content="{escape(title)}">\n'
        f'<meta property="og:description" content="{escape(description)}">\n'
        f'<meta property="og:site_name" content="Small handbook">\n'
        f'<meta name="twitter:card" content="summary">\n{own}</head>\n<body>\n'
        '<header><svg class="wordmark" viewBox="0 0 297 44"><path d="M4 38h16"/></svg></header>\n'
        f'<article>\n<section id="persona-you"><h1>{escape(title)}</h1>\n{text}</section>\n</article>\n'
        '<footer class="bd-footer"><p>A handbook. <a href="https://x.example/">CC BY</a>. '
        '<a href="about/">About</a></p></footer>\n</body>\n</html>\n'
    )


def write(
    folder: Path, *, text: str = TEXT, source: str = SOURCE, base: str = BASE, title: str = "You",
    description: str = "You compute. You ask us.",
) -> Built:  # fmt: skip
    """The site in `folder/site`, its Markdown in `folder`."""
    site = folder / "site"
    files = {
        "index.html": html("Home", "<p>Welcome.</p>\n", "./", base, "Welcome."),
        "you/index.html": html(title, text, "you/", base, description),
        "go/persona-you/index.html": html(title, "", "go/persona-you/", base),
        "_static/handbook.css": CSS,
    }
    listed = [
        ("./", "page", "Home", "index.md"),
        ("you/", "page", title, "you.md"),
        ("go/persona-you/", "short-link", title, "you.md"),
        ("handouts/for-you.pdf", "handout", title, "you.md"),
    ]
    keys = ("address", "kind", "title", "file")
    entries = [dict(zip(keys, one, strict=True)) | {"label": None, "line": 7} for one in listed]
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content, encoding="utf-8")
    data = json.dumps({"version": 1, "addresses": entries})
    site.with_name("site.anchors.json").write_text(data, encoding="utf-8")
    (folder / "you.md").write_text(source, encoding="utf-8")
    return Built(site)
