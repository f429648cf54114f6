"""Each mistake once: sorted, without doubles, without what only follows from another one.

Several tools look at the same pages, and one slip shows in many places: a block without an end swallows
labels that links elsewhere look for; a label that is gone breaks a published address, every link to it, a
line of synonyms. Whoever mends the cause mends the rest, so only the cause is told.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from linkcontract.source.ids import id_of
from proofread.following import ALIKE, EXPLAINS, LABELS, PROMISE, UNNAMED, entails
from proofread.mistake import By, Mistake

ORDER = {by: number for number, by in enumerate(get_args(By))}

# A published address that would die is told once, with what else misses the same thing.
MISSING_IT = frozenset(
    "unknown-label missing-fragment missing-page synonyms menu-entry menu-missing moved-lines"
    " generated-permalink".split()
)
PAGE_MOVED = "add this line to links/moved.txt"

VAGUE = "markdown"
"""What the formatter says where we have no words of our own."""
FACTS = "facts.yml"
OF_FACTS = frozenset(
    "facts unknown-figure figure-sum typed-figure-allowed table-unreadable missing-fragment"
    " published-broken published-changed".split()
)
WORDLESS = "without words"
GENERATED = re.compile(r"id\d+")
_MOST = 8


def fold(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes by file and line, each once."""
    found = sorted(dict.fromkeys(mistakes), key=lambda one: (ORDER[one.by], one.order))
    for step in (
        _without_marks, _without_echoes, _without_lost, _without_hidden, _without_explained, _once_a_target,
        _once_a_kind, _once_a_line, _promises, _without_entailed, _renamed, _links,
    ):  # fmt: skip
        found = step(found)
    return sorted(found, key=lambda one: one.order)


def _name(name: str) -> str:
    """A label, its id, or a page, as one name: `area:thing` and `area-thing` are the same."""
    return name.removesuffix("/index") if "/" in name else id_of(name) or name


def _names(mistake: Mistake) -> set[str]:
    """What a mistake is about; of menus, the page that is named in vain or not at all."""
    names = {*mistake.about}
    if mistake.kind.id == "menu-entry":
        names |= {*mistake.lost}
    if mistake.kind.id == "menu-missing":
        names.add(mistake.file.removesuffix(".md"))
    return {_name(name) for name in names if name}


def _without_marks(found: list[Mistake]) -> list[Mistake]:
    """Without what docutils put on a page to mark a mistake there: it has ids and links of its own."""
    marked = {one.file for one in found if one.by == "build"}
    return [
        one
        for one in found
        if one.by != "contract"
        or one.file not in marked
        or not any(map(GENERATED.fullmatch, one.about))
    ]


def _without_echoes(found: list[Mistake]) -> list[Mistake]:
    """Without what the formatter says of a line of which somebody else says something better."""
    told = {(one.file, one.line) for one in found if one.by != "tools"}

    layout = {(one.file, one.line, one.what) for one in found if one.by == "tools"}

    def is_echo(one: Mistake) -> bool:
        if (one.file, (one.line or 0) - 1, one.what) in layout:
            return True  # of several lines in a row the first is told
        around = range(-1, 2) if one.kind.id == VAGUE else (0,)
        return any((one.file, (one.line or 0) + lines) in told for lines in around)

    return [one for one in found if one.by != "tools" or not is_echo(one)]


def _without_lost(found: list[Mistake]) -> list[Mistake]:
    """Without what misses a name that another mistake takes away."""
    lost = defaultdict(set)
    for one in found:
        for name in one.lost if one.kind.id != "menu-entry" else ():
            lost[_name(name)].add(one.file)
    return [
        one
        for one in found
        if not any(
            lost[name] - ({one.file} if one.by == "rules" else set()) for name in _names(one)
        )
    ]


def _without_hidden(found: list[Mistake]) -> list[Mistake]:
    """Without what is not worth telling before another mistake in the same file is mended."""
    by_file: dict[str, list[Mistake]] = defaultdict(list)
    for one in found:
        by_file[one.file].append(one)
    hidden: set[Mistake] = set()
    for file, here in by_file.items():
        for cause in sorted(here, key=lambda one: (one.line or 0, ORDER[one.by])) if file else ():
            if cause.kind.hides and cause not in hidden:
                hidden |= {one for one in here if one is not cause and _hides(cause, one)}
    # What such a page says is not what it is meant to say: nobody repeats it.
    pages = {one.file.removesuffix(".md") for one in found if one.kind.hides == "page"}
    return [
        one
        for one in found
        if one not in hidden and not (one.by == "pages" and pages & {*one.about})
    ]


def _hides(cause: Mistake, other: Mistake) -> bool:
    reach, line = cause.kind.hides, cause.line or 0
    if other.kind is cause.kind and other.by == cause.by and reach != "page":
        return False  # the same slip once more is another one
    if reach == "page":
        return True
    if reach == "below":
        return other.line is None or other.line >= line
    return reach == "line" and other.line == cause.line


def _without_explained(found: list[Mistake]) -> list[Mistake]:
    """Without what only follows from another mistake in the same file."""
    explained: dict[str, set[str]] = defaultdict(set)
    # Figures that cannot be read are missing on every page, and tables with them.
    if any(one.file == FACTS and one.kind.id == "facts" for one in found):
        found = [one for one in found if one.file == FACTS or one.kind.id not in OF_FACTS]
    wordless = any(one.kind.id == "heading-words" and WORDLESS in one.what for one in found)
    for one in found:
        explained[one.file] |= {*one.kind.explains, *EXPLAINS.get(one.kind.id, ())} - {one.kind.id}
    return [
        one
        for one in found
        if one.kind.id not in explained[one.file]
        # Every menu links to a heading without words by its words.
        and not (wordless and one.kind.id == "unnamed-link" and "#" in one.what)
    ]


