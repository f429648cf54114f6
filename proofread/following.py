"""Which mistakes only follow from others, and which kinds say the same of one line.

One slip shows in many places. What is listed here is told once, by its cause, when the list is folded.
"""

from __future__ import annotations

from linkcontract.source.ids import id_of
from proofread.mistake import Mistake

PROMISE = "published-broken"

# Kinds that say the same of one line; the first of them is kept.
ALIKE = (
    ("label-malformed", "heading-unlabeled", "generated-permalink"),
    ("reference-undefined", "link-reversed", "unknown-label"),
    ("link-address", "link-by-path", "missing-page", "unknown-label"),
    ("link-by-path", "missing-fragment", "missing-page", "missing-file", "unknown-label"),
    ("link-letter-case", "unknown-label"),
    ("link-html", "unnamed-link", "missing-fragment", "missing-page", "letter-case"),
    ("not-utf8", "encoding"),
    ("empty-page", "page-title"),
    ("missing-file", "picture-words"),
    ("footnote", "unknown-label"),
    ("front-matter-open", "line-across"),
    ("budget-opening", "page-description"),
    *(
        (f"moved-{kind}", "moved-lines")
        for kind in ("malformed", "duplicate", "circle", "nowhere", "unserved", "shadow")
    ),
)
# What follows, anywhere in the file, from a mistake that a rule on the sources found.
EXPLAINS = {
    "math": ("foreign-request",),
    "option-place": ("table-unreadable", "missing-content", "missing-argument"),
    "heading-words": ("unnamed-link",),
    "page-title": ("page-description", "same-title"),
    "front-matter-yaml": ("front-matter",),
    "front-matter-name": ("page-review",),
    "heading-space": ("heading-skipped",),
    "label-malformed": ("label-alone",),
    "table-plain": ("table-unreadable",),
    "front-matter-open": ("front-matter", "line-across"),
}
# A heading right below a label that gives no address has none either.
LABELS = frozenset("label-malformed one-id label-without-address label-taken same-label".split())
UNNAMED = frozenset(("generated-permalink", "heading-unlabeled"))

# Below a label something is wrong, so that the label above names nothing: its address would die, too.
_BELOW_LABEL = frozenset("heading-space label-alone label-malformed".split())
# A block that cannot be read takes the name that it was given along.
_OF_BLOCKS = frozenset("open-block table-plain table-rows table-unreadable".split())
_BLOCKS = ("table-", "figure-")
_HOMELESS = "nothing on the site looks like its new home"


def entails(cause: Mistake, other: Mistake) -> bool:
    """Whether the other is gone when the cause is mended: a published address, a page twice in a menu."""
    if other.kind.id == "menu-twice":
        return cause.kind.id == "menu-circle" and other.what.endswith(f" {cause.place}")
    if other.kind.id != PROMISE or cause.file != other.file:
        return False
    if cause.kind.id == "same-label":
        label = cause.what.removeprefix("the label ").partition(" ")[0]
        return id_of(label) in map(id_of, other.about)
    if cause.kind.id in _BELOW_LABEL:
        return 0 <= (cause.line or 0) - (other.line or 0) <= 1
    named = any(name.startswith(_BLOCKS) for name in other.about)
    return cause.kind.id in _OF_BLOCKS and named and _HOMELESS in other.fix
