"""The commands that README and contribute/ print are true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / ".ci"))

from commands import commands  # noqa: E402

NOXFILE = (ROOT / "noxfile.py").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
# What is written by hand, other than the launcher's own parts and what tests make up.
TEXTS = [
    file
    for pattern in ("*", "[!._]*/**/*", "_ext/*", ".ci/*", ".github/**/*")
    for file in sorted(ROOT.glob(pattern))
    if file.suffix in {".md", ".py", ".txt", ".toml", ".yml", ".yaml"} or file.name == "run"
    if "tests" not in file.parts and file.name != "commands.py"
]


def named(text: str) -> set[str]:
    """Names that a text tells people to run: `./do NAME`, or nox by hand."""
    return set(re.findall(r"(?:\./do|\bnox -s) ([a-z]+)\b", text)) - {"NAME"}


def command(name: str) -> str:
    """README's command of a name, a line of its own."""
    (line,) = re.findall(rf"^(\./do {name})$", README, re.MULTILINE)
    return line


def test_every_command_named_exists():
    found = {str(file.relative_to(ROOT)): named(file.read_text(encoding="utf-8")) for file in TEXTS}
    for file in ("README.md", "contribute/checks.md", ".github/workflows/check.yml", ".ci/run"):
        assert found[file]
    unknown = {file: sorted(names - commands(NOXFILE).keys()) for file, names in found.items()}
    assert {file: names for file, names in unknown.items() if names} == {}


def test_an_unknown_command_is_noticed():
    noxfile = "import nox\n@nox.session\ndef docs(session): ...\ndef live(session): ...\n"
    text = "Run `./do docs`, then `./do live -p 1`; or `.venv/bin/python -m nox -s lives`."
    assert named(text) - commands(noxfile).keys() == {"live", "lives"}


def test_every_command_says_what_it_is_for():
    assert all(purpose.endswith(".") for purpose in commands(NOXFILE).values())


def test_ci_runs_the_test_command_of_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command("tests") in script.splitlines() and command("docs")
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
