"""links/moved.txt in the build: old addresses lead on, say where to, or say why they are gone."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

CONFIG = {"extensions": ["moved_pages"]}
FILES = {
    "index.md": "(front)=\n# Front page\n\n```{toctree}\nnew/index\nlive\n```\n",
    "new/index.md": "(new)=\n# New home\n\nText.\n\n(new:part)=\n## Part\n\nText.\n",
    "live.md": (
        "(live)=\n# Still here\n\nText.\n\n(live:now)=\n## Renamed\n\nText.\n\n### Last\n\nText.\n"
    ),
}
STRICT = ("--fail-on-warning", "--keep-going", "--nitpicky")


def move(*lines: str) -> dict[str, str]:
    return {
        "links/moved.txt": "# comment\n"
        + "".join(line.replace(" > ", "\t") + "\n" for line in lines)
    }


def fragments(page: BeautifulSoup) -> dict[str, str]:
    return json.loads(page.find("script", id="moved-fragments").string)


def note(page: BeautifulSoup, id: str):
    return page.find(id=id, class_="moved-section")


# -- A page that is gone --------------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_a_page_that_moved_leaves_a_page_that_leads_on(mini_site, builder):
    lines = (
        "old/page/ > new/ > merged into one",
        "old/page/#a > new/#new-part",
        "old/page/#b > live/",
        "old/page/#c > https://example.com/x#y",
        "old/page/#d > gone > nobody read it",
    )
    built = mini_site(FILES | move(*lines), builder=builder, options=STRICT, **CONFIG)
    assert (built.code, built.warnings) == (0, "")
    html = builder == "html"
    files = ["old/page/index.html"] + ["old/page.html"] * html
    assert sorted(
        p.relative_to(built.folder).as_posix() for p in built.folder.glob("old/**/*.html")
    ) == sorted(files)
    new, live = ("new/index.html", "live.html") if html else ("new/", "live/")
    for file in files:
        page, here = built.page(file), f"https://any.host/below/{file}"
        root = "https://any.host/below/"
        assert page.html["lang"] == "en"
        assert page.title.get_text().startswith("New home — ")
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert urljoin(here, page.find("link", rel="canonical")["href"]) == root + new
        assert {id: urljoin(here, to) for id, to in fragments(page).items()} == {
            "a": root + new + "#new-part",
            "b": root + live,
            "c": "https://example.com/x#y",
            "d": here + "#d",
        }
        # Without JavaScript: a sentence, and a line with each old id.
        assert not page.find_all(id="d", recursive=True)[0].find_parent("noscript"), (
            "who asks stays"
        )
        sentence = page.find("h1").find_next("p")
        assert sentence.get_text() == "It is now New home: merged into one"
        assert urljoin(here, sentence.a["href"]) == root + new
        assert [(li["id"], li.a and urljoin(here, li.a["href"])) for li in page.find_all("li")] == [
            ("a", root + new + "#new-part"),
            ("b", root + live),
            ("c", "https://example.com/x#y"),
            ("d", None),
        ]
        assert "Nobody read it." in page.find(id="d").get_text()
        assert "hello@2i2c.org" in page.find(id="d").get_text()
        # A refresh would lose fragment and query.
        assert page.find("meta", attrs={"http-equiv": True}) is None
        assert not page.find_all(src=True) and not page.find_all("link", rel="stylesheet")


def test_the_canonical_address_is_whole_where_the_site_knows_its_own(mini_site):
    files = FILES | move("old/page/ > new/#new-part")
    page = mini_site(files, html_baseurl="https://example.org/h/", **CONFIG).page(
        "old/page/index.html"
    )
    assert page.find("link", rel="canonical")["href"] == "https://example.org/h/new/#new-part"
    assert page.find("p").get_text() == "It is now Part (New home)."


def test_chains_are_followed_to_their_end(mini_site):
    lines = ("a/ > b/", "b/ > c/", "c/ > new/", "b/#x > live/#live-now", "c/#y > gone > outdated")
    built = mini_site(FILES | move(*lines), options=STRICT, **CONFIG)
    assert built.warnings == ""
    page = built.page("a/index.html")
    assert page.find("p").a["href"] == "../new/"
    assert fragments(page) == {"x": "../live/#live-now", "y": "#y"}


def test_a_page_that_leads_to_another_site(mini_site):
    page = mini_site(FILES | move("old/ > https://example.com/a?b=1&c=2"), **CONFIG).page(
        "old/index.html"
    )
    assert page.find("p").a["href"] == "https://example.com/a?b=1&c=2"
    assert page.find("link", rel="canonical")["href"] == "https://example.com/a?b=1&c=2"


def test_a_page_that_was_withdrawn_says_so_since_when_why_and_whom_to_ask(mini_site):
    lines = ("old/ > gone > 2026-07-26: the school is over", "old/#kept > new/#new-part")
    page = mini_site(FILES | move(*lines), **CONFIG).page("old/index.html")
    text = page.body.get_text(" ", strip=True)
    assert "Withdrawn on 26 July 2026. The school is over." in text
    assert page.find("a", href="mailto:hello@2i2c.org")
    assert fragments(page) == {"kept": "../new/#new-part"}
    assert 'var to = ""' in str(page), "nobody is taken anywhere but with a fragment that moved"


def test_a_reason_that_says_whom_to_ask_is_left_as_it_is(mini_site):
    files = FILES | move("old/ > gone > withdrawn on 31 March 2027: over; ask hello@2i2c.org")
    text = mini_site(files, **CONFIG).page("old/index.html").body.get_text(" ", strip=True)
    assert "Withdrawn on 31 March 2027: over; ask hello@2i2c.org" in text
    assert "Questions?" not in text


def test_fragments_of_a_page_without_a_line_of_its_own_are_led_on_too(mini_site):
    page = mini_site(FILES | move("old/#a > new/#new-part"), **CONFIG).page("old/index.html")
    assert fragments(page) == {"a": "../new/#new-part"}
    assert page.find("li", id="a").a["href"] == "../new/#new-part"


def test_addresses_of_other_styles(mini_site):
    lines = ("guide/page.html > new/", "paper.pdf > live/", "caf%C3%A9/ > new/")
    built = mini_site(FILES | move(*lines), options=STRICT, **CONFIG)
    assert built.warnings == ""
    assert built.page("guide/page.html").find("p").a["href"] == "../new/"
    # A file that is asked for with .pdf is no page; hosts serve the folder of that name.
    assert built.page("paper.pdf/index.html").find("p").a["href"] == "../live/"
    assert built.page("café/index.html").find("p").a["href"] == "../new/"


def test_what_stands_in_the_file_is_text_not_markup(mini_site):
    lines = ("old/ > gone > <script>alert(1)</script>", "old/#a%3C/script%3E > new/")
    page = mini_site(FILES | move(*lines), **CONFIG).page("old/index.html")
    assert len(page.find_all("script")) == 2
    assert "<script>alert(1)</script>" in page.body.get_text()


def test_a_line_that_is_deleted_takes_its_page_along(mini_site):
    first = mini_site(FILES | move("old/deep/page/ > new/", "other/ > new/"), **CONFIG)
    assert (first.folder / "old/deep/page/index.html").is_file()
    built = mini_site(FILES | move("other/ > new/"), **CONFIG)
    assert not (built.folder / "old").exists() and (built.folder / "other/index.html").is_file()


def test_a_page_deleted_in_an_incremental_build_is_replaced(mini_site, tmp_path):
    mini_site(FILES, **CONFIG)
    (tmp_path / "source" / "live.md").unlink()
    files = {"index.md": "# Front\n\n```{toctree}\nnew/index\n```\n"} | move("live/ > new/")
    built = mini_site(files, **CONFIG)
    assert built.page("live/index.html").find("p").a["href"] == "../new/"
    # And back again: the page wins, and the line is refused.
    back = mini_site(FILES | move("live/ > new/"), **CONFIG)
    assert back.page("live/index.html").h1.get_text().startswith("Still here")


# -- A page that is still there -------------------------------------------------------------------


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_a_section_that_left_leaves_a_note_at_the_end_of_its_page(mini_site, builder):
    lines = (
        "live/#off > new/#new-part > it fits there",
        "live/#out > https://example.com/",
        "live/#ended > gone > 2026-07-26 no longer true",
    )
    built = mini_site(FILES | move(*lines), builder=builder, options=STRICT, **CONFIG)
    assert (built.code, built.warnings) == (0, "")
    page = built.page("live.html" if builder == "html" else "live/index.html")
    off = note(page, "off")
    target = "new/index.html#new-part" if builder == "html" else "../new/#new-part"
    assert off.a["href"] == target
    assert off.get_text().strip().endswith("has moved to Part (New home): it fits there")
    assert note(page, "out").a["href"] == "https://example.com/"
    ended = note(page, "ended")
    assert ended.find("a", class_="moved-to") is None
    assert "Withdrawn on 26 July 2026. No longer true." in ended.get_text()
    assert "hello@2i2c.org" in ended.get_text()
    # In the content, after everything else.
    assert page.find(id="live").find(id="off") is off
    assert off.find_previous("h3").get_text().startswith("Last")
    assert len([s for s in page.find_all("script") if "moved-section" in (s.string or "")]) == 1


def test_only_pages_that_sections_left_carry_the_script(mini_site):
    lines = ("live/#off > new/", "new/#was > new/#new-part", "./#ended > gone > over")
    built = mini_site(FILES | move(*lines), **CONFIG)
    scripts = {
        name: [s for s in page.find_all("script") if "moved-section" in (s.string or "")]
        for name, page in built.pages().items()
    }
    assert [name for name, found in scripts.items() if found] == ["live/index.html"]


def test_an_id_that_changed_on_its_page_stands_at_its_new_place(mini_site):
    lines = ("live/#before > live/#live-now", "live/#earlier > live/#before", "live/#top > live/")
    built = mini_site(FILES | move(*lines), options=STRICT, **CONFIG)
    assert built.warnings == ""
    page = built.page("live/index.html")
    section = page.find(id="live-now")
    for id in ("before", "earlier"):
        place = page.find(id=id)
        assert place.name == "span" and place.get_text() == "" and not place.find_all()
        assert section.find(id=id) is place and place.find_next("h2").get_text().startswith(
            "Renamed"
        )
    assert page.find(id="top").find_next("h1") is not None
    assert page.find(class_="moved-section") is None


def test_a_page_is_written_again_when_only_the_file_changes(mini_site):
    mini_site(FILES, **CONFIG)
    built = mini_site(move("live/#off > new/"), **CONFIG)
    assert note(built.page("live/index.html"), "off") is not None
    built = mini_site(move("live/#other > new/"), **CONFIG)
    page = built.page("live/index.html")
    assert note(page, "off") is None and note(page, "other") is not None


def test_a_note_says_what_the_new_place_is_called_today(mini_site):
    mini_site(FILES | move("live/#off > new/#new-part"), **CONFIG)
    new = FILES["new/index.md"].replace("## Part", "## Reworded")
    built = mini_site({"new/index.md": new}, **CONFIG)
    assert "Reworded (New home)" in note(built.page("live/index.html"), "off").get_text()


# -- Lines that cannot be followed ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "where", "message"),
    [
        (("live/ > new/",), 2, "“live/” is in the handbook today: delete this line"),
        (("live/#live-now > new/",), 2, "“live/#live-now” is in the handbook today"),
        (("a/ > b/", "b/ > a/"), 2, "these lines lead in a circle: 2, 3"),
        (("old/ new/",), 2, "there are spaces where a tab should be"),
        (("old/ > gone",), 2, "gone without a reason"),
        (("old/ > new/", "old/ > live/"), 3, "“old/” has a line already, line 2"),
        (("old/#a > live/#nowhere",), 2, "“live/” has no “#nowhere” to lead “old/#a” to"),
        (("live/#a > live/#nowhere",), 2, "“live/” has no “#nowhere”"),
    ],
)
def test_a_line_that_cannot_be_followed_fails_the_build_at_its_line(
    mini_site, lines, where, message
):
    built = mini_site(FILES | move(*lines), options=("--fail-on-warning",), **CONFIG)
    assert built.code == 1
    assert built.warnings.count("WARNING") == 1 and "Traceback" not in built.warnings
    assert f"links/moved.txt:{where}: WARNING: " in built.warnings and message in built.warnings


@pytest.mark.parametrize(
    "line",
    [
        "%2E%2E/evil/ > new/", "..%2F..%2Fevil/ > new/", "old/#.. > new/", "old/#%2E%2E > new/",
        "a%5C..%5C..%5Cevil/ > new/", "C%3A/evil/ > new/", "%00/ > new/", "a%2F%2Fevil/ > new/",
        "other/ > %2E%2E/evil/", "go/%2E%2E/ > new/", "%FF/ > new/", "%20/ > gone > never was",
    ],
)  # fmt: skip
@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_an_address_that_is_no_plain_path_is_refused_at_its_line(
    mini_site, tmp_path, builder, line
):
    config = {"extensions": ["short_links", "moved_pages"]}
    before = mini_site(FILES, builder=builder, options=STRICT, **config)
    front = (before.folder / "index.html").read_text(encoding="utf-8")
    files = {file.relative_to(tmp_path) for file in tmp_path.rglob("*.html")}
    built = mini_site(move("old/ > new/", line), builder=builder, options=STRICT, **config)
    assert built.code == 1
    assert "links/moved.txt:3: WARNING: " in built.warnings
    assert "is not a plain path inside the site" in built.warnings
    assert built.warnings.count("WARNING") == 1 and "Traceback" not in built.warnings
    assert (built.folder / "index.html").read_text(encoding="utf-8") == front
    new = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.html")}
    new -= {file.as_posix() for file in files}
    assert new <= {f"{builder}/old/index.html", f"{builder}/old.html"}


def test_a_file_in_the_way_of_a_note_is_named_with_the_line(mini_site):
    line = move("_static/basic.css/ > new/")
    built = mini_site(FILES | line, options=("--fail-on-warning",), **CONFIG)
    assert built.code == 1 and (built.folder / "_static" / "basic.css").is_file()
    assert "links/moved.txt:2: WARNING: no note can lead on from" in built.warnings


def test_pages_without_a_source_are_never_overwritten(mini_site):
    files = {"_static/own.html": "<title>own</title>", "_templates/404.html": "<h1>Not here</h1>"}
    lines = move("404.html > new/", "_static/own.html > new/", "old/ > new/")
    built = mini_site(
        FILES | files | lines, extensions=["page_not_found", "moved_pages"],
        html_static_path=["_static"], templates_path=["_templates"],
    )  # fmt: skip
    assert built.page("404.html").h1.get_text() == "Not here"
    assert built.page("_static/own.html").title.get_text() == "own"
    assert built.page("old/index.html").find("script", id="moved-fragments")


def test_a_living_page_is_never_overwritten(mini_site):
    lines = ("live/ > new/", "search/ > new/", "live.html > new/")
    for builder, name in (("dirhtml", "live/index.html"), ("html", "live.html")):
        built = mini_site(FILES | move(*lines), builder=builder, **CONFIG)
        assert built.page(name).h1.get_text().startswith("Still here")
        search = "search.html" if builder == "html" else "search/index.html"
        assert built.page(search).find("script", id="moved-fragments") is None


def test_a_living_short_link_is_never_overwritten(mini_site):
    config = {"extensions": ["short_links", "moved_pages"]}
    built = mini_site(FILES | move("go/live-now/ > new/"), **config)
    assert "“go/live-now/” is in the handbook today" in built.warnings
    assert built.page("go/live-now/index.html").find("a")["href"] == "../../live/#live-now"


def test_a_short_link_with_a_line_of_its_own(mini_site):
    config = {"extensions": ["short_links", "moved_pages"]}
    built = mini_site(FILES | move("go/past/ > live/#live-now"), **config)
    assert built.warnings == ""
    assert built.page("go/past/index.html").find("p").a["href"] == "../../live/#live-now"


def test_the_build_does_without_the_file_and_without_the_extension(mini_site):
    assert mini_site(FILES, options=STRICT, **CONFIG).warnings == ""
    built = mini_site(FILES | move("old/ > new/", "live/#off > new/"), extensions=[])
    assert built.warnings == "" and not (built.folder / "old").exists()


def test_linkcontract_finds_every_moved_address_served(mini_site):
    """What this build writes is what ``linkcontract`` reads and follows."""
    from linkcontract.read.folder import read_site
    from linkcontract.serve.visit import is_served

    lines = (
        "old/ > new/",
        "old/#a > live/#live-now",
        "live/#off > new/#new-part",
        "over/ > gone > over",
    )
    lines += ("live/#was > live/#live-now",)
    config = {"extensions": ["anchors", "short_links", "moved_pages"]}
    built = mini_site(FILES | move(*lines), options=STRICT, **config)
    assert built.warnings == ""
    read = read_site(built.folder)
    for address in ("old/", "old/#a", "old/#new-part", "live/#off", "live/#was", "over/", "go/a/"):
        assert is_served(read, address), address
    assert not is_served(read, "old/#nowhere") and not is_served(read, "live/#nowhere")


def test_builders_that_share_an_environment_both_write_the_notes(mini_site):
    for files in (FILES, move("live/#off > new/")):
        both = [mini_site(files, builder=builder, **CONFIG) for builder in ("dirhtml", "html")]
    for built, name in zip(both, ("live/index.html", "live.html"), strict=True):
        assert note(built.page(name), "off") is not None


def test_linkcontract_reads_a_long_list_of_moved_fragments(mini_site):
    from linkcontract.read.folder import read_site

    lines = [f"old/#section-{n} > new/#new-part" for n in range(40)]
    built = mini_site(FILES | move("old/ > new/", *lines), **CONFIG)
    redirect = read_site(built.folder).pages["old/"].redirect
    assert redirect is not None and redirect.fragments["section-39"] == "../new/#new-part"
