"""Mistakes in links within the handbook: they are seen only by who knows all pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from proofread.handbook import Handbook
from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import Link
from proofread.rule import site_rule

HTML_LINK = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
SHORT = re.compile(r"(?:^|/)go/([\w-]+)/?$")


def links(page: Page) -> Iterator[Link]:
    """The links of a page that are written as Markdown, without pictures."""
    for passage in page.passages:
        yield from (link for link in passage.links if not link.picture)


def close(name: str, names: list[str]) -> str:
    """The name most like another one; empty when none is."""
    return next(iter(get_close_matches(name, names, n=1, cutoff=0.6)), "")


@site_rule("link-by-path", "A link by path")
def link_path(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The link dies when the file moves or gets another name.

    Inside the handbook, link to the label that stands above the heading you mean, with `#` before it:
    `[leaving](#lifecycle:leaving)`. The message says which label that is.
    """
    for page in handbook.readable:
        for link in links(page):
            if found := by_path(handbook, page, link):
                yield page.file, found


def by_path(handbook: Handbook, page: Page, link: Link) -> Found | None:
    """What is wrong with a link by path; `None` when it is no such link."""
    address = link.address
    if re.search("[“”„‘’]", unquote(address)):
        return None  # told as an address with quotation marks
    if re.match(r"#|//|[a-z][a-z0-9+.-]*:(?!//)[^\s]*", address, re.IGNORECASE):
        name = unquote(address)
        if name in handbook.labels:
            return Found(link.line, f"the # is missing before the label {name}", f"write #{name}")
        return None
    if "://" in address or not address:
        return None
    path, _, id = unquote(address).partition("#")
    if path == page.name and id:
        path = page.file
    target = target_of(handbook, page, path)
    if target:
        label = handbook.label_of(target, id) or handbook.label_of(target)
        if label:
            return Found(
                link.line, f"a link by path, {address}", f"write #{label} instead of {address}"
            )
        title = f"write a label above the title of {target.file}, and that label here, with a #"
        return Found(link.line, f"a link by path, {address}", title)
    if path in handbook.labels:
        return Found(link.line, f"the # is missing before the label {path}", f"write #{path}")
    here = posixpath.normpath(posixpath.join(posixpath.dirname(page.file), path.lstrip("/")))
    if not path.endswith((".md", "/", ".html")) and (handbook.root / here).is_file():
        return None  # a file to take home
    if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.(org|com|net|io|edu|gov|dev|eu|info)(/|$)|.*@", path):
        return None  # the address of another site
    names = {one.file: one for one in handbook.readable}
    meant = close(here, list(names)) or close(f"{here.removesuffix('/')}.md", list(names))
    label = handbook.label_of(names[meant]) if meant else ""
    if not label:
        by_word = close(posixpath.basename(here).removesuffix(".md"), list(handbook.labels))
        label = by_word
        meant = handbook.labels[by_word][0].file if by_word else ""
    what = f"a link to {address}, which is no file of the handbook"
    if label:
        return Found(
            link.line, f"{what}; did you mean {meant}?", f"write #{label} instead of {address}"
        )
    return Found(
        link.line, what, "write # and the label of the section that you mean, or delete the link"
    )


def target_of(handbook: Handbook, page: Page, path: str) -> Page | None:
    """The page that a path leads to: a file, with or without its ending, or an address."""
    folder = posixpath.dirname(page.file)
    starts = ["", folder] if path.startswith("/") else [folder, page.name, ""]
    clean = re.sub(r"(/?index)?(\.md|\.html)?/?$", "", path.lstrip("/"))
    for start in starts:
        here = posixpath.normpath(posixpath.join(start, clean)) if clean or start else "."
        for name in (here, f"{here}/index", "index" if here == "." else here):
            found = handbook.page_by_name.get(name)
            if found and found.is_text and (clean or path.strip("/") == "index.md"):
                return found
    return None


@site_rule("link-own-site", "A link to our own site by its address", hides="line")
def link_own_site(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The build cannot check the link, and it leads out of a preview or a copy of the handbook.

    Inside the handbook, link to the label that stands above the heading you mean, with `#` before it:
    `[leaving](#lifecycle:leaving)`. The message says which label that is. A short link, which ends
    with `go/` and the name of a section, is for pasting elsewhere.
    """
    ids = {label.replace(":", "-"): label for label in handbook.labels}
    for page in handbook.readable:
        for link in links(page):
            if not re.match(r"https?://", link.address):
                continue
            parts = urlsplit(link.address)
            short = SHORT.search(parts.path)
            path = parts.path.strip("/").removesuffix("index.html").removesuffix(".html").strip("/")
            ours = bool(handbook.base) and link.address.startswith(handbook.base.rstrip("/"))
            if ours:
                path = urlsplit(link.address[len(handbook.base.rstrip("/")) :]).path.strip("/")
            id = unquote(short[1] if short else parts.fragment)
            label = ids.get(id, "")
            where = handbook.labels[label][0].name.removesuffix("/index") if label else ""
            same_page = bool(where) and f"/{path}".endswith(f"/{where}")
            if ours and not label:
                target = target_of(
                    handbook, Page(handbook.root, "index.md"), f"/{path}/" if path else "index.md"
                )
                label = handbook.label_of(target) if target else ""
            if ours or (label and "://github.com/" not in link.address and (short or same_page)):
                fix = f"write #{label}" if label else "write # and the label of the section"
                yield page.file, Found(link.line, "a link to our own site by its address", fix)


@site_rule("link-letter-case", "A label in other letters", hides="line")
def link_letter_case(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The link works by luck in the build, and leads to the top of the page when pasted elsewhere.

    Labels are written in lower case, with a colon between the area and the thing and `-` between
    words. The message says how this one is written.
    """
    known = {
        re.sub(r"[^a-z0-9]+", "-", label.lower()): label
        for label in handbook.labels
        if re.fullmatch(r"[a-z0-9:-]+", label)
    }
    for page in handbook.readable:
        for link in links(page):
            name = unquote(link.address[1:]) if link.address.startswith("#") else ""
            like = known.get(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"), "")
            if name and name not in handbook.labels and like:
                yield page.file, Found(link.line, f"no label is written “{name}”", f"write #{like}")


@site_rule("link-html", "A link that is written as HTML")
def link_html(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The link is not checked when the page is built, and does not follow a label that moves.

    Write it as Markdown: `[words](address)`. Inside the handbook the address is `#` and a label.
    """
    for page in handbook.readable:
        for part in page.parts:
            for piece in (part.token, *(part.token.children or ())):
                if piece.type not in ("html_block", "html_inline"):
                    continue
                for found in HTML_LINK.finditer(piece.content):
                    if re.match(r"\s*(javascript|data|vbscript|file):", found[1], re.IGNORECASE):
                        continue  # refused by the build
                    line = part.line + piece.content[: found.start()].count("\n")
                    if piece is not part.token:
                        before = part.token.content.partition(piece.content)[0]
                        line = part.line + before.count("\n")
                    id = found[1].lstrip("#")
                    label = next(
                        (one for one in handbook.labels if one.replace(":", "-") == id), ""
                    )
                    goal = f"#{label}" if label else found[1]
                    yield (
                        page.file,
                        Found(
                            line,
                            f'a link as HTML, <a href="{found[1]}">',
                            f"write [its words]({goal})",
                        ),
                    )
