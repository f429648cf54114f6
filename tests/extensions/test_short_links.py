"""Short links: one per label of a page or section, with what that section says, on any host."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from page_metadata import shortened

CONFIG = {
    "extensions": ["short_links"],
    "myst_enable_extensions": ["colon_fence"],
    "project": "Book",
}
FILES = {
    "index.md": """\
        (front)=
        # Front page

        ```{toctree}
        mission/index
        mission/users
        ```
        """,
    "mission/index.md": "(mission)=\n# Mission\n\nWhy we exist. And how.\n",
    "mission/users.md": """\
        (persona:users)=
        # Users & "friends"

        About users.

        (value:old)=
        (value:users)=
        ## What & how \\<you> get

        | A table |
        |---|
        | is skipped. |

        **Start** {term}`your work <work>` e.g. today, as [](#mission) says. More.

        (value:parts)=
        ## Parts

        (part:one)=
        ### One

        First.

        (part:two)=
        ### Two

        ## Without a label

        (a:figure)=
        :::{figure} x.svg
        :name: figure:x

        Caption
        :::

        :::{glossary}
        work
          What you do.
        :::
        """,
    "mission/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
IDS = "front mission part-one part-two persona-users value-old value-parts value-users".split()


def ids(built) -> list[str]:
    return sorted(path.parent.name for path in built.folder.glob("go/*/index.html"))


def content(page, name: str) -> str | None:
    found = page.find("meta", attrs={"property": name}) or page.find("meta", attrs={"name": name})
    return found["content"] if found else None


def leads_to(page, base: str) -> set[str]:
    """Every target that the page names: link, script, and refresh where it has one must agree."""
    script = page.find("script").string.partition('var to = "')[2].partition('"')[0]
    refresh = [m["content"].partition("url=")[2] for m in page.select("noscript meta")]
    return {urljoin(base, href) for href in (page.find("a")["href"], script, *refresh)}


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_each_label_of_a_page_or_section_has_one_and_nothing_else(mini_site, builder):
    built = mini_site(FILES, builder=builder, **CONFIG)
    assert built.warnings == ""
    assert ids(built) == IDS


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_it_leads_to_where_the_label_lives(mini_site, builder):
    built = mini_site(FILES, builder=builder, **CONFIG)
    for id in IDS:
        (target,) = leads_to(built.page(f"go/{id}/index.html"), f"https://any.host/below/go/{id}/")
        path = urlsplit(target).path
        assert path.startswith("/below/"), "relative, whatever the host and folder"
        # From disk a link must name a file; on a host it must not need one.
        assert path.endswith(".html" if builder == "html" else "/")
        file = path.removeprefix("/below/") + ("index.html" if path.endswith("/") else "")
        assert built.page(file).find(id=urlsplit(target).fragment) is not None


def test_it_shows_the_section_not_the_page(mini_site):
    built = mini_site(FILES, **CONFIG)
    page = built.page("go/value-users/index.html")
    sentence = "Start your work e.g. today, as Mission says. More."
    assert page.html["lang"] == "en"
    assert page.h1.get_text() == content(page, "og:title") == "What & how <you> get"
    assert content(page, "description") == content(page, "og:description") == sentence
    assert content(page, "og:type") == "article"
    assert (
        content(page, "og:site_name") == built.page("index.html").title.get_text().split(" — ")[-1]
    )
    assert content(page, "robots") == "noindex"
    text = page.body.get_text(" ", strip=True)
    assert sentence in text and "This short link leads to" in text
    assert page.find("a").get_text() == "“What & how <you> get” on the page “Users & “friends””"


def test_the_preview_is_the_first_paragraph_cut_at_a_word(mini_site):
    words = "Stop managing servers. Start doing your work, on a hub that is there when you need it"
    long = f"{words}, (and {'so on and ' * 20})."
    text = f"# T\n\n(short)=\n## Short\n\n{words}.\n\nNot this.\n\n(long)=\n## Long\n\n{long}\n"
    built = mini_site({"index.md": text}, **CONFIG)
    assert content(built.page("go/short/index.html"), "og:description") == words + "."
    shown = content(built.page("go/long/index.html"), "description")
    assert 140 < len(shown) <= 160 and shown.endswith("…")
    assert long.startswith(shown[:-1] + " "), "whole words"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three", "one two…"),
        ("one two", "one two"),
        ("one  two\nthr", "one two…"),
        ("one, two three", "one…"),
        ("unbreakable", "unbreak…"),
        ("one (two three)", "one…"),
    ],
)
def test_where_a_text_is_cut(text, shown):
    assert shortened(text, 8) == shown


def test_a_section_without_sentences_of_its_own_says_what_is_in_it(mini_site):
    built = mini_site(FILES, **CONFIG)
    assert content(built.page("go/value-parts/index.html"), "description") == "One, Two"
    # Nothing at all in it: the page speaks for it.
    assert content(built.page("go/part-two/index.html"), "description") == "About users."
    assert content(built.page("go/mission/index.html"), "description") == "Why we exist. And how."


def test_an_older_label_leads_to_its_own_id(mini_site):
    built = mini_site(FILES, **CONFIG)
    page = built.page("go/value-old/index.html")
    assert page.find("a")["href"] == "../../mission/users/#value-old"
    assert content(page, "og:title") == content(built.page("go/value-users/index.html"), "og:title")


@pytest.mark.parametrize("base", ["https://example.org/book/", "https://example.org/book"])
def test_unfurlers_are_kept_on_the_short_link(mini_site, base):
    page = mini_site(FILES, html_baseurl=base, **CONFIG).page("go/value-users/index.html")
    own = "https://example.org/book/go/value-users/"
    assert content(page, "og:url") == page.find("link", rel="canonical")["href"] == own


def test_without_a_base_address_none_is_claimed(mini_site):
    page = mini_site(FILES, **CONFIG).page("go/value-users/index.html")
    assert content(page, "og:url") is None and page.find("link", rel="canonical") is None


def test_it_asks_for_no_other_file(mini_site):
    page = mini_site(FILES, **CONFIG).page("go/value-users/index.html")
    assert not page.find_all(["img", "iframe"]) and not page.find_all(src=True)
    assert not page.find_all("link", rel="stylesheet")
    assert len(str(page)) < 2500


def test_a_label_that_is_renamed_or_moved_in_an_incremental_build(mini_site):
    mini_site(FILES, **CONFIG)
    users = FILES["mission/users.md"].replace("(value:users)=", "(value:people)=")
    mission = "# Aims\n\n(mission)=\n## Mission\n\nSince 2020.\n"
    built = mini_site({"mission/users.md": users, "mission/index.md": mission}, **CONFIG)
    assert "value-people" in ids(built) and "value-users" not in ids(built)
    page = built.page("go/mission/index.html")
    assert page.find("a")["href"] == "../../mission/#mission"
    assert content(page, "description") == "Since 2020."


def move(*lines: str) -> dict[str, str]:
    return {"links/moved.txt": "".join(line.replace(" > ", "\t") + "\n" for line in lines)}


def test_a_label_that_is_gone_leads_where_its_anchor_moved(mini_site):
    moved = move(
        "mission/users/#value-gone > mission/#mission",
        "mission/old/#value-far > mission/users/#value-gone",
        "mission/old/#value-out > https://example.com/#there",
    )
    built = mini_site(FILES | moved, **CONFIG)
    assert ids(built) == sorted([*IDS, "value-far", "value-gone", "value-out"])
    for id in ("value-gone", "value-far"):
        page = built.page(f"go/{id}/index.html")
        assert leads_to(page, f"https://h/go/{id}/") == {"https://h/mission/#mission"}
        assert content(page, "og:title") == "Mission"
        assert content(page, "og:description") == "Why we exist. And how."
    out = built.page("go/value-out/index.html")
    assert leads_to(out, "https://h/go/value-out/") == {"https://example.com/#there"}


def test_a_label_that_was_withdrawn_says_so(mini_site):
    moved = move("mission/users/#value-gone > gone > 2026-07-26: nobody came")
    page = mini_site(FILES | moved, **CONFIG).page("go/value-gone/index.html")
    text = page.body.get_text(" ", strip=True)
    assert "Withdrawn on 26 July 2026. Nobody came." in text and "hello@2i2c.org" in text
    assert page.find("script") is None and page.find("noscript") is None


PUBLISHED = {
    "links/published.txt": """\
        mission/old/#old-part\t2026-01-01\tPart
        go/old-part/\t2026-01-01\tPart
        go/value-users/\t2026-01-01\tUsers
        go/%2E%2E/\t2026-01-01\tNo label gives such an id
        go/a%2Fb/\t2026-01-01\tNor this one
        go/nobody/\t2026-01-01\tNobody knows where this was
        a line that cannot be read
        """
}


def test_labels_that_left_with_a_whole_page_follow_its_line(mini_site):
    """The line names the page only; which labels it had, the ledger knows."""
    away = move("mission/old/ > https://example.com/old/")
    built = mini_site(FILES | PUBLISHED | away, **CONFIG)
    assert ids(built) == sorted([*IDS, "old-part"])
    page = built.page("go/old-part/index.html")
    assert leads_to(page, "https://h/go/old-part/") == {"https://example.com/old/#old-part"}
    gone = move("mission/old/ > gone > 2026-07-26: nobody came")
    page = mini_site(FILES | PUBLISHED | gone, **CONFIG).page("go/old-part/index.html")
    assert "Withdrawn on 26 July 2026. Nobody came." in page.body.get_text(" ", strip=True)
    assert "old-part" not in ids(mini_site(FILES | PUBLISHED | move(), **CONFIG))


def test_a_living_label_is_not_led_away_and_a_line_of_its_own_wins(mini_site):
    moved = move(
        "mission/old/#value-users > mission/#mission",
        "mission/old/#value-own > mission/#mission",
        "go/value-own/ > mission/users/#persona-users",
    )
    built = mini_site(FILES | moved, **CONFIG)
    living = built.page("go/value-users/index.html")
    assert living.find("a")["href"] == "../../mission/users/#value-users"
    assert "value-own" not in ids(built), "left to moved_pages, which follows that line"


def test_the_build_does_without_it(mini_site):
    built = mini_site(FILES, **CONFIG | {"extensions": ["anchors"]})
    assert built.warnings == "" and ids(built) == []


def test_a_page_that_stands_below_go_is_not_overwritten(mini_site):
    files = {"index.md": "# T\n\n(a)=\n## A\n\n```{toctree}\ngo/a\n```\n", "go/a.md": "# Real\n"}
    built = mini_site(files, **CONFIG)
    assert built.page("go/a/index.html").h1.get_text().startswith("Real")
    assert Path(built.folder, "index.html").is_file()
