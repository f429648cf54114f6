"""Handouts: one page each, of the page's own words, with a link that a phone can read off the paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import small
import zxingcpp
from bs4 import BeautifulSoup
from conftest import ROOT
from PIL import Image, ImageChops
from playwright.sync_api import Browser
from test_settings import BASE, REPOSITORY

from linkcontract import cli
from mirror.__main__ import main as make_mirror
from printing import browser as browsers
from printing import cards, handouts
from printing.__main__ import day_of, main
from printing.built import Built
from printing.errors import CannotPrint, Unprintable
from printing.handouts import compose, linked, print_handouts
from printing.sheets import sheets

DAY = date(2026, 11, 26)
PAGES = {
    "hub-users": "mission/hub-users",
    "hub-administrators": "mission/hub-administrators",
    "community-leaders": "mission/community-leaders",
    "open-science-ecosystem": "mission/open-science-ecosystem",
    "tiers": "service-model/membership",
}
# What the template itself says, and nothing else does.
TEMPLATE = "The whole page, kept up to date: As of 26 November 2026."


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """The browser that all tests share: one thread can drive only one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handouts, "opened", lambda: nullcontext(browser))
        yield browser


@pytest.fixture(scope="module")
def printed(browser, build_handbook, tmp_path_factory) -> Built:
    """The handbook as it is published, with its handouts."""
    built = build_handbook(
        "dirhtml", HANDBOOK_BASE_URL=BASE.rstrip("/"), HANDBOOK_REPOSITORY=REPOSITORY
    ).folder
    folder = tmp_path_factory.mktemp("printed") / "dirhtml"
    shutil.copytree(built, folder)
    shutil.copyfile(f"{built}.anchors.json", f"{folder}.anchors.json")
    site = Built(folder)
    assert len(print_handouts(site, ROOT, DAY)) == len(PAGES)
    return site


def paper(built: Built, name: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(built.folder / f"handouts/{name}.pdf")


def text_of(sheet: pypdfium2.PdfDocument) -> str:
    return sheet[0].get_textpage().get_text_range()


def picture(sheet: pypdfium2.PdfDocument, scale: float) -> Image.Image:
    return sheet[0].render(scale=scale).to_pil().convert("L")


@pytest.mark.parametrize("name", PAGES)
def test_a_handout_is_one_page_of_a4_inside_the_margins_of_letter(
    printed: Built, name: str
) -> None:
    sheet = paper(printed, name)
    assert len(sheet) == 1
    assert [round(size / 72 * 25.4) for size in sheet[0].get_size()] == [210, 297]
    left, top, right, bottom = ImageChops.invert(picture(sheet, 2)).getbbox()
    millimeters = [edge / 2 / 72 * 25.4 for edge in (left, top, right, bottom)]
    # Letter is 279.4 mm high; printed in the middle of it, 8.8 mm are missing above and below.
    assert millimeters[0] >= 12 and millimeters[2] <= 198
    assert millimeters[1] >= 8.8 + 6 and millimeters[3] <= 297 - 8.8 - 6


@pytest.mark.parametrize("name", PAGES)
def test_its_code_is_the_short_link_and_so_is_its_text(printed: Built, name: str) -> None:
    sheet = paper(printed, name)
    (code,) = zxingcpp.read_barcodes(picture(sheet, 3))
    assert code.text.startswith(f"{BASE}go/")
    assert code.text in re.sub(r"\s", "", text_of(sheet))
    short = (printed.folder / code.text.removeprefix(BASE) / "index.html").read_text()
    assert PAGES[name] in short


@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_the_pages_own(printed: Built, name: str) -> None:
    page = BeautifulSoup((printed.folder / PAGES[name] / "index.html").read_text(), "html.parser")
    known = f"{page.get_text(' ')} {TEMPLATE}"
    link = zxingcpp.read_barcodes(picture(paper(printed, name), 3))[0].text
    said = " ".join(text_of(paper(printed, name)).split()).replace(link, "")
    own = set(re.findall(r"\w+", known))
    assert len(re.findall(r"\w+", said)) > 150
    assert set(re.findall(r"\w+", said)) - own <= set(re.findall(r"\w+", link))
    assert page.h1.get_text() in said and "As of 26 November 2026" in said


@pytest.mark.parametrize("name", PAGES)
def test_it_is_tagged_and_says_its_title_and_language(printed: Built, name: str) -> None:
    data = (printed.folder / f"handouts/{name}.pdf").read_bytes()
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang (en)", b"/DisplayDocTitle true",
                 b"/Outlines", b"/S /H1", b"/S /H2", b"/Alt (QR code of "):  # fmt: skip
        assert mark in data, mark
    facts = paper(printed, name).get_metadata_dict()
    assert facts["Title"].endswith(" — 2i2c handbook")
    assert facts["CreationDate"] == facts["ModDate"] == "D:20261126000000+00'00'"
    assert len(data) < 150_000


