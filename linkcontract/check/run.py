"""Running the rules: all of them, in the order in which they are documented."""

from __future__ import annotations

from linkcontract.check import anchors, links, meaning, moved, names, published
from linkcontract.check.case import Case
from linkcontract.check.once import one_per_cause, with_lost_labels
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
    published.removed_line,
    meaning.changed_address,
    moved.malformed,
    moved.duplicate,
    moved.circle,
    moved.nowhere,
    moved.unserved,
    moved.shadow,
)


def check(case: Case) -> list[Finding]:
    """Run every rule; the findings, by file, line and rule, each once."""
    found = dict.fromkeys(finding for rule in RULES for finding in rule.check(case))
    explained = (anchors.generated_permalink.id, links.missing_fragment.id)
    if any(finding.rule in explained for finding in found):
        found = dict.fromkeys(with_lost_labels(case.losses, found))
    return one_per_cause(sorted(found, key=_order))


def _order(finding: Finding) -> tuple[str, int, str, str, str, str]:
    place = (finding.file or "", finding.line or 0)
    return (*place, finding.rule, finding.page or "", finding.address or "", finding.message)