def _once_a_kind(found: list[Mistake]) -> list[Mistake]:
    """What two of us look for is told by the one who knows the place best."""
    first: dict[tuple[str, str], str] = {}
    for one in found:
        first.setdefault((one.file, one.kind.id), one.by)
    everywhere = {
        one.kind.id for one in found if one.by == "rules" and one.kind.id == "menu-circle"
    }
    return [
        one
        for one in found
        if first[one.file, one.kind.id] == one.by
        or one.kind.id in MISSING_IT - {"menu-entry", "menu-missing"}
        if one.by == "rules" or one.kind.id not in everywhere
    ]


def _once_a_line(found: list[Mistake]) -> list[Mistake]:
    """Of kinds that say the same, one mistake a line."""
    kinds: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for one in found:
        kinds[one.file, one.line].add(one.kind.id)
    labels = {(one.file, one.line or 0) for one in found if one.kind.id in LABELS}

    def is_said(one: Mistake) -> bool:
        if one.kind.id in UNNAMED:
            above = {(one.file, (one.line or 0) - lines) for lines in range(4)}
            if labels & above:
                return True
        groups = (group for group in ALIKE if one.kind.id in group[1:])
        here = kinds[one.file, one.line]
        return any(here & {*group[: group.index(one.kind.id)]} for group in groups)

    return [one for one in found if not is_said(one)]


def _once_a_target(found: list[Mistake]) -> list[Mistake]:
    """What build and link contract say of one link is said once; the build knows the line."""
    told: set[tuple[str, str]] = set()
    left = []
    for one in found:
        targets = {(one.file, name) for name in _names(one)}
        if one.by == "contract" and one.kind.id in MISSING_IT | {"missing-file"} and targets & told:
            continue
        told |= targets
        left.append(one)
    return left


def _promises(found: list[Mistake]) -> list[Mistake]:
    """What misses the same thing as a published address that would die is told with it."""
    entries = {name for one in found if one.kind.id == "menu-entry" for name in _names(one)}
    found = [one for one in found if one.kind.id != "menu-missing" or not entries & _names(one)]
    promises = [one for one in found if one.kind.id == PROMISE]
    absorbed: set[Mistake] = set()
    told = []
    for promise in promises:
        names = _names(promise)
        rest = [one for one in found if one.kind.id in MISSING_IT and names & _names(one)]
        absorbed |= set(rest)
        steps = [
            f"and in {one.place}: {_menu_fix(one, promise) or one.fix}"
            for one in rest
            if one.kind.id in ("menu-entry", "synonyms") and "write (" not in promise.fix
        ]
        told.append(replace(promise, fix="\n".join([promise.fix, *dict.fromkeys(steps)])))
    return [one for one in found if one not in absorbed and one not in promises] + told


def _without_entailed(found: list[Mistake]) -> list[Mistake]:
    """Without addresses that would die, and menus that are wrong, because of a mistake that is told."""
    return [one for one in found if not any(entails(cause, one) for cause in found)]


def _menu_fix(entry: Mistake, promise: Mistake) -> str:
    """What to write in a menu that names a page which has moved; empty where nobody knows."""
    if entry.kind.id != "menu-entry" or PAGE_MOVED not in promise.fix:
        return ""
    homes = [name for name in promise.about[1:] if "/" in name and name not in entry.lost[:1]]
    folder = posixpath.dirname(entry.file)
    return f"write {posixpath.relpath(homes[0], folder or '.')} instead" if homes else ""


def _renamed(found: list[Mistake]) -> list[Mistake]:
    """One page that a menu names in vain, and one beside it that none names: it has a new name."""
    entries = [one for one in found if one.kind.id == "menu-entry"]
    pages = [one for one in found if one.kind.id == "menu-missing"]
    for entry in entries:
        folder = posixpath.dirname(entry.file)
        beside = [one for one in pages if posixpath.dirname(one.file) == folder]
        if len(beside) == 1 and [one.file for one in entries].count(entry.file) == 1:
            name = posixpath.basename(beside[0].file).removesuffix(".md")
            better = replace(entry, fix=f"write {name} instead, if that is its new name")
            found = [better if one is entry else one for one in found if one is not beside[0]]
    return found


def _links(found: list[Mistake]) -> list[Mistake]:
    """Many links to one label that does not exist are one mistake, which names them all."""
    alike: dict[tuple[str, str, str], list[Mistake]] = defaultdict(list)
    for one in found:
        if one.kind.id == "unknown-label" and one.about:
            alike[one.about[0], one.what, one.fix].append(one)
    left = [one for one in found if not (one.kind.id == "unknown-label" and one.about)]
    for same in alike.values():
        first, *others = same
        if not others:
            left.append(first)
            continue
        places = [one.place for one in others]
        more = f" and {len(places) - _MOST} more" if len(places) > _MOST else ""
        also = f"{first.what}; {len(others)} more link{'s' * (len(others) > 1)} to it:"
        what = f"{also} {', '.join(places[:_MOST])}{more}"
        edits = tuple(edit for one in same for edit in one.edits)
        left.append(replace(first, what=what, edits=edits))
    return left
