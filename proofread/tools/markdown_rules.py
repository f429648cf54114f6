"""Our words for the rules of rumdl: which kind of mistake each is, what it is called, what fixes it.

A rule may have several entries; the first whose `only` stands in rumdl's message counts. In `what` and
`fix`, `{0}` is what rumdl has between quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from proofread.mistake import Kind

QUOTED = re.compile(r"'([^']+)'|`([^`]+)`|\[([^\]]+)\]\(\)|: use (\S.*) instead$")


@dataclass(frozen=True)
class Words:
    """A kind, and what is said about one of its mistakes: what is wrong, and what to do."""

    kind: Kind
    what: str
    fix: str
    only: str = ""

    def fits(self, message: str) -> bool:
        """Whether these are the words for a message of rumdl."""
        return self.only in message

    def about(self, message: str) -> tuple[str, str]:
        """What is wrong and what to do, for a message of rumdl."""
        match = QUOTED.search(message)
        quoted = next(filter(None, match.groups()), "") if match else ""
        return self.what.format(quoted, message=message), self.fix.format(quoted)


FORMATTING = Kind(
    "formatting",
    "Blank lines, indentation and marks",
    """Pages that are laid out alike show in a comparison only what was really changed.

None of this changes what a reader sees, and `./do format` fixes all of it. In the browser, do what the
message says, or leave it to somebody who has the handbook on their machine.
""",
)
LAYOUT = Kind(
    "list-layout",
    "A list whose lines do not stand under each other",
    """A line that stands a little too far left or right belongs to another item than you think, or to none.

What belongs to an item begins under the item's first letter: under the T of `- Text`. Items of one list
begin in the same column.
""",
)
FENCE = Kind(
    "fence-not-closed",
    "A block that is not closed",
    """Everything after it, down to the end of the page, is taken for a part of the block.

A block ends with a line of the same marks that it begins with, as many of them: three backticks, or three
colons. A block that holds another one needs one mark more, outside.
""",
)
INDENTED = Kind(
    "indented-code",
    "Text that is indented by four spaces",
    """Text indented by four spaces is shown as code.

If it is code, put a line of three backticks above it and one below, and take the spaces away. If it is
not, take the spaces away.
""",
)
REVERSED = Kind(
    "reversed-link",
    "A link the wrong way round",
    """Readers see brackets and an address instead of a link.

The words stand first, in square brackets; where they lead stands behind them, in round ones:
`[words](#label)`.
""",
)
LINK_TEXT = Kind(
    "link-text",
    "A link whose words say nothing",
    """Screen readers list the links of a page by their words, and “here” in a list of links says nothing.

Write what the reader will find, as part of the sentence: not “for prices click here” but “see the prices”.
""",
)
EMPTY_LINK = Kind(
    "empty-link",
    "A link that leads nowhere",
    """A link without an address cannot be followed.

Put the address, or `#` and a label, between the round brackets; or take the brackets away.
""",
)
REFERENCE = Kind(
    "undefined-reference",
    "A reference that is not defined",
    """Readers see the brackets, and no link or footnote.

`[words][name]` needs a line `[name]: https://…` somewhere on the page, and `[^name]` a line
`[^name]: The note.`. Both names must be the same, to the letter.
""",
)
UNUSED = Kind(
    "unused-reference",
    "A definition that nothing refers to",
    """What is defined and not used is shown to nobody, and is often one half of a misspelled name.

Use it in the text, `[words][name]` or `[^name]`, or delete its line.
""",
)
NO_ALT = Kind(
    "image-without-alt",
    "A picture without a description",
    """Somebody who cannot see the picture learns nothing from it.

Say in a sentence what it shows: `![What it shows](file.svg)`, or a line `:alt: What it shows` under
`{figure}` and `{image}`.
""",
)
TABLE = Kind(
    "table-cells",
    "A row with a cell too many or too few",
    """A cell too many is not shown at all, and after one too few the others stand in the wrong columns.

Each row has as many cells as the first one, even if some are empty. A `|` that is part of a cell's text is
written `\\|`.
""",
)
HEADING = Kind(
    "heading-mark",
    "A heading that is none",
    """Without a space after its marks a heading is text, and its section is not in the page's contents.

Write a space after the last `#`.
""",
)
TITLE = Kind(
    "second-title",
    "A page with two titles",
    """A page has one title, and its name in menus, in the search and in chats is the first.

Give the second one two marks, `##`, and those under it one more; or make it a page of its own.
""",
)
BOLD = Kind(
    "bold-heading",
    "A line in bold instead of a heading",
    """A line in bold looks like a heading, but nobody can link to it, and screen readers pass it by.

Make it a heading, with as many `#` as it needs; or the beginning of the paragraph below it.
""",
)
SPACES = Kind(
    "spaces-inside-marks",
    "Spaces inside brackets or backticks",
    """The space belongs to the link or the code, and is underlined or colored with it.

Move it outside: `see [the prices](#label) for`.
""",
)
CHARACTERS = Kind(
    "white-space",
    "Tabs, and spaces at the end of a line",
    """Nobody sees them, and they can make a line belong to another list, or break it.

