"""anchors.json says what is promised and where it was written; labels that collide are refused."""

from __future__ import annotations

import json

import pytest

CONFIG = {
    "extensions": ["anchors", "short_links"],
    "myst_enable_extensions": ["colon_fence"],
    "show_warning_types": False,
}
INDEX = """\
    (front:door)=
    # Front

    Text[^1].

    (old:name)=
    (Front:Prices)=
    ## Prices

    ## Plain heading

    ## 2026

    ## Plain heading

    (figure:of-paragraph)=
    A labeled paragraph.

    :::{figure} picture.svg
    :name: figure:ring

    The ring
    :::

    :::{figure} picture.svg
    Without a name
    :::

    :::{table} The fees
    :name: table:fees

    | a | b |
    |---|---|
    | 1 | 2 |
    :::

    :::{glossary}
    Hub
      A thing.

    Home directory
      Another.
    :::

    ```{toctree}
    part/page
    ```

    [^1]: A footnote.
"""
FILES = {
    "index.md": INDEX,
    "part/page.md": "(part:page)=\n# A page\n",
    "picture.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}


def listed(built) -> dict[str, dict]:
    file = built.folder.with_name(built.folder.name + ".anchors.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["version"] == 1
    addresses = [entry["address"] for entry in data["addresses"]]
    assert addresses == sorted(set(addresses))
    return {entry["address"]: entry for entry in data["addresses"]}


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
@pytest.mark.parametrize("jobs", [(), ("-j", "2")])
def test_every_public_address_is_listed_and_nothing_else(mini_site, builder, jobs):
    built = mini_site(FILES, builder=builder, options=jobs, **CONFIG)
    assert built.warnings == ""
    page = "part/page/" if builder == "dirhtml" else "part/page.html"
    entries = listed(built)
    assert {address: entry["kind"] for address, entry in entries.items()} == {
        "./": "page",
        "./#front-door": "heading",
        "./#front-prices": "heading",
        "./#old-name": "older-label",
        "./#plain-heading": "heading",
        "./#figure-ring": "figure",
        "./#table-fees": "table",
        "./#term-Hub": "term",
        "./#term-Home-directory": "term",
        page: "page",
        f"{page}#part-page": "heading",
        "go/front-door/": "short-link",
        "go/front-prices/": "short-link",
        "go/old-name/": "short-link",
        "go/part-page/": "short-link",
    }
    # What the list promises is in the page.
    ids = {element["id"] for element in built.page("index.html").find_all(id=True)}
    assert {a.partition("#")[2] for a in entries if a.startswith("./#")} <= ids


def test_a_handout_that_a_page_asks_for_is_listed(mini_site):
    with_handout = "---\nhandout: at-a-glance\n---\n" + FILES["part/page.md"].lstrip()
    entries = listed(mini_site(FILES | {"part/page.md": with_handout}, **CONFIG))
    handout = entries["handouts/at-a-glance.pdf"]
    assert (handout["kind"], handout["title"], handout["file"]) == (
        "handout",
        "A page",
        "part/page.md",
    )


def test_entries_name_label_title_file_and_line(mini_site):
    entries = listed(mini_site(FILES, **CONFIG))

    def of(address: str) -> tuple:
        return tuple(entries[address][key] for key in ("label", "title", "file", "line"))

    assert of("./#front-prices") == ("Front:Prices", "Prices", "index.md", 7)
    assert of("./#old-name") == ("old:name", "Prices", "index.md", 6)
    assert of("./#plain-heading") == (None, "Plain heading", "index.md", 10)
    assert of("./#figure-ring") == ("figure:ring", "The ring", "index.md", 19)
    assert of("./#table-fees") == ("table:fees", "The fees", "index.md", 29)
    assert of("./#term-Home-directory") == (None, "Home directory", "index.md", 41)
    assert of("part/page/") == ("part:page", "A page", "part/page.md", 1)
    assert of("go/part-page/") == ("part:page", "A page", "part/page.md", 1)


def test_an_incremental_build_lists_what_was_not_read_again(mini_site):
    mini_site(FILES, **CONFIG)
    built = mini_site({"part/page.md": "(part:other)=\n# Another\n"}, **CONFIG)
    entries = listed(built)
    assert "./#front-door" in entries and "part/page/#part-other" in entries
    assert "part/page/#part-page" not in entries and "go/part-page/" not in entries


def test_the_file_lies_beside_the_site_not_in_it(mini_site):
    built = mini_site(FILES, **CONFIG)
    assert not list(built.folder.rglob("*anchors.json*"))


def test_without_short_links_none_is_promised(mini_site):
    built = mini_site(FILES, **CONFIG | {"extensions": ["anchors"]})
    assert not [address for address in listed(built) if address.startswith("go/")]


COLLIDING = {
    "index.md": "(value:a-b)=\n# One\n\n```{toctree}\ntwo\n```\n",
    "two.md": "# Two\n\n(value-a:b)=\n## Other\n",
}


def test_two_labels_with_one_id_name_both_places(mini_site):
    built = mini_site(COLLIDING, options=("--fail-on-warning",), **CONFIG)
    assert built.code == 1
    (line,) = built.warnings.splitlines()[:1]
    assert "two.md:3: WARNING: the labels value-a:b (two.md:3) and value:a-b (index.md:1)" in line
    assert "have the same id, value-a-b" in line
    assert built.warnings.count("WARNING") == 1


def test_two_labels_with_one_id_on_one_page(mini_site):
    text = "# T\n\n(value:a-b)=\n## One\n\n(value-a:b)=\n## Two\n"
    built = mini_site({"index.md": text}, **CONFIG)
    assert "index.md:6: WARNING: the labels value-a:b (index.md:6)" in built.warnings
    assert "value:a-b (index.md:3)" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_the_collision_is_reported_again_when_nothing_is_read_again(mini_site):
    mini_site(COLLIDING, **CONFIG)
    again = mini_site({}, **CONFIG)
    assert "two.md:3: WARNING: the labels value-a:b (two.md:3)" in again.warnings


def test_a_collision_that_is_mended_is_forgotten(mini_site):
    mini_site(COLLIDING, **CONFIG)
    assert mini_site({"two.md": "# Two\n\n(value:c)=\n## Other\n"}, **CONFIG).warnings == ""


def test_the_same_label_twice_is_left_to_sphinx(mini_site):
    files = COLLIDING | {"two.md": "# Two\n\n(value:a-b)=\n## Other\n"}
    built = mini_site(files, **CONFIG)
    assert "duplicate label value:a-b" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_a_label_whose_address_a_heading_has_taken(mini_site):
    text = "# T\n\n## Operate\n\n(operate)=\n## How we operate\n"
    built = mini_site({"index.md": text}, **CONFIG)
    assert "index.md:5: WARNING: the label operate does not get its id, operate" in built.warnings
    assert "“Operate” at index.md:3" in built.warnings


def test_a_label_without_letters(mini_site):
    built = mini_site({"index.md": "# T\n\n(2026)=\n## Plan\n"}, **CONFIG)
    assert "index.md:3: WARNING: the label 2026 gives no address" in built.warnings


def test_labels_like_their_own_heading_are_fine(mini_site):
    built = mini_site({"index.md": "(mission)=\n# Mission\n\nWhy.\n"}, **CONFIG)
    assert built.warnings == ""
    assert listed(built)["./#mission"]["label"] == "mission"
