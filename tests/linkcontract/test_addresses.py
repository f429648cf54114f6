"""Addresses: how they are written, and where a visitor of one ends up."""

from __future__ import annotations

import json

import pytest

from linkcontract.address import anchor_address, page_path
from linkcontract.promise.public import addresses
from linkcontract.read.folder import read_site
from linkcontract.serve.visit import is_served, served_at
from linkcontract.site import UnreadableSite

STUB = '<!doctype html><meta http-equiv="refresh" content="0; url={}">'


def document(body: str = "", head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>T</title>{head}</head><body>{body}</body></html>"


@pytest.fixture
def site_of(tmp_path):
    def read(files, **options):
        for name, text in files.items():
            place = tmp_path / "site" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        return read_site(tmp_path / "site", **options)

    return read


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("index.html", "./"),
        ("mission/index.html", "mission/"),
        ("mission/index.htm", "mission/"),
        ("old/page.html", "old/page.html"),
        ("my page.html", "my%20page.html"),
        ("größe/100%.html", "gr%C3%B6%C3%9Fe/100%25.html"),
    ],
)
def test_address_of_a_file(file, path):
    assert page_path(file) == path


def test_address_of_an_id_is_percent_encoded():
    assert anchor_address("./", "C++ (größe) 5%") == "./#C++%20(gr%C3%B6%C3%9Fe)%205%25"


def test_addresses_are_the_public_ones_sorted(site_of):
    site = site_of(
        {
            "index.html": document("<main><h1 id=home>Home</h1><p id=id1></p></main>"),
            "b/index.html": document("<nav id=menu></nav><main><h1 id=b>B</h1></main>"),
            "a.html": document("<main><h1 id=a>A</h1></main>"),
            "search/index.html": document("<main><h1 id=search>S</h1></main>"),
            "404.html": document("<main><h1 id=lost>L</h1></main>"),
            "old/index.html": STUB.format("../b/"),
        }
    )
    assert list(addresses(site)) == ["./", "./#home", "a.html", "a.html#a", "b/", "b/#b"]
    assert [found.title for found in addresses(site).values()] == [
        "Home",
        "Home",
        "A",
        "A",
        "B",
        "B",
    ]


SERVED = {
    "./": True,
    "./#home": True,
    "./#gr%C3%B6%C3%9Fe": True,
    "./#größe": True,
    "./#Home": False,
    "./#TOP": True,
    "./#menu": True,
    "b/": True,
    "b": True,
    "b/index.html": True,
    "b.html": False,
    "B/": False,
    "a/": False,
    "a.html#a": True,
    "a.html#100%25": True,
    "assets/": False,
    "old/": True,
    "old/#b": False,
    "old/#gone": False,
    "hash/#b": True,
    "hash/#gone": False,
    "mapped/#x": True,
    "mapped/#b": True,
    "mapped/#gone": False,
    "twice/": True,
    "twice/#b": False,
    "away/": True,
    "nowhere/": False,
    "circle/": False,
    "fixed/#whatever": True,
}


@pytest.mark.parametrize("address", SERVED)
def test_what_is_served(site_of, address):
    site = site_of(
        {
            "index.html": document(
                "<nav id=menu></nav><main><h1 id=home>H</h1><p id='größe'></p></main>"
            ),
            "b/index.html": document("<main><h1 id=b>B</h1></main>"),
            "a.html": document("<main><h1 id=a>A</h1><p id='100%'></p></main>"),
            "assets/a.css": "",
            "old/index.html": STUB.format("../b/"),
            "hash/index.html": document(
                head='<script>location.replace("../b/" + location.hash)</script>'
            ),
            "mapped/index.html": STUB.format("../b/")
            + '<script type="application/json" id="moved-fragments">{"x": "../a.html#a"}</script>',
            "twice/index.html": STUB.format("../old/"),
            "away/index.html": STUB.format("https://elsewhere.example/"),
            "nowhere/index.html": STUB.format("../none/"),
            "circle/index.html": STUB.format("../circle/"),
            "fixed/index.html": STUB.format("../a.html#a"),
        }
    )
    assert is_served(site, address) is SERVED[address]


def test_a_landing_names_the_stub_that_lost_the_fragment(site_of):
    site = site_of(
        {"b/index.html": document("<h1 id=b>B</h1>"), "old/index.html": STUB.format("../b/")}
    )
    landing = served_at(site, "old/#b")
    assert landing.lost is site.pages["old/"] and landing.page is site.pages["b/"]
    assert [stub.path for stub in landing.stubs] == ["old/"]


def entry(address, **more):
    return {
        "address": address,
        "label": None,
        "kind": "heading",
        "title": "",
        "file": "a.md",
        "line": 3,
    } | more


def write_anchor_data(tmp_path, *entries, inside=False):
    (tmp_path / "site").mkdir(exist_ok=True)
    place = tmp_path / "site" / "anchors.json" if inside else tmp_path / "site.anchors.json"
    place.write_text(json.dumps({"version": 1, "addresses": list(entries)}))


@pytest.mark.parametrize("inside", [False, True])
def test_anchor_data_says_what_is_promised(site_of, tmp_path, inside):
    write_anchor_data(
        tmp_path,
        entry("./", kind="page", title="Home", line=1),
        entry("./#value-hubs", label="value:hubs", title="Hubs"),
        entry("./#old", kind="older-label", label="old", title="Hubs", line=2),
        entry("go/value-hubs/", kind="short-link", label="value:hubs", title="Hubs"),
        inside=inside,
    )
    site = site_of(
        {
            "index.html": document(
                "<main><section id=value-hubs><span id=hubs></span><span id=old></span><h1>Hubs</h1></section></main>"
            ),
            "other/index.html": document("<main><h1 id=o>O</h1></main>"),
            "go/value-hubs/index.html": STUB.format("../../#value-hubs"),
        }
    )
    assert list(addresses(site)) == ["./", "./#old", "./#value-hubs", "go/value-hubs/"]
    anchor = site.pages["./"].anchor("value-hubs")
    assert (anchor.label, anchor.file, anchor.line) == ("value:hubs", "a.md", 3)
    assert is_served(site, "./#hubs") and is_served(site, "go/value-hubs/")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"version": 2, "addresses": []}',
        '{"version": 1}',
        '{"version": 1, "addresses": [{"kind": "page"}]}',
        '{"version": 1, "addresses": [{"address": "./", "kind": "riddle"}]}',
        '{"version": 1, "addresses": [{"address": "./", "kind": "page", "line": "3"}]}',
    ],
)
def test_malformed_anchor_data_is_one_clean_error(site_of, tmp_path, text):
    (tmp_path / "site").mkdir()
    (tmp_path / "site.anchors.json").write_text(text)
    with pytest.raises(UnreadableSite, match="site.anchors.json") as error:
        site_of({"index.html": document()})
    assert "\n" not in str(error.value)


def test_a_colon_in_the_first_step_is_no_scheme():
    assert page_path("A:/b:c/index.html") == "A%3A/b:c/"
