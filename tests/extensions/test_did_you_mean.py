"""Warnings about missing targets say what was probably meant, and stay Sphinx's own otherwise."""

from __future__ import annotations

import re

import pytest
from did_you_mean import KEEP

CONFIG = {
    "extensions": ["did_you_mean"],
    "nitpicky": True,
    "myst_enable_extensions": ["colon_fence"],
}


def site(link: str) -> dict[str, str]:
    return {
        "index.md": f"(handbook:home)=\n# Home\n\n{link}\n\n```{{toctree}}\nmission/users\n```\n",
        "mission/users.md": (
            "(persona:hub-users)=\n# Users\n\n(value:hub-users)=\n## Value\n\n"
            ":::{glossary}\nHome directory\n  Yours.\n:::\n"
        ),
    }


WRONG = {
    "[x](#value:hub-usrs)": "not found: 'value:hub-usrs'; did you mean “value:hub-users”",
    "[x](#value-hub-users)": "'value-hub-users'; did you mean “value:hub-users”?",
    "[x](#hub-users)": "did you mean “value:hub-users” or “persona:hub-users”?",
    "[x](users.md)": "'users.md'; did you mean “#persona:hub-users”?",
    "[x](/mission/user.md)": "did you mean “#persona:hub-users”?",
    "[x](mission/users.md#hub-user)": "'hub-user'; did you mean “",
    "{ref}`value:hub-usrs`": "undefined label: 'value:hub-usrs'; did you mean “value:hub-users”",
    "{doc}`mission/user`": "unknown document: 'mission/user'; did you mean “/mission/users”?",
    "{term}`home directories`": "'home directories'; did you mean “Home directory”?",
}


@pytest.mark.parametrize("jobs", [(), ("-j", "2")])
def test_what_was_meant_is_said_once_at_the_line(mini_site, jobs):
    built = mini_site(site("\n\n".join(WRONG)), options=("--fail-on-warning", *jobs), **CONFIG)
    assert built.code == 1
    lines = built.warnings.splitlines()
    for number, message in enumerate(WRONG.values()):
        (line,) = (one for one in lines if f"index.md:{4 + 2 * number}: WARNING: " in one)
        assert message in line and line.count("did you mean") == 1
    assert built.warnings.count("WARNING") == len(WRONG)


def test_a_label_that_was_published_is_to_be_kept(mini_site):
    published = {
        "links/published.txt": "go/value-usrs/\t2026-01-01\tUsers\ngo/value-hub-users/\t2026-01-01\n"
    }
    text = "[x](#value:usrs)\n\n[x](#value-hub-users)"
    built = mini_site(site(text) | published, **CONFIG)
    gone, standing = (line for line in built.warnings.splitlines() if "WARNING" in line)
    assert "this label was published: put (value:usrs)= back above its heading" in gone
    assert "did you mean" not in gone
    assert standing.count("did you mean “value:hub-users”") == 1


def test_a_label_whose_section_was_withdrawn_or_moved_is_not_asked_for(mini_site):
    links = ("value:usrs", "value:part", "value:out", "value:page", "value:lost")
    published = "".join(f"go/{link.replace(':', '-')}/\t2026-01-01\tUsers\n" for link in links)
    files = {
        "links/published.txt": published + "mission/old/#value-page\t2026-01-01\tUsers\n",
        "links/moved.txt": (
            "mission/users/#value-usrs\tgone\tnobody came\n"
            "mission/users/#value-part\tmission/users/#value-hub-users\n"
            "mission/users/#value-out\thttps://example.org/#out\n"
            "mission/old/\tgone\tnobody read it\n"
            "mission/users/#value-lost\tmission/users/#nowhere\n"
        ),
    }
    text = "\n\n".join(f"[x](#{link})" for link in links)
    built = mini_site(site(text) | files, **CONFIG)
    assert dict(re.findall(r": '([^']+)'; (.+?)(?: \[\S+\])?$", built.warnings, re.MULTILINE)) == {
        "value:usrs": "it was withdrawn on purpose (links/moved.txt:1): change this link, or take it out",
        "value:part": "it has moved (links/moved.txt:2): link to #value:hub-users",
        "value:out": "it has moved (links/moved.txt:3): link to https://example.org/#out",
        "value:page": "it was withdrawn on purpose (links/moved.txt:4): change this link, or take it out",
        "value:lost": KEEP.format("go/value-lost/").format("value:lost"),
    }


def test_a_page_in_a_folder_that_is_none_of_pages_is_told_what_is_missing(mini_site):
    """As in the handbook, where a folder has an index.md: see conf.py."""
    files = {
        "index.md": "# Home\n\n```{toctree}\nnew/page\nnowhere/page\nmission/none\n```\n",
        "mission/index.md": "---\norphan: true\n---\n# Mission\n",
        "new/page.md": "# Moved here\n",
    }
    pages = ["index.md", "mission/**.md"]
    built = mini_site(files, include_patterns=pages, options=("--fail-on-warning",), **CONFIG)
    left_out, nowhere, none = (w for w in built.warnings.splitlines() if "WARNING" in w)
    assert "index.md:3: WARNING: " in left_out
    assert "'new/page'; the file is there, but new/ is no folder of pages: " in left_out
    assert "write new/index.md" in left_out
    assert "the file is there" not in nowhere + none


def test_nothing_is_made_up(mini_site):
    built = mini_site(site("[x](#zzz)"), **CONFIG)
    assert "not found: 'zzz'" in built.warnings and "did you mean" not in built.warnings


def test_other_warnings_are_left_alone(mini_site):
    built = mini_site(site("```{nothing}\n```"), **CONFIG)
    assert "WARNING" in built.warnings and "did you mean" not in built.warnings


def test_without_the_extension_the_warning_is_still_there(mini_site):
    built = mini_site(site("[x](#value:hub-usrs)"), **CONFIG | {"extensions": []})
    assert "not found: 'value:hub-usrs'" in built.warnings and "did you mean" not in built.warnings


def test_what_is_asked_while_pages_are_read_breaks_nothing(mini_site):
    """A footnote twice is told before any page's labels are known, and nothing may be made of that."""
    files = site("One.[^a]\n\n[^a]: A\n[^a]: B\n") | {
        "links/published.txt": "mission/users/#value-usrs\t2026-01-01\tValue\ngo/value-usrs/\t2026-01-01\tValue\n",
        "links/moved.txt": "mission/users/#value-usrs\tmission/users/#value-hub-users\n",
    }
    built = mini_site(files, **CONFIG)
    assert built.code == 0 and "Traceback" not in built.warnings
    assert "Duplicate footnote" in built.warnings
    assert set(built.names()) >= {"index.html", "mission/users/index.html"}
