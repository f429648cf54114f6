"""What the environment variables of conf.py change in the built site, and what their absence does."""

from __future__ import annotations

import re

import pytest
from conftest import folder_of

BASE = "https://handbook.example/sub/path/"
REPOSITORY = "https://github.com/example/handbook"
PAGES = {
    "index.html": "index.md",
    "glossary/index.html": "glossary.md",
    "service-model/index.html": "service-model/index.md",
    "mission/hub-users/index.html": "mission/hub-users.md",
}


@pytest.fixture(scope="module")
def configured(build_handbook):
    built = build_handbook(
        "dirhtml", HANDBOOK_BASE_URL=BASE.rstrip("/"), HANDBOOK_REPOSITORY=REPOSITORY
    )
    assert built.code == 0 and not built.warnings, built.warnings
    return built


def links(page):
    return [link["href"] for link in page.find_all("a", href=True)]


@pytest.mark.parametrize(("name", "source"), PAGES.items())
def test_edit_and_report_lead_to_the_repository(configured, name, source):
    found = links(configured.page(name))
    assert f"{REPOSITORY}/edit/main/{source}" in found
    assert [href for href in found if href.startswith(f"{REPOSITORY}/issues/new")]


CONTRIBUTE = ("edit-in-browser", "edit-on-your-machine")
BUTTONS = {"Edit this page", "Report a problem"}


def test_what_contributors_are_told_about_our_buttons_is_so(configured):
    """Their names, that they stand at the end of each page, and that the repository is one step away."""
    for name in configured.names():
        page = configured.page(name)
        foot = page.find("nav", class_="page-links")
        if foot:
            assert {link.get_text() for link in foot.find_all("a")} == BUTTONS
            assert foot.find_previous("article"), f"{name}: the buttons do not stand below the text"
            assert not foot.find_next("article")
    told = {name: configured.page(f"contribute/{name}/index.html") for name in CONTRIBUTE}
    for page in told.values():
        text = page.article.get_text()
        assert not re.search(r"suggest edit|open issue|improve this page", text, re.IGNORECASE)
        assert page.article.find("a", href=REPOSITORY, string="the repository")
    steps = told["edit-in-browser"].find(id="browser-steps").find_next("ol")
    first = steps.li.get_text()
    assert steps.li.find_all("strong")[1].get_text() == "Edit this page"
    assert "Go to the end of the page" in first and "below its text" in first
    assert all(name in told["edit-on-your-machine"].article.get_text() for name in BUTTONS)


def test_without_a_repository_its_name_is_just_words(pages):
    for name in CONTRIBUTE:
        article = pages[f"contribute/{name}/index.html"].article
        assert "the repository" in article.get_text() and "{{ repository" not in article.get_text()
        assert not article.find("a", string="the repository")


@pytest.mark.parametrize("name", PAGES)
def test_no_dead_button_without_a_repository(pages, name):
    text = str(pages[name])
    assert "/edit/" not in text and "issues/new" not in text


def test_canonical_addresses(configured, pages):
    page = configured.page("mission/hub-users/index.html")
    canonical = BASE + "mission/hub-users/"
    assert page.find("link", rel="canonical")["href"] == canonical
    assert page.find("meta", property="og:url")["content"] == canonical
    assert not pages["mission/hub-users/index.html"].find("link", rel="canonical")


def test_the_404_page_stands_at_the_root_and_its_links_hold_at_any_depth(configured, pages):
    for page, root in ((configured.page("404.html"), "/sub/path/"), (pages["404.html"], "/")):
        inner = [href for href in links(page) if not href.startswith(("http", "mailto:", "#"))]
        assert len(inner) > 5
        assert all(href.startswith(root) for href in inner), inner
        assets = [e.get("src") or e.get("href") for e in page.find_all(["script", "link", "img"])]
        assert all(a.startswith((root, "data:", "http")) for a in assets if a), assets


def test_builds_with_other_settings_never_share_a_folder():
    """Not even those that differ in case or in which variable has which value."""
    a, b = "HANDBOOK_REPOSITORY", "HANDBOOK_BRANCH"
    asked = [{}, {a: "x"}, {a: "y"}, {a: "X"}, {b: "x"}, {a: "x", b: "y"}, {a: "y", b: "x"}]
    assert len({folder_of("dirhtml", variables) for variables in asked}) == len(asked)
    assert folder_of("dirhtml", {a: "x", b: "y"}) == folder_of("dirhtml", {b: "y", a: "x"})
