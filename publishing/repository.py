"""What git knows: histories, old ledgers, and which commit was last recorded as published."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.ledger import Ledger
from publishing.refused import Refused

LEDGER = "links/published.txt"
TRAILER = "Published"
"""The line of a recording commit that says which commit was published: `Published: <commit>`."""

PENDING = "published-record"
"""The branch that holds a record which the main branch would not take."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A clone with its whole history, and the name of the remote it is published from."""

    root: Path
    remote: str = "origin"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run git here; what it says comes back, whether it worked or not."""
        command = ["git", "-C", str(self.root), *words]
        # Where a token is missing git shall fail, and not wait for somebody to type a password.
        quiet = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", env=quiet
        )

    def text(self, *words: str) -> str:
        """What git answers, without white space around it. Raises `Refused` when git fails."""
        done = self.run(*words)
        if done.returncode:
            raise Refused(f"git {' '.join(words[:2])} failed: {done.stderr.strip()}")
        return done.stdout.strip()

    def commit(self, name: str) -> str | None:
        """The whole id of a commit that is here, or `None`."""
        done = self.run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        return done.stdout.strip() if done.returncode == 0 else None

    def is_before(self, earlier: str, later: str) -> bool:
        """Whether `later` is `earlier` or comes after it. Both must be here."""
        return self.run("merge-base", "--is-ancestor", earlier, later).returncode == 0

    def fetch(self, branch: str) -> str | None:
        """Fetch a branch of the remote; returns the commit at its tip, `None` when it is not there.

        Raises `Refused` when the remote does not answer: then nothing is known.
        """
        listed = self.text("ls-remote", "--heads", self.remote, f"refs/heads/{branch}")
        if not listed:
            return None
        here = f"refs/remotes/{self.remote}/{branch}"
        self.text("fetch", "--quiet", "--no-tags", self.remote, f"+refs/heads/{branch}:{here}")
        return self.text("rev-parse", here)

    def ledger(self, commit: str) -> Ledger:
        """The ledger as a commit has it, empty where it has none. Raises `CannotWork` if malformed."""
        done = self.run("show", f"{commit}:{LEDGER}")
        if done.returncode:
            return Ledger()
        ledger, problems = ledgers.parse(done.stdout.splitlines(), f"{commit[:8]}:{LEDGER}")
        if problems:
            raise ledgers.MalformedLedger(problems)
        return ledger

    def last_recorded(self, tip: str) -> str | None:
        """Which commit was last recorded as published, in the history of `tip`."""
        form = f"%(trailers:key={TRAILER},valueonly,separator=%x20)"
        found = self.run(
            "log", "--max-count=1", f"--grep=^{TRAILER}: [0-9a-f]", f"--format={form}", tip
        ).stdout.split()
        return found[-1] if found else None
