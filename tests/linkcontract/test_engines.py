"""What engines draw, make up and name: one case for each row of the tables in `read.engines`."""

from __future__ import annotations

from pathlib import Path

import pytest
from minisite import findings, page, rules, write

from linkcontract.promise.public import addresses
from linkcontract.read.engines import DRAWN, is_generated
from linkcontract.read.folder import read_site


def by(generator: str, body: str = "<p>Text</p>", more: str = "") -> str:
    """A page with a generator tag and with more in its head."""
    return page(body, head=f'<meta name="generator" content="{generator}">{more}')


PAGES = {
    "rustdoc, source": (
        "src/alloc/vec.rs.html",
        by("rustdoc"),
        ["12", "12-34"],
        ["12-", "fn"],
    ),
    "rustdoc, traits": (
        "std/trait.Copy.html",
        by("rustdoc"),
        ["impl-Copy-for-T"],
        ["method.x"],
    ),
    "scaladoc": (
        "index.html",
        by("", "<!-- lib/index.js -->"),
        ["scala.Option", "scala.Option@get:A"],
        ["a b"],
    ),
    "JSDoc, source": (
        "a.js.html",
        by("", "<!-- scripts/linenumber.js -->"),
        ["line12"],
        ["lines", "x"],
    ),
    "YARD": ("frames.html", by("", "<div class=frames></div>"), ["!File.html"], ["file"]),
    "docsify": (
        "index.html",
        by("", "<script src='//cdn/docsify.js'></script>"),
        ["/guide"],
        ["guide"],
    ),
    "Swagger UI": ("api.html", by("", "<div id=swagger-ui></div>"), ["/pets/list"], ["pets"]),
    "Stoplight Elements": (
        "api.html",
        by("", "<elements-api></elements-api>"),
        ["/paths/pets"],
        ["pets"],
    ),
    "Redoc": (
        "api.html",
        by("", "<redoc spec-url='x.json'></redoc>"),
        ["tag/pet", "operation/add"],
        ["pet"],
    ),
    "reveal.js": (
        "talk.html",
        by("", "<link href='https://cdn.org/reveal.css'>"),
        ["/2/1"],
        ["two"],
    ),
}


def test_every_row_of_what_is_drawn_has_its_case() -> None:
    assert {row.engine for row in DRAWN} == set(PAGES)


@pytest.mark.parametrize("engine", PAGES)
def test_fragments_that_an_engine_draws(tmp_path: Path, engine: str) -> None:
    file, html, drawn, dead = PAGES[engine]
    folder = "x/../" + file
    links = "".join(f"<a href='{folder}#{each}'>x</a>" for each in [*drawn, *dead])
    found = findings(tmp_path, {"start.html": links, file: html})
    assert [(finding.rule, finding.address) for finding in found] == [
        ("missing-fragment", f"{'./' if file == 'index.html' else file}#{each}") for each in dead
    ]
    plain = findings(tmp_path / "plain", {"start.html": links, file: page("<p>Text</p>")})
    assert rules(plain) == ["missing-fragment"] * len([*drawn, *dead]), "no other engine draws them"


TAB = "<li role='tab'>One</li>"
PANEL = "<div role='tabpanel'>One</div>"


@pytest.mark.parametrize(
    ("generator", "body", "expected"),
    [
        ("Docusaurus v3.5", TAB + TAB + PANEL, []),
        ("Docusaurus v3.5", TAB + TAB + PANEL + PANEL, ["missing-fragment"]),
        ("Hugo 0.1", TAB + TAB + PANEL, ["missing-fragment"]),
    ],
)
def test_headings_in_tabs_that_are_built_when_they_are_chosen(
    tmp_path: Path, generator: str, body: str, expected: list[str]
) -> None:
    site = {"index.html": "<a href='tabs.html#in-a-tab'>x</a>", "tabs.html": by(generator, body)}
    assert rules(findings(tmp_path, site)) == expected


def map_of(targets: str) -> str:
    """The script with which mdBook leads fragments of a page on."""
    return (
        "<!-- Book generated using mdBook --><script>document.addEventListener('DOMContentLoaded', function() {"
        f"const fragmentMap = {targets}; const target = fragmentMap[window.location.hash];"
        "if (target) { window.location.replace(new URL(target, window.location.href).href); } });</script>"
    )


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("old", []),
        ("here", []),
        ("gone", ["missing-fragment"]),
        ("nowhere", ["missing-fragment"]),
        ("there", []),
    ],
)
def test_fragments_that_a_page_of_mdbook_leads_on(
    tmp_path: Path, fragment: str, expected: list[str]
) -> None:
    targets = '{"#old": "new.html#new", "#gone": "new.html#gone", "#here": "#there"}'
    site = {
        "index.html": f"<a href='guide.html#{fragment}'>x</a>",
        "guide.html": map_of(targets) + "<h2 id=there>There</h2>",
        "new.html": "<h2 id=new>New</h2>",
    }
    assert rules(findings(tmp_path, site)) == expected


