"""Everybody can read every page: axe, keyboard, names, small windows, large text, no colors.

What a program can find is here. What it cannot, and who was asked, is on the page "Accessibility".
"""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from test_browser import DESKTOP, PAGE_TYPES, PHONE, open_page, sideways

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
MOST_STOPS = 12
NARROW = {"width": 320, "height": 640}
# The components of sphinx-design, of which a page may use any.
COMPONENTS = """\
# Components

:::{card} A card
With a [link](https://example.org/).
:::

::::{tab-set}
:::{tab-item} One
The first.
:::
:::{tab-item} Two
The second.
:::
::::

:::{dropdown} More
What is more.
:::

| Name | Figure |
| --- | --- |
| first | 1 |
| second | 2 |
"""


@pytest.fixture(scope="module")
def root(site, serve):
    return serve(site.folder)


def violations(page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on a page as it is shown now, by all rules or some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    # The rules that are off by default stay off: they are not part of WCAG 2.2 AA.
    which = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    only = {"runOnly": which, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", only)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def open_everything(page) -> None:
    for tab in page.locator(".sd-tab-set > label").all():
        tab.click()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    if page.get_by_role("button", name="Menu").is_visible():
        page.get_by_role("button", name="Menu").click()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(browser, root, viewport):
    page = browser.new_context(viewport=viewport, color_scheme="light").new_page()
    wrong = {}
    for number, path in enumerate(PAGE_TYPES):
        page.goto(root + path)
        if viewport is DESKTOP or number % 4 == 0:
            open_everything(page)
        if found := violations(page):
            wrong[path] = found
    page.context.close()
    assert not wrong


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_contrast_is_enough_in_the_dark(browser, root, viewport):
    """Nothing but colors differs there."""
    page = browser.new_context(viewport=viewport, color_scheme="dark").new_page()
    wrong = {}
    for path in (
        "",
        "mission/value-proposition/",
        "contribute/style/",
        "search/?q=tier",
        "no/such/page/",
    ):
        page.goto(root + path)
        open_everything(page)
        if found := violations(page, rules=["color-contrast"]):
            wrong[path] = found
    page.context.close()
    assert not wrong


def components(mini_site, **config):
    files = {"index.md": COMPONENTS}
    theme = {"html_theme": "handbook", "html_theme_path": [str(Path(__file__).parent.parent / "_theme")],
             "templates_path": [str(Path(__file__).parent.parent / "_templates")],
             "html_theme_options": {"article_footer_items": [], "footer_content_items": []}}  # fmt: skip
    extensions = ["sphinx_design", "handbook_theme"]
    built = mini_site(
        files, extensions=extensions, myst_enable_extensions=["colon_fence"], **theme, **config
    )
    assert built.code == 0 and not built.warnings, built.warnings
    return built


def test_axe_finds_nothing_in_components(browser, serve, mini_site):
    folder = components(mini_site).folder
    (folder / "favicon.ico").touch()  # asked for where a page names none
    page, wrong = open_page(browser, serve(folder), viewport=PHONE)
    first, second = page.get_by_text("The first."), page.get_by_text("The second.")
    assert first.is_visible() and not second.is_visible()
    assert violations(page) == []
    page.locator("label", has_text="Two").click()
    assert second.is_visible() and not first.is_visible()
    open_everything(page)
    assert page.locator("#pst-menu").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_text("What is more.").is_visible()
    assert violations(page) == [] and wrong == []
    page.context.close()


def test_axe_would_find_something(browser, serve, tmp_path):
    bad = "<!doctype html><html><title>x</title><button></button><img src='a.png'>"
    (tmp_path / "index.html").write_text(bad, encoding="utf-8")
    page = browser.new_page()
    page.goto(serve(tmp_path))
    found = " ".join(violations(page))
    page.close()
    assert "button-name" in found and "image-alt" in found and "html-has-lang" in found


STOP = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const box = it.getBoundingClientRect(), style = getComputedStyle(it);
  const label = it.closest(".sd-card") ?? it;  // a whole card shows the focus of its link
  return {
    inText: !!it.closest("article"),
    name: (it.getAttribute("aria-label") || it.innerText || it.labels?.[0]?.innerText || it.title || "").trim(),
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth
      && style.visibility === "visible" && +style.opacity > 0,
    outline: [it, label, ...(it.labels ?? [])].some((e) => getComputedStyle(e).outlineStyle !== "none"
      && parseFloat(getComputedStyle(e).outlineWidth) >= 2),
    html: it.outerHTML.slice(0, 120),
  };
}"""


def stops(page, most: int = 400) -> list[dict]:
    """Every element that Tab reaches, from the top of the page to its end."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("path", ["", "mission/value-proposition/", "search/", "no/such/page/"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_tab_stop_is_seen_and_named(browser, root, path, viewport):
    page = browser.new_context(viewport=viewport).new_page()
    page.goto(root + path, wait_until="networkidle")
    found = stops(page)
    page.context.close()
    before = [stop["inText"] for stop in found].index(True)
    assert 2 <= before <= MOST_STOPS
    for stop in found:
        assert stop["seen"] and stop["outline"] and stop["name"], stop["html"]


def test_a_hidden_or_nameless_tab_stop_is_noticed(browser):
    page = browser.new_page()
    page.set_content(
        '<a href="#a" style="opacity:0">one</a><button></button><a href="#b" style="outline:0">b</a>'
    )
    found = stops(page)
    page.close()
    assert [s["seen"] for s in found] == [False, True, True]
    assert not found[1]["name"] and not found[2]["outline"]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_skip_link_lands_on_the_text(browser, root, viewport):
    page = browser.new_context(viewport=viewport).new_page()
    page.goto(root + "mission/value-proposition/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to the text"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["inText"], page.evaluate(STOP)
    assert page.locator(".skip-link").count() == 1
    page.context.close()


def test_the_menu_works_by_keyboard_and_closes(browser, root):
    page = browser.new_context(viewport=PHONE).new_page()
    page.goto(root + "mission/value-proposition/")
    button, menu = page.get_by_role("button", name="Menu"), page.locator("#pst-menu")
    button.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#pst-menu') !== null")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("one => one === document.activeElement")
    button.click()
    menu.get_by_role("link", name="For hub users").click()
    assert not menu.is_visible()
    assert "#value-hub-users" in page.url
    page.context.close()


def test_the_contents_show_personas_and_where_the_reader_is(browser, root):
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(root + "mission/value-proposition/#value-community-leaders", wait_until="networkidle")
    contents = page.get_by_role("navigation", name="On this page")
    assert contents.get_by_role("link", name="For the open science ecosystem").is_visible()
    page.wait_for_function("document.querySelector('.bd-sidebar-secondary [aria-current]')")
    here = contents.locator("[aria-current=true]")
    assert here.count() == 1 and here.inner_text().startswith("For community leaders")
    page.context.close()


def test_the_theme_button_is_remembered(browser, root):
    page = browser.new_context(viewport=DESKTOP, color_scheme="light").new_page()
    page.goto(root)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    button = page.get_by_role("button", name="Colors")
    for name in ("light", "dark"):
        button.click()
        assert button.inner_text().strip().endswith(name) or button.get_attribute("title").endswith(
            name
        )
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(root + "glossary/")
    assert page.evaluate(paper) == dark
    page.context.close()


@pytest.mark.parametrize("how", ["320 px", "text at 200%"])
def test_nothing_scrolls_sideways(browser, root, how):
    size = NARROW if how == "320 px" else PHONE
    # The page's own policy would refuse the larger text, which a browser sets without asking it.
    page = browser.new_context(viewport=size, bypass_csp=True).new_page()
    wide = {}
    for path in PAGE_TYPES:
        page.goto(root + path)
        if how != "320 px":
            page.add_style_tag(content="html { font-size: 200% }")
        if (more := sideways(page)) > 0:
            wide[path] = more
    page.context.close()
    assert not wide


def test_permanent_links_are_named_and_outside_the_heading(pages):
    for name, page in pages.items():
        for link in page.select("article a.headerlink"):
            assert link["aria-label"].startswith("Link to ") and len(link["aria-label"]) > 10, name
            assert link.find_parent(["h1", "h2", "h3", "h4", "h5", "h6"]) is None, (name, link)
        for heading in page.select("article :is(h1, h2, h3)"):
            assert "¶" not in heading.get_text(), (name, heading)
    page = pages["service-model/pricing/index.html"]
    assert page.find("a", attrs={"aria-label": "Link to The fees"})["href"].startswith("#")


def test_tables_have_captions_and_headers(pages):
    seen = 0
    for name, page in pages.items():
        for table in page.select("article table"):
            seen += 1
            assert table.caption.get_text(strip=True), (name, table)
            for head in table.select("th"):
                assert head.get("scope") in ("col", "row", "colgroup", "rowgroup"), (name, head)
    assert seen > 20
    table = pages["service-model/shared-responsibility/index.html"].select_one("article table")
    assert len(table.select("tbody th[scope=row]")) == len(table.select("tbody tr"))


def test_links_that_leave_the_site_say_so(site, pages):
    wrong = []
    for name, page in (pages | site.pages(small=True)).items():
        for link in page.select("a[href^='http']"):
            if not {"external", "noopener", "noreferrer"} <= set(link.get("rel", [])):
                wrong.append((name, link["href"]))
    assert not wrong


def test_it_works_in_forced_colors_and_without_motion(browser, root):
    page = browser.new_context(
        viewport=DESKTOP, forced_colors="active", reduced_motion="reduce"
    ).new_page()
    page.goto(root + "mission/value-proposition/#value-hub-users", wait_until="networkidle")
    moving = """[...document.querySelectorAll("*")].filter((e) => {
      const s = getComputedStyle(e);
      return parseFloat(s.transitionDuration) > 0 || s.animationName !== "none" || s.scrollBehavior !== "auto";
    }).length"""
    assert page.evaluate(moving) == 0
    current = page.locator(".bd-sidebar-primary [aria-current]")
    assert current.evaluate("e => getComputedStyle(e).borderLeftStyle") == "solid"
    assert violations(page) == []
    page.context.close()
