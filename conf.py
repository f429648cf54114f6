"""Sphinx configuration of the 2i2c handbook.

Pure: it reads three environment variables and nothing else - no network, no git, no writing - so
that every build of the same sources is the same site.

    HANDBOOK_BASE_URL     where the site is served, e.g. https://example.org/handbook/
                          (canonical links, unfurling, the 404 page; empty: none are written)
    HANDBOOK_REPOSITORY   e.g. https://github.com/ORG/REPO ("edit this page", "report a problem";
                          empty: no such buttons)
    HANDBOOK_BRANCH       the branch that is edited and published (default: main)
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT / "_ext"), str(ROOT / "_theme")]

import facts  # noqa: E402 (in _ext/, on the path only now)

base_url = os.environ.get("HANDBOOK_BASE_URL", "").strip()
if base_url and not base_url.endswith("/"):
    base_url += "/"
repository = os.environ.get("HANDBOOK_REPOSITORY", "").strip().rstrip("/")
branch = os.environ.get("HANDBOOK_BRANCH", "").strip() or "main"

# -- The handbook -------------------------------------------------------------------------------

project = "2i2c handbook"
author = "2i2c"
copyright = "2i2c, CC BY 4.0"
language = "en"

# -- What is a page -----------------------------------------------------------------------------
# conf.py stands at the root. A folder holds pages when it has an index.md, and at the root they are
# named one by one: README, tests, environments and whatever else lies in a clone never become pages.

folders = sorted(index.parent.name for index in ROOT.glob("[!._]*/index.md"))
include_patterns = [
    "index.md",
    "glossary.md",
    "not-settled.md",
    "accessibility.md",
    "link-to-this-handbook.md",
    "what-changed.md",
    *(f"{folder}/**.md" for folder in folders),
]
# Other folders are not even searched; environments and builds hold many thousand files.
exclude_patterns = ["**/README.md", ".*", "_*", "tests", "linkcontract", "venv"]
nitpicky = True

# -- Extensions, by origin ----------------------------------------------------------------------

extensions = [
    # Sphinx community
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.mermaid",
    # this handbook's own, in _ext/
    "raw_html",
    "content_policy",
    "diagrams",
    "page_metadata",
    "page_not_found",
    "anchors",
    "section_search",
    "a_to_z",
    "short_links",
    "cite_page",
    "moved_pages",
    "permanent_links",
    "older_labels",
    "did_you_mean",
    "typed_figures",
    "page_sources",
    "owners",
    "what_changed",
    "fee_estimator",
    "sitemap",
    "markdown_twins",
    # the look, in _theme/
    "handbook_theme",
]

myst_enable_extensions = ["colon_fence", "deflist", "linkify", "substitution"]
# Prices, limits, counts and times stand once, in facts.yml; pages write {{ membership_year }}.
myst_substitutions = facts.read(ROOT / "facts.yml").figures | {
    "repository": f"[the repository]({repository})" if repository else "the repository"
}
# Only addresses written out in full become links: "README.md" and "2i2c.org" are just words.
myst_linkify_fuzzy_links = False

# Whose task it is to keep a page true; each page names one, with the dates of its reviews. They are
# the functional areas of https://compass.2i2c.org/organization/structure/: people come and go.
owners = ["Business Development", "Delivery Enablement", "Product and Services"]

# -- Search -------------------------------------------------------------------------------------

# Pages for contributors, but for their first one, are searched for those who ask for them.
search_aside = ["contribute/[!i]*"]
# Pages about the handbook itself are found by their headings and by synonyms only.
search_briefly = ["contribute/index", "accessibility", "link-to-this-handbook"]

# In llms.txt these come last, as what may be left out.
twins_aside = ["contribute/**", "accessibility", "link-to-this-handbook", "what-changed"]

# Shown when nothing was found.
search_help = (
    'Ask <a href="mailto:hello@2i2c.org">hello@2i2c.org</a>; members ask '
    '<a href="mailto:support@2i2c.org">support@2i2c.org</a> through their Community Representative.'
)

# -- Lists of the whole handbook ------------------------------------------------------------------

# What the checks say is looked up on its own pages, by message: other lists name these pages alone.
a_to_z_briefly = permanent_links_briefly = ["contribute/checks-*"]

# -- The look -----------------------------------------------------------------------------------

# A theme of our own that inherits sphinx-book-theme and sends readers only what a page needs.
html_theme = "handbook"
html_theme_path = ["_theme"]
html_title = project
html_baseurl = base_url
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
templates_path = ["_templates"]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None
html_domain_indices = False
html_permalinks_icon = "¶"
html_theme_options = {
    # "Edit this page" and "Report a problem" below the text, when a repository is set.
    "repository_url": repository,
    "repository_branch": branch,
    "article_footer_items": ["page-review.html", "page-links.html"],
    "footer_content_items": ["handbook-footer.html"],
    "toc_title": "On this page",
    "search_bar_text": "Search the handbook",
}
