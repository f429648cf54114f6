"""Screenshots: every kind of page there is, in every way it is seen, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import small
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser

from linkcontract.read.folder import read_site
from linkcontract.serve.visit import is_served
from printing import shots
from printing.shots import KINDS, VARIANTS, Kind, take_shots


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """The browser that all tests share: one thread can drive only one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shots, "opened", lambda: nullcontext(browser))
        yield browser


def test_there_is_a_page_of_every_kind(site) -> None:
    built = read_site(site.folder)
    addresses = [kind.address.partition("?")[0] for kind in KINDS if kind.name != "not found"]
    assert [one for one in addresses if not is_served(built, one)] == []


def test_phone_and_desktop_light_dark_print_and_without_script_are_all_seen() -> None:
    assert {v.size[0] for v in VARIANTS if not v.printed} == {390, 1350}
    for width in (390, 1350):
        seen = [v for v in VARIANTS if v.size[0] == width]
        assert {v.scheme for v in seen} == {"light", "dark"}
        assert {v.script for v in seen} == {True, False}
    assert any(v.printed for v in VARIANTS)


def test_all_of_them_are_on_the_contact_sheet(
    browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = (
        Kind("a page", "you/"),
        Kind("acted on", "you/", lambda page: page.keyboard.press("End"), whole=False),
        Kind("missing", "no/such/page/"),
    )
    monkeypatch.setattr(shots, "KINDS", kinds)
    monkeypatch.setattr(shots, "VARIANTS", (VARIANTS[1], VARIANTS[2], VARIANTS[-1]))
    sheet = take_shots(small.write(tmp_path), tmp_path / "shots")
    page = BeautifulSoup(sheet.read_text(), "html.parser")
    files = [link["href"] for link in page.select("td a")]
    # What is done on a page needs its script, and is not seen on paper.
    assert len(files) == 2 * 3 + 1
    for file in files + [image["src"] for image in page.select("td img")]:
        with Image.open(tmp_path / "shots" / file) as picture:
            assert picture.width in (390, 665, 260)
    with Image.open(sheet.with_suffix(".png")) as picture:
        assert picture.width >= 1980
