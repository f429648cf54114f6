"""What a case of the catalogue is: a page with one mistake, what the list says, and the page mended.

A case is read by a test, and the first case of each kind is the example in its entry of `contribute/`.
All cases stand in one tree, each in a folder of its own, and are built together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Files = Mapping[str, str | bytes | None]

HEAD = """\
---
owner: Product and Services
reviewed: 2026-11-02
review_by: 2027-11-02
---
(case:CASE)=
# The page CASE

This sentence is about CASE alone.

"""
FRONT = """\
---
owner: Product and Services
reviewed: 2026-11-02
review_by: 2027-11-02
---
({label})=
# {title}

This sentence is about {title}.

```{{toctree}}
{entries}
```
"""
FACTS = """\
docs/prices:
  title: Prices
  url: https://docs.example.org/prices/
  dated: 2026-07-26
  confirmed: 2026-11-02
  confirm_by: 2027-11-02
  figures:
    membership_year: $15,000
"""
AT = "cases/"
"""The folder in which each case has a folder of its own."""


@dataclass(frozen=True)
class Case:
    """A mistake of a kind, in files of its own; `CASE` in them stands for the name of the case.

    `says` is the first line of what the list says of each mistake, nearly always one: "page.md:12: what
    is wrong"; `fix` is how to mend it. `mended` are the files that change when that is done to the
    letter (`None`: it is deleted); then the list is empty. A file whose name begins with `/` lies at
    the root, all others in the folder of the case.

    `published` and `moved` are lines of the two files in `links/`, `mended_moved` those of the second
    afterwards; `MOVED1` in `says` is the number of the first of them in its file. `fixed` says that
    `--fix` does all that is in `mended`. `apart` ones need a tree of their own: they break the build, or
    are about the whole of it.
    """

    kind: str
    files: Files
    says: tuple[str, ...]
    fix: str
    mended: Files = field(default_factory=dict)
    published: str = ""
    moved: str = ""
    mended_moved: str | None = None
    fixed: bool = False
    apart: bool = False


def page(text: str, top: str = HEAD) -> str:
    """A page that is sound in all that `text` and its `top` do not touch."""
    return top + text if text else top.rstrip("\n") + "\n"


def other(name: str) -> str:
    """The top of another page of the case, with the label `CASE:name`."""
    top = HEAD.replace("(case:CASE)", f"(CASE:{name})").replace("The page", f"The page {name} of")
    return top.replace("alone", f"as {name}")


def top(lines: str) -> str:
    """The top of a page with more lines in its front matter."""
    return HEAD.replace("---\n", f"---\n{lines}", 1)


def line(number: int) -> int:
    """Where line `number` of the text of a page stands in its file."""
    return HEAD.count("\n") + number


def named(cases: Iterable[Case]) -> dict[str, Case]:
    """Each case by its name: its kind, and a number from the second of a kind on."""
    found: dict[str, Case] = {}
    for case in cases:
        name, number = case.kind, 2
        while name in found:
            name, number = f"{case.kind}-{number}", number + 1
        found[name] = case
    return found


def tree(cases: Mapping[str, Case], *, mended: bool = False) -> dict[str, bytes]:
    """All files of a handbook that consists of some cases, by their path."""
    files: dict[str, bytes] = {"facts.yml": FACTS.encode()}
    entries = []
    for name, case in cases.items():
        own = {**case.files, **(case.mended if mended else {})}
        for file, text in own.items():
            if text is None:
                continue
            content = text if isinstance(text, bytes) else text.encode()
            path = file[1:] if file[0] == "/" else f"{AT}{name}/{file}"
            files[path] = content.replace(b"CASE", name.encode())
        pages = sorted(file for file, text in own.items() if text is not None and file[0] != "/")
        tops = [file for file in pages if file == "index.md"]
        tops = tops or [file for file in pages if file.lower().endswith(".md")]
        entries += [f"{name}/{file[:-3]}" for file in tops]
    top = {"label": "cases", "title": "Cases", "entries": "\n".join(entries)}
    front = {"label": "front", "title": "Front page", "entries": "cases/index"}
    files.setdefault("index.md", FRONT.format(**front).encode())
    files.setdefault(f"{AT}index.md", FRONT.format(**top).encode())
    return files


def write(files: Mapping[str, bytes], root: Path) -> None:
    """Put files into a folder."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
