"""The rule about published addresses: what is kept, what is broken, and what the message writes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from minisite import findings, rules

from linkcontract.finding import Finding
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.report import as_text

DAY = date(2026, 7, 26)
SITE: dict[str, str | bytes] = {
    "index.html": "<h1 id='home'>Home</h1>",
    "value/index.html": "<section id='value'><h1>Value</h1><p>About value.</p>"
    "<section id='value-users'><h2>For hub users</h2><p>Users get a hub.</p></section>"
    "<section id='value-leaders'><h2>For leaders</h2><p>Leaders get a say.</p></section></section>",
    "prices/index.html": "<section id='prices'><h1>What it costs</h1><h2 id='fee'>The fee</h2></section>",
    "handouts/a.pdf": b"%PDF",
}
SOURCE = {
    "index.md": "(home)=\n# Home\n",
    "value.md": "(value)=\n# Value\n\nAbout value.\n\n(value:users)=\n## For hub users\n\nUsers get a hub.\n\n"
    "(value:leaders)=\n## For leaders\n\nLeaders get a say.\n",
    "prices.md": "(prices)=\n# What it costs\n\n(fee)=\n## The fee\n",
}


def published(**titles: str) -> Ledger:
    ledger = Ledger()
    ledger.add(Entry(address, DAY, title) for address, title in titles.items())
    ledger.numbers.update({address: number for number, address in enumerate(titles, start=3)})
    return ledger


def check(folder: Path, moved: str = "", **titles: str) -> list[Finding]:
    return findings(folder, SITE, source=SOURCE, moved=moved, ledger=published(**titles))


def test_what_is_served_is_kept(tmp_path: Path) -> None:
    kept = {
        "./": "Home",
        "./#home": "Home",
        "value/": "Value",
        "value/#value-users": "Other words then",
        "handouts/a.pdf": "a.pdf",
    }
    assert check(tmp_path, **kept) == []


def with_handouts(folder: Path, *names: str, printed: tuple[str, ...]) -> list[Finding]:
    """What `check` says of three published handouts: those the build lists, those that were printed."""
    entry = {"label": None, "file": "value.md", "line": 1}
    pages = ["./", "value/", "prices/"]
    listed = [entry | {"address": page, "kind": "page", "title": "Page"} for page in pages]
    listed += [
        entry | {"address": f"handouts/{name}.pdf", "kind": "handout", "title": "Value"}
        for name in names
    ]
    data = json.dumps({"version": 1, "addresses": listed})
    files = {name: text for name, text in SITE.items() if not name.startswith("handouts/")}
    files |= {f"handouts/{name}.pdf": b"%PDF" for name in printed} | {"anchors.json": data}
    ledger = published(**{f"handouts/{name}.pdf": "Value" for name in ("a", "b", "c")})
    return findings(folder, files, ledger=ledger, moved="")


def test_handouts_that_are_yet_to_be_printed_are_kept(tmp_path: Path) -> None:
    assert with_handouts(tmp_path, "a", "b", "c", printed=()) == []


def test_a_handout_that_no_page_asks_for_any_longer_is_broken_before_it_is_printed(
    tmp_path: Path,
) -> None:
    found = with_handouts(tmp_path, "a", "b", printed=())
    assert [(f.rule, f.address) for f in found] == [("published-broken", "handouts/c.pdf")]


def test_where_handouts_are_printed_one_that_is_missing_is_broken(tmp_path: Path) -> None:
    found = with_handouts(tmp_path, "a", "b", "c", printed=("a", "c"))
    assert [(f.rule, f.address) for f in found] == [("published-broken", "handouts/b.pdf")]


@pytest.mark.parametrize(
    "moved",
    [
        "old/\tvalue/",
        "old/\tmid/\nmid/\tvalue/",
        "old/\thttps://example.org/",
        "old/\tgone\tit was a trial",
    ],
)
def test_what_is_led_to_an_end_is_kept_with_its_fragments(tmp_path: Path, moved: str) -> None:
    assert check(tmp_path, moved, **{"old/": "Old", "old/#value-users": "For hub users"}) == []


def test_a_carried_fragment_that_is_not_on_the_new_page_is_broken(tmp_path: Path) -> None:
    found = check(tmp_path, "old/\tprices/", **{"old/": "Old", "old/#nowhere": "Zebra crossing"})
    assert [(f.rule, f.address) for f in found] == [("published-broken", "old/#nowhere")]


def test_a_line_that_leads_nowhere_is_one_finding_not_two(tmp_path: Path) -> None:
    found = check(tmp_path, "old/\tnowhere/", **{"old/": "Old", "old/#x": "X"})
    assert rules(found) == ["moved-nowhere"]


def test_a_renamed_label_gets_the_old_one_above_the_new_in_the_words_of_the_specification(
    tmp_path: Path,
) -> None:
    found = check(tmp_path, **{"value/#value-hub-users": "For hub users", "value/": "Value"})
    assert as_text(found) == (
        "value.md:7: published link value/#value-hub-users is broken\n"
        '    the heading "For hub users" at line 7 looks like its new home (93% alike)\n'
        "    keep it: write (value:hub-users)= on the line above its other labels, or run: linkcontract fix\n"
    )


def test_a_page_that_moved_gets_the_line_for_the_moved_file_and_takes_the_rest_along(
    tmp_path: Path,
) -> None:
    titles = {
        "pricing/": "What it costs",
        "pricing/#prices": "What it costs",
        "pricing/#fee": "The fee",
        "go/fee/": "The fee",
        "go/prices/": "What it costs",
    }
    found = check(tmp_path, **titles)
    assert {finding.address for finding in found} == set(titles)
    text = as_text(found)
    assert text.count("is broken") == 1
    assert "published link pricing/ is broken, and 4 more with it\n" in text
    assert "keep it: add this line to links/moved.txt" in text
    assert "\n        pricing/\tprices/\n" in text
    assert check(tmp_path / "again", "pricing/\tprices/", **titles) == []


def test_what_has_no_home_says_so_and_gives_the_ledgers_line(tmp_path: Path) -> None:
    found = check(tmp_path, **{"zebra/": "Zebra crossing"})
    assert (found[0].file, found[0].line) == ("links/published.txt", 3)
    assert "nothing on the site looks like its new home" in (found[0].fix or "")
    assert "zebra/\tgone\t" in (found[0].fix or "")


def test_ten_renamed_sections_of_one_page_get_ten_different_homes(tmp_path: Path) -> None:
    names = [
        "Alpha",
        "Bravo",
        "Charlie",
        "Delta",
        "Echo",
        "Foxtrot",
        "Golf",
        "Hotel",
        "India",
        "Juliet",
    ]
    sections = "".join(
        f"<section id='new-{n.lower()}'><h2>{n} prices</h2></section>" for n in names
    )
    ledger = published(**{f"./#old-{n.lower()}": f"{n} prices" for n in names})
    found = findings(tmp_path, {"index.html": f"<h1 id='h'>H</h1>{sections}"}, ledger=ledger)
    homes = {f.address: (f.fix or "").rpartition("\t")[2] for f in found}
    assert homes == {f"./#old-{n.lower()}": f"./#new-{n.lower()}" for n in names}


def test_a_stub_of_somebody_elses_making_keeps_what_it_leads_to(tmp_path: Path) -> None:
    def stub(script: str) -> str:
        return f"<html><head>{script}<meta http-equiv=refresh content='0; url=../value/'></head></html>"

    files = {
        **SITE,
        "plain/index.html": stub(""),
        "carries/index.html": stub(
            "<script>location.replace('../value/' + location.hash)</script>"
        ),
    }
    ledger = published(
        **{
            "plain/": "Value",
            "plain/#value-users": "For hub users",
            "carries/": "Value",
            "carries/#value-users": "For hub users",
            "carries/#nope": "Zebra",
        }
    )
    found = findings(tmp_path, files, ledger=ledger)
    assert sorted(f.address or "" for f in found) == ["carries/#nope", "plain/#value-users"]


def test_a_short_link_that_lost_only_its_label_gets_it_back(tmp_path: Path) -> None:
    source = {**SOURCE, "prices.md": "(prices)=\n# What it costs\n\n## Fee\n"}
    files = {
        **SITE,
        "prices/index.html": "<section id='prices'><h1>What it costs</h1><h2 id='fee'>Fee</h2></section>",
    }
    ledger = published(**{"prices/#fee": "Fee", "go/fee/": "Fee"})
    found = findings(tmp_path, files, source=source, ledger=ledger)
    assert [(f.file, f.line, f.address) for f in found] == [("prices.md", 4, "go/fee/")]
    assert 'the heading "Fee" at line 4 has lost its label' in (found[0].fix or "")
    assert "write (fee)= on the line above that heading" in (found[0].fix or "")


def test_a_link_to_a_lost_section_is_not_sent_to_another(tmp_path: Path) -> None:
    """It is spelled almost like one that stands; but it was published, so it is that one to keep."""
    site = SITE | {"index.html": "<h1 id='home'>Home</h1><a href='value/#value-user'>x</a>"}
    ledger = published(**{"value/#value-user": "For one user"})
    (lost,) = (
        f for f in findings(tmp_path / "a", site, ledger=ledger) if f.rule == "missing-fragment"
    )
    assert lost.fix == "value/#value-user was published: keep it, and this link arrives again"
    (typed,) = (f for f in findings(tmp_path / "b", site) if f.rule == "missing-fragment")
    assert "did you mean value/#value-users" in (typed.fix or "")
