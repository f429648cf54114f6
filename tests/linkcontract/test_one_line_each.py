"""What hangs on a single line of the tool, asked of its command line.

Each of these lines was once broken on purpose without a test noticing.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import minisite
import pytest

from linkcontract.address import short_link
from linkcontract.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """A command's exit status and what it printed."""
    status = main([str(argument) for argument in arguments])
    return status, capsys.readouterr().out


def addresses(capsys: pytest.CaptureFixture[str], folder: Path, body: str) -> list[str]:
    """The public addresses of a site of one page."""
    site = minisite.write(folder, {"index.html": body})
    return run(capsys, "addresses", site)[1].split()


def diff(capsys: pytest.CaptureFixture[str], folder: Path, before: str, after: str) -> list[str]:
    """What ``diff`` says of two builds of one page."""
    old = minisite.write(folder / "before", {"p/index.html": before})
    new = minisite.write(folder / "after", {"p/index.html": after})
    return run(capsys, "diff", old, new)[1].splitlines()


def section(title: str, text: str = "", level: int = 2, inside: str = "") -> str:
    id = title.lower().replace(" ", "-")
    return f"<section id='{id}'><h{level}>{title}</h{level}><p>{text}</p>{inside}</section>"


# -- The ledger -----------------------------------------------------------------------------------

DOUBLES = [
    "p/#a\t2026-01-01\tBeta",
    "p/#a\t2026-01-01\tAlpha",
    "p/#a\t2026-01-01\t",
    "p/#a\t2026-01-02\tAardvark",
]


@pytest.mark.parametrize("lines", list(itertools.permutations(DOUBLES)))
def test_which_of_several_lines_counts_does_not_depend_on_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...]
) -> None:
    """The earliest; of one date one with a title; of several the first in the alphabet."""
    site = minisite.write(tmp_path / "site", {"p/index.html": "<h1 id=a>Now</h1>"})
    ledger = tmp_path / "published.txt"
    ledger.write_text("".join(line.rstrip() + "\n" for line in lines), encoding="utf-8")
    assert run(capsys, "record", site, "--ledger", ledger)[0] == 0
    kept = [line for line in ledger.read_text("utf-8").splitlines() if line.startswith("p/#a\t")]
    assert kept == ["p/#a\t2026-01-01\tAlpha"]


# -- The moved file -------------------------------------------------------------------------------


def broken(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    files: dict[str, str | bytes],
    published: str,
    moved: str,
) -> list[tuple[str, str]]:
    """Rule and address of what ``check`` finds with these lines."""
    site = minisite.write(folder / "site", files)
    (folder / "published.txt").write_text(published.replace(" > ", "\t"), encoding="utf-8")
    (folder / "moved.txt").write_text(moved.replace(" > ", "\t"), encoding="utf-8")
    options = ("--ledger", folder / "published.txt", "--moved", folder / "moved.txt")
    found = json.loads(run(capsys, "check", site, *options, "--format", "json")[1])
    return [(one["rule"], one["address"]) for one in found]


def test_a_section_that_the_line_of_its_page_does_not_carry_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = broken(
        capsys, tmp_path,
        {
            "new/index.html": "<h1 id=new>New</h1><h2 id=along>Along</h2>",
            "old/index.html": "<script type='application/json' id='moved-fragments'>{}</script>"
            "<script>location.replace('../new/' + location.hash)</script>",
        },
        "old/ > 2026-01-01 > Old\nold/#along > 2026-01-01 > Along\nold/#left > 2026-01-01 > Left\n",
        "old/ > new/\n",
    )  # fmt: skip
    assert [address for rule, address in found if rule == "published-broken"] == ["old/#left"]


def test_a_fragment_that_a_url_of_another_site_has_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where an address leads is what ``diff`` says of moved ones."""
    old = minisite.write(tmp_path / "old", {"a/index.html": "<h1 id=x>X</h1>", "index.html": ""})
    new = minisite.write(tmp_path / "new", {"index.html": ""})
    moved = tmp_path / "moved.txt"
    for target, led_to in (("x/", "x/#x"), ("x/#own", "x/#own")):
        moved.write_text(f"a/\thttps://example.org/{target}\n", encoding="utf-8")
        said = run(capsys, "diff", old, new, "--moved", moved, "--format", "json")[1]
        assert json.loads(said)["moved"]["a/#x"] == f"https://example.org/{led_to}"


def test_an_id_with_a_slash_keeps_its_short_link_one_step_deep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``go/a%2Fb/`` is the short link of ``a/b``; ``go/a/b/`` is a page of that name."""
    found = broken(
        capsys, tmp_path, {"index.html": "<h1 id=new>New</h1>"},
        "go/a%2Fb/ > 2026-01-01 > B\ngo/a/b/ > 2026-01-01 > B\n",
        "old/#a/b > ./#new\n",
    )  # fmt: skip
    assert ("published-broken", "go/a/b/") in found
    assert ("published-broken", "go/a%2Fb/") not in found
    assert short_link("a/b") == "go/a%2Fb/"


