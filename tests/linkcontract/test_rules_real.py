"""The whole contract on small handbooks that the real Sphinx builds, fault by fault."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from before_after import build
from minisite import ROOT, findings

from linkcontract.check.case import Case
from linkcontract.check.run import RULES, check
from linkcontract.finding import Consequence, Finding
from linkcontract.promise import ledger as ledgers
from linkcontract.promise import moved as moves_file
from linkcontract.promise import record as recording
from linkcontract.read.folder import read_site
from linkcontract.repair import fix as fixing
from linkcontract.source.folder import Source

sys.path.insert(0, str(ROOT / "_ext"))

HANDBOOK = {
    "index.md": "(handbook:home)=\n# Handbook\n\n[Fee](#pricing:fee), [raw](guide/), <a href='guide/#guide-start'>Start</a>\n\n"
    "```{toctree}\nguide\npricing\n```\n",
    "guide.md": "(guide)=\n# Guide\n\nHow to begin.\n\n(guide:start)=\n## Start here\n\nSit down.\n\n"
    ":::{table} All of it\n:name: table:all\n\n| a | b |\n|---|---|\n| 1 | 2 |\n:::\n\n"
    ":::{glossary}\nHub\n  A place.\n:::\n",
    "pricing.md": "(pricing)=\n# Pricing\n\nWhat it costs.\n\n(pricing:fee)=\n## The usage fee\n\nPer user, per month.\n\n"
    "## Taxes\n\nNone, as a rule.\n",
}


class Handbook:
    """A handbook that can be edited, built, recorded, checked and fixed."""

    extensions = ("anchors", "moved_pages")

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = dict(HANDBOOK)
        self.ledger = folder / "published.txt"
        self.moved = folder / "moved.txt"
        self.moved.write_text("")
        self.ledger.unlink(missing_ok=True)

    def build(self) -> Path:
        for folder in ("source", "site", "doctrees"):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        return build(
            self.files,
            self.folder,
            "dirhtml",
            extensions=["myst_parser", *self.extensions],
            moved_file=str(self.moved),
            published_file=str(self.ledger),
        )

    def context(self) -> Case:
        site = read_site(self.build())
        book = ledgers.read(self.ledger) if self.ledger.exists() else None
        return Case(site, Source(self.folder / "source"), book, moves=moves_file.read(self.moved))

    def record(self) -> None:
        recording.record(read_site(self.build()), self.ledger)

    def check(self) -> list[Finding]:
        return check(self.context())

    def fix(self) -> fixing.Fixed:
        done = fixing.fix(self.context().losses, self.folder / "source", self.moved)
        self.files = {path.name: path.read_text() for path in (self.folder / "source").glob("*.md")}
        return done

    def edit(self, file: str, old: str, new: str) -> None:
        assert old in self.files[file]
        self.files[file] = self.files[file].replace(old, new)


pytestmark = pytest.mark.filterwarnings("ignore::sphinx.deprecation.RemovedInSphinx11Warning")


@pytest.fixture
def handbook(tmp_path: Path) -> Handbook:
    handbook = Handbook(tmp_path)
    handbook.record()
    assert handbook.check() == []
    return handbook


def test_the_ledger_holds_what_a_permalink_copies(handbook: Handbook) -> None:
    assert list(ledgers.read(handbook.ledger).entries) == [
        "./",
        "./#handbook-home",
        "guide/",
        "guide/#guide",
        "guide/#guide-start",
        "guide/#table-all",
        "guide/#term-Hub",
        "pricing/",
        "pricing/#pricing",
        "pricing/#pricing-fee",
        "pricing/#taxes",
    ]


def test_a_reworded_heading_without_a_label_gets_its_old_id_as_label(handbook: Handbook) -> None:
    handbook.edit("pricing.md", "## Taxes", "## The taxes")
    found = handbook.check()
    assert [(f.rule, f.file, f.line) for f in found] == [("published-broken", "pricing.md", 11)]
    assert "(taxes)=" in (found[0].fix or "")
    handbook.files["pricing.md"] = handbook.files["pricing.md"].replace(
        "## The taxes", "(taxes)=\n## The taxes"
    )
    assert handbook.check() == []


def test_a_reworded_heading_with_a_label_breaks_nothing(handbook: Handbook) -> None:
    handbook.edit("pricing.md", "## The usage fee", "## What you pay")
    assert handbook.check() == []


def test_a_renamed_label_is_fixed_by_stacking_the_old_one_above(handbook: Handbook) -> None:
    handbook.edit("pricing.md", "(pricing:fee)=", "(pricing:usage)=")
    handbook.edit("index.md", "#pricing:fee", "#pricing:usage")
    assert [f.address for f in handbook.check()] == ["pricing/#pricing-fee"]
    done = handbook.fix()
    assert not done.left
    assert "(pricing:fee)=\n(pricing:usage)=\n## The usage fee" in handbook.files["pricing.md"]
    assert handbook.check() == []
    recorded = handbook.context().site.pages["pricing/"]
    permalinks = [
        anchor.permalink for anchor in recorded.anchors if anchor.title == "The usage fee"
    ]
    assert "#pricing-usage" in permalinks and "#pricing-fee" not in permalinks


def test_a_page_that_moved_is_fixed_by_one_line(handbook: Handbook) -> None:
    handbook.files["costs.md"] = handbook.files.pop("pricing.md")
    handbook.edit("index.md", "\npricing\n", "\ncosts\n")
    found = handbook.check()
    assert {f.rule for f in found} == {"published-broken"} and len(found) == 4
    handbook.fix()
    assert handbook.moved.read_text() == "pricing/\tcosts/\n"
    assert handbook.check() == []


def test_a_section_that_moved_to_another_page_is_fixed_by_one_line(handbook: Handbook) -> None:
    section = "(pricing:fee)=\n## The usage fee\n\nPer user, per month.\n\n"
    handbook.edit("pricing.md", section, "")
    handbook.files["guide.md"] += "\n" + section
    assert [f.address for f in handbook.check()] == ["pricing/#pricing-fee"]
    handbook.fix()
    assert handbook.moved.read_text() == "pricing/#pricing-fee\tguide/#pricing-fee\n"
    assert handbook.check() == []


def test_a_deleted_page_is_left_to_a_person_and_kept_by_saying_so(handbook: Handbook) -> None:
    del handbook.files["pricing.md"]
    handbook.edit("index.md", "[Fee](#pricing:fee), ", "")
    handbook.edit("index.md", "\npricing\n", "\n")
    assert handbook.fix().left == {
        "pricing/",
        "pricing/#pricing",
        "pricing/#pricing-fee",
        "pricing/#taxes",
    }
    handbook.moved.write_text("pricing/\tgone\twe no longer charge\n")
    assert handbook.check() == []


def test_links_that_the_build_lets_pass_are_found_at_their_line(handbook: Handbook) -> None:
    handbook.edit(
        "guide.md",
        "Sit down.",
        "<a href='../prices/'>Sit</a> <img src='no.png' alt='x'>\n[down](#guide:strat)",
    )
    found = {f.rule: (f.file, f.line, f.fix) for f in handbook.check()}
    assert found == {
        "missing-page": ("guide.md", 9, None),
        "missing-file": ("guide.md", 9, None),
        "missing-fragment": (
            "guide.md",
            10,
            "did you mean #guide:start? In HTML that is #guide-start",
        ),
    }


def test_a_label_written_wrong_is_guessed_over_all_pages(handbook: Handbook) -> None:
    handbook.edit(
        "guide.md", "Sit down.", "[Fee](#pricing:fees) and <a href='#pricing-fee'>fee</a>"
    )
    guess = "did you mean #pricing:fee? In HTML that is ../pricing/#pricing-fee"
    assert [(f.file, f.line, f.fix) for f in handbook.check()] == [("guide.md", 9, guess)] * 2


def test_a_repeated_heading_has_a_made_up_permalink(handbook: Handbook) -> None:
    handbook.files["pricing.md"] += "\n## Taxes\n\nAgain.\n"
    found = handbook.check()
    assert [f.rule for f in found] == ["generated-permalink"]
    assert found[0].file == "pricing.md"


def test_two_labels_with_one_id_are_found_by_the_made_up_id(handbook: Handbook) -> None:
    handbook.edit("pricing.md", "## Taxes", "(pricing-fee)=\n## Taxes")
    found = handbook.check()
    assert {f.rule for f in found} <= {
        "generated-permalink",
        "duplicate-id",
        "published-broken",
    } and found


def test_anchors_json_gives_labels_lines_and_the_base_url(tmp_path: Path) -> None:
    def entry(address: str, label: str | None, line: int) -> dict[str, object]:
        kind = "heading" if "#" in address else "page"
        return {
            "address": address,
            "label": label,
            "kind": kind,
            "title": "Home",
            "file": "start.md",
            "line": line,
        }

    addresses = [
        entry("./", "home", 1),
        entry("./#home", "home", 1),
        entry("./#area-thing", "area:thing", 7),
    ]
    (tmp_path / "site.anchors.json").write_text(json.dumps({"version": 1, "addresses": addresses}))
    head = "<link rel=canonical href=https://example.org/hb/>"
    body = (
        "<h1 id='home'>Home</h1><h2 id='area-thing'>Thing</h2><a href='https://example.org/hb/nope/'>x</a>"
        "<a href='https://example.org/other/'>another site</a><a href='#area-thng'>x</a>"
    )
    html = f"<!doctype html><html><head>{head}</head><body><main>{body}</main></body></html>"
    found = findings(tmp_path, {"index.html": html}, source={"start.md": "(home)=\n# Home\n"})
    assert [(f.rule, f.file, f.address, f.fix) for f in found] == [
        (
            "missing-fragment",
            "start.md",
            "./#area-thng",
            "did you mean #area:thing? In HTML that is #area-thing",
        ),
        ("missing-page", "start.md", "nope/", None),
    ]


def seen(handbook: Handbook) -> list[tuple[str, int | None, str | None]]:
    """What `check` says on the command line."""
    context = handbook.context()
    found = check(context)
    return [(f.rule, f.line, f.address) for f in found if not isinstance(f, Consequence)]


def test_a_line_that_leads_nowhere_is_one_finding_wherever_the_build_wrote_it(
    tmp_path: Path,
) -> None:
    handbook = Handbook(tmp_path)
    handbook.extensions = ("anchors", "moved_pages", "short_links")
    handbook.files["old.md"] = "(old)=\n# Old\n\n(old:part)=\n## Part\n\nx\n"
    handbook.files["guide.md"] += "\n(guide:gone)=\n## Gone\n\nx\n"
    handbook.edit("index.md", "\npricing\n", "\npricing\nold\n")
    handbook.record()
    del handbook.files["old.md"]
    handbook.edit("index.md", "\nold\n", "\n")
    handbook.edit("guide.md", "\n(guide:gone)=\n## Gone\n\nx\n", "")
    handbook.moved.write_text("guide/#guide-gone\tnope/\nold/\tnope/#x\nolder/\told/\n")
    assert seen(handbook) == [
        ("moved-nowhere", 1, "guide/#guide-gone"),
        ("moved-nowhere", 2, "old/"),
    ]
    handbook.edit("guide.md", "Sit down.", "<a href='../nope/'>Sit</a>")
    assert ("missing-page", 9, "nope/") in seen(handbook)


def test_a_line_for_which_the_build_wrote_nothing_is_found(tmp_path: Path) -> None:
    handbook = Handbook(tmp_path)
    handbook.moved.write_text("k.html\tguide/\nguide/#k\tpricing/\n")
    assert seen(handbook) == []
    handbook.extensions = ("anchors",)
    assert seen(handbook) == [("moved-unserved", 1, "k.html"), ("moved-unserved", 2, "guide/#k")]


def test_a_heading_that_only_lacks_its_lost_label_is_not_asked_for_a_new_one(
    tmp_path: Path,
) -> None:
    handbook = Handbook(tmp_path)
    handbook.files["pricing.md"] += (
        "\n(pricing:one)=\n## Doublet\n\nx\n\n(pricing:two)=\n## Doublet\n\ny\n"
    )
    handbook.record()
    handbook.edit("pricing.md", "(pricing:one)=\n", "")
    handbook.edit("pricing.md", "(pricing:two)=\n", "")
    found = seen(handbook)
    assert found == [
        ("published-broken", 15, "pricing/#pricing-one"),
        ("published-broken", 19, "pricing/#pricing-two"),
    ]


def test_what_is_written_in_another_way_is_found_at_its_line(handbook: Handbook) -> None:
    handbook.files["part.md"] = (
        "Included <a href='gone.html'>text</a>.\n\n## Included\n\n## Included\n"
    )
    handbook.files["x.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    handbook.edit(
        "guide.md",
        "Sit down.",
        "![alt](nopic.png)\n\n:::{figure} ../nofig.png\n:alt: x\n:name: fig:x\n:::\n\n"
        ":::{code-block} python\n:caption: The *code*\n\n# The code\n:::\n\n"
        ":::{figure} x.svg\n:alt: x\n\nThe figure's text,\nover two lines\n:::\n\n"
        ":::{include} part.md\n:::\n\nA <a href='no/?a=1&amp;b'>b</a>.",
    )
    handbook.files["index.md"] = (
        ":::{toctree}\n:hidden:\n\nguide\npricing\n:::\n" + handbook.files["index.md"]
    )
    lines = handbook.files["guide.md"].split("\n")
    found = {(f.file, f.line, f.rule) for f in handbook.check() if f.page == "guide/"}
    at = {
        text: next(n for n, line in enumerate(lines, 1) if text in line)
        for text in ("nopic", "nofig", ":caption:", "figure's", "amp;")
    }
    assert found == {
        ("guide.md", at["nopic"], "missing-file"),
        ("guide.md", at["nofig"], "missing-file"),
        ("guide.md", at[":caption:"], "generated-permalink"),
        ("guide.md", at["figure's"], "generated-permalink"),
        ("guide.md", at["amp;"], "missing-page"),
        ("part.md", 1, "missing-page"),
        ("part.md", 5, "generated-permalink"),
    }
    said = {f.line: f for f in handbook.check() if f.file == "guide.md"}[at[":caption:"]]
    assert "code block" in said.message and (said.fix or "").startswith(
        "write :name: code:the-code"
    )


def test_every_rule_has_an_entry_that_helps_in_the_handbook() -> None:
    pages = (ROOT / "contribute").glob("checks-*.md")
    entries = "".join(page.read_text(encoding="utf-8") for page in pages)
    assert RULES
    missing = [id for id in (rule.id for rule in RULES) if f"\n(checks:{id})=\n## " not in entries]
    assert not missing


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("(fig:x)=\n:::{figure} x.svg\n:alt: X\n\nCaption\n:::", ["generated-permalink"]),
        (":::{figure} x.svg\n:name: fig:x\n:alt: X\n\nCaption\n:::", []),
    ],
)
def test_a_label_above_a_figure_leaves_its_permalink_made_up(
    tmp_path: Path, figure: str, expected: list[str]
) -> None:
    handbook = Handbook(tmp_path)
    (tmp_path / "source").mkdir()
    handbook.files["index.md"] += f"\n{figure}\n"
    handbook.files["x.svg"] = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    found = handbook.check()
    assert [f.rule for f in found] == expected, found
    assert all(f.file == "index.md" and ":name:" in (f.fix or "") for f in found)
