"""What runs remember, what people have accepted, where links are written, and what is said."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from behaviours import HANDLERS
from misbehaving import serve
from test_verdicts import CLOCK, QUICK, TODAY, check, main

from linkcheck import exceptions

ROOT = Path(__file__).parents[2]


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


# -- Memory ----------------------------------------------------------------------------------------


def test_what_answered_well_is_asked_once_a_week(tmp_path):
    with serve(HANDLERS) as server:
        links = [
            server.base + path
            for path in ("/there", "/moved", "/page#here", "/page#gone", "/forbidden")
        ]
        first = check(tmp_path, links)
        server.log.clear()
        again = check(tmp_path, links, today=later(6))
        assert sorted(server.log) == ["GET /forbidden", "GET /page", "HEAD /forbidden"]
        server.log.clear()
        check(tmp_path, links, today=later(7))
        assert {"HEAD /there", "HEAD /moved"} <= set(server.log)
    assert [row["verdict"] for row in first[1].values()] == [
        row["verdict"] for row in again[1].values()
    ]
    assert again[1][links[1]]["new"] == f"{server.base}/moved/to"


def test_how_long_it_has_been_so(tmp_path):
    with serve(HANDLERS) as server:
        links = [f"{server.base}/forbidden", f"{server.base}/not_found"]
        for days, told in (
            (0, ""),
            (1, ", for 1 day (since 2026-11-26)"),
            (12, ", for 12 days (since 2026-11-26)"),
        ):
            _, rows = check(tmp_path, links, today=later(days))
            assert rows[links[0]]["why"] == f"403 Forbidden{told}"
            assert str(rows[links[1]]["why"]).startswith(f"404 Not Found{told}; a copy may be at ")


def test_the_copy_is_the_one_of_the_last_good_day(tmp_path):
    answers = {"page": lambda visit: visit.reply()}
    with serve(answers) as server:
        link = f"{server.base}/page"
        check(tmp_path, [link])
        answers["page"] = lambda visit: visit.reply(410)
        _, rows = check(tmp_path, [link], today=later(30))
    copy = f"https://web.archive.org/web/20261126/{link}"
    assert rows[link]["why"] == f"410 Gone; a copy may be at {copy}"


def test_a_new_place_on_a_known_page_is_looked_for(tmp_path):
    with serve(HANDLERS) as server:
        check(tmp_path, [f"{server.base}/page#here"])
        _, rows = check(tmp_path, [f"{server.base}/page#here", f"{server.base}/page#there"])
        assert server.log == ["GET /page"] * 2
    assert {row["verdict"] for row in rows.values()} == {"fine"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 1, "links": {"x": {"verdict": "good"}}}', '{"version": 0}']
)
def test_a_memory_that_cannot_be_read_is_begun_anew(tmp_path, text):
    (tmp_path / "memory.json").write_text(text, encoding="utf-8")
    with serve(HANDLERS) as server:
        status, _ = check(tmp_path, [f"{server.base}/there"])
    kept = json.loads((tmp_path / "memory.json").read_text(encoding="utf-8"))
    assert (status, list(kept["links"])) == (0, [f"{server.base}/there"])


def test_what_nobody_links_to_is_forgotten_in_the_end(tmp_path):
    with serve(HANDLERS) as server:
        check(tmp_path, [f"{server.base}/page"])
        check(tmp_path, [f"{server.base}/there"], today=later(89))
        assert len(json.loads((tmp_path / "memory.json").read_bytes())["links"]) == 2
        check(tmp_path, [f"{server.base}/there"], today=later(90))
    assert list(json.loads((tmp_path / "memory.json").read_bytes())["links"]) == [
        f"{server.base}/there"
    ]


# -- Exceptions ------------------------------------------------------------------------------------


def exception(url: str, review: date = date(2027, 5, 1), more: str = "") -> str:
    return f'[[exception]]\nurl = "{url}"\nreason = "known"\nreview = {review}\n{more}\n'


def with_exceptions(folder: Path, text: str, links: list[str]):
    file = folder / "external.toml"
    file.write_text(text, encoding="utf-8")
    return check(folder, links, QUICK, "--exceptions", str(file))


def test_an_exception_makes_fine_what_is_below_it_and_nothing_else(tmp_path, capsys):
    with serve(HANDLERS) as server:
        link = f"{server.base}/not_found"
        links = [link, f"{link}#x", f"{link}/deep?q", f"{link}?q", f"{link}s"]
        status, rows = with_exceptions(tmp_path, exception(link), links)
    assert [rows[link]["verdict"] for link in links] == ["fine"] * 4 + ["dead"]
    assert (
        rows[link]["why"]
        == "accepted: known (to be reviewed on 2027-05-01); it answers: 404 Not Found"
    )
    assert (status, "the exception" in capsys.readouterr().out) == (1, False)


def test_what_is_not_to_be_asked_is_not_asked(tmp_path):
    with serve(HANDLERS) as server:
        links = [server.base, f"{server.base}/there"]
        status, rows = with_exceptions(tmp_path, exception(server.base, more="ask = false"), links)
        assert server.log == []
    assert {row["verdict"] for row in rows.values()} == {"fine"} and status == 0
    assert str(rows[links[0]]["why"]).endswith("; not asked")


@pytest.mark.parametrize(
    ("path", "review", "told"),
    [
        ("/there", date(2027, 5, 1), "is no longer needed: it answers well; delete it"),
        ("/nowhere", date(2027, 5, 1), "is no longer needed: no page links to it; delete it"),
        (
            "/forbidden",
            TODAY - timedelta(1),
            "was to be reviewed on 2026-11-25: look, then set a new date",
        ),
        ("/forbidden", TODAY, ""),
    ],
)
def test_an_exception_that_needs_a_hand_is_reported(tmp_path, capsys, path, review, told):
    with serve(HANDLERS) as server:
        text = "# Why\n" + exception(server.base + path, review)
        status, _ = with_exceptions(
            tmp_path, text, [f"{server.base}/there", f"{server.base}/forbidden"]
        )
        line = f"{(tmp_path / 'external.toml').as_posix()}:2: the exception for {server.base}{path} {told}\n"
    assert (line in capsys.readouterr().out, status) == (bool(told), int(bool(told)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[exception]\n", "cannot be read as TOML"),
        ("x = 1\n", "write each exception below a line [[exception]]"),
        ("[[exception]]\nurl = 'https://a.b'\nreview = 2027-01-01\n", ':1: say why https://a.b is accepted'),
        ("[[exception]]\nurl = 'https://a.b'\nreason = 'x'\n", ":1: say when https://a.b is looked at again"),
        ("[[exception]]\nreason = 'x'\n", ':1: write the address in full: url = "https://…"'),
        (exception("https://a.b") + exception("https://a.b"), ":6: https://a.b has two exceptions; keep one"),
        (exception("https://a.b", more="until = 1"), "there is no 'until'; an exception has url, reason, review, ask"),
        (exception("https://a.b", more="ask = 0"), "write ask = false for an address that is not to be asked"),
    ],
)  # fmt: skip
def test_exceptions_that_cannot_be_understood_stop_everything(tmp_path, capsys, text, told):
    file = tmp_path / "external.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["nowhere", "--exceptions", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(file.as_posix()) and told in said and said.count("\n") == 1


def test_our_own_exceptions_are_in_order():

    found = exceptions.read(ROOT / "links" / "external.toml")
    assert [one.url for one in found if not one.ask] == ["http://127.0.0.1:8000"]


# -- Where -----------------------------------------------------------------------------------------


def test_every_place_that_uses_a_link_is_named(tmp_path):
    """Markdown, template and data: not the built page, and each as often as it stands there."""
    with serve(HANDLERS) as server:
        link = f"{server.base}/not_found"
        source, site = tmp_path / "docs", tmp_path / "docs" / "_build" / "html"
        (source / "_templates").mkdir(parents=True)
        site.mkdir(parents=True)
        (source / "a.md").write_text(f"# A\n\n[x]({link}) and\n[y]({link}).\n", encoding="utf-8")
        (source / "b.md").write_text(f"# B\n\n```\n{link}\n```\n\n<{link}>\n", encoding="utf-8")
        (source / "c.md").write_text("---\nsources:\n  - some/key\n---\n# C\n", encoding="utf-8")
        (source / "facts.yml").write_text(f"some/key:\n  url: {link}#data\n", encoding="utf-8")
        (source / "_templates" / "foot.html").write_text(
            f'<p>\n<a href="{link}#foot">F</a>', encoding="utf-8"
        )
        foot = f'<footer><a href="{link}#foot">F</a></footer>'
        body = {
            "a": f'<h1>A</h1><p><a href="{link}">x</a> and <a href="{link}">y</a>.',
            "b": f'<h1>B</h1><pre>{link}</pre><p><a href="{link}">{link}</a>',
            "c": f'<h1>C</h1><p><a href="{link}#data">Source</a>',
        }
        for name, text in body.items():
            (site / f"{name}.html").write_text(
                f"<!doctype html><main>{text}</main>{foot}", encoding="utf-8"
            )
        report = tmp_path / "report.json"
        options = [
            "--source",
            str(source),
            "--json",
            str(report),
            "--memory",
            str(tmp_path / "m.json"),
        ]
        main([str(site), *options, "--exceptions", "none"], limits=QUICK, clock=CLOCK, today=TODAY)
    rows = json.loads(report.read_text(encoding="utf-8"))
    assert {row["url"]: row["where"] for row in rows} == {
        link: ["a.md:3", "a.md:4", "b.md:7"],
        f"{link}#data": ["facts.yml:2", "c.md:3"],
        f"{link}#foot": ["_templates/foot.html:2"],
    }


def test_every_kind_of_outgoing_link_is_asked_and_nothing_else(tmp_path):
    with serve(HANDLERS) as server:
        base = server.base
        host = base.removeprefix("http:")
        site = tmp_path / "site"
        site.mkdir()
        (site / "index.html").write_text(
            f"""<!doctype html><title>T</title><link rel="canonical" href="{base}/no/canonical">
            <link rel="stylesheet" href="{base}/there/css"><script src="{base}/there/js"></script>
            <p><a href="mailto:a@b.example">m</a> <a href="page.html">p</a> <a href="#x">f</a> <a href="tel:1">t</a>
            <a href="{base}/there/a?x=1&amp;y=2">a</a> <img src="{base}/there/img" alt="">
            <img srcset="{base}/there/s1 1x, {base}/there/s2 2x" alt="">
            <iframe src="{base}/there/frame"></iframe><svg><a href="{base}/there/svg"><text>x</text></a></svg>
            <code>{base}/no/code</code><!-- <a href="{base}/no/comment">x</a> -->""",
            encoding="utf-8",
        )
        (site / "old.html").write_text(
            f'<!doctype html><meta http-equiv="refresh" content="0; url={base}/there/stub">',
            encoding="utf-8",
        )
        files = [
            "--json",
            str(tmp_path / "r.json"),
            "--memory",
            str(tmp_path / "m.json"),
            "--exceptions",
            "none",
        ]
        assert main([str(site), *files], limits=QUICK, clock=CLOCK, today=TODAY) == 0
    assert sorted(server.log) == [
        f"HEAD /there/{name}"
        for name in ("a?x=1&y=2", "css", "frame", "img", "js", "s1", "s2", "stub", "svg")
    ]
    assert host.startswith("//")


# -- What is said ----------------------------------------------------------------------------------


def test_a_person_reads_what_where_and_what_to_do(tmp_path, capsys):
    with serve(HANDLERS) as server:
        base = server.base
        links = [
            f"{base}/moved#:~:text=x",
            f"{base}/gone",
            f"{base}/forbidden",
            f"{base}/there",
            f"{base}/gone",
        ]
        status, _ = check(tmp_path, links)
    page = f"{tmp_path.as_posix()}/site/index.html"
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        f"{page}:3: dead: {base}/gone",
        f"    410 Gone; a copy may be at https://web.archive.org/web/20261126/{base}/gone",
        f"    also in {page}:6",
        f"{page}:2: moved: {base}/moved#:~:text=x",
        "    moved permanently to the new address",
        f"    write instead: {base}/moved/to#:~:text=x",
        f"{page}:4: unsure: {base}/forbidden",
        "    403 Forbidden",
    ]
    assert said.err == (
        "4 links to other sites: 1 fine, 1 moved, 1 dead, 1 unsure; 4 addresses asked in this run\n"
    )
    assert status == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["nowhere"], "nowhere: no such folder"), (["{empty}"], "{empty}: no HTML page in this folder"),
     (["{site}", "--json", "{site}/index.html/x.json"], "")],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(tmp_path, capsys, arguments, told):
    (tmp_path / "empty").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!doctype html><p>Hi", encoding="utf-8")
    names = {"empty": str(tmp_path / "empty"), "site": str(tmp_path / "site")}
    files = ["--memory", str(tmp_path / "m.json"), "--exceptions", "none"]
    assert main([text.format(**names) for text in arguments] + files) == 2
    said = capsys.readouterr().err
    assert told.format(**names) in said and said.count("\n") == 1


def test_a_site_without_outgoing_links_needs_no_network(tmp_path):
    assert check(tmp_path, ["page.html"]) == (0, {})


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_keeps_what_was_answered(tmp_path):
    running: list[subprocess.Popen[str]] = []

    def interrupt(visit):
        while len(visit.known.log) < 2:
            visit.known.closing.wait(0.01)
        visit.known.closing.wait(0.2)
        running[0].send_signal(signal.SIGINT)
        visit.hang()

    with serve(HANDLERS | {"interrupt": interrupt}) as server:
        links = [f"{server.base}/there", f"{server.base}/interrupt"]
        (tmp_path / "index.html").write_text(
            "<!doctype html>" + "".join(f'<a href="{link}">x</a>' for link in links),
            encoding="utf-8",
        )
        files = [
            "--json",
            str(tmp_path / "r.json"),
            "--memory",
            str(tmp_path / "m.json"),
            "--exceptions",
            "none",
        ]
        command = [sys.executable, "-m", "linkcheck", str(tmp_path), *files]
        running.append(
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
        said, error = running[0].communicate(timeout=60)
    rows = json.loads((tmp_path / "r.json").read_bytes())
    assert running[0].returncode == 130
    assert {row["url"]: row["verdict"] for row in rows} == {links[0]: "fine", links[1]: "unsure"}
    assert "no answer before the end of the run" in said and error.count("\n") == 1
    assert list(json.loads((tmp_path / "m.json").read_bytes())["links"]) == links[:1]


def test_a_terminal_shows_how_far_it_is(tmp_path):
    pty = pytest.importorskip("pty")

    def wait(visit):
        visit.known.closing.wait(0.1)
        visit.reply()

    with serve({"wait": wait}) as server:
        links = "".join(f'<a href="{server.base}/wait/{n}">x</a>' for n in range(8))
        (tmp_path / "index.html").write_text(f"<!doctype html>{links}", encoding="utf-8")
        ours, theirs = pty.openpty()
        command = [
            sys.executable,
            "-m",
            "linkcheck",
            str(tmp_path),
            "--memory",
            str(tmp_path / "m.json"),
        ]
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, timeout=60, check=False
        )
        said = os.read(ours, 100_000).decode()
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    assert re.search(r"asking other sites: \d of 8 pages", said)
    assert said.splitlines()[-1].endswith("8 addresses asked in this run")


def test_it_loads_no_sphinx_and_nobody_imports_back_up():
    order = (
        "limits hosts page answer failure fetch ask judge run online"
        " collect memory exceptions report plan cli __main__"
    ).split()
    for place, name in enumerate(order):
        text = (ROOT / "linkcheck" / f"{name}.py").read_text(encoding="utf-8")
        assert "sphinx" not in text.casefold()
        assert text.count("\n") < 300
        below = [later for later in order[place:] if f"from linkcheck.{later} import" in text]
        assert not below, name
    assert set(order) == {file.stem for file in (ROOT / "linkcheck").glob("*.py")} - {"__init__"}
