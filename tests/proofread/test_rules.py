"""Every rule on the sources: a page that breaks it, and one that only looks like it."""

from __future__ import annotations

from proofread.page import Page
from proofread.rules import repository


def found(rule, tmp_path, text):
    """Line and words of what a rule finds on a page."""
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    return [(one.line, one.what) for one in rule.mistakes(Page(tmp_path, "page.md"))]


def test_a_conflict_marker(tmp_path):
    broken = "# A\n\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> main\n"
    assert [line for line, _ in found(repository.conflict_marker, tmp_path, broken)] == [3]
    assert not found(repository.conflict_marker, tmp_path, "A\n=======\n\n<<<<<<<five\n")
