"""Suggestions: what vanished finds what appeared, one to one, or nothing at all."""

from __future__ import annotations

import pytest

from linkcontract.match.changed import changed_homes
from linkcontract.match.homes import suggest
from linkcontract.match.likeness import (
    fingerprint,
    is_slug,
    says_the_same,
    text_likeness,
    title_likeness,
)
from linkcontract.match.marks import MarkIndex
from linkcontract.match.outline import Outline, PageOutline, Section, outline_of_titles
from linkcontract.match.sections import SectionLikeness
from linkcontract.match.spelling import Guessing
from linkcontract.match.thresholds import CERTAIN
from linkcontract.site import AnchorKind, Site

WORDS = "hub image cloud people cost week lecture student data notebook server grant region storage group budget".split()


def prose(seed: int, length: int = 40) -> str:
    """Words in an order of their own for every seed."""
    return " ".join(
        WORDS[(seed * 7 + n * (seed % 5 + 1) + n * n // 3) % len(WORDS)] + str(seed * 31 + n)
        for n in range(length)
    )


def outline(**pages: list[tuple[str, str, str]]) -> Outline:
    """Pages of sections (id, title, text)."""
    return Outline(
        {
            f"{path}/": PageOutline(
                f"{path}/",
                path.title(),
                [
                    Section(f"{path}/", [id], title, AnchorKind.HEADING, 2, text)
                    for id, title, text in sections
                ],
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
    published = {section.at(id) for section in before.sections for id in section.ids} | set(
        before.pages
    )
    return {old: new.address for old, new in suggest(published - served, before, after).items()}


def test_titles():
    assert title_likeness("For hub users", "Hub users") > 0.9
    assert title_likeness("Inviting people", "Invite people!") > 0.7
    assert title_likeness("Inviting people", "Cloud costs") == 0
    assert title_likeness("", "") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("For hub users", "Hub Users!", True),
        ("Your e-mail", "Your email", True),
        ("“Pricing” — the fees", '"Pricing" - the fees', True),
        ("Inviting people", "Invite people", True),
        ("Plan for 2026", "Plan for 2027", False),
        ("With support", "Without support", False),
        ("Membership", "Premier Membership", False),
        ("", "Membership", False),
    ],
)
def test_what_a_reader_knows_again(one, other, same):
    assert says_the_same(one, other) is says_the_same(other, one) is same


def test_texts():
    whole = fingerprint(prose(1, 60))
    assert text_likeness(whole, whole).score == 1
    assert text_likeness(fingerprint(prose(1, 30)), whole).kept == 1
    assert text_likeness(fingerprint(prose(1)), fingerprint(prose(2))).score == 0


def test_ten_renamed_headings_get_ten_homes():
    before = outline(page=[(f"old-{n}", f"Topic {WORDS[n]}", prose(n)) for n in range(10)])
    after = outline(
        page=[(f"new-{n}", f"Chapter on {WORDS[-n - 1]}", prose(n)) for n in reversed(range(10))]
    )
    assert homes(before, after) == {f"page/#old-{n}": f"page/#new-{n}" for n in range(10)}


def test_the_same_page_comes_first():
    before = outline(a=[("old", "Costs", prose(1))], b=[("b", "B", prose(2))])
    after = outline(
        a=[("new", "Costs", prose(1))], b=[("b", "B", prose(2)), ("costs", "Costs", prose(1))]
    )
    assert homes(before, after) == {"a/#old": "a/#new"}


def test_what_was_deleted_gets_nothing():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "People", prose(2))])
    after = outline(a=[("two", "People", prose(2)), ("three", "Storage regions", prose(3))])
    assert homes(before, after) == {}


def test_a_common_title_elsewhere_is_no_home():
    before = outline(
        a=[("overview", "Overview", prose(1)), ("x", "X", prose(4))], b=[("y", "Y", prose(5))]
    )
    after = outline(
        a=[("x", "X", prose(4))], b=[("y", "Y", prose(5)), ("overview", "Overview", prose(2))]
    )
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
    before = outline_of_titles(
        {"a/": "Costs", "a/#fees": "Usage fees", "a/#for-hub-users": "For hub users"}
    )
    after = outline_of_titles(
        {"a/": "Costs", "a/#usage": "The usage fee", "a/#hub-users": "Hub users"}
    )
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
        f"old{n}/{fragment}": f"new{n}/{fragment}"
        for n in range(count)
        for fragment in ("", "#top")
    }


