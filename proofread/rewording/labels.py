"""Labels that are not one thing's one name, as the build tells of them."""

from __future__ import annotations

from collections.abc import Iterator

from linkcontract.source.ids import id_of
from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import Place


@saying(
    "same-label",
    "The same label twice",
    r'docutils: Duplicate explicit target name: "(?P<label>[^"]+)"',
    r": duplicate label (?P<label>\S+), other instance in (?P<other>.+)",
)
def same_label(heard: Heard) -> Iterator[Told]:
    """A label names one thing: with two of them, half of all links lead to the wrong place.

    Mostly a section was copied with its label. The older one keeps it; give the copy a label of its own.
    """
    label = heard["label"]
    known = {name.lower(): name for name in heard.sources.labels}
    label = known.get(label.lower(), label)
    places = heard.sources.labels.get(label, [])
    line = heard.line_of(f"({label})=", label)
    others = [place for place in places if place != Place(heard.file, line)]
    # Docutils tells of the second, or of the first again.
    mine = [place.line for place in places if place.file == heard.file]
    if len(mine) > 1:
        line, others = mine[1], [Place(heard.file, mine[0])]
    where = f" at {others[0]}" if others else ""
    yield Told(
        f"the label {label} stands{where} already",
        f"give the newer of the two another name, for example ({label}-2)=",
        line,
        about=(id_of(label),),
    )


@saying(
    "one-id",
    "Two labels with one id",
    r"anchors\.label: the labels (?P<one>\S+) \([^)]+\) and (?P<other>\S+) \((?P<place>[^)]+)\) have",
)
def one_id(heard: Heard) -> Iterator[Told]:
    """Two labels would share one address, and links to one of them would lead astray.

    In an address, the `:` of a label becomes `-`. Two labels that differ only in that have the same
    one. Give the newer one another name.
    """
    one = heard["one"]
    yield Told(
        f"the label {one} has the same address as {heard['other']} at {heard['place']}:"
        f" in both it ends with #{id_of(one)}",
        f"give the newer of the two another name, for example ({one}-2)=",
        about=(id_of(one),),
    )


@saying(
    "label-without-address",
    "A label that gives no address",
    r"anchors\.label: the label (?P<label>\S+) gives no address",
)
def label_without_address(heard: Heard) -> Iterator[Told]:
    """Nobody could link to it: in an address, only its letters, digits and hyphens are left.

    A label begins with a letter from a to z: `(pricing:2026)=` instead of `(2026)=`.
    """
    label = heard["label"]
    yield Told(
        f"the label {label} gives no address",
        f"let it begin with a letter: (section-{label})=",
    )


@saying(
    "label-taken",
    "A label whose address something else has",
    r"anchors\.label: the label (?P<label>\S+) does not get its id, (?P<id>\S+), because (?P<who>.+)"
    r" has it",
)
def label_taken(heard: Heard) -> Iterator[Told]:
    """A link to this label would lead to another place on the page.

    Something that stands above it on the page has the same words as its own address. Give that one a
    label, and the address is free.
    """
    yield Told(
        f"the label {heard['label']} does not get its address #{heard['id']}: {heard['who']} has it",
        "give that one a label of its own",
        about=(heard["id"],),
    )


SAYINGS = (same_label, one_id, label_without_address, label_taken)
