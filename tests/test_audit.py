"""The audit is never silent: what its database does not say is told apart from what it says."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parent.parent / ".ci" / "audit.py"


@pytest.fixture(scope="module")
def judge():
    spec = importlib.util.spec_from_file_location("audit", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.judge


def package(name, *vulnerabilities, **more):
    return {"name": name, "version": "1.0", "vulns": list(vulnerabilities), **more}


def skipped(name):
    return {"name": name, "skip_reason": f"Dependency not found: {name} (1.0)"}


FLAW = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["1.1"]}
TOLD = "b 1.0: PYSEC-2026-1 (CVE-2026-1); mended in 1.1"


@pytest.mark.parametrize(
    ("packages", "status", "lines"),
    [
        ([package("a"), package("b")], 0, ["no known vulnerabilities in 2 packages"]),
        ([package("a"), package("b", FLAW)], 1, [TOLD]),
        (
            [skipped("a"), skipped("b")],
            2,
            ["pip-audit could not reach its database: nothing is known of any package"],
        ),
        ([], 2, ["pip-audit could not reach its database: nothing is known of any package"]),
        (
            [package("a"), skipped("b")],
            2,
            [
                "no known vulnerabilities in 1 package",
                "pip-audit's database said nothing of 1 package: b",
            ],
        ),
        (
            [package("b", FLAW), skipped("c")],
            1,
            [TOLD, "pip-audit's database said nothing of 1 package: c"],
        ),
    ],
)
def test_what_is_known_and_what_is_not(judge, packages, status, lines):
    assert judge(json.dumps({"dependencies": packages, "fixes": []}), "") == (status, lines)


def test_a_traceback_becomes_one_line(judge):
    status, lines = judge(
        "", "Traceback (most recent call last):\n  …\nConnectionError: no route\n"
    )
    assert (status, len(lines)) == (2, 1)
    assert lines[0].endswith(
        "could not reach its database, or read the lock: ConnectionError: no route"
    )


def test_a_lock_that_is_not_there_is_no_good_news(tmp_path):
    done = subprocess.run(
        [sys.executable, str(FILE), str(tmp_path / "no.lock")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
