"""Links that lead nowhere, as the build tells of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from linkcontract.source.ids import id_of
from proofread.mistake import Edit
from proofread.promises import KINDS
from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import alike, quoted

_PUBLISHED = re.compile(r"; this label was published: ")
_WITHDRAWN = re.compile(r"; it was withdrawn on purpose \((?P<place>[^)]+)\): ")
_MOVED = re.compile(r"; it has moved \((?P<place>[^)]+)\): link to (?P<to>\S+)")
_REST = r"(?:; (?:did you mean|this label was|it was withdrawn|it has moved) .*)?$"
_NAMED = r"'(?P<name>[^']*)'"


@saying(
    "empty-link",
    "A link without an address",
    r"myst\.xref_missing: 'myst' cross-reference target not found: ''",
    r"ref\.\w+: undefined label: ''",
)
def empty_link(heard: Heard) -> Iterator[Told]:
    """Readers see words that look like a link and lead nowhere.

    Between the parentheses behind a link stands where it leads: the label of a section, as in
    `[what it costs](#service-model:pricing)`, or a whole address that begins with `https://`.
    """
    line = heard.line_of("]()", "](#)", "](<>)", "``")
    yield Told(
        "this link has no address",
        "write the label of the section between its parentheses, (#area:thing), or take the link out",
        line,
    )


@saying(
    "withdrawn-label",
    "A link to something that was withdrawn",
    rf"(?:not found|label): {_NAMED}{_WITHDRAWN.pattern}",
)
def withdrawn_label(heard: Heard) -> Iterator[Told]:
    """The section was taken out of the handbook on purpose, so readers would land on a note that says so.

    The line of `links/moved.txt` that the message names says why it was withdrawn. Take the link out,
    or link to what replaces it. Only links from outside still need the old address.
    """
    hint = _WITHDRAWN.search(heard.said.text)
    place = hint["place"] if hint else "links/moved.txt"
    yield Told(
        f"this link leads to #{heard['name']}, which was withdrawn on purpose ({place})",
        "change this link: lead it to another section, or take it out and keep its words",
        heard.line_of(f"#{heard['name']}", heard["name"]),
        about=(id_of(heard["name"]),),
    )


@saying(
    "moved-label",
    "A link to something that has moved",
    rf"(?:not found|label): {_NAMED}{_MOVED.pattern}",
)
def moved_label(heard: Heard) -> Iterator[Told]:
    """The label stands nowhere any more, so the link would lead to the top of a page.

    A line of `links/moved.txt` leads links from outside to the new home. Links inside the handbook say
    the new label themselves.
    """
    hint = _MOVED.search(heard.said.text)
    place, home = (hint["place"], hint["to"]) if hint else ("links/moved.txt", "")
    name = heard["name"]
    line = heard.line_of(f"#{name}", name)
    yield Told(
        f"this link leads to #{name}, which has moved ({place})",
        f"write {home} instead of #{name}",
        line,
        about=(id_of(name),),
        edits=(Edit(heard.file, line, f"#{name})", f"{home})"),) if home.startswith("#") else (),
    )


@saying(
    KINDS["missing-page"],
    "",
    rf"ref\.doc: unknown document: {_NAMED}{_REST}",
    r"myst\.xref_missing: 'myst' cross-reference target not found: "
    rf"'(?P<name>[^']*(?:\.md|/|\.html?|\.rst)|[^':#]*/[^':#]*)'{_REST}",
    rf"myst\.\w+: (?:Unknown source document|Path does not exist[^']*) {_NAMED}",
)
def missing_page(heard: Heard) -> Iterator[Told]:
    name = heard["name"]
    line = heard.line_of(f"({name}", f"`{name}`", f"<{name}>", name)
    folder = posixpath.dirname(heard.file)
    path = posixpath.normpath(posixpath.join(folder, name)) if name[:1] != "/" else name[1:]
    names = alike(re.sub(r"(/index)?(\.md|\.html?|/)?$", "", path), heard.sources.names)
    labels = [heard.sources.label_of(f"{one}.md") for one in names]
    known = [f"#{label}" for label in labels if label]
    yield Told(
        f"this link leads to {name}, and there is no such page",
        f"write {known[0]}, the label of {names[0]}.md, if that is meant; else the label of the right page"
        if known
        else "link to a page by its label, (#area:thing): it stands above the page's title",
        line,
        about=(re.sub(r"(/index)?(\.md|\.html?|/)?$", "", path), id_of(name)),
    )


@saying(
    KINDS["missing-fragment"],
    "",
    rf"myst\.xref_missing: local id not found in doc '(?P<page>[^']*)': {_NAMED}",
)
def missing_fragment(heard: Heard) -> Iterator[Told]:
    name, page = heard["name"], heard["page"]
    line = heard.line_of(f"#{name}", name)
    if name in heard.sources.labels:
        fix = f"write the label alone: #{name}"
    elif names := alike(name, _labels_on(heard, f"{page}.md")):
        fix = f"write #{names[0]} if that is meant; else the label above the right heading"
    else:
        fix = "write the label of the section alone, (#area:thing): it stands above its heading"
    what = f"this link leads to the place #{name}, which {page}.md does not have"
    yield Told(what, fix, line, about=(id_of(name),))


def _labels_on(heard: Heard, file: str) -> list[str]:
    labels = heard.sources.labels.items()
    return [label for label, places in labels if any(place.file == file for place in places)]


@saying(
    "unknown-label",
    "A link to a label that does not exist",
    rf"myst\.xref_missing: 'myst' cross-reference target not found: {_NAMED}",
    rf"ref\.(?:ref|numref|keyword): undefined label: {_NAMED}",
    r"ref\.any: 'any' reference target not found: (?P<name>[^;]+)",
    r"ref\.numref: Failed to create a cross reference. A title or caption not found: '?(?P<name>[^';]+)",
)
def unknown_label(heard: Heard) -> Iterator[Told]:
    """Readers who follow the link would arrive at the top of a page, or nowhere.

    The name behind the `#` is no label of this handbook. Often it is a typo: where a label is written
    almost like it, the message names that one. Otherwise open the page that you want to link to in its
    Markdown: its labels stand above its headings, in parentheses.

    If the label was published, somebody outside may rely on it, too. Then the message says how to keep
    it. If the section is meant to be gone, change the links and [withdraw it](#moving:withdraw).
    """
    name = heard["name"]
    labels = heard.sources.labels
    id = id_of(name)
    if _PUBLISHED.search(heard.said.text):
        fix = (
            f"this label was published: put ({name})= back above its heading, over any newer label"
        )
    elif meant := heard.meant or alike(name, labels):
        others = f" (or {quoted(f'#{one}' for one in meant[1:])})" if meant[1:] else ""
        fix = f"write #{meant[0]}{others} if that is meant; else the label above the right heading"
    else:
        fix = "write the label that stands above the right heading; labels look like (area:thing)="
    same = [label for label in labels if id and id_of(label) == id]
    if len(same) == 1:
        fix = f"write #{same[0]}"
    is_role = heard.said.kind.startswith("ref.")
    ways = (f"{name}>`", f"}}`{name}`", f": {name}") if is_role else (f"#{name}",)
    for line in heard.lines_of(*ways, name):
        edits = (Edit(heard.file, line, f"#{name})", f"#{same[0]})"),) if len(same) == 1 else ()
        yield Told(f"no label is called {name}", fix, line, about=(id,), edits=edits)


@saying(
    "unknown-term",
    "A term that the glossary does not have",
    rf"ref\.term: term not in glossary: {_NAMED}",
)
def unknown_term(heard: Heard) -> Iterator[Told]:
    """The word is shown as one that is explained, and the explanation is missing.

    `` {term}`word` `` links to the entry `word` of the [glossary](#handbook:glossary). A word that is
    bent otherwise there is written as `` {term}`hubs <hub>` ``: first as it reads, then as the entry says.
    """
    name = heard["name"]
    line = heard.line_of(f"`{name}`", f"<{name}>", name)
    if meant := heard.meant:
        fix = f"write {{term}}`{name} <{meant[0]}>`, if “{meant[0]}” is meant; or add the entry to glossary.md"
    else:
        fix = f"write the word without {{term}} and backticks, or add an entry “{name}” to glossary.md"
    yield Told(f"the glossary has no entry “{name}”", fix, line)


SAYINGS = (
    empty_link, withdrawn_label, moved_label, missing_page, missing_fragment, unknown_term,
    unknown_label,
)  # fmt: skip
