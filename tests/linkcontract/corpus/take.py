"""Take pages of two built sites into the corpus: a new pair, but for the truth, which a person writes.

    python tests/linkcontract/corpus/take.py NAME BEFORE AFTER PAGE [PAGE ...] [--words 60]

BEFORE and AFTER are folders of built HTML, PAGE a path in either. Of each section the first words are
kept. Under `=== truth` every address that died is listed; write its true home and why behind it,
after reading both texts (README.md), and name source and licence there.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

sys.path.insert(0, str(Path(__file__).parents[3]))

from corpus import PAIRS, Pair

from linkcontract.read.content import content_of
from linkcontract.read.titles import collapse, title_of

_FURNITURE = ("nav", "footer", "script", "style", "svg")
_LISTS_OF_PAGES = ("contents", "toctree-wrapper", "related")
_GENERATED = re.compile(r"id\d+")
_MOST_CODE_LINES = 6


class Taker:
    """Writes one page as compact text, with at most so many words of a section."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.lines: list[str] = []
        self._left = words
        self._ids: list[str] = []

    def page(self, file: Path) -> str:
        """The compact text of an HTML file."""
        self.lines, self._left, self._ids = [], self.words, []
        content = content_of(LexborHTMLParser(file.read_text(encoding="utf-8")))
        if content is not None:
            self._children(content)
        return "\n".join(self.lines) + "\n"

    def _children(self, node: LexborNode) -> None:
        child = node.child
        while child is not None:
            self._take(child)
            child = child.next

    def _take(self, node: LexborNode) -> None:
        tag, id = node.tag or "", node.attributes.get("id") if node.is_element_node else None
        classes = (node.attributes.get("class") or "").split() if node.is_element_node else []
        if node.is_text_node:
            self._say(node.text_content or "")
        elif (
            not node.is_element_node
            or tag in _FURNITURE
            or any(c in classes for c in _LISTS_OF_PAGES)
        ):
            return
        elif re.fullmatch(r"h[1-6]", tag):
            self._heading(node, int(tag[1]), id)
        elif tag == "section" or "section" in classes:
            self._ids.insert(0, id or "")
            self._children(node)
        elif tag == "span" and id and not node.text().strip():
            self._ids.append(id)
        elif tag == "pre":
            for line in node.text().splitlines()[:_MOST_CODE_LINES]:
                self._say(line, "    ")
        elif tag == "li" and node.css_first("p, ul, ol, pre") is None:
            self._say(node.text(), "- ")
        elif tag in ("p", "dt", "td", "th", "a", "em", "strong", "code", "span"):
            self._say(node.text())
        else:
            self._children(node)

    def _heading(self, node: LexborNode, level: int, id: str | None) -> None:
        inner = (part.attributes.get("id") for part in node.css("span[id], a[id]"))
        ids = [each for each in (id, *self._ids, *inner) if each and not _GENERATED.fullmatch(each)]
        named = " ".join(f"#{each}" for each in dict.fromkeys(ids))
        self.lines.append(
            f"{'#' * level} {title_of(node, id or '')[0]} {{{named}}}".removesuffix(" {}")
        )
        self._ids, self._left = [], self.words

    def _say(self, text: str, prefix: str = "") -> None:
        words = collapse(text).split()[: self._left]
        self._left -= len(words)
        if words:
            self.lines.append(prefix + " ".join(words))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="take", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--words", type=int, default=60, help="words kept of each section (60)")
    options = parser.parse_args(arguments)
    taker = Taker(options.words)
    pair = Pair(options.name, "", "sphinx", "seen")
    for side, root in (("before", options.before), ("after", options.after)):
        found = {page: taker.page(root / page) for page in options.pages if (root / page).exists()}
        pair.pages[side].update(found)
    before, after = pair.pages["before"], pair.pages["after"]
    both = {page for page, text in before.items() if after.get(page) == text}
    parts = [
        f"=== {'both' if page in both else 'before'} {page}\n{text}"
        for page, text in before.items()
    ]
    parts += [f"=== after {page}\n{text}" for page, text in after.items() if page not in both]
    dead = pair.dead()
    truth = "".join(f"{address}\t\t\n" for address in sorted(dead))
    file = PAIRS / f"{options.name}.txt"
    with file.open("x", encoding="utf-8") as out:
        out.write("What happened, in one line\nengine: sphinx\nset: seen\n\n" + "\n".join(parts))
        out.write(f"\n=== truth\n{truth}")
    print(f"{file}: {len(dead)} dead addresses to judge")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
