"""The same generated pages for several engines, and the command that builds each of them."""

from __future__ import annotations

import random
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
OURS = "this handbook"
# What conf.py needs beside it.
CONFIGURATION = (
    "conf.py",
    "facts.yml",
    "_ext",
    "_theme",
    "_templates",
    "_static",
    "linkcontract",
    "twins",
    "links",
)
SPHINX_CONF = """\
project = "Generated"
extensions = ["myst_parser"]
html_theme = "{theme}"
exclude_patterns = ["_build"]
"""
MKDOCS_YML = "site_name: Generated\nsite_url: https://example.org/\ntheme: {name: material}\n"
WORDS = (
    "hub user cloud server data open source member fee roadmap team support community storage image"
    " budget access research class lesson notebook environment package memory limit group sign in"
    " question answer ticket release upgrade incident report region provider account cost share"
).split()


@dataclass(frozen=True)
class Site:
    """A folder of sources and how to build it. ``pages``: its Markdown files, front page last."""

    name: str
    folder: Path
    command: list[str]
    html: Path
    pages: list[Path]


def text(number: int, count: int, chance: random.Random) -> str:
    """A page of Markdown: ten labeled sections with words, links, a list, a table and code."""
    parts = [f"(area:page-{number})=\n# Page {number}\n\n{sentence(chance)}\n"]
    for section in range(10):
        other = chance.randrange(count)
        link = f"[page {other}](../area-{other // 50}/page-{other}.md)"
        parts.append(
            f"(page-{number}:section-{section})=\n"
            f"## Section {section} about {' '.join(chance.sample(WORDS, 3))}\n\n"
            f"{sentence(chance)} See {link}. {sentence(chance)}\n\n"
            f"- **{chance.choice(WORDS)}**: {sentence(chance)}\n- {sentence(chance)}\n"
        )
    rows = "\n".join(f"| {word} | {chance.randrange(1000)} |" for word in chance.sample(WORDS, 6))
    parts.append(f"| What | How many |\n| --- | --- |\n{rows}\n\n```python\nprint({number})\n```\n")
    return "\n".join(parts)


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=25)).capitalize() + "."


def write_pages(folder: Path, count: int, *, toctrees: bool) -> list[Path]:
    """Write ``count`` pages in folders of 50. Without ``toctrees`` also without labels: plain Markdown."""
    chance, files = random.Random(8), []
    for number in range(count):
        page = text(number, count, chance)
        if not toctrees:
            page = re.sub(r"^\(.*\)=\n", "", page, flags=re.MULTILINE)
        file = folder / f"area-{number // 50}" / f"page-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")
        files.append(file)
    areas = sorted({file.parent.name for file in files}, key=lambda name: int(name[5:]))
    front = "# Front\n\nGenerated pages.\n"
    for area in areas:
        names = "\n".join(file.stem for file in files if file.parent.name == area)
        toctree = f"\n```{{toctree}}\n{names}\n```\n" if toctrees else ""
        (folder / area / "index.md").write_text(
            f"# {area.capitalize()}\n\nWords.\n{toctree}", "utf-8"
        )
    if toctrees:
        front += "\n```{toctree}\n" + "\n".join(f"{area}/index" for area in areas) + "\n```\n"
    (folder / "index.md").write_text(front, encoding="utf-8")
    return [*files, folder / "index.md"]


def sphinx(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-d", str(folder / "_build/doctrees"),
            *options, str(folder), str(folder / "_build/html")]  # fmt: skip


def make(name: str, scratch: Path, count: int) -> Site:
    """Write the site ``name`` (OURS, a Sphinx theme, or mkdocs-material) with ``count`` pages."""
    folder = scratch / re.sub(r"\W+", "-", f"{name}-{count}")
    html = folder / "_build/html"
    folder.mkdir(parents=True)
    if name == "mkdocs-material":
        (folder / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
        pages = write_pages(folder / "docs", count, toctrees=False)
        command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--config-file",
                   str(folder / "mkdocs.yml"), "--site-dir", str(html)]  # fmt: skip
        return Site(name, folder, command, html, pages)
    pages = write_pages(folder, count, toctrees=True)
    if name == OURS:
        for part in CONFIGURATION:
            if (ROOT / part).is_dir():
                shutil.copytree(
                    ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
                )
            elif (ROOT / part).exists():
                shutil.copy(ROOT / part, folder)
        for list_of_links in ("published.txt", "moved.txt"):
            (folder / "links" / list_of_links).write_text("", encoding="utf-8")
        command = sphinx(folder, "-D", "include_patterns=index.md,area-*/*.md")
    else:
        conf = SPHINX_CONF.format(theme=name.replace("-", "_"))
        (folder / "conf.py").write_text(conf, encoding="utf-8")
        command = sphinx(folder)
    return Site(name, folder, command, html, pages)
