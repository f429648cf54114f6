"""The commands that README and contribute/ print are true."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = [
    ROOT / "README.md",
    ROOT / "noxfile.py",
    *sorted((ROOT / "contribute").glob("*.md")),
    *sorted((ROOT / ".github").rglob("*.yml")),
]


def sessions(noxfile: str) -> set[str]:
    """Names of the nox sessions that a noxfile defines."""
    found = set()
    for function in ast.parse(noxfile).body:
        if isinstance(function, ast.FunctionDef):
            decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
            if any(re.match(r"nox\.session\b", decorator) for decorator in decorators):
                found.add(function.name)
    return found


def named_sessions(text: str) -> set[str]:
    """Names that a text tells people to run: `nox -s NAME`."""
    return set(re.findall(r"\bnox(?:==\S+)? -s ([a-z]+)", text))


def command(session: str) -> str:
    """README's one-line command that does its own set-up."""
    (line,) = re.findall(rf"^(python3 -m venv .* -s {session})$", README, re.MULTILINE)
    return line


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_session_named_exists(file):
    unknown = named_sessions(file.read_text(encoding="utf-8")) - sessions(
        (ROOT / "noxfile.py").read_text(encoding="utf-8")
    )
    assert not unknown


def test_an_unknown_session_is_noticed():
    noxfile = "import nox\n@nox.session\ndef docs(session): ...\ndef live(session): ...\n"
    text = "Run `nox -s docs`, then `.venv/bin/python -m nox -s live -- -p 1`."
    assert named_sessions(text) - sessions(noxfile) == {"live"}


def test_both_commands_set_themselves_up():
    assert command("docs").replace("-s docs", "-s tests") == command("tests")


def test_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command("tests") in script.splitlines()
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")]).returncode == 0


def test_the_lock_pins_everything_with_hashes_and_names_no_index():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > 30
    assert all(re.match(r"[a-z0-9._-]+==\S+", e) and "--hash=sha256:" in e for e in entries)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", lock)
    wanted = re.findall(
        r"^([a-z0-9-]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {e.partition("==")[0] for e in entries} >= set(wanted)


def test_the_variables_of_conf_are_in_the_readme():
    used = set(re.findall(r"HANDBOOK_[A-Z_]+", (ROOT / "conf.py").read_text(encoding="utf-8")))
    assert used == set(re.findall(r"`(HANDBOOK_[A-Z_]+)`", README))
