"""Mistakes in blocks: without an end, without braces, with options where none are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import DIRECTIVE, NO_TEXT, OPTION, Part, options
from proofread.rule import rule

DIRECTIVES = frozenset(
    "note tip warning important caution danger error hint attention seealso admonition table"
    " list-table csv-table figure image toctree contents include glossary mermaid grid grid-item"
    " grid-item-card card cards tab-set tab-item dropdown button-ref button-link container div topic"
    " sidebar epigraph rubric deprecated versionadded versionchanged literalinclude code-block".split()
)
BARE_OPTION = re.compile(
    r"(name|class|header-rows|stub-columns|widths|align|alt|caption|width|height|hidden|maxdepth|depth|local"
    r"|backlinks|gutter|link|link-type|open): ?\S"
)
ONLY_MARKS = re.compile(r"\s*(`{2,}|~{2,}|:{2,})\s*$")
# Elements that have an end; about others the build has something to say.
WITH_END = frozenset(
    "a abbr article aside b blockquote center cite code del details div dl em figcaption figure font"
    " footer g h1 h2 h3 h4 h5 h6 header i ins kbd main mark nav ol pre q s samp section small span"
    " strike strong sub summary sup svg table tt u ul var".split()
)


def is_closed(page: Page, part: Part) -> bool:
    """Whether a fence has its closing line."""
    last = page.lines[min(part.end, len(page.lines)) - 1].strip().lstrip("> ")
    marks, length = part.token.markup[0], len(part.token.markup)
    return part.end > part.line and len(last) >= length and not last.strip(marks)


def opener_within(page: Page, part: Part) -> int:
    """The line in a fence at which another one begins that it should have ended before; 0 for none."""
    mark = re.escape(part.token.markup)
    info = "[^`]*" if part.token.markup[0] == "`" else ".*"
    again = re.compile(rf"\s{{0,3}}{mark}+\s*(?=\S)(?!{re.escape(part.token.markup[0])}){info}$")
    inner = range(part.line + 1, part.end)
    return next((number for number in inner if again.match(page.lines[number - 1])), 0)


@rule("open-block", "A block without an end", hides="below")
def open_block(page: Page) -> Iterator[Found]:
    """Everything below the block becomes part of it: headings, links and their addresses are lost.

    A block begins with a line of ` ``` `, `~~~` or `:::`, and ends with a line of the same marks, as
    many or more of them, and nothing else. Write this line where the block should end. A block that
    stands inside another one has fewer marks than the one around it.
    """
    for part in page.parts:
        if not part.is_fence:
            continue
        mark, lost = part.token.markup, page.labels_below(part.line)
        within = opener_within(page, part)
        if within:
            yield Found(
                part.line,
                f"the block that begins here with {mark} has no end before the next one, "
                f"on line {within}, begins",
                f"write {mark} on a line of its own where it ends; if line {within} belongs inside "
                f"it, write {mark[0]}{mark} here and at its end instead",
                lost,
            )
            return
        if is_closed(page, part):
            continue
        wrong = [
            number
            for number in range(part.line + 1, min(part.end, len(page.lines)) + 1)
            if ONLY_MARKS.match(page.lines[number - 1])
        ]
        what = f"the block that begins here with {mark} has no end"
        fix = f"write {mark} on a line of its own where it ends"
        if not part.token.info.strip():
            what = f"{mark} stands here alone: it ends no block, so it begins one"
            fix = "delete this line"
            if mark[0] != ":" and part.token.content.strip():
                fix += f", or write {mark} on a line of its own where the code ends"
        elif wrong:
            line = page.lines[wrong[0] - 1]
            what += f": line {wrong[0]} has {line.strip()}"
            what += " too far to the right" if line.strip().startswith(mark) else ""
            fix = f"write {mark} on line {wrong[0]} instead, and nothing else"
        yield Found(part.line, what, fix, lost)
        return


@rule("open-comment", "A comment without an end", hides="below")
def open_comment(page: Page) -> Iterator[Found]:
    """Everything below the comment is missing from the page, and nobody sees that it is.

    A comment begins with `<!--` and ends with `-->`. Write the end. In this handbook a line that
    begins with `%` is a comment as well, and needs no end.
    """
    for part in page.parts:
        written = part.token.content
        if part.token.type == "html_block" and written.count("<!--") > written.count("-->"):
            line = part.line + written[: written.rindex("<!--")].count("\n")
            what = "the comment that begins here with <!-- has no end"
            yield Found(line, what, "write --> where it ends", page.labels_below(line))
            return
    for passage in page.passages:
        if (start := passage.text.find("<!--")) >= 0:
            what = "the comment that begins here with <!-- has no end"
            yield Found(passage.line(start), what, "write --> where it ends")
            return


class Tags(HTMLParser):
    """The elements that a page opens and does not close, and the other way round, with their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.before = 0
        self.open: list[tuple[str, int]] = []
        self.stray: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in WITH_END:
            self.open.append((tag, self.before + self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Closes itself, where a browser lets it: inside a drawing."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITH_END:
            return
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag)]
        else:
            self.stray.append((tag, self.before + self.getpos()[0]))


@rule("open-html", "HTML without an end")
def open_html(page: Page) -> Iterator[Found]:
    """The rest of the page, and what stands below it, gets into a box where it does not belong.

    What begins with `<div>` ends with `</div>`, and so on with every element. Write the end, or, where
    nothing was begun, take the end away. Often Markdown can say the same without HTML.
    """
    tags = Tags()
    for part in page.parts:
        pieces = [part.token, *(part.token.children or ())]
        for piece in pieces:
            if piece.type in ("html_block", "html_inline") and "<!--" not in piece.content:
                tags.before, tags.rawdata = part.line - 1, ""
                tags.lineno, tags.offset = 1, 0
                tags.feed(piece.content)
    for tag, line in tags.open:
        yield Found(line, f"<{tag}> begins here and has no end", f"write </{tag}> where it ends")
    for tag, line in tags.stray:
        yield Found(line, f"</{tag}> ends what was not begun", f"delete </{tag}>")


@rule("directive-braces", "A block whose name is not in braces", hides="below")
def directive_braces(page: Page) -> Iterator[Found]:
    """Readers see plain text or code where a note, a table or a picture should be.

    A block with a name begins with three marks and the name in braces: `:::{note}`. There is nothing
    between the braces but the name, and a space after them.
    """
    for part in page.parts:
        info = part.token.info.strip() if part.is_fence else ""
        if not info or re.fullmatch(DIRECTIVE, info.split()[0]):
            continue
        name, rest = named(info)
        first = info.split()[0]
        braces = part.token.type == "colon_fence" or "{" in first or first.endswith("}")
        if name and (braces or name in DIRECTIVES - {"div", "image"}):
            right = f"{part.token.markup}{{{name}}} {rest}".strip()
            yield Found(part.line, f"“{info}” is not a name in braces", f"write {right}")
    for passage in page.passages:
        for found in re.finditer(r"(?m)^(:{1,2}|~{1,2}|`{1,2}) ?\{([\w:-]+)\}", passage.text):
            if found[2] in DIRECTIVES:
                mark = found[1][0] * 3
                what = f"“{found[0]}” begins no block: it has too few marks"
                fix = f"write {mark}{{{found[2]}}} here, and {mark} alone where the block ends"
                yield Found(passage.line(found.start()), what, fix)


