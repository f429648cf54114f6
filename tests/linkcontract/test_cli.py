"""The command line: statuses, formats, manners."""

from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import minisite
import pytest

from linkcontract.check.run import RULES
from linkcontract.cli import main, parser
from linkcontract.finding import Finding
from linkcontract.read.folder import read_site
from linkcontract.report import as_github, as_text
from linkcontract.site import Site

SOUND: dict[str, str | bytes] = {
    "index.html": "<h1 id='home'>Home</h1><a href='a/#a'>a</a>",
    "a/index.html": "<h1 id='a'>A</h1>",
}
BROKEN: dict[str, str | bytes] = {
    **SOUND,
    "index.html": "<h1 id='home'>Home</h1><a href='b/'>b</a>",
}


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "linkcontract", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(minisite.ROOT)},
    )


def test_a_sound_site_exits_0_and_says_nothing_on_standard_output(tmp_path: Path) -> None:
    done = run("check", minisite.write(tmp_path, SOUND))
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 pages" in done.stderr


def test_a_finding_exits_1(tmp_path: Path) -> None:
    done = run("check", minisite.write(tmp_path, BROKEN))
    assert done.returncode == 1
    assert done.stdout.startswith("index.html: link to b/ in <a> leads nowhere")
    assert "\x1b" not in done.stdout + done.stderr


def test_json_has_the_seven_keys_in_order(tmp_path: Path) -> None:
    done = run("check", minisite.write(tmp_path, BROKEN), "--format", "json")
    found = json.loads(done.stdout)
    assert [list(finding) for finding in found] == [
        ["rule", "file", "line", "page", "address", "message", "fix"]
    ]
    assert found[0]["rule"] == "missing-page" and found[0]["line"] is None
    assert (
        json.loads(run("check", minisite.write(tmp_path, SOUND), "--format", "json").stdout) == []
    )


def test_github_annotations_are_escaped() -> None:
    finding = Finding("r", "50% off:\nnow, here", file="a,b:c.md", line=3, fix="do\r\nit")
    assert as_github([finding]) == (
        "::error file=a%2Cb%3Ac.md,line=3,title=r::50%25 off:%0Anow, here%0Ado%0D%0Ait\n"
    )


