"""Every link gets the right verdict from a server that misbehaves, and is asked no more than twice."""

from __future__ import annotations

import asyncio
import json
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from behaviours import CASES, HANDLERS, SLOW, Case
from misbehaving import closed_port, serve

from linkcheck import cli
from linkcheck.limits import Clock, Limits

TODAY = date(2026, 11, 26)
QUICK = Limits(request=20, back_off=0, pause=0, at_once_per_host=8, refusals=1000, body=100_000)


async def no_sleep(seconds: float) -> None:
    """Wait for nothing."""
    await asyncio.sleep(0)


CLOCK = Clock(sleep=no_sleep)


def main(arguments: list[str], **more: object) -> int:
    """Run the command line in a thread: the main one may be running a loop for a browser."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(cli.main, arguments, **more).result()


def check(
    folder: Path,
    links: list[str],
    limits: Limits = QUICK,
    *options: str,
    clock: Clock = CLOCK,
    today: date = TODAY,
) -> tuple[int, dict[str, dict[str, object]]]:
    """Put the links on a page and check it; returns the exit status and the rows by their link."""
    site = folder / "site"
    site.mkdir(exist_ok=True)
    lines = "\n".join(f'<p><a href="{link}">Link</a>' for link in links)
    (site / "index.html").write_text(f"<!doctype html>\n{lines}\n", encoding="utf-8")
    report = folder / "report.json"
    files = ["--json", str(report), "--memory", str(folder / "memory.json")]
    if "--exceptions" not in options:
        files += ["--exceptions", str(folder / "none.toml")]
    status = main([str(site), *files, *options], limits=limits, clock=clock, today=today)
    rows = json.loads(report.read_text(encoding="utf-8"))
    return status, {row.pop("url"): row for row in rows}


def expected(case: Case, base: str, line: int, folder: Path) -> dict[str, object]:
    why = case.why.replace("{base}", base)
    if case.verdict == "dead":
        why += f"; a copy may be at https://web.archive.org/web/20261126/{base}{case.link}"
    new = None if case.new is None else base + case.new
    where = [f"{folder.as_posix()}/site/index.html:{line}"]
    return {"verdict": case.verdict, "new": new, "why": why, "where": where}


@pytest.fixture(scope="module", params=["all", "slow"])
def told(request, tmp_path_factory):
    """All cases asked in one run; those that wait for a clock in another, with a short one."""
    folder = tmp_path_factory.mktemp("verdicts")
    cases = {"all": CASES, "slow": SLOW}[request.param]
    limits = {"all": QUICK, "slow": Limits(request=0.3, back_off=0, pause=0, at_once_per_host=8)}[
        request.param
    ]
    with serve(HANDLERS) as server:
        status, rows = check(folder, [server.base + case.link for case in cases], limits)
    return cases, server, status, rows, folder


def test_every_verdict(told):
    cases, server, status, rows, folder = told
    wanted = {
        server.base + case.link: expected(case, server.base, line, folder)
        for line, case in enumerate(cases, start=2)
    }
    wrong = {link: (rows.get(link), row) for link, row in wanted.items() if rows.get(link) != row}
    assert not wrong
    assert len(rows) == len(cases)
    assert status == (1 if {"dead", "moved"} & {case.verdict for case in cases} else 0)


def test_every_address_is_asked_as_little_as_can_be(told):
    cases, server, *_ = told
    wrong = {}
    for name in dict.fromkeys(case.name for case in cases):
        wanted = Counter(
            step.replace("GET", f"GET /{name}").replace("HEAD", f"HEAD /{name}")
            for case in cases
            if case.name == name
            for step in case.asked.split()
        )
        if (asked := Counter(server.asked(f"/{name}"))) != wanted:
            wrong[name] = (asked, wanted)
    assert not wrong


def test_there_are_enough_misbehaviours():
    assert len({case.name for case in (*CASES, *SLOW)}) > 75


# -- What is no behaviour of a web server ----------------------------------------------------------


@pytest.fixture
def names(monkeypatch):
    """Names that can be looked up without a network; others are unknown."""
    known: dict[str, object] = {}
    real = socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name[0].isdigit():
            return real(host, port, *args, **kwargs)
        found = known.get(name, socket.gaierror(socket.EAI_NONAME, "Name or service not known"))
        if isinstance(found, Exception):
            raise found
        return real(found, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def test_hosts_that_are_not_there(tmp_path, names):
    names["busy.org"] = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    names["here.org"] = "127.0.0.1"
    refused = f"http://here.org:{closed_port()}/"
    links = ["https://gone.org/page#place", "https://busy.org/", refused]
    status, rows = check(tmp_path, links)
    copy = "https://web.archive.org/web/20261126/https://gone.org/page#place"
    assert {link: (row["verdict"], row["why"]) for link, row in rows.items()} == {
        "https://gone.org/page#place": (
            "dead",
            f"there is no host gone.org; a copy may be at {copy}",
        ),
        "https://busy.org/": ("unsure", "busy.org cannot be looked up just now"),
        refused: ("unsure", "the connection was refused"),
    }
    assert status == 1


def test_certificates_are_nobodys_fault(tmp_path):
    with serve(HANDLERS, secure=True) as secure, serve(HANDLERS) as plain:
        wrong = plain.base.replace("http:", "https:")
        status, rows = check(tmp_path, [f"{secure.base}/there", f"{wrong}/there"])
    assert {link: (row["verdict"], row["why"]) for link, row in rows.items()} == {
        f"{secure.base}/there": (
            "unsure",
            "its certificate cannot be trusted (self-signed certificate)",
        ),
        f"{wrong}/there": ("unsure", "no secure connection could be made"),
    }
    assert (status, secure.log, plain.log) == (0, [], [])


@pytest.mark.parametrize("link", ["https://", "http://host:99999/", "https://a b/", "http://[1::/"])
def test_what_is_no_address_is_dead_without_asking(tmp_path, link):
    status, rows = check(tmp_path, [link])
    assert (status, rows[link]["verdict"]) == (1, "dead")
    assert rows[link]["why"].startswith("no browser can make an address of this: correct it")


def test_one_address_is_asked_once_for_all_links_to_it(tmp_path):
    with serve(HANDLERS) as server:
        port = server.base.rpartition(":")[2]
        paths = ["/page", "/page#here", "/page#gone", "/x/../page#there"]
        links = [server.base + path for path in paths] + [f"HTTP://127.1:{port}/page#top"]
        status, rows = check(tmp_path, links)
    assert [rows[link]["verdict"] for link in links] == ["fine", "fine", "dead", "fine", "fine"]
    assert (status, server.log) == (1, ["GET /page"])


def test_addresses_arrive_as_browsers_send_them(tmp_path):
    with serve(HANDLERS) as server:
        check(
            tmp_path,
            [
                f"{server.base}/there/{path}"
                for path in ("a%2Fb?q=1&amp;r=%20", "grün", "x y", "a[1]|")
            ],
        )
    assert sorted(server.log) == [
        "HEAD /there/a%2Fb?q=1&r=%20",
        "HEAD /there/a[1]|",
        "HEAD /there/gr%C3%BCn",
        "HEAD /there/x%20y",
    ]


# -- Manners ---------------------------------------------------------------------------------------


class FakeClock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("name", "slept"),
    [("come_back_soon", [7]), ("come_back_some_time", [3]), ("unavailable", [3]), ("no_head", []),
     ("come_back_in_an_hour", []), ("not_found", [])],
)  # fmt: skip
def test_how_long_is_waited_before_the_second_request(tmp_path, name, slept):
    fake = FakeClock()
    with serve(HANDLERS) as server:
        check(
            tmp_path,
            [f"{server.base}/{name}"],
            Limits(pause=0, longest_pause=0),
            clock=fake.clock(),
        )
    assert fake.slept == slept


def test_nothing_is_waited_for_longer_than_the_run_or_the_host_may_take(tmp_path):
    for limits in (Limits(run=5, pause=0), Limits(host=5, pause=0)):
        fake = FakeClock()
        with serve(HANDLERS) as server:
            _, rows = check(tmp_path, [f"{server.base}/come_back_soon"], limits, clock=fake.clock())
        assert [row["verdict"] for row in rows.values()] == ["unsure"]
        assert (fake.slept, len(server.log)) == ([], 1)


def test_a_host_has_a_pace_and_an_end(tmp_path):
    fake = FakeClock()
    with serve(HANDLERS) as server:
        links = [f"{server.base}/there/{n}" for n in range(9)]
        limits = Limits(pause=0.25, host=1.0, at_once_per_host=1)
        status, rows = check(tmp_path, links, limits, clock=fake.clock())
    assert len(server.log) == 4 and set(fake.slept) == {0.25}
    left = [row["why"] for row in rows.values() if row["verdict"] == "unsure"]
    host = server.base.removeprefix("http://")
    assert left == [f"not asked to the end: the 1 s for {host} were over"] * 5
    assert status == 0


def test_a_host_that_keeps_saying_no_is_left_alone(tmp_path):
    fake = FakeClock()
    with serve(HANDLERS) as server:
        links = [f"{server.base}/come_back_in_an_hour/{n}" for n in range(9)]
        status, rows = check(
            tmp_path, links, Limits(at_once_per_host=1, refusals=3), clock=fake.clock()
        )
    assert len(server.log) == 3
    assert fake.slept[:2] == [0.3, pytest.approx(0.6)]
    assert {row["verdict"] for row in rows.values()} == {"unsure"} and status == 0
    assert "said 429 Too Many Requests 3 times in a row" in str(rows[links[-1]]["why"])


def test_few_requests_at_once(tmp_path):
    together: list[int] = []
    running = [0]

    def count(visit):
        running[0] += 1
        together.append(running[0])
        visit.known.closing.wait(0.05)
        running[0] -= 1
        visit.reply()

    with serve({"count": count}) as server:
        check(tmp_path, [f"{server.base}/count/{n}" for n in range(12)], Limits(pause=0))
    assert len(together) == 12 and max(together) <= 3


def test_the_clock_of_the_run_loses_nothing(tmp_path):
    with serve(HANDLERS) as server:
        links = [f"{server.base}/there", f"{server.base}/hangs", f"{server.base}/hangs/too#place"]
        status, rows = check(tmp_path, links, Limits(run=1.0, pause=0))
    assert {link: row["verdict"] for link, row in rows.items()} == dict(
        zip(links, ["fine", "unsure", "unsure"], strict=True)
    )
    assert rows[links[1]]["why"] == "no answer before the 1 s for the whole run were over"
    assert status == 0


def test_what_nobody_thought_of_loses_nothing(tmp_path, monkeypatch):
    def stumble(body, charset):
        raise RuntimeError("a page that nobody thought of")

    monkeypatch.setattr("linkcheck.page.read", stumble)
    with serve(HANDLERS) as server:
        links = [f"{server.base}/there", f"{server.base}/page#here"]
        status, rows = check(tmp_path, links)
    assert [rows[link]["verdict"] for link in links] == ["fine", "unsure"] and status == 0
    assert "a page that nobody thought of" in str(rows[links[1]]["why"])


# -- Offline ---------------------------------------------------------------------------------------


def test_offline_is_one_line_and_a_status_of_its_own(tmp_path, names, capsys, monkeypatch):
    for variable in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)
    status, rows = check(tmp_path, [f"https://host{n}.org/" for n in range(20)])
    said = capsys.readouterr()
    assert (status, said.out) == (3, "")
    assert said.err == "offline: none of the hosts that pages link to can be reached\n"
    assert {(row["verdict"], row["why"]) for row in rows.values()} == {
        ("unsure", "not asked: offline")
    }
    assert not (tmp_path / "memory.json").exists()


def test_a_reserved_name_alone_is_dead_and_not_offline(tmp_path, names):
    status, rows = check(tmp_path, ["https://nobody.invalid/"])
    assert (status, rows["https://nobody.invalid/"]["verdict"]) == (1, "dead")


def test_one_dead_host_that_is_asked_again_is_not_offline(tmp_path, names):
    with serve(HANDLERS) as server:
        names["here.org"] = "127.0.0.1"
        links = [server.base.replace("127.0.0.1", "here.org") + "/there", "https://gone.org/"]
        for _ in range(2):
            status, rows = check(tmp_path, links)
            assert (status, rows["https://gone.org/"]["verdict"]) == (1, "dead")
    assert len(server.log) == 1
