"""The last look at a built site before it is deployed, and the record that is kept of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.record import DEPLOYED_COPY, counted
from publishing.refused import Refused
from publishing.repository import LEDGER, Repository
from publishing.served import REVISION, revision_line

DRAWINGS = "_drawings"


def handouts_missing(build: Path) -> list[str]:
    """The handouts that the build's own list promises and that nobody has printed into it."""
    listed = build.with_name(f"{build.name}.anchors.json")
    if not listed.is_file():
        return []
    entries = json.loads(listed.read_text(encoding="utf-8"))["addresses"]
    promised = (entry["address"] for entry in entries if entry["kind"] == "handout")
    return [address for address in promised if not (build / address).is_file()]


def seal(repository: Repository, build: Path, known: Path, record: Path) -> str:
    """Write `revision.txt` into the build, and into `record` what is to be committed afterwards.

    `known` is the list of addresses that were published before. Raises `Refused` when the build
    does not carry the ledger that the working tree holds, when that lacks a known address, or when a
    handout was not printed. Returns a sentence for the log.
    """
    ledger, copy = repository.root / LEDGER, build / DEPLOYED_COPY
    if not copy.is_file() or copy.read_bytes() != ledger.read_bytes():
        raise Refused(f"{copy} is not {LEDGER}: record the build first (./do record)")
    entries = ledgers.read(ledger).entries
    missing = sorted(ledgers.read(known).entries.keys() - entries.keys())
    if missing:
        raise Refused(
            f"the record lacks {counted(len(missing))} that {known} knows, {missing[0]} for one: "
            f"record with --merge {known}"
        )
    if unprinted := handouts_missing(build):
        raise Refused(
            f"{build} lacks {unprinted[0]}: handouts are printed before a build is recorded "
            "(./do record)"
        )
    commit = repository.text("rev-parse", "HEAD")
    line = revision_line(commit, copy.read_bytes())
    (build / REVISION).write_bytes(line)
    record.mkdir(parents=True, exist_ok=True)
    (record / REVISION).write_bytes(line)
    shutil.copyfile(ledger, record / DEPLOYED_COPY)
    if (repository.root / DRAWINGS).is_dir():
        shutil.copytree(repository.root / DRAWINGS, record / DRAWINGS, dirs_exist_ok=True)
    return f"{counted(len(entries))}, built from commit {commit[:8]}"