def test_text_cannot_command_the_terminal() -> None:
    text = as_text([Finding("r", "a\x1b[2Jb\nc", file="f.md", line=1, fix="x\x07\ty")])
    assert text == "f.md:1: a [2Jb c\n    x \ty\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["check"],
        ["check", "SITE", "--format", "xml"],
        ["record", "SITE"],
        ["check", "NOWHERE"],
        ["check", "EMPTY"],
        ["check", "FILE"],
        ["record", "SITE", "--ledger", "BLANK"],
        ["record", "SITE", "--ledger", "NEW", "--merge", "NOWHERE"],
        ["check", "SITE", "--ledger", "NOWHERE"],
        ["check", "SITE", "--ledger", "BLANK"],
        ["check", "SITE", "--ledger", "GARBAGE"],
        ["check", "SITE", "--ledger", "EMPTY"],
        ["check", "SITE", "--moved", "NOWHERE"],
        ["check", "SITE", "--source", "NOWHERE"],
        ["check", "SITE", "--before", "EMPTY"],
        ["addresses", "EMPTY"],
        ["diff", "SITE", "EMPTY"],
        ["diff", "SITE", "SITE", "--moved", "GARBAGE"],
        ["record", "SITE", "--ledger", "GARBAGE"],
        ["record", "SITE", "--ledger", "NOWHERE/x/y.txt"],
        ["record", "SITE", "--ledger", "BLANK", "--merge", "GOOD"],
        ["fix", "SITE", "--source", "SITE", "--ledger", "GOOD", "--moved", "GARBAGE"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_exits_2_with_clean_lines(tmp_path: Path, arguments: list[str]) -> None:
    minisite.write(tmp_path / "SITE", SOUND)
    (tmp_path / "EMPTY").mkdir()
    (tmp_path / "FILE").write_text("x")
    (tmp_path / "BLANK").write_text("# nothing\n")
    (tmp_path / "GARBAGE").write_bytes(b"one\n\xff\xfe\n")
    (tmp_path / "GOOD").write_text("a/\t2026-01-01\tA\n")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done
    assert done.stdout == "" and "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (2 if "GARBAGE" in arguments else 1), done.stderr


def test_a_malformed_ledger_names_file_and_line(tmp_path: Path) -> None:
    minisite.write(tmp_path, SOUND)
    (tmp_path / "ledger.txt").write_text("a/\t2026-01-01\tA\nwrong\n")
    done = run("check", tmp_path, "--ledger", tmp_path / "ledger.txt")
    assert f"{tmp_path}/ledger.txt:2: " in done.stderr


def test_addresses_are_listed_one_a_line_sorted(tmp_path: Path) -> None:
    done = run("addresses", minisite.write(tmp_path, SOUND))
    assert done.stdout == "./\n./#home\na/\na/#a\n"


def test_diff_lists_what_is_gone_with_its_new_home(tmp_path: Path) -> None:
    before = minisite.write(
        tmp_path / "before", {**SOUND, "old/index.html": "<h1 id='old'>Zebra crossing</h1>"}
    )
    after = minisite.write(
        tmp_path / "after", {**SOUND, "new/index.html": "<h1 id='old'>Zebra crossing</h1>"}
    )
    done = run("diff", before, after)
    assert (done.returncode, done.stdout) == (1, "old/\tnew/\nold/#old\tnew/#old\n")
    (tmp_path / "moved.txt").write_text("old/\tnew/\n")
    kept = run("diff", before, after, "--moved", tmp_path / "moved.txt")
    assert (kept.returncode, kept.stdout) == (0, "")
    found = json.loads(run("diff", before, after, "--format", "json").stdout)
    assert sorted(found) == ["added", "broken", "changed", "kept", "moved"]
    assert "::error " in run("diff", before, after, "--format", "github").stdout


@pytest.mark.parametrize(
    ("command", "read"),
    [("diff", [(True, False)] * 2), ("addresses", [(False, False)]), ("check", [(False, True)])],
)
def test_a_command_reads_no_more_than_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, read: list[tuple[bool, bool]]
) -> None:
    asked: list[tuple[bool, bool]] = []

    def spy(folder: Path, *, with_text: bool, with_links: bool, **options: object) -> Site:
        asked.append((with_text, with_links))
        return read_site(folder, with_text=with_text, with_links=with_links)

    monkeypatch.setattr("linkcontract.commands.read_site", spy)
    folder = str(minisite.write(tmp_path, SOUND))
    assert main([command, *[folder] * len(read)]) == 0
    assert asked == read


def test_record_then_check_then_lose_a_page_then_fix_then_check(tmp_path: Path) -> None:
    site = minisite.write(
        tmp_path / "site", {**SOUND, "old/index.html": "<h1 id='z'>Zebra crossing</h1>"}
    )
    ledger, moved, source = tmp_path / "published.txt", tmp_path / "moved.txt", tmp_path / "source"
    moved.write_text("")
    minisite.write(source, {"index.md": "# Home\n"})
    recorded = run("record", site, "--ledger", ledger)
    assert recorded.returncode == 0 and "started a new one" in recorded.stderr
    assert "old/\t" in recorded.stdout
    options = ["--source", source, "--ledger", ledger, "--moved", moved]
    assert run("check", site, *options).returncode == 0
    (site / "old").rename(site / "new")
    broken = run("check", site, *options)
    assert broken.returncode == 1 and "\n        old/\tnew/\n" in broken.stdout
    fixed = run("fix", site, *options)
    assert fixed.returncode == 0 and "old/ now leads to new/" in fixed.stdout
    assert moved.read_text() == "old/\tnew/\n"
    unserved = run("check", site, *options)
    assert unserved.returncode == 1 and "nothing stands at old/" in unserved.stdout
    assert "python -m linkcontract stubs" in unserved.stdout
    stubs = run("stubs", site, "--ledger", ledger, "--moved", moved)
    assert stubs.returncode == 0 and "old/index.html: leads on from old/" in stubs.stdout
    assert run("check", site, *options).returncode == 0
    again = run("fix", site, *options)
    assert (again.returncode, again.stdout) == (0, "")
    (site / "new").rename(site / "elsewhere")
    minisite.write(site, {"elsewhere/index.html": "<h1 id='q'>Quite another thing</h1>"})
    left = run("fix", site, *options)
    assert left.returncode == 0, "a line that leads nowhere is the finding of check"
    assert run("check", site, *options).returncode == 1