@pytest.mark.parametrize(
    ("engine", "id", "made_up"),
    [
        ("", "index-0", True),
        ("makeinfo 6.8", "index-0", False),
        ("texi2any 7.1", "index-12", False),
        ("", "a004351ba1d97441926878e0f524a8462", True),
        ("doxygen 1.9.4", "a004351ba1d97441926878e0f524a8462", False),
        ("doxygen 1.9.4", "ga6d61b8a0039eeb04e6faf382b8635a7a", False),
        ("doxygen 1.9.4", "l00012", True),
        ("doxygen 1.9.4", "row_2_3_", True),
        ("doxygen 1.9.4", "details", False),
        ("rustdoc", "12", True),
        ("rustdoc", "method.push", False),
        ("", "12", False),
        ("javadoc/17", "skip-navbar-top", True),
        ("javadoc/17", "length()", False),
    ],
)
def test_ids_that_an_engine_makes_up(engine: str, id: str, made_up: bool) -> None:
    assert is_generated(id, engine) is made_up


def test_the_text_of_doxygen_is_what_others_call_contents(tmp_path: Path) -> None:
    member = "a004351ba1d97441926878e0f524a8462"
    html = (
        "<html><head><meta name=generator content='Doxygen 1.9.4'><title>AngleAxis</title></head><body>"
        "<div id=top><div id=titlearea></div></div><div class=header><div class=title>AngleAxis</div></div>"
        f"<div class=contents><a id='{member}'></a><h2 class=memtitle><span class=permalink>"
        f"<a href='#{member}'>&#9670;</a></span>angle()</h2></div></body></html>"
    )
    write(tmp_path, {"class.html": html, "search/all_a.html": html})
    assert list(addresses(read_site(tmp_path))) == ["class.html", f"class.html#{member}"]


FRAME = "<div id=frame><div id=bd><h1><a href='index.html'>The project</a></h1>{}</div></div>"


def framed(count: int) -> dict[str, str | bytes]:
    """Pages of an engine nobody knows, in a frame with ids of its own."""
    return {
        f"page-{n}.html": f"<html><head><title>Page {n} — Project</title></head><body>"
        + FRAME.format(f"<h1>Page {n}</h1><h2 id=same>Notes</h2><p id=own-{n}></p>")
        + "</body></html>"
        for n in range(count)
    }


def test_ids_on_nearly_all_pages_are_the_theme_s(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, framed(12)))
    public = list(addresses(site))
    assert "page-3.html#own-3" in public and "page-3.html#same" in public
    assert not any(each.endswith(("#frame", "#bd")) for each in public)


def test_on_a_small_site_nothing_is_told_by_being_everywhere(tmp_path: Path) -> None:
    assert "page-3.html#frame" in addresses(read_site(write(tmp_path, framed(5))))


def test_the_name_of_the_site_is_no_page_s_title(tmp_path: Path) -> None:
    site = read_site(write(tmp_path, framed(2)))
    assert [page.title for page in site.pages.values()] == ["Page 0", "Page 1"]


def test_a_title_that_nearly_all_pages_have_gives_way_to_their_own(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        f"p{n}.html": f"<html><head><title>Page {n}</title></head><body><h1>Project</h1></body></html>"
        for n in range(12)
    }
    site = read_site(write(tmp_path, pages))
    assert site.pages["p3.html"].title == "Page 3"


def test_a_link_without_a_name_on_every_page_is_one_finding_with_a_count(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        f"p{n}.html": f"<h1 id=p{n}->P</h1><a class=edit href='#p{n}-'></a><a href='p1.html'></a>"
        for n in range(12)
    }
    found = findings(tmp_path, pages)
    named = sorted(finding.message.partition("#")[0] for finding in found)
    assert rules(found) == ["unnamed-link"] * 13
    assert sum("(on 12 pages)" in finding.message for finding in found) == 1, named


def test_in_the_theme_one_line_of_a_template_is_one_finding(tmp_path: Path) -> None:
    def one(n: int) -> str:
        return page("<p>x</p>").replace("</nav>", f"<a class=edit href='p{n}.html?edit'></a></nav>")

    found = findings(tmp_path, {f"p{n}.html": one(n) for n in range(12)})
    assert [finding.message.partition(" (")[2] for finding in found] == [
        "on 12 pages) in <a> has no name"
    ]


def test_an_id_that_stands_twice_on_every_page_is_one_finding(tmp_path: Path) -> None:
    twice = "<p id=all>x</p><p id=all>x</p>"
    pages: dict[str, str | bytes] = {f"p{n}.html": twice for n in range(12)}
    pages["p0.html"] = twice + "<p id=one>x</p><p id=one>x</p>"
    found = findings(tmp_path, pages)
    assert [finding.message.partition(" stands")[0] for finding in found] == [
        "the id all",
        "the id one",
    ]
    assert found[0].message.endswith("(on 12 pages)")


def test_an_id_on_two_empty_elements_side_by_side_leads_to_one_place(tmp_path: Path) -> None:
    assert findings(tmp_path, {"index.html": "<a id=x></a> <a id=x></a><h2>X</h2>"}) == []
    apart = "<a id=x></a><p>Text</p><a id=x></a><h2>X</h2>"
    assert rules(findings(tmp_path / "apart", {"index.html": apart})) == ["duplicate-id"]
