"""A page's description is its first paragraph; chats are told title, description and address."""

from __future__ import annotations

EXTENSIONS = {"extensions": ["page_metadata"]}
TEXT = """\
# Title & `code`

% A comment for contributors.

The "answer" *comes* first
[here](https://example.org).

## Another heading

More.
"""


def content(page, attribute, name):
    found = page.find_all("meta", attrs={attribute: name})
    assert len(found) <= 1
    return found[0]["content"] if found else None


def test_the_description_is_the_first_paragraph_and_no_more(mini_site):
    page = mini_site({"index.md": TEXT}, **EXTENSIONS).page("index.html")
    assert content(page, "name", "description") == "The “answer” comes first here."
    assert content(page, "property", "og:description") == "The “answer” comes first here."
    assert content(page, "property", "og:title") == "Title & code"
    assert content(page, "property", "og:site_name") == "mini"


def test_the_address_is_absolute_or_not_there(mini_site):
    files = {"index.md": TEXT + "```{toctree}\nother\n```\n", "other.md": "# Other\n\nText.\n"}
    page = mini_site(files, **EXTENSIONS).page("other/index.html")
    assert content(page, "property", "og:url") is None
    base = "https://handbook.example/sub/"
    page = mini_site(files, html_baseurl=base, **EXTENSIONS).page("other/index.html")
    assert content(page, "property", "og:url") == base + "other/"


def test_a_long_paragraph_is_cut_at_a_word(mini_site):
    page = mini_site({"index.md": "# T\n\n" + "words " * 200}, **EXTENSIONS).page("index.html")
    text = content(page, "name", "description")
    assert len(text) <= 300 and text.endswith(" words…")


def test_a_description_in_the_front_matter_wins(mini_site):
    front = '---\nmyst:\n  html_meta:\n    description: "Mine."\n---\n'
    page = mini_site({"index.md": front + TEXT}, **EXTENSIONS).page("index.html")
    assert content(page, "name", "description") == "Mine."
    assert content(page, "property", "og:description") == "Mine."


def test_a_page_without_running_text_has_none(mini_site):
    page = mini_site({"index.md": "# T\n\n- a list\n"}, **EXTENSIONS).page("index.html")
    assert content(page, "name", "description") is None