@pytest.mark.parametrize("name", PAGES)
def test_the_page_links_to_it_and_says_its_size(printed: Built, name: str) -> None:
    page = BeautifulSoup((printed.folder / PAGES[name] / "index.html").read_text(), "html.parser")
    (link,) = page.select("p.handout a")
    file = (printed.folder / PAGES[name] / link["href"]).resolve()
    assert file == (printed.folder / f"handouts/{name}.pdf").resolve()
    size = round(file.stat().st_size / 1000)
    assert link.get_text() == f"Print this as one page (PDF, {size} KB)"
    assert link.parent.find_previous_sibling("p").find_previous_sibling("h1")


def test_the_printed_site_keeps_the_promise_and_records_its_handouts(
    printed: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, moved = tmp_path / "published.txt", str(ROOT / "links/moved.txt")
    shutil.copyfile(ROOT / "links/published.txt", ledger)
    assert cli.main(["record", str(printed.folder), "--ledger", str(ledger)]) == 0
    recorded = re.findall(r"^handouts/([\w-]+)\.pdf\t\S+\t(.+)$", ledger.read_text(), re.MULTILINE)
    assert sorted(name for name, _ in recorded) == sorted(PAGES)
    assert ("hub-users", "Hub users") in recorded
    options = ["--ledger", str(ledger), "--moved", moved]
    assert cli.main(["check", str(printed.folder), *options]) == 0, capsys.readouterr().out


def test_a_mirror_has_the_handouts_or_says_that_they_are_missing(
    site, printed: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "published.txt"
    ledger.write_text("./\t2026-11-26\tx\nhandouts/tiers.pdf\t2026-11-26\tx\n")
    options = ["--ledger", str(ledger), "--to", str(tmp_path / "mirror")]
    assert make_mirror([str(site.folder), *options]) == 1
    assert "handouts/tiers.pdf: published, and nothing answers there" in capsys.readouterr().out
    assert make_mirror([str(printed.folder), *options]) == 0
    made = (tmp_path / "mirror/handouts/tiers.pdf").read_bytes()
    assert made == (printed.folder / "handouts/tiers.pdf").read_bytes()


def test_the_everyday_build_has_no_dead_link_and_owes_no_handout(
    site, printed: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not (site.folder / "handouts").exists()
    assert not site.page("mission/hub-users/index.html").select(".handout")
    ledger = tmp_path / "published.txt"
    lines = "".join(f"handouts/{name}.pdf\t2026-11-26\tx\n" for name in PAGES)
    ledger.write_text((ROOT / "links/published.txt").read_text() + lines)
    moved = str(ROOT / "links/moved.txt")
    options = [str(site.folder), "--ledger", str(ledger), "--moved", moved]
    assert cli.main(["check", *options]) == 0, capsys.readouterr().out
    ledger.write_text(ledger.read_text() + "handouts/no-more.pdf\t2026-11-26\tx\n")
    assert cli.main(["check", *options]) == 1


def test_printing_again_gives_the_same_bytes(browser, tmp_path: Path) -> None:
    built = small.write(tmp_path)
    made = []
    for _ in range(2):
        (handout,) = print_handouts(built, tmp_path, DAY)
        made.append((handout.file.read_bytes(), (built.folder / "you/index.html").read_bytes()))
    assert made[0] == made[1]
    assert made[0][1].count(b'class="handout"') == 1


def test_a_sheet_has_what_its_page_names_and_nothing_else(tmp_path: Path) -> None:
    built = small.write(tmp_path)
    (sheet,) = sheets(built, tmp_path)
    html = BeautifulSoup(compose(built, sheet, DAY), "html.parser")
    assert [e.get_text(" ", strip=True) for e in html.select("h1, h2, .tagline, caption")] == [
        "You",
        "What do I get?",
        "Stop waiting. Start working.",
        "Limits",
    ]
    assert "Not on the sheet" not in html.get_text() and "¶" not in html.get_text()
    links = [link["href"] for link in html.select(".opening a")]
    assert links == [f"{small.BASE}prices/#fee", "mailto:a@b.example"]
    assert html.select_one(".code")["aria-label"] == f"QR code of {small.BASE}go/persona-you/"
    assert "A handbook. CC BY." in html.select_one(".colophon").get_text()
    assert not html.select("main [id]")


def test_without_an_address_of_the_site_a_sheet_has_no_link(tmp_path: Path) -> None:
    built = small.write(tmp_path, base="")
    (sheet,) = sheets(built, tmp_path)
    html = BeautifulSoup(compose(built, sheet, DAY), "html.parser")
    assert not html.select(".code, .where, a:not([href^=mailto])")
    assert html.select_one(".opening").get_text() == "You compute for a fee, ask us."


def test_a_text_too_long_for_a_page_is_named_with_its_line_and_nothing_is_written(
    browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = small.TEXT.replace("<li>One hub</li>", "<li>One hub and much more of it</li>" * 60)
    built = small.write(tmp_path, text=long)
    before = (built.folder / "you/index.html").read_text()
    options = [str(built.folder), "--source", str(tmp_path), "--date", "2026-11-26"]
    assert main(["handouts", *options]) == 1
    said = capsys.readouterr().err
    assert re.match(r"you\.md:5: the handout is \d+ mm too long for one page: leave out", said)
    assert said.count("\n") == 1
    assert not (built.folder / "handouts").exists()
    assert (built.folder / "you/index.html").read_text() == before


def test_something_too_wide_is_named(browser, tmp_path: Path) -> None:
    wide = small.TEXT.replace("10 GB", f'<code style="white-space:pre">{"x" * 150}</code>')
    with pytest.raises(
        Unprintable, match=r"you\.md:2: something on the handout is \d+ mm too wide"
    ):
        print_handouts(small.write(tmp_path, text=wide), tmp_path, DAY)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (
            "you:gets",
            "you:got",
            "you.md:4: the page has no you:got for its handout: write the label",
        ),
        ("for-you", "For You", "you.md:2: “For You” cannot be the name of a handout: write small"),
        (
            "handout_sections",
            "sections",
            "you.md:2: the handout has no sections: name some by their labels",
        ),
    ],
)
def test_a_mistake_in_front_matter_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], was: str, becomes: str, said: str
) -> None:
    built = small.write(tmp_path, source=small.SOURCE.replace(was, becomes))
    options = [str(built.folder), "--source", str(tmp_path), "--date", "2026-11-26"]
    assert main(["handouts", *options]) == 1
    assert capsys.readouterr().err.startswith(said)


