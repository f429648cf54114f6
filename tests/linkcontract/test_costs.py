"""Costs that must not grow with the square: counted is how often a thing is done, not how long it takes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from minisite import findings, write

from linkcontract.check import hints
from linkcontract.cli import main
from linkcontract.match.spelling import Guessing
from linkcontract.promise.kept import Keeping
from linkcontract.promise.leads import End, Leads
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.promise.moved import Moves, parse

MANY = 3 * hints.MOST


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each search and each step was made."""
    counted: Counter[str] = Counter()

    def count(place: Any, name: str) -> None:
        original = getattr(place, name)

        def counting(*arguments: Any, **options: Any) -> Any:
            counted[name] += 1
            return original(*arguments, **options)

        monkeypatch.setattr(place, name, counting)

    count(hints, "nearest")
    count(Guessing, "page")
    count(Guessing, "file")
    count(Moves, "step")
    count(Keeping, "is_kept")
    return counted


def links(pattern: str) -> str:
    return "".join(f"<a href='{pattern.format(n)}'>Link {n}</a>" for n in range(MANY))


@pytest.mark.parametrize(
    ("body", "search"),
    [
        ("<h2 id=entry-1>Entry</h2>" + links("#item-{}"), "nearest"),
        (links("old/chapter-{}/"), "page"),
        (links("old/picture-{}.pdf"), "file"),
    ],
)
def test_names_are_searched_for_so_often_and_no_more(
    tmp_path: Path, calls: Counter[str], body: str, search: str
) -> None:
    found = findings(tmp_path, {"index.html": body})
    assert len(found) == MANY
    assert calls[search] == hints.MOST


def test_the_same_name_is_searched_for_once(tmp_path: Path, calls: Counter[str]) -> None:
    pages = {f"p{n}/index.html": "<a href='../other/#nope'>x</a>" for n in range(8)}
    assert len(findings(tmp_path, {"index.html": "x", "other/index.html": "x", **pages})) == 8
    assert calls["nearest"] == 1


def test_what_stands_elsewhere_is_told_however_many_ask(tmp_path: Path) -> None:
    ids = "".join(f"<h2 id=item-{n}>Item</h2>" for n in range(MANY))
    found = findings(tmp_path, {"index.html": links("#item-{}"), "all/index.html": ids})
    assert len(found) == MANY
    assert {finding.fix for finding in found} == {
        f"did you mean all/#item-{n}?" for n in range(MANY)
    }


def test_the_summary_says_what_was_not_searched_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, {"index.html": links("#item-{}")})
    assert main(["check", str(tmp_path)]) == 1
    assert f"the first {hints.MOST} names only, and not for {MANY - hints.MOST} more" in (
        capsys.readouterr().err
    )


def test_lost_addresses_are_compared_with_those_of_today_so_often_and_no_more(
    tmp_path: Path, calls: Counter[str]
) -> None:
    addresses = [f"old-{n}/" for n in range(MANY)]
    entries = {each: Entry(each, date(2026, 1, 1), "") for each in addresses}
    ledger = Ledger(entries, numbers={each: n for n, each in enumerate(addresses, start=1)})
    assert len(findings(tmp_path, {"index.html": "x"}, ledger=ledger)) == MANY
    assert calls["nearest"] <= hints.MOST


CHAIN = [f"step-{n}/\tstep-{n + 1}/" for n in range(4000)]


def test_a_long_chain_is_walked_once(calls: Counter[str]) -> None:
    moves = parse(CHAIN)
    leads = Leads(moves)
    assert {leads.of(old).target for old in moves.moves} == {"step-4000/"}
    assert calls["step"] == len(CHAIN) + 1
    assert len(leads.of("step-0/").steps) == len(CHAIN)
    assert leads.of("step-3999/").steps == (moves.moves["step-3999/"],)


def test_a_long_circle_is_walked_once(calls: Counter[str]) -> None:
    moves = parse([*CHAIN, "step-4000/\tstep-1000/"])
    (ring,) = moves.circles()
    assert [move.number for move in ring] == list(range(1001, 4002))
    assert calls["step"] < 3 * len(CHAIN)
    leads = Leads(moves)
    assert leads.of("step-2000/").end is leads.of("step-0/").end is End.CIRCLE
    assert leads.of("step-2000/").steps[0].old == "step-2000/"
    assert len(set(leads.of("step-2000/").steps)) == 3001


def test_the_fault_of_a_long_chain_is_found_once(tmp_path: Path, calls: Counter[str]) -> None:
    (found,) = findings(tmp_path, {"index.html": "x"}, moved="\n".join(CHAIN))
    assert found.line == 4000
    assert "lines 1, 2, 3, 4, 5 and 3994 more lead there, too" in found.message
    assert calls["step"] < 5 * len(CHAIN)
    assert calls["is_kept"] < 5 * len(CHAIN)


def test_a_short_link_whose_anchor_leads_back_to_it_leads_nowhere() -> None:
    moves = parse(["a/#x\tgo/x/"])
    assert Leads(moves).of("go/x/").keeps is False
    assert moves.lead("a/#x").keeps is False
