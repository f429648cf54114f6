"""Files that no page is made of: links/moved.txt, synonyms.txt, conf.py, templates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcontract.source.ids import id_of
from proofread.promises import KINDS
from proofread.rewording.saying import Heard, Told, saying
from proofread.rules.files import not_utf8, unreadable


@saying("moved-lines", "A line of links/moved.txt", r"moved\.line: (?P<what>.+)")
def moved_lines(heard: Heard) -> Iterator[Told]:
    """Whoever follows an old link arrives nowhere, or at another place than was meant.

    A line is the old address, a tab, and the new address, an `https://` address or `gone`; `gone` needs
    a second tab and the reason. [How a line is written](#moving:moved-file).
    """
    what, _, fix = heard["what"].partition("; ")
    if not fix:
        what, _, fix = heard["what"].rpartition(": ")
        if "circle" in what:
            what, fix = heard["what"], "let one of them lead to an address that exists"
    if " has no “#" in heard["what"]:
        what, fix = heard["what"], "write an address that exists, or gone, a tab and the reason"
    yield Told(what, fix)


@saying(
    "synonyms",
    "A line of synonyms.txt",
    r"search\.synonyms: no page has the label “(?P<label>[^”]+)”",
    r"search\.synonyms: (?P<what>.+)",
)
def synonyms(heard: Heard) -> Iterator[Told]:
    """Somebody who searches for these words would not find the section.

    Each line has words that people type, and behind them the labels of the sections they look for.
    """
    if label := heard["label"]:
        fix = "write the label that the section has now, or take it out of the line"
        yield Told(f"no page has the label {label}", fix, about=(id_of(label),))
    else:
        yield Told(heard["what"], "write words, a colon, and labels, as the other lines do")


@saying(
    KINDS["missing-fragment"],
    "",
    r": the 404 page links to the label \"(?P<label>[^\"]+)\", which is on no page",
)
def page_not_found(heard: Heard) -> Iterator[Told]:
    yield Told(
        f"the page for addresses that do not exist links to {heard['label']}, which stands on no page",
        f"put the label ({heard['label']})= back above its heading",
        1,
        "_templates/404.html",
        about=(id_of(heard["label"]),),
    )


@saying(
    "configuration",
    "A setting of conf.py",
    r"config(?:\.\w+)?: (?P<what>.+)",
    r": (?P<what>(?:.+ config value|The config value|unsupported theme option) .+)",
)
def configuration(heard: Heard) -> Iterator[Told]:
    """The setting does nothing, or something else than was meant, on every page.

    `conf.py` holds the settings of the whole handbook, in groups. Ask before you change one.
    """
    yield Told(
        f"a setting of the handbook cannot be used: {heard['what'].rstrip('.')}",
        "mend the setting, or take back your change of it",
        file=heard.file or "conf.py",
    )


@saying(
    not_utf8.kind,
    "",
    r"encoding\.not_utf8: the byte (?P<byte>\S+) is not UTF-8",
)
def bytes_lost(heard: Heard) -> Iterator[Told]:
    yield Told(
        f"the byte {heard['byte']} is not UTF-8",
        "save the file as UTF-8, and write the character again",
    )


@saying(unreadable.kind, "", r"file\.unreadable: (?P<what>.+)", r"sphinx\.project: (?P<what>.+)")
def cannot_be_read(heard: Heard) -> Iterator[Told]:
    yield Told(heard["what"], "give yourself the right to read it: chmod u+rX, and its name")


@saying(
    "page-review",
    "Who looks after a page, and until when it holds",
    r"owners\.(?P<key>\w+): (?P<what>this page lacks (?P<lacks>.+?)); (?P<fix>.+)",
    r"owners\.(?P<key>\w+): (?P<what>[^;]+); (?P<fix>.+)",
)
def page_review(heard: Heard) -> Iterator[Told]:
    """Nobody would notice that the page is out of date, and readers could not see whom to ask.

    Each page names in its front matter the area that looks after it, the day on which somebody last read
    it from top to bottom, and the day by which somebody should read it again:

    ```yaml
    owner: Product and Services
    reviewed: 2026-11-26
    review_by: 2027-11-26
    ```
    """
    what, fix = heard["what"], heard["fix"]
    if close := re.fullmatch("did you mean “(?P<area>.+)”\\?", fix):
        fix = f"write {heard['key']}: {close['area']}"
    yield Told(what, fix)


@saying(
    "build-failed",
    "The build stopped",
    r"(?:build\.failed|theme): (?P<what>.+)",
    hides="page",
)
def build_failed(heard: Heard) -> Iterator[Told]:
    """Nothing can be published, and nothing behind this place was looked at.

    The message says at which page the build stopped. Take back what you changed there last; if that does
    not help, the program has a mistake, not you: ask, with the message.
    """
    yield Told(
        f"the build stopped here: {heard['what']}",
        "take back your last change on this page; if that does not help, report it with these words",
    )


SAYINGS = (
    moved_lines, synonyms, page_not_found, configuration, bytes_lost, cannot_be_read, page_review,
    build_failed,
)  # fmt: skip
