"""`fix`: it does what is certain, touches no other byte, and doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import minisite
import pytest

from linkcontract.check.case import Case
from linkcontract.promise import moved as moves_file
from linkcontract.promise.ledger import Entry, Ledger
from linkcontract.read.folder import read_site
from linkcontract.repair import fix as fixing
from linkcontract.source.folder import Source

DAY = date(2026, 7, 26)
BODY = (
    "<section id='value'><h1>Value</h1>"
    "<section id='value-users'><h2>For hub users</h2></section>"
    "<section id='what-leaders-get'><h2>For leaders</h2></section></section>"
)
MARKDOWN = "(value)=\n# Value\n\n(value:users)=\n## For hub users\n\nText\n\n## For leaders\n"


def run(folder: Path, markdown: bytes, moved: bytes = b"", **titles: str) -> fixing.Fixed:
    site = minisite.write(
        folder / "site",
        {
            "value/index.html": BODY,
            "prices/index.html": "<section id='prices'><h1>What it costs</h1><h2 id='fee'>The fee</h2></section>",
        },
    )
    minisite.write(
        folder / "source",
        {
            "conf.py": "extensions = ['myst_parser']\n",
            "value.md": markdown,
            "prices.md": "# What it costs\n\n## The fee\n",
        },
    )
    file = folder / "moved.txt"
    if not file.exists():
        file.write_bytes(moved)
    ledger = Ledger()
    ledger.add(Entry(address, DAY, title) for address, title in titles.items())
    context = Case(read_site(site), Source(folder / "source"), ledger, moves=moves_file.read(file))
    return fixing.fix(context.losses, folder / "source", file)


RENAMED = {"value/#value-hub-users": "For hub users", "value/#value-for-leaders": "For leaders"}
FIXED = (
    "(value)=\n# Value\n\n(value:hub-users)=\n(value:users)=\n## For hub users\n\nText\n\n"
    "(value:for-leaders)=\n## For leaders\n"
)


@pytest.mark.parametrize(
    "style",
    [
        lambda t: t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: t.rstrip("\n"),
    ],
    ids=["lf", "crlf", "byte order mark", "no final newline"],
)
def test_old_labels_go_one_line_higher_and_no_other_byte_changes(
    tmp_path: Path, style: Callable[[str], str]
) -> None:
    done = run(tmp_path, style(MARKDOWN).encode(), **RENAMED)
    assert (tmp_path / "source/value.md").read_bytes() == style(FIXED).encode()
    assert len(done.done) == 2 and not done.left
    assert (tmp_path / "moved.txt").read_bytes() == b""


def test_a_label_on_the_first_line_goes_after_the_byte_order_mark() -> None:
    assert fixing.insert_line(b"\xef\xbb\xbf# A\r\nx", 1, "(a)=") == b"\xef\xbb\xbf(a)=\r\n# A\r\nx"
    assert fixing.insert_line(b"# A", 1, "(a)=") == b"(a)=\n# A"
    assert fixing.insert_line(b"x\ry\rz", 3, "(a)=") == b"x\ry\r(a)=\rz"


def test_doing_it_twice_changes_nothing_more(tmp_path: Path) -> None:
    titles = {**RENAMED, "pricing/": "What it costs", "pricing/#fee": "The fee"}
    run(tmp_path, MARKDOWN.encode(), b"# moved\n", **titles)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = run(tmp_path, (tmp_path / "source/value.md").read_bytes(), **titles)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == first
    assert not again.done


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"pricing/\tprices/\n"),
        (b"# moved\nx/\tvalue/", b"# moved\nx/\tvalue/\npricing/\tprices/\n"),
        (b"# moved\r\n", b"# moved\r\npricing/\tprices/\r\n"),
    ],
)
def test_a_page_that_moved_gets_a_line_that_leaves_the_others_alone(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    done = run(
        tmp_path,
        MARKDOWN.encode(),
        before,
        **{"pricing/": "What it costs", "pricing/#fee": "The fee"},
    )
    assert (tmp_path / "moved.txt").read_bytes() == after
    assert done.done == (f"{tmp_path / 'moved.txt'}: pricing/ now leads to prices/",)
    assert not done.left


def test_what_is_not_certain_is_left_to_a_person(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        MARKDOWN.encode(),
        **{"zebra/": "Zebra", "value/#value-all": "For users of hubs and more"},
    )
    assert not done.done
    assert done.left == {"zebra/", "value/#value-all"}
    assert (tmp_path / "source/value.md").read_bytes() == MARKDOWN.encode()


def test_a_heading_in_an_example_is_never_taken_for_the_real_one(tmp_path: Path) -> None:
    text = "# Value\n\n```markdown\n(value:users)=\n## For hub users\n```\n\n## For hub users\n\n## For leaders\n"
    run(tmp_path, text.encode(), **RENAMED)
    after = (tmp_path / "source/value.md").read_text()
    assert after.index("(value-hub-users)=") > after.index("```\n\n")
    assert after.count("(value-hub-users)=") == 1
