"""What a style sheet fetches, and what it may write before and behind the elements of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2

_STRING = r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"

_ESCAPE = r"\\[0-9A-Fa-f]{1,6}\s?|\\."

_TOKENS = re.compile(
    rf"/\*.*?(?:\*/|\Z)|@import\s+(?:{_STRING})|url\(\s*(?:{_STRING}|(?:{_ESCAPE}|[^)\\\"'\s])*)\s*\)|{_STRING}",
    re.IGNORECASE | re.DOTALL,
)
"""What a URL may stand in, and what may only look like one: comments and strings.

A tokenizer in Python takes 0.7 s for the style sheet of a large theme; this finds the few tokens
that matter in a hundredth of that, and the tokenizer reads them.
"""

_FONT = re.compile(r"\.(?:eot|woff2?|ttf|otf|svg)(?:[?#]|$)", re.IGNORECASE)

_NOT_FETCHED = re.compile(r"\.(?:eot|svg)(?:[?#]|$)", re.IGNORECASE)
"""Kinds of fonts that no browser of today takes where another kind is named beside them."""

_SOURCE = re.compile(r"\s*src\s*:", re.IGNORECASE)

_PSEUDO = ("before", "after")


def fetched(sheet: str) -> list[str]:
    """The URLs that a browser fetches for a style sheet, as written, in order.

    Of the fonts of one `src` only the first that browsers take.
    """
    found: list[str] = []
    taken = -1  # where the `src` begins of which a font was taken
    for match in _TOKENS.finditer(sheet):
        if match[0][0] not in "@uU":
            continue
        url = _url_of(match[0])
        if url is None or url.startswith("#"):
            continue
        if _FONT.search(url):
            begun = max(sheet.rfind(sign, 0, match.start()) for sign in "{;}")
            if _SOURCE.match(sheet, begun + 1):
                if begun == taken or _NOT_FETCHED.search(url):
                    continue
                taken = begun
        found.append(url)
    return found


def _url_of(token: str) -> str | None:
    for node in tinycss2.parse_component_value_list(token, skip_comments=True):
        if node.type in ("url", "string"):
            return str(node.value) or None
        if node.type == "function":
            return next((str(each.value) for each in node.arguments if each.type == "string"), None)
    return None


@dataclass(frozen=True, slots=True)
class Written:
    """What a style sheet writes before or behind some elements.

    They have all these `classes`, and this `tag` and `id` where those are not empty. `words` says
    that there is a letter or digit in it; else it is a symbol.
    """

    tag: str
    id: str
    classes: frozenset[str]
    words: bool

    def is_for(self, tag: str, id: str, classes: frozenset[str]) -> bool:
        """Whether an element may be one of them."""
        return self.tag in ("", tag) and self.id in ("", id) and self.classes <= classes


def written(sheet: str) -> list[Written]:
    """What a style sheet writes; what its selectors ask for beside the element itself may be so."""
    if "content" not in sheet:
        return []
    return list(
        _in_rules(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))
    )


def _in_rules(rules: list[Any]) -> Iterator[Written]:
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None and not _is_print(rule.prelude):
            yield from _in_rules(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )
        elif rule.type == "qualified-rule":
            subjects = list(_subjects(rule.prelude))
            words = _words_in(rule.content) if subjects else None
            if words is not None:
                yield from (Written(*subject, words) for subject in subjects)


def _subjects(prelude: list[Any]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Tag, id and classes of what each selector of a rule writes before or behind."""
    tag, id, classes, pseudo, mark = "", "", set[str](), False, ""
    for node in [*prelude, tinycss2.ast.LiteralToken(0, 0, ",")]:
        before, mark = mark, ""
        if node.type == "literal" and node.value == ",":
            if pseudo:
                yield tag, id, frozenset(classes)
            tag, id, classes, pseudo = "", "", set(), False
        elif node.type == "whitespace" or (node.type == "literal" and node.value in ">+~"):
            if not pseudo:
                tag, id, classes = "", "", set()
        elif node.type == "literal":
            mark = node.value
        elif node.type == "hash":
            id = node.value
        elif node.type == "ident" and before == ".":
            classes.add(node.value)
        elif node.type == "ident" and before == ":":
            pseudo = pseudo or node.lower_value in _PSEUDO
        elif node.type == "ident":
            tag = node.lower_value


def _words_in(content: list[Any]) -> bool | None:
    """Whether `content` writes words; `None` when it writes nothing that is heard."""
    for declaration in tinycss2.parse_declaration_list(
        content, skip_comments=True, skip_whitespace=True
    ):
        if declaration.type != "declaration" or declaration.lower_name != "content":
            continue
        text = "".join(node.value for node in declaration.value if node.type == "string")
        heard = [
            c for c in text if not c.isspace() and unicodedata.category(c) not in ("Co", "Cn", "Cf")
        ]
        is_drawn = any(_draws_words(node) for node in declaration.value)
        if heard or is_drawn:
            return is_drawn or any(map(str.isalnum, heard))
    return None


def _draws_words(node: Any) -> bool:
    """Whether a part of `content` writes an attribute that may hold words; an address is none."""
    if node.type != "function" or node.lower_name != "attr":
        return False
    named = [each.lower_value for each in node.arguments if each.type == "ident"]
    return bool(named) and named[0] not in ("href", "src")


def _is_print(prelude: list[Any]) -> bool:
    """Whether a rule is for paper alone."""
    words = [node.lower_value for node in prelude if node.type == "ident"]
    return words == ["print"]
