"""Which Markdown counts, how a lost label is spelled, and what is written for other engines."""

from __future__ import annotations

import json
from pathlib import Path

import minisite
import pytest

from linkcontract.cli import main
from linkcontract.source.engine import Engine, engine_of
from linkcontract.source.folder import Source
from linkcontract.source.markdown import Document

PAGE = "<h1 id='value-proposition'>Value proposition<a class=headerlink href='#value-proposition'>¶</a></h1><p>Text."


def ours(folder: Path, source: dict[str, str]) -> list[str]:
    """A site of ours whose page has lost its label; the options for `check` and `fix`."""
    minisite.write(
        folder / "site", {"mission/value/index.html": PAGE, "index.html": "<h1>Home</h1>"}
    )
    entries = [
        {
            "address": "./",
            "label": None,
            "kind": "page",
            "title": "Home",
            "file": "index.md",
            "line": 1,
        },
        {
            "address": "mission/value/",
            "label": None,
            "kind": "page",
            "title": "Value proposition",
            "file": "mission/value.md",
            "line": 1,
        },
        {
            "address": "mission/value/#value-proposition",
            "label": None,
            "kind": "heading",
            "title": "Value proposition",
            "file": "mission/value.md",
            "line": 1,
        },
    ]
    (folder / "site.anchors.json").write_text(json.dumps({"version": 1, "addresses": entries}))
    minisite.write(
        folder / "source",
        {"index.md": "# Home\n", "mission/value.md": "# Value proposition\n\nText.\n"} | source,
    )
    (folder / "published.txt").write_text(
        "mission/value/#mission-value-proposition\t2026-01-02\tValue proposition\n"
    )
    (folder / "moved.txt").write_text("")
    names = {"--source": "source", "--ledger": "published.txt", "--moved": "moved.txt"}
    return [
        str(folder / "site"),
        *(part for name, file in names.items() for part in (name, str(folder / file))),
    ]


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"tests/given.md": "(mission:value-proposition)=\n# Value proposition\n"},
        {"index.md": "# Home\n\n```\n(mission:value-proposition)=\n# So\n```\n"},
        {
            "mission/value.md": "# Value proposition\n\nText.\n\n```\n(mission:value-proposition)=\n```\n"
        },
        {
            "mission/value.md": "# Value proposition\n\nText.\n\n<!-- once\n(mission:value-proposition)=\n-->\n"
        },
        {"mission/value.md": "# Value proposition\n\nText.\n\n% (mission:value-proposition)=\n"},
    ],
    ids=[
        "a file that is no page",
        "an example elsewhere",
        "an example on the page",
        "a comment",
        "a % comment",
    ],
)
def test_a_label_comes_back_to_its_heading_spelled_as_links_spell_it(
    tmp_path: Path, capsys, elsewhere: dict[str, str]
) -> None:
    spelled = {
        "other.md": "no page: [x](#mission-value:proposition)\n",
        "index.md": "# Home\n\n[x](#mission:value-proposition)\n",
    }
    if "index.md" in elsewhere:
        elsewhere = {"index.md": spelled["index.md"] + elsewhere["index.md"]}
    options = ours(tmp_path, spelled | elsewhere)
    assert main(["check", *options]) == 1
    told = capsys.readouterr().out
    assert "write (mission:value-proposition)= on the line above that heading, or run: " in told
    assert main(["fix", *options]) == 0
    assert "put (mission:value-proposition)= above" in capsys.readouterr().out
    text = (tmp_path / "source/mission/value.md").read_text()
    assert text.startswith("(mission:value-proposition)=\n# Value proposition\n")
    assert (tmp_path / "moved.txt").read_text() == ""
    assert main(["fix", *options]) == 0, "and once more, without building, changes nothing"
    assert (tmp_path / "source/mission/value.md").read_text() == text


