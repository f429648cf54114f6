"""Rules about ids, permalinks and the names of links."""

from __future__ import annotations

from pathlib import Path

import pytest
from minisite import findings, page, rules

HEADING = (
    "<section id='{id}'><h2>Plan<a class=headerlink href='#{id}'>¶</a></h2><p>Text</p></section>"
)


@pytest.mark.parametrize(
    "body",
    [
        "<h2 id='x'>A</h2><h2 id='x'>B</h2>",
        "<section id='x'><h2>A</h2></section><div id='x'>B</div>",
        "<span id='x'></span><h2>A</h2><p id='x'>B</p>",
    ],
)
def test_an_id_that_stands_twice_in_the_text_is_found(tmp_path: Path, body: str) -> None:
    found = findings(tmp_path, {"index.html": body})
    assert rules(found) == ["duplicate-id"]
    assert found[0].address == "./#x"


def test_furniture_that_repeats_an_id_counts_only_when_somebody_links_to_it(tmp_path: Path) -> None:
    furniture = page("<p>x</p>").replace("</nav>", "<b id='menu'></b><i id='menu'></i></nav>")
    assert findings(tmp_path / "a", {"index.html": furniture}) == []
    linked = furniture.replace("<p>x</p>", "<a href='#menu'>menu</a>")
    assert rules(findings(tmp_path / "b", {"index.html": linked})) == ["duplicate-id"]


@pytest.mark.parametrize(
    "body",
    [
        "<h2 id='a'>A</h2><h2 id='A'>B</h2>",
        "<script>var x = \"<p id='s'>\"</script><p id='s'>x</p>",
        "<a name='n' id='n'></a>",
        "<!-- <p id='c'> --><p id='c'>x</p>",
    ],
)
def test_ids_that_only_look_doubled_are_fine(tmp_path: Path, body: str) -> None:
    assert findings(tmp_path, {"index.html": body}) == []


# As in this handbook and in Starlight: the ¶ stands behind its heading, not in it.
BEHIND = (
    "<section id='{id}'><h2>Plan</h2> <a class=headerlink href='#{id}'>¶</a><p>Text</p></section>"
)


@pytest.mark.parametrize(
    "body",
    [
        HEADING.format(id="id1"),
        BEHIND.format(id="id1"),
        HEADING.format(id="id12"),
        "<figure id='id2'><img src='x.svg' alt='x'><figcaption><p>Caption"
        "<a class=headerlink href='#id2'>¶</a></p></figcaption></figure>",
        HEADING.format(id="plan") + HEADING.format(id="plan_1"),
        "<div class='math' id='equation-index-0'><span class=eqno>(1)<a class=headerlink href='#equation-index-0'>¶</a></span></div>",
        "<div class='literal-block-wrapper' id='id3'><div class=code-block-caption>Code"
        "<a class=headerlink href='#id3'>¶</a></div></div>",
        "<table id='id3'><caption>Caption<a class=headerlink href='#id3'>¶</a></caption></table>",
    ],
)
def test_a_permalink_that_copies_a_made_up_id_is_found(tmp_path: Path, body: str) -> None:
    found = findings(tmp_path, {"index.html": body, "x.svg": "<svg/>"})
    assert rules(found) == ["generated-permalink"]
    assert found[0].fix and found[0].fix.startswith("write ")


@pytest.mark.parametrize(
    "body",
    [
        HEADING.format(id="plan"),
        BEHIND.format(id="plan"),
        "<h2 id='id1'>No permalink</h2><p><a class=headerlink href='#id1'>¶</a></p>",
        HEADING.format(id="area-id1"),
        HEADING.format(id="plan_1"),
        HEADING.format(id="plan").replace("Plan", "Other") + HEADING.format(id="plan_1"),
        HEADING.format(id="plan") + "<h2 id='plan_1'>Plan</h2>",
        "<div class='math' id='equation-energy'><span class=eqno>(1)<a class=headerlink href='#equation-energy'>¶</a></span></div>",
        "<h2 id='id1'>No permalink</h2>",
        "<p id='id1'>A footnote's place</p>",
    ],
)
def test_other_permalinks_are_fine(tmp_path: Path, body: str) -> None:
    assert findings(tmp_path, {"index.html": body}) == []


def test_an_id_given_twice_points_to_the_second_of_its_lines(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {"index.html": "<h1>A</h1><p id='x'>x</p><p id='x'>x</p>"},
        source={"index.md": "# A\n\n<!-- <p id='x'> -->\n<p id='x'>x</p>\n\n<p id=x>x</p>\n"},
    )
    assert [(f.rule, f.file, f.line) for f in found] == [("duplicate-id", "index.md", 6)]


def test_a_made_up_permalink_points_to_the_heading_in_the_markdown(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        {"mission/index.html": HEADING.format(id="id1")},
        source={"mission/index.md": "# Mission\n\n## Plan\n"},
    )
    assert [(f.file, f.line) for f in found] == [("mission/index.md", 3)]
    assert found[0].fix == "write (mission:plan)= on the line above it"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#top'></a>",
        "<a href='#top'> \n</a>",
        "<a href='#top'><img src='x.svg' alt=''></a>",
        "<a href='#top'><i class='fa fa-github'></i></a>",
        "<a href='#top'><svg><path/></svg></a>",
        "<a href='https://example.org/'></a>",
        "<img src='x.svg' usemap='#m' alt='x'><map name=m><area href='#top'></map>",
    ],
)
def test_a_link_without_a_name_is_found(tmp_path: Path, link: str) -> None:
    assert rules(findings(tmp_path, {"index.html": link, "x.svg": "<svg/>"})) == ["unnamed-link"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='#top'>Top</a>",
        "<a href='#top' aria-label='Top'></a>",
        "<a href='#top' title='Top'><i></i></a>",
        "<b id='l'>Top</b><a href='#top' aria-labelledby='l'></a>",
        "<a href='#top'><img src='x.svg' alt='Top'></a>",
        "<a href='#top'><svg><title>Top</title></svg></a>",
        "<a href='#top'><i aria-label='Top'></i></a>",
        "<a href='#top' aria-hidden='true' tabindex='-1'></a>",
        "<a href='#top' hidden></a>",
        "<a id='old'></a><a name='older'></a>",
        "<map name=m><area href='#top' alt='Top'></map>",
    ],
)
def test_a_link_that_has_a_name_is_fine(tmp_path: Path, link: str) -> None:
    assert findings(tmp_path, {"index.html": link, "x.svg": "<svg/>"}) == []
