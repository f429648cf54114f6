"""Whether a commit may be published now, and every address that was published until now.

Publishing is refused whenever it could break or forget an address: when what is served cannot be
read, is older than what was recorded, holds less than it should, or is newer than this commit.
"""

from __future__ import annotations

from linkcontract.promise.ledger import Ledger
from linkcontract.promise.record import counted
from publishing import served
from publishing.refused import Refused
from publishing.repository import PENDING, Repository
from publishing.served import Served

UNKNOWN = "unknown"
"""What `replaces` says of a published site that does not say which commit it was built from."""


def known_addresses(
    repository: Repository,
    site: str,
    branch: str,
    *,
    first: bool = False,
    replaces: str = "",
    pause: float = 5.0,
) -> Ledger:
    """Every address that was published before HEAD is: as served, as recorded, as left on a branch.

    `first` states that nothing was ever published. `replaces` names the one published commit that
    may be replaced although it is not in the history of HEAD. Raises `Refused`.
    """
    head = repository.text("rev-parse", "HEAD")
    tip = repository.fetch(branch) or head
    now = served.read(site, pause=pause)
    recorded = repository.last_recorded(tip) or repository.last_recorded(head)
    if now is None:
        _nothing_is_served(site, first, recorded)
    else:
        if first:
            raise Refused(
                f"this is not the first publication: {site} serves {counted(len(now.ledger.entries))}. "
                "Publish again without saying so"
            )
        if replaces != (now.revision or UNKNOWN):
            _is_in_order(repository, now, head, recorded)
        _is_whole(repository, now)
    known = repository.ledger(head)
    known.add(repository.ledger(tip).entries.values())
    if now is not None:
        known.add(now.ledger.entries.values())
    if pending := repository.fetch(PENDING):
        known.add(repository.ledger(pending).entries.values())
    return known


def _nothing_is_served(site: str, first: bool, recorded: str | None) -> None:
    if recorded is not None:
        raise Refused(
            f"{site} has no list of published addresses (404), but commit {recorded[:8]} was recorded "
            "as published. If the site moved, correct its address; if it was taken down, put the last "
            "publication back before a new one"
        )
    if not first:
        raise Refused(
            f"{site} has no list of published addresses (404). If nothing was ever published there, "
            "say so: run the workflow Publish by hand, with “first publication” ticked"
        )


def _is_in_order(repository: Repository, now: Served, head: str, recorded: str | None) -> None:
    """Refuse what is older than what is deployed, and a site that is older than the record."""
    if now.revision is None:
        raise Refused(
            "the published site does not say which commit it was built from. If it may be replaced, "
            f"run the workflow Publish by hand, with “replaces” set to {UNKNOWN}"
        )
    deployed = now.revision
    anyway = f"run the workflow Publish by hand, with “replaces” set to {deployed}"
    if repository.commit(deployed) is None:
        raise Refused(
            f"what is published was built from commit {deployed}, which this repository does not have. "
            f"If it may be replaced, {anyway}"
        )
    if not repository.is_before(deployed, head):
        if repository.is_before(head, deployed):
            raise Refused(
                f"commit {head[:8]} is older than what is published, {deployed[:8]}: nothing to do. "
                "To take a change back, revert it: a roll-back is a new commit "
                "(contribute/publishing.md says how)"
            )
        raise Refused(
            f"what is published was built from {deployed[:8]}, which is not in the history of "
            f"{head[:8]}. Merge it; or, if it may be replaced, {anyway}"
        )
    if recorded and repository.commit(recorded) and not repository.is_before(recorded, deployed):
        raise Refused(
            f"the site still serves {deployed[:8]}, but {recorded[:8]}, which came later, was recorded "
            f"as published: a cache, most likely. Run this again in ten minutes. If somebody put the "
            f"older site back by hand, {anyway}"
        )


def _is_whole(repository: Repository, now: Served) -> None:
    """The list that was published with a commit holds at least the ledger of that commit."""
    if now.revision is None or repository.commit(now.revision) is None:
        return
    then = repository.ledger(now.revision).entries
    missing = sorted(then.keys() - now.ledger.entries.keys())
    if missing:
        raise Refused(
            f"the published list is shorter than the ledger of the commit it was built from: "
            f"{counted(len(missing))} missing, {missing[0]} for one. Find out why before you publish"
        )