def test_a_label_that_went_takes_its_section_along():
    before = parts(a=[("roles xref", "Roles", prose(1))], b=[("b", "B", prose(2))])
    after = parts(
        a=[("roles", "Roles", prose(3))],
        b=[("b", "B", prose(2)), ("referencing xref", "Referencing", prose(1))],
    )
    assert homes(before, after) == {"a/#xref": "b/#xref"}


def test_a_repeated_heading_that_took_an_id_is_not_the_one_that_lost_a_label():
    before = parts(
        a=[
            ("options ours", "Options", prose(1)),
            ("options-1", "Options", prose(2)),
            ("x", "X", prose(3)),
        ]
    )
    after = parts(
        a=[("options", "Options", prose(2)), ("x", "X", prose(3)), ("choices", "Choices", prose(1))]
    )
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
    before = outline(
        a=[("set-up", "Set up", prose(1)), ("x", "X", prose(4))], b=[("set-up", "Set up", prose(2))]
    )
    after = parts(
        a=[("x", "X", prose(4))], b=[("set-up", "Set up", prose(2))], c=[("", "Set up", prose(3))]
    )
    assert homes(before, after) == {}


def test_of_another_text_only_a_new_page_is_a_home_by_its_title():
    before = parts(a=[("costs", "Costs", prose(1)), ("x", "X", prose(4))], b=[("b", "B", prose(2))])
    stays = [("x", "X", prose(4))]
    part_of_a_new_page = parts(
        a=stays, b=[("b", "B", prose(2))], c=[("", "C", prose(6)), ("costs", "Costs", prose(3))]
    )
    title_of_an_old_page = parts(a=stays, b=[("", "Costs", prose(3)), ("b", "B", prose(2))])
    new_page = parts(a=stays, b=[("b", "B", prose(2))], c=[("", "Costs", prose(3))])
    assert homes(before, part_of_a_new_page) == homes(before, title_of_an_old_page) == {}
    assert homes(before, new_page) == {"a/#costs": "c/"}


def test_that_neither_title_has_an_id_is_nothing_in_common():
    before = parts(
        a=[("", "Cloud costs", prose(1)), ("x", "X", prose(4))], b=[("b", "B", prose(2))]
    )
    after = parts(b=[("b", "B", prose(2))], c=[("", "The costs of storage", prose(3))])
    assert homes(before, after) == {}


def test_an_opening_that_stood_before_is_no_home_by_its_title():
    before = parts(
        a=[("costs", "Costs", "Short."), ("x", "X", prose(4))], b=[("", "Costs", "Brief.")]
    )
    after = parts(a=[("x", "X", prose(4))], b=[("", "Costs", "Very brief.")])
    assert homes(before, after) == {}


def test_a_title_that_a_page_without_a_title_id_has_too_is_usual():
    before = parts(
        a=[("costs", "Costs", prose(1)), ("x", "X", prose(4))], b=[("", "Costs", prose(5))]
    )
    after = parts(
        a=[("x", "X", prose(4))],
        b=[("", "Costs", prose(5))],
        c=[("", "C", prose(6)), ("costs", "Costs", f"{prose(1, 10)} {prose(9, 30)}")],
    )
    assert homes(before, after) == {}


def test_a_section_merged_under_its_old_title_is_where_its_text_is():
    before = outline(a=[("one", "Costs", prose(1)), ("two", "People", prose(2, 60))])
    after = outline(
        a=[("one", "Regions", prose(3)), ("two", "Costs", prose(1) + " " + prose(2, 60))]
    )
    found = changed_homes({"a/#one", "a/#two"}, before, after, {})
    assert {old: new.address for old, new in found.items()} == {"a/#one": "a/#two"}


def test_signs_that_carry_meaning_count():
    assert (
        title_likeness("C++", "C#") == title_likeness("C", "C#") == title_likeness("C++", "C") == 0
    )
    assert title_likeness("Is C# supported?", "Is C supported?") < 0.98
    assert title_likeness("For hub users:", "For hub users!") == 1
    assert title_likeness(".NET", "NET") < 1 == title_likeness("+", " +")


def test_numbers_that_differ_are_other_things():
    assert title_likeness("Release 2.1", "Release 2.10") < 0.5
    assert title_likeness("Report for 2023", "Report for 2024") < 0.5
    assert title_likeness("1.10.0", "1.1.0") == title_likeness("1.0", "2.1.0") == 0
    assert title_likeness("Plan for 2026", "The plan") > 0.5


