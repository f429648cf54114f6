"""The command: what it prints, how it ends, what it mends, and what it cannot do."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from proofread import mending, report
from proofread.cli import main
from proofread.fold import fold
from proofread.help import Help
from proofread.kinds import KINDS
from proofread.mistake import Edit, Kind, Mistake

ROOT = Path(__file__).parent.parent.parent
KIND = Kind("a-kind", "A kind: of mistakes", "It matters.\n\nMore.")


def mistake(file="a.md", line=1, what="wrong", kind=KIND, fix="write it right", **more) -> Mistake:
    return Mistake(kind, file, line, what, fix, **more)


def entry(one: Mistake) -> str:
    return f"contribute/checks.md#{one.kind.id}"


# -- Writing it ---------------------------------------------------------------------------------


def test_a_mistake_reads_as_a_person_needs_it():
    one = mistake(fix="do this\nand that")
    assert report.as_text([one], entry) == (
        "a.md:1: wrong\n"
        "    fix:  do this\n"
        "          and that\n"
        "    why:  It matters.\n"
        "    more: contribute/checks.md#a-kind\n"
    )
    assert "\x1b[1ma.md:1:" in report.as_text([one], entry, color=True)
    assert "\x1b" not in report.as_text([mistake(what="a \x1b[31m bell \x07")], entry)


def test_the_list_as_data():
    (one,) = json.loads(report.as_json([mistake(file="", line=None)], entry))
    assert one == {
        "kind": "a-kind", "file": None, "line": None, "what": "wrong", "why": "It matters.",
        "fix": "write it right", "more": "contribute/checks.md#a-kind",
    }  # fmt: skip


def test_github_shows_ten_and_the_worst_of_them_first():
    many = [mistake(line=number) for number in range(1, 15)]
    worst = mistake(kind=KINDS["published-broken"], file="z,:.md", what="100% gone\nfor ever")
    said = report.as_github([*many, worst], entry)
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert len(errors) == report.SHOWN
    assert errors[0].startswith("::error file=z%2C%3A.md,line=1,title=A published address")
    assert "::100%25 gone%0Afor ever%0Afix: write it right%0Awhy: " in errors[0]
    assert "title=A kind%3A of mistakes" in errors[1]
    assert "::notice title=5 more mistakes::all 15 are in the summary" in said
    assert said.count("a.md:14: wrong") == 1  # in the log, all the same
    assert "a.md:14: wrong" in report.as_markdown([*many, worst], entry, "15 mistakes.")


def test_the_whole_of_it_in_one_sentence():
    assert report.summary([], 39) == "Nothing is wrong with 39 pages."
    assert report.summary([mistake()], 39) == "1 mistake in 1 file."
    two = [mistake(), mistake("b.md")]
    assert report.summary(two, 39, 1) == (
        "2 mistakes in 2 files. Mend what is certain: ./do check --fix"
    )


def test_an_entry_is_an_address_that_can_be_opened(monkeypatch):
    for name in ("HANDBOOK_BASE_URL", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    for kind in KINDS.values():
        file, _, line = Help(ROOT).of(mistake(kind=kind)).rpartition(":")
        lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
        assert lines[int(line) - 1] == f"(checks:{kind.id})="
    one = mistake(kind=KINDS["tab"])
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    monkeypatch.setenv("GITHUB_SHA", "abc")
    assert (
        Help(ROOT)
        .of(one)
        .startswith("https://github.com/o/r/blob/abc/contribute/checks-files.md?plain=1#L")
    )
    monkeypatch.setenv("HANDBOOK_BASE_URL", "https://example.org/handbook")
    assert Help(ROOT).of(one) == "https://example.org/handbook/go/checks-tab/"


# -- Each mistake once ----------------------------------------------------------------------------


def kinds(*found: Mistake) -> list[str]:
    return [one.kind.id for one in fold(found)]


def of(kind: str, line: int | None = 1, file="a.md", by="build", **more) -> Mistake:
    return mistake(file, line, f"{kind} {line}", KINDS[kind], by=by, **more)


def test_what_only_follows_from_another_mistake_is_not_told():
    block = of("open-block", 5, by="rules", lost=("area:lost",))
    assert kinds(block, of("unknown-term", 9), of("unknown-term", 3)) == [
        "unknown-term",
        "open-block",
    ]
    assert kinds(block, of("unknown-label", 1, "b.md", about=("area-lost",))) == ["open-block"]
    assert kinds(block, of("published-broken", 1, "b.md", by="contract", about=("area-lost",))) == [
        "open-block"
    ]
    assert kinds(block, of("unknown-label", 2, about=("area-lost",))) == ["open-block"]
    assert kinds(of("not-utf8", by="rules"), of("typed-figure", 9)) == ["not-utf8"]


@pytest.mark.parametrize(
    ("cause", "line", "what", "promise", "fix", "is_told"),
    [
        ("same-label", 9, "the label area:lost stands at a.md:2 already", 2, "", False),
        ("same-label", 9, "the label area:other stands at a.md:2 already", 2, "", True),
        ("heading-space", 9, "no heading", 8, "", False),
        ("heading-space", 9, "no heading", 2, "", True),
        ("table-rows", 9, "rows", 1, "nothing on the site looks like its new home", True),
    ],
)
def test_a_published_address_is_told_unless_another_mistake_takes_it_away(
    cause, line, what, promise, fix, is_told
):
    found = [
        mistake("a.md", line, what, KINDS[cause], by="rules"),
        of("published-broken", promise, by="contract", about=("area-lost",), fix=fix),
    ]
    assert ("published-broken" in kinds(*found)) == is_told
    links = [of("unknown-label", 3, "b.md", about=("area-lost",)), *found]
    assert ("unknown-label" in kinds(*links)) is False


def test_a_table_that_cannot_be_read_takes_its_name_along():
    lost = of(
        "published-broken",
        by="contract",
        about=("table-lost",),
        fix="nothing on the site looks like its new home",
    )
    for kind in ("table-plain", "table-rows", "open-block"):
        assert kinds(of(kind, 9, by="rules"), lost) == [kind]
        assert len(kinds(of(kind, 9, "b.md", by="rules"), lost)) == 2


def test_of_one_line_the_cause_is_told():
    for cause, echo in (
        ("link-by-path", "missing-fragment"),
        ("link-by-path", "unknown-label"),
        ("link-html", "unnamed-link"),
        ("link-address", "link-by-path"),
    ):
        assert kinds(of(cause, 5, by="rules"), of(echo, 5, by="rules")) == [cause]
    circle = of("menu-circle", 5, by="rules")
    twice = Kind("menu-twice", "", "")
    for place, told in (("a.md:5", 1), ("b.md:5", 2)):
        what = f"“a” stands in the menu already, at {place}"
        assert len(fold([circle, mistake("index.md", 9, what, twice, by="rules")])) == told
    assert kinds(of("front-matter-name", 2, by="rules"), of("page-review", 1, by="rules")) == [
        "front-matter-name"
    ]


def test_what_two_tools_say_is_told_by_the_one_who_knows_the_place():
    assert kinds(
        of("unknown-label", about=("x",)), of("missing-fragment", by="contract", about=("x",))
    ) == ["unknown-label"]
    assert kinds(of("picture-words", 3, by="rules"), of("picture-words", None, by="pages")) == [
        "picture-words"
    ]
    assert kinds(of("formatting", 3, by="tools"), of("unknown-term", 3)) == ["unknown-term"]
    assert kinds(of("formatting", 4, by="tools"), of("unknown-term", 3)) == [
        "unknown-term",
        "formatting",
    ]


def test_a_lost_label_is_one_mistake_that_names_the_links_to_it():
    lost = of(
        "published-broken", 1, by="contract", about=("x",), fix="add this line to links/moved.txt"
    )
    links = [of("unknown-label", line, "b.md", about=("x",)) for line in (3, 9)]
    assert kinds(lost, *links, of("synonyms", 1, "synonyms.txt", about=("x",))) == [
        "published-broken"
    ]
    (one,) = fold(
        mistake("b.md", line, "no label", KINDS["unknown-label"], about=("y",), by="build")
        for line in (3, 9, 12)
    )
    assert one.place == "b.md:3" and one.what == "no label; 2 more links to it: b.md:9, b.md:12"


def test_a_page_that_got_another_name_is_one_mistake():
    entry = of("menu-entry", 9, "a/index.md", by="rules", lost=("a/old",))
    missing = of("menu-missing", None, "a/new.md", by="rules")
    (one,) = fold([entry, missing])
    assert (one.place, one.fix) == ("a/index.md:9", "write new instead, if that is its new name")
    assert len(fold([entry, missing, of("menu-missing", None, "a/newer.md", by="rules")])) == 3


def test_figures_that_cannot_be_read_are_told_once():
    assert kinds(of("facts", 3, "facts.yml"), of("unknown-figure", 1), of("figure-sum", 2)) == [
        "facts"
    ]


def test_the_same_mistake_on_two_lines_is_two():
    assert (
        kinds(of("unknown-term", 1), of("unknown-term", 2), of("unknown-term", 2))
        == ["unknown-term"] * 2
    )
    assert (
        kinds(of("label-malformed", 1, by="rules"), of("label-malformed", 9, by="rules"))
        == ["label-malformed"] * 2
    )


# -- Mending --------------------------------------------------------------------------------------


def test_an_edit_is_made_where_its_line_still_says_so(tmp_path):
    (tmp_path / "a.md").write_bytes("ü one\ntwo two\n".encode())
    (tmp_path / "a.md").chmod(0o640)
    edits = (
        Edit("a.md", 1, "one", "1"), Edit("a.md", 1, "one", "1"), Edit("a.md", 2, "two", "2"),
        Edit("a.md", 9, "x", "y"),
    )  # fmt: skip
    assert mending.edit(tmp_path, [mistake(edits=edits)]) == ["a.md:1: one is 1 now"]
    assert (tmp_path / "a.md").read_bytes() == "ü 1\ntwo two\n".encode()
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfa\r\nb\r", b"a\nb\n"),
        (b"a\nb", b"a\nb\n"),
        (b"a\n", b"a\n"),
        (b"", b""),
        (b"\xff\r\n", b"\xff\r\n"),
    ],
)
def test_bytes_are_cleaned_and_what_is_no_text_is_left(before, after):
    assert mending.cleaned(before)[0] == after
    assert mending.cleaned(after) == (after, [])


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("before")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        mending.replace(tmp_path / "a.md", b"after")
    assert (tmp_path / "a.md").read_text() == "before"
    assert os.listdir(tmp_path) == ["a.md"]


# -- Running it -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small handbook with nothing wrong in it."""
    from proofread.catalogue.tree import Tree

    tree = Tree(tmp_path_factory.mktemp("small"), {})
    tree.root.rmdir()
    tree.plant(ROOT)
    tree.write()
    (tree.root / "cases/index.md").unlink()
    front = (tree.root / "index.md").read_text(encoding="utf-8").replace("cases/index\n", "")
    (tree.root / "index.md").write_text(front, encoding="utf-8")
    return tree.root


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """As ./do check does; on a machine without a browser, which costs no time."""
    return subprocess.run(
        [sys.executable, "-m", "proofread", "--root", str(root), *options],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": "/nowhere", "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_nothing_wrong_something_wrong_and_what_cannot_be_done(small, tmp_path):
    root = shutil.copytree(small, tmp_path / "copy")
    done = run(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Nothing is wrong with 3 pages.\n"
        "The length of pages was not measured: there is no Chrome or Chromium on this machine.\n"
    )
    page = root / "sound/index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("## Of service-model pricing", "## Another name   ") + "\nIt costs $15,000."
    )
    done = run(root, "--format", "json")
    assert done.returncode == 1
    assert {one["kind"] for one in json.loads(done.stdout)} == {
        "typed-figure", "trailing-space", "no-last-line-end",
    }  # fmt: skip
    done = run(root, "--fix")
    assert done.returncode == 0, done.stdout
    assert "“" not in done.stdout and "membership_year" in done.stdout
    assert page.read_text(encoding="utf-8").endswith("\n\nIt costs {{ membership_year }}.\n")
    (root / "links/published.txt").write_text("no ledger\n")
    done = run(root)
    assert done.returncode == 2 and "links/published.txt" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("options", [["--format", "xml"], ["--root", "/nowhere"], ["extra"]])
def test_what_it_does_not_know_is_one_line(options, capsys):
    try:
        status = main(options)
    except SystemExit as ended:
        status = ended.code
    said = capsys.readouterr()
    assert status == 2 and said.out == ""
    assert said.err.startswith("check: ") and said.err.count("\n") == 1


def test_the_entries_are_as_the_generator_writes_them():
    from proofread.entries import pages

    for file, text in pages().items():
        assert (ROOT / file).read_text(encoding="utf-8") == text, (
            f"{file} is stale: ./do check --write-entries"
        )
