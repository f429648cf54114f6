"""Mistakes in links that can be seen on the page alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from proofread.mistake import Found
from proofread.page import Page
from proofread.reading import GONE
from proofread.rule import rule

ADDRESS = r"(?:#[\w:-]|https?://|mailto:|www\.|\.{0,2}/)"
REVERSED = re.compile(rf"\(([^()\n]+)\)\[((?:{ADDRESS}|[\w/-]+\.md)[^\]\s]*)\]")
SPACE = "there is a space in the address of a link"
NOT_CLOSED = "the address of a link is not closed"
BROKEN = (
    (re.compile(rf"{GONE}[^][\n{GONE}]*{GONE}[^][\n]*\]\({ADDRESS}[^\s)]*\)"), "a link within a link",
     "keep one of the two links"),
    (re.compile(rf"\[[^][\n]+\]\s+\(\s*{ADDRESS}[^)\n]*\)"), "a space stands between ] and (",
     "delete the space between ] and ("),
    (re.compile(r"\[[^][\n]*\]\([^)\s]+ [\"'][^\"'\n)]*\)"), "the title of a link is not closed",
     "close its quotation mark"),
    (re.compile(r"\[[^][\n]*\]\(#[^)\s]+\s[^)\n]*\)"), SPACE,
     "write the label as it stands above its heading, without a space"),
    (re.compile(r"\[[^][\n]*\]\([^)\s]+[ \t][^)\n]*\)"), SPACE, "delete the space, or write %20 for it"),
    (re.compile(rf"\[[^][\n]*\]\({ADDRESS}[^\s)]*|!\[[^][\n]*\]\([\w./-]+(?=\s|$)"), NOT_CLOSED,
     "write ) behind the address"),
    (re.compile(rf"\[[^][()\n]*\(({ADDRESS})[^\s)]*\)"), "the words of a link are not closed",
     "write ] behind the words, right before ("),
    (re.compile(rf"[\w”\"]\]\({ADDRESS}[^\s)]*\)"), "the words of a link have no beginning",
     "write [ before the words"),
    (re.compile(rf"\[[^][\n]+\]\[\]?\({ADDRESS}|\[[^][\n]+\]\{{{ADDRESS}"), "a link has a wrong bracket",
     "write [words](address)"),
    (re.compile(r"\[[^][\n]+\]:? ?(?=#[\w-]+:[\w-])"), "the address of a link is not in brackets",
     "write [words](address)"),
    (re.compile(r"(?<![\w\]/&`{])\(?#[a-z][a-z0-9-]*:[a-z][a-z0-9-]*\)?"), "a label without words to click",
     "write [words](#label), with the label that stands here"),
    (re.compile(rf"(?:^|(?<=\s))! {GONE}"), "a space stands behind the ! of a picture",
     "delete the space between ! and ["),
    (re.compile(r"!\([^()\n]*\)\[[\w./-]+\]"), "the brackets of a picture are exchanged",
     "write ![what it shows](its file)"),
)  # fmt: skip
SHORTENERS = re.compile(
    r"https?://(www\.)?(bit\.ly|t\.co|goo\.gl|tinyurl\.com|ow\.ly|is\.gd|buff\.ly|rb\.gy|lnkd\.in|cutt\.ly)/"
)
WRAPPED = re.compile(
    r"https?://(?:www\.google\.[a-z.]+/url|[\w.]*safelinks\.protection\.outlook\.com/|l\.facebook\.com/l\.php)\?"
)
VAGUE = frozenset(
    "here|this|this page|this link|link|the link|click here|click|read more|more|see here|see this"
    "|this site|this website|website|page|this document|this article|learn more|more here|find out more"
    "|go|details|info".split("|")
)
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi"
    r"|mkt_tok|oly_enc_id|vero_id|wickedid|__twitter_impression|ref_src|ref_url|li_fat_id|trk",
    re.IGNORECASE,
)
LOCAL = re.compile(r"http://(localhost|127\.|\[::1\]|0\.0\.0\.0)")
IN_TEXT = re.compile(r"(?:https?://|(?<![\w/.@])www\.[\w-]+\.)[^\s<>\"')\]" + GONE + r"]+")


@rule("link-reversed", "A link with its brackets exchanged", hides="line")
def link_reversed(page: Page) -> Iterator[Found]:
    """Readers see brackets and an address, and cannot follow them.

    The words of a link come first and stand in square brackets; the address follows in round ones:
    `[what it costs](#service-model:pricing)`.
    """
    for passage in page.passages:
        for found in REVERSED.finditer(passage.text):
            what = "the brackets of a link are exchanged"
            yield Found(passage.line(found.start()), what, f"write [{found[1]}]({found[2]})")
        for link in passage.links:
            words = link.text.strip()
            if re.match(r"(#[\w-]+:[\w-]+|https?://\S+)$", words) and not re.match(
                r"#|https?:|mailto:|.*\.\w{2,4}$", link.address
            ):
                what = "the words and the address of a link are exchanged"
                yield Found(link.line, what, f"write [{link.address}]({words})")
        for found in re.finditer(
            r"\[(#[\w-]+:[\w-]+|https?://[^\]\s]+)\]\(([^)\n]*\s[^)\n]*)\)", passage.text
        ):
            what = "the words and the address of a link are exchanged"
            yield Found(passage.line(found.start()), what, f"write [{found[2]}]({found[1]})")


@rule("link-broken", "A link that is written wrong", hides="line")
def link_broken(page: Page) -> Iterator[Found]:
    """Readers see brackets and an address, and cannot follow them.

    A link is written `[words](address)`: square brackets, round brackets, nothing between them, and no
    space in the address.
    """
    for passage in page.passages:
        text = REVERSED.sub(lambda found: " " * len(found[0]), passage.text)
        for pattern, what, fix in BROKEN:
            for found in pattern.finditer(text):
                if re.match(r"\[(#[\w-]+:|https?://)", found[0]):
                    continue
                if found[0].lstrip("(")[:1] == "#" and any(
                    found[0] in one.text for one in passage.links
                ):
                    continue
                picture = text[max(found.start() - 1, 0)] == "!" and what == SPACE
                if picture:
                    what = "there is a space in the name of a picture"
                    fix = "rename the file, with “-” instead of spaces, and write its new name here"
                yield Found(passage.line(found.start()), what, fix)
            text = pattern.sub(lambda found: " " * len(found[0]), text)


@rule("reference-undefined", "A link to a reference that does not exist")
def reference_undefined(page: Page) -> Iterator[Found]:
    """Readers see square brackets instead of a link.

    `[words][name]` needs a line `[name]: https://…` on the same page. In this handbook the address
    stands behind the words, in round brackets: `[words](https://…)`.
    """
    for passage in page.passages:
        for found in re.finditer(r"\[([^][\n]+)\]\[([^][\n]*)\](?![\[(])", passage.text):
            if REVERSED.match(passage.text[max(found.start() - 80, 0) :]):
                continue
            name = found[2] or found[1]
            if name == GONE:
                continue
            what = f"no line of this page says where [{name}] leads"
            yield Found(passage.line(found.start()), what, f"write [{found[1]}](address)")


@rule("footnote", "A footnote without its text, or without its mark", hides="line",
      explains=("footnote-undefined", "footnote-unused", "footnote-twice"))  # fmt: skip
def footnote(page: Page) -> Iterator[Found]:
    """Readers follow a mark that leads nowhere, or find a note that belongs to nothing.

    A footnote has a mark in the text, `[^name]`, and one line with the same name, `[^name]: its text`,
    anywhere on the page.
    """
    marks: dict[str, int] = {}
    texts: dict[str, list[int]] = {}
    for part in page.parts:
        if part.token.type == "footnote_reference_open":
            texts.setdefault(str(part.token.meta.get("label", "")), []).append(part.line)
        for child in part.token.children or ():
            if child.type == "footnote_ref":
                name = str(child.meta.get("label", ""))
                where = part.line + part.token.content.partition(f"[^{name}]")[0].count("\n")
                marks.setdefault(name, where)
    for name, line in marks.items():
        if name not in texts:
            close = get_close_matches(name, set(texts) - set(marks), n=1, cutoff=0.5)
            if close:
                what = f"the footnote [^{name}] has no text; did you mean [^{close[0]}]?"
                yield Found(line, what, f"write [^{close[0]}]")
                texts.pop(close[0])
            else:
                what = f"the footnote [^{name}] has no text"
                yield Found(
                    line, what, f"write a line below, “[^{name}]: ” and the text of the note"
                )
    for name, lines in texts.items():
        if name not in marks:
            what = f"no place in the text has the mark of this footnote, [^{name}]"
            yield Found(lines[0], what, f"write [^{name}] where it belongs, or delete this line")
        for line in lines[1:]:
            what = f"the text of the footnote [^{name}] stands on line {lines[0]} already"
            yield Found(line, what, "give this one and its mark another name")


@rule("link-text", "A link whose words do not say where it leads")
def link_text(page: Page) -> Iterator[Found]:
    """Somebody who listens to the page jumps from link to link, and hears only “here”.

    The words of a link say what one finds there: `[what happens when you leave](#lifecycle:leaving)`.
    Not "here", "this page" or "click here", and not the address itself, which is read out letter by
    letter.
    """
    for passage in page.passages:
        for link in passage.links:
            words = " ".join(link.text.replace(GONE, "").split()).strip(".,:;!→> ").casefold()
            if not link.picture and words in VAGUE:
                what = f"a link whose only words are “{link.text.strip()}”"
                yield Found(link.line, what, "link words that say what one finds there")
            elif re.match(r"(https?://|www\.)\S+$", words) and not LOCAL.match(link.address):
                yield bare(link.line, link.address)
        for found in IN_TEXT.finditer(passage.text):
            address = found[0].rstrip(".,;:!?")
            inside = any(address in link.text for link in passage.links)
            if not inside and not LOCAL.match(address):
                yield bare(passage.line(found.start()), address)


def bare(line: int, address: str) -> Found:
    """An address that is shown as it is."""
    shown = address if len(address) < 60 else f"{address[:57]}…"
    goal = shown if "://" in shown else f"https://{shown}"
    return Found(line, f"a bare address, {shown}", f"write [the name of that page]({goal})")


@rule("link-address", "A link with an address that needs care")
def link_address(page: Page) -> Iterator[Found]:
    """The link is unsafe, follows the reader, or breaks when the other site changes a small thing.

    Links to other sites begin with `https://`, because anybody on the way can read and change what
    comes by `http://`. What campaigns and networks add to an address, such as `utm_source` or
    `fbclid`, tells them who clicked: leave it out. A full stop at the end belongs to your sentence,
    behind the bracket.
    """
    for passage in page.passages:
        for link in passage.links:
            if link.picture:
                continue
            if found := wrong_address(link.address):
                yield Found(link.line, *found)
            elif LOCAL.match(link.address) and link.text != link.address:
                what = "a link to your own computer, where readers cannot go"
                yield Found(
                    link.line, what, "write # and the label of the section, or a public address"
                )


def wrong_address(address: str) -> tuple[str, str] | None:
    """What is wrong with an address, and what to do; `None` when nothing is."""
    if re.search("[“”„‘’]", unquote(address)):
        clean = re.sub("[“”„‘’]", "", unquote(address))
        return "there are quotation marks in the address of a link", f"write {clean}"
    if WRAPPED.match(address):
        asked = dict(parse_qsl(urlsplit(address).query))
        goal = (
            asked.get("q") or asked.get("url") or asked.get("u") or "the address to which it leads"
        )
        return "the address of a link leads through another site", f"write {goal}"
    if SHORTENERS.match(address):
        what = "a shortened address, which hides where it leads and may lead elsewhere one day"
        return what, "open it, and write the address to which it leads"
    if clean := without_tracking(address):
        return "the address of a link tells who clicked it", f"write {clean}"
    if address.startswith("http://") and not LOCAL.match(address):
        return "a link by http, which anybody on the way can change", f"write https://{address[7:]}"
    if re.match(r"https?:/?[^/]|https?;|https?//|htp|hhtp|ttp|https?://https?", address):
        right = "https://" + re.sub(r"^[a-z:;/]*?(//|:/?|;/*)(?=[^/:])", "", address)
        return "the address of a link has a wrong beginning", f"write {right}"
    if re.search(r"[.,;:!]$|(?<!\()[^(]*[^()]\)$", address) and not balanced(address):
        return f"the address of a link ends with “{address[-1]}”", f"write {address[:-1]}"
    if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.(org|com|net|io|edu|gov|dev|eu|info)(/|$)", address):
        return "the address of a link has no https://", f"write https://{address}"
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", address):
        return "the address of a mail has no mailto:", f"write mailto:{address}"
    return None


def balanced(address: str) -> bool:
    """Whether a bracket at the end of an address has its other half in it."""
    return address.endswith(")") and address.count("(") >= address.count(")")


def without_tracking(address: str) -> str:
    """An address without what tells who clicked; empty when it has nothing of the kind."""
    parts = urlsplit(address) if address.startswith("http") else None
    if not parts or not parts.query:
        return ""
    asked = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if not TRACKING.fullmatch(name)]
    if len(kept) == len(asked):
        return ""
    return urlunsplit(parts._replace(query=urlencode(kept)))
