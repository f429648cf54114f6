"""Ids are docutils' ids, for every letter there is."""

from __future__ import annotations

import sys
import unicodedata

from docutils.nodes import make_id

from linkcontract.source.ids import id_of


def test_every_letter_of_unicode_gives_the_id_that_docutils_gives() -> None:
    wrong = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character)[0] in "LNPSZ"
        and id_of(f"a {character}b") != make_id(f"a {character}b")
    ]
    assert not wrong


def test_labels_as_they_are_written() -> None:
    for label in ("value:Überblick", "a:b-c_d", "1:2 plan", "--x--", "ß:æ", "straße", "C++", ""):
        assert id_of(label) == make_id(label)