@pytest.mark.parametrize(
    ("file", "text", "engine", "words"),
    [
        (
            "mkdocs.yml",
            "site_name: x",
            Engine.MKDOCS,
            "write {#setup} behind it, with the extension attr_list",
        ),
        ("docusaurus.config.ts", "", Engine.DOCUSAURUS, "write {#setup} behind it"),
        ("hugo.toml", "", Engine.HUGO, "write {#setup} behind it"),
        ("_config.yml", "", Engine.JEKYLL, "write {: #setup} on the line below it"),
        (
            "conf.py",
            "extensions = ['recommonmark']",
            Engine.UNKNOWN,
            'give it the id "setup" again',
        ),
        (
            "conf.py",
            "extensions = ['myst_parser']",
            Engine.MYST,
            "write (setup)= on the line above that heading",
        ),
        ("notes.txt", "", Engine.UNKNOWN, 'give it the id "setup" again'),
    ],
)
def test_only_sources_whose_engine_reads_labels_get_one(
    tmp_path: Path, capsys, file: str, text: str, engine: Engine, words: str
) -> None:
    minisite.write(
        tmp_path / "site", {"guide/index.html": "<h1>Guide</h1><h2 id='set-up'>Set up</h2><p>Text."}
    )
    minisite.write(
        tmp_path, {"docs/guide.md": "# Guide\n\n## Set up\n\nText.\n", f"docs/{file}": text}
    )
    assert engine_of(Source(tmp_path / "docs")) is engine
    (tmp_path / "p.txt").write_text("guide/#setup\t2026-01-02\tSet up\n")
    (tmp_path / "m.txt").write_text("")
    options = [
        str(tmp_path / "site"),
        "--source",
        str(tmp_path / "docs"),
        "--ledger",
        str(tmp_path / "p.txt"),
        "--moved",
        str(tmp_path / "m.txt"),
    ]
    assert main(["check", *options]) == 1
    told = capsys.readouterr().out
    assert f"keep it: {words}" in told and "guide.md:3: published link" in told
    assert main(["fix", *options]) == (0 if engine is Engine.MYST else 1)
    written = (tmp_path / "docs/guide.md").read_text()
    assert (written == "# Guide\n\n## Set up\n\nText.\n") == (engine is not Engine.MYST)


def test_what_stands_in_lists_quotes_and_directives_is_read_as_myst_reads_it() -> None:
    text = (
        "---\ntitle: x\n---\n(a)=\n(b)=\n# One {term}`two`\n\n:::{note}\n:name: n\n\n(c)=\n## In a note\n:::\n\n"
        "> (d)=\n> ## Quoted\n\n```{figure} x.png\n---\nname: fig:x\n---\n```\n\n    (indented)=\n\n"
        "Under\n-----\n\n```{include} ../more.md\n```\n\n````\n```\n(example)=\n```\n````\n"
    )
    document = Document("docs/x.md", tuple(text.split("\n")))
    assert {id: line for id, (_, line) in document.labels.items()} == {
        "a": 4,
        "b": 5,
        "n": 9,
        "c": 11,
        "d": 15,
        "fig-x": 20,
    }
    assert [(h.text, h.level, h.line, h.top, h.labels) for h in document.headings] == [
        ("One two", 1, 6, 4, ("a", "b")),
        ("In a note", 2, 12, 11, ("c",)),
        ("Quoted", 2, 16, 15, ("d",)),
        ("Under", 2, 26, 26, ()),
    ]
    assert document.includes == ("more.md",)


def test_labels_of_included_files_count_and_those_of_other_files_do_not(tmp_path: Path) -> None:
    minisite.write(
        tmp_path,
        {
            "a.md": "```{include} part.inc\n```\n",
            "part.inc": "(in:part)=\n# P\n",
            "b.md": "(in:b)=\n# B\n",
        },
    )
    source = Source(tmp_path, {"a.md"})
    assert source.files == ("a.md", "part.inc")
    assert source.label("in-part") and not source.label("in-b")


def test_a_link_is_looked_for_in_the_section_that_it_stands_in(tmp_path: Path) -> None:
    link = "<a href='nope/'>x</a>"
    site = {"index.html": f"<h2 id='a'>A</h2><p>{link} {link}</p><h2 id='b'>B</h2><p>{link}</p>"}
    source = {"index.md": "(a)=\n## A\n\n[x](nope/)\n[x](nope/)\n\n(b)=\n## B\n\n[x](nope/)\n"}
    found = minisite.findings(tmp_path, site, source=source)
    assert sorted(finding.line or 0 for finding in found) == [4, 5, 10]


def test_no_label_is_proposed_that_could_not_give_the_id(tmp_path: Path, capsys) -> None:
    minisite.write(
        tmp_path / "site", {"guide/index.html": "<h1>Guide</h1><h2 id='set-up'>Set up</h2><p>Text."}
    )
    minisite.write(
        tmp_path,
        {
            "docs/conf.py": "extensions = ['myst_parser']",
            "docs/guide.md": "# Guide\n\n## Set up\n\nText.\n",
        },
    )
    (tmp_path / "p.txt").write_text("guide/#Setup_1\t2026-01-02\tSet up\n")
    options = [
        str(tmp_path / "site"),
        "--source",
        str(tmp_path / "docs"),
        "--ledger",
        str(tmp_path / "p.txt"),
    ]
    assert main(["check", *options]) == 1
    assert "(Setup_1)=" not in capsys.readouterr().out
