"""Suggestions: what vanished finds what appeared, one to one, or nothing at all."""

from __future__ import annotations

from linkcontract.likeness import fingerprint, text_likeness, title_likeness
from linkcontract.model import AnchorKind
from linkcontract.outline import Outline, PageOutline, Section, outline_of_titles
from linkcontract.suggesting import CERTAIN, suggest

WORDS = "hub image cloud people cost week lecture student data notebook server grant region storage group budget".split()


def prose(seed: int, length: int = 40) -> str:
    """Words in an order of their own for every seed."""
    return " ".join(WORDS[(seed * 7 + n * (seed % 5 + 1) + n * n // 3) % len(WORDS)] + str(seed * 31 + n) for n in range(length))


def outline(**pages: list[tuple[str, str, str]]) -> Outline:
    """Pages of sections (id, title, text)."""
    return Outline(
        {
            f"{path}/": PageOutline(
                f"{path}/",
                path.title(),
                [Section(f"{path}/", [id], title, AnchorKind.HEADING, 2, text) for id, title, text in sections],
            )
            for path, sections in pages.items()
        }
    )


def homes(before: Outline, after: Outline) -> dict[str, str]:
    served = {section.address for section in after.sections} | set(after.pages)
    published = {section.address for section in before.sections} | set(before.pages)
    return {old: new.address for old, new in suggest(published - served, before, after).items()}


def test_titles():
    assert title_likeness("For hub users", "Hub users") > 0.9
    assert title_likeness("Inviting people", "Invite people!") > 0.7
    assert title_likeness("Inviting people", "Cloud costs") == 0
    assert title_likeness("", "") == 0


def test_texts():
    whole = fingerprint(prose(1, 60))
    assert text_likeness(whole, whole).score == 1
    assert text_likeness(fingerprint(prose(1, 30)), whole).kept == 1
    assert text_likeness(fingerprint(prose(1)), fingerprint(prose(2))).score == 0


def test_ten_renamed_headings_get_ten_homes():
    before = outline(page=[(f"old-{n}", f"Topic {WORDS[n]}", prose(n)) for n in range(10)])
    after = outline(page=[(f"new-{n}", f"Chapter on {WORDS[-n - 1]}", prose(n)) for n in reversed(range(10))])
    assert homes(before, after) == {f"page/#old-{n}": f"page/#new-{n}" for n in range(10)}


def test_the_same_page_comes_first():
    before = outline(a=[("old", "Costs", prose(1))], b=[("b", "B", prose(2))])
    after = outline(a=[("new", "Costs", prose(1))], b=[("b", "B", prose(2)), ("costs", "Costs", prose(1))])
    assert homes(before, after) == {"a/#old": "a/#new"}


def test_what_was_deleted_gets_nothing():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "People", prose(2))])
    after = outline(a=[("two", "People", prose(2)), ("three", "Storage regions", prose(3))])
    assert homes(before, after) == {}


def test_a_common_title_elsewhere_is_no_home():
    before = outline(a=[("overview", "Overview", prose(1)), ("x", "X", prose(4))], b=[("y", "Y", prose(5))])
    after = outline(a=[("x", "X", prose(4))], b=[("y", "Y", prose(5)), ("overview", "Overview", prose(2))])
    assert homes(before, after) == {}


def test_what_stood_before_is_no_home_by_its_title():
    before = outline(a=[("costs", "Costs", "")], b=[("costs", "Costs", "")])
    after = outline(a=[], b=[("costs", "Costs", "")])
    assert homes(before, after) == {}


def test_two_sections_merged_into_one_share_it():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "Budget", prose(2))])
    after = outline(a=[("both", "Costs and budget", f"{prose(1)} {prose(2)}")])
    assert homes(before, after) == {"a/#one": "a/#both", "a/#two": "a/#both"}


def test_titles_alone_are_enough_where_they_are_alike():
    before = outline_of_titles({"a/": "Costs", "a/#fees": "Usage fees", "a/#for-hub-users": "For hub users"})
    after = outline_of_titles({"a/": "Costs", "a/#usage": "The usage fee", "a/#hub-users": "Hub users"})
    assert homes(before, after) == {"a/#fees": "a/#usage", "a/#for-hub-users": "a/#hub-users"}


def test_a_page_takes_its_sections_along():
    before = outline(old=[("one", "Costs", prose(1)), ("two", "People", prose(2))])
    after = outline(new=[("one", "Costs", prose(1)), ("two", "People", prose(2))])
    assert homes(before, after) == {"old/": "new/", "old/#one": "new/#one", "old/#two": "new/#two"}


def test_certainty_tells_a_move_from_a_guess():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "People on hubs", "")])
    after = outline(a=[("new", "What it costs", prose(1)), ("other", "Hubs for people", "")])
    found = suggest({"a/#one", "a/#two"}, before, after)
    assert found["a/#one"].likeness >= CERTAIN > found["a/#two"].likeness


def test_a_thousand_pages_that_moved_are_matched_quickly():
    count = 1000
    before = outline(**{f"old{n}": [("top", f"Title {n}", prose(n))] for n in range(count)})
    after = outline(**{f"new{n}": [("top", f"Title {n}", prose(n))] for n in range(count)})
    assert homes(before, after) == {
        f"old{n}/{fragment}": f"new{n}/{fragment}" for n in range(count) for fragment in ("", "#top")
    }
