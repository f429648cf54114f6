"""The moved file: reading its lines and following them to their ends."""

from __future__ import annotations

import minisite  # noqa: F401 - finds the package
import pytest

from linkcontract.promise.leads import End
from linkcontract.promise.moved import Moves, parse


def moves(*lines: str) -> Moves:
    parsed = parse([line.replace(" > ", "\t") for line in lines])
    assert not parsed.problems
    return parsed


def ends(lines: Moves, address: str, *served: str) -> tuple[str, str]:
    lead = lines.lead(address, served.__contains__)
    return lead.end.value, lead.target


def test_a_chain_is_followed_to_its_end() -> None:
    lines = moves("a/ > b/", "b/ > c/", "c/ > https://example.org/d")
    lead = lines.lead("a/")
    assert (lead.end, lead.target) == (End.ELSEWHERE, "https://example.org/d")
    assert [move.number for move in lead.steps] == [1, 2, 3]


def test_a_chain_ends_at_the_first_address_that_is_served() -> None:
    assert ends(moves("a/ > b/", "b/ > c/"), "a/", "b/") == ("served", "b/")


def test_a_page_carries_its_fragments_along_under_the_same_name() -> None:
    lines = moves("old/ > new/", "old/#x > other/#y")
    assert ends(lines, "old/#z", "new/#z") == ("served", "new/#z")
    assert ends(lines, "old/#x", "other/#y") == ("served", "other/#y")
    assert ends(lines, "old/#lost", "new/") == ("address", "new/#lost")


def test_a_page_that_became_a_section_still_carries_fragments_by_name() -> None:
    assert ends(moves("old/ > new/#old"), "old/#z", "new/#z") == ("served", "new/#z")


def test_the_line_of_a_page_that_is_served_all_the_same_carries_nothing() -> None:
    assert ends(moves("old/ > new/"), "old/#z", "old/", "new/#z") == ("address", "old/#z")


def test_another_site_gets_the_fragment_unless_its_url_has_one() -> None:
    lines = moves("a/ > https://example.org/a", "b/ > https://example.org/b#top")
    assert ends(lines, "a/#x") == ("elsewhere", "https://example.org/a#x")
    assert ends(lines, "b/#x") == ("elsewhere", "https://example.org/b#top")


def test_what_was_withdrawn_takes_its_fragments_along_and_keeps_them() -> None:
    lines = moves("a/ > gone > it was a trial")
    lead = lines.lead("a/#x")
    assert lead.end is End.GONE and lead.keeps and lead.steps[0].reason == "it was a trial"


def test_a_short_link_follows_its_anchor_without_a_line() -> None:
    lines = moves("a/#x > b/#y", "p/ > q/")
    assert ends(lines, "go/x/", "b/#y") == ("served", "b/#y")
    published = {"z": ["p/#z"]}
    lead = lines.lead("go/z/", {"q/#z"}.__contains__, lambda id: published.get(id, ()))
    assert (lead.end, lead.target) == (End.SERVED, "q/#z")


def test_a_short_link_whose_anchor_never_moved_is_not_led_anywhere() -> None:
    lead = moves("a/ > b/").lead("go/x/", {"c/#x"}.__contains__, lambda id: [f"c/#{id}"])
    assert lead.end is End.ADDRESS and not lead.steps and not lead.keeps


def test_a_short_links_own_line_wins() -> None:
    assert ends(moves("a/#x > b/#y", "go/x/ > c/"), "go/x/", "b/#y", "c/") == ("served", "c/")


def test_circles_are_found_once_each_beginning_with_the_earliest_line() -> None:
    lines = moves("a/ > b/", "b/ > c/", "c/ > a/", "in/ > a/", "self/ > self/", "ok/ > there/")
    assert [[move.old for move in ring] for ring in lines.circles()] == [
        ["a/", "b/", "c/"],
        ["self/"],
    ]
    assert lines.lead("in/").end is End.CIRCLE
    assert [ring[0].old for ring in lines.circles({"a/"}.__contains__)] == ["self/"]


def test_a_circle_through_a_fragment_is_found() -> None:
    assert len(moves("a/#x > b/#x", "b/ > a/").circles()) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("a/ b/", "there are spaces where a tab should be; write a tab: a/\tb/"),
        ("a/", "separated by tabs"),
        ("a/\t\tb/", "two tabs where one should be; write one tab: a/\tb/"),
        ("a/\tgone\t\tit was a trial", "write one tab: a/\tgone\tit was a trial"),
        ("a/   b/", "there are spaces where a tab should be; write a tab: a/\tb/"),
        ("a/   gone  no longer true", "write a tab: a/\tgone\tno longer true"),
        ("\t", "a line with nothing but a tab"),
        ("a/\tb/\tc\td", "4 fields"),
        ("a/\tgone", "without a reason"),
        ("a/\tgone\t ", "without a reason"),
        ("a/\thttp://example.org/", "no https:// address"),
        ("a/\thttps://", "no https:// address"),
        ("/a/\tb/", "write a/"),
        ("a/index.html\tb/", "write a/"),
        ("a/\tb c/", "write b%20c/"),
        ("a/\t", "separated by tabs"),
        ("\tb/", "address is missing"),
        ("a/#\tb/", "is not how this address is written"),
        ("https://example.org/a/\tb/", "whole URL"),
        ("=======", "conflict marker"),
        ("a/\tb/\x00", "control character"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_what_to_write(line: str, says: str) -> None:
    parsed = parse(["# comment", "", line, "ok/\tb/"])
    assert [problem.line for problem in parsed.problems] == [3]
    assert says in str(parsed.problems[0])
    assert parsed.problems[0].fix
    assert list(parsed.moves) == ["ok/"]


def test_a_line_that_cannot_be_read_is_known_by_the_address_it_begins_with() -> None:
    assert parse(["s.html nope", "ok/\tb/", "ok/ c/"]).spoilt == {"s.html": 1}


def test_of_two_lines_for_one_address_the_first_counts() -> None:
    parsed = parse(["a/\tb/", "a/\tc/"])
    assert parsed.moves["a/"].new == "b/"
    assert [move.number for move in parsed.duplicates] == [2]


def test_lines_are_found_by_page() -> None:
    lines = moves("a/ > b/", "a/#x > c/", "b/#x > c/")
    assert list(lines.pages) == ["a/"]
    assert list(lines.fragments_of("a/")) == ["x"]
