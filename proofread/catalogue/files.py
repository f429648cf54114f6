"""Mistakes in files: their bytes, their ends of lines, their names."""

from __future__ import annotations

from proofread.catalogue.case import HEAD, Case, page

TOP = "---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n"
CASES = (
    Case(
        "not-utf8",
        {"page.md": HEAD.encode() + b"The caf\xe9 is open.\n"},
        ("page.md:11: the byte E9 at column 8 is not UTF-8: perhaps “é”, saved as Windows-1252",),
        "type the character at column 8 again, and save the file as UTF-8",
        {"page.md": HEAD.encode() + b"The caf\xc3\xa9 is open.\n"},
    ),
    Case(
        "not-utf8",
        {"page.md": page("A page.\n").encode("utf-16")},
        ("page.md:1: this file is saved as UTF-16",),
        "save it as UTF-8",
        {"page.md": page("A page.\n")},
    ),
    Case(
        "byte-order-mark",
        {"page.md": b"\xef\xbb\xbf" + HEAD.encode() + b"A page.\n"},
        ("page.md:1: an invisible character (a byte order mark) stands before the first one",),
        "save the file as UTF-8 without BOM, or delete what stands before the first character",
        {"page.md": page("A page.\n")},
    ),
    Case(
        "control-character",
        {"page.md": HEAD.encode() + b"The hub\x00is open.\n"},
        ("page.md:11: NUL stands, invisibly, at column 8, after “hub”",),
        "delete it at column 8, with the words beside it, and type these again",
        {"page.md": page("The hub is open.\n")},
    ),
    Case(
        "control-character",
        {"page.md": page("The hub\u200b is open.\n")},
        ("page.md:11: a space without width stands, invisibly, at column 8, after “hub”",),
        "delete it at column 8, with the words beside it, and type these again",
        {"page.md": page("The hub is open.\n")},
    ),
    Case(
        "line-ends",
        {"page.md": page("A page.\n").replace("\n", "\r\n").encode()},
        ("page.md:1: 11 lines end with CR LF, as on Windows; here they end with LF",),
        "save the file with LF line ends",
        {"page.md": page("A page.\n")},
    ),
    Case(
        "line-ends",
        {"page.md": HEAD.encode() + b"One line.\rAnother one.\n"},
        ("page.md:11: this line ends with CR; here they end with LF",),
        "save the file with LF line ends",
        {"page.md": page("One line.\nAnother one.\n")},
    ),
    Case(
        "no-last-line-end",
        {"page.md": page("A page.")},
        ("page.md:11: the last line does not end",),
        "press Enter at the very end of the file",
        {"page.md": page("A page.\n")},
    ),
    Case(
        "empty-page",
        {"page.md": b""},
        ("page.md: this page has no text",),
        "write a label, a title and a first paragraph, or delete the file and its line in the toctree",
        {"page.md": page("")},
    ),
    Case(
        "empty-page",
        {"page.md": TOP + "---\n\n"},
        ("page.md: this page has no text",),
        "write a label, a title and a first paragraph, or delete the file and its line in the toctree",
        {"page.md": page("")},
    ),
    Case(
        "conflict-marker",
        {
            "page.md": page(
                "<<<<<<< HEAD\nA hub costs little.\n=======\nA hub costs more.\n>>>>>>> main\n"
            )
        },
        ("page.md:11: a conflict marker of git: two versions of the lines below stand here",),
        "keep one version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
        {"page.md": page("A hub costs more.\n")},
    ),
    Case(
        "conflict-marker",
        {"page.md": page("A hub costs more.\n\n>>>>>>> main\n")},
        ("page.md:13: a conflict marker of git was left here",),
        "delete this line",
        {"page.md": page("A hub costs more.\n")},
    ),
    Case(
        "conflict-marker",
        {"page.md": page("A hub costs more.\n\n=======\n\nMore text.\n")},
        ("page.md:13: a conflict marker of git was left here",),
        "delete this line",
        {"page.md": page("A hub costs more.\n\nMore text.\n")},
    ),
    Case(
        "tab",
        {"page.md": page("A hub\tcosts little.\n")},
        ("page.md:11: a CASE in this line",),
        "write spaces instead of the CASE",
        {"page.md": page("A hub costs little.\n")},
    ),
    Case(
        "trailing-space",
        {"page.md": page("A hub costs little.  \nAnother costs more.\n")},
        ("page.md:11: spaces at the end of this line, which break it on the page",),
        "delete them; to break the line, write \\ at its end",
        {"page.md": page("A hub costs little.\\\nAnother costs more.\n")},
    ),
    Case(
        "trailing-space",
        {"page.md": page("A hub costs little. \n")},
        ("page.md:11: spaces at the end of this line",),
        "delete them",
        {"page.md": page("A hub costs little.\n")},
    ),
    Case(
        "file-name",
        {"Our Roles.md": page("A page.\n")},
        ("Our Roles.md: a space in the name of a page",),
        "rename it to our-roles.md, and write our-roles for “Our Roles” in the toctree of index.md",
        {"Our Roles.md": None, "our-roles.md": page("A page.\n")},
    ),
    Case(
        "file-name",
        {"übersicht.md": page("A page.\n")},
        ("übersicht.md: a letter other than a to z in the name of a page",),
        "rename it to ubersicht.md, and write ubersicht for “übersicht” in the toctree of index.md",
        {"übersicht.md": None, "ubersicht.md": page("A page.\n")},
    ),
    Case(
        "file-name",
        {"Roles.md": page("A page.\n")},
        ("Roles.md: a capital letter in the name of a page",),
        "rename it to roles.md, and write roles for “Roles” in the toctree of index.md",
        {"Roles.md": None, "roles.md": page("A page.\n")},
    ),
    Case(
        "file-name",
        {"team_roles.md": page("A page.\n")},
        ("team_roles.md: a character in the name of a page that is no letter, digit or “-”",),
        "rename it to team-roles.md, and write team-roles for “team_roles” in the toctree of index.md",
        {"team_roles.md": None, "team-roles.md": page("A page.\n")},
    ),
    Case(
        "file-name",
        {"page.md": page("A page.\n"), "roles.MD": page("A page.\n")},
        ("roles.MD: a page ends in .md, this file in .MD",),
        "rename it to roles.md",
        {"roles.MD": None},
    ),
    Case(
        "file-name",
        {"page.md": page("A page.\n"), "roles.markdown": page("A page.\n")},
        ("roles.markdown: a page ends in .md, this file in .markdown",),
        "rename it to roles.md",
        {"roles.markdown": None},
    ),
    Case(
        "names-differ-in-case",
        {
            "page.md": page("A page.\n"),
            "Page.md": TOP
            + "---\n(case:CASE-twin)=\n# The twin of CASE\n\nThis sentence is about the twin of CASE alone.\n\nA page.\n",
        },
        ("Page.md: this name differs only in capitals from cases/CASE/page.md",),
        "move what you need from it to page.md, and delete this file",
        {"Page.md": None},
    ),
    Case(
        "folder-without-index",
        {"page.md": page("A page.\n"), "/partners/one.md": "(partners:one)=\n# One\n\nA page.\n"},
        ("/partners/one.md: the folder partners has no index.md, so its pages are not published",),
        "add partners/index.md, or move its pages",
        {"/partners/one.md": None},
    ),
    Case(
        "page-not-included",
        {
            "page.md": page("A page.\n"),
            "/news.md": "(news)=\n# News\n\nA page.\n",
            "/conf.py": 'include_patterns = [\n    "index.md",\n]\n',
        },
        ("/news.md: a page outside the folders is not published",),
        "move it into a folder, and name it in the index.md there",
        {"/news.md": None},
    ),
)