@pytest.mark.parametrize(
    "command", ["check", "addresses", "diff", "record", "fix", "stubs", "move", "rename-label"]
)
def test_every_help_has_an_example_that_the_parser_takes(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    example = capsys.readouterr().out.partition("example:")[2].strip().splitlines()[0]
    words = example.split()
    assert words[:3] == ["python", "-m", "linkcontract"]
    assert parser().parse_args(words[3:]).command == command


def test_every_rule_has_a_help_text() -> None:

    assert len(RULES) == 17
    for rule in RULES:
        first, _, rest = rule.help.partition("\n\n")
        assert first.endswith(".") and rest, rule.id


def test_a_reader_that_stops_reading_is_no_crash(tmp_path: Path) -> None:
    files = {f"p{n}/index.html": "<a href='/nope/'>x</a>" * 50 for n in range(40)}
    site = minisite.write(tmp_path, dict(files))
    check = shlex.join([sys.executable, "-m", "linkcontract", "check", str(site)])
    command = f"{check} | head -1"
    done = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(minisite.ROOT)},
    )
    assert "Traceback" not in done.stderr and done.stdout


def on_terminal(*arguments: object, **environment: str) -> str:
    """What a command writes when both of its outputs are a terminal."""
    main_end, other_end = pty.openpty()
    cleared = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "linkcontract", *map(str, arguments)],
        stdout=other_end,
        stderr=other_end,
        env={**cleared, "TERM": "xterm", "PYTHONPATH": str(minisite.ROOT), **environment},
    )
    os.close(other_end)
    written = b""
    while True:
        try:
            part = os.read(main_end, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait()
    os.close(main_end)
    return written.decode()


def test_color_follows_the_terminal_and_no_color(tmp_path: Path) -> None:
    site = minisite.write(tmp_path, BROKEN)
    assert "\x1b[31m" in on_terminal("check", site)
    assert "\x1b" not in on_terminal("check", site, NO_COLOR="1")
    assert "\x1b" not in on_terminal("check", site, TERM="dumb")


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_exits_130_quietly_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    body = "<h1 id='a'>A</h1>" + "<p>text</p>" * 3000
    site = minisite.write(tmp_path / "site", {f"p{n}/index.html": body for n in range(400)})
    ledger = tmp_path / "published.txt"
    ledger.write_text("a/\t2026-01-01\tA\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "linkcontract", "record", str(site), "--ledger", str(ledger)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(minisite.ROOT)},
    )
    time.sleep(0.6)
    os.killpg(process.pid, signal.SIGINT)
    written, said = process.communicate(timeout=60)
    assert (process.returncode, written, said) == (130, "", "")
    assert ledger.read_text() == "a/\t2026-01-01\tA\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["published.txt", "site"]


def test_without_a_ledger_the_build_before_counts_as_published(tmp_path: Path) -> None:
    before = minisite.write(
        tmp_path / "before", {**SOUND, "old/index.html": "<h1 id='z'>Zebra crossing</h1>"}
    )
    after = minisite.write(
        tmp_path / "after", {**SOUND, "new/index.html": "<h1 id='z'>Zebra crossing</h1>"}
    )
    done = run("check", after, "--before", before)
    assert (
        done.returncode == 1 and "published link old/ is broken, and 1 more with it" in done.stdout
    )
    assert run("check", before, "--before", before).returncode == 0


def test_the_summary_claims_only_what_was_checked(tmp_path: Path) -> None:
    site = minisite.write(tmp_path / "site", SOUND)
    assert "published addresses not checked" in run("check", site).stderr
    assert "every published address works" not in run("check", site).stderr
    assert "every address of the earlier build works" in run("check", site, "--before", site).stderr
    run("record", site, "--ledger", tmp_path / "published.txt")
    done = run("check", site, "--ledger", tmp_path / "published.txt")
    assert "every link arrives, every published address works" in done.stderr


def test_fix_says_everything_in_order_on_standard_output(tmp_path: Path) -> None:
    site = minisite.write(
        tmp_path / "site", {**SOUND, "new/index.html": "<h1 id='z'>Zebra crossing</h1>"}
    )
    old = "old/\t2026-01-01\tZebra crossing\nold/#z\t2026-01-01\tZebra crossing\n"
    (tmp_path / "p.txt").write_text(f"{old}lost/\t2026-01-01\tUnheard of\n")
    (tmp_path / "m.txt").write_text("")
    minisite.write(tmp_path / "source", {"index.md": "# Home\n"})
    done = run(
        "fix",
        site,
        "--source",
        tmp_path / "source",
        "--ledger",
        tmp_path / "p.txt",
        "--moved",
        tmp_path / "m.txt",
    )
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[0].endswith("old/ now leads to new/")
    assert lines[1:3] == ["build the site again, and check it", "left to you:"]
    assert "published link lost/ is broken" in lines[3]
    assert f"add a line to {tmp_path / 'm.txt'} that says" in done.stdout


def test_fix_does_not_claim_that_all_works_where_a_line_leads_nowhere(tmp_path: Path) -> None:
    site = minisite.write(tmp_path / "site", SOUND)
    (tmp_path / "p.txt").write_text("old/\t2026-01-01\tOld\n")
    (tmp_path / "m.txt").write_text("old/\tnowhere/\n")
    done = run(
        "fix", site, "--source", site, "--ledger", tmp_path / "p.txt", "--moved", tmp_path / "m.txt"
    )
    assert (
        "works" not in done.stderr
        and "1 published link is broken by lines of the moved file" in done.stderr
    )


def test_a_line_that_cannot_be_read_is_named_for_what_it_was_meant_to_keep(tmp_path: Path) -> None:
    site = minisite.write(tmp_path / "site", {**SOUND, "t.html": "<h1 id='t'>Zebra crossing</h1>"})
    (tmp_path / "p.txt").write_text(
        "s.html\t2026-01-01\tZebra crossing\ns.html#t\t2026-01-01\tZebra crossing\n"
    )
    (tmp_path / "m.txt").write_text("# moved\ns.html t.html\n")
    done = run("check", site, "--ledger", tmp_path / "p.txt", "--moved", tmp_path / "m.txt")
    assert "m.txt:2: there are spaces where a tab should be" in done.stdout
    assert "is broken" not in done.stdout, "one fault, one finding"
    options = ("--ledger", tmp_path / "p.txt", "--moved", tmp_path / "m.txt", "--format", "json")
    told = [one["fix"] for one in json.loads(run("check", site, *options).stdout)]
    assert f"line 2 of {tmp_path / 'm.txt'} was meant to keep it: fix that line" in told
    (tmp_path / "p.txt").write_text(
        "u.html\t2026-01-01\tZebra crossing\nu.html#t\t2026-01-01\tZebra crossing\n"
    )
    other = run("check", site, "--ledger", tmp_path / "p.txt", "--moved", tmp_path / "m.txt")
    assert "\tt.html" in other.stdout and "./do" not in other.stdout, "fix would refuse"
    assert "./do" not in done.stdout and other.stdout.count("is broken") == 1


def test_one_address_is_one_address(tmp_path: Path) -> None:
    site = minisite.write(tmp_path / "site", SOUND)
    (tmp_path / "p.txt").write_text("a/\t2026-01-01\tA\n")
    (tmp_path / "deployed.txt").write_text("b/\t2026-01-01\tB\n")
    done = run("record", site, "--ledger", tmp_path / "p.txt", "--merge", tmp_path / "deployed.txt")
    assert "1 address came from the deployed copy" in done.stderr
