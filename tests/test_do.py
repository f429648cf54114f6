"""The launcher: it sets itself up on a bare machine, once, and says plainly what it lacks.

Each test has a folder with the launcher, a noxfile of two commands and a lock of one package, which
stands for nox and prints what it is asked to run. Nothing comes from outside the folder.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOXFILE = '''
import nox
@nox.session
def docs(session):
    """Build the handbook."""
@nox.session
def tests(session):
    """Run every test."""
'''
BASE_PYTHON = Path(getattr(sys, "_base_executable", sys.executable))
# What the launcher itself is made of.
WORDS = ("sh", "cat", "cmp", "mv", "rm", "dirname", "sleep")


def write_wheel(folder: Path, version: str) -> str:
    """A package `nox` that prints its version and arguments; returns its line of a lock."""
    folder.mkdir(exist_ok=True)
    wheel = folder / f"nox-{version}-py3-none-any.whl"
    info = f"nox-{version}.dist-info"
    files = {
        "nox/__init__.py": "",
        "nox/__main__.py": f"import os, sys\nprint({version!r}, os.getcwd(), sys.argv[1:])\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: nox\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
            record += f"{name},sha256={digest.decode()},{len(text)}\n"
        archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return f"nox=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


class Place:
    """A clone as the launcher sees it, on a machine with no more programs than `bin` holds."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a hand book"
        (self.root / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / "do", self.root)
        shutil.copy(ROOT / ".ci/commands.py", self.root / ".ci")
        (self.root / "noxfile.py").write_text(NOXFILE)
        self.wheels = folder / "wheels"
        self.lock = self.root / "requirements.lock"
        self.lock.write_text(write_wheel(self.wheels, "1"))
        self.bin = folder / "bin"
        self.bin.mkdir()
        for word in WORDS:
            (self.bin / word).symlink_to(shutil.which(word))
        self.elsewhere = folder
        wheels = str(self.wheels)
        self.environment = {
            "PATH": str(self.bin), "HOME": str(folder), "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels, "UV_NO_CONFIG": "1",
            "UV_NO_INDEX": "1", "UV_FIND_LINKS": wheels, "UV_OFFLINE": "1",
            "UV_PYTHON_DOWNLOADS": "never", "UV_CACHE_DIR": str(folder / "cache"),
        }  # fmt: skip

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.root / "do", *arguments], cwd=self.elsewhere, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def do(self, *arguments: str) -> tuple[int, str, str]:
        started = self.start(*arguments)
        out, err = started.communicate()
        return started.returncode, out, err

    def ran(self, version: str, *arguments: str) -> str:
        """What the package prints when it is handed these arguments."""
        return f"{version} {self.root} {list(arguments)}\n"


@pytest.fixture
def with_pip(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    (place.bin / "python3").symlink_to(BASE_PYTHON)
    return place


@pytest.fixture
def with_uv(with_pip: Place) -> Place:
    (with_pip.bin / "uv").symlink_to(Path(sys.executable).with_name("uv"))
    return with_pip


def test_two_that_are_started_set_up_once_with_pip_where_uv_cannot(with_pip: Place) -> None:
    (with_pip.bin / "uv").write_text("#!/bin/sh\nexit 1\n")
    (with_pip.bin / "uv").chmod(0o755)
    both = [with_pip.start("docs"), with_pip.start("tests", "-k", "two words")]
    answers = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], answers
    assert answers[0][0] == with_pip.ran("1", "-s", "docs", "--")
    assert answers[1][0] == with_pip.ran("1", "-s", "tests", "--", "-k", "two words")
    said = "".join(err for _, err in answers)
    assert said.count("Setting up .venv") == said.count("Waiting for another ./do") == 1
    assert said.count("trying with pip") == 1
    # Once it stands there is nothing to say.
    assert with_pip.do("docs", "--", "-q") == (0, with_pip.ran("1", "-s", "docs", "--", "-q"), "")


