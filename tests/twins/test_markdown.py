"""A page's text as plain Markdown: nothing lost on the way, and nothing that only MyST would read."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from twins.listing import Entry, listing
from twins.markdown import is_furniture, markdown

PAGE = "https://handbook.example/a/b/"
READER = MarkdownIt("commonmark").enable("table")
CASES = {
    "headings and paragraphs": (
        '<h1>One</h1><a class="headerlink" href="#one">¶</a><p>Two\nlines</p><h2>Three</h2>',
        "# One\n\nTwo lines\n\n## Three",
    ),
    "links lead where they lead from the page": (
        '<p><a href="../c/#d" title="t">c</a> <a href="#e">e</a> <a href="https://x.example/y">y</a></p>',
        f"[c](https://handbook.example/a/c/#d) [e]({PAGE}#e) [y](https://x.example/y)",
    ),
    "an address with a bracket, an e-mail address": (
        '<p><a href="https://x.example/a_(b)">a</a> <a href="mailto:me%40x.example">me</a></p>',
        "[a](https://x.example/a_%28b%29) [me](mailto:me@x.example)",
    ),
    "what would be markup": (
        "<p>2 * 3 * 4, a_b, _c_, [d], `e`, &lt;f&gt;, &amp;amp; and AT&amp;T</p>",
        r"2 \* 3 \* 4, a_b, \_c\_, \[d\], \`e\`, \<f>, \&amp; and AT&T",
    ),
    "what would be markup at the beginning": (
        "<p># one</p><p>1. two</p><p>- three</p><p>+four</p><p>12 five</p>",
        "\\# one\n\n1\\. two\n\n\\- three\n\n\\+four\n\n12 five",
    ),
    "lists in lists": (
        "<ul><li><p>a</p><ol><li>b</li><li>c</li></ol></li><li><p>d</p></li></ul>",
        "- a\n\n  1. b\n  2. c\n- d",
    ),
    "code": (
        '<div class="highlight-sh notranslate"><div class="highlight"><pre><span></span>a <b>b</b>\n\nc\n'
        "</pre></div></div><p><code>d`e</code> <kbd>F</kbd></p>",
        "```sh\na b\n\nc\n```\n\n`` d`e `` `F`",
    ),
    "a fence in a fence": (
        '<div class="highlight-default"><div class="highlight"><pre>```{note}\nx\n```\n</pre></div></div>',
        "````\n```{note}\nx\n```\n````",
    ),
    "a table with its caption": (
        "<table><caption>Prices</caption><colgroup><col></colgroup><thead><tr><th>a|b</th><th>c</th></tr>"
        "</thead><tbody><tr><th><code>x|y</code></th><td><ul><li>d</li><li>e</li></ul></td></tr></tbody>"
        "</table>",
        "**Prices**\n\n| a\\|b | c |\n| --- | --- |\n| `x\\|y` | d; e |",
    ),
    "terms": (
        "<dl><dt>Hub</dt><dd><p>A <em>thing</em>.</p></dd><dt>Tier</dt><dd>Two <b>of</b> <i>them</i></dd></dl>",
        "- **Hub**: A *thing*.\n- **Tier**: Two **of** *them*",
    ),
    "a term and a list": (
        "<dl><dt>Hub</dt><dd><ul><li>a</li></ul></dd></dl>",
        "- **Hub**\n\n  - a",
    ),
    "a box": (
        '<div class="admonition note"><p class="admonition-title">Note</p><p>One</p><p>Two</p></div>',
        "> **Note**\n>\n> One\n>\n> Two",
    ),
    "cards": (
        '<div class="sd-row"><div class="sd-card"><div class="sd-card-title">\nUsers</div>'
        '<p class="sd-card-text">Who?</p><a class="sd-stretched-link" href="../u/">Users: who</a></div>'
        '<div class="sd-card"><div class="sd-card-title">Plain</div></div></div>',
        "- [**Users**](https://handbook.example/a/u/) Who?\n- **Plain**",
    ),
    "a drawing": (
        "<figure><svg><title>t</title><desc>Two boxes.</desc><text>x</text></svg>"
        '<p class="diagram-key">key</p><figcaption><p>How<a class="headerlink" href="#f">¶</a></p>'
        "</figcaption></figure><svg><text>icon</text></svg>",
        "**How**\n\n*Drawing:* Two boxes.",
    ),
    "a picture": (
        '<p><img src="../x y.png" alt="A cat"></p>',
        "![A cat](https://handbook.example/a/x%20y.png)",
    ),
    "what only a screen needs": (
        '<nav class="contents"><a href="#x">x</a></nav><form><input></form><p hidden>h</p><p>said</p>'
        '<table><caption class="visually-hidden">h</caption><tr><th>a</th></tr></table><script>s</script>',
        "said\n\n| a |\n| --- |",
    ),
    "what folds": (
        "<details><summary>More</summary><ul><li>a</li></ul></details>",
        "More\n\n- a",
    ),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_each_thing_is_written_in_plain_markdown(html, expected):
    assert markdown(html, PAGE) == expected + "\n"


def test_without_an_address_links_stay_relative():
    html = '<p><a href="#e">e</a> <a href="../c/">c</a></p>'
    assert markdown(html, "./") == "[e](./#e) [c](../c/)\n"
    assert markdown(html, "b.html") == "[e](b.html#e) [c](../c/)\n"


def words(soup: BeautifulSoup) -> Counter[str]:
    return Counter(re.findall(r"\w+", soup.get_text(" ")))


def body(page: BeautifulSoup) -> BeautifulSoup:
    """The text of a page without what only a screen needs, and with the words of its drawings."""
    text = BeautifulSoup(str(page.find("article")), "html.parser")
    for element in text.find_all(is_furniture):
        element.decompose()
    for drawing in text.find_all("svg"):
        drawing.replace_with(drawing.desc.get_text() if drawing.desc else "")
    # The name of a card's link repeats its title, and says for the ear what the card says.
    for link in text.select(".sd-stretched-link"):
        link.string = ""
    return text


def differences(page: BeautifulSoup, twin: str) -> dict[str, object]:
    """What a page says and its twin does not, and the other way round; the same of their links."""
    text, read = (
        body(page),
        BeautifulSoup(READER.render(twin.rpartition("\n---\n")[0]), "html.parser"),
    )
    links = [
        a["href"].replace("(", "%28") for a in text.find_all("a") if "mailto:" not in a["href"]
    ]
    links = [f"./{href}" if href.startswith("#") else href for href in links]
    found = Counter(a["href"] for a in read.find_all("a") if not a["href"].startswith("mailto:"))
    lost, added = words(text) - words(read), words(read) - words(text)
    added.pop("Drawing", None)
    return {
        "lost": lost,
        "added": added,
        "links": (Counter(links) - found) + (found - Counter(links)),
    }


def test_the_twins_of_the_handbook_say_what_its_pages_say(site, pages):
    compared = 0
    for name, page in pages.items():
        twin = site.folder / f"{name}.md"
        if not twin.exists():
            assert name.startswith(("404", "search", "genindex")), f"{name} has no twin"
            continue
        text = twin.read_text(encoding="utf-8")
        assert not any(map(len, differences(page, text).values())), (name, differences(page, text))
        # Nothing that only MyST would understand, or only a browser.
        outside = re.sub(r"^(`{3,}).*?^\1$|`[^`\n]*`", "code", text, flags=re.MULTILINE | re.DOTALL)
        assert not re.search(
            r"^:::|^\(\S+\)=$|\{\w+\}`|\{\{|^%|<[a-z]+[ >]|\n\n\n", outside, re.MULTILINE
        ), name
        compared += 1
    assert compared > 35


def test_what_a_twin_has_lost_is_noticed():
    page = BeautifulSoup('<article><p>One <a href="x/">two</a></p></article>', "html.parser")
    assert differences(page, "One [two](x/)\n---\n") == {"lost": {}, "added": {}, "links": {}}
    assert differences(page, "One two\n---\n")["links"] == {"x/": 1}
    assert differences(page, "[two](x/) three\n---\n")["lost"] == {"One": 1}


def test_the_list_of_pages_has_the_form_of_llms_txt():
    about = "What *we* do,\nin one line."
    sections = {
        "Optional": [Entry("Rules", "r.md", "")],
        "For you": [Entry("Us", "https://x.example/u.md", about), Entry("A [b]", "b.md", "")],
        "Empty": [],
    }
    assert listing("The book", "In short.", "Notes.", sections) == (
        "# The book\n\n> In short.\n\nNotes.\n\n## For you\n\n"
        "- [Us](https://x.example/u.md): What \\*we\\* do, in one line.\n- [A \\[b\\]](b.md)\n\n"
        "## Optional\n\n- [Rules](r.md)\n"
    )
