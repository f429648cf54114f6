"""The ledger: reading, writing, recording, and merging by git itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import minisite
import pytest

from linkcontract import files
from linkcontract.files import CannotWork
from linkcontract.promise import ledger
from linkcontract.promise import record as recording
from linkcontract.promise.ledger import Entry, Ledger, MalformedLedger
from linkcontract.read.folder import read_site

DAY = date(2026, 7, 26)


def test_a_ledger_is_written_sorted_with_tabs_and_read_back_the_same(tmp_path: Path) -> None:
    written = Ledger()
    written.add([Entry("z/", DAY, "Last"), Entry("./", DAY, "Home"), Entry("a/#b", DAY)])
    file = tmp_path / "published.txt"
    ledger.write(file, written)
    lines = [line for line in file.read_bytes().decode().split("\n") if not line.startswith("#")]
    assert lines == ["./\t2026-07-26\tHome", "a/#b\t2026-07-26", "z/\t2026-07-26\tLast", ""]
    assert ledger.read(file).entries == written.entries


def test_of_two_lines_for_one_address_the_earlier_date_and_its_title_count() -> None:
    lines = ["a/\t2026-07-26\tNew", "a/\t2024-01-02\tOld", "a/\t2025-01-01\tMiddle"]
    for order in (lines, lines[::-1]):
        read, problems = ledger.parse(order, "f")
        assert not problems
        assert read.entries == {"a/": Entry("a/", date(2024, 1, 2), "Old")}


def test_every_malformed_line_is_reported_at_once_with_its_number_and_what_to_write(
    tmp_path: Path,
) -> None:
    file = tmp_path / "published.txt"
    file.write_bytes(
        b"# comment\nok/\t2026-07-26\tFine\nno date\n/lead/\t2026-07-26\tx\n"
        b"a/\t26 July\tx\na/\t2026-02-30\tx\n<<<<<<< HEAD\nb/\t2026-07-26\t\xff\n"
        b"https://x.org/\t2026-07-26\tx\na/index.html\t2026-07-26\tx\na/\t2026-01-01\tx\ty\n"
    )
    with pytest.raises(MalformedLedger) as caught:
        ledger.read(file)
    problems = caught.value.problems
    assert [problem.line for problem in problems] == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert "write lead/" in str(problems[1])
    assert "write a/" in str(problems[7])
    assert all(str(problem).startswith(f"{file}:") for problem in problems)
    assert all(problem.fix for problem in problems)


@pytest.mark.parametrize("content", [b"", b"# only a comment\n", b"\n\n"])
def test_a_ledger_without_any_address_is_an_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "published.txt"
    file.write_bytes(content)
    with pytest.raises(CannotWork, match="holds no address"):
        ledger.read(file)


def test_a_missing_ledger_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="there is no ledger"):
        ledger.read(tmp_path / "nowhere.txt")


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    file = tmp_path / "published.txt"
    file.write_bytes(b"\xef\xbb\xbf# c\r\na/\t2026-07-26\tA\r\n")
    assert ledger.read(file).entries == {"a/": Entry("a/", DAY, "A")}


def test_a_missing_ledger_says_how_to_get_it_back(tmp_path: Path) -> None:
    with pytest.raises(
        CannotWork, match="copy the published.txt that is deployed with the site.*record"
    ):
        ledger.read(tmp_path / "nowhere.txt")


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_interrupted_writing_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    file = tmp_path / "published.txt"
    file.write_bytes(b"old\n")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, moment, interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.replace(file, b"new\n")
    monkeypatch.undo()
    assert file.read_bytes() == b"old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["published.txt"]


def test_replacing_keeps_the_mode_and_a_symbolic_link(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("old")
    real.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(real)
    assert files.replace(link, b"new")
    assert link.is_symlink() and real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


SITE: dict[str, str | bytes] = {
    "index.html": "<section id='home'><h1>Home</h1></section>",
    "mission/index.html": "<section id='mission'><h1>Mission</h1><p id='id3'>x</p></section>",
    "old/index.html": "<html><head><meta http-equiv=refresh content='0; url=../mission/'></head></html>",
    "search/index.html": "<h1 id='s'>Search</h1>",
    "404.html": "<h1 id='e'>Not found</h1>",
    "handouts/tiers.pdf": b"%PDF",
    "_static/template.html": "<h1 id='t'>{{ title }}</h1>",
}
RECORDED = ["./", "./#home", "handouts/tiers.pdf", "mission/", "mission/#mission"]


def test_a_handout_has_the_title_of_its_page(tmp_path: Path) -> None:
    entry = {"label": None, "title": "Tiers", "file": "index.md", "line": 1}
    listed = [
        entry | {"address": "./", "kind": "page"},
        entry | {"address": "handouts/tiers.pdf", "kind": "handout"},
        entry | {"address": "handouts/not-printed.pdf", "kind": "handout"},
    ]
    data = json.dumps({"version": 1, "addresses": listed})
    site = read_site(minisite.write(tmp_path / "site", SITE | {"anchors.json": data}))
    done = recording.record(site, tmp_path / "published.txt", published=DAY)
    assert [(one.address, one.title) for one in done.new] == [
        ("./", "Tiers"),
        ("handouts/tiers.pdf", "Tiers"),
    ]


def test_recording_adds_what_is_public_and_nothing_else(tmp_path: Path) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file = tmp_path / "published.txt"
    file.write_text("gone/\t2020-01-01\tGone\n")
    done = recording.record(site, file, published=DAY)
    assert [entry.address for entry in done.new] == RECORDED
    after = ledger.read(file)
    assert sorted(after.entries) == sorted([*RECORDED, "gone/"])
    assert after.entries["mission/#mission"] == Entry("mission/#mission", DAY, "Mission")
    assert (tmp_path / "site/published.txt").read_bytes() == file.read_bytes()


def test_recording_again_later_changes_not_a_byte(tmp_path: Path) -> None:
    folder = minisite.write(tmp_path / "site", SITE)
    file = tmp_path / "published.txt"
    file.write_text("a/\t2026-01-01\tA\n")
    recording.record(read_site(folder), file, published=DAY)
    before = file.read_bytes()
    again = recording.record(read_site(folder), file, published=date(2027, 1, 1))
    assert not again.new and not again.changed
    assert file.read_bytes() == before


def test_recording_merges_the_deployed_copy_and_keeps_comments(tmp_path: Path) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file, deployed = tmp_path / "published.txt", tmp_path / "deployed.txt"
    file.write_text("# ours\nmission/\t2026-01-01\tMission\n")
    deployed.write_text("mission/\t2025-01-01\tOur mission\nlost/\t2024-01-01\tLost\n")
    done = recording.record(site, file, deployed, published=DAY)
    assert [entry.address for entry in done.restored] == ["lost/"]
    after = ledger.read(file)
    assert after.entries["mission/"] == Entry("mission/", date(2025, 1, 1), "Our mission")
    assert "lost/" in after.entries
    assert file.read_text().startswith("# ours\n")


@pytest.mark.parametrize(
    ("ours", "theirs"), [("", "a/\t2025-01-01\tA\n"), ("a/\t2025-01-01\tA\n", "")]
)
def test_a_ledger_that_is_suddenly_empty_on_one_side_is_an_error(
    tmp_path: Path, ours: str, theirs: str
) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file, deployed = tmp_path / "published.txt", tmp_path / "deployed.txt"
    file.write_text(ours)
    deployed.write_text(theirs)
    with pytest.raises(CannotWork):
        recording.record(site, file, deployed, published=DAY)
    assert file.read_text() == ours
    assert not (tmp_path / "site/published.txt").exists()


@pytest.mark.parametrize("content", ["", "# only a comment\n"])
def test_recording_into_a_ledger_that_is_suddenly_empty_is_refused(
    tmp_path: Path, content: str
) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file = tmp_path / "published.txt"
    file.write_text(content)
    with pytest.raises(CannotWork, match="holds no address"):
        recording.record(site, file, published=DAY)
    assert file.read_text() == content and not (tmp_path / "site/published.txt").exists()


def test_a_copy_that_cannot_be_written_leaves_the_ledger_as_it_was(tmp_path: Path) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file = tmp_path / "published.txt"
    file.write_text("a/\t2026-01-01\tA\n")
    (tmp_path / "site/published.txt").mkdir()
    with pytest.raises(CannotWork):
        recording.record(site, file, published=DAY)
    assert file.read_text() == "a/\t2026-01-01\tA\n"
    assert not list(tmp_path.rglob(".*"))


def test_a_ledger_that_cannot_be_written_leaves_the_copy_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    file = tmp_path / "published.txt"
    file.write_text("a/\t2026-01-01\tA\n")
    real = tempfile.mkstemp

    def refuse(*, dir: Path, prefix: str) -> tuple[int, str]:
        if Path(dir) == tmp_path:
            raise PermissionError(13, "Permission denied")
        return real(dir=dir, prefix=prefix)

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(CannotWork):
        recording.record(site, file, published=DAY)
    assert not (tmp_path / "site/published.txt").exists()
    assert not list(tmp_path.rglob(".*"))


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    site = read_site(minisite.write(tmp_path / "site", SITE))
    ended = subprocess.Popen(["true"])
    ended.wait()
    stale = [f".published.txt.{ended.pid}.abcdefgh", ".published.txt.ab_12xyz"]
    others = [
        f".published.txt.{os.getppid()}.abcdefgh",
        ".published.txt.swp",
        "published.txt.bak",
        ".nojekyll",
    ]
    for name in stale + others:
        (tmp_path / "site" / name).touch()
    recording.record(site, tmp_path / "published.txt", published=DAY)
    left = {path.name for path in (tmp_path / "site").iterdir()}
    assert left.isdisjoint(stale) and left.issuperset(others)


def test_two_branches_that_record_merge_without_a_conflict_in_git_itself(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        identity = [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "init.defaultBranch=main",
        ]
        subprocess.run(
            ["git", *identity, *arguments],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
        )

    def record(*entries: Entry) -> None:
        read = ledger.read(file, may_be_empty=True)
        read.add(entries)
        ledger.write(file, read)

    file = tmp_path / "links/published.txt"
    file.parent.mkdir()
    git("init")
    attributes = (minisite.ROOT / ".gitattributes").read_text()
    assert "links/published.txt merge=union" in attributes
    (tmp_path / ".gitattributes").write_text(attributes)
    file.write_text("m/\t2026-01-01\tM\n")
    git("add", ".")
    git("commit", "-m", "start")
    git("switch", "-c", "left")
    record(Entry("a/", DAY, "A"), Entry("n/", DAY, "Left title"), Entry("z/", DAY, "Z"))
    git("commit", "-am", "left")
    git("switch", "main")
    record(
        Entry("b/", DAY, "B"),
        Entry("n/", date(2026, 7, 1), "Right title"),
        Entry("m/", DAY, "later"),
    )
    git("commit", "-am", "right")
    git("merge", "left")
    merged = ledger.read(file)
    assert sorted(merged.entries) == ["a/", "b/", "m/", "n/", "z/"]
    assert merged.entries["n/"] == Entry("n/", date(2026, 7, 1), "Right title")
    assert merged.entries["m/"] == Entry("m/", date(2026, 1, 1), "M")


def test_of_two_new_entries_for_one_address_the_earlier_is_told() -> None:
    later, earlier = Entry("a/", date(2026, 5, 2), "A"), Entry("a/", date(2026, 5, 1), "Old A")
    assert Ledger().add([later, earlier]) == [earlier]


def test_a_handout_that_is_a_page_keeps_its_title(tmp_path: Path) -> None:
    site = minisite.write(
        tmp_path,
        {
            "index.html": "<h1>Home</h1>",
            "handouts/x.html": "<h1>For you</h1>",
            "handouts/y.pdf": "y",
        },
    )
    entries = list(recording.public_entries(read_site(site), DAY))
    assert [(e.address, e.title) for e in entries if e.address.startswith("handouts/")] == [
        ("handouts/x.html", "For you"),
        ("handouts/y.pdf", "y.pdf"),
    ]


def test_several_that_record_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "linkcontract", "record"]
    for round in range(5):
        ledger = tmp_path / f"{round}.txt"
        ledger.write_text("./\t2026-01-01\tHome\n")
        sites = [
            minisite.write(
                tmp_path / f"{round}-{n}",
                {"index.html": "<h1>Home</h1>", f"p{n}/index.html": "<h1>P</h1>"},
            )
            for n in range(4)
        ]
        running = [
            subprocess.Popen(
                [*command, str(site), "--ledger", str(ledger)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for site in sites
        ]
        assert [process.wait() for process in running] == [0] * 4
        assert {f"p{n}/" for n in range(4)} < set(ledgers_of(ledger)), round


def ledgers_of(file: Path) -> set[str]:
    return {line.split("\t")[0] for line in file.read_text().splitlines()}
