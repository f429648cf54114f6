"""The list of permanent links: every one of them, by page, in reading order, never out of date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CONFIG = {"extensions": ["short_links", "permanent_links"]}
FILES = {
    "index.md": "(front)=\n# Front\n\n```{toctree}\nzebra\ndeep/list\n```\n",
    "zebra.md": "(zebra)=\n# Zebra\n\n(zebra:old)=\n(zebra:new)=\n## Stripes\n\n## No label\n",
    "deep/list.md": "(list)=\n# Links\n\n```{container} permanent-links\nNot yet.\n```\n",
    "alone.md": "---\norphan: true\n---\n(alone)=\n# Alone\n",
}


def listed(built, name: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Page titles, each with the texts and targets of its links."""
    whole = built.page(name).find("div", class_="permanent-links").find("dl")
    assert "Not yet" not in whole.parent.get_text()
    return [
        (
            term.get_text(),
            [(a.get_text(), a["href"]) for a in term.find_next_sibling("dd").find_all("a")],
        )
        for term in whole.find_all("dt", recursive=False)
    ]


def test_it_lists_pages_in_reading_order_with_their_short_links(mini_site):
    built = mini_site(FILES, **CONFIG)
    assert built.warnings == ""
    assert listed(built, "deep/list/index.html") == [
        ("Front", [("Front", "../../go/front/")]),
        (
            "Zebra",
            [
                ("Zebra", "../../go/zebra/"),
                ("Stripes", "../../go/zebra-new/"),
                ("go/zebra-old/", "../../go/zebra-old/"),
            ],
        ),
        ("Links", [("Links", "../../go/list/")]),
        ("Alone", [("Alone", "../../go/alone/")]),
    ]


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
@pytest.mark.parametrize("extensions", [["short_links", "permanent_links"], ["permanent_links"]])
def test_every_link_in_it_leads_to_a_file_and_an_id(mini_site, builder, extensions):
    built = mini_site(FILES, builder=builder, extensions=extensions)
    name = "deep/list/index.html" if builder == "dirhtml" else "deep/list.html"
    links = [link for _, links in listed(built, name) for link in links]
    assert len(links) == 5 + ("short_links" in extensions)
    for _, href in links:
        path, _, id = href.partition("#")
        file = Path(built.folder, name).parent / path if path else Path(built.folder, name)
        if builder == "dirhtml":
            file = file if path == "" else file / "index.html"
        page = built.page(file.resolve().relative_to(built.folder.resolve()).as_posix())
        assert not id or page.find(id=id) is not None


def test_it_is_written_again_when_a_label_changes_elsewhere(mini_site):
    mini_site(FILES, **CONFIG)
    changed = {"zebra.md": FILES["zebra.md"].replace("zebra:new", "zebra:newer")}
    built = mini_site(changed, **CONFIG)
    links = [href for _, links in listed(built, "deep/list/index.html") for _, href in links]
    assert "../../go/zebra-newer/" in links and "../../go/zebra-new/" not in links


def test_it_is_written_again_when_a_page_goes(mini_site, tmp_path):
    mini_site(FILES, **CONFIG)
    (tmp_path / "source" / "alone.md").unlink()
    built = mini_site({}, **CONFIG)
    assert [title for title, _ in listed(built, "deep/list/index.html")] == [
        "Front",
        "Zebra",
        "Links",
    ]


def test_it_is_left_alone_when_nothing_changed(mini_site):
    built = mini_site(FILES, **CONFIG)
    before = (built.folder / "deep/list/index.html").stat().st_mtime_ns
    mini_site({}, **CONFIG)
    assert (built.folder / "deep/list/index.html").stat().st_mtime_ns == before


def test_without_short_links_it_lists_none(mini_site):
    built = mini_site(FILES, **CONFIG | {"extensions": ["permanent_links"]})
    assert built.warnings == ""
    links = [href for _, links in listed(built, "deep/list/index.html") for _, href in links]
    assert links and not [href for href in links if "go/" in href]


def test_the_build_does_without_it(mini_site):
    built = mini_site(FILES, options=("--nitpicky",), **CONFIG | {"extensions": ["short_links"]})
    assert built.warnings == ""
    assert "Not yet." in built.page("deep/list/index.html").get_text()


def test_the_page_of_the_handbook_lists_every_short_link_there_is(site):
    page = site.page("link-to-this-handbook/index.html")
    links = {a["href"] for a in page.find("div", class_="permanent-links").find_all("a")}
    # Those of today: a label that is gone may have one all the same, which leads on.
    listed = json.loads(Path(f"{site.folder}.anchors.json").read_text(encoding="utf-8"))
    today = {f"../{a['address']}" for a in listed["addresses"] if a["kind"] == "short-link"}
    written = {f"../go/{file.parent.name}/" for file in site.folder.glob("go/*/index.html")}
    assert len(today) > 100 and today <= written
    # What the checks say is looked up elsewhere: of those pages only the page is listed.
    within = {
        f"../{a['address']}"
        for a in listed["addresses"]
        if a["kind"] == "short-link" and str(a["file"]).startswith("contribute/checks-")
    }
    assert {href for href in links if href.startswith("../go/")} - within == today - within
    assert {"../go/checks-links/", "../go/checks-promise/"} <= links