def test_an_older_label_names_its_section(tmp_path: Path) -> None:
    built = small.write(tmp_path, source=small.SOURCE.replace("you:gets", "old:name"))
    (sheet,) = sheets(built, tmp_path)
    assert "Start working" in compose(built, sheet, DAY)


def test_without_a_browser_printing_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browsers, "find", lambda: None)
    for module in (handouts, cards):
        monkeypatch.setattr(module, "opened", browsers.opened)
    built = small.write(tmp_path)
    options = [str(built.folder), "--source", str(tmp_path), "--date", "2026-11-26"]
    assert main(["handouts", *options]) == 2
    assert capsys.readouterr().err == f"{browsers.NONE_FOUND}\n"
    assert main(["cards", str(built.folder), "--store", str(tmp_path / "store")]) == 2


def test_a_folder_that_is_no_build_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["handouts", str(tmp_path / "nothing"), "--date", "2026-11-26"]) == 2
    assert "no site is built here; build it first" in capsys.readouterr().err


def test_the_date_is_never_todays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert day_of(DAY) == DAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert day_of(None) == date(2023, 11, 14)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(CannotPrint, match="give it, as in --date"):
        day_of(None)


def test_a_link_replaces_the_one_of_an_earlier_printing() -> None:
    page = "<h1>A</h1>\n<p>Words.</p>\n<p>More.</p>\n"
    once = linked(page, "../handouts/a.pdf", 80_400)
    assert once == (
        '<h1>A</h1>\n<p>Words.</p>\n<p class="handout"><a href="../handouts/a.pdf" '
        'type="application/pdf">Print this as one page (PDF, 80 KB)</a></p>\n<p>More.</p>\n'
    )
    assert linked(once, "../handouts/a.pdf", 80_400) == once
