"""Mistakes in the lists that make the menus."""

from __future__ import annotations

from proofread.catalogue.case import Case, page

TOP = "---\nowner: Product and Services\nreviewed: 2026-11-02\nreview_by: 2027-11-02\n"
ROLES = """\
---
owner: Product and Services
reviewed: 2026-11-02
review_by: 2027-11-02
---
(CASE:roles)=
# The roles of CASE

This sentence is about the roles of CASE.
"""

CASES = (
    Case(
        "menu-entry",
        {"index.md": page("```{toctree}\nrolls\n```\n"), "roles.md": ROLES},
        ("index.md:12: no page is named “rolls”; did you mean “roles”?",),
        "write roles instead, or delete the line",
        {"index.md": page("```{toctree}\nroles\n```\n")},
    ),
    Case(
        "menu-entry",
        {"index.md": page("```{toctree}\nroles\nplans\n```\n"), "roles.md": ROLES},
        ("index.md:13: no page is named “plans”",),
        "delete this line, or add the page",
        {"index.md": page("```{toctree}\nroles\n```\n")},
    ),
    Case(
        "menu-missing",
        {
            "index.md": page("```{toctree}\nroles\n```\n"),
            "roles.md": ROLES,
            "plans.md": TOP
            + "---\n(CASE:plans)=\n# The plans of CASE\n\nThis sentence is about the plans of CASE.\n",
        },
        ("plans.md: no menu names this page",),
        "write plans below line 12 of cases/CASE/index.md",
        {"index.md": page("```{toctree}\nroles\nplans\n```\n")},
    ),
    Case(
        "menu-twice",
        {"index.md": page("```{toctree}\nroles\nroles\n```\n"), "roles.md": ROLES},
        ("index.md:13: “roles” stands in the menu already, at cases/CASE/index.md:12",),
        "delete this line, or that one",
        {"index.md": page("```{toctree}\nroles\n```\n")},
    ),
    Case(
        "menu-circle",
        {
            "index.md": page("```{toctree}\nroles\n```\n"),
            "roles.md": TOP
            + "---\n(CASE:roles)=\n# The roles of CASE\n\nThis sentence is about the roles of CASE.\n\n```{toctree}\nindex\n```\n",
        },
        (
            "roles.md:12: “index” leads the menu back to a page above, which stands at cases/CASE/index.md:12",
        ),
        "delete this line",
        {"roles.md": ROLES},
    ),
)
