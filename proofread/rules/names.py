"""Mistakes in the names of files and folders."""

from __future__ import annotations

import os
import posixpath
import re
import unicodedata
from collections.abc import Iterator

from proofread.handbook import Handbook
from proofread.mistake import Found
from proofread.page import NOTES
from proofread.rule import site_rule

PAGE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.md")
ENDINGS = re.compile(r"\.(md|markdown|mdown|mkd|mdx|txt|rst|docx?|md\.txt)$", re.IGNORECASE)
CODE = ("tests", "linkcontract", "venv", "node_modules", "docs")


def right_name(path: str) -> str:
    """The name that a page should have: lower case, `-` between words, `.md`."""
    folder, _, name = path.rpartition("/")
    stem = ENDINGS.sub("", name)
    plain = (
        unicodedata.normalize("NFKD", stem.replace("ß", "ss")).encode("ascii", "ignore").decode()
    )
    clean = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "page"
    return posixpath.join(folder, f"{clean}.md")


def is_note(file: str) -> bool:
    """Whether a file is a note to whoever looks after the repository: README and its kind."""
    return bool(
        NOTES.fullmatch(posixpath.basename(file)) and file.count("/") == 0
    ) or file.endswith("/README.md")


@site_rule("file-name", "A file name that makes a bad address", hides="page")
def file_name(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The name becomes the address of the page, and we keep it for ever.

    A page's file has lower-case letters, digits and `-`, and ends in `.md`. A space becomes `%20` in
    the address, capitals and underscores are forgotten when somebody types it, and a file that ends
    otherwise is no page at all. In the browser: open the file, press the pencil, and change the name
    in the field above the text.
    """
    lower = {file.lower() for file in handbook.files if PAGE.fullmatch(posixpath.basename(file))}
    for file in handbook.files:
        name = posixpath.basename(file)
        if (
            is_note(file)
            or not ENDINGS.search(name)
            or ("/" not in file and not name.endswith(".md"))
        ):
            continue
        if PAGE.fullmatch(name) or (file.lower() in lower):
            continue
        ending = posixpath.splitext(name)[1]
        right = right_name(file)
        if right in handbook.files:
            right = right.replace(".md", "-2.md")
        stem, old = posixpath.basename(right).removesuffix(".md"), posixpath.splitext(name)[0]
        if ending != ".md":
            what = f"a page ends in .md, this file in {ending}"
        elif " " in name:
            what = "a space in the name of a page"
        elif not name.isascii():
            what = "a letter other than a to z in the name of a page"
        elif name != name.lower():
            what = "a capital letter in the name of a page"
        else:
            what = "a character in the name of a page that is no letter, digit or “-”"
        fix = f"rename it to {posixpath.basename(right)}"
        if stem != old:
            fix += f", and write {stem} for “{old}” in the toctree of index.md"
        yield file, Found(None, what, fix, (posixpath.splitext(file)[0], right.removesuffix(".md")))


@site_rule("names-differ-in-case", "Two names that differ only in capitals", hides="page")
def differ_in_case(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """On Windows and macOS one of the two files replaces the other.

    `Roles.md` and `roles.md` are two files on the computer that builds the handbook, and one file on
    many others. Bring their text together in the one with the lower-case name, or rename one.
    """
    seen: dict[str, str] = {}
    for file in sorted(handbook.files, reverse=True):  # lower case comes first
        first = seen.setdefault(file.lower(), file)
        if first != file:
            what = f"this name differs only in capitals from {first}"
            fix = f"move what you need from it to {posixpath.basename(first)}, and delete this file"
            yield file, Found(None, what, fix, (posixpath.splitext(file)[0],))


@site_rule("folder-unreadable", "A folder that cannot be read", hides="page")
def folder_unreadable(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """All pages in the folder are missing from the handbook, and nothing says why.

    You are not allowed to open the folder. Allow yourself to: the message has the command.
    """
    for folder in sorted(handbook.root.iterdir()):
        if folder.is_dir() and folder.name[0] not in "._" and folder.name not in CODE:
            for one in (
                folder,
                *(sub for sub in folder.glob("*/") if folder.name in handbook.folders),
            ):
                if not os.access(one, os.R_OK | os.X_OK):
                    name = one.relative_to(handbook.root).as_posix()
                    what = "this folder cannot be read"
                    yield (
                        name,
                        Found(None, what, f"allow yourself to read it: chmod u+rx {name}", (name,)),
                    )


@site_rule("folder-without-index", "A folder that is no part of the handbook", hides="page")
def folder_without_index(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The pages in the folder are never published, and nothing says so.

    A folder belongs to the handbook when it has a file `index.md`: its first page, with the list of
    the others. [Add a page](#contribute:new-page) shows what stands in it.
    """
    for folder in sorted(handbook.root.iterdir()):
        name = folder.name
        if not folder.is_dir() or name[0] in "._" or name in CODE or name in handbook.folders:
            continue
        if (folder / "pyvenv.cfg").exists() or any(folder.glob("*.py")):
            continue
        pages = sorted(
            file.name for file in folder.glob("*.md") if not is_note(f"{name}/{file.name}")
        )
        if pages and not all(re.fullmatch(NOTES, page) for page in pages):
            what = f"the folder {name} has no index.md, so its pages are not published"
            yield f"{name}/{pages[0]}", Found(None, what, f"add {name}/index.md, or move its pages")


@site_rule("page-not-included", "A page at the root that is not published", hides="page")
def not_included(handbook: Handbook) -> Iterator[tuple[str, Found]]:
    """The page is never published, and nothing says so.

    Pages live in the folders. The few at the root are named in `conf.py`, one by one. Move the page
    into the folder where it belongs: [what goes where](#style:where).
    """
    settings = handbook.root / "conf.py"
    if not settings.is_file():
        return
    text = settings.read_text(encoding="utf-8", errors="replace")
    named = re.search(r"include_patterns\s*=\s*\[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    for page in handbook.pages:
        if (
            "/" not in page.file
            and named
            and f'"{page.file}"' not in named[1]
            and PAGE.fullmatch(page.file)
        ):
            what = "a page outside the folders is not published"
            yield (
                page.file,
                Found(None, what, "move it into a folder, and name it in the index.md there"),
            )
