"""A small handbook with the real one's configuration: a page of each kind, and what they take from others."""

from __future__ import annotations

import textwrap
from pathlib import Path

from conftest import ROOT

# The handbook's own configuration, for a handful of pages.
CONF_PY = f"""\
import runpy
here = __file__
globals().update(runpy.run_path({str(ROOT / "conf.py")!r}))
include_patterns = ["*.md", "more/*.md"]
html_baseurl = "https://handbook.example/"
html_theme_path = [{str(ROOT / "_theme")!r}]
html_static_path = [{str(ROOT / "_static")!r}]
html_favicon = ""
owners = []  # nobody has to look after these pages
templates_path = ["templates", {str(ROOT / "_templates")!r}]
import facts
def setup(app):
    app.connect("html-page-context", add_script)


def add_script(app, docname, *rest):
    if docname == "other":  # for this page alone
        app.add_js_file(None, body="own()")


myst_substitutions = facts.read(Path(here).parent / "facts.yml").figures
"""
FACTS = """\
price-list:
  title: Prices
  url: https://example.org/
  confirmed: 2026-01-01
  confirm_by: 2027-01-01
  figures:
    fee: "$12"
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>{}</title></svg>'
SITE = {
    "conf.py": CONF_PY,
    "facts.yml": FACTS,
    "synonyms.txt": "",
    "index.md": """\
        (front:page)=
        # Front

        See [what it costs](#area:cost), [](#area:cost), {doc}`other` and {term}`Hub`.

        ```{container} permanent-links
        All links
        ```

        ```{toctree}
        other
        list
        words
        more/index
        ```
        """,
    "other.md": """\
        (area:other)=
        # Other

        First words, for {{ fee }}. See [](list.md) and [](list.md#area-sorted).

        (area:cost)=
        ## What it costs

        Ten. <kbd>Enter</kbd>

        (area:older)=
        (area:newer)=
        ## Renamed
        """,
    "list.md": "(area:list)=\n# List\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n(area:sorted)=\n## Sorted\n",
    "words.md": "(words:page)=\n# Words\n\n```{glossary}\nHub\n: A computer.\nTier\n: A price.\n```\n",
    "more/index.md": "(more:page)=\n# More\n\n```{toctree}\ndeep\n```\n",
    "more/deep.md": "(deep:page)=\n# Deep\n\n[](#area:list)\n\n![A picture](one.svg)\n\n(deep:section)=\n## A section\n",
    "more/one.svg": PICTURE.format("one"),
    "links/moved.txt": "old/\tother/#area-cost\n",
    "links/published.txt": "",
    "templates/404.html": '{% extends "layout.html" %}{% block body %}Not here{% endblock %}',
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> None:
    """Write files; None deletes one, "-> x" is a link to x, and texts lose their indentation."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if isinstance(text, bytes):
            file.write_bytes(text)
        elif text and text.startswith("-> "):
            file.symlink_to(text.removeprefix("-> "))
        elif text is not None:
            file.write_text(textwrap.dedent(text), encoding="utf-8")


def content(folder: Path) -> dict[str, bytes]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
