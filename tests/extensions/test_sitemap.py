"""sitemap.xml and robots.txt: where the site's address is known, whole after every build."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

FILES = {
    "index.md": "# Front\n\n```{toctree}\nb c\nd/index\n```\n",
    "b c.md": "# B\n",
    "d/index.md": "# D\n",
}


def addresses(built) -> list[str]:
    tree = ElementTree.parse(built.folder / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert tree.tag == f"{space}urlset"
    assert {one.tag for entry in tree for one in entry} == {f"{space}loc"}
    return [location.text for location in tree.iter(f"{space}loc")]


def test_it_lists_every_page_with_its_whole_address(mini_site):
    config = {"extensions": ["sitemap"], "html_baseurl": "https://x.example/h/"}
    built = mini_site(FILES, **config)
    expected = [f"https://x.example/h/{path}" for path in ("b%20c/", "d/", "")]
    assert built.warnings == "" and addresses(built) == expected
    # A build that writes one page only.
    assert addresses(mini_site({"d/index.md": "# D\n\nMore.\n"}, **config)) == expected
    assert not (built.folder / "robots.txt").exists(), "it counts at the root of a host only"


def test_at_the_root_of_a_host_robots_are_told(mini_site):
    built = mini_site(FILES, extensions=["sitemap"], html_baseurl="https://x.example/")
    robots = (built.folder / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://x.example/sitemap.xml\n" in robots and "Disallow" not in robots


def test_without_an_address_there_is_none_left(mini_site):
    mini_site(FILES, extensions=["sitemap"], html_baseurl="https://x.example/")
    built = mini_site({}, extensions=["sitemap"])
    assert not [
        file for file in built.folder.iterdir() if file.name in ("sitemap.xml", "robots.txt")
    ]