def test_which_ids_are_just_the_words_of_a_title():
    for id, title in (
        ("c", "C++"), ("whats-new", "What's new"), ("110", "1.1.0"), ("uberblick", "Überblick"),
        ("plan", "2026 plan"), ("get_user", "get-user"),
    ):  # fmt: skip
        assert is_slug(id, title), id
    for id, title in (
        ("value-hub-users", "For hub users"),
        ("options-1", "Options"),
        ("id1", "New"),
    ):
        assert not is_slug(id, title), id


def test_of_names_that_differ_by_signs_each_has_its_own_home():
    before = outline(a=[("c", "C", "Short."), ("id1", "C++", "Brief."), ("id2", "C#", "Terse.")])
    after = outline(
        b=[("sharp", "C#", "Short."), ("plus", "C++", "Short."), ("see", "C", "Short.")]
    )
    found = homes(before, after)
    assert {old: found[old] for old in found if "#" in old} == {
        "a/#c": "b/#see", "a/#id1": "b/#plus", "a/#id2": "b/#sharp",
    }  # fmt: skip


def test_a_page_written_anew_is_known_by_its_title_and_its_name():
    before = parts(how=[("", "How we hire", prose(1)), ("x", "Salaries", prose(4))])
    after = parts(people=[("", "Hiring", prose(2))], retreats=[("", "Retreats", prose(3))])
    assert homes(before, after) == {"how/": "people/", "how/#x": "people/"}
    found = suggest({"how/", "how/#x"}, before, after)
    assert all(home.likeness < CERTAIN for home in found.values())
    assert found["how/#x"].page_only and not found["how/"].page_only
    rival = parts(people=[("", "Hiring", prose(2))], more=[("", "Hiring and leaving", prose(3))])
    assert homes(before, rival)["how/"] == "people/"
    twins = parts(people=[("", "Hiring people", prose(2))], more=[("", "Hiring friends", prose(3))])
    assert homes(before, twins) == {}


def test_a_page_of_another_year_is_no_home():
    before = parts(a=[("", "Plan for 2025", prose(1)), ("goals", "Goals", prose(4))])
    after = parts(b=[("", "Plan for 2026", prose(2)), ("goals", "Goals", prose(3))])
    assert homes(before, after) == {}


def test_a_section_written_anew_is_known_by_its_rare_words():
    before = outline(
        a=[
            (
                "caching",
                "Caching proxies",
                "A caching proxy keeps what it fetched from upstream for an hour.",
            )
        ]
    )
    after = outline(
        a=[("proxy", "Proxy cache", "Whatever was fetched from upstream by the proxy stays cached there for sixty minutes.")],
        b=[("quota", "Quotas", "Every group has as much room as it pays for, and hears of it in time.")],
    )  # fmt: skip
    home = suggest({"a/#caching"}, before, after)["a/#caching"]
    assert home.address == "a/#proxy" and home.likeness < CERTAIN


def test_demoted_sections_are_at_home_in_the_one_that_took_them_in_not_above_it():
    sentences = [prose(n, 12) for n in range(4)]
    before = outline(
        a=[("a", "Equipment", prose(9)), *((f"s{n}", WORDS[n], sentences[n]) for n in range(4))]
    )
    after = outline(
        a=[("a", "Equipment", prose(9)), ("all", "What we pay for", " ".join(sentences))]
    )
    after.pages["a/"].sections[0].own = "Things."
    assert homes(before, after) == {f"a/#s{n}": "a/#all" for n in range(4)}


def test_two_pages_merged_have_a_heading_of_both_names_in_common():
    common = [("cost", "What it costs", "Nothing."), ("contact", "Contact", "Write to us.")]
    before = parts(
        git=[("git", "Git", prose(1)), *common], ci=[("ci", "Builds", prose(2)), *common]
    )
    after = parts(code=[("code", "Code", f"{prose(1)} {prose(2)}"), *common])
    found = homes(before, after)
    assert found["git/#contact"] == found["ci/#contact"] == "code/#contact"
    assert found["git/#cost"] == found["ci/#cost"] == "code/#cost"


