"""What stands around the entries, written by hand."""

from __future__ import annotations

TOP = """\
---
owner: Product and Services
reviewed: 2026-11-26
review_by: 2027-11-{day:02}
budgets:
  screens: 25 because it is looked up by message, from the list at its top
  ease: 45 because names of code are long words
---
"""

INDEX = """\
{top}(contribute:checks)=
# What the checks say

One command looks at everything and prints one list: what is wrong, where, what to write instead, and why it matters.

```{{contents}}
:local:
:depth: 1
:backlinks: none
```

(checks:read)=
## How to read a message

```text
{sample}
```

The first line names the file, the line and the mistake. What stands behind `fix` is meant to the letter: do it, and the message is gone. Behind `why` and `more` stand the reason and the entry that explains it.

On your machine you get the list with `./do check`. What is certain is mended by `./do check --fix`, which says what it did: it lays out Markdown, takes away white space, and puts lost labels back. On a proposal the same command runs by itself, and its messages stand beside the lines that they are about.

(checks:build)=
(checks:tests)=
(checks:unseen)=
(checks:who)=
## Who finds what

Seven helpers look at the same pages, and each mistake is told once, by the one who knows its place best. Rules read the Markdown. A formatter looks at its layout, and a speller at its words. The build puts the pages together. The link check reads what was built as a browser does, and compares it with everything that was ever published. At last each page is measured on a phone.

Some mistakes hide others: a block without an end swallows all that stands below it. Then only the first is told. The next run tells what is left.

(checks:list)=
## All messages

{lists}
{end}
```{{toctree}}
:hidden:

{menu}
```
"""

END = """\
(checks:claims)=
## The value proposition

Tests look up every heading, tagline, claim and link of the value proposition in the built page. If you changed one of these, the test that fails carries it in its name. Our team decides on these words before they change here: [which door to use](#contribute:door).
"""

THEME = """\
{top}{labels}# {title}

{opening}

```{{contents}}
:local:
:depth: 1
:backlinks: none
```

{entries}"""

# Labels that once stood for an entry; they stay above the one that stands for it today.
OLDER: dict[str, tuple[str, ...]] = {
    "menu-missing": ("checks:not-in-toctree",),
    "moved-malformed": ("checks:moved",),
    "length": ("checks:budgets",),
    "names": ("checks:anchors",),
}
