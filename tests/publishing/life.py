"""A handbook small enough to publish a hundred times: a bare repository as origin, a folder as host.

Its pages are files `pages/NAME.html`; "building" is copying them. Every step is the very command that
`.github/workflows/publish.yml` runs, in the same order; only what GitHub does is played: the upload and
the deployment are a copy of the folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from linkcontract import cli
from linkcontract.promise import ledger as ledgers
from publishing.__main__ import main

STEPS = ("read back", "build and record", "check", "seal", "look again", "deploy", "record")
START = "# what was published\n./\t2026-01-01\tHome\nguide/\t2026-01-01\tGuide\n"


def git(folder: Path, *words: str) -> str:
    identity = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "A",
                "GIT_COMMITTER_EMAIL": "a@x", "GIT_CONFIG_GLOBAL": os.devnull}  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        capture_output=True,
        text=True,
        env=os.environ | identity,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def page(title: str) -> str:
    return f"<html><title>{title}</title><main><h1>{title}</h1><p>About {title}.</p></main></html>"


@dataclass
class Life:
    """The repository, what is served of it, and the means to publish."""

    folder: Path
    site: str
    monkeypatch: pytest.MonkeyPatch
    runs: int = field(default=0)

    @property
    def origin(self) -> Path:
        return self.folder / "origin.git"

    @property
    def host(self) -> Path:
        return self.folder / "host"

    def start(self) -> None:
        self.host.mkdir()
        git(self.folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        desk = self.folder / "desk"
        git(self.folder, "clone", "--quiet", str(self.origin), str(desk))
        git(desk, "switch", "--quiet", "--orphan", "main")
        self.commit({"pages/index.html": page("Home"), "pages/guide.html": page("Guide"),
                     "links/published.txt": START, "links/moved.txt": "# moved\n"})  # fmt: skip

    def commit(self, files: dict[str, str | None]) -> str:
        """A change that somebody merges into main; returns the commit. `None` deletes a file."""
        desk = self.folder / "desk"
        if git(self.origin, "branch", "--list", "main"):
            git(desk, "pull", "--quiet", "--rebase", "origin", "main")
        for name, text in files.items():
            file = desk / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink() if text is None else file.write_text(text)
        git(desk, "add", "--all")
        git(desk, "commit", "--quiet", "--message", "A change")
        git(desk, "push", "--quiet", "origin", "HEAD:main")
        return git(desk, "rev-parse", "HEAD")

    def run(self, commit: str = "main", **inputs: str) -> Run:
        self.runs += 1
        return Run(self, self.folder / f"run{self.runs}", commit, inputs)

    def publish(self, commit: str = "main", **inputs: str) -> int:
        """One whole publication; returns the exit status of the step that failed, or 0."""
        run = self.run(commit, **inputs)
        return next((code for step in STEPS if (code := run.step(step))), 0)

    def ledger(self, branch: str = "main") -> set[str]:
        text = git(self.origin, "show", f"{branch}:links/published.txt")
        return set(ledgers.parse(text.splitlines(), "ledger")[0].entries)

    def served(self) -> set[str]:
        """Every address that the published list promises."""
        return set(ledgers.read(self.host / "published.txt").entries)

    def pages(self) -> set[str]:
        """The pages that the host really has, as addresses."""
        found = {
            file.parent.relative_to(self.host).as_posix() for file in self.host.rglob("index.html")
        }
        return {"./" if name == "." else f"{name}/" for name in found}

    def refuse_pushes(self, *branches: str) -> None:
        """The origin takes no push to these branches: they are protected."""
        hook = self.origin / "hooks" / "update"
        cases = "".join(
            f'[ "$1" = refs/heads/{name} ] && echo protected >&2 && exit 1\n' for name in branches
        )
        hook.write_text("#!/bin/sh\n" + cases + "exit 0\n")
        hook.chmod(0o755)


@dataclass
class Run:
    """One run of the workflow, on a machine of its own."""

    life: Life
    machine: Path
    commit: str
    inputs: dict[str, str]

    def __post_init__(self) -> None:
        git(self.life.folder, "clone", "--quiet", str(self.life.origin), str(self.machine))
        git(
            self.machine,
            "checkout",
            "--quiet",
            "--detach",
            self.commit if self.commit != "main" else "origin/main",
        )
        self.temporary = self.life.folder / f"{self.machine.name}-temporary"
        self.temporary.mkdir()

    def step(self, name: str) -> int:
        known, record, build = self.temporary / "known.txt", self.temporary / "record", "build"
        asked = ["read-back", "--site", self.life.site, "--pause", "0",
                 "--replaces", self.inputs.get("replaces", ""),
                 *(["--first"] if "first" in self.inputs else [])]  # fmt: skip
        files = ["--ledger", "links/published.txt"]
        self.life.monkeypatch.chdir(self.machine)
        match name:
            case "read back":
                return main([*asked, "--to", str(known)])
            case "build and record":
                for source in Path("pages").glob("*.html"):
                    target = Path(
                        build, *([] if source.stem == "index" else [source.stem]), "index.html"
                    )
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)
                if "\t" in Path("links/moved.txt").read_text():
                    assert cli.main(["stubs", build, *files, "--moved", "links/moved.txt"]) == 0
                return cli.main(["record", build, *files, "--merge", str(known)])
            case "check":
                moved = ["--moved", "links/moved.txt", "--deployed", str(known)]
                return cli.main(["check", build, *files, *moved])
            case "seal":
                return main(
                    ["seal", "--build", build, "--known", str(known), "--record", str(record)]
                )
            case "look again":
                return main(asked)
            case "deploy":
                shutil.rmtree(self.life.host)
                shutil.copytree(build, self.life.host)
                return 0
            case "record":
                return main(["record", "--record", str(record)])
        raise ValueError(name)
