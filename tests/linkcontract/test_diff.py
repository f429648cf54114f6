"""Every kind of death of a published link, as a before/after pair, most built with the real Sphinx."""

from __future__ import annotations

import pytest
from before_after import PAIRS, read_pair

from linkcontract.match.compare import compare
from linkcontract.promise import moved
from linkcontract.read.folder import read_site

ALL = {file.stem: read_pair(file) for file in sorted(PAIRS.glob("*.txt"))}


@pytest.fixture(scope="session")
def sites(tmp_path_factory):
    """The two sites of a pair, built and read once."""
    known = {}

    def of(name):
        if name not in known:
            before, after = ALL[name].build(tmp_path_factory.mktemp(name))
            known[name] = read_site(before, with_text=True), read_site(after, with_text=True)
        return known[name]

    return of


@pytest.mark.parametrize("name", ALL)
def test_diff_says_what_died_and_where_it_lives_now(sites, name):
    comparison = compare(*sites(name))
    assert "".join(f"{line}\n" for line in comparison.lines) == "".join(
        sorted(
            ALL[name].expected.splitlines(keepends=True), key=lambda line: (line[0] == "!", line)
        )
    )


@pytest.mark.parametrize("name", ALL)
def test_nothing_died_between_a_site_and_itself(sites, name):
    before, after = sites(name)
    for site in (before, after):
        comparison = compare(site, site)
        assert not comparison.broken and not comparison.changed and not comparison.added


def test_every_address_is_in_one_place(sites):
    from linkcontract.promise.public import addresses

    for name in ALL:
        before, after = sites(name)
        comparison = compare(before, after)
        parts = [*comparison.kept, *comparison.moved, *comparison.broken]
        assert sorted(parts) == list(addresses(before))
        assert set(comparison.changed) <= set(comparison.kept)


def test_a_stub_that_hands_the_fragment_on_keeps_it(sites):
    comparison = compare(*sites("redirect-loses-fragment"))
    assert comparison.moved["people/#signing-in"] == "access/people/#signing-in"
    assert comparison.moved["people/"] == "access/people/"
    assert comparison.moved["costs/"] == "money/costs/"


def test_the_moved_file_keeps_what_it_leads_somewhere(sites):
    moves = moved.parse(
        [
            "guide/start/\tsomewhere/",
            "somewhere/\thandbook/first-steps/",
            "guide/start/#guide-image\tgone\tno images any more",
        ]
    )
    comparison = compare(*sites("page-moved"), moves)
    assert not comparison.broken
    assert comparison.moved["guide/start/#guide-start"] == "handbook/first-steps/#guide-start"
    assert comparison.moved["guide/start/#guide-image"] == "gone"


def test_a_moved_line_to_nowhere_keeps_nothing(sites):
    moves = moved.parse(["guide/start/\tguide/begin/"])
    assert "guide/start/" in compare(*sites("page-moved"), moves).broken


def test_a_redirect_in_a_circle_is_no_home(sites, tmp_path):
    before, _ = sites("page-moved")
    for name, other in (("guide/start", "../../b/"), ("b", "../guide/start/")):
        place = tmp_path / name / "index.html"
        place.parent.mkdir(parents=True)
        place.write_text(f'<!doctype html><meta http-equiv="refresh" content="0;url={other}">')
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>Home</title><h1 id='home'>Home</h1>"
    )
    assert "guide/start/" in compare(before, read_site(tmp_path)).broken
