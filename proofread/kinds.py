"""All kinds of mistakes, by theme; and which kinds of the formatter are the same as others of ours.

Each kind has one entry among the help pages, whoever finds it.
"""

from __future__ import annotations

from dataclasses import dataclass

from proofread.built import looking, phone
from proofread.mistake import Kind
from proofread.promises import KINDS as PROMISES
from proofread.rewording import OTHER, SAYINGS
from proofread.rewording.links import empty_link
from proofread.rules import (
    RULES,
    SITE_RULES,
    blocks,
    headings,
    links,
    marks,
    pictures,
    spaces,
    tables,
)
from proofread.tools import markdown_rules, spelling

_OF_TOOLS = (
    *dict.fromkeys(words.kind for several in markdown_rules.RULES.values() for words in several),
    markdown_rules.OTHER_KIND,
    spelling.MISSPELLED,
)

SAME: dict[str, Kind] = {
    markdown_rules.FENCE.id: blocks.open_block.kind,
    markdown_rules.INDENTED.id: blocks.indented_code.kind,
    markdown_rules.REVERSED.id: links.link_reversed.kind,
    markdown_rules.LINK_TEXT.id: links.link_text.kind,
    markdown_rules.EMPTY_LINK.id: empty_link.kind,
    markdown_rules.REFERENCE.id: links.reference_undefined.kind,
    markdown_rules.NO_ALT.id: pictures.picture_words.kind,
    markdown_rules.TABLE.id: tables.uneven.kind,
    markdown_rules.HEADING.id: headings.heading_space.kind,
    markdown_rules.TITLE.id: headings.title.kind,
    markdown_rules.SPACES.id: marks.backtick.kind,
    markdown_rules.CHARACTERS.id: spaces.trailing_space.kind,
}
"""What the formatter finds, too: its kinds, by id, and ours."""

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        *(rule.kind for rule in RULES),
        *(rule.kind for rule in SITE_RULES),
        *(kind for kind in _OF_TOOLS if kind.id not in SAME),
        *(saying.kind for saying in SAYINGS),
        OTHER,
        *PROMISES.values(),
        *looking.KINDS,
        *phone.KINDS,
    )
}
"""Every kind by its id."""


@dataclass(frozen=True)
class Theme:
    """A page of entries: the name of its file behind `checks-`, its title, what it says first, its kinds."""

    name: str
    title: str
    opening: str
    kinds: tuple[str, ...]


THEMES = (
    Theme(
        "links",
        "What the checks say about links",
        "What to do when the check finds a link that is written wrong, or leads nowhere.",
        tuple(
            "unknown-label withdrawn-label moved-label empty-link missing-page missing-fragment"
            " missing-file letter-case link-letter-case redirect-circle link-by-path link-own-site"
            " link-html link-reversed link-broken reference-undefined footnote address-twice"
            " link-text link-address unnamed-link".split()
        ),
    ),
    Theme(
        "promise",
        "What the checks say about published addresses",
        "What to do when an address that somebody may have in a slide would die.",
        tuple(
            "published-broken published-changed ledger-line-removed moved-malformed moved-duplicate"
            " moved-circle moved-nowhere moved-unserved moved-shadow moved-lines".split()
        ),
    ),
    Theme(
        "names",
        "What the checks say about titles, labels and menus",
        "What to do when a page or a section has no name, or no place in the menu.",
        tuple(
            "page-title heading-unlabeled label-malformed label-alone same-label one-id label-taken"
            " label-without-address duplicate-id generated-permalink heading-words heading-space"
            " heading-skipped menu-missing menu-entry menu-twice menu-circle menu-pattern same-title"
            " same-description page-description synonyms".split()
        ),
    ),
    Theme(
        "top",
        "What the checks say about the top of a page and its figures",
        "What to do about the lines above the title, and about prices, limits and their sources.",
        tuple(
            "front-matter-place front-matter-open front-matter-yaml front-matter front-matter-name"
            " page-review typed-figure unknown-figure typed-figure-allowed figure-sum figure-braces"
            " facts budget-raised".split()
        ),
    ),
    Theme(
        "blocks",
        "What the checks say about blocks",
        "What to do about notes, tables, cards and code that are not shown as you meant them.",
        tuple(
            "open-block open-comment open-html directive-braces unknown-directive unknown-option"
            " option-value option-place options-unreadable missing-argument missing-content"
            " directive-argument misplaced-block table-uneven table-plain table-rows"
            " table-unreadable glossary-entry term-twice unknown-term indented-code code-language include-marker"
            " code-unreadable raw-html".split()
        ),
    ),
    Theme(
        "text",
        "What the checks say about text and pictures",
        "What to do about marks, words and pictures that readers would stumble over.",
        tuple(
            "picture-words picture-file drawing-words drawing-broken unknown-role role emphasis"
            " backtick list-mark other-markup alert math unknown-icon line-across bold-heading"
            " list-layout formatting unused-reference markdown word-doubled misspelled-word"
            " placeholder foreign-request".split()
        ),
    ),
    Theme(
        "length",
        "What the checks say about length",
        "What to do about a page that asks more of its reader than it should.",
        tuple(
            "budget-opening budget-screens budget-questions budget-answers budget-sources"
            " budget-repeats budget-ease budget-phrases".split()
        ),
    ),
    Theme(
        "files",
        "What the checks say about files",
        "What to do about a file that cannot be read, or that has a name it should not have.",
        tuple(
            "conflict-marker not-utf8 byte-order-mark line-ends no-last-line-end trailing-space tab"
            " control-character empty-page page-too-large unreadable folder-unreadable file-name"
            " names-differ-in-case folder-without-index page-not-included configuration"
            " build-failed build-other".split()
        ),
    ),
)
