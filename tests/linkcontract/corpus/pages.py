"""Pages of the corpus: compact text, written out as the HTML that four engines would make of it."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

ENGINES = ("sphinx", "mkdocs", "docusaurus", "jekyll")
_HEADING = re.compile(r"(#{1,6}) (.*?)(?: *\{(#[^{}]+)\})?")
_TERM = re.compile(r"@ (.*?) *\{#([^{} ]+)\}")


def write_site(pages: dict[str, str], engine: str, folder: Path) -> Path:
    """Write pages as an engine would; the folder."""
    for path, text in pages.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            _page(text, engine, "../" * path.count("/"), list(pages)), encoding="utf-8"
        )
    return folder


def _page(text: str, engine: str, root: str, paths: list[str]) -> str:
    title = next(
        (found[2] for line in text.splitlines() if (found := _HEADING.fullmatch(line))), ""
    )
    links = "".join(f'<li><a href="{root}{path}">{escape(path)}</a></li>' for path in paths[:20])
    nav = f'<nav role="navigation"><ul>{links}</ul></nav>'
    body = "\n".join(_blocks(text, engine))
    around = {
        "sphinx": f'<div class="document"><div class="body" role="main">{body}</div></div>',
        "mkdocs": f'<main><article class="md-content__inner md-typeset">{body}</article></main>',
        "docusaurus": f'<main><article><div class="theme-doc-markdown markdown">{body}</div></article></main>',
        "jekyll": f'<main><div class="post-content">{body}</div></main>',
    }[engine]
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - Docs</title>'
        f"</head><body>{nav}{around}<footer>Made by nobody in particular</footer></body></html>"
    )


def _blocks(text: str, engine: str) -> list[str]:
    slugs = Slugs(engine)
    found: list[str] = []
    for line in text.splitlines():
        heading, term = _HEADING.fullmatch(line), _TERM.fullmatch(line)
        if heading:
            found.append(
                _heading(len(heading[1]), escape(heading[2]), _ids(heading, slugs), engine)
            )
        elif term:
            found.append(f'<dl class="glossary"><dt id="{term[2]}">{escape(term[1])}</dt></dl>')
        elif line.startswith("- "):
            found.append(f"<ul><li>{escape(line[2:])}</li></ul>")
        elif line.startswith("    "):
            found.append(f"<pre>{escape(line[4:])}</pre>")
        elif line:
            found.append(f"<p>{escape(line)}</p>")
    return found


def _heading(level: int, title: str, ids: list[str], engine: str) -> str:
    first, *others = ids
    spans = "".join(f'<span id="{id}"></span>' for id in others)
    if engine == "sphinx":
        return f'{spans}<h{level} id="{first}">{title}<a class="headerlink" href="#{first}">¶</a></h{level}>'
    if engine == "mkdocs":
        return f'{spans}<h{level} id="{first}">{title}<a class="headerlink" href="#{first}">&para;</a></h{level}>'
    if engine == "docusaurus":
        link = "" if level == 1 else f'<a href="#{first}" class="hash-link">\u200b</a>'
        return f'{spans}<h{level} class="anchor" id="{first}">{title}{link}</h{level}>'
    return f'{spans}<h{level} id="{first}">{title}</h{level}>'


def headings(text: str, engine: str) -> list[tuple[int, list[str]]]:
    """The level and the ids of each heading of a page, in order."""
    slugs = Slugs(engine)
    found = filter(None, map(_HEADING.fullmatch, text.splitlines()))
    return [(len(heading[1]), _ids(heading, slugs)) for heading in found]


def _ids(heading: re.Match[str], slugs: Slugs) -> list[str]:
    """The ids of a heading: as they are written, else made by the engine."""
    return heading[3].removeprefix("#").split(" #") if heading[3] else [slugs.of(heading[2])]


def address_of(path: str) -> str:
    """The address of a page that is written to a path."""
    folder, _, name = path.rpartition("/")
    return (f"{folder}/" if folder else "./") if name == "index.html" else path


class Slugs:
    """The ids that an engine makes of the headings of one page, in order."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        self._given: set[str] = set()
        self._number = 0

    def of(self, title: str) -> str:
        """The id of the next heading."""
        slug = self._plain(title.lower())
        id, count = slug, 0
        while not id or id in self._given:
            count += 1
            self._number += 1
            joint = {"sphinx": f"id{self._number}", "mkdocs": f"{slug}_{count}"}
            id = joint.get(self.engine, f"{slug}-{count}" if slug else "section")
        self._given.add(id)
        return id

    def _plain(self, title: str) -> str:
        if self.engine == "sphinx":
            return re.sub(r"^[\d-]+", "", re.sub(r"[^a-z0-9]+", "-", title)).strip("-")
        kept = re.sub(r"[^\w\s-]", "", title).strip()
        if self.engine == "jekyll":
            kept = re.sub(r"^[^a-z]+", "", kept)
        return re.sub(r"[\s-]+" if self.engine == "mkdocs" else r"\s", "-", kept)
