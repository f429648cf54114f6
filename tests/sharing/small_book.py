"""A small handbook with the handbook's own look, built once with both builders."""

from __future__ import annotations

import textwrap

import pytest
from conftest import PATHS, ROOT, run_sphinx_here

BASE = "https://handbook.example/book/"
CONF_PY = f"""\
import sys; sys.path[:0] = {PATHS!r}
project = html_title = "Book"
html_theme, html_theme_path, templates_path = "handbook", [{str(ROOT / "_theme")!r}], [{str(ROOT / "_templates")!r}]
html_theme_options = {{"article_footer_items": [], "footer_content_items": []}}
extensions = ["myst_parser", "content_policy", "page_metadata", "short_links", "cite_page", "moved_pages",
              "handbook_theme"]
myst_enable_extensions = ["colon_fence", "deflist"]
"""
TALL = "\n\n".join(f"Line {n} of a text that is long enough to scroll." for n in range(40))
WORDS = "Ten a month, whatever you use, and nothing more in the year after that. " * 6
FILES = {
    "conf.py": CONF_PY,
    "index.md": f"""\
        (front)=
        # Book

        Read [what it costs](#costs:all), [the fee](#costs:fee), [with a table](#costs:table), {{term}}`hub`,
        [a place further down](#front:down), [a site](https://example.org/) or [a file](costs.md).
        <a href="go/costs-fee/">a short link</a>

        - [the fee again](#costs:fee)
        - [and the page](#costs:all)

        Also [what is open](#costs:open) and [what to say](#costs:say).

        {textwrap.indent(TALL, "        ").lstrip()}

        (front:down)=
        ## Further down

        Here it is.

        ```{{toctree}}
        costs
        words
        ```
        """,
    "costs.md": f"""\
        ---
        reviewed: 2026-11-12
        ---
        (costs:all)=
        # What it costs

        Little.

        (costs:old-fee)=
        (costs:fee)=
        ## The usage fee

        {WORDS}

        (costs:table)=
        ## All fees

        :::{{table}} What you pay
        :name: table:fees

        | Fee | Price |
        | --- | --- |
        | Usage | ten |
        :::

        ## Without a label

        Text.

        (costs:open)=
        ## Still open

        Discounts
        : There are none yet.

        (costs:say)=
        ## What to say

        > We pay by use.

        Say it early.
        """,
    "words.md": """\
        # Words without a label

        :::{glossary}
        hub
          Where you work in your browser.
        :::
        """,
    "links/published.txt": "".join(
        f"{address}\t2026-05-03\t{title}\n"
        for address, title in {
            "go/front/": "Book",
            "go/costs-all/": "Our prices",
            "go/costs-fee/": "Monthly fee",
            "go/costs-table/": "ALL FEES",
            "go/plans/": "Plans",
            "old/#plans": "Plans",
            "old/": "Everything old",
        }.items()
    ),
    "links/moved.txt": "old/#plans\tcosts/#costs-fee\nold/\tcosts/\n",
}


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """The folders that it was built into, by builder; ``public`` knows where it is served."""
    folder = tmp_path_factory.mktemp("sharing")
    for name, text in FILES.items():
        file = folder / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")

    def build(name: str, builder: str, *options: str):
        built = run_sphinx_here(folder / "source", folder / name / builder, builder, *options)
        assert not built.warnings, built.warnings
        return built

    return {
        "dirhtml": build("a", "dirhtml"),
        "html": build("a", "html"),
        "public": build("b", "dirhtml", "-D", f"html_baseurl={BASE}"),
    }


@pytest.fixture
def watched(browser):
    """Open pages that must not complain: ``watched(viewport=…)`` gives one."""
    opened, wrong = [], []

    def open_one(**options):
        context = browser.new_context(**options)
        opened.append(context)
        page = context.new_page()
        # A browser asks for an icon where a page names none.
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error"
                and not m.location["url"].endswith("favicon.ico") else None)  # fmt: skip
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.wrong = wrong
        return page

    yield open_one
    for context in opened:
        context.close()
    assert not wrong, wrong
