"""Running the rules: all of them, in the order in which they are documented."""

from __future__ import annotations

from linkcontract.check import anchors, links, moved, names, published
from linkcontract.check.case import Case
from linkcontract.check.once import with_lost_labels
from linkcontract.finding import Finding

RULES = (
    links.missing_page,
    links.missing_file,
    links.missing_fragment,
    links.letter_case,
    links.redirect_circle,
    anchors.duplicate_id,
    anchors.generated_permalink,
    names.unnamed_link,
    published.broken_address,
    moved.malformed,
    moved.duplicate,
    moved.circle,
    moved.nowhere,
    moved.shadow,
)


def check(case: Case) -> list[Finding]:
    """Run every rule; the findings, by file, line and rule, each once."""
    found = dict.fromkeys(finding for rule in RULES for finding in rule.check(case))
    if any(finding.rule == anchors.generated_permalink.id for finding in found):
        found = dict.fromkeys(with_lost_labels(case.losses, found))
    return sorted(
        found,
        key=lambda f: (f.file or "", f.line or 0, f.rule, f.page or "", f.address or "", f.message),
    )
