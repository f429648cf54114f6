"""The promise through the life of the handbook: a page moves, a section is renamed, another leaves
for a page of its own, one is withdrawn; each time the tool's advice is followed to the letter.

All of it on a copy of the real handbook of which every address was published.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT, STRICT, Built, copy_of_handbook, is_small, run_sphinx
from test_pages import (
    WITHOUT_SOURCE,
    address,
    missing_basics,
    sources,
)

from linkcontract.promise.moved import PLACEHOLDER
from proofread.handbook import Handbook as Sources
from proofread.rules import mistakes

# A section of the second level with its labels, up to the next one of that level.
SECTION = re.compile(
    r"^(?:\([a-z0-9:-]+\)=\n)*\((?P<label>[a-z0-9:-]+)\)=\n## (?P<title>[^\n]+)\n"
    r"(?P<body>.*?)(?=^(?:\([a-z0-9:-]+\)=\n)+## |\Z)",
    re.MULTILINE | re.DOTALL,
)
APART = "service-model/a-part-of-its-own.md"
HEADING = re.compile(r'the heading "(?P<title>.+)" at line (?P<line>\d+)')


class Handbook:
    """A copy of the handbook, and what its contributors and its checks do with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = copy_of_handbook(folder / "handbook")
        self.out = folder / "dirhtml"
        self.moved = self.folder / "links" / "moved.txt"
        self.ledger = self.folder / "links" / "published.txt"

    def build(self, *options: str) -> Built:
        return run_sphinx(self.folder, self.out, "dirhtml", *options)

    def contract(self, command: str, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "linkcontract", command, str(self.out), *options],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )

    def check(self) -> list[dict]:
        """What the link contract finds, as it is run by ``./do links``."""
        done = self.contract("check", *self.files, "--format", "json")
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)

    @property
    def files(self) -> tuple[str, ...]:
        return "--source", ".", "--ledger", str(self.ledger), "--moved", str(self.moved)

    def sound(self, promised: set[str]) -> Built:
        """A strict build in which all that the tests of the pages check holds, and every promise."""
        built = self.build(*[option for option in STRICT if option != "--fresh-env"])
        assert built.code == 0 and not built.warnings, built.warnings
        assert self.check() == []
        written = sources(self.folder)
        names = set(built.names()) - WITHOUT_SOURCE
        assert names == {address(file, self.folder) for file in written}
        pages = {name: built.page(name) for name in names}
        assert {
            name: lacks for name, page in pages.items() if (lacks := missing_basics(page))
        } == {}
        assert len({page.title.get_text() for page in pages.values()}) == len(pages)
        assert [f"{one.place}: {one.what}" for one in mistakes(Sources(self.folder))] == []
        # And the promise itself, by hand: whatever was published answers, at its own address.
        assert promised <= self.published()
        ids = {name: {one["id"] for one in page.find_all(id=True)} for name, page in pages.items()}
        for one in promised:
            if one.startswith("handouts/"):  # printed when the build is published
                continue
            page, _, fragment = one.partition("#")
            name = f"{page.removeprefix('./')}index.html"
            if name in ids:
                assert not fragment or unquote(fragment) in ids[name], one
            else:
                assert is_small(built.folder / name), f"{one} is no longer served"
        return built

    def published(self) -> set[str]:
        lines = self.ledger.read_text(encoding="utf-8").splitlines()
        return {line.split("\t")[0] for line in lines if not line.startswith("#")}

    def page(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace in a page what must be there once."""
        assert self.page(name).count(old) == 1, (name, old)
        self.write(name, self.page(name).replace(old, new))

    def sections(self) -> list[tuple[str, re.Match[str]]]:
        """Every section of the second level in the service model, with its file."""
        files = sorted((self.folder / "service-model").glob("*.md"))
        names = [file.relative_to(self.folder).as_posix() for file in files]
        return [(name, found) for name in names for found in SECTION.finditer(self.page(name))]

    def links_to(self, label: str) -> list[str]:
        """The pages in which a label is linked to."""
        use = re.compile(rf"#{label}\)|<{label}>|`{label}`")
        files = [file for file in sources(self.folder) if use.search(file.read_text("utf-8"))]
        return [file.relative_to(self.folder).as_posix() for file in files]

    def lines_of_advice(self, findings: list[dict]) -> list[str]:
        """The lines for moved.txt that the findings print."""
        advice = "\n".join(finding["fix"] or "" for finding in findings)
        return [line.strip() for line in advice.splitlines() if "\t" in line]

    def follow(self, findings: list[dict]) -> None:
        """Do what the findings say, word by word: add their lines."""
        with open(self.moved, "a", encoding="utf-8") as moved:
            for line in self.lines_of_advice(findings):
                # The reason is for a person to write; the example's is refused.
                moved.write(line.replace(PLACEHOLDER, "Nobody asked for it") + "\n")


@pytest.fixture(scope="module")
def handbook(tmp_path_factory) -> Handbook:
    """A handbook of which every address was published yesterday."""
    handbook = Handbook(tmp_path_factory.mktemp("life"))
    built = handbook.build(*STRICT)
    assert built.code == 0 and not built.warnings, built.warnings
    done = handbook.contract("record", "--ledger", str(handbook.ledger))
    assert done.returncode == 0, done.stderr
    assert len(handbook.published()) > 500
    return handbook


def test_what_was_published_works_whatever_happens_to_it(handbook):
    """One life, in this order: each step begins with what the one before has left."""
    promised = handbook.published()
    for step in (move_a_page, rename_a_section, split_a_page, withdraw_a_section):
        step(handbook)
        handbook.sound(promised)
    moved = [line for line in handbook.moved.read_text("utf-8").splitlines() if line[:1] != "#"]
    assert len(moved) >= 3, "every step but the rename took a line"
    # And what is published from now on is kept beside what was.
    done = handbook.contract("record", "--ledger", str(handbook.ledger))
    assert done.returncode == 0 and handbook.published() > promised
    handbook.sound(handbook.published())


def take_from_toctree(handbook: Handbook, index: str) -> str:
    """Take the last page out of a table of contents; returns its name."""
    text = handbook.page(index)
    *_, last = re.finditer(r"^```\{toctree\}\n(?:.*\n)*?```$", text, re.MULTILINE)
    entry = last[0].splitlines()[-2]
    handbook.write(
        index, text[: last.start()] + last[0].replace(f"\n{entry}\n", "\n") + text[last.end() :]
    )
    return re.sub(r".*<(.*)>", r"\1", entry)


def add_to_toctree(handbook: Handbook, index: str, name: str) -> None:
    text = handbook.page(index)
    end = text.index("\n```", text.rindex("```{toctree}"))
    handbook.write(index, f"{text[:end]}\n{name}{text[end:]}")


def move_a_page(handbook: Handbook) -> None:
    """A page goes to another folder; whoever did it runs ``fix``."""
    name = take_from_toctree(handbook, "service-model/index.md")
    (handbook.folder / "service-model" / f"{name}.md").rename(
        handbook.folder / f"mission/{name}.md"
    )
    add_to_toctree(handbook, "index.md", f"mission/{name}")
    handbook.build()
    lines = handbook.lines_of_advice(handbook.check())
    assert lines == [f"service-model/{name}/\tmission/{name}/"]
    done = handbook.contract("fix", *handbook.files)
    assert done.returncode == 0, done.stdout
    assert handbook.moved.read_text("utf-8").splitlines()[-1:] == lines


def rename_a_section(handbook: Handbook) -> None:
    """A heading and its label are reworded, in all links too; the old label is put back by hand."""
    name, section = next(
        (name, one)
        for name, one in handbook.sections()
        if one[0].startswith(f"({one['label']})=\n## ") and handbook.links_to(one["label"])
    )
    old, title = section["label"], section["title"]
    for file in handbook.links_to(old):
        handbook.write(file, handbook.page(file).replace(f"#{old})", f"#{old}-today)"))
    handbook.change(name, f"({old})=\n## {title}\n", f"({old}-today)=\n## {title} today\n")
    handbook.build()
    findings = handbook.check()
    address = f"{name.removesuffix('.md')}/#{old.replace(':', '-')}"
    finding = next(one for one in findings if one["address"] == address)
    heading = HEADING.search(finding["fix"])
    assert heading and heading["title"] == f"{title} today", findings
    assert f"write ({old})= on the line above its other labels" in finding["fix"]
    lines = handbook.page(name).splitlines(keepends=True)
    above = int(heading["line"]) - 1
    while lines[above - 1].startswith("("):
        above -= 1
    handbook.write(name, "".join([*lines[:above], f"({old})=\n", *lines[above:]]))


def split_a_page(handbook: Handbook) -> None:
    """A section leaves for a page of its own, with its labels; the check writes the lines."""
    name, section = next(
        (name, one)
        for name, one in reversed(handbook.sections())
        if re.match(r"\n[A-Z][^\n]{60}", one["body"]) and "\n(" in one["body"]
    )
    labels = section[0].partition("## ")[0]
    matter = "---\nowner: Product and Services\nreviewed: 2026-11-26\nreview_by: 2027-11-26\n---\n"
    text = f"{matter}{labels}# {section['title']}\n{section['body']}".replace("\n### ", "\n## ")
    handbook.change(name, section[0], "")
    assert not (handbook.folder / APART).exists()
    handbook.write(APART, text)
    add_to_toctree(handbook, "service-model/index.md", Path(APART).stem)
    handbook.build()
    findings = handbook.check()
    wanted = f"{name.removesuffix('.md')}/#{section['label'].replace(':', '-')}\t{APART[:-3]}/"
    assert [line for line in handbook.lines_of_advice(findings) if line.startswith(wanted)], (
        findings
    )
    handbook.follow(findings)


def withdraw_a_section(handbook: Handbook) -> None:
    """A section that nothing links to is deleted; the check writes the line, a person the reason."""
    name, section = next(
        (name, one)
        for name, one in handbook.sections()
        if name != APART
        and not any(map(handbook.links_to, re.findall(r"^\((\S+)\)=$", one[0], re.MULTILINE)))
    )
    handbook.change(name, section[0], "")
    handbook.build()
    findings = handbook.check()
    lines = handbook.lines_of_advice(findings)
    assert lines and all(line.split("\t")[1] == "gone" for line in lines), findings
    handbook.follow(findings)
