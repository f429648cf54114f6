"""The verdict on one link: fine, moved, dead or unsure, and why.

Dead is only what a reader would find dead as well: an address that its own server says is not
there, a host that does not exist, a place that is not on a page which was read whole and which no
script draws. Whatever may be about us (a checker, a busy minute, a certificate) is unsure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import ada_url

from linkcheck.answer import Answer, said
from linkcheck.page import place_of

_GONE = (404, 410)
_SIGN_IN = ("login", "signin", "sign_in", "sign-in", "sso", "saml")


class Verdict(StrEnum):
    """What is to be said of a link."""

    FINE = "fine"
    MOVED = "moved"
    DEAD = "dead"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its reason; `new` is the address to write instead, for what has moved."""

    verdict: Verdict
    why: str
    new: str | None = None


def judge(url: str, answer: Answer) -> Judged:
    """The verdict on a link, fragment and all, after its address was asked."""
    fragment = url.partition("#")[2]
    verdict, why = _found(place_of(fragment), answer)
    if answer.moved_to is None or _same(answer.moved_to, url):
        return Judged(verdict, why)
    new = answer.moved_to
    if fragment and "#" not in new:
        new += f"#{fragment}"
    if verdict is not Verdict.FINE:
        return Judged(verdict, f"it has moved to {new}, and there: {why}")
    place = ada_url.URL(new)
    if any(step in _SIGN_IN for step in place.pathname.lower().split("/")):
        return Judged(Verdict.UNSURE, f"it leads to a page to sign in: {new}")
    how = "leads on to" if answer.led_on_by_page else "moved permanently to"
    if place.pathname == "/" and not place.search and ada_url.URL(url).pathname != "/":
        return Judged(
            Verdict.MOVED, f"{how} a front page: see whether what was meant is there", new
        )
    return Judged(Verdict.MOVED, f"{how} the new address", new)


def _found(place: str, answer: Answer) -> tuple[Verdict, str]:
    if answer.is_unknown_host:
        return Verdict.DEAD, answer.problem
    if answer.problem or answer.status is None:
        return Verdict.UNSURE, answer.problem
    if answer.status in _GONE:
        return Verdict.DEAD, said(answer.status)
    if not answer.is_there:
        return Verdict.UNSURE, said(answer.status)
    # The place a redirect names is the business of whoever set the redirect.
    if not place or answer.own_fragment or not answer.is_page:
        return Verdict.FINE, said(answer.status)
    page = answer.page
    if page is not None and page.has(place):
        return Verdict.FINE, f"{said(answer.status)}, and #{place} is on the page"
    if place.lower() == "top":
        return Verdict.FINE, said(answer.status)
    if page is None or answer.broken:
        return Verdict.UNSURE, f"#{place} was not found: {answer.broken or 'the page is empty'}"
    if answer.led_on_by_page or page.leads_to is not None:
        return Verdict.UNSURE, f"the page leads on by itself, and #{place} was not found"
    if page.may_draw(place):
        return Verdict.UNSURE, f"#{place} is not in the page as sent; its scripts may draw it"
    like = page.like(place)
    meant = f"; there is #{like}" if like else ""
    return Verdict.DEAD, f"the page is there, but has no place #{place}{meant}"


def _same(one: str, other: str) -> bool:
    return ada_url.URL(one).href == ada_url.URL(other).href
