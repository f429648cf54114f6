"""Small pages are written inside the output folder only, and never over something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcontract.address import plain_path
from linkcontract.stubs.place import place

HOSTILE = [
    "", ".", "..", "/", "//", "/evil/", "//evil/", "../evil/", "a/../../evil/", "a/..", "a/./b/",
    "%2E%2E/evil/", "%2e%2e/evil/", ".%2E/evil/", "a/%2E%2E/%2E%2E/evil/", "%2E/evil/",
    "..%2Fevil/", "%2E%2E%2Fevil/", "a%2Fb/", "a%2F..%2F..%2Fevil/", "%2Fevil/",
    "..\\evil/", "a\\..\\..\\evil/", "%5Cevil/", "..%5Cevil/", "\\\\host\\share/",
    "C:/evil/", "c:evil/", "C%3A/evil/", "C:%5Cevil/", "a//b/", "a///", ".../evil/", ". ./evil/",
    "%20/evil/", "evil%00/", "a%00.html", "a%0Ab/", "a\nb/", "\x00", "a%7F/", "%FF/", "%C3/",
    "\ud800/", "?evil/", "a/?b", "x" * 300 + "/", "%C3%A9" * 130 + "/",
    "old/#..", "old/#.", "old/#%2E%2E", "old/#%20", "old/#a%00b", "old/#%FF",
]  # fmt: skip
PLAIN = {
    "./": "", "./#front": "", "old/": "old", "old/page/": "old/page", "old/#a": "old",
    "old": "old", "guide/page.html": "guide/page.html", "caf%C3%A9/": "café", "a%20b/": "a b",
    ".well-known/x/": ".well-known/x", "a..b/": "a..b", "..a/": "..a", "%252E%252E/": "%2E%2E",
    "a%3Ab/": None, "wiki%3AMain/": "wiki:Main", "old/#/route": "old", "old/#C:%5Cx": "old",
    "100%25/": "100%", "what%3F/": "what?", "x" * 240 + "/": "x" * 240,
}  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_an_address_that_is_no_plain_path_is_refused(address):
    assert plain_path(address) is None


@pytest.mark.parametrize(("address", "path"), PLAIN.items())
def test_a_plain_path_is_what_a_host_looks_up(address, path):
    assert plain_path(address) == path


@pytest.mark.parametrize(
    "path",
    ["", "..", "../x.html", "a/../../x.html", "/x.html", "a//x.html", "a/./x.html", "C:/x.html",
     "a\\x.html", "a\x00.html", "file/index.html", "folder", "linked/x.html", "x" * 300],
)  # fmt: skip
def test_nothing_is_written_there(tmp_path, path):
    out = tmp_path / "out"
    (out / "folder").mkdir(parents=True)
    (out / "file").touch()
    (out / "linked").symlink_to(tmp_path)
    assert place(out, path) is None


def test_a_page_is_not_written_over_whatever_the_disk_makes_of_case(tmp_path):
    page = tmp_path / "Mission" / "index.html"
    page.parent.mkdir()
    page.touch()
    assert place(tmp_path, "Mission/index.html", [page]) is None
    other = place(tmp_path, "mission/index.html", [page])
    case_counts = not Path(tmp_path, "mission").exists()
    assert other == (tmp_path / "mission" / "index.html" if case_counts else None)
    assert place(tmp_path, "Mission/old.html", [page]) == tmp_path / "Mission" / "old.html"


def test_where_a_disk_takes_no_notice_of_case(tmp_path, monkeypatch):
    page = tmp_path / "Mission" / "index.html"
    for file in (page, tmp_path / "mission" / "index.html"):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    assert place(tmp_path, "mission/index.html", [page]) is not None or page.samefile(file)
    monkeypatch.setattr(Path, "samefile", lambda self, other: True)
    assert place(tmp_path, "mission/index.html", [page]) is None
