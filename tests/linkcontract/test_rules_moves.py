"""Rules about the moved file, and its lines against a built site."""

from __future__ import annotations

from pathlib import Path

import pytest
from minisite import findings, rules

SITE: dict[str, str | bytes] = {
    "index.html": "<h1 id='home'>Home</h1>",
    "new/index.html": "<h1 id='new'>New</h1><h2 id='part'>Part</h2>",
    "old/index.html": "<html><head><meta name=robots content=noindex>"
    "<meta http-equiv=refresh content='0; url=../new/'></head></html>",
    "_static/x.pdf": b"%PDF",
    "_static/s.css": b"",
}


@pytest.mark.parametrize(
    ("moved", "rule", "line"),
    [
        ("old/ new/", "moved-malformed", 1),
        ("# x\nold/\tgone", "moved-malformed", 2),
        ("old/\tnew/\nold/\tnew/#part", "moved-duplicate", 2),
        ("a/\tb/\nb/\ta/", "moved-circle", 1),
        ("a/\ta/", "moved-circle", 1),
        ("old/\tnowhere/", "moved-nowhere", 1),
        ("old/\tnew/#nowhere", "moved-nowhere", 1),
        ("a/\told/#x\nold/\tnew/", "moved-nowhere", 1),
        ("s/\tq/\nq/\tr/\nr/\tnowhere/", "moved-nowhere", 3),
        ("old/\t_static/s.css", "moved-nowhere", 1),
        ("\t", "moved-malformed", 1),
        ("new/\t./", "moved-shadow", 1),
        ("new/#part\t./#home", "moved-shadow", 1),
        ("./\tnew/", "moved-shadow", 1),
        ("_static/x.pdf\tnew/", "moved-shadow", 1),
    ],
)
def test_a_line_that_keeps_nothing_is_found(
    tmp_path: Path, moved: str, rule: str, line: int
) -> None:
    found = findings(tmp_path, SITE, moved=moved)
    assert rules(found) == [rule], found
    assert (found[0].file, found[0].line) == ("links/moved.txt", line)
    assert found[0].fix


@pytest.mark.parametrize(
    "moved",
    [
        "",
        "# only a comment\n\n",
        "old/\tnew/",
        "old/\tnew/#part\twas merged",
        "old/#x\tnew/#part",
        "older/\told/\nold/\tnew/",
        "old/\tgone\twithdrawn",
        "old/\thttps://example.org/new#x",
        "a%20b/#%C3%A4\tnew/",
        "old.html\t./",
        "a/\tb/\nb/\tnew/#part",
    ],
)
def test_a_line_that_leads_somewhere_is_fine(tmp_path: Path, moved: str) -> None:
    assert findings(tmp_path, SITE, moved=moved) == []


def test_kept_means_served(tmp_path: Path) -> None:
    moved = "a/\tnew/\nolder/#x\tnew/\nnew/#gone\t_static/x.pdf"
    found = findings(tmp_path / "bare", SITE, moved=moved, stubs=False)
    assert [(f.rule, f.line, f.address) for f in found] == [
        ("moved-unserved", 1, "a/"),
        ("moved-unserved", 3, "new/#gone"),
    ]
    assert "nor for 1 more" in found[0].message and "linkcontract stubs" in (found[0].fix or "")
    noted = SITE | {
        "new/index.html": "<h1>New</h1><i id='part'></i><p id='gone'>Gone to <a href='../_static/x.pdf'>x</a>"
    }
    assert findings(tmp_path / "noted", noted, moved=moved) == []


def test_the_likeliest_target_is_offered(tmp_path: Path) -> None:
    assert findings(tmp_path, SITE, moved="old/\tnew/#prat")[0].fix == "did you mean new/#part?"


def test_a_page_that_says_it_is_gone_is_not_served(tmp_path: Path) -> None:
    notice = (
        "<html><head><meta name=robots content=noindex><title>Gone</title></head>"
        "<body><h1>Gone</h1><ul><li id='x'>x is gone.</ul></body></html>"
    )
    moved = "trial/\tgone\twithdrawn\ntrial/#x\tgone\twithdrawn"
    assert findings(tmp_path, {**SITE, "trial/index.html": notice}, moved=moved) == []


def test_the_line_that_leads_nowhere_says_which_lines_come_through_it(tmp_path: Path) -> None:
    found = findings(tmp_path, SITE, moved="s/\tq/\nq/\tr/")
    assert [(f.rule, f.line, f.address) for f in found] == [("moved-nowhere", 2, "q/")]
    assert "line 1 leads there, too" in found[0].message


def test_swapped_addresses_are_recognized(tmp_path: Path) -> None:
    found = findings(tmp_path, SITE, moved="new/\told-name/")
    assert rules(found) == ["moved-shadow"]
    assert "look swapped" in (found[0].fix or "") and (found[0].fix or "").endswith(
        "old-name/\tnew/"
    )
    assert "delete this line" in (findings(tmp_path, SITE, moved="new/\t./")[0].fix or "")
