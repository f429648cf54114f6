"""What must hold for every ledger, every moved file and every heap of garbage."""

from __future__ import annotations

import io
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import minisite
from hypothesis import given, settings
from hypothesis import strategies as st

from linkcontract.address import address_problem, anchor_address, page_path
from linkcontract.cli import main
from linkcontract.href import clean, normal_path, plain_path, resolve
from linkcontract.promise import ledger
from linkcontract.promise import moved as moves_file
from linkcontract.promise import record as recording
from linkcontract.promise.leads import End
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.read.folder import read_site
from linkcontract.serve.host import Lookup
from linkcontract.site import Site

PAGES = ["./", "a/", "b/", "a/b/", "old.html", "%C3%A4/"]
addresses = st.builds(
    lambda page, fragment: page + fragment,
    st.sampled_from(PAGES),
    st.sampled_from(["", "#x", "#y", "#home"]),
)
titles = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=20
)
entries = st.builds(ledger.entry, addresses, st.dates(date(2000, 1, 1), date(2030, 1, 1)), titles)
lists = st.lists(entries, max_size=12)
garbage = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(
                ["a/", "gone", "\t", "#", "2026-01-01", " ", "b/#x", "https://x.org", "\r"]
            )
        ).map("".join),
    ),
    max_size=8,
).map("\n".join)

# How long an example takes says something about the machine.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@cache
def site_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="linkcontract-"))
    return minisite.write(
        folder,
        {
            "index.html": "<h1 id='home'>Home</h1>",
            "a/index.html": "<h1 id='x'>A</h1><h2 id='y'>Y</h2>",
        },
    )


def read(lines: list[str]) -> Ledger:
    found, problems = ledger.parse(lines, "f")
    assert not problems
    return found


@given(lists)
def test_what_is_written_is_read_back_the_same(given_entries: list[Entry]) -> None:
    book = Ledger()
    book.add(given_entries)
    again = read(book.text().split("\n"))
    assert again.entries == book.entries and again.text() == book.text()


@given(lists, st.randoms())
def test_the_order_of_lines_never_matters(given_entries: list[Entry], random: Random) -> None:
    lines = [entry.line() for entry in given_entries]
    shuffled = random.sample(lines, len(lines))
    assert read(lines).text() == read(shuffled).text()


@given(lists, lists)
def test_merging_is_the_same_from_either_side_and_loses_nothing(
    left: list[Entry], right: list[Entry]
) -> None:
    one, other = Ledger(), Ledger()
    one.add(left), one.add(right)
    other.add(right), other.add(left)
    assert one.text() == other.text()
    assert set(one.entries) == {entry.address for entry in left + right}
    assert all(one.entries[entry.address].date <= entry.date for entry in left + right)


@settings(max_examples=40, deadline=None)
@given(
    lists.filter(bool),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_recording_is_monotone_and_idempotent(
    before: list[Entry], first: date, second: date
) -> None:
    site = read_site(site_folder())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "published.txt")
        book = Ledger()
        book.add(before)
        ledger.write(file, book)
        recording.record(site, file, published=first)
        once = file.read_bytes()
        recorded = ledger.read(file)
        assert set(book.entries) <= set(recorded.entries)
        assert all(
            recorded.entries[address].date <= book.entries[address].date for address in book.entries
        )
        recording.record(site, file, published=max(first, second))
        assert file.read_bytes() == once


@given(st.lists(st.tuples(addresses, addresses), max_size=8), addresses)
def test_every_chain_ends_and_ends_where_no_line_leads_on(
    pairs: list[tuple[str, str]], asked: str
) -> None:
    moves = moves_file.parse(["\t".join(pair) for pair in pairs])
    lead = moves.lead(asked)
    assert lead.end in (End.ADDRESS, End.CIRCLE)
    assert (lead.end is End.CIRCLE) == bool(lead.ring)
    if lead.end is End.ADDRESS:
        assert moves.step(lead.target) is None
    else:
        assert set(lead.ring) <= {move for circle in moves.circles() for move in circle}


@settings(max_examples=150, deadline=None)
@given(garbage, garbage, st.sampled_from(["check", "record", "fix", "diff"]))
def test_garbage_gives_findings_or_clean_errors_never_a_traceback(
    left: str, right: str, command: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, moved = Path(folder, "published.txt"), Path(folder, "moved.txt")
        book.write_text(left, encoding="utf-8", errors="surrogatepass", newline="")
        moved.write_text(right, encoding="utf-8", errors="surrogatepass", newline="")
        arguments = {
            "check": ["--source", folder, "--ledger", str(book), "--moved", str(moved)],
            "fix": ["--source", folder, "--ledger", str(book), "--moved", str(moved)],
            "record": ["--ledger", str(book), "--merge", str(moved)],
            "diff": [str(site_folder()), "--moved", str(moved)],
        }[command]
        said = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(said):
            status = main([command, str(site_folder()), *arguments])
        assert status in (0, 1, 2)
        assert status != 2 or said.getvalue().startswith("linkcontract: ")


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), st.text(min_size=1))
def test_every_address_of_a_site_is_one_that_the_ledger_takes(id: str, name: str) -> None:
    clean_name = "/".join(part for part in name.split("/") if part not in ("", ".", "..")) or "x"
    path = page_path(
        clean_name.encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "/index.html"
    )
    assert address_problem(path) is None
    assert address_problem(anchor_address(path, id)) is None


@given(st.text())
def test_no_href_makes_the_resolver_fail_or_leave_the_site(href: str) -> None:
    target = resolve("a/b/index.html", clean(href))
    if target is not None:
        assert ".." not in target.path.split("/") and not target.path.startswith("/")
        Lookup(read_once()).place(target.path)


@cache
def read_once() -> Site:
    return read_site(site_folder())


steps = st.lists(
    st.sampled_from(["..", ".", "", "a", "b.html", "c-d_e", ".hidden", "%41", "a b", "ü"]),
    max_size=6,
)


@given(st.lists(st.sampled_from(["a", "b", "ü x"]), max_size=4), steps.map("/".join))
def test_the_quick_way_to_a_path_gives_what_the_general_way_gives(
    above: list[str], path: str
) -> None:
    quick = plain_path("/".join(above), path)
    if quick is not None and path:
        assert quick == normal_path(path, above)


def test_the_quick_way_is_taken_for_ordinary_links() -> None:
    assert plain_path("a/b", "../../x/y/") == "x/y/"
    assert plain_path("a", "b.html") == "a/b.html"
    assert plain_path("a", "../") == ""
    for other in ("/x", "a//b", "./x", "..", "x?y", "mailto:x", "%41"):
        assert plain_path("a", other) is None
