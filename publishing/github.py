"""GitHub's interface, through its own command `gh`, which every runner has: nothing is installed.

The token comes from the environment (`GH_TOKEN`) and is never read here.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publishing.refused import Refused


@dataclass(frozen=True, slots=True)
class GitHub:
    """One repository, as `owner/name`."""

    repository: str

    @classmethod
    def from_environment(cls) -> GitHub:
        """The repository that the workflow runs in."""
        return cls(os.environ.get("GITHUB_REPOSITORY", ""))

    def ask(self, path: str, method: str = "GET", **fields: object) -> Any:
        """Call the interface below `repos/<repository>/`; returns what it answers, as JSON.

        Fields go as JSON on standard input, never on a command line. Raises `Refused`.
        """
        command = ["gh", "api", "--method", method, f"repos/{self.repository}/{path}"]
        body = json.dumps(fields) if fields else None
        if body:
            command += ["--input", "-"]
        try:
            done = subprocess.run(
                command, input=body, capture_output=True, encoding="utf-8", timeout=60
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refused(f"GitHub could not be asked: {error}") from None
        if done.returncode:
            raise Refused(f"GitHub refused {method} {path}: {done.stderr.strip()[:300]}")
        try:
            return json.loads(done.stdout) if done.stdout.strip() else None
        except ValueError:
            raise Refused(f"GitHub's answer to {method} {path} is no JSON") from None


def output(name: str, value: str) -> None:
    """Tell the steps that follow; outside a workflow nobody listens."""
    if file := os.environ.get("GITHUB_OUTPUT"):
        with Path(file).open("a", encoding="utf-8") as stream:
            stream.write(f"{name}={value}\n")
