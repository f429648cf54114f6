"""Code, and files whose text is shown, as the build tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from proofread.promises import KINDS
from proofread.rewording.saying import Heard, Told, saying
from proofread.sources import alike


@saying(
    "code-language",
    "A language of code that is not known",
    r"highlighting_failure: Pygments lexer name '(?P<name>[^']*)' is not known",
)
def code_language(heard: Heard) -> Iterator[Told]:
    """The code is shown without colors, and the next reader wonders what `text` it is.

    Behind the fence of a code block stands its language, as in ```` ```yaml ````; `text` for none.
    """
    name = heard["name"]
    meant = alike(name, "bash console css html ini json markdown python text toml yaml".split())
    yield Told(
        f"no language is called “{name}”",
        f"write {meant[0] if meant else 'text'} behind the fence",
        heard.line_of(name),
    )


@saying(
    "code-unreadable",
    "Code that is not in its language",
    r"highlighting_failure: Lexing literal_block .+ as \"(?P<name>[^\"]+)\" resulted in an error"
    r" at token: (?P<token>.+?)\. Retrying",
)
def code_unreadable(heard: Heard) -> Iterator[Told]:
    """Either the code has a mistake that readers would copy, or it is in another language.

    `text` as the language behind the fence is right for output, and for code with gaps in it.
    """
    line = heard.line_above(r"\s*(?:[-*+>]\s+)*(?:`{3,}|~{3,}|:{3,})")
    if heard["name"] == "html" and "html" not in heard.sources.lines(heard.file)[line - 1]:
        return  # HTML that is refused is shown as code: somebody has been told
    yield Told(
        f"this code is no {heard['name']}: it cannot be read from {heard['token']} on",
        "mend the code, or write text behind the fence instead",
        line,
    )


@saying(
    KINDS["missing-file"],
    "",
    r'docutils: Directive "include": file not found: \'(?P<path>[^\']+)\'',
    r"docutils: (?:Include file|External Mermaid file) '(?P<path>[^']+)' not found",
    r'docutils: Problems with "include" directive path:.*No such file or directory: .(?P<path>[^\'"]+)',
)
def included_file(heard: Heard) -> Iterator[Told]:
    name = heard["path"].rpartition("/")[2]
    yield Told(
        f"there is no file {name} to show here",
        "write the path of a file that is there, as seen from this page",
        heard.line_of(name),
    )


@saying(
    "include-marker",
    "Words between which a file is taken in",
    r'docutils: Directive "include"; option "(?P<option>start-after|end-before)": text not found '
    r'"(?P<words>.+)"\.',
)
def include_marker(heard: Heard) -> Iterator[Told]:
    """What the page takes in from another file is missing from it.

    Only what stands between two lines of the other file is taken in. These lines, which begin with `%`,
    stay as they are there, and the options `:start-after:` and `:end-before:` name them word for word.
    """
    line = heard.line_of(f":{heard['option']}:")
    named = re.match(r"```\{include\} *(\S+)", heard.text)
    other = f" in {named[1]}" if named else ""
    yield Told(
        f"“{heard['words']}” does not stand{other}, so nothing is taken in",
        f"put it back{other}, on a line of its own, or write here what stands there now",
        line,
    )


SAYINGS = (code_language, code_unreadable, included_file, include_marker)