Write spaces instead of a tab. At the end of a line delete them: a line break within a paragraph is
written `\\` there.
""",
)
OTHER_KIND = Kind(
    "markdown",
    "Markdown that says something else than it seems to",
    """Markdown never fails: what it cannot read as you mean it, it shows as something else.

The message says what was noticed. Look at the page in the preview of your change.
""",
)
OTHER = Words(OTHER_KIND, "{message}", "look at how this line is shown, and write it otherwise")

_BLANK = "put an empty line between the two, or run ./do format"
_ALIKE = "write it as the others on this page, or run ./do format"

RULES: dict[str, tuple[Words, ...]] = {
    # What the formatter fixes.
    "MD007": (Words(FORMATTING, "a list within a list stands in the wrong column",
                    "begin it under the first letter of the item above, or run ./do format"),),
    "MD012": (Words(FORMATTING, "several empty lines in a row", "leave one, or run ./do format"),),
    "MD022": (Words(FORMATTING, "no empty line under a heading", _BLANK),),
    "MD023": (Words(FORMATTING, "a heading that is indented",
                    "delete the spaces before it, or run ./do format"),),
    "MD027": (Words(FORMATTING, "several spaces after >", "leave one, or run ./do format"),),
    "MD030": (Words(FORMATTING, "not exactly one space after a list's mark",
                    "leave one, or run ./do format"),),
    "MD031": (Words(FORMATTING, "no empty line between a block and what stands beside it", _BLANK),),
    "MD035": (Words(FORMATTING, "lines across the page that are written differently", _ALIKE),),
    "MD047": (Words(FORMATTING, "the file does not end with exactly one line break",
                    "press Enter after its last word, or run ./do format"),),
    "MD049": (Words(FORMATTING, "emphasis with different marks", _ALIKE),),
    "MD050": (Words(FORMATTING, "bold text with different marks", _ALIKE),),
    "MD055": (Words(FORMATTING, "a table's row without the | that the others have", _ALIKE),),
    "MD062": (Words(FORMATTING, "spaces around a link's address",
                    "delete them, or run ./do format"),),
    "MD065": (Words(FORMATTING, "no empty line beside a line across the page", _BLANK),),
    # What a person has to look at.
    "MD009": (Words(CHARACTERS, "spaces at the end of the line", "delete them"),),
    "MD010": (Words(CHARACTERS, "a tab", "write spaces instead"),),
    "MD011": (Words(REVERSED, "a link the wrong way round", "write {0}"),),
    "MD018": (Words(HEADING, "no space after the # of a heading",
                    "write a space after it; if it is no heading, write \\#"),),
    "MD025": (Words(TITLE, "a second title on the page", "begin this heading with ##"),),
    "MD036": (Words(BOLD, "a line in bold instead of a heading: {0}",
                    "write it as a heading, with ## before it and without the stars"),),
    "MD038": (Words(SPACES, "a space inside the backticks", "move it outside"),),
    "MD039": (Words(SPACES, "a space inside a link's brackets", "move it outside"),),
    "MD042": (Words(EMPTY_LINK, "a link without an address",
                    "put the address or a label between the round brackets"),),
    "MD045": (Words(NO_ALT, "a picture without a description",
                    "say what it shows, between the square brackets"),),
    "MD046": (
        Words(FENCE, "a block that is never closed: the rest of the page is in it",
              "write a line of the same marks where the block ends", only="never closed"),
        Words(INDENTED, "text that is indented by four spaces is shown as code",
              "put it between two lines of three backticks; if it is no code, delete the spaces"),
    ),
    "MD052": (Words(REFERENCE, "[{0}] is not defined on this page",
                    "add a line [{0}]: with the address, or write the link as [words](address)"),),
    "MD053": (Words(UNUSED, "a definition that nothing on this page refers to",
                    "delete the line, or use it"),),
    "MD056": (Words(TABLE, "a row with more or fewer cells than the table's first row",
                    "give it as many cells; a | within a cell is written \\|"),),
    "MD059": (Words(LINK_TEXT, "a link whose words do not say where it leads",
                    "name what the reader will find there"),),
    "MD066": (
        Words(UNUSED, "the footnote {0} is never referred to",
              "delete it, or refer to it in the text", only="never referenced"),
        Words(REFERENCE, "the footnote {0} does not exist on this page",
              "write its text in a line of its own that begins with {0}:"),
    ),
    "MD076": (Words(LAYOUT, "some items of this list have empty lines between them and some not",
                    "put one between all of them, or between none"),),
    "MD077": (Words(LAYOUT, "a line that does not stand under its item's first letter",
                    "begin it under the first letter of the item's text"),),
}  # fmt: skip

# Rules that other checks have better words for: the build, and the rules on sources.
TOLD_BY_OTHERS = {
    "MD001",  # a heading level skipped: the build
    "MD092",  # conflict markers
    "MD094",  # bytes that are not UTF-8
}
