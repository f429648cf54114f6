"""The room that runs Sphinx for others: it builds pages, and hands over what was said as data.

    handbook = Handbook(root, "dirhtml", out, doctrees)
    built = handbook.build()      # as often as you like; each time only what has to be done
    built.said, built.written, built.failed

No other part of ``proofread`` imports Sphinx.
"""

from proofread.build.handbook import Handbook
from proofread.build.said import Built, Said

__all__ = ["Built", "Handbook", "Said"]
