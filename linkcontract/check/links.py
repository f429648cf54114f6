"""Rules about links inside the site: do they arrive where they say?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from linkcontract.address import address_of, page_path
from linkcontract.check.case import Case
from linkcontract.check.rule import rule
from linkcontract.finding import Finding
from linkcontract.href import fragment_hits, is_elsewhere, relative
from linkcontract.promise.leads import End
from linkcontract.serve.arrivals import BrokenLink, Fault
from linkcontract.serve.host import base_file
from linkcontract.site import Link, LinkKind, Page
from linkcontract.source.ids import id_of

_TO_PAGES = {
    LinkKind.ANCHOR,
    LinkKind.AREA,
    LinkKind.FRAME,
    LinkKind.FORM,
    LinkKind.REFRESH,
    LinkKind.RELATED,
    LinkKind.LISTED,
}

_PAGE_ENDINGS = (".html", ".htm", ".md")

IN_FRAGMENT = "/!$&'()*+,;=:@~-._?"

_NOT_FOUND = ("404.html", "404/index.html")
"""What hosts show for an address that they lack."""

_UNFILLED = re.compile(r"\{\{|\{%|%7B%7B|%7B%25", re.IGNORECASE)

_WORDS = {
    LinkKind.IMAGE: "image",
    LinkKind.SRCSET: "image (srcset)",
    LinkKind.POSTER: "poster image",
    LinkKind.MEDIA: "video or sound",
    LinkKind.SCRIPT: "script",
    LinkKind.STYLESHEET: "stylesheet",
    LinkKind.ICON: "icon",
    LinkKind.FRAME: "frame",
    LinkKind.OBJECT: "embedded file",
    LinkKind.FORM: "form to",
    LinkKind.REFRESH: "redirect to",
    LinkKind.AREA: "image map link to",
    LinkKind.STYLE: "file",
    LinkKind.LISTED: "listed page",
}


def _end(broken: BrokenLink) -> str:
    """The query and fragment of a link, as written."""
    return re.sub(r"^[^?#]*", "", broken.link.href)


def _is_to_page(broken: BrokenLink) -> bool:
    if broken.link.kind in _TO_PAGES and _UNFILLED.search(broken.link.href):
        return True
    name = broken.verdict.target.path.rpartition("/")[2]
    return broken.link.kind in _TO_PAGES and ("." not in name or name.endswith(_PAGE_ENDINGS))


def _of(case: Case, *faults: Fault) -> Iterator[BrokenLink]:
    return (broken for broken in case.broken_links if broken.verdict.fault in faults)


def _finding(case: Case, broken: BrokenLink, id: str, wrong: str, fix: str | None) -> Finding:
    """A finding about a link: where it was written, what it is, what is wrong with it."""
    file, line = case.link_place(broken.page, broken.link)
    what = _WORDS.get(broken.link.kind, "link to")
    where = f" (on {broken.pages} pages)" if broken.pages > 1 else ""
    if line is None and file.endswith((".html", ".htm")):
        where += f" in <{broken.link.element}>"
    target = broken.verdict.target
    return Finding(
        rule=id,
        message=f"{what} {broken.link.href or '(empty)'}{where} {wrong}",
        file=file,
        line=line,
        page=broken.page.path,
        address=address_of(target.path, target.fragment),
        fix=fix,
    )


def _href(case: Case, broken: BrokenLink, path: str, end: str = "") -> str:
    """How the page of a link writes a percent-encoded path, in the manner of the link, and an end."""
    href, base_url = broken.link.href, case.lookup.base_url
    path = path.removeprefix("./")
    if base_url and href.startswith(base_url):
        return base_url + path + end
    if href.startswith(("/", "\\")):
        return case.site.base_path + path + end
    file = base_file(broken.page, case.site.base_path, base_url) or broken.page.file
    if end.startswith("#") and page_path(file).removeprefix("./") == path:
        return end
    return relative(file, path or "./") + end


def _did_you_mean(
    case: Case, broken: BrokenLink, page: Page | None, fragment: str = ""
) -> str | None:
    """The one likely target: its label, and how HTML links to it from where the broken link stands."""
    if page is None:
        return None
    anchor = page.anchor(fragment) if fragment else None
    label = anchor.label if anchor else (page.label if not fragment else None)
    href = _href(
        case,
        broken,
        page.path,
        f"#{quote(unquote(fragment), safe=IN_FRAGMENT)}" if fragment else "",
    )
    return f"did you mean #{label}? In HTML that is {href}" if label else f"did you mean {href}?"


@rule("missing-page")
def missing_page(case: Case) -> Iterable[Finding]:
    """A link leads to a page that the site does not have.

    It does not matter where the link is written: in Markdown, as raw HTML, in a template, as an
    image map, a frame or a redirect. A folder without an index page is no page: a static host
    answers it with "not found". Write the target as a label, `[text](#area:thing)`: labels
    survive when pages move. A step without a name, as in `a//b/`, is a mistake too: where a host
    serves it at all, the links of the page it serves lead elsewhere. So do relative links of
    `404.html`, which hosts show for any address that they lack, in whatever folder.
    """
    for broken in _of(case, Fault.MISSING):
        if _is_to_page(broken):
            target = broken.verdict.target
            fix: str | None
            if _UNFILLED.search(broken.link.href):
                fix = "the template's own mark stands where an address should: let the template fill it in"
            else:
                page = case.hints.page(target.path)
                there = page is not None and fragment_hits(target.fragment, page.ids)
                fix = _did_you_mean(case, broken, page, target.fragment if there else "")
            yield _finding(
                case, broken, "missing-page", "leads nowhere: the site has no such page", fix
            )
    for broken in _of(case, Fault.EMPTY_STEP):
        yield _finding(
            case,
            broken,
            "missing-page",
            "has an empty step (//): many hosts have no such page, and where they do its own links break",
            f"write {_href(case, broken, quote(broken.verdict.target.path), _end(broken))}",
        )
    for page in case.site.pages.values():
        if page.file in _NOT_FOUND and (found := _from_anywhere(page)):
            more = f" and {len(found) - 1} more" if found[1:] else ""
            yield Finding(
                rule="missing-page",
                message=f"link to {found[0].href}{more} leads elsewhere from a missing address in a folder",
                file=case.place(page)[0],
                page=page.path,
                address=page.path,
                fix="this page is shown at any address: begin its links with / or give it a <base>",
            )


def _from_anywhere(page: Page) -> list[Link]:
    """The links of a page that lead elsewhere when it is shown in another folder."""
    if page.base is not None and (is_elsewhere(page.base) or page.base.startswith("/")):
        return []
    return [
        link
        for link in page.links
        if link.href and link.href[0] not in "/\\#?" and not is_elsewhere(link.href)
    ]


@rule("missing-file")
def missing_file(case: Case) -> Iterable[Finding]:
    """An image, stylesheet, script, video or download is not in the built site.

    All places count in which HTML names a file: `src`, `srcset`, `poster`, `data`, stylesheets,
    icons, scripts. Put the file where the link says, or write the path of the file that is there.
    """
    for broken in _of(case, Fault.MISSING):
        if not _is_to_page(broken):
            file = case.hints.file(broken.verdict.target.path)
            yield _finding(
                case,
                broken,
                "missing-file",
                "is missing: the site has no such file",
                f"did you mean {_href(case, broken, quote(file))}?" if file else None,
            )


@rule("letter-case")
def letter_case(case: Case) -> Iterable[Finding]:
    """A path differs from what exists only in upper and lower case.

    It works on the disk of some computers and is "not found" on the web. Write it as it is there.
    """
    for broken in _of(case, Fault.LETTER_CASE):
        yield _finding(
            case,
            broken,
            "letter-case",
            "differs in letter case from what is there",
            f"write {_href(case, broken, quote(broken.verdict.other_case or ''), _end(broken))}",
        )


@rule("missing-fragment")
def missing_fragment(case: Case) -> Iterable[Finding]:
    """A link leads to a section that its page does not have: the reader lands at the top.

    Redirects are followed to their end before the section is looked for. Letter case counts.
    A redirect without a script drops the section that was asked for; link to its end instead.
    """
    for broken in _of(case, Fault.FRAGMENT, Fault.LOST_FRAGMENT):
        verdict = broken.verdict
        through = " through the redirect " + " and ".join(stub.path for stub in verdict.stubs)
        through = through if verdict.stubs else ""
        page = verdict.page
        if page is None:
            yield _finding(
                case,
                broken,
                "missing-fragment",
                "takes a part that the drawing does not have",
                None,
            )
            continue
        if verdict.fault is Fault.LOST_FRAGMENT:
            yield _finding(
                case,
                broken,
                "missing-fragment",
                f"loses its section{through}",
                f"link to {_href(case, broken, page.path, f'#{verdict.fragment}')}",
            )
            continue
        there = "this page" if page is broken.page else page.path
        wrong = f"leads to a section that is not on {there}{through}"
        known = _was_published(case, verdict.fragment)
        if known is None:
            guess = case.hints.fragment(page, verdict.fragment)
            fix = _did_you_mean(case, broken, guess[1], guess[0]) if guess else None
            known = wrong, fix
        yield _finding(case, broken, "missing-fragment", known[0] or wrong, known[1])


def _was_published(case: Case, fragment: str) -> tuple[str, str | None] | None:
    """What is wrong, where that can be said better, and what to do, with a section that was published.

    No other section is meant then: it is lost, was withdrawn, or has moved under another name.
    """
    for id in (unquote(fragment), id_of(unquote(fragment))):
        for address in case.keeping.published_homes(id):
            lead = case.keeping.lead(address)
            if not lead.keeps:
                return "", f"{address} was published: keep it, and this link arrives again"
            if lead.steps and lead.end is not End.SERVED and case.moves is not None:
                line = f"{case.moves.file}:{lead.steps[-1].number}"
                if lead.end is End.GONE:
                    wrong = f"leads to {address}, which was withdrawn on purpose ({line})"
                    return (
                        wrong,
                        "change this link: lead it to another section, or keep only its words",
                    )
                return f"leads to {address}, which has moved ({line})", f"link to {lead.target}"
    return None


@rule("redirect-circle")
def redirect_circle(case: Case) -> Iterable[Finding]:
    """A link leads into redirects that lead to each other: no page ever comes.

    Make one of the redirects end at a page that exists.
    """
    for broken in _of(case, Fault.CIRCLE):
        names = " → ".join(stub.path for stub in broken.verdict.stubs)
        yield _finding(case, broken, "redirect-circle", f"goes round in redirects: {names}", None)