def test_what_every_page_says_leads_to_none_of_them():
    months = "May June July August".split()
    page = {m: [("top", f"Notes of {m}", prose(n)), ("next", "Next meeting", f"First Tuesday after {m}, at nine in the morning, in the room upstairs.")] for n, m in enumerate(months)}  # fmt: skip
    before, after = outline(**page), outline(**{m: page[m] for m in months[1:]})
    assert homes(before, after) == {}
    after = outline(**{m: page[m] for m in months[1:3]}, archive=page["August"])
    assert homes(before, after) == {
        "August/": "archive/",
        "August/#top": "archive/#top",
        "August/#next": "archive/#next",
    }


def test_a_few_words_that_went_with_their_heading_are_told():
    def notes(top: str, present: str) -> list[tuple[str, str, str]]:
        return [("top", top, prose(len(top))), ("present", "Present", present)]

    def nested(**pages: list[tuple[str, str, str]]) -> Outline:
        made = outline(**pages)
        for page in made.pages.values():
            page.sections[0].level = 1
            page.sections[1].above = page.sections[0]
        return made

    before = nested(latest=notes("September", "Ada, Bo"))
    after = nested(latest=notes("In October", "Cy, Di"), archive=notes("September", "Ada, Bo"))
    found = changed_homes({"latest/#top", "latest/#present"}, before, after, {})
    assert {old: new.address for old, new in found.items()} == {
        "latest/#top": "archive/#top", "latest/#present": "archive/#present",
    }  # fmt: skip
    rewritten = nested(latest=notes("September", "Cy, Di"), archive=notes("October", "Ada, Bo"))
    assert changed_homes({"latest/#top", "latest/#present"}, before, rewritten, {}) == {}


def test_costs_grow_with_the_number_of_sections_not_with_its_square():
    def compared(count: int) -> int:
        made = []
        likeness = SectionLikeness.of
        before = outline(a=[(f"a{n}", f"Part {WORDS[n % 16]}", prose(n)) for n in range(count)])
        after = outline(a=[(f"b{n}", f"Part {WORDS[n % 16]}", prose(n + 1)) for n in range(count)])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(SectionLikeness, "of", lambda *some: made.append(1) or likeness(*some))
            homes(before, after)
        return len(made)

    assert compared(1200) < 2.5 * compared(600)


def test_pages_whose_numbers_differ_are_other_pages_whatever_they_share():
    before = parts(a=[("", "Release 2", prose(1))])
    assert homes(before, parts(b=[("", "Release 2.11", prose(2))])) == {}
    headings = {f"#{id}": title for id, title in (("new", "New"), ("known", "Known"), ("by", "By"))}
    old = {"a/": "Report for 2023"} | {f"a/{at}": title for at, title in headings.items()}
    new = {"b/": "Report for 2024"} | {f"b/{at}": title for at, title in headings.items()}
    assert "a/" not in homes(outline_of_titles(old), outline_of_titles(new))


def test_sections_of_a_usual_title_that_were_merged_far_away_share_their_home():
    stays = [("x", "X", prose(4))]
    before = outline(a=[("a", "Costs", prose(1)), *stays], b=[("b", "Costs", prose(2)), *stays])
    after = outline(a=stays, b=stays, c=[("all", "All of it", f"{prose(1)} {prose(2)}")])
    found = homes(before, after)
    assert found["a/#a"] == found["b/#b"] == "c/#all"


def test_a_section_is_looked_for_where_most_of_its_page_went():
    moved = [(f"s{n}", f"Topic {WORDS[n]}", prose(n)) for n in range(3)]
    stays = [("x", "X", prose(4))]
    before = outline(a=[*stays, *moved, ("cost", "Cost", "Short.")], b=stays, c=stays)
    after = outline(
        a=stays,
        b=[*stays, *moved, ("fee", "Cost", "Brief.")],
        c=[*stays, ("cost", "Cost", "Terse.")],
    )
    assert homes(before, after)["a/#cost"] == "b/#fee"


def test_what_very_many_have_leads_to_none_of_them():
    many = MarkIndex((number, ("common", f"own {number}")) for number in range(61))
    assert many.partners(["common"]) == [] and many.partners(["common", "own 7"]) == [7]


def test_a_common_ending_does_not_make_names_alike(tmp_path):
    site = Site(tmp_path, {}, frozenset({"x/b1.html", "x/overview.html"}))
    assert Guessing(site).file("x/a1.html") is None
    assert Guessing(site).file("x/overveiw.html") == "x/overview.html"
