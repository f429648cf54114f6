"""The verbs: an address moved, a label renamed, and not a byte more than that."""

from __future__ import annotations

from pathlib import Path

import minisite
import pytest

from linkcontract.cli import main

SOURCE = {
    "index.md": "# Home\n\n```{toctree}\n:caption: For you\n\nguide/index\nguide/faq\nOften <guide/faq>\n```\n"
    "See [it](#guide:faq), `#guide:faq`, {ref}`guide:faq` and {ref}`this <guide:faq>`.\n\n"
    "```\n[it](#guide:faq)\n```\n",
    "guide/index.md": "# Guide\n\n```{toctree}\nfaq\n```\n",
    "guide/faq.md": "(guide:asked)=\n(guide:faq)=\n# Questions\n\nText\n\n(guide:why)=\n## Why\n\n"
    "[up](#guide:faq-more) [here](faq.md#guide:faq)\n\n(guide:loose)=\nNo heading.\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    minisite.write(tmp_path, SOURCE)
    (tmp_path / "moved.txt").write_bytes(b"# old\tnew\r\nolder/\tguide/faq/\r\n")
    (tmp_path / "linkcontract.toml").write_text("source = '.'\nmoved = 'moved.txt'\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_page_moves_with_its_file_its_line_and_its_places_in_the_menus(
    here: Path, capsys
) -> None:
    before = everything(here)
    assert main(["move", "guide/faq/", "help/questions/"]) == 0
    after = everything(here)
    assert after["moved.txt"] == before["moved.txt"] + b"guide/faq/\thelp/questions/\r\n"
    assert after["help/questions.md"] == before["guide/faq.md"] and "guide/faq.md" not in after
    index = before["index.md"].replace(b"\nguide/faq\n", b"\nhelp/questions\n")
    assert after["index.md"] == index.replace(b"<guide/faq>", b"<help/questions>")
    assert after["guide/index.md"] == b"# Guide\n\n```{toctree}\n/help/questions\n```\n"
    said = capsys.readouterr().out
    assert "guide/faq.md: is now help/questions.md" in said and "index.md:7: the menu names" in said


def test_a_section_keeps_its_name_on_the_new_page(here: Path, capsys) -> None:
    assert main(["move", "guide/faq/#guide-why", "guide/"]) == 0
    assert (
        (here / "moved.txt").read_bytes().endswith(b"\nguide/faq/#guide-why\tguide/#guide-why\r\n")
    )
    assert "(guide:why)= stands at guide/faq.md:7" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        (
            "guide/faq/",
            "older/",
            "moved.txt:2 leads older/ to guide/faq/, so this would be a circle",
        ),
        ("older/", "x/", "older/ has moved already, to guide/faq/ (moved.txt:2)"),
        ("x/", "x/", "is where it is already"),
        ("/x/", "y/", "write x/"),
        ("x/", "%2E%2E/evil/", "write "),
        ("x/", "a/%2Fb/", "not a plain path"),
        ("x/", "gone", "write its line with the reason"),
        ("https://example.org/", "y/", "whole URL"),
    ],
)
def test_what_cannot_be_is_refused_with_nothing_written(
    here: Path, capsys, old: str, new: str, wrong: str
) -> None:
    before = everything(here)
    assert main(["move", old, new]) == 2
    assert wrong in capsys.readouterr().err
    assert everything(here) == before


def test_a_chain_is_followed_and_said(here: Path, capsys) -> None:
    assert main(["move", "oldest/", "older/"]) == 0
    assert "older/ itself leads on to guide/faq/" in capsys.readouterr().out


def test_a_new_label_stands_below_the_old_one_and_links_say_it(here: Path, capsys) -> None:
    before = everything(here)
    assert main(["rename-label", "guide:faq", "guide:questions"]) == 0
    after = everything(here)
    home = before["index.md"].decode()
    home = home.replace("[it](#guide:faq),", "[it](#guide:questions),").replace(
        "{ref}`guide:faq`", "{ref}`guide:questions`"
    )
    assert after["index.md"].decode() == home.replace("<guide:faq>", "<guide:questions>")
    faq = before["guide/faq.md"].replace(b"(guide:faq)=\n", b"(guide:faq)=\n(guide:questions)=\n")
    assert after["guide/faq.md"] == faq.replace(b"faq.md#guide:faq)", b"faq.md#guide:questions)")
    assert {name for name in after if after[name] != before[name]} == {"index.md", "guide/faq.md"}
    said = capsys.readouterr().out
    assert "guide/faq.md:3: (guide:questions)= stands above “Questions”" in said
    assert "index.md:10: the link says #guide:questions" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("guide:fag", "guide:x", "there is no label guide:fag; did you mean guide:faq?"),
        ("guide:faq", "guide why", "is no label"),
        ("guide:faq", "guide-why", "gives the id guide-why already"),
        ("guide:loose", "guide:x", "stands above no heading"),
        ("guide:faq", "++", "is no label"),
    ],
)
def test_a_label_that_cannot_be_is_refused(
    here: Path, capsys, old: str, new: str, wrong: str
) -> None:
    before = everything(here)
    assert main(["rename-label", old, new]) == 2
    assert wrong in capsys.readouterr().err
    assert everything(here) == before