def test_it_prefers_uv_and_sets_up_again_when_the_lock_or_the_place_is_another(
    with_uv: Place,
) -> None:
    code, out, err = with_uv.do("docs")
    assert (code, out) == (0, with_uv.ran("1", "-s", "docs", "--")), err
    assert "uv =" in (with_uv.root / ".venv/pyvenv.cfg").read_text()
    assert with_uv.do("docs")[2] == ""

    with_uv.lock.write_text(write_wheel(with_uv.wheels, "2"))
    # By way of the environment itself, as after `. .venv/bin/activate`.
    with_uv.environment["PATH"] = f"{with_uv.root}/.venv/bin:{with_uv.bin}"
    assert with_uv.do("docs")[:2] == (0, with_uv.ran("2", "-s", "docs", "--"))

    with_uv.environment["PATH"] = str(with_uv.bin)
    with_uv.root = with_uv.root.rename(with_uv.root.with_name("moved"))
    code, out, err = with_uv.do("docs")
    assert (code, out) == (0, with_uv.ran("2", "-s", "docs", "--")) and "Setting up" in err


def test_a_failed_or_interrupted_set_up_is_begun_afresh(with_uv: Place) -> None:
    sound = with_uv.lock.read_text()
    with_uv.lock.write_text("nox==2 --hash=sha256:" + 64 * "0" + "\n")
    code, out, err = with_uv.do("docs")
    assert code == 2 and not out and err.endswith("it begins afresh.\n")
    # What the failed one left is no environment, and neither is this, which looks most like one.
    with_uv.lock.write_text(sound)
    (with_uv.root / ".venv/made-from.new").write_text(f"{with_uv.root}\n{sound}")
    code, out, err = with_uv.do("docs")
    assert (code, out) == (0, with_uv.ran("1", "-s", "docs", "--")) and "Setting up" in err


@pytest.mark.parametrize("version", ["Python 3.9.6", None], ids=["too old", "none"])
def test_without_a_new_enough_python_it_says_which_and_makes_nothing(
    tmp_path: Path, version: str | None
) -> None:
    place = Place(tmp_path)
    if version:
        (place.bin / "python3").write_text(
            f'#!/bin/sh\n[ "$1" = --version ] && echo {version}\nexit 0\n'
        )
        (place.bin / "python3").chmod(0o755)
    code, out, err = place.do("docs")
    assert code == 2 and not out and not (place.root / ".venv").exists()
    assert f"needs Python 3.11 or newer; here there is {version or 'none'}.\n" in err
    assert err.count("\n") == 2


def test_without_venv_it_says_what_to_install(with_pip: Place, tmp_path: Path) -> None:
    """As on Debian, which keeps it in a package of its own."""
    (tmp_path / "lacking").mkdir()
    (tmp_path / "lacking/ensurepip.py").write_text("raise ImportError")
    with_pip.environment["PYTHONPATH"] = str(tmp_path / "lacking")
    code, out, err = with_pip.do("docs")
    assert code == 2 and not out and "sudo apt install python3-venv" in err
    assert err.count("\n") == 2 and not (with_pip.root / ".venv").exists()


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"], ["--list"]])
def test_alone_it_lists_what_there_is_and_sets_nothing_up(
    with_pip: Place, asked: list[str]
) -> None:
    code, out, err = with_pip.do(*asked)
    assert code == 0 and not err and not (with_pip.root / ".venv").exists()
    assert "\n  docs   Build the handbook.\n  tests  Run every test.\n" in out


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        ("test", "Did you mean ./do tests?"),
        ("Docs", "Did you mean ./do docs?"),
        ("build", "Did you mean ./do docs?"),  # it is in the line about docs
        ("xyz", "./do lists what there is."),
        ("--quiet", "./do lists what there is."),
    ],
)
def test_for_an_unknown_name_it_says_what_looks_like_it(
    with_pip: Place, asked: str, advice: str
) -> None:
    assert with_pip.do(asked) == (2, "", f"./do knows no {asked}. {advice}\n")
    assert not (with_pip.root / ".venv").exists()
