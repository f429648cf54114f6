"""The same sources give the same bytes, in one process or several; proofread/test_build.py has the rest."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, STRICT, run_sphinx


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two folders."""
    left, right = content(one), content(other)
    assert left and right
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def test_the_handbook_built_by_several_processes_elsewhere_is_the_same(site, tmp_path):
    """Two fresh builds, one of them parallel; it warns of an extension that does not allow that."""
    built = run_sphinx(ROOT, tmp_path / "elsewhere", "dirhtml", "-j", "2", *STRICT)
    assert (built.code, built.warnings) == (0, "")
    assert differences(site.folder, built.folder) == []


def test_a_difference_is_noticed(tmp_path):
    for name, files in {
        "a": {"same": "1", "other": "1", "one": "1"},
        "b": {"same": "1", "other": "2"},
    }.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text)
    assert differences(tmp_path / "a", tmp_path / "b") == ["one", "other"]