# -- What is promised -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "picture", ["<img src=x.png alt='A ring'>", "<svg></svg>", "<video></video>"]
)
def test_a_paragraph_with_a_picture_is_no_label_of_the_heading_below(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], picture: str
) -> None:
    """A label is called what its heading is called; a picture is not."""

    def title(folder: Path, paragraph: str) -> str:
        body = f"<h1 id=t>T</h1>{paragraph}<h2 id=b>B</h2><p>Text.</p>"
        site, ledger = minisite.write(folder, {"index.html": body}), folder / "published.txt"
        assert run(capsys, "record", site, "--ledger", ledger)[0] == 0
        lines = [line.split("\t") for line in ledger.read_text("utf-8").splitlines()]
        return {fields[0]: fields[2] for fields in lines if len(fields) == 3}.get("./#x", "")

    assert title(tmp_path / "label", "<p><span id=x></span></p>") == "B"
    assert title(tmp_path / "picture", f"<p><span id=x></span>{picture}</p>") != "B"


def test_an_admonition_is_content_and_another_aside_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a page that says nowhere what its content is."""
    body = "<html><body><h1 id=t>T</h1><aside class='{}'><h2 id=b>B</h2><p>Text.</p></aside></body></html>"
    assert "./#b" in addresses(capsys, tmp_path / "note", body.format("admonition note"))
    assert "./#b" not in addresses(capsys, tmp_path / "other", body.format("about"))


# -- One fault, one finding -----------------------------------------------------------------------


def test_what_the_build_wrote_from_a_line_that_leads_nowhere_is_no_second_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stub = (
        "<html><head><meta name=generator content=moved_pages></head><body><h1>This page has moved</h1>"
        "<p>It is now <a href='../{0}/'>elsewhere</a></p></body></html>"
    )
    files: dict[str, str | bytes] = {
        "index.html": "<h1 id=t>T</h1>",
        "old/index.html": stub.format("nowhere"),
        "other/index.html": "<h1 id=o>O</h1><p><a href='../nowhere/'>a mistake of its own</a></p>",
    }
    own = [
        {"address": at, "label": None, "kind": "page", "title": "T", "file": "index.md", "line": 1}
        for at in ("./", "other/")
    ]
    anchors = json.dumps({"version": 1, "addresses": own})
    (tmp_path / "site.anchors.json").write_text(anchors, encoding="utf-8")
    found = broken(capsys, tmp_path, files, "./ > 2026-01-01 > T\n", "old/ > nowhere/\n")
    assert sorted(rule for rule, _ in found) == ["missing-page", "moved-nowhere"]


# -- Where it was written -------------------------------------------------------------------------


def test_a_link_in_a_comment_is_not_where_a_dead_link_stands(tmp_path: Path) -> None:
    text = "# T\n\n% see [x](nope.md)\n\n[x](nope.md)\n"
    site = {"index.html": "<h1 id=t>T</h1><p><a href='nope/'>x</a></p>"}
    (found,) = minisite.findings(tmp_path, dict(site), source={"index.md": text})
    assert (found.file, found.line) == ("index.md", 5)


def test_a_label_in_a_comment_does_not_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = minisite.write(
        tmp_path / "site", {"index.html": "<h1 id=top>Top</h1><h2 id=new>Old</h2>"}
    )
    source = minisite.write(
        tmp_path / "source", {"index.md": "# Top\n\n% (old)=\n\n## Old\n\nText.\n"}
    )
    (tmp_path / "published.txt").write_text("./#old\t2026-01-01\tOld\n", encoding="utf-8")
    (tmp_path / "moved.txt").touch()
    run(
        capsys, "fix", site, "--source", source,
        "--ledger", tmp_path / "published.txt", "--moved", tmp_path / "moved.txt",
    )  # fmt: skip
    text = (source / "index.md").read_text("utf-8")
    assert text == "# Top\n\n% (old)=\n\n(old)=\n## Old\n\nText.\n"


# -- What is still the same section ---------------------------------------------------------------

INTRODUCTION = (
    "<h1 id=t>T</h1><p>What this page is about, in so many words that it needs no other text.</p>"
)


@pytest.mark.parametrize("shared", [12, 20])
def test_a_section_that_stood_there_before_is_no_home_for_having_taken_the_title(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: int
) -> None:
    words = [f"word{number}" for number in range(40)]
    others = [f"other{number}" for number in range(40 - shared)]
    gone = section("Alpha", " ".join(words))
    stood = section("Omega", " ".join([*words[:shared], *others]))
    renamed = stood.replace(">Omega<", ">Alpha<")
    before, after = INTRODUCTION + gone + stood, INTRODUCTION + renamed
    assert diff(capsys, tmp_path, before, after) == ["p/#alpha\t"]


def test_a_section_that_came_when_another_went_is_its_home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Backups of every home directory are made each night and "
    gone = section("Night backups", text + "kept for thirty days in the same region")
    came = section("Backups", text + "somebody tests a restore now and then")
    before, after = INTRODUCTION + gone, INTRODUCTION + came
    assert diff(capsys, tmp_path, before, after) == ["p/#night-backups\tp/#backups"]


def test_a_short_section_is_known_by_what_is_in_it_not_by_what_follows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two sections that only introduce others: each goes where its own subsections went."""
    first = section(
        "Inside one", "The nightly job copies each home directory to another region.", 3
    )
    second = section("Inside two", "Invoices are sent each quarter and are due in thirty days.", 3)
    top = "<h1 id=t>T</h1>"
    before = top + section("Operations", "", 2, first) + section("Money", "", 2, second)
    after = top + section("Bills and payment", "", 2, second) + section("What runs", "", 2, first)
    assert diff(capsys, tmp_path, before, after) == [
        "p/#money\tp/#bills-and-payment",
        "p/#operations\tp/#what-runs",
    ]
