"""Which new home may be believed: titles that several share, labels left behind, pages merged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import minisite
import pytest

from linkcontract.check.case import Case
from linkcontract.check.run import check
from linkcontract.finding import Finding
from linkcontract.promise import moved as moves_file
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.read.folder import read_site
from linkcontract.repair import fix as fixing
from linkcontract.source.folder import Source

MONEY = "What a hub costs in a year, who pays the cloud provider, and when the bill for it comes."
BEES = "How bees find their way home to the hive from a meadow that lies more than a mile away."


def context(
    folder: Path,
    after: dict[str, str],
    source: dict[str, str] | None = None,
    before: dict[str, str] | None = None,
    **titles: str,
) -> Case:
    site = read_site(minisite.write(folder / "after", dict(after)), with_text=before is not None)
    earlier = (
        read_site(minisite.write(folder / "before", dict(before)), with_text=True)
        if before
        else None
    )
    ledger = Ledger()
    ledger.add(Entry(address, date(2026, 7, 26), title) for address, title in titles.items())
    ledger.numbers.update({address: number for number, address in enumerate(titles, start=1)})
    text = Source(minisite.write(folder / "source", dict(source or {"x.md": "# X\n"})))
    return Case(site, text, ledger, moves=moves_file.parse([]), before=earlier)


def advice(context: Case) -> dict[str, str]:
    found: list[Finding] = check(context)
    return {f.address or "": f.fix or "" for f in found if f.rule == "published-broken"}


def fixed(context: Case, folder: Path) -> tuple[tuple[str, ...], str]:
    moved = folder / "moved.txt"
    moved.write_text("")
    return fixing.fix(context.losses, folder / "source", moved).done, moved.read_text()


def sources(id: str, text: str = "") -> str:
    return f"<section id='{id}'><h2>Sources</h2><p>{text}</p></section>"


TOP = "<h1 id='home'>Home</h1>"
TWO_LOST = {"./#one-sources": "Sources", "./#two-sources": "Sources"}


@pytest.mark.parametrize("source", [None, {"index.md": "(home)=\n# Home\n\n## Sources\n\nBees\n"}])
def test_two_lost_sections_of_one_name_are_never_put_unasked_on_the_one_that_is_there(
    tmp_path: Path, source: dict[str, str] | None
) -> None:
    here = context(tmp_path, {"index.html": TOP + sources("sources", BEES)}, source, **TWO_LOST)
    assert fixed(here, tmp_path) == ((), "")
    said = advice(here)
    assert set(said) == set(TWO_LOST)
    for text in said.values():
        assert (
            "may be its new home" in text
            and "2 lost links were to something called “Sources”" in text
        )
        assert "./do fix" not in text and "alike" not in text


@pytest.mark.parametrize(
    "after",
    [
        {"index.html": TOP + sources("a") + sources("b")},
        {
            "index.html": TOP + sources("a"),
            "new/index.html": "<h1 id='n'>New</h1>" + sources("n-sources"),
        },
    ],
    ids=["same page", "another page"],
)
def test_one_lost_section_and_two_new_ones_of_its_name_are_left_to_a_person(
    tmp_path: Path, after: dict[str, str]
) -> None:
    here = context(
        tmp_path, after, **{"./": "Home", "./#home": "Home", "./#old-sources": "Sources"}
    )
    assert fixed(here, tmp_path) == ((), "")
    assert "2 new places are called “Sources”" in advice(here)["./#old-sources"]


def test_a_numbered_slug_is_no_label(tmp_path: Path) -> None:
    after = {
        "index.html": TOP + sources("sources_1", BEES),
        "b/index.html": "<h1 id='b'>B</h1>" + sources("sources"),
    }
    here = context(
        tmp_path,
        after,
        **{"./": "Home", "./#home": "Home", "a/#sources_1": "Sources", "a/#x": "Sources"},
    )
    assert fixed(here, tmp_path) == ((), "")
    assert "2 lost links were to something called" in advice(here)["a/#sources_1"]


def test_a_section_that_keeps_its_place_is_no_second_candidate(tmp_path: Path) -> None:
    after = {
        "index.html": TOP + sources("new-sources"),
        "b/index.html": "<h1 id='b'>B</h1>" + sources("b-sources"),
    }
    published = {"./#old-sources": "Sources", "b/": "B", "b/#b": "B", "b/#b-sources": "Sources"}
    here = context(tmp_path, after, **published)
    assert fixed(here, tmp_path)[1] == "./#old-sources\t./#new-sources\n"


def test_with_the_text_of_the_earlier_build_the_right_one_of_two_is_certain(tmp_path: Path) -> None:
    before = {"index.html": TOP + sources("one-sources", MONEY) + sources("two-sources", BEES)}
    here = context(
        tmp_path, {"index.html": TOP + sources("sources", BEES)}, before=before, **TWO_LOST
    )
    assert fixed(here, tmp_path)[1] == "./#two-sources\t./#sources\n"


def test_two_headings_of_one_name_get_their_lost_labels_in_order_as_a_suggestion(
    tmp_path: Path,
) -> None:
    source = {"index.md": "(home)=\n# Home\n\n## Doublet\n\nx\n\n## Doublet\n\ny\n"}
    after = {
        "index.html": TOP + "<section id='doublet'><h2>Doublet</h2></section>"
        "<section id='id1'><h2>Doublet<a class='headerlink' href='#id1'>¶</a></h2></section>"
    }
    titles = {"./": "Home", "./#home": "Home", "./#page-a": "Doublet", "./#page-b": "Doublet"}
    here = context(tmp_path, after, source, **titles)
    assert fixed(here, tmp_path) == ((), "")
    said = advice(here)
    assert (
        'the heading "Doublet" at line 4 may be' in said["./#page-a"]
        and "(page-a)=" in said["./#page-a"]
    )
    assert (
        'the heading "Doublet" at line 8 may be' in said["./#page-b"]
        and "(page-b)=" in said["./#page-b"]
    )


def test_two_lost_pages_of_one_name_are_left_to_a_person(tmp_path: Path) -> None:
    headings = {"overview": "Overview", "costs": "Costs", "people": "People"}
    after = {
        "index.html": TOP,
        "c/index.html": "".join(f"<h2 id='{id}'>{text}</h2>" for id, text in headings.items()),
    }
    after["c/index.html"] = after["c/index.html"].replace("h2", "h1", 2)
    titles = {"./": "Home", "./#home": "Home"}
    for page in ("a/", "b/"):
        titles |= {page: "Overview"} | {f"{page}#{id}": text for id, text in headings.items()}
    assert fixed(context(tmp_path, after, **titles), tmp_path) == ((), "")


def test_a_merged_page_is_at_home_where_its_own_label_stands(tmp_path: Path) -> None:
    after = {
        "index.html": TOP,
        "all/index.html": "<h1 id='all'>All of it</h1><section id='area-billing'><h2>Billing</h2></section>"
        + sources("x"),
    }
    titles = {
        "./": "Home",
        "./#home": "Home",
        "all/": "All of it",
        "all/#all": "All of it",
        "bill/": "Billing",
        "bill/#area-billing": "Billing",
    }
    here = context(tmp_path, after, **titles)
    assert fixed(here, tmp_path)[1] == "bill/\tall/#area-billing\n"


def test_a_label_left_behind_above_a_paragraph_is_to_be_moved_to_its_heading(
    tmp_path: Path,
) -> None:
    source = {"index.md": "(home)=\n# Home\n\n## The fee\n\nText.\n\n(price:fee)=\nPer user.\n"}
    after = {
        "index.html": TOP
        + "<h2 id='the-fee'>The fee</h2><p>Text.</p><p id='price-fee'>Per user.</p>"
    }
    here = context(
        tmp_path, after, source, **{"./#price-fee": "The fee", "go/price-fee/": "The fee"}
    )
    found = [f for f in check(here) if f.rule == "published-broken"]
    assert [(f.address, f.file, f.line) for f in found] == [("go/price-fee/", "index.md", 8)]
    assert '"The fee" at line 4 looks like its home' in (found[0].fix or "")
    assert "move (price:fee)= to the line right above its heading" in (found[0].fix or "")
    assert "gone" not in (found[0].fix or "").replace("if that is gone", "")
    assert fixed(here, tmp_path) == ((), "")


def test_nobody_is_told_to_undo_an_edit_that_nobody_made(tmp_path: Path) -> None:
    after = {"index.html": TOP, "mission/value/index.html": "<h1 id='value'>Value</h1>"}
    here = context(tmp_path, after, **{"mission/vlaue/": "Something"})
    assert "by hand" not in advice(here)["mission/vlaue/"]


def test_a_lost_link_is_named_where_its_home_is_today_not_where_it_was(tmp_path: Path) -> None:
    before = {
        "index.html": TOP + BEES,
        "old/index.html": "<h1>Old</h1>" + sources("o", MONEY) + "<h2 id='t'>Taxes</h2>",
    }
    after = {
        "index.html": TOP + BEES + "<h2 id='m'>Money</h2><p>" + MONEY + "</p>",
        "old/index.html": "<h1>Old</h1>",
    }
    source = {"index.md": "# Home\n\n(m)=\n## Money\n\nText\n", "old.md": "# Old\n"}
    here = context(
        tmp_path, after, source, before, **{"old/#o": "Sources", "old/#t": "Taxes", "no/": "No"}
    )
    places = {f.address: (f.file, f.line) for f in check(here) if f.rule == "published-broken"}
    assert places == {
        "old/#o": ("index.md", 4),
        "old/#t": ("old.md", 1),
        "no/": ("links/published.txt", 3),
    }
