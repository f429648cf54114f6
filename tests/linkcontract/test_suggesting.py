"""Suggestions: what vanished finds what appeared, one to one, or nothing at all."""

from __future__ import annotations

from linkcontract.match.changed import changed_homes
from linkcontract.match.homes import CERTAIN, suggest
from linkcontract.match.likeness import fingerprint, text_likeness, title_likeness
from linkcontract.match.outline import Outline, PageOutline, Section, outline_of_titles
from linkcontract.site import AnchorKind

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


def parts(**pages: list[tuple[str, str, str]]) -> Outline:
    """Pages as :func:`outline` makes them; several ids are words; what has none opens the page."""
    found = outline(**pages)
    for page in found.pages.values():
        for section in page.sections:
            section.ids = section.ids[0].split() or [""]
        if page.sections and page.sections[0].ids == [""]:
            page.opening = page.sections.pop(0)
            page.opening.level = 1
            page.title, page.lead = page.opening.title, page.opening.text
    return found


def homes(before: Outline, after: Outline) -> dict[str, str]:
    served = {section.at(id) for section in after.sections for id in section.ids} | set(after.pages)
    published = {section.at(id) for section in before.sections for id in section.ids} | set(before.pages)
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


def test_a_label_that_went_takes_its_section_along():
    before = parts(a=[("roles xref", "Roles", prose(1))], b=[("b", "B", prose(2))])
    after = parts(a=[("roles", "Roles", prose(3))], b=[("b", "B", prose(2)), ("referencing xref", "Referencing", prose(1))])
    assert homes(before, after) == {"a/#xref": "b/#xref"}


def test_a_repeated_heading_that_took_an_id_is_not_the_one_that_lost_a_label():
    before = parts(a=[("options ours", "Options", prose(1)), ("options-1", "Options", prose(2)), ("x", "X", prose(3))])
    after = parts(a=[("options", "Options", prose(2)), ("x", "X", prose(3)), ("choices", "Choices", prose(1))])
    assert homes(before, after) == {"a/#ours": "a/#choices", "a/#options-1": "a/#options"}


def test_a_section_goes_with_its_page_even_if_it_was_rewritten():
    same = [(f"s{n}", f"Topic {WORDS[n]}", prose(n)) for n in range(6)]
    before = outline(old=[*same, ("rules", "Rules", prose(7))])
    after = outline(new=[*same, ("rules", "Rules", prose(8))])
    found = suggest({"old/", "old/#rules"}, before, after)["old/#rules"]
    assert found.address == "new/#rules" and found.likeness >= CERTAIN


def test_on_a_page_that_moved_the_label_tells_headings_of_one_name_apart():
    same = [(f"s{n}", f"Topic {WORDS[n]}", prose(n)) for n in range(6)]
    before = parts(old=[*same, ("costs money", "Costs", "Short.")])
    after = parts(new=[*same, ("costs", "Costs", "Brief."), ("costs-1 money", "Costs", "Short.")])
    found = homes(before, after)
    assert found["old/#money"] == "new/#money"
    assert found["old/#costs"] == "new/#costs-1"


def test_a_rewritten_section_is_no_page_of_a_usual_title():
    before = outline(a=[("set-up", "Set up", prose(1)), ("x", "X", prose(4))], b=[("set-up", "Set up", prose(2))])
    after = parts(a=[("x", "X", prose(4))], b=[("set-up", "Set up", prose(2))], c=[("", "Set up", prose(3))])
    assert homes(before, after) == {}


def test_of_another_text_only_a_new_page_is_a_home_by_its_title():
    before = parts(a=[("costs", "Costs", prose(1)), ("x", "X", prose(4))], b=[("b", "B", prose(2))])
    stays = [("x", "X", prose(4))]
    part_of_a_new_page = parts(a=stays, b=[("b", "B", prose(2))], c=[("", "C", prose(6)), ("costs", "Costs", prose(3))])
    title_of_an_old_page = parts(a=stays, b=[("", "Costs", prose(3)), ("b", "B", prose(2))])
    new_page = parts(a=stays, b=[("b", "B", prose(2))], c=[("", "Costs", prose(3))])
    assert homes(before, part_of_a_new_page) == homes(before, title_of_an_old_page) == {}
    assert homes(before, new_page) == {"a/#costs": "c/"}


def test_that_neither_title_has_an_id_is_nothing_in_common():
    before = parts(a=[("", "Cloud costs", prose(1)), ("x", "X", prose(4))], b=[("b", "B", prose(2))])
    after = parts(b=[("b", "B", prose(2))], c=[("", "The costs of clouds", prose(3))])
    assert homes(before, after) == {}


def test_an_opening_that_stood_before_is_no_home_by_its_title():
    before = parts(a=[("costs", "Costs", "Short."), ("x", "X", prose(4))], b=[("", "Costs", "Brief.")])
    after = parts(a=[("x", "X", prose(4))], b=[("", "Costs", "Very brief.")])
    assert homes(before, after) == {}


def test_a_title_that_a_page_without_a_title_id_has_too_is_usual():
    before = parts(a=[("costs", "Costs", prose(1)), ("x", "X", prose(4))], b=[("", "Costs", prose(5))])
    after = parts(
        a=[("x", "X", prose(4))],
        b=[("", "Costs", prose(5))],
        c=[("", "C", prose(6)), ("costs", "Costs", f"{prose(1, 10)} {prose(9, 30)}")],
    )
    assert homes(before, after) == {}


def test_a_section_merged_under_its_old_title_is_where_its_text_is():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "People", prose(2, 60))])
    after = outline(a=[("one", "Regions", prose(3)), ("two", "Costs", prose(1) + " " + prose(2, 60))])
    found = changed_homes({"a/#one", "a/#two"}, before, after)
    assert {old: new.address for old, new in found.items()} == {"a/#one": "a/#two"}
