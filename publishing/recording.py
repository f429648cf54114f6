"""Committing what was published, onto whatever the main branch is by then.

The ledger only grows, so a record can always be added: to the branch, or, where the branch takes no
push, to a branch of its own that a pull request is made from.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.ledger import Ledger
from linkcontract.promise.record import DEPLOYED_COPY, today
from publishing.refused import Refused
from publishing.repository import LEDGER, PENDING, TRAILER, Repository
from publishing.seal import DRAWINGS
from publishing.served import REVISION

ATTEMPTS = 5
_BOT = (
    "-c", "user.name=github-actions[bot]",
    "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a record got into the repository: by which branch, and whether a person has to merge it."""

    sentence: str
    branch: str = ""
    refused: bool = False


def commit(repository: Repository, record: Path, branch: str, day: date | None = None) -> Outcome:
    """Add the record to the branch; if it takes no push, to the branch `PENDING`.

    Raises `Refused`, with what to do, when neither takes it. Recording twice changes nothing.
    """
    published = ledgers.read(record / DEPLOYED_COPY)
    revision = (record / REVISION).read_text(encoding="utf-8").split()[0]
    message = (
        f"Record what was published on {(day or today()).isoformat()}\n\n{TRAILER}: {revision}"
    )
    said = ""
    for _ in range(ATTEMPTS):
        tip = repository.fetch(branch)
        if tip is None:
            raise Refused(f"there is no branch {branch} to commit the record to")
        with _commit_on(repository, tip, record, published, revision, message) as made:
            if made is None:
                _forget_pending(repository, tip)
                return Outcome("the record holds nothing new")
            push = repository.run("push", repository.remote, f"{made}:refs/heads/{branch}")
            if push.returncode == 0:
                _forget_pending(repository, made)
                return Outcome(f"the record is on {branch} ({made[:8]})", branch)
            said = push.stderr.strip()
            if repository.fetch(branch) == tip:  # nobody was faster: the branch takes no push
                break
    return _leave_pending(repository, record, published, revision, message, branch, said)


def _leave_pending(
    repository: Repository, record: Path, published: Ledger, revision: str, message: str,
    branch: str, said: str,
) -> Outcome:  # fmt: skip
    """Push the record, with what an earlier run left there, to a branch of its own."""
    for _ in range(ATTEMPTS):
        tip, seen = repository.fetch(branch), repository.fetch(PENDING)
        assert tip is not None
        if seen:
            published.add(repository.ledger(seen).entries.values())
        with _commit_on(repository, tip, record, published, revision, message) as made:
            if made is None:
                return Outcome("the record holds nothing new")
            lease = f"--force-with-lease=refs/heads/{PENDING}:{seen or ''}"
            push = repository.run("push", lease, repository.remote, f"{made}:refs/heads/{PENDING}")
            if push.returncode == 0:
                what = f"{branch} takes no push, so the record is on the branch {PENDING}: merge it"
                return Outcome(what, PENDING, refused=True)
            if repository.fetch(PENDING) == seen:
                break
    raise Refused(
        f"the site is published, but its record could not be pushed to {branch} ({said}) nor to "
        f"{PENDING} ({push.stderr.strip()}). Nothing is lost: download the artifact “record” of this "
        f"run and commit its {DEPLOYED_COPY} as {LEDGER}"
    )


@contextmanager
def _commit_on(
    repository: Repository, tip: str, record: Path, published: Ledger, revision: str, message: str
) -> Iterator[str | None]:
    """A commit on top of `tip` that adds the record, made beside the working tree; `None` if nothing is new."""
    with tempfile.TemporaryDirectory(prefix="record-") as temporary:
        place = Path(temporary, "tree")
        repository.text("worktree", "add", "--quiet", "--detach", str(place), tip)
        try:
            tree = Repository(place, repository.remote)
            file = place / LEDGER
            ledger = ledgers.read(file) if file.exists() else Ledger()
            ledger.add(published.entries.values())
            file.parent.mkdir(parents=True, exist_ok=True)
            ledgers.write(file, ledger)
            _put_drawings(tree, record / DRAWINGS, revision)
            tree.text("add", "--all")
            # That something is published at all is recorded even when it adds no address.
            is_first = repository.last_recorded(tip) is None
            if tree.run("diff", "--cached", "--quiet").returncode == 0 and not is_first:
                yield None
            else:
                words = ("--quiet", "--no-verify", "--allow-empty", "--message", message)
                tree.text(*_BOT, "commit", *words)
                yield tree.text("rev-parse", "HEAD")
        finally:
            repository.run("worktree", "remove", "--force", str(place))


def _put_drawings(tree: Repository, drawn: Path, revision: str) -> None:
    """Add the pictures that the build drew, and delete those of its commit that it needed no more."""
    if not drawn.is_dir():
        return
    listed = tree.run("ls-tree", "-z", "--name-only", revision, f"{DRAWINGS}/").stdout
    for name in filter(None, listed.split("\0")):
        if not (drawn / Path(name).name).exists():
            (tree.root / name).unlink(missing_ok=True)
    (tree.root / DRAWINGS).mkdir(exist_ok=True)
    for file in drawn.glob("*.svg"):
        shutil.copyfile(file, tree.root / DRAWINGS / file.name)


def _forget_pending(repository: Repository, commit: str) -> None:
    """Delete the branch of its own, once all that it holds is on the main branch."""
    seen = repository.fetch(PENDING)
    if seen and repository.ledger(seen).entries.keys() <= repository.ledger(commit).entries.keys():
        lease = f"--force-with-lease=refs/heads/{PENDING}:{seen}"
        repository.run("push", lease, repository.remote, f":refs/heads/{PENDING}")
