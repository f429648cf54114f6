"""The code is formatted, linted and typed: what the tools say, they say here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def said(*command: str, cwd: Path = ROOT) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["linter", "formatter", "types"],
)
def test_the_tools_are_silent(command: tuple[str, ...]) -> None:
    code, text = said(*command)
    assert code == 0, text


def test_each_of_them_can_speak(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    for folder in ("_ext", "linkcontract", "publishing"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"bad_{folder.strip('_')}.py").write_text(
            "import os\ndef f(x): return [ x ]\n"
        )
    assert said("ruff", "check", ".", cwd=tmp_path)[0] == 1
    assert said("ruff", "format", "--check", ".", cwd=tmp_path)[0] == 1
    code, text = said("mypy", cwd=tmp_path)
    assert code == 1 and "no-untyped-def" in text