def named(info: str) -> tuple[str, str]:
    """The name that is meant by what stands behind the marks of a block, and the words behind it."""
    found = re.match(r"[{(\[<]?\s*([a-z][\w:-]*(?:[ _][a-z]+)?)\s*[})\]>]?\s*(.*)", info)
    if not found:
        return "", ""
    joined = re.sub("[ _]", "-", found[1])
    if joined in DIRECTIVES:
        return joined, found[2]
    name = re.split("[ _]", found[1])[0]
    return name, info.partition(name)[2].lstrip(" })]>")


@rule("option-place", "An option that is not read", hides="line")
def option_place(page: Page) -> Iterator[Found]:
    """The option has no effect, and readers see it as text.

    The options of a block, such as `:name: table:prices`, stand right below its first line, without an
    empty line or text before them, each with a colon before and behind its name.
    """
    for part in page.parts:
        if not part.directive or part.directive in NO_TEXT - {"mermaid", "toctree", "image"}:
            continue
        lines = part.token.content.split("\n")
        start = options(part.token.content)
        for number, line in enumerate(lines[start:], start=part.line + start + 1):
            if re.match(r"\s*[`~:]{3}", line):
                break
            if number == part.line + start + 1 and (found := BARE_OPTION.match(line)):
                what = f"the colon before “{found[1]}” is missing, so that it is no option"
                yield Found(number, what, f"write :{line.strip()}")
                break
            if OPTION.match(line):
                what = f"“{line.strip().split()[0]}” stands too low in the block to be an option"
                fix = (
                    f"move it up, right below line {part.line + start}, with no empty line between"
                )
                yield Found(number, what, fix)
                break


@rule("indented-code", "Text that is shown as code")
def indented_code(page: Page) -> Iterator[Found]:
    """Readers see computer code in a box, with its marks, where you meant text.

    A line that begins with four spaces or a tab, below an empty line, is code in Markdown. Delete the
    spaces at its beginning. What is meant as code stands between two lines of ` ``` `.
    """
    for part in page.parts:
        if part.token.type == "code_block":
            yield Found(
                part.line,
                "this line begins with four spaces or more, so that it is shown as code",
                "delete the spaces at its beginning; around real code, write lines of ```",
            )
