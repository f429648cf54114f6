"""Every mistake of the catalogue that can be seen in the sources: said once, and mended by its remedy."""

from __future__ import annotations

import pytest

from proofread.catalogue import CASES
from proofread.catalogue.case import AT, named, tree, write
from proofread.fold import fold
from proofread.handbook import Handbook
from proofread.rules import RULES, SITE_RULES, mistakes

KINDS = {one.kind.id: one.kind for one in (*RULES, *SITE_RULES)}
NAMED = {name: case for name, case in named(CASES).items() if case.kind in KINDS}
BASE = "https://handbook.example.org/"


def said(files, root, name):
    """Place and words, and what to do, of every mistake in a tree; places as the case names them."""
    write(files, root)
    found = fold(mistakes(Handbook(root, BASE)))
    own = f"{AT}{name}/"
    places = [
        one.place.removeprefix(own) if one.place.startswith(own) else f"/{one.place}"
        for one in found
    ]
    lines = tuple(f"{place}: {one.what}" for place, one in zip(places, found, strict=True))
    return lines, "\n".join(one.fix for one in found), [one.kind.id for one in found]


@pytest.mark.parametrize("name", NAMED)
def test_a_mistake_is_said_once_and_its_remedy_works(name, tmp_path):
    case = NAMED[name]
    lines, fix, kinds = said(tree({name: case}), tmp_path / "broken", name)
    assert lines == tuple(line.replace("CASE", name) for line in case.says)
    assert fix == case.fix.replace("CASE", name)
    assert kinds == [case.kind]
    assert said(tree({name: case}, mended=True), tmp_path / "mended", name)[0] == ()


def test_every_rule_has_a_case_and_says_why_it_matters():
    made_otherwise = {"unreadable", "page-too-large", "folder-unreadable"}  # test_rules.py
    assert set(KINDS) - made_otherwise == {case.kind for case in NAMED.values()}
    for kind in KINDS.values():
        assert kind.title and kind.why.endswith(".") and "\n\n" in kind.help, kind.id
