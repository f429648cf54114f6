"""The same sources give the same bytes: fresh or incremental, in one process or several."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, STRICT, run_sphinx, run_sphinx_here

# The handbook's own configuration, for a handful of pages.
CONF_PY = f"""\
import runpy
globals().update(runpy.run_path({str(ROOT / "conf.py")!r}))
include_patterns = ["*.md"]
html_baseurl = "https://handbook.example/"
html_theme_path = [{str(ROOT / "_theme")!r}]
html_static_path = [{str(ROOT / "_static")!r}]
html_favicon = ""
facts_file = {str(ROOT / "facts.yml")!r}
owners = []
templates_path = ["templates", {str(ROOT / "_templates")!r}]
"""
SITE = {
    "conf.py": CONF_PY,
    "index.md": """\
        # Front

        See [what it costs](#area:cost) and {doc}`other`.

        ```{container} permanent-links
        All links
        ```

        ```{toctree}
        other
        list
        ```
        """,
    "other.md": """\
        (area:other)=
        # Other

        First words.

        (area:cost)=
        ## What it costs

        Ten. <kbd>Enter</kbd>

        (area:older)=
        (area:newer)=
        ## Renamed
        """,
    "list.md": "(area:list)=\n# List\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
    "links/moved.txt": "old/\tother/#area-cost\n",
    "links/published.txt": "",
    "templates/404.html": '{% extends "layout.html" %}{% block body %}Not here{% endblock %}',
}
EDITS = {
    "a title": {"other.md": SITE["other.md"].replace("# Other", "# Another")},
    "a heading": {"other.md": SITE["other.md"].replace("What it costs", "What you pay")},
    "the words of a page": {"list.md": SITE["list.md"].replace("1 | 2", "3 | 4")},
    "a label": {"list.md": SITE["list.md"] + "\n(area:new)=\n## New\n\nWords.\n"},
    "a new page": {
        "more.md": "(area:more)=\n# More\n\nSee [](#area:cost).\n",
        "index.md": SITE["index.md"].replace("        list\n", "        list\n        more\n"),
    },
    "a page that is gone": {
        "list.md": None,
        "index.md": SITE["index.md"].replace("        list\n", ""),
        "links/moved.txt": "old/\tother/#area-cost\nlist/\tother/\n",
    },
    "a section that has moved": {
        "other.md": SITE["other.md"].partition("        (area:cost)=")[0],
        "list.md": SITE["list.md"] + "\n(area:cost)=\n## What it costs\n\nTen.\n",
        "links/moved.txt": "old/\tother/#area-cost\nother/#area-cost\tlist/#area-cost\n",
    },
    "a section that is withdrawn": {
        "index.md": SITE["index.md"].replace("[what it costs](#area:cost)", "nothing"),
        "other.md": SITE["other.md"].partition("        (area:cost)=")[0],
        "links/moved.txt": "old/\tgone\tnobody asked\nother/#area-cost\tgone\tit is free\n",
    },
}


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two folders."""
    left, right = content(one), content(other)
    assert left and right
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def test_the_handbook_built_by_several_processes_elsewhere_is_the_same(site, tmp_path):
    """Two fresh builds, one of them parallel; it warns of an extension that does not allow that."""
    built = run_sphinx(ROOT, tmp_path / "elsewhere", "dirhtml", "-j", "2", *STRICT)
    assert (built.code, built.warnings) == (0, "")
    assert differences(site.folder, built.folder) == []


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_incremental_build_is_the_same_as_a_fresh_one(mini_site, tmp_path, edit):
    first = mini_site(SITE)
    assert first.warnings == ""
    before = content(first.folder)
    for name in [name for name, text in edit.items() if text is None]:
        (tmp_path / "source" / name).unlink()
    built = mini_site({"conf.py": CONF_PY} | {name: text for name, text in edit.items() if text})
    assert built.warnings == ""
    assert content(built.folder) != before, "the edit changed nothing"
    fresh = run_sphinx_here(tmp_path / "source", tmp_path / "fresh" / "dirhtml", "dirhtml")
    assert differences(built.folder, fresh.folder) == []


def test_a_difference_is_noticed(tmp_path):
    for name, files in {
        "a": {"same": "1", "other": "1", "one": "1"},
        "b": {"same": "1", "other": "2"},
    }.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text)
    assert differences(tmp_path / "a", tmp_path / "b") == ["one", "other"]
