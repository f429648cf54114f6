"""What somebody met who came to the tool with a site of another engine and nobody to ask."""

from __future__ import annotations

import subprocess
from pathlib import Path

import minisite
import pytest

from linkcontract.cli import main
from linkcontract.promise.moved import parse
from linkcontract.stubs.export import export


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    minisite.write(tmp_path / "site", {"index.html": "<h1 id='h'>Home</h1><a href='nope/'>x</a>"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    out = capsys.readouterr()
    return status, out.out, out.err


def test_settings_that_are_no_table_are_one_line(here: Path, capsys) -> None:
    Path("pyproject.toml").write_text("[tool]\nlinkcontract = 3\n")
    status, _, err = said(capsys, "check", "site")
    assert status == 2 and "write the settings as a table" in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("",), ("site", "--source", ""), ("site", "--ledger", "")])
def test_an_empty_path_is_not_this_folder(here: Path, capsys, arguments: tuple[str, ...]) -> None:
    minisite.write(here, {"index.html": "<h1>A page of this folder</h1>"})
    status, _, err = said(capsys, "check", *arguments)
    assert status == 2 and "is empty; write a path" in err


@pytest.mark.parametrize("name", ["site", "source", "ledger", "moved"])
def test_an_empty_setting_is_not_this_folder(here: Path, capsys, name: str) -> None:
    Path("linkcontract.toml").write_text(f"{name} = ''\n")
    status, _, err = said(capsys, "check", "site")
    assert status == 2 and f"the setting '{name}' is empty" in err


def test_what_is_silenced_is_not_said_to_work(here: Path, capsys) -> None:
    Path("l.txt").write_text("./\t2026-01-01\tHome\n")
    for _ in ("written", "known"):
        status, _, err = said(capsys, "check", "site", "--ledger", "l.txt", "--baseline", "b.txt")
        assert status == 0 and "every link arrives" not in err
        assert "nothing new is wrong (1 known or ignored)" in err
    Path("linkcontract.toml").write_text("[[ignore]]\nrule = 'missing-page'\nreason = 'known'\n")
    status, _, err = said(capsys, "check", "site")
    assert status == 0 and "1 known or ignored; published addresses not checked" in err


def test_no_message_and_no_title_commands_the_terminal(here: Path, capsys) -> None:
    minisite.write(here / "site", {"index.html": "<h1 id='h'>Ho\x1b[31m\x07me</h1>"})
    status, out, _ = said(capsys, "record", "site", "--ledger", "l.txt")
    assert status == 0 and "./\t" in out
    assert "\x1b" not in out + Path("l.txt").read_text()
    Path("m.txt").write_text("x\x7fy/\ta/\n")
    status, _, err = said(capsys, "stubs", "site", "--moved", "m.txt")
    assert status == 2 and err.startswith("linkcontract: m.txt:1:") and "\x7f" not in err


def test_a_notice_does_not_claim_to_lead_on(here: Path, capsys) -> None:
    Path("m.txt").write_text("old/\tgone\tNobody read it\n")
    status, out, _ = said(capsys, "stubs", "site", "--moved", "m.txt")
    assert status == 0 and "says why it is gone: old/" in out and "leads on" not in out


def test_an_export_names_the_end_of_each_chain() -> None:
    moves = parse(["a/\tb/", "b/\tc/", "r/\ts/", "s/\tr/", "x/\ty/", "y/\tgone\tno use"])
    assert export(moves, "redirects")[:2] == ["/a/ /c/ 301", "/b/ /c/ 301"]
    assert export(moves, "hugo")[:4] == [
        "# in the front matter of c/",
        "aliases:",
        "  - /a/",
        "  - /b/",
    ]
    for old in ("r/ → s/", "s/ → r/", "x/ → y/"):
        assert f"# cannot be said here: {old}" in export(moves, "redirects")


@pytest.mark.parametrize("style", ["hugo", "jekyll"])
def test_an_export_names_no_front_matter_of_another_site(style: str) -> None:
    lines = export(parse(["a/\thttps://example.org/"]), style)
    assert lines == ["# cannot be said here: a/ → https://example.org/"]


def test_a_shallow_clone_says_that_it_cannot_remember(here: Path, capsys) -> None:
    Path("l.txt").write_text("./\t2026-01-01\tHome\nx/\t2026-01-01\tX\n")
    git(here, "init", "-q")
    git(here, "add", ".")
    git(here, "commit", "-qm", "one")
    Path("l.txt").write_text("./\t2026-01-01\tHome\n")
    git(here, "commit", "-qam", "two")
    assert (
        "this clone has only the latest commits"
        not in said(capsys, "check", "site", "--ledger", "l.txt")[2]
    )
    git(here, "clone", "-q", "--depth", "1", here.as_uri(), "shallow")
    _, out, err = said(capsys, "check", "shallow/site", "--ledger", "shallow/l.txt")
    assert "ledger-line-removed" not in err and "x/" not in out, "git cannot know it any longer"
    assert "this clone has only the latest commits" in err and "fetch-depth: 0" in err


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


def test_a_line_for_a_section_of_a_page_that_stands_is_not_all_the_advice(
    here: Path, capsys
) -> None:
    Path("l.txt").write_text("./#homes\t2026-01-01\tHomes\ngone/#homes\t2026-01-01\tHomes\n")
    Path("m.txt").write_text("")
    _, out, _ = said(capsys, "check", "site", "--ledger", "l.txt", "--moved", "m.txt")
    again = 'keep it: give that place the id "homes" again; or give it to a link on ./ that leads there, and add'
    assert f"{again} this line to m.txt\n        ./#homes\t./#h\n" in out
    assert out.count("give that place") == 1, "where the page went as well, the line is enough"


def test_the_example_pasted_as_it_is_gives_no_reason() -> None:
    example = ["x/\tgone\tWhy it was withdrawn", "x/\tgone\twhy it was withdrawn."]
    problems = parse([*example, "y/\tgone\tNobody used it"]).problems
    assert [problem.line for problem in problems] == [1, 2]
    assert problems[0].message.endswith("is gone, and the reason is still the example's")
    assert "write in place of “Why it was withdrawn” why" in problems[0].fix
