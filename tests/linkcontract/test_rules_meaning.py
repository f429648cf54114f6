"""The rule about what a published address means: labels left behind, headings counted anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import minisite

from linkcontract.check.case import Case
from linkcontract.check.run import check
from linkcontract.promise import moved as moves_file
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.read.folder import read_site
from linkcontract.source.folder import Source

CREDITS = (
    "When we miss what we promise for a month, the next month costs a tenth less than it would."
)
LEAVING = "Whoever leaves gets all data as files, and ninety days to check that they can be read."
TITLES = {"a/#support-credits": "Credits", "a/#support-leaving": "Leaving"}


def section(ids: str, title: str, text: str) -> str:
    first, *others = ids.split()
    spans = "".join(f"<span id='{id}'></span>" for id in others)
    return f"<section id='{first}'>{spans}<h2>{title}</h2><p>{text}</p></section>"


def case(
    folder: Path, after: str, markdown: str | None, before: str = "", days: tuple[int, int] = (1, 1),
    moved: str = "", **titles: str,
) -> Case:  # fmt: skip
    top = "<h1 id='top'>Support</h1>"
    ledger = Ledger()
    for (address, title), day in zip((titles or TITLES).items(), (*days, *days), strict=False):
        ledger.add([Entry(address, date(2026, 7, day), title)])
    sites = {}
    for side, text in (("after", after), ("before", before)):
        sites[side] = minisite.write(folder / side, {"a/index.html": top + text}) if text else None
    source = (
        minisite.write(folder / "source", {"a.md": f"# Support\n\n{markdown}"})
        if markdown
        else None
    )
    return Case(
        read_site(sites["after"], with_text=bool(before)),
        Source(source) if source else None,
        ledger,
        moves=moves_file.parse(moved.splitlines()),
        before=read_site(sites["before"], with_text=True) if before else None,
    )


def told(case: Case) -> list[tuple[str, int | None, str]]:
    found = [finding for finding in check(case) if finding.rule == "published-changed"]
    return [(finding.address or "", finding.line, finding.fix or "") for finding in found]


BEFORE = section("support-credits", "Credits", CREDITS) + section(
    "support-leaving", "Leaving", LEAVING
)
AFTER = section("support-leaving support-credits", "Leaving", LEAVING)
MARKDOWN = f"(support:credits)=\n(support:leaving)=\n## Leaving\n\n{LEAVING}\n"


def test_a_label_left_behind_when_its_section_went_is_named(tmp_path: Path) -> None:
    ((address, line, fix),) = told(case(tmp_path, AFTER, MARKDOWN))
    assert (address, line) == ("a/#support-credits", 3)
    assert (
        "if “Credits” is gone, take (support:credits)= away and add this line to links/moved.txt"
        in fix
    )
    assert "\n    a/#support-credits\tgone\tWhy it was withdrawn\n" in fix


def test_what_the_message_says_mends_it(tmp_path: Path) -> None:
    gone = "a/#support-credits\tgone\tNobody asked for it\n"
    without = MARKDOWN.removeprefix("(support:credits)=\n")
    mended = case(
        tmp_path / "gone", section("support-leaving", "Leaving", LEAVING), without, moved=gone
    )
    # The note at the old address is the build's to write.
    assert not [finding for finding in check(mended) if finding.rule != "moved-unserved"]
    said = MARKDOWN + "\nThere are no credits for a month that was begun.\n"
    assert told(case(tmp_path / "merged", AFTER, said)) == []


def test_a_heading_that_was_reworded_and_got_a_label_later_is_not_meant(tmp_path: Path) -> None:
    assert told(case(tmp_path, AFTER, MARKDOWN, days=(1, 2))) == []
    reworded = {"a/#support-credits": "What you get back", "a/#top": "Support"}
    assert told(case(tmp_path / "reworded", AFTER, MARKDOWN, **reworded)) == []
    alike = {"a/#support-credits": "Leaving us", "a/#support-leaving": "Leaving"}
    assert told(case(tmp_path / "alike", AFTER, MARKDOWN, **alike)) == []


def test_where_the_text_is_not_known_nobody_can_tell(tmp_path: Path) -> None:
    assert told(case(tmp_path, AFTER, None)) == []


def test_the_earlier_build_tells_where_the_section_is(tmp_path: Path) -> None:
    after = section("support-leaving support-credits", "Leaving", LEAVING) + section(
        "refunds", "Refunds", CREDITS
    )
    markdown = f"{MARKDOWN}\n## Refunds\n\n{CREDITS}\n"
    ((address, line, fix),) = told(case(tmp_path, after, markdown, BEFORE))
    assert (address, line) == ("a/#support-credits", 3)
    assert fix == "move (support:credits)= to the line above the heading “Refunds” (a/#refunds)"


def test_headings_of_the_same_words_counted_anew_are_named_where_there_is_no_label(
    tmp_path: Path,
) -> None:
    before = section("decisions", "Decisions", CREDITS)
    after = section("decisions", "Decisions", LEAVING) + section(
        "decisions-1", "Decisions", CREDITS
    )
    titles = {"a/#decisions": "Decisions"}
    ((address, _, fix),) = told(case(tmp_path, after, None, before, **titles))
    assert address == "a/#decisions" and "“Decisions” is at a/#decisions-1 now" in fix
    rewritten = section("decisions", "Decisions", LEAVING)
    assert told(case(tmp_path / "rewritten", rewritten, None, before, **titles)) == []
