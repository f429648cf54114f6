"""What the formatter and the spelling checker report, in our words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from proofread.tools import formatting, markdown_rules, spelling
from proofread.tools.asking import Reported, ToolFailed

ROOT = Path(__file__).parent.parent.parent

# For each rule: a page on which it is broken, the line, a word of what is told.
BROKEN = {
    "MD007": ("# T\n\n- a\n    - b\n", 4, "wrong column"),
    "MD009": ("# T\n\na \nb\n", 3, "spaces at the end"),
    "MD010": ("# T\n\na\tb\n", 3, "a tab"),
    "MD011": ("# T\n\n(a)[https://x.org]\n", 3, "wrong way round"),
    "MD012": ("# T\n\na\n\n\nb\n", 5, "several empty lines"),
    "MD018": ("# T\n\n##Next\n", 3, "no space after the #"),
    "MD022": ("# T\na\n", 1, "no empty line under a heading"),
    "MD023": ("# T\n\n  ## Next\n", 3, "indented"),
    "MD025": ("# T\n\n# Next\n", 3, "a second title"),
    "MD027": ("# T\n\n>  a\n", 3, "several spaces after >"),
    "MD030": ("# T\n\n-   a\n", 3, "one space after a list's mark"),
    "MD031": ("# T\n\na\n```sh\nb\n```\n", 4, "no empty line between a block"),
    "MD035": ("# T\n\n---\n\na\n\n***\n\nb\n", 7, "written differently"),
    "MD036": ("# T\n\n**Bold as a heading**\n\na\n", 3, "bold instead of a heading: Bold as"),
    "MD038": ("# T\n\nA ` b` c.\n", 3, "inside the backticks"),
    "MD039": ("# T\n\n[ a b](https://x.org)\n", 3, "inside a link's brackets"),
    "MD042": ("# T\n\n[a b]()\n", 3, "without an address"),
    "MD045": ("# T\n\n![](x.svg)\n", 3, "without a description"),
    "MD046": ("# T\n\na\n\n```sh\nb\n", 5, "never closed"),
    "MD047": ("# T\n\na", 3, "does not end with exactly one"),
    "MD049": ("# T\n\n*a* and _b_\n", 3, "different marks"),
    "MD050": ("# T\n\n**a** and __b__\n", 3, "different marks"),
    "MD052": ("# T\n\n[a][nowhere]\n", 3, "[nowhere] is not defined"),
    "MD053": ("# T\n\na\n\n[b]: https://x.org\n", 5, "nothing on this page refers to"),
    "MD055": ("# T\n\n| a | b |\n| --- | --- |\n| 1 | 2\n", 5, "without the | that"),
    "MD056": ("# T\n\n| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", 5, "more or fewer cells"),
    "MD059": ("# T\n\n[here](https://x.org)\n", 3, "do not say where it leads"),
    "MD062": ("# T\n\n[a b]( https://x.org )\n", 3, "around a link's address"),
    "MD065": ("# T\n\n***\na\n", 3, "beside a line across the page"),
    "MD066": ("# T\n\na[^1]\n", 3, "[^1] does not exist"),
    "MD076": ("# T\n\n- a\n\n- b\n- c\n\n- d\n", 6, "some items"),
    "MD077": ("# T\n\n- a\n\n   b\n", 5, "under its item's first letter"),
}


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    for name in (".rumdl.toml", "typos.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("rule", markdown_rules.RULES)
def test_each_rule_is_told_once_in_our_words_where_it_is_broken(handbook: Path, rule: str) -> None:
    text, line, words = BROKEN[rule]
    (handbook / "a page.md").write_text(text)
    said = list(formatting.reported(handbook, ["a page.md"]))
    assert [(one.file, one.line, one.rule) for one in said] == [("a page.md", line, rule)]
    (mistake,) = formatting.mistakes(handbook, ["a page.md"])
    assert words in mistake.what and mistake.place == f"a page.md:{line}"
    assert mistake.fix and "{" not in mistake.fix and mistake.kind.why
    fixed = mistake.kind is markdown_rules.FORMATTING
    assert fixed == mistake.fix.endswith("or run ./do format")
    formatting.fix_layout(handbook, ["a page.md"])
    assert ((handbook / "a page.md").read_text() != text) == fixed
    assert bool(list(formatting.reported(handbook, ["a page.md"]))) != fixed


def test_a_block_that_is_indented_and_a_footnote_that_is_not_used(handbook: Path) -> None:
    (handbook / "page.md").write_text("# T\n\n```sh\na\n```\n\n    b\n\n[^1]: c\n")
    assert [(one.kind.id, one.line) for one in formatting.mistakes(handbook, ["page.md"])] == [
        ("indented-code", 7),
        ("unused-reference", 9),
    ]


def test_a_rule_without_words_of_ours_is_told_in_those_of_the_tool(handbook: Path) -> None:
    (handbook / "page.md").write_text("# T\n\na\n\n<!-- a comment\n")
    (mistake,) = formatting.mistakes(handbook, ["page.md"])
    assert mistake.kind is markdown_rules.OTHER_KIND and "comment" in mistake.what.lower()


def test_what_others_tell_is_not_told_here(handbook: Path) -> None:
    (handbook / "level.md").write_text("# T\n\n### Skipped\n")
    (handbook / "marks.md").write_text("# T\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n")
    (handbook / "bytes.md").write_bytes(b"# T\n\n\xff\n")
    files = ["level.md", "marks.md", "bytes.md"]
    assert {one.rule for one in formatting.reported(handbook, files)} == set(
        markdown_rules.TOLD_BY_OTHERS
    )
    assert not list(formatting.mistakes(handbook, files))


def test_misspelled_words_are_told_where_they_stand(handbook: Path) -> None:
    (handbook / "page.md").write_text("# T\n\nDéjà vu, recieve it.\nThe organisation; thi.\n")
    assert list(spelling.reported(handbook, ["page.md"])) == [
        Reported("page.md", 3, 10, "recieve", "receive"),
        Reported("page.md", 4, 5, "organisation", "organization"),
        Reported("page.md", 4, 19, "thi", "the or this"),
    ]
    first = next(spelling.mistakes(handbook, ["page.md"]))
    assert first.place == "page.md:3" and first.what == "“recieve” is misspelled"
    assert first.fix.startswith("write receive instead of recieve")


def test_a_word_of_our_own_is_right(handbook: Path) -> None:
    (handbook / "page.md").write_text("# The thi project\n")
    assert list(spelling.mistakes(handbook, ["page.md"]))
    words = (handbook / "typos.toml").read_text()
    (handbook / "typos.toml").write_text(
        words.replace(
            "[default.extend-words]\n", '[default.extend-words]\nthi = "thi" # a project\n'
        )
    )
    assert not list(spelling.mistakes(handbook, ["page.md"]))


@pytest.mark.parametrize("tool", [formatting, spelling])
def test_nothing_to_read_is_nothing_to_say(handbook: Path, tool) -> None:  # type: ignore[no-untyped-def]
    assert list(tool.mistakes(handbook, [])) == []


@pytest.mark.parametrize("tool", [formatting, spelling])
def test_what_cannot_be_read_is_one_sentence(handbook: Path, tool) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ToolFailed, match=r"(rumdl|typos) stopped with status \d+: .*nowhere\.md.*"):
        list(tool.mistakes(handbook, ["nowhere.md"]))


def test_a_tool_that_is_missing_is_one_sentence(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", str(handbook / "python"))
    with pytest.raises(ToolFailed, match=r"^rumdl is not in .*: use \./do, which sets"):
        list(formatting.mistakes(handbook, ["page.md"]))
