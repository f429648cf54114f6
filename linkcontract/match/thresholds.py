"""How much alike is enough: every threshold of the matching, with its name.

They were chosen on the corpus under `tests/linkcontract/corpus`; `./do bench homes` shows what a
change does. Likeness goes from 0 to 1 throughout.
"""

from __future__ import annotations

# -- What is done with a suggestion ------------------------------------------------------------------

CERTAIN = 0.9
"""From here on a suggestion may be applied without asking."""

ENOUGH = 0.5
"""Below this a suggestion is not made."""

IN_DOUBT = 0.8
"""The most for what only its place tells from others of the same name."""

MERE_TITLE = 0.88
"""The most that titles alone can tell which are alike but not the same."""

MERGED = 0.85
"""The most for a section that went into a larger one, and for a page taken apart."""

MERE_SUBJECT = 0.7
"""The most for a section or page that was written anew: its words are alike, its sentences are not."""

MOSTLY_THERE = 0.62
"""From here on what is nowhere is sent to the page that most of its own page went to."""

SAME_OPENING = 0.85
"""The likeness of a page with the same title and the same first sentences, whatever follows."""

BELIED_PAGE = 0.45
"""The most for a page whose text or numbers are others: less than enough."""

REWRITTEN_PAGE = 0.55
"""The likeness of a page that only its title and its name tell."""

# -- Texts -------------------------------------------------------------------------------------------

ENOUGH_WORDS = 8
"""A text with fewer words says too little to be known again by it."""

SHORT = 60
"""Characters: a section with less text of its own is known by its subsections as well."""

SAME_TEXT = 0.8
"""Common to both texts: they are one text, touched up."""

MOSTLY_KEPT = 0.75
"""Of the old text in the new one: it is there, among whatever else."""

PART_KEPT = 0.7
"""Of the old text in a new section that others went into as well."""

STILL_ITSELF = 0.4
"""Kept or common: what answers under an id is still the old section, rewritten."""

CHANGED = 0.75
"""Kept or common: what stands elsewhere is the old section, though its id leads to another."""

HARDLY = 0.2
"""Texts less alike than this have nothing to do with each other."""

# -- Titles ------------------------------------------------------------------------------------------

STILL_CALLED = 0.5
"""Titles this much alike are of one section, where the texts do not tell."""

HARDLY_CALLED = 0.3
"""Titles less alike than this have nothing to do with each other."""

ALIKE_LETTERS = 0.7
"""Titles of other words are alike from here on by their letters alone ("pre-requisites")."""

OTHER_NUMBERS = 0.45
"""The most for titles whose numbers differ: releases, years, items of a list."""

SOLE_LABEL = 0.75
"""A label that nothing else has or had stands above the new section: it is the name of the thing."""

# -- Subjects: the weighted words of title and text ---------------------------------------------------

SUBJECT_NEAR = 0.33
"""The same subject, on the page where the old section stood or on what became of that page."""

SUBJECT_FAR = 0.36
"""The same subject, anywhere else."""

SUBJECT_TITLE = 0.6
"""So much of a title must be common where there is hardly any text."""

SUBJECT_MARGIN = 0.07
"""So much the best candidate is ahead of the second best; else neither is named."""

# -- Names that do not exist ---------------------------------------------------------------------------

NEARLY_SPELLED = 0.75
"""A name spelled like this one was likely meant."""

NEARLY_SPELLED_IF_SHORT = 0.85
"""The same for short names: one of their letters changed, and they are another word."""

SHORT_NAME = 5
"""So many letters make a name short."""

# -- Searching ---------------------------------------------------------------------------------------

COMMON_MARK = 60
"""A word, id or phrase that more sections or pages have than this is no lead."""

MOST_PARTNERS = 40
"""So many candidates are looked at more closely, those that share the rarest marks."""

MOST_ON_A_PAGE = 100
"""So many sections of the same page are looked at besides."""
