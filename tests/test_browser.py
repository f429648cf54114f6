"""The built site in a browser: no error, no foreign request, no sideways scrolling, no script needed."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1350, "height": 900}
# One page of each type: front door, index with drawings, value proposition, persona, wide tables,
# prices, questions, words, generated list, instructions, search, not found.
PAGE_TYPES = [
    "", "mission/", "mission/value-proposition/", "mission/hub-administrators/", "service-model/",
    "service-model/membership/", "service-model/pricing/", "service-model/shared-responsibility/",
    "service-model/support/", "service-model/lifecycle/", "service-model/faq/", "glossary/",
    "link-to-this-handbook/", "contribute/style/", "accessibility/", "genindex/", "search/?q=tier", "no/such/page/",
]  # fmt: skip


@pytest.fixture(scope="module")
def root(site, serve):
    return serve(site.folder)


def open_page(browser, address, **options):
    """Open an address; returns the page and what went wrong on the way."""
    page = browser.new_context(**options).new_page()
    wrong = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    host = urlsplit(address).netloc

    def watch(request):
        asked = urlsplit(request.url)
        if asked.scheme in ("http", "https", "ws", "wss") and asked.netloc != host:
            wrong.append(f"foreign request: {request.url}")

    page.on("request", watch)
    page.goto(address, wait_until="networkidle")
    return page, wrong


def sideways(page) -> int:
    """How many CSS pixels the page is wider than the window."""
    return page.evaluate(
        "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("path", PAGE_TYPES)
def test_page_opens_clean_on_a_phone(browser, root, path):
    page, wrong = open_page(browser, root + path, viewport=PHONE)
    expected = ["404 (Not Found)"] if path.startswith("no/") else []
    assert [w for w in wrong if not any(e in w for e in expected)] == []
    assert sideways(page) <= 0
    page.context.close()


@pytest.mark.parametrize("path", PAGE_TYPES[:8])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_opens_clean_on_a_desktop(browser, root, path, scheme):
    page, wrong = open_page(browser, root + path, viewport=DESKTOP, color_scheme=scheme)
    assert wrong == []
    assert sideways(page) <= 0
    page.context.close()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "mission/", "service-model/pricing/"])
def test_page_reads_and_navigates_without_script(browser, root, path, viewport):
    page, wrong = open_page(browser, root + path, viewport=viewport, java_script_enabled=False)
    assert wrong == []
    assert page.locator("main h1").is_visible()
    for drawing in page.locator("figure.diagram svg.diagram-picture").all():
        box = drawing.bounding_box()
        assert box["width"] > 100 and box["height"] > 100
    if viewport is PHONE:
        page.get_by_role("button", name="Menu").click()
    ways = page.get_by_role("navigation").get_by_role("link", name="Glossary").all()
    assert any(way.is_visible() for way in ways)
    page.context.close()


def test_a_drawing_fits_a_phone_and_is_found_by_its_name(browser, root):
    page, _ = open_page(browser, root + "mission/", viewport=PHONE)
    drawing = page.get_by_role("img", name="flywheel").first
    box = drawing.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    page.context.close()


BAD = """<!doctype html><title>x</title><body style="margin:0"><div style="width:900px">wide</div>
<script>console.error("oh"); nothing.here</script><img src="http://127.0.0.1:9/x.png" alt="x">"""


def test_a_bad_page_is_noticed(browser, serve, tmp_path):
    (tmp_path / "index.html").write_text(BAD, encoding="utf-8")
    page, wrong = open_page(browser, serve(tmp_path), viewport=PHONE)
    assert sideways(page) > 0
    assert any(w == "oh" for w in wrong)
    assert any("nothing is not defined" in w for w in wrong)
    assert any(w.startswith("foreign request") for w in wrong)
    page.context.close()
