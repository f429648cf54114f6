"""The kinds of mistake that the link contract finds; its rules' docstrings are their help.

What the build says of links is said under the same kinds, so that a link by a wrong path has one entry,
whoever noticed it.
"""

from __future__ import annotations

from linkcontract.check.run import RULES
from proofread.mistake import Kind

_TITLES = {
    "missing-page": "A link to a page that does not exist",
    "missing-file": "A picture or file that is not there",
    "missing-fragment": "A link to a section that its page does not have",
    "letter-case": "Upper and lower case in a path",
    "redirect-circle": "A link that goes round in circles",
    "duplicate-id": "The same id twice on a page",
    "generated-permalink": "A place without a name of its own",
    "unnamed-link": "A link without words",
    "published-broken": "A published address that would die",
    "ledger-line-removed": "A line taken out of the record of published addresses",
    "published-changed": "A published address that means something else now",
    "moved-malformed": "A line of links/moved.txt that cannot be read",
    "moved-duplicate": "Two lines of links/moved.txt about one address",
    "moved-circle": "Lines of links/moved.txt that lead in a circle",
    "moved-nowhere": "A line of links/moved.txt that leads nowhere",
    "moved-unserved": "A line of links/moved.txt that nothing serves",
    "moved-shadow": "A line of links/moved.txt about what is still there",
}

KINDS = {rule.id: Kind(rule.id, _TITLES[rule.id], rule.help) for rule in RULES}
