"""Old addresses and short links in a real browser: with and without JavaScript, served below a
folder or opened from disk."""

from __future__ import annotations

import pytest

CONFIG = {
    "extensions": ["anchors", "short_links", "moved_pages"],
    "html_baseurl": "https://elsewhere.example/not-here/",
}
TALL = "\n\n".join(f"Line {n} of a page that is long enough to scroll." for n in range(60))
FILES = {
    "index.md": "(front)=\n# Front page\n\n```{toctree}\nnew/index\nlive\n```\n",
    "new/index.md": f"(new)=\n# New home\n\n{TALL}\n\n(new:part)=\n## Part\n\n{TALL}\n",
    "live.md": f"(live)=\n# Still here\n\n{TALL}\n\n(live:now)=\n## Renamed\n\n{TALL}\n",
    "links/moved.txt": "".join(
        line.replace(" > ", "\t") + "\n"
        for line in (
            "old/page/ > new/",
            "old/page/#a > live/#live-now",
            "old/page/#odd%20%C3%A9 > new/#new-part",
            "old/page/#ended > gone > nobody read it",
            "live/#off > new/#new-part",
            "live/#ended > gone > nobody read it",
            "live/#before > live/#live-now",
            "over/ > gone > 2026-07-26: the school is over",
            "away/ > new/#new-part",
            "past/#label > new/#new-part",
        )
    ),
}
BUILDERS = ("dirhtml", "html")
PREFIX = "/some/folder/"


