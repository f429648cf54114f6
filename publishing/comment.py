"""The one comment on a pull request: written once, rewritten with each push, never repeated.

This runs with a token that may write comments, after a check that ran the pull request's own code.
What that left behind is hostile: only the report is read, and only through `change` and `plain`. Which
pull request it is about comes from GitHub, never from the report.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from publishing import change
from publishing.github import GitHub
from publishing.refused import Refused

MARK = "<!-- what this change does to links -->"
_BOT = "github-actions[bot]"


@dataclass(frozen=True, slots=True)
class Run:
    """The check that ended: for which commit of whose branch, how, and where it can be read."""

    commit: str
    owner: str
    branch: str
    conclusion: str
    url: str

    @classmethod
    def from_environment(cls) -> Run:
        """As the workflow passes it on from the event, which GitHub wrote."""
        names = ("RUN_COMMIT", "RUN_OWNER", "RUN_BRANCH", "RUN_CONCLUSION", "RUN_URL")
        return cls(*(os.environ.get(name, "") for name in names))


def put(github: GitHub, report: Path, run: Run) -> None:
    """Write the comment, or rewrite the one that is there. Raises `Refused`.

    Says in the log when there is nothing to do: no open pull request has that commit any more.
    """
    number = _pull_request(github, run)
    if number is None:
        print("no open pull request ends with that commit: nothing to say")
        return
    body = written(report, run)
    for page in range(1, 11):
        comments = github.ask(f"issues/{number}/comments?per_page=100&page={page}")
        for one in comments:
            if one["user"]["login"] == _BOT and one["body"].startswith(MARK):
                github.ask(f"issues/comments/{int(one['id'])}", "PATCH", body=body)
                return
        if len(comments) < 100:
            break
    github.ask(f"issues/{number}/comments", "POST", body=body)


def _pull_request(github: GitHub, run: Run) -> int | None:
    """The open pull request whose last commit was checked."""
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", run.commit):
        raise Refused("the event names no commit")
    head = quote(f"{run.owner}:{run.branch}", safe="")
    found: list[Any] = github.ask(f"pulls?state=open&head={head}&per_page=100")
    numbers = [int(one["number"]) for one in found if one["head"]["sha"] == run.commit]
    return numbers[0] if numbers else None


def written(report: Path, run: Run) -> str:
    """The comment. A report that is missing or not to be trusted is said to be so, in its place."""
    try:
        told = change.as_markdown(change.loaded(report))
    except (OSError, ValueError, RecursionError):
        told = "What this change does to links could not be told: there is no sound report.\n"
    url = run.url if re.fullmatch(r"https://[\w.-]+/[\w./-]+", run.url) else ""
    where = f"[the run]({url})" if url else "the run"
    passed = {"success": "The check passed", "failure": "**The check failed**"}
    verdict = passed.get(run.conclusion, "The check did not end")
    return f"{MARK}\n{told}\n{verdict}: {where} has the whole report, and the built site to download.\n"
