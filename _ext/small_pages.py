"""Small pages beside the handbook's own: short links, and notes at addresses that have moved.

They carry no theme and ask for no other file. They are written inside the output folder only, and
never over a page of the handbook. What an earlier build wrote and this one does not is removed.
Their HTML, and the guard that says where they may stand, are linkcontract's: other sites use them too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from content_policy import with_policy
from page_anchors import Anchor, PageAnchors, all_pages, docname_at, html_builder, index, page_uri
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from linkcontract import address as addresses
from linkcontract.files import read_lines
from linkcontract.promise import ledger, moved
from linkcontract.stubs.page import Look
from linkcontract.stubs.place import place


def site_name(app: Sphinx) -> str:
    return str(app.config.html_title or app.config.project)


def write(app: Sphinx, owner: str, pages: Mapping[str, str]) -> list[str]:
    """Write ``pages`` by their path in the output folder; returns those that were left out because
    something stands in their place."""
    out = Path(app.outdir)
    live = live_files(app)
    record = Path(app.doctreedir) / f"{owner}-{app.builder.name}.json"
    try:
        before = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = {}
    guarded = "content_policy" in app.extensions and app.config.content_policy
    refused, written = [], []
    for path, text in pages.items():
        text = with_policy(text) if guarded else text
        file = place(out, path, live.get(path.lower(), ()))
        # In Sphinx's own folders what stands was put there on purpose.
        if file is None or (path.startswith("_") and file.exists() and not is_ours(file, owner)):
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


def is_ours(file: Path, owner: str) -> bool:
    """Whether a file is a small page of this extension."""
    mark = f'content="{owner}"'
    return file.is_file() and mark in file.read_text(encoding="utf-8", errors="replace")[:1000]


def remove(out: Path, path: str, owner: str) -> None:
    """Remove a small page of an earlier build, unless something else stands there by now."""
    file = place(out, path)
    if file and is_ours(file, owner):
        file.unlink()
        for folder in file.parents:
            if folder == out or any(folder.iterdir()):
                break
            folder.rmdir()


def live_files(app: Sphinx) -> dict[str, list[Path]]:
    """The files of the pages that the build itself writes, by their path in lower case."""
    out = Path(app.outdir)
    names = {*app.env.found_docs, "search", "genindex", "404"}
    files = [out / "404.html", *(Path(html_builder(app).get_outfilename(name)) for name in names)]
    found: dict[str, list[Path]] = {}
    for file in files:
        found.setdefault(file.relative_to(out).as_posix().lower(), []).append(file)
    return found


def moved_lines(app: Sphinx) -> moved.Moves:
    """What links/moved.txt says; nothing where there is no such file."""
    file = Path(app.confdir, app.config.moved_file)
    return moved.read(file) if file.is_file() else moved.Moves({}, str(file))


def published_entries(app: Sphinx) -> Mapping[str, ledger.Entry]:
    """What links/published.txt says, by address; nothing where there is no such file.

    Lines that cannot be read are left to ``linkcontract check``, which names them.
    """
    file = Path(app.confdir, app.config.published_file)
    if not file.is_file():
        return {}
    return ledger.parse(read_lines(file, "ledger"), str(file))[0].entries


class Published(NamedTuple):
    """The ledger: its entries by address, the ids that ever had a short link, and the addresses at
    which each id was ever published."""

    entries: Mapping[str, ledger.Entry]
    ids: list[str]
    homes: dict[str, list[str]]


def published_anchors(app: Sphinx) -> Published:
    """What the ledger says of short links and of what they lead to."""
    entries = published_entries(app)
    homes: dict[str, list[str]] = {}
    for address in entries:
        if fragment := addresses.split_address(address)[1]:
            homes.setdefault(unquote(fragment), []).append(address)
    ids = [id for address in entries if (id := addresses.short_link_id(address))]
    return Published(entries, ids, homes)


class Today:
    """The handbook as it is in this build, for the pages at old addresses."""

    def __init__(self, app: Sphinx) -> None:
        self.app = app
        self.look = Look(
            site_name(app),
            app.config.language or "en",
            app.config.moved_contact,
            app.config.html_baseurl,
            "This is no longer part of the handbook",
        )

    def serves(self, address: str) -> bool:
        return is_served(self.app, address)

    def title(self, address: str) -> str:
        return title_of(self.app, address)

    def link(self, target: str, path: str) -> str:
        return link_to(self.app, target, path)


def is_served(app: Sphinx, address: str) -> bool:
    """Whether this build serves an address as a page, a place on a page or a short link."""
    page, fragment = addresses.split_address(address)
    docname = docname_at(app.env, page)
    if docname is not None:
        known = all_pages(app.env).get(docname)  # none while Sphinx has yet to read it
        return not fragment or (known is not None and unquote(fragment) in known.ids)
    short = "short_links" in app.extensions and not fragment and addresses.short_link_id(page)
    return bool(short) and short in index(app.env).sections


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
    if found := index(app.env).sections.get(addresses.short_link_id(page) or ""):
        docname, section = found
        return section.title, section, all_pages(app.env)[docname]
    here = docname_at(app.env, page)
    if here is None:
        return address.removeprefix("https://").rstrip("/"), None, None
    stands_on = all_pages(app.env)[here]
    one = index(app.env).anchors.get((here, unquote(fragment)))
    return (one.title if one else stands_on.title), one, stands_on


def title_of(app: Sphinx, address: str) -> str:
    """What a link to an address says: the title of the section, and of its page."""
    title, _, page = anchor_at(app, address)
    return f"{title} ({page.title})" if page and page.title != title else title


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("page_anchors")
    app.add_config_value("moved_contact", "hello@2i2c.org", "html", str)
    app.add_config_value("moved_file", "links/moved.txt", "", str)
    app.add_config_value("published_file", "links/published.txt", "", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