class Site:
    """A site as somebody reads it: ``go`` returns what is in the address bar in the end."""

    def __init__(self, browser, root: str, html: bool) -> None:
        self.browser, self.root, self.html = browser, root, html

    def address(self, path: str) -> str:
        """The full address of a folder-style one; from disk, the file a person would open."""
        page, sign, fragment = path.partition("#")
        page, query, asked = page.partition("?")
        if self.html:
            page = page.removeprefix("./").removesuffix("/")
            known = {"": "index", "new": "new/index"}
            page = (page + "/index" if page.startswith("go/") else known.get(page, page)) + ".html"
        return self.root + page + query + asked + sign + fragment

    def go(self, path: str, *, javascript: bool = True):
        page = self.browser.new_context(java_script_enabled=javascript).new_page()
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda r: r.url.startswith(self.root) or self.errors.append(r.url))
        page.on("response", lambda r: r.status < 400 or self.errors.append(r.url))
        # Not until it is loaded: a page that leads on never is.
        page.goto(self.address(path), wait_until="commit")
        page.wait_for_load_state("load")
        return page

    def ends_at(self, start: str, end: str, *, javascript: bool = True) -> None:
        page = self.go(start, javascript=javascript)
        page.wait_for_url(self.address(end), timeout=5000)
        assert page.locator("h1").is_visible() and not self.errors
        if fragment := end.partition("#")[2]:
            box = page.locator(f"[id='{fragment}']").bounding_box()
            assert box["y"] < 400, "the section is in view"
        page.context.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small site with both builders, once."""
    from conftest import ROOT, run_sphinx_here

    folder = tmp_path_factory.mktemp("stubs")
    source = folder / "source"
    lines = [
        f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / '_ext')]!r}",
        "html_theme = 'basic'",
    ]
    lines += [f"{key} = {value!r}" for key, value in CONFIG.items()]
    lines += ["extensions += ['myst_parser']"]
    for name, text in (FILES | {"conf.py": "\n".join(lines)}).items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    builds = {b: run_sphinx_here(source, folder / b, b, "--fail-on-warning") for b in BUILDERS}
    assert [b.warnings for b in builds.values()] == ["", ""]
    return builds


@pytest.fixture(params=["dirhtml, below a folder of a host", "html, from disk"])
def site(request, built, serve, browser):
    html = request.param.startswith("html")
    folder = built["html" if html else "dirhtml"].folder
    root = folder.as_uri() + "/" if html else serve(folder, PREFIX)
    return Site(browser, root, html)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        # A page that moved: at once, with what was asked for.
        ("old/page/", "new/"),
        ("old/page/?a=1&b=2", "new/?a=1&b=2"),
        ("old/page/#new-part", "new/#new-part"),
        ("old/page/?a=1#new-part", "new/?a=1#new-part"),
        # A section with a line of its own.
        ("old/page/#a", "live/#live-now"),
        ("old/page/?a=1#a", "live/?a=1#live-now"),
        ("old/page/#odd%20%C3%A9", "new/#new-part"),
        # A page that became a section; who asks for a place gets that place.
        ("away/", "new/#new-part"),
        ("away/#new", "new/#new"),
        ("past/#label", "new/#new-part"),
        # A section that moved off a page that is still there.
        ("live/#off", "new/#new-part"),
        ("live/?a=1#off", "new/?a=1#new-part"),
        # An id that changed stays in the address bar, and finds its place.
        ("live/#before", "live/#before"),
        # Short links.
        ("go/new-part/", "new/#new-part"),
        ("go/new-part/?a=1", "new/?a=1#new-part"),
        ("go/new/#new-part", "new/#new-part"),
        ("go/front/", "./#front"),
        ("go/label/", "new/#new-part"),
        ("go/off/", "new/#new-part"),
    ],
)
def test_the_reader_is_taken_there(site, start, end):
    site.ends_at(start, end)


def test_the_way_there_is_not_in_the_history(site):
    page = site.go("live/")
    page.goto(site.address("old/page/"))
    page.wait_for_url(site.address("new/"))
    page.go_back()
    page.wait_for_url(site.address("live/"))


def test_a_link_to_a_section_that_left_works_on_the_page_itself(site):
    page = site.go("live/")
    page.evaluate("location.hash = 'off'")
    page.wait_for_url(site.address("new/#new-part"))


def test_what_was_withdrawn_stays_and_says_so(site):
    for start in ("over/", "over/#anything", "old/page/#ended", "live/#ended", "go/ended/"):
        page = site.go(start)
        page.wait_for_timeout(200)
        assert page.url == site.address(start)
        assert not site.errors
        assert "hello@2i2c.org" in page.inner_text("body")
        if start.endswith("#ended"):
            assert page.locator("#ended").bounding_box()["y"] < 900
            assert "Nobody read it." in page.inner_text("#ended")
        page.context.close()


@pytest.mark.parametrize(
    ("start", "id", "end"),
    [
        ("old/page/", None, "new/"),
        ("old/page/#a", "a", "live/#live-now"),
        ("live/#off", "off", "new/#new-part"),
        ("past/#label", "label", "new/#new-part"),
    ],
)
def test_without_javascript_there_is_a_sentence_with_a_link(site, start, id, end):
    page = site.go(start, javascript=False)
    assert page.url == site.address(start) and not site.errors
    place = page.locator(f"[id='{id}']" if id else "h1 + p")
    assert place.is_visible()
    if id:
        box = place.bounding_box()
        assert 0 <= box["y"] < page.viewport_size["height"], "the line is in view"
    place.locator("a").click()
    page.wait_for_url(site.address(end))


def test_without_javascript_a_short_link_leads_on_as_well(site):
    site.ends_at("go/new-part/", "new/#new-part", javascript=False)


def test_without_javascript_a_renamed_id_is_found(site):
    site.ends_at("live/#before", "live/#before", javascript=False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_small_pages_can_be_read_on_a_phone(site, browser, scheme):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 700}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(site.address("old/page/"))
    style = page.locator("body").evaluate(
        "e => [getComputedStyle(e).fontSize, getComputedStyle(e).color]"
    )
    assert float(style[0].removesuffix("px")) >= 16
    assert style[1] == ("rgb(0, 0, 0)" if scheme == "light" else "rgb(255, 255, 255)")
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
    context.close()
