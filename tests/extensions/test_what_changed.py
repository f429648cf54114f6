"""The list of what has changed: every note of every page, newest first, never out of date."""

from __future__ import annotations

CONFIG = {"extensions": ["what_changed"], "myst_enable_extensions": ["colon_fence"]}
NOTES = """\
---
orphan: true
changes:
  - date: {date}
    what: {what}
{was}---
# {title}
"""
LIST = "# Changes\n\n:::{container} what-changed\nNot yet.\n:::\n"


def page(title: str, date: str, what: str, was: str = "") -> str:
    line = f"    was: {was}\n" if was else ""
    return NOTES.format(title=title, date=date, what=what, was=line)


FILES = {
    "index.md": LIST,
    "prices.md": page("Prices", "2026-06-26", "It costs a fixed $50.", "It was $20 or more."),
    "deep/tiers.md": page("Tiers", "2026-07-26", "There are two."),
    "plain.md": "---\norphan: true\n---\n# Plain\n",
}


def listed(built) -> list[tuple[str, str, str]]:
    """Of each note: its term, where that links, what it says."""
    whole = built.page("index.html").find("div", class_="what-changed").find("dl")
    assert "Not yet" not in whole.parent.get_text()
    return [
        (
            term.get_text(),
            term.a["href"],
            " ".join(term.find_next_sibling("dd").get_text(" ").split()),
        )
        for term in whole.find_all("dt")
    ]


NEWEST = ("26 July 2026, Tiers", "deep/tiers/", "There are two.")
OLDEST = ("26 June 2026, Prices", "prices/", "It costs a fixed $50. Before: It was $20 or more.")


def test_notes_of_all_pages_are_listed_newest_first_with_their_page(mini_site):
    built = mini_site(FILES, **CONFIG)
    assert built.warnings == ""
    assert listed(built) == [NEWEST, OLDEST]
    assert not built.page("index.html").find("dl").find_all(id=True)


def test_a_note_added_removed_or_retitled_elsewhere_reaches_the_list(mini_site):
    mini_site(FILES, **CONFIG)
    more = FILES | {"plain.md": page("Plain", "2026-08-01", "Newer still.")}
    assert listed(mini_site(more, **CONFIG))[0][0] == "1 August 2026, Plain"
    assert listed(mini_site(FILES, **CONFIG)) == [NEWEST, OLDEST]
    retitled = FILES | {"deep/tiers.md": FILES["deep/tiers.md"].replace("# Tiers", "# Two tiers")}
    assert listed(mini_site(retitled, **CONFIG))[0][0] == "26 July 2026, Two tiers"


def test_parallel_builds_and_the_html_builder_list_the_same(mini_site):
    many = FILES | {f"more{n}.md": f"---\norphan: true\n---\n# More {n}\n" for n in range(12)}
    assert listed(mini_site(many, options=("-j", "2"), **CONFIG)) == [NEWEST, OLDEST]
    found = listed(mini_site(FILES, builder="html", **CONFIG))
    assert [href for _, href, _ in found] == ["deep/tiers.html", "prices.html"]


def test_a_note_that_cannot_be_read_is_a_warning_and_the_others_stay(mini_site):
    wrong = page("Plain", "soon", "What?"), FILES["prices.md"].replace("    what:", "    that:")
    built = mini_site(FILES | {"plain.md": wrong[0], "more.md": wrong[1]}, **CONFIG)
    for name in ("plain", "more"):
        assert f"{name}.md:1: WARNING: expected a list under “changes”" in built.warnings
    assert listed(built) == [NEWEST, OLDEST]


def test_without_the_extension_the_page_builds(mini_site):
    built = mini_site(FILES, extensions=[], myst_enable_extensions=["colon_fence"])
    assert built.warnings == "" and "Not yet" in built.page("index.html").get_text()
