"""The handbook itself keeps the contract: what it links to, and what it ever published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import minisite
import pytest

from linkcontract.check.case import Case
from linkcontract.check.run import check
from linkcontract.promise import ledger
from linkcontract.promise import moved as moves_file
from linkcontract.promise import record as recording
from linkcontract.read.folder import read_site
from linkcontract.report import as_text
from linkcontract.site import Site
from linkcontract.source.folder import Source

LEDGER = minisite.ROOT / "links/published.txt"
MOVED = minisite.ROOT / "links/moved.txt"


@pytest.fixture(scope="module")
def handbook(site: Any) -> Site:
    return read_site(site.folder)


def context(handbook: Site, book: ledger.Ledger) -> Case:
    return Case(handbook, Source(minisite.ROOT), book, moves=moves_file.read(MOVED))


def test_every_link_arrives_and_every_published_address_works(handbook: Site) -> None:
    assert handbook.has_anchor_data
    found = check(context(handbook, ledger.read(LEDGER)))
    assert not found, as_text(found)


def test_the_whole_handbook_recorded_today_is_kept_today(handbook: Site, tmp_path: Path) -> None:
    book = ledger.Ledger()
    book.add(recording.public_entries(handbook, recording.today()))
    assert len(book.entries) > 300
    assert not check(context(handbook, book))


def test_a_page_taken_away_is_noticed(handbook: Site) -> None:
    book = ledger.Ledger()
    book.add(recording.public_entries(handbook, recording.today()))
    pages = {
        path: page for path, page in handbook.pages.items() if path != "service-model/pricing/"
    }
    without = Site(
        handbook.root,
        pages,
        frozenset(handbook.files - {"service-model/pricing/index.html"}),
        handbook.base_path,
        handbook.has_anchor_data,
        handbook.short_links,
    )
    found = check(context(without, book))
    lost = {finding.address for finding in found if finding.rule == "published-broken"}
    assert {"service-model/pricing/", "service-model/pricing/#service-model-pricing"} <= lost
    assert any(finding.rule == "missing-page" for finding in found)
