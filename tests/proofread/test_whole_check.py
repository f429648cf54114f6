"""The whole of `./do check` over the catalogue: each mistake once, at its place, and its remedy works.

All cases stand in one tree, which is built twice: as it is broken, and as it is when each message has been
obeyed to the letter. What each case says here is what its entry in `contribute/` shows.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from filelock import FileLock

from proofread.catalogue import CASES
from proofread.catalogue.case import named
from proofread.catalogue.tree import Tree
from proofread.check import Look
from proofread.fixing import fix
from proofread.kinds import KINDS, THEMES

ROOT = Path(__file__).parent.parent.parent
BASE = "https://handbook.example.org/"


def stands_alone(case):
    return case.apart or any(file.startswith("/") for file in case.files)


TOGETHER = named(case for case in CASES if not stands_alone(case))
# One about conf.py itself cannot have this handbook's.
ALONE = named(case for case in CASES if stands_alone(case) and "/conf.py" not in case.files)
ALWAYS_FIXED = set(
    "line-ends no-last-line-end byte-order-mark trailing-space link-letter-case".split()
)
# Made otherwise in tests: of the whole repository, of a folder's rights, of a program that fails.
WITHOUT_CASE = set(
    "ledger-line-removed redirect-circle moved-unserved unreadable folder-unreadable page-too-large"
    " build-failed build-other configuration synonyms budget-answers budget-sources budget-screens"
    " budget-questions".split()
) | set(
    # Said where nobody else says it better, which here somebody does.
    "front-matter markdown moved-lines page-description foreign-request label-taken".split()
)


def said(tree: Tree, mended: bool) -> dict[str, list[tuple[str, str, str]]]:
    """By case: place and words, remedy, and kind of each mistake."""
    tree.write(mended=mended)
    looked = Look(tree.root, base=BASE, on_phone=False).run()
    assert not looked.notes
    return {
        name: [(f"{place}: {one.what}", one.fix, one.kind.id) for place, one in found]
        for name, found in tree.said(looked.mistakes).items()
    }


@pytest.fixture(scope="session")
def together(tmp_path_factory):
    """What is said of all cases, broken and mended; the processes that share the tests share it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    record = folder / "catalogue.json"
    with FileLock(record.with_suffix(".lock")):
        if not record.exists():
            tree = Tree(folder / "catalogue", TOGETHER)
            tree.plant(ROOT)
            broken, rows = said(tree, mended=False), tree.rows_as_lists()
            kept = [[broken, said(tree, mended=True)], rows]
            record.write_text(json.dumps(kept), encoding="utf-8")
    (broken, mended), rows = json.loads(record.read_text(encoding="utf-8"))
    tree = Tree(folder / "catalogue", TOGETHER)
    tree.take_rows(rows)
    return tree, broken, mended


def hold(tree, name, broken, mended):
    assert sorted(what for what, _, _ in broken[name]) == sorted(tree.wanted(name))
    assert "\n".join(dict.fromkeys(fix for _, fix, _ in broken[name])) == tree.fix(name)
    assert {kind for _, _, kind in broken[name]} == {tree.cases[name].kind}
    assert mended[name] == []


@pytest.mark.parametrize("name", TOGETHER)
def test_a_mistake_is_said_once_and_its_remedy_works(together, name):
    hold(together[0], name, *together[1:])


def test_nothing_is_said_of_what_is_sound(together):
    _, broken, mended = together
    assert broken[""] == mended[""] == []


@pytest.mark.parametrize("name", ALONE)
def test_a_mistake_of_the_whole_handbook_is_said_once(name, tmp_path):
    tree = Tree(tmp_path / "tree", {name: ALONE[name]})
    tree.plant(ROOT)
    broken = said(tree, mended=False)
    wanted = {name: tree.wanted(name)}
    assert [what for what, _, _ in broken[name]] == wanted[name]
    assert said(tree, mended=True)[name] == []


def test_fix_mends_what_is_certain_and_a_second_time_nothing(tmp_path):
    cases = {
        name: case for name, case in TOGETHER.items() if case.fixed or case.kind in ALWAYS_FIXED
    }
    assert {case.kind for case in cases.values()} >= {*ALWAYS_FIXED, "typed-figure", "formatting"}
    tree = Tree(tmp_path / "tree", cases)
    tree.plant(ROOT)
    tree.write(mended=True)
    wanted = {
        path.relative_to(tree.root): path.read_bytes()
        for path in (tree.root / "cases").rglob("*.md")
    }
    tree.write()
    assert list(fix(tree.root, BASE, lambda words: None))
    now = {file: (tree.root / file).read_bytes() for file in wanted}
    assert now == wanted
    assert list(fix(tree.root, BASE, lambda words: None)) == []


def test_every_kind_has_a_case_an_entry_and_says_why_it_matters():
    assert set(KINDS) - WITHOUT_CASE == {case.kind for case in CASES}
    assert len(CASES) > 200 and len(KINDS) >= 58
    listed = [id for theme in THEMES for id in theme.kinds]
    assert sorted(listed) == sorted(KINDS)
    for kind in KINDS.values():
        assert kind.title and kind.why.endswith("."), kind.id
