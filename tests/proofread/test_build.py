"""A build that follows another leaves the bytes, and says the things, that a fresh one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from minihandbook import CONF_PY, FACTS, PICTURE, SITE, content, write

from proofread.build import Handbook

INDEX, OTHER, LIST, DEEP = (SITE[n] for n in ("index.md", "other.md", "list.md", "more/deep.md"))
WITHOUT_COST = OTHER.partition("        (area:cost)=")[0]
EDITS = {
    "a title": {"other.md": OTHER.replace("# Other", "# Another")},
    "a heading": {"other.md": OTHER.replace("What it costs", "What you pay")},
    "a heading below a page in a toctree": {"more/deep.md": DEEP.replace("A section", "A part")},
    "a heading that is linked to by path": {"list.md": LIST.replace("Sorted", "In order")},
    "the words of a page": {"list.md": LIST.replace("1 | 2", "3 | 4")},
    "a label more": {"list.md": LIST + "\n(area:new)=\n## New\n\nWords.\n"},
    "a label renamed": {"other.md": OTHER.replace("(area:cost)", "(area:price)")},
    "a label given twice": {"list.md": LIST + "\n(area:cost)=\n## Costs again\n"},
    "a label of a paragraph given twice": {
        "list.md": LIST + "\n(a:place)=\nHere.\n",
        "other.md": OTHER + "\n        (a:place)=\n        There.\n",
        "index.md": INDEX.replace("# Front", "# Front\n\n        [Place](#a:place)"),
    },
    "a term renamed": {"words.md": SITE["words.md"].replace("Hub\n", "Hubs\n")},
    "a term given twice": {"list.md": LIST + "\n```{glossary}\nHub\n: Another.\n```\n"},
    "a new page": {
        "more.md": "(area:more)=\n# More\n\nSee [](#area:cost).\n",
        "index.md": INDEX.replace("        list\n", "        list\n        more\n"),
    },
    "a new page in no toctree": {"more.md": "# More\n"},
    "a page that is gone": {
        "list.md": None,
        "index.md": INDEX.replace("        list\n", ""),
        "links/moved.txt": "old/\tother/#area-cost\nlist/\tother/\n",
    },
    "a page that is gone and still listed": {"list.md": None},
    "a page that has moved": {
        "list.md": None,
        "more/list.md": LIST,
        "index.md": INDEX.replace("        list\n", "        more/list\n"),
    },
    "pages in another order": {
        "index.md": INDEX.replace("        other\n        list\n", "        list\n        other\n"),
    },
    "a section that has moved": {
        "other.md": WITHOUT_COST,
        "list.md": LIST + "\n(area:cost)=\n## What it costs\n\nTen.\n",
        "links/moved.txt": "old/\tother/#area-cost\nother/#area-cost\tlist/#area-cost\n",
    },
    "a section that is withdrawn": {
        "index.md": INDEX.replace("[what it costs](#area:cost), [](#area:cost)", "nothing"),
        "other.md": WITHOUT_COST,
        "links/moved.txt": "old/\tgone\tnobody asked\nother/#area-cost\tgone\tit is free\n",
    },
    "a section that is gone": {"other.md": WITHOUT_COST},
    "a moved line": {"links/moved.txt": "old/\tlist/\nolder/\tnowhere/\n"},
    "a synonym": {"synonyms.txt": "price = area:cost\n"},
    "a figure": {"facts.yml": FACTS.replace("$12", "$13")},
    "a template": {"templates/404.html": SITE["templates/404.html"].replace("Not", "Never")},
    "the configuration": {"conf.py": CONF_PY + 'html_title = "Another title"\n'},
    "a picture changed": {"more/one.svg": PICTURE.format("another")},
    "a picture gone": {"more/one.svg": None},
    "a picture no longer shown": {"more/deep.md": DEEP.replace("![A picture](one.svg)", "")},
    "a second picture of the same name": {
        "one.svg": PICTURE.format("two"),
        "index.md": INDEX.replace("# Front", "# Front\n\n        ![Another](one.svg)"),
    },
    "a page that cannot be read": {"list.md": "-> nowhere.md"},
    "bytes that are not UTF-8": {"list.md": LIST.encode() + b"\n\nCaf\xe9\n"},
    "bytes that are not UTF-8 in the glossary": {"words.md": SITE["words.md"].encode() + b"\xe9"},
    "front matter that is no YAML": {"list.md": "---\na: b: c\n---\n" + LIST},
    "nothing but the time": {"list.md": LIST},
}
# What is wrong before the edit, and is still to be said after it.
MISTAKES = {
    "wrong.md": "# Wrong\n\n[](#no-such-label) and {term}`no such term`\n\n```{nothing}\n```\n",
    "broken.md": "# Broken\n\n![x](missing.png) [](nowhere.md) {{ no_figure }}\n\n#### Too deep\n\n"
    "```{glossary}\nOne\n: First.\n\nTwo\n: Second.\n```\n",
}


def handbook(folder: Path, name: str) -> Handbook:
    return Handbook(
        folder, "dirhtml", folder.parent / name / "dirhtml", folder.parent / name / "trees"
    )


def differences(one: Handbook, other: Handbook) -> list[str]:
    left, right = content(one.out), content(other.out)
    assert left and right
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


@pytest.fixture(scope="module")
def warm(tmp_path_factory) -> Handbook:
    """A handbook that has been built, with mistakes in it; every test leaves its sources as they were."""
    source = tmp_path_factory.mktemp("mini") / "source"
    write(source, SITE | MISTAKES)
    one = handbook(source, "followed")
    built = one.build()
    assert built.failed is None and len(built.said) == 10, built.said
    return one


def test_the_first_build_says_everything(warm):
    said = {(one.kind, one.file, one.line) for one in warm.build().said}
    assert {
        ("toc.not_included", "wrong.md", None),
        ("myst.xref_missing", "wrong.md", 3),
        ("ref.term", "wrong.md", 3),
        ("myst.directive_unknown", "wrong.md", 5),
        ("image.not_readable", "broken.md", 3),
        ("myst.header", "broken.md", 5),
        ("docutils", "broken.md", 3),
    } <= said


# Those after which the next build is one of a new process; the others are taken back warm.
COLD = {"a title", "a label given twice", "a term renamed", "a page that is gone", "a moved line",
        "a page that has moved", "a picture gone", "bytes that are not UTF-8"}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_a_build_that_follows_is_as_a_fresh_one(warm, tmp_path, name):
    """After an edit, and after taking it back."""
    edit, source = EDITS[name], warm.root
    said, before = warm.build().said, content(warm.out)
    write(source, edit)
    try:
        followed = warm.build()
        fresh = Handbook(source, "dirhtml", tmp_path / "dirhtml", tmp_path / "trees")
        expected = fresh.build()
        assert followed.failed is expected.failed is None
        assert list(followed.said) == list(expected.said)
        assert differences(warm, fresh) == []
        after = content(warm.out)
    finally:
        write(source, {file: (SITE | MISTAKES).get(file) for file in edit})
        if name in COLD:
            warm.cool()  # as good as a new process: all that it knows is on disk
        taken_back = warm.build()
    assert list(taken_back.said) == list(said)
    assert content(warm.out) == before
    changed = after != before or followed.said != said
    assert changed == (name != "nothing but the time"), "the edit changed nothing"


def test_nothing_is_written_when_nothing_has_changed(tmp_path):
    write(tmp_path / "source", SITE)
    first = handbook(tmp_path / "source", "one")
    assert len(first.build().written) == 6
    assert first.build().written == ()
    assert handbook(tmp_path / "source", "one").build().written == ()


def test_only_what_depends_on_a_heading_is_written(tmp_path):
    """The page itself, the one that links to the heading by its title, and the one that lists it."""
    write(tmp_path / "source", SITE)
    one = handbook(tmp_path / "source", "one")
    one.build()
    write(tmp_path / "source", EDITS["a heading that is linked to by path"])
    assert set(one.build().written) == {"index", "list", "other"}


def test_a_chosen_page_is_written_first(tmp_path):
    write(tmp_path / "source", SITE)
    told = []
    handbook(tmp_path / "source", "one").build(first=["other"], on_written=told.append)
    assert told == ["other", "index", "list", "more/deep", "more/index", "words"]


def test_a_build_that_is_stopped_is_finished_by_the_next(tmp_path):
    write(tmp_path / "source", SITE | MISTAKES)
    one = handbook(tmp_path / "source", "one")
    one.build()
    write(tmp_path / "source", EDITS["a title"])
    stopped = one.build(first=["words"], stop=lambda: True)
    assert stopped.written == ("words",) and "other" in stopped.left
    assert stopped.said == one.build().said
    fresh = handbook(tmp_path / "source", "fresh")
    fresh.build()
    assert differences(one, fresh) == []


def test_a_build_that_was_stopped_and_not_finished_begins_anew(tmp_path):
    write(tmp_path / "source", SITE)
    handbook(tmp_path / "source", "one").build(stop=lambda: True)
    assert len(handbook(tmp_path / "source", "one").build().written) == 6
