"""When the pages last changed, asked of git for the build, which itself asks nobody.

The day on which a change came to the branch counts, as a reader of the site sees it: of a merge its
own date, not those of the commits in it. Commits that `.git-blame-ignore-revs` lists, which only
format, do not count. Nothing is said where it could be wrong: in a clone without its whole history, without
git, and of a file that is not committed as it stands here.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from publishing.repository import Repository

IGNORED = ".git-blame-ignore-revs"
_COMMIT = "\x01"


def last_changes(root: Path) -> dict[str, str]:
    """The day (UTC, ISO 8601) on which each Markdown file below `root` last changed, by its path."""
    repository = Repository(root)
    try:
        shallow = repository.run("rev-parse", "--is-shallow-repository")
    except OSError:
        return {}  # there is no git
    if shallow.stdout.strip() != "false":
        return {}
    # As names are, without quotes around letters that are not ASCII; and no signatures between them.
    quiet = ("-c", "core.quotePath=false", "-c", "log.showSignature=false")
    asked = ("--relative", "--name-only", "--no-renames")
    edited = set(_lines(repository, *quiet, "diff", *asked, "HEAD"))
    days = {
        name: ""
        for name in _lines(repository, *quiet, "ls-tree", "-r", "--name-only", "HEAD")
        if name.endswith(".md") and name not in edited
    }
    ignored, day = _ignored(root), ""
    form = f"--format={_COMMIT}%H %ct"
    for line in _lines(repository, *quiet, "log", "--first-parent", "-m", *asked, form):
        if line.startswith(_COMMIT):
            commit, seconds = line[1:].split()
            day = "" if commit in ignored else _day(int(seconds))
        elif day and days.get(line) == "":
            days[line] = day
    return {name: found for name, found in sorted(days.items()) if found}


def write(root: Path, file: Path) -> int:
    """Write the file that the build is handed, `{path: day}`; returns for how many files it knows."""
    found = last_changes(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return len(found)


def _lines(repository: Repository, *words: str) -> list[str]:
    done = repository.run(*words)
    return done.stdout.splitlines() if done.returncode == 0 else []


def _ignored(root: Path) -> set[str]:
    try:
        lines = (root / IGNORED).read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return {line.split()[0] for line in lines if line.strip()}


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
