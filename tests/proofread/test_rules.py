"""Rules on the sources: what the catalogue cannot hold, and pages that only look wrong."""

from __future__ import annotations

import os

import pytest

from proofread.catalogue.case import FACTS, HEAD, page
from proofread.fold import fold
from proofread.handbook import Handbook
from proofread.page import LARGEST
from proofread.rules import mistakes

FRONT = HEAD.replace("CASE", "front") + "```{toctree}\nsub/index\n```\n"
SUB = HEAD.replace("CASE", "sub") + "```{toctree}\npage\n```\n"


def said(root, text="", **files):
    """What is said of a page, and of other files by their names, in a handbook that is sound."""
    (root / "sub").mkdir(exist_ok=True)
    for name, content in {
        "index": FRONT,
        "sub/index": SUB,
        "sub/page": page(text).replace("CASE", "one"),
    }.items():
        (root / f"{name}.md").write_text(content, encoding="utf-8")
    (root / "facts.yml").write_text(FACTS, encoding="utf-8")
    for name, content in files.items():
        (root / name).write_bytes(content)
    return [(one.place, one.kind.id) for one in fold(mistakes(Handbook(root)))]


SOUND = """\
(area:thing)=
## Labeled

See [by label](#area:thing), `[in code](other.md)`, `a ** b` and {term}`hubs <Hub>`.
![The status page, with all hubs up](status.png) [![a picture](a/b.svg "with a title")](#area:thing)
It costs $5 to $10, {{ 3 * membership_year }}, 2 ** 3, 2**3, 5 * 3 * 2 and **bold** words, "as is". It had had its day.

~~~markdown
## Code, and [a path](other.md)\twith a tab
```
~~~

````{note}
:::{tip}
```python
# no heading
```
:::
````

::::{grid} 1 2
:gutter: 3

:::{grid-item}
One[^note], and <br/> more <kbd>Ctrl</kbd>.
:::
::::

[^note]: The text of a note.

| Hub | Command |
| --- | --- |
| one | `a \\| b` |
| two | |

<!-- A comment with <div> -->
% A comment with [a path](other.md)

Term
:   Its meaning.

(old:label)=
(area:other)=
### What is it?

1. One
   - nested, \\*not bold\\*
"""


def test_a_sound_page_is_left_in_peace(tmp_path):
    (tmp_path / "sub" / "a").mkdir(parents=True)
    (tmp_path / "sub" / "a" / "b.svg").write_text("<svg/>")
    assert said(tmp_path, SOUND) == []


def test_text_that_only_looks_like_a_conflict(tmp_path):
    assert said(tmp_path, "```text\nA\n=======\n```\n\n<<<<<<<five\n") == []


def test_a_page_of_five_million_bytes(tmp_path):
    assert said(tmp_path, "word " * LARGEST) == [("sub/page.md", "page-too-large")]


def test_a_link_to_a_file_that_is_gone_and_a_folder_named_like_a_page(tmp_path):
    said(tmp_path)
    (tmp_path / "sub" / "page.md").unlink()
    (tmp_path / "sub" / "page.md").symlink_to("elsewhere.md")
    assert [(one.place, one.what) for one in mistakes(Handbook(tmp_path))] == [
        ("sub/page.md", "this is a link to elsewhere.md, which does not exist")
    ]
    (tmp_path / "sub" / "page.md").unlink()
    (tmp_path / "sub" / "page.md").mkdir()
    assert [(one.place, one.what) for one in mistakes(Handbook(tmp_path))] == [
        ("sub/page.md", "this is a folder, but it is named like a page")
    ]


def test_a_folder_that_may_not_be_read(tmp_path, monkeypatch):
    said(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path / "sub")
    [one] = mistakes(Handbook(tmp_path))
    assert (one.file, one.fix) == ("sub", "allow yourself to read it: chmod u+rx sub")


def test_a_file_that_may_not_be_read(tmp_path):
    said(tmp_path)
    (tmp_path / "sub" / "page.md").chmod(0)
    if os.access(tmp_path / "sub" / "page.md", os.R_OK):
        pytest.skip("this user may read everything")
    [one] = mistakes(Handbook(tmp_path))
    assert one.what == "the file cannot be read: permission denied"


@pytest.mark.parametrize("name", ["facts.yml", "synonyms.txt"])
def test_bytes_of_the_data_beside_the_pages(tmp_path, name):
    assert said(tmp_path, **{name: b"a: caf\xe9\n"}) == [(f"{name}:1", "not-utf8")]
    assert said(tmp_path, **{name: b"<<<<<<< HEAD\na: b\n"}) == [(f"{name}:1", "conflict-marker")]


def test_labels_in_a_block_without_an_end_are_lost(tmp_path):
    said(tmp_path, ":::{note}\nText.\n\n(area:thing)=\n## Thing\n\nMore.\n")
    [one] = fold(mistakes(Handbook(tmp_path)))
    assert (one.kind.id, one.lost) == ("open-block", ("area:thing",))
