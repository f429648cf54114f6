"""Markdown twins: what a page says, as plain Markdown, for programs that read text.

Knows no Sphinx: `markdown` reads the HTML of a page's text, `listing` writes the list of all pages. The
build calls them (`_ext/markdown_twins.py`).
"""
