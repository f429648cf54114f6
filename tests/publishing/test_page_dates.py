"""When a page last changed: right where git knows it, and nothing where it might be wrong."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from publishing.__main__ import main
from publishing.page_dates import last_changes


class Clone:
    """A repository in which each commit is made on a day that is stated."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, at: str = "2026-01-01T12:00:00Z") -> str:
        name = {
            f"GIT_{who}_{what}": "a@b"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        own = name | {
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        done = subprocess.run(
            ["git", *words], cwd=self.folder, env=os.environ | own, check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    def commit(self, day: str, **files: str) -> str:
        for name, text in files.items():
            file = self.folder / name.replace("__", "/").replace("_", ".")
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        self.git("add", ".")
        self.git("commit", "--quiet", "--allow-empty", "--message=x", at=f"{day}T12:00:00Z")
        return self.git("rev-parse", "HEAD")

    @property
    def known(self) -> dict[str, str]:
        return last_changes(self.folder)


@pytest.fixture
def clone(tmp_path) -> Clone:
    clone = Clone(tmp_path / "clone")
    clone.commit("2026-01-01", index_md="Front", mission__index_md="Why", conf_py="")
    clone.commit("2026-02-01", mission__index_md="Why not")
    return clone


def test_each_page_has_the_day_of_its_last_commit_and_other_files_have_none(clone):
    assert clone.known == {"index.md": "2026-01-01", "mission/index.md": "2026-02-01"}


def test_the_day_is_the_one_in_utc(clone):
    (clone.folder / "index.md").write_text("Late")
    clone.git("commit", "--quiet", "--all", "--message=x", at="2026-03-01T23:30:00-0500")
    assert clone.known["index.md"] == "2026-03-02"


def test_what_was_merged_changed_when_it_was_merged(clone):
    clone.git("switch", "--quiet", "--create", "change")
    clone.commit("2026-02-10", index_md="Proposed")
    clone.git("switch", "--quiet", "main")
    clone.commit("2026-02-20", other_md="Meanwhile")
    clone.git("merge", "--quiet", "--no-ff", "--message=x", "change", at="2026-03-01T12:00:00Z")
    assert clone.known["index.md"] == "2026-03-01"
    assert clone.known["other.md"] == "2026-02-20"


def test_a_commit_that_only_formats_is_passed_over(clone):
    formatting = clone.commit("2026-03-01", index_md="Front\n", mission__index_md="Why not\n")
    assert set(clone.known.values()) == {"2026-03-01"}
    (clone.folder / ".git-blame-ignore-revs").write_text(f"# Formatting\n\n{formatting} # all\n")
    assert clone.known == {"index.md": "2026-01-01", "mission/index.md": "2026-02-01"}


def test_nothing_is_said_of_a_file_that_is_not_committed_as_it_stands(clone):
    (clone.folder / "index.md").write_text("Edited")
    (clone.folder / "new.md").write_text("New")
    clone.git("rm", "--quiet", "mission/index.md")
    clone.commit("2026-04-01")
    (clone.folder / "mission").mkdir(exist_ok=True)
    (clone.folder / "mission/index.md").write_text("Here again, but committed nowhere")
    (clone.folder / "new.md").write_text("Edited since")
    assert clone.known == {"index.md": "2026-04-01"}


def test_names_with_letters_of_all_kinds_are_read_and_a_subfolder_is_enough(clone):
    (clone.folder / "mission" / "größe.md").write_text("Size")
    clone.commit("2026-05-01")
    assert last_changes(clone.folder / "mission") == {
        "größe.md": "2026-05-01",
        "index.md": "2026-02-01",
    }


def test_a_shallow_clone_knows_nothing(clone, tmp_path):
    shallow = tmp_path / "shallow"
    clone.git("clone", "--quiet", "--depth=1", clone.folder.as_uri(), str(shallow))
    assert last_changes(shallow) == {}


def test_a_folder_that_is_no_repository_and_a_machine_without_git_know_nothing(
    clone, tmp_path, monkeypatch
):
    bare = tmp_path / "unpacked"
    bare.mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert last_changes(bare) == {}
    empty = Clone(tmp_path / "empty")
    assert empty.known == {}
    monkeypatch.setenv("PATH", str(bare))
    assert clone.known == {}


def test_the_command_writes_what_the_build_reads_and_fails_for_nobody(clone, monkeypatch, capsys):
    monkeypatch.chdir(clone.folder)
    file = clone.folder / "_build" / "dates.json"
    assert main(["dates", "--to", str(file)]) == 0
    assert json.loads(file.read_text()) == clone.known
    assert "known of 2 files" in capsys.readouterr().out
    monkeypatch.setenv("PATH", "")
    assert main(["dates", "--to", str(file)]) == 0
    assert json.loads(file.read_text()) == {}
    assert "known of no file, for the whole history is not here" in capsys.readouterr().out
