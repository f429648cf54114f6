"""What a reviewer reads about a change: the sentence, the table, the ten annotations, the comment."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from linkcontract import cli
from publishing import change, comment, plain, workflow_commands
from publishing.__main__ import main
from publishing.comment import MARK, Run
from publishing.github import GitHub

SHA = "a" * 40


def section(id: str, title: str, text: str) -> str:
    return f"<section id='{id}'><h2>{title}</h2><p>{text}</p></section>"


def site(folder: Path, **pages: str) -> Path:
    for name, body in pages.items():
        place = folder if name == "index" else folder / name
        place.mkdir(parents=True, exist_ok=True)
        html = f"<html><title>{name}</title><main><h1 id='{name}'>{name.title()}</h1>{body}</main></html>"
        (place / "index.html").write_text(html)
    return folder


FEES = "Every hub pays a monthly fee that covers the people who run it and answer its questions."
HELP = "Write to the support desk at any hour; somebody answers within one working day, usually sooner."
RIGHT = "You may take the hub with you, with its configuration, data and images, whenever you like."
SCHOOL = "The winter school takes place in February in the mountains, with forty places and no fee."


@pytest.fixture
def report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    """The report on a change that renames, moves, deletes, withdraws and adds."""
    before = site(
        tmp_path / "before",
        index=section("fees", "Fees", FEES) + section("help", "Help", HELP),
        rights=section("right", "Right to replicate", RIGHT),
        school=section("winter", "Winter school", SCHOOL),
        old="<p>Only here for a while.</p>",
    )
    after = site(
        tmp_path / "after",
        index=section("what-it-costs", "What it costs", FEES) + section("help", "Help", HELP),
        leaving=section("right", "Right to replicate", RIGHT),
        news="<p>News.</p>",
    )
    moved = tmp_path / "moved.txt"
    moved.write_text("rights/\tleaving/\nschool/\tgone\tThe school is over\n")
    assert (
        cli.main(["diff", str(before), str(after), "--moved", str(moved), "--format", "json"]) == 1
    )
    (tmp_path / "diff.json").write_text(capsys.readouterr().out)
    (tmp_path / "changed.txt").write_text("index.md\nREADME.md\n")
    addresses = [
        {"address": "./", "kind": "page", "file": "index.md", "title": "The front door", "line": 1}
    ]
    (tmp_path / "anchors.json").write_text(json.dumps({"version": 1, "addresses": addresses}))
    (tmp_path / "findings.txt").write_text(
        "::error file=index.md,line=3,title=published-broken::broken%0Amend it\n"
    )
    names = {"diff": "diff.json", "moved": "moved.txt", "anchors": "anchors.json", "changed": "changed.txt",
             "findings": "findings.txt", "to": "report.json"}  # fmt: skip
    words = [word for name, file in names.items() for word in (f"--{name}", str(tmp_path / file))]
    assert main(["change", *words]) == 0
    capsys.readouterr()
    return change.loaded(tmp_path / "report.json")


def test_the_first_sentence_counts_everything(report: dict) -> None:
    counts = report["counts"]
    assert change.sentence(counts) == (
        f"This change keeps {counts['kept']} addresses, adds {counts['added']}, moves {counts['moved']}, "
        f"withdraws {counts['withdrawn']}, **breaks {counts['broken']}**."
    )
    assert (counts["broken"], counts["withdrawn"]) == (4, 3)
    assert counts["moved"] == 2  # the page and its section; the id of its title is broken


def test_another_section_is_in_the_sentence() -> None:
    counts = {"kept": 212, "added": 3, "moved": 1, "broken": 0, "changed": 1, "withdrawn": 0}
    assert change.sentence(counts) == (
        "This change keeps 212 addresses, adds 3, moves 1, **breaks 0**, 1 means another section now."
    )


def test_the_table_has_the_worst_first_and_the_line_to_write(report: dict) -> None:
    table = [line for line in change.as_markdown(report).splitlines() if line.startswith("| `")]
    assert "**broken**" in table[0]
    (renamed,) = [line for line in table if line.startswith("| `./#fees`")]
    assert (
        renamed == "| `./#fees` | **broken** | `./#what-it-costs` | `./#fees ⇥ ./#what-it-costs` |"
    )
    (deleted,) = [line for line in table if line.startswith("| `old/` ")]
    assert "| nowhere | `old/ ⇥ gone ⇥ Why it was withdrawn` |" in deleted
    (withdrawn,) = [line for line in table if line.startswith("| `school/` ")]
    assert "withdrawn | `The school is over`" in withdrawn
    assert "Whoever merges this agrees" in change.as_markdown(report)


def test_a_short_link_needs_no_line_of_its_own() -> None:
    compared = {"broken": {"go/fees/": None}, "changed": {}, "moved": {}}
    (row,) = change._rows(compared, {})
    assert row["line"] == "none: it follows its section"


def test_changed_pages_have_their_titles_and_findings_their_place(report: dict) -> None:
    text = change.as_markdown(report)
    assert "- `The front door` `index.md`" in text and "README" not in text
    assert "- `index.md:3` `broken mend it`" in text


def test_a_comparison_that_cannot_be_read_is_an_error_of_the_reporter_alone(
    tmp_path: Path, capsys
) -> None:
    (tmp_path / "diff.json").write_text("")
    words = [
        w
        for n in ("diff", "moved", "anchors", "changed", "findings", "to")
        for w in (f"--{n}", str(tmp_path / f"{n}.json"))
    ]
    assert main(["change", *words]) == 2
    assert "no comparison of two builds" in capsys.readouterr().err


def test_ten_annotations_the_most_important_first() -> None:
    lines = [f"::error file=a.md,line={n},title=missing-page::x" for n in range(12)]
    lines += [
        "::error title=published-broken::b",
        "nox > noise",
        "::error title=ledger-line-removed::a",
    ]
    shown = list(workflow_commands.most_important("\n".join(lines)))
    assert [line.partition("title=")[2].split(":")[0] for line in shown[:3]] == [
        "ledger-line-removed", "published-broken", "missing-page"]  # fmt: skip
    assert sum(line.startswith("::error") for line in shown) == 10
    assert "4 more are in the summary" in shown[-1]
    assert len(list(workflow_commands.most_important("\n".join(lines[:3])))) == 3


EVIL = "`](https://evil.example) <img src=x> @everyone | \n# Approved \\` ![](x)"


def test_nothing_of_a_hostile_report_becomes_markup(tmp_path: Path) -> None:
    hostile = {
        "counts": {"kept": 1, "added": 0, "moved": 0, "broken": 1, "changed": 0, "withdrawn": 1},
        "rows": [
            {"address": EVIL, "what": "broken", "now": EVIL, "line": EVIL},
            {"address": "a/", "what": "withdrawn", "now": EVIL, "line": 7},
        ],
        "pages": [{"title": EVIL, "file": EVIL}],
        "findings": [{"place": EVIL, "message": EVIL}],
    }
    (tmp_path / "report.json").write_text(json.dumps(hostile))
    text = comment.written(tmp_path / "report.json", run())
    outside = "".join(text.split("`")[::2])  # what stands outside code spans
    assert text.count("`") % 2 == 0
    for evil in ("evil.example", "<img", "@everyone", "![", "# Approved"):
        assert evil not in outside.replace(MARK, "")
    assert "\n# " not in text


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", '{"counts": {"kept": "1 <b>"}}', '{"counts": {"kept": true}}', "[" * 100_000,
        '{"counts": {"kept": 1, "added": 0, "moved": 0, "broken": 0, "changed": 0, "withdrawn": 0}, "rows": [{"what": "approved"}]}',
        '{"counts": {"kept": -1, "added": 0, "moved": 0, "broken": 0, "changed": 0, "withdrawn": 0}}',
    ],
)  # fmt: skip
def test_a_report_that_is_none_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "report.json").write_text(content)
    assert "could not be told" in comment.written(tmp_path / "report.json", run())
    assert "could not be told" in comment.written(tmp_path / "missing.json", run())


def test_a_failed_check_is_never_hidden_by_the_comment(tmp_path: Path) -> None:
    assert "**The check failed**" in comment.written(tmp_path / "missing.json", run("failure"))
    assert "The check passed" in comment.written(tmp_path / "missing.json", run("success"))
    assert "did not end" in comment.written(tmp_path / "missing.json", run("timed_out"))


def run(conclusion: str = "success") -> Run:
    return Run(
        SHA, "someone", "patch-1&state=all", conclusion, "https://github.com/o/r/actions/runs/1"
    )


@pytest.fixture
def gh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A `gh` that answers from `answers.json` (by method and path) and writes down what it was asked."""
    folder = tmp_path / "gh"
    folder.mkdir()
    script = folder / "gh"
    script.write_text(
        "#!/usr/bin/env python3\nimport json, pathlib, sys\n"
        "here = pathlib.Path(__file__).parent\n"
        "_, _, _, method, path, *rest = sys.argv\n"
        "body = json.load(sys.stdin) if rest else None\n"
        "with open(here / 'asked.jsonl', 'a') as f: f.write(json.dumps([method, path, body]) + '\\n')\n"
        "answers = json.loads((here / 'answers.json').read_text())\n"
        "found = answers.get(method + ' ' + path.removeprefix('repos/o/r/').split('?')[0])\n"
        "if found is None: sys.exit('HTTP 404')\n"
        "print(json.dumps(found))\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def asked(gh: Path) -> list[list]:
    return [json.loads(line) for line in (gh / "asked.jsonl").read_text().splitlines()]


PULL = {
    "GET pulls": [{"number": 7, "head": {"sha": SHA}}, {"number": 8, "head": {"sha": "b" * 40}}]
}
MINE = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": MARK + " older"}
FORGED = {"id": 4, "user": {"login": "someone"}, "body": MARK + " forged"}


def test_the_comment_is_written_once_and_then_rewritten(gh: Path, tmp_path: Path) -> None:
    answers = PULL | {"GET issues/7/comments": [FORGED], "POST issues/7/comments": {}}
    (gh / "answers.json").write_text(json.dumps(answers))
    comment.put(GitHub("o/r"), tmp_path / "none.json", run())
    assert [one[0] for one in asked(gh)] == ["GET", "GET", "POST"]
    assert "head=someone%3Apatch-1%26state%3Dall&" in asked(gh)[0][1]
    answers = PULL | {"GET issues/7/comments": [FORGED, MINE], "PATCH issues/comments/5": {}}
    (gh / "answers.json").write_text(json.dumps(answers))
    comment.put(GitHub("o/r"), tmp_path / "none.json", run())
    method, path, body = asked(gh)[-1]
    assert (method, path) == ("PATCH", "repos/o/r/issues/comments/5") and body["body"].startswith(
        MARK
    )


def test_no_comment_when_the_pull_request_has_moved_on(gh: Path, tmp_path: Path, capsys) -> None:
    (gh / "answers.json").write_text(
        json.dumps({"GET pulls": [{"number": 7, "head": {"sha": "c" * 40}}]})
    )
    comment.put(GitHub("o/r"), tmp_path / "none.json", run())
    assert len(asked(gh)) == 1 and "nothing to say" in capsys.readouterr().out


def weekly(tmp_path: Path, links: list | None, due: str) -> list[str]:
    if links is not None:
        (tmp_path / "external.json").write_text(json.dumps(links))
    (tmp_path / "due.txt").write_text(due)
    return [
        "remind",
        "--external",
        str(tmp_path / "external.json"),
        "--due",
        str(tmp_path / "due.txt"),
    ]


DEAD = {
    "url": "https://dead.example/a",
    "verdict": "dead",
    "new": None,
    "why": "404",
    "where": ["index.md:3"],
}
UNSURE = {
    "url": "https://slow.example/",
    "verdict": "unsure",
    "new": None,
    "why": "503 since Monday",
    "where": [],
}
DUE = "facts.yml:12: due since 2026-11-01: prices (fee): open https://x/, compare\n\
mission/hub-users.md:4: due since 2026-11-02: Product and Services: read the whole page\n2 due on 2026-11-26.\n"
NOTHING = "Nothing is due on 2026-11-26.\n"


def issue(number: int, name: str, login: str = "github-actions[bot]") -> dict:
    return {"number": number, "user": {"login": login}, "body": f"<!-- weekly: {name} -->\nolder"}


def test_an_issue_is_opened_rewritten_and_closed(gh: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    forged = issue(1, "due", "someone")
    (gh / "answers.json").write_text(
        json.dumps({"GET issues": [forged], "POST issues": {"number": 2}})
    )
    assert main(weekly(tmp_path, [DEAD, UNSURE], DUE)) == 0
    bodies = [body["body"] for method, _, body in asked(gh) if method == "POST"]
    assert "`https://dead.example/a`: `404` in `index.md:3`" in bodies[0] and "Unsure" in bodies[0]
    assert "`facts.yml:12`, since 2026-11-01" in bodies[1]
    assert "`mission/hub-users.md:4`, since 2026-11-02: `Product and Services: read" in bodies[1]
    mine = [issue(2, "external-links"), issue(3, "due")]
    (gh / "answers.json").write_text(
        json.dumps({"GET issues": mine, "PATCH issues/2": {}, "PATCH issues/3": {}})
    )
    assert main(weekly(tmp_path, [DEAD], NOTHING)) == 0
    assert "dead.example" in asked(gh)[-3][2]["body"]
    assert asked(gh)[-1][1:] == [
        "repos/o/r/issues/3",
        {"state": "closed", "state_reason": "completed"},
    ]


def test_what_is_unsure_is_no_reason_for_an_issue(gh: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    (gh / "answers.json").write_text(json.dumps({"GET issues": []}))
    assert main(weekly(tmp_path, [UNSURE], NOTHING)) == 0
    assert {one[0] for one in asked(gh)} == {"GET"}


@pytest.mark.parametrize(
    ("links", "due"), [(None, NOTHING), ([], "Traceback"), ([{"no": 1}], NOTHING)]
)
def test_what_could_not_be_read_closes_no_issue_and_fails(
    gh: Path, tmp_path: Path, monkeypatch, links, due
) -> None:
    monkeypatch.setenv("GITHUB_REPOSITORY", "o/r")
    mine = {
        "GET issues": [issue(2, "external-links"), issue(3, "due")],
        "PATCH issues/2": {},
        "PATCH issues/3": {},
    }
    (gh / "answers.json").write_text(json.dumps(mine))
    assert main(weekly(tmp_path, links, due)) == 1
    unread = "issues/3" if due == "Traceback" else "issues/2"
    assert not any(path.endswith(unread) for method, path, _ in asked(gh) if method == "PATCH")


def test_words_are_cut_and_urls_are_shown() -> None:
    assert plain.words("x" * 200).count("x") == 120
    assert plain.address("https://2i2c.org/a?b=c") == "`https://2i2c.org/a?b=c`"
    assert (
        plain.address("javascript:alert(1)<")
        == plain.UNSHOWN
        == plain.address("a`b")
        == plain.address(3)
    )
