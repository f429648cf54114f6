"""The tool on somebody else's site: settings, baseline, what is ignored, stubs, git's memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import minisite
import pytest

from linkcontract.cli import main
from linkcontract.promise.moved import parse
from linkcontract.stubs.export import EXPORTS, export

SITE = {"index.html": "<h1 id='home'>Home</h1><a href='nope/'>x</a>", "a/index.html": "<h1>A</h1>"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    minisite.write(tmp_path / "site", SITE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out = capsys.readouterr()
    return status, out.out, out.err


def test_settings_stand_where_the_command_line_says_nothing(here: Path, capsys) -> None:
    assert said(capsys, "check", "site")[0] == 1
    Path("pyproject.toml").write_text("[tool.linkcontract]\nsite = 'site'\nledger = 'p.txt'\n")
    Path("p.txt").write_text("b/\t2026-01-02\tB\n")
    status, out, _ = said(capsys, "check")
    assert status == 1 and "published link b/ is broken" in out
    Path("q.txt").write_text("a/\t2026-01-02\tA\n")
    assert "published" not in said(capsys, "check", "--ledger", "q.txt")[1]
    minisite.write(here / "other", {"index.html": "<h1>Other</h1>"})
    assert said(capsys, "check", "other")[:2] == (0, ""), "they are about one site"
    Path("linkcontract.toml").write_text("site = 'nowhere'\n")  # wins over pyproject.toml
    assert said(capsys, "check")[2] == "linkcontract: nowhere: no such folder\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("site = ", "cannot be read as TOML"),
        ("sites = 'x'", "there is no setting 'sites'"),
        ("site = 3", "the setting 'site' must be a text"),
        ("ignore = 'x'", "write ignored findings as"),
        ("[[ignore]]\nrule = 'missing-page'", "needs a reason"),
        ("[[ignore]]\nreason = 'x'", "needs one of the first"),
        ("[[ignore]]\nrule = 'x'\nurl = 'y'\nreason = 'z'", "may have rule, address"),
        ("[[ignore]]\nrule = 3\nreason = 'z'", "has names and texts"),
    ],
)
def test_settings_that_cannot_be_understood_are_one_line(
    here: Path, capsys, text: str, wrong: str
) -> None:
    Path("linkcontract.toml").write_text(text)
    status, out, err = said(capsys, "check", "site")
    assert status == 2 and not out and wrong in err and err.count("\n") == 1


def test_what_is_missing_is_named_with_both_ways_to_say_it(here: Path, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["fix", "site", "--ledger", "x"])
    assert left.value.code == 2
    assert "fix needs --source, or source = in [tool.linkcontract]" in capsys.readouterr().err


def test_ignored_findings_have_reasons_and_are_named_when_no_longer_needed(
    here: Path, capsys
) -> None:
    rule = "[[ignore]]\nrule = 'missing-page'\naddress = '{}'\nreason = 'made by the server'\n"
    Path("linkcontract.toml").write_text(rule.format("nop*"))
    assert said(capsys, "check", "site")[0] == 0
    Path("linkcontract.toml").write_text(rule.format("api/*"))
    status, out, err = said(capsys, "check", "site")
    assert status == 1 and "nope/" in out and "nothing fits any longer" in err


def test_a_baseline_leaves_only_what_is_new(here: Path, capsys) -> None:
    known = ["check", "site", "--baseline", "known.txt"]
    status, out, err = said(capsys, *known)
    assert (status, out) == (0, "") and "known.txt: 1 finding written" in err
    assert said(capsys, *known)[0] == 0
    minisite.write(here / "site", {"a/index.html": "<h1>A</h1><a href='../no/'>y</a>"})
    status, out, err = said(capsys, *known)
    assert status == 1 and "no/" in out and "nope/" not in out and "1 known" in err
    minisite.write(here / "site", {"index.html": "<h1>Home</h1>", "a/index.html": "<h1>A</h1>"})
    status, _, err = said(capsys, *known)
    assert status == 0 and "1 line of known.txt fit nothing any longer" in err


def test_many_links_to_one_missing_page_are_one_finding_for_people(here: Path, capsys) -> None:
    pages = {f"p{n}/index.html": "<h1>P</h1><a href='../nope/'>x</a>" for n in range(20)}
    minisite.write(here / "site", pages)
    _, out, err = said(capsys, "check", "site")
    assert out.count("leads nowhere") == 1 and "20 more links lead there: p0/index.html" in out
    assert "1 finding (" in err
    assert said(capsys, "check", "site", "--format", "json")[1].count('"rule"') == 21


def test_a_line_that_went_from_the_ledger_is_named(here: Path, capsys) -> None:
    minisite.write(here / "site", {"index.html": "<h1>Home</h1>"})
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    ledger = Path("published.txt")
    ledger.write_text("./\t2026-01-02\tHome\na/\t2026-01-02\tA\n")
    subprocess.run(["git", "init", "-q"], check=True)
    check = ["check", "site", "--ledger", "published.txt"]
    assert said(capsys, *check)[0] == 0
    subprocess.run(["git", "add", "published.txt"], check=True)
    subprocess.run([*git, "commit", "-qm", "Record"], check=True)
    ledger.write_text("a/\t2026-01-02\tA\n./\t2026-01-02\tHome\n")
    assert said(capsys, *check)[0] == 0, "an other order is no loss"
    ledger.write_text("./\t2026-01-02\tHome\n")
    for _ in ("not yet committed", "committed"):
        status, out, _ = said(capsys, *check)
        assert status == 1
        assert "the line of the published address a/ is gone; git's history still has it" in out
        assert "put it back:\n        a/\t2026-01-02\tA\n" in out
        subprocess.run([*git, "commit", "-qam", "Forget"])  # the second time there is nothing to
    ledger.write_text("./\t2026-01-02\tHome\na/\t2026-01-02\tA\n")
    assert said(capsys, *check)[0] == 0, "put back as it was told"
    deployed = Path("deployed.txt")
    deployed.write_text("./\t2026-01-02\tHome\nb/\t2026-01-02\tB\n")
    status, out, _ = said(capsys, *check, "--deployed", "deployed.txt")
    assert status == 1 and "b/ is gone; deployed.txt still has it" in out


def test_stubs_lead_on_and_never_stand_over_a_page(here: Path, capsys) -> None:
    minisite.write(here / "site", {"index.html": "<h1 id='home'>Home</h1>", "c": "a file"})
    Path("moved.txt").write_text(
        "old/\ta/\nold/#x\t./#home\nolder.html\thttps://example.org/\nb/\tgone\tno use\n"
        "a/\t./\nc/d/\ta/\n"
    )
    Path("p.txt").write_text("go/x/\t2026-01-02\tX\n")
    status, out, err = said(capsys, "stubs", "site", "--moved", "moved.txt", "--ledger", "p.txt")
    assert status == 1 and "c/d/: no stub; a file stands in the way" in err
    assert {line.partition(":")[0] for line in out.splitlines()} == {
        "site/old/index.html",
        "site/older.html",
        "site/b/index.html",
        "site/go/x/index.html",
    }
    assert (here / "site/a/index.html").read_text().count("<h1>A</h1>") == 1
    stub = (here / "site/old/index.html").read_text()
    assert 'var to = "../a/"' in stub and '{"x": "../#home"}' in stub
    assert "no use" in (here / "site/b/index.html").read_text().casefold()
    first = {file: file.read_bytes() for file in (here / "site").rglob("*.html")}
    said(capsys, "stubs", "site", "--moved", "moved.txt", "--ledger", "p.txt")
    assert {file: file.read_bytes() for file in (here / "site").rglob("*.html")} == first


@pytest.mark.parametrize("style", EXPORTS)
def test_the_moved_file_in_the_words_of_others(style: str) -> None:
    lines = "\n".join(
        export(parse(["old/\tnew/", "o.html\thttps://example.org/", "x/\tgone\tno use"]), style)
    )
    expected = {
        "redirects": "/old/ /new/ 301",
        "mkdocs": "'old.md': 'new.md'",
        "docusaurus": "{from: '/old', to: '/new'},",
        "hugo": "aliases:\n  - /old/",
        "jekyll": "redirect_from:\n  - /old/",
    }
    assert expected[style] in lines and "cannot be said here: x/ → gone → no use" in lines


def test_it_is_a_command_with_a_version() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "linkcontract", "--version"], capture_output=True, text=True
    )
    assert shown.returncode == 0 and shown.stdout.startswith("linkcontract 1.")
