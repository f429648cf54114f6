"""What contributors do in a browser: each with one message that says what to write where; written as
it says, the next run is green.

A small handbook with our own configuration, of which every address was published. `test_whole_life`
does the same, one thing after the other, to the real one.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, run_sphinx_here

from linkcontract.cli import main
from linkcontract.promise.moved import PLACEHOLDER

CONF_PY = f"""\
import runpy
globals().update(runpy.run_path({str(ROOT / "conf.py")!r}))
extensions.remove("page_not_found")  # it links to pages that are not here
include_patterns = ["*.md", "service/*.md"]
html_theme_path = [{str(ROOT / "_theme")!r}]
html_static_path = []
html_favicon = ""
facts_file = {str(ROOT / "facts.yml")!r}
owners = []
templates_path = [{str(ROOT / "_templates")!r}]
"""
PAGES = {
    "index.md": """\
(handbook:home)=
# Front

See [what it costs](#pricing:usage-fee), [the forecast](#pricing:forecast) and [support](#service:support).

```{toctree}
service/index
```
""",
    "service/index.md": """\
(service)=
# Service

How we work, in a few words that stand alone on this page.

```{toctree}
pricing
support
```
""",
    "service/pricing.md": """\
(service:pricing)=
# Pricing

What a member pays for the year, with the cloud bill at cost, added up.

(pricing:usage-fee)=
## Usage fee

The usage fee follows the number of active users, in four bands, each month.

(pricing:forecast)=
## Forecast

A forecast for next year adds the growth that you expect to what you pay now.

(pricing:invoices)=
## Invoices

Invoices come quarterly from our fiscal sponsor, with thirty days to pay.
""",
    "service/support.md": """\
(service:support)=
# Support

Write to us and somebody answers within two working days, in English.

(support:ticket)=
## Open a ticket

Say which hub it is, what you did, what happened and since when.
""",
}


class Copy:
    """A copy of the small handbook, what is done to it, and what is said about it."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self.capsys = folder, capsys

    def build(self) -> str:
        """Build it; returns the warnings, without the folder's name."""
        built = run_sphinx_here(
            self.folder, self.folder / "_build" / "dirhtml", "dirhtml", "-n", "-E"
        )
        return built.warnings.replace(f"{self.folder}/", "")

    def contract(self, command: str, *options: str) -> str:
        moved, ledger = self.folder / "links/moved.txt", self.folder / "links/published.txt"
        files = ["--ledger", str(ledger)]
        if command == "check":
            files += ["--moved", str(moved), "--source", str(self.folder)]
        self.capsys.readouterr()
        main([command, str(self.folder / "_build" / "dirhtml"), *files, *options])
        return self.capsys.readouterr().out.replace(f"{self.folder}/", "")

    def check(self) -> str:
        """What a person reads, one finding below the other."""
        return self.contract("check")

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str = "") -> None:
        assert self.text(name).count(old) == 1, (name, old)
        self.write(name, self.text(name).replace(old, new))

    def section(self, name: str, label: str) -> str:
        text = self.text(name)
        start = text.index(f"({label})=")
        end = text.find("\n(", start + 1)
        return text[start : end + 1 if end > 0 else None]

    def insert(self, name: str, line: int, text: str) -> None:
        lines = self.text(name).splitlines(keepends=True)
        self.write(name, "".join([*lines[: line - 1], f"{text}\n", *lines[line - 1 :]]))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The small handbook with every address in its ledger."""
    folder = tmp_path_factory.mktemp("moving") / "handbook"
    for name, text in (PAGES | {"conf.py": CONF_PY, "links/moved.txt": ""}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    built = run_sphinx_here(folder, folder / "_build" / "dirhtml", "dirhtml", "-n", "-E")
    assert built.warnings == ""
    site, ledger = folder / "_build" / "dirhtml", folder / "links/published.txt"
    assert main(["record", str(site), "--ledger", str(ledger)]) == 0
    return folder


@pytest.fixture
def copy(published, tmp_path, capsys) -> Copy:
    return Copy(shutil.copytree(published, tmp_path / "handbook"), capsys)


def findings(said: str) -> list[list[str]]:
    """Each finding: its first line, and what stands indented below it."""
    found: list[list[str]] = []
    for line in said.splitlines():
        if line.startswith("    "):
            found[-1].append(line.strip(" "))
        elif re.match(r"\S+?:(?:\d+:)? ", line):
            found.append([line])
    return found


def follow(copy: Copy, said: list[str]) -> None:
    """Do what one finding says, to the letter; only the reason for a withdrawal is made up."""
    place, advice = said[0], "\n".join(said[1:])
    file, line = re.match(r"([^:]+):(\d+):", place).groups()
    if lines := [one for one in said if "\t" in one]:
        with open(copy.folder / "links/moved.txt", "a", encoding="utf-8") as moved:
            moved.write(
                lines[0].replace(PLACEHOLDER, "Nobody asked for it since March 2027") + "\n"
            )
    elif label := re.search(
        r"write (\(\S+\)=) on the line above (that heading|its other labels)", advice
    ):
        above = int(line)
        while copy.text(file).splitlines()[above - 2].startswith("("):
            above -= 1
        copy.insert(file, above, label[1])
    elif end := re.search(r"with (\S+) on a line of its own above line (\d+)", advice):
        copy.insert(file, int(end[2]), end[1])
    else:
        raise AssertionError(f"nothing to follow: {said}")


def reword_a_heading_and_its_label(copy: Copy) -> None:
    copy.change(
        "service/pricing.md", "(pricing:usage-fee)=\n## Usage fee", "(pricing:bands)=\n## Bands"
    )


def rename_a_label(copy: Copy) -> None:
    copy.change("service/pricing.md", "(pricing:usage-fee)=", "(pricing:bands)=")


def lose_a_label(copy: Copy) -> None:
    copy.change("service/pricing.md", "(pricing:usage-fee)=\n")


def delete_a_section(copy: Copy) -> None:
    copy.change("service/pricing.md", copy.section("service/pricing.md", "pricing:invoices"))


def move_a_page(copy: Copy) -> None:
    (copy.folder / "service/support.md").rename(copy.folder / "help.md")
    copy.change("service/index.md", "support\n")
    copy.change("index.md", "service/index\n", "service/index\nhelp\n")


def split_a_page(copy: Copy) -> None:
    section = copy.section("service/pricing.md", "pricing:forecast")
    copy.change("service/pricing.md", section)
    copy.write("service/forecast.md", section.replace("## ", "# "))
    copy.change("service/index.md", "pricing\n", "pricing\nforecast\n")


def forget_the_end_of_a_block(copy: Copy) -> None:
    copy.change("service/pricing.md", "The usage fee follows", "```\nThe usage fee follows")


def forget_the_end_of_a_comment(copy: Copy) -> None:
    copy.change("service/support.md", "Write to us", "Write to us.\n\n<!-- Not yet:\n\nWrite to us")


CASES: dict[Callable[[Copy], None], tuple[str, str]] = {
    reword_a_heading_and_its_label: (
        "service/pricing.md:7: published link service/pricing/#pricing-usage-fee is broken, and 1 more "
        "with it",
        "keep it: write (pricing:usage-fee)= on the line above its other labels",
    ),
    rename_a_label: (
        "service/pricing.md:7: published link service/pricing/#pricing-usage-fee is broken, and 1 more "
        "with it",
        "keep it: write (pricing:usage-fee)= on the line above its other labels",
    ),
    lose_a_label: (
        "service/pricing.md:6: published link service/pricing/#pricing-usage-fee is broken, and 1 more "
        "with it",
        "keep it: write (pricing:usage-fee)= on the line above that heading",
    ),
    delete_a_section: (
        "service/pricing.md:1: published link service/pricing/#pricing-invoices is broken, and 1 more "
        "with it",
        f"service/pricing/#pricing-invoices\tgone\t{PLACEHOLDER}",
    ),
    move_a_page: (
        "help.md:1: published link service/support/ is broken, and 2 more with it",
        "service/support/\thelp/",
    ),
    split_a_page: (
        "service/forecast.md:2: published link service/pricing/#pricing-forecast is broken",
        "service/pricing/#pricing-forecast\tservice/forecast/#pricing-forecast",
    ),
    forget_the_end_of_a_block: (
        "service/pricing.md:9: published link service/pricing/#pricing-forecast is broken, and 3 more "
        "with it",
        "keep it: end that block, with ``` on a line of its own above line 12",
    ),
    forget_the_end_of_a_comment: (
        "service/support.md:6: published link service/support/#support-ticket is broken, and 1 more "
        "with it",
        "keep it: end that block, with --> on a line of its own above line 10",
    ),
}


@pytest.mark.parametrize("edit", CASES, ids=lambda edit: edit.__name__)
def test_one_message_says_what_to_write_where_and_then_all_is_green(copy, edit):
    edit(copy)
    copy.build()
    (said,) = findings(copy.check())
    place, advice = CASES[edit]
    assert said[0] == place
    assert any(line.startswith(advice) for line in said[1:]), said
    follow(copy, said)
    assert copy.build() == ""
    assert findings(copy.check()) == []


def test_a_heading_may_be_reworded_without_a_word(copy):
    copy.change("service/pricing.md", "## Usage fee", "## What you pay per active user")
    assert copy.build() == "" and findings(copy.check()) == []


def test_a_new_heading_in_place_of_another_may_be_something_else(copy):
    """The check cannot know; it says what to do in either case."""
    reword_a_heading_and_its_label(copy)
    copy.build()
    (said,) = findings(copy.check())
    assert 'the heading "Bands" at line 7 may be its new home' in said
    assert any("if it says something else, the old one is gone" in line for line in said)


def test_links_to_a_section_that_is_gone_are_listed_and_then_asked_for_one_by_one(copy):
    copy.change("service/pricing.md", copy.section("service/pricing.md", "pricing:forecast"))
    copy.build()
    link, lost = findings(copy.check())
    assert link == [
        "index.md:4: link to #pricing:forecast leads to a section that is not on this page",
        "service/pricing/#pricing-forecast was published: keep it, and this link arrives again",
    ]
    assert lost[-1] == "if it is gone, change the links to it, too: index.md:4"
    follow(copy, lost)
    (warning,) = copy.build().splitlines()
    assert warning.startswith("index.md:4:") and "change this link" in warning
    assert findings(copy.check()) == [
        [
            "index.md:4: link to #pricing:forecast leads to service/pricing/#pricing-forecast, which "
            "was withdrawn on purpose (links/moved.txt:1)",
            "change this link: lead it to another section, or keep only its words",
        ]
    ]
    copy.change("index.md", "[the forecast](#pricing:forecast)", "a forecast")
    assert copy.build() == "" and findings(copy.check()) == []


def test_a_deleted_page_takes_one_line_and_lists_the_links_to_it(copy):
    (copy.folder / "service/support.md").unlink()
    copy.change("service/index.md", "support\n")
    copy.build()
    (lost,) = [one for one in findings(copy.check()) if "published link" in one[0]]
    assert f"service/support/\tgone\t{PLACEHOLDER}" in lost
    assert lost[-1] == "if it is gone, change the links to it, too: index.md:4"
    follow(copy, lost)
    copy.change("index.md", "[support](#service:support)", "support")
    assert copy.build() == "" and findings(copy.check()) == []


def test_what_was_kept_at_another_site_is_told_at_the_link(copy):
    copy.change("service/pricing.md", copy.section("service/pricing.md", "pricing:forecast"))
    copy.write(
        "links/moved.txt", "service/pricing/#pricing-forecast\thttps://example.org/forecast\n"
    )
    copy.build()
    assert findings(copy.check()) == [
        [
            "index.md:4: link to #pricing:forecast leads to service/pricing/#pricing-forecast, which has "
            "moved (links/moved.txt:1)",
            "link to https://example.org/forecast",
        ]
    ]


def test_the_example_of_a_reason_is_refused_by_one_message(copy):
    delete_a_section(copy)
    copy.write("links/moved.txt", f"service/pricing/#pricing-invoices\tgone\t{PLACEHOLDER}\n")
    (warning,) = copy.build().splitlines()
    assert warning.startswith("links/moved.txt:1: WARNING: ") and "still the example's" in warning
    (said,) = findings(copy.check())
    assert said[0].startswith("links/moved.txt:1: ") and said[0].endswith("still the example's")
    copy.change("links/moved.txt", PLACEHOLDER, "Invoices are explained by our sponsor now")
    assert copy.build() == "" and findings(copy.check()) == []


def test_a_line_copied_from_a_pull_request_is_read_although_its_tabs_are_arrows(copy):
    delete_a_section(copy)
    copy.write(
        "links/moved.txt", "service/pricing/#pricing-invoices ⇥ gone ⇥ Our sponsor says it now\n"
    )
    assert copy.build() == "" and findings(copy.check()) == []


def test_json_has_every_place_for_programs(copy):
    """What a person reads once, a program gets for each link."""
    lose_a_label(copy)
    copy.build()
    found = json.loads(copy.contract("check", "--format", "json"))
    assert {one["rule"] for one in found} == {"missing-fragment", "published-broken"}
    assert ("index.md", 4) in {(one["file"], one["line"]) for one in found}
