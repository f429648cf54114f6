"""What a finding about a link tells: the line that wrote it, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from minisite import findings, page
from test_rules_links import SITE


@pytest.mark.parametrize(
    ("href", "guess"),
    [
        ("othr/", "did you mean other/?"),
        ("plain/", "did you mean plain.html?"),
        ("deep/other/", "did you mean other/?"),
        ("other.md", "did you mean other/?"),
        ("other/index.md#other", "did you mean other/#other?"),
        ("other/#othr", "did you mean other/#other?"),
        ("other/#OTHER", "did you mean other/#other?"),
        ("#plain", "did you mean plain.html#plain?"),
        ("_static/pic.png", "did you mean _static/pic.svg?"),
        ("Other/", "write other/"),
        ("zzzzzzzz/", None),
        ("no.pdf", None),
        ("_static/y.pdf", None),
        ("/othr/", "did you mean /other/?"),
        ("other.md#other", "did you mean other/#other?"),
        ("other/#zzzzzzzz", None),
    ],
)
def test_one_likely_match_is_offered_or_none(tmp_path: Path, href: str, guess: str | None) -> None:
    found = findings(tmp_path, {**SITE, "index.html": f"<a href='{href}'>x</a>"})
    assert [finding.fix for finding in found] == [guess]


@pytest.mark.parametrize(
    ("head", "href", "guess"),
    [
        ("", "../Z/#z", "write ../z/#z"),
        ("", "../../x/z", "did you mean ../z/?"),
        ("", "../zz/", None),
        ("", "../../../othr/", "did you mean ../../other/?"),
        ("<base href='../../'>", "Y/Z/", "write y/z/"),
        ("<base href='../../'>", "othr/", "did you mean other/?"),
        ("", "..//z/#z", "write ../z/#z"),
        ("", "#Y", "did you mean #y?"),
        ("", "../../y/Y/", "write ./"),
    ],
)
def test_a_suggestion_can_be_copied_into_the_link(
    tmp_path: Path, head: str, href: str, guess: str | None
) -> None:
    files = {
        "y/z/index.html": "<h1 id='z'>Z</h1>",
        "y/y/index.html": page(f"<h1 id='y'>Y</h1><a href='{href}'>x</a>", head=head),
    }
    files |= {"other/index.html": "x", "index.html": "x"}
    found = findings(tmp_path, files)
    assert [finding.fix for finding in found] == [guess]


def test_a_comment_or_an_example_is_never_the_line_of_a_link(tmp_path: Path) -> None:
    source = {
        "index.md": "# Home\n\n<!-- [x](no/)\n[x](no/) -->\n\n`[x](no/)` and ``<a href='no/'>`` or no/\n\n"
        "````{note}\n```\n[x](no/)\n```\n````\n\n```{code-block} md\n:caption: C\n\n[x](no/)\n```\n\n"
        "{abbr}`x (no)` [x](no/) and [y](no/)\n\n[z](no/)\n",
    }
    html = "<h1 id='home'>Home</h1>" + "<a href='no/'>x</a>" * 3
    found = findings(tmp_path, {"index.html": html}, source=source)
    assert [f.line for f in found] == [20, 22], found


def test_links_point_to_the_markdown_line_that_wrote_them(tmp_path: Path) -> None:
    source = {
        "index.md": "# Home\n\n```\n[x](guide/)\n```\n\n[x](guide/), <a\nhref='raw.html'>raw</a>\n"
        "[y](#area:nothing) ![z](img/no.png)\n[r]: ref.html\n",
    }
    html = (
        "<h1 id='home'>Home</h1><pre>[x](guide/)</pre><a href='guide/'>x</a><a href='raw.html'>raw</a>"
        "<a href='#area-nothing'>y</a><img src='img/no.png' alt='z'><a href='ref.html'>r</a>"
    )
    found = findings(tmp_path, {"index.html": html}, source=source)
    assert {f.address: f.line for f in found} == {
        "guide/": 7,
        "raw.html": 8,
        "./#area-nothing": 9,
        "img/no.png": 9,
        "ref.html": 10,
    }
    assert {finding.file for finding in found} == {"index.md"}


def test_a_link_of_a_template_points_to_the_template(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {"index.html": page("<p>x</p>").replace("#top", "nope/")},
        source={
            "index.md": "# x\n",
            "_templates/layout.html": "<nav>\n<a href='nope/'>Top</a></nav>\n",
        },
    )
    assert [(f.file, f.line) for f in found] == [("_templates/layout.html", 2)]


def test_a_link_of_the_furniture_that_no_template_wrote_names_the_page_it_is_on(
    tmp_path: Path,
) -> None:
    html = page("<p>x</p>").replace("#top", "nope/")
    found = findings(tmp_path, {"index.html": html}, source={"index.md": "# x\n"})
    assert [(f.file, f.line) for f in found] == [("index.html", None)]
