"""Every behaviour that a server may have, and what must be said of a link to it.

A behaviour is a function that answers a visit. Its decorator says which link leads there (without
one: `/name`), which row must come of it, and which requests the server must have seen.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from misbehaving import Visit

HANDLERS: dict[str, Callable[[Visit], None]] = {}
"""By the first step of the path."""


@dataclass(frozen=True)
class Case:
    """A link (the server's address in front of it) and what must come of it.

    `asked` are the requests for paths that begin with the handler's, in order, `/name` left out.
    """

    link: str
    name: str
    verdict: str
    why: str
    new: str | None
    asked: str


CASES: list[Case] = []
SLOW: list[Case] = []
"""Those that only a clock ends."""

OK = "200 OK"


def case(
    verdict: str, why: str, asked: str = "HEAD", new: str | None = None, *,
    link: str = "", cases: list[Case] = CASES,
) -> Callable[[Callable[[Visit], None]], Callable[[Visit], None]]:  # fmt: skip
    """Say what must come of a link to the decorated handler; may be given several times."""

    def take(handler: Callable[[Visit], None]) -> Callable[[Visit], None]:
        name = handler.__name__
        HANDLERS[name] = handler
        cases.insert(0, Case(f"/{name}{link}", name, verdict, why, new, asked))
        return handler

    return take


HANDLERS[""] = lambda visit: visit.reply()


# -- Statuses -----------------------------------------------------------------------------------


@case("fine", OK)
def there(visit: Visit) -> None:
    visit.reply()


@case("fine", "204 No Content")
def nothing_to_say(visit: Visit) -> None:
    visit.reply(204, b"")


@case("dead", "404 Not Found", "HEAD GET")
def not_found(visit: Visit) -> None:
    visit.reply(404)


@case("dead", "404 Not Found", "GET", link="#place")
def not_found_with_place(visit: Visit) -> None:
    visit.reply(404, '<p id="place">')


@case("dead", "410 Gone", "HEAD GET")
def gone(visit: Visit) -> None:
    visit.reply(410)


@case("unsure", "401 Unauthorized", "HEAD GET")
def unauthorized(visit: Visit) -> None:
    visit.reply(401, WWW_Authenticate="Basic")


@case("unsure", "403 Forbidden", "HEAD GET")
def forbidden(visit: Visit) -> None:
    visit.reply(403)


@case("unsure", "400 Bad Request", "HEAD GET")
def bad_request(visit: Visit) -> None:
    visit.reply(400)


@case("unsure", "451 Unavailable For Legal Reasons", "HEAD GET")
def for_legal_reasons(visit: Visit) -> None:
    visit.reply(451)


@case("unsure", "999, which is no status that servers have agreed on", "HEAD GET")
def status_999(visit: Visit) -> None:
    visit.reply(999)


@case("unsure", "429 Too Many Requests", "HEAD")
def come_back_in_an_hour(visit: Visit) -> None:
    visit.reply(429, Retry_After="3600")


@case("unsure", "429 Too Many Requests", "HEAD")
def come_back_tomorrow(visit: Visit) -> None:
    visit.reply(429, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT")


@case("fine", OK, "HEAD GET")
def come_back_soon(visit: Visit) -> None:
    visit.reply(200 if visit.times > 1 else 429, Retry_After="7")


@case("fine", OK, "HEAD GET")
def come_back_some_time(visit: Visit) -> None:
    visit.reply(200 if visit.times > 1 else 429, Retry_After="soon")


@case("unsure", "429 Too Many Requests", "HEAD GET")
def too_many_always(visit: Visit) -> None:
    visit.reply(429)


@case("fine", OK, "HEAD GET")
@case("fine", "200 OK, and #place is on the page", "GET/with GET/with", link="/with#place")
def better_the_second_time(visit: Visit) -> None:
    visit.reply(200 if visit.times > 1 else 500, '<p id="place">')


@case("unsure", "500 Internal Server Error", "HEAD GET")
def never_better(visit: Visit) -> None:
    visit.reply(500)


@case("unsure", "503 Service Unavailable", "HEAD GET")
def unavailable(visit: Visit) -> None:
    visit.reply(503)


@case("unsure", "503 Service Unavailable", "HEAD")
def unavailable_for_hours(visit: Visit) -> None:
    visit.reply(503, Retry_After="7200")


# -- HEAD ---------------------------------------------------------------------------------------


@case("fine", OK, "HEAD GET")
def no_head(visit: Visit) -> None:
    visit.reply(405 if visit.command == "HEAD" else 200)


@case("fine", OK, "HEAD GET")
def head_not_found(visit: Visit) -> None:
    visit.reply(404 if visit.command == "HEAD" else 200)


@case("fine", OK, "HEAD GET")
def head_forbidden(visit: Visit) -> None:
    visit.reply(403 if visit.command == "HEAD" else 200)


@case("fine", OK, "HEAD GET")
def head_hangs_up(visit: Visit) -> None:
    if visit.command != "HEAD":
        visit.reply()


@case("fine", OK, "HEAD GET")
def head_with_body(visit: Visit) -> None:
    visit.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody")


@case("fine", OK)
def old_http(visit: Visit) -> None:
    visit.raw(b"HTTP/1.0 200 OK\r\n\r\n")


@case("fine", OK)
def long_header(visit: Visit) -> None:
    visit.reply(Content_Security_Policy="x" * 30_000)


# -- Redirects ----------------------------------------------------------------------------------


@case("moved", "moved permanently to the new address", "HEAD HEAD/to", "/moved/to")
@case(
    "moved",
    "moved permanently to the new address",
    "GET/at GET/to",
    "/moved/to#place",
    link="/at#place",
)
@case("dead", "it has moved to {base}/moved/to#lost, and there: the page is there, but has no place #lost",
      "GET/from GET/to", link="/from#lost")  # fmt: skip
@case("moved", "moved permanently to the new address", "HEAD/there HEAD/to", "/moved/to#:~:text=x",
      link="/there#:~:text=x")  # fmt: skip
def moved(visit: Visit) -> None:
    if visit.below == "to":
        visit.reply(200, '<p id="place">')
    else:
        visit.redirect(301, "/moved/to")


@case("moved", "moved permanently to the new address", "HEAD HEAD/to", "/moved_308/to")
def moved_308(visit: Visit) -> None:
    if visit.below:
        visit.reply()
    else:
        visit.redirect(308, f"{visit.known.base}/moved_308/to")


@case(
    "moved",
    "moved permanently to the new address",
    "GET GET/to",
    "/moved_to_a_place/to#other",
    link="#place",
)
def moved_to_a_place(visit: Visit) -> None:
    if visit.below:
        visit.reply(200, '<p id="other">')
    else:
        visit.redirect(301, "/moved_to_a_place/to#other")


@case("fine", OK, "HEAD HEAD/to")
@case("fine", "200 OK, and #place is on the page", "GET/with GET/to", link="/with#place")
@case("dead", "the page is there, but has no place #lost", "GET/at GET/to", link="/at#lost")
def elsewhere_today(visit: Visit) -> None:
    if visit.below == "to":
        visit.reply(200, '<p id="place">')
    else:
        visit.redirect(302, "/elsewhere_today/to")


@case("fine", OK, "HEAD HEAD/b HEAD/c")
def see_other(visit: Visit) -> None:
    if visit.below == "c":
        visit.reply()
    else:
        visit.redirect(*((307, "/see_other/c") if visit.below else (303, "see_other/b")))


@case(
    "moved", "moved permanently to the new address", "HEAD HEAD/b HEAD/c", "/moved_then_elsewhere/b"
)
def moved_then_elsewhere(visit: Visit) -> None:
    if visit.below == "c":
        visit.reply()
    else:
        visit.redirect(
            *((302, "/moved_then_elsewhere/c") if visit.below else (301, "/moved_then_elsewhere/b"))
        )


@case("fine", OK, "HEAD HEAD/b HEAD/c")
def elsewhere_then_moved(visit: Visit) -> None:
    if visit.below == "c":
        visit.reply()
    else:
        visit.redirect(
            *((301, "/elsewhere_then_moved/c") if visit.below else (302, "/elsewhere_then_moved/b"))
        )


@case(
    "dead",
    "it has moved to {base}/moved_to_nothing/to, and there: 404 Not Found",
    "HEAD HEAD/to GET GET/to",
)
def moved_to_nothing(visit: Visit) -> None:
    if visit.below:
        visit.reply(404)
    else:
        visit.redirect(301, "/moved_to_nothing/to")


@case(
    "unsure",
    "it has moved to {base}/moved_to_a_door/to, and there: 403 Forbidden",
    "HEAD HEAD/to GET GET/to",
)
def moved_to_a_door(visit: Visit) -> None:
    if visit.below:
        visit.reply(403)
    else:
        visit.redirect(301, "/moved_to_a_door/to")


@case(
    "unsure",
    "it leads to a page to sign in: {base}/moved_to_sign_in/login?next=x",
    "HEAD HEAD/login?next=x",
)
def moved_to_sign_in(visit: Visit) -> None:
    if visit.below:
        visit.reply()
    else:
        visit.redirect(301, "/moved_to_sign_in/login?next=x")


@case(
    "moved", "moved permanently to a front page: see whether what was meant is there", "HEAD", "/"
)
def moved_to_the_front(visit: Visit) -> None:
    visit.redirect(301, "/")


@case("unsure", "its redirects go round in a circle", "HEAD")
def to_itself(visit: Visit) -> None:
    visit.redirect(302, "/to_itself")


@case("unsure", "its redirects go round in a circle", "HEAD HEAD/b")
def to_and_fro(visit: Visit) -> None:
    visit.redirect(302, "/to_and_fro" if visit.below else "/to_and_fro/b")


@case(
    "unsure",
    "it redirects more than 10 times",
    "HEAD" + "".join(f" HEAD/{n}" for n in range(1, 11)),
)
def ever_further(visit: Visit) -> None:
    visit.redirect(302, f"/ever_further/{int(visit.below or 0) + 1}")


@case("fine", OK, "HEAD HEAD")
def once_more_with_cookie(visit: Visit) -> None:
    if "seen=1" in visit.headers.get("Cookie", ""):
        visit.reply()
    else:
        visit.reply(302, b"", Location="/once_more_with_cookie", Set_Cookie="seen=1; Path=/")


@case("unsure", "302 Found", "HEAD GET")
def redirect_to_nowhere(visit: Visit) -> None:
    visit.reply(302, b"")


@case("unsure", "it redirects to 'mailto:a@b.example', which is no page", "HEAD")
def redirect_to_mail(visit: Visit) -> None:
    visit.redirect(301, "mailto:a@b.example")


@case(
    "moved",
    "moved permanently to the new address",
    "HEAD HEAD/gr%C3%BCn",
    "/moved_to_green/gr%C3%BCn",
)
def moved_to_green(visit: Visit) -> None:
    if visit.below:
        visit.reply()
    else:
        visit.raw(
            "HTTP/1.1 301 Moved\r\nLocation: /moved_to_green/grün\r\nContent-Length: 0\r\n\r\n".encode()
        )


@case("unsure", "300 Multiple Choices", "HEAD GET")
def choices(visit: Visit) -> None:
    visit.reply(300)


@case("moved", "leads on to the new address", "GET GET/to", "/stub/to#place", link="#place")
@case("unsure", "it has moved to {base}/stub/to#lost, and there: the page leads on by itself,"
      " and #lost was not found", "GET/at GET/to", link="/at#lost")  # fmt: skip
@case("fine", OK, "HEAD/plain", link="/plain")
def stub(visit: Visit) -> None:
    if visit.below == "to":
        visit.reply(200, '<p id="place">')
    else:
        visit.reply(200, '<meta http-equiv="refresh" content="0; url=/stub/to"><p>Moved.')


@case("fine", "200 OK, and #place is on the page", "GET", link="#place")
@case("unsure", "the page leads on by itself, and #lost was not found", "GET/at", link="/at#lost")
def loads_itself_again(visit: Visit) -> None:
    visit.reply(200, f'<meta http-equiv="refresh" content="5; url={visit.path}"><p id="place">')


# -- Fragments ----------------------------------------------------------------------------------

TEXT = "<p>A page that says something on its own, so that nobody takes it for an empty frame. " * 5


@case("fine", "200 OK, and #here is on the page", "GET", link="#here")
@case("fine", "200 OK, and #there is on the page", "GET/a", link="/a#there")
@case("fine", "200 OK, and #two%20words is on the page", "GET/b", link="/b#two%20words")
@case("fine", "200 OK, and #gr%C3%BCn is on the page", "GET/c", link="/c#gr%C3%BCn")
@case("fine", "200 OK, and #grün is on the page", "GET/d", link="/d#grün")
@case("fine", "200 OK, and #a%20b is on the page", "GET/e", link="/e#a%20b")
@case("fine", "200 OK, and #here is on the page", "GET/f", link="/f#here:~:text=A%20page")
@case("dead", "the page is there, but has no place #gone", "GET/g", link="/g#gone")
@case("dead", "the page is there, but has no place #Here; there is #here", "GET/h", link="/h#Here")
@case("fine", "200 OK, and #readme is on the page", "GET/i", link="/i#readme")
@case("dead", "the page is there, but has no place #hidden", "GET/j", link="/j#hidden")
@case("fine", OK, "HEAD/k", link="/k#")
@case("fine", "200 OK, and #top is on the page", "GET/l", link="/l#top")
@case("fine", OK, "HEAD/m", link="/m#:~:text=A%20page")
@case("dead", "the page is there, but has no place #field", "GET/n", link="/n#field")
def page(visit: Visit) -> None:
    visit.reply(
        200,
        f'<meta charset="utf-8"><!-- <p id="gone"> -->{TEXT}<p id="here"><a name="there"></a>'
        '<p id="two words"><p id="grün"><p id="a%20b"><p id="user-content-readme">'
        "<script>count('visits')</script><input name=\"field\"><textarea><p id='hidden'></textarea>",
        "text/html; charset=utf-8",
    )


@case("dead", "the page is there, but has no place #place", "GET", link="#place")
def little_page_without_script(visit: Visit) -> None:
    visit.reply(200, '<h1>Hi</h1><div id="empty"></div>')


@case("dead", "the page is there, but has no place #place", "GET", link="#place")
def script_with_nearly_that_word(visit: Visit) -> None:
    visit.reply(
        200, f"{TEXT}<script src='place.js'></script><script>replace_all(placeholder)</script>"
    )


@case("dead", "the page is there, but has no place #place", "GET", link="#place")
def little_page_that_counts_visits(visit: Visit) -> None:
    visit.reply(
        200, "<h1>Opening hours</h1><p>From nine to five.</p><script src=count.js></script>"
    )


DRAWN = "#place is not in the page as sent; its scripts may draw it"


@case("unsure", DRAWN, "GET", link="#place")
def empty_frame(visit: Visit) -> None:
    visit.reply(200, '<title>App</title><div id="root"></div><script src="app.js"></script>')


@case("unsure", DRAWN, "GET", link="#place")
def asks_for_script(visit: Visit) -> None:
    visit.reply(
        200,
        "<p>Loading the page for you…<noscript>Turn on JavaScript.</noscript><script src=a.js></script>",
    )


@case("unsure", DRAWN, "GET", link="#place")
def named_in_script(visit: Visit) -> None:
    visit.reply(200, f"{TEXT}<script>draw('place')</script>")


@case("unsure", DRAWN, "GET", link="#place")
def data_for_script(visit: Visit) -> None:
    visit.reply(
        200,
        f'{TEXT}<script type="application/json">{{"lines": []}}</script><script src="a.js"></script>',
    )


@case("dead", "the page is there, but has no place #place", "GET", link="#place")
def data_for_search_engines(visit: Visit) -> None:
    visit.reply(200, f'{TEXT}<script type="application/ld+json">{{"name": "place"}}</script>')


@case(
    "unsure", "#/route is not in the page as sent; its scripts may draw it", "GET", link="#/route"
)
@case(
    "unsure",
    "#gid=0 is not in the page as sent; its scripts may draw it",
    "GET/sheet",
    link="/sheet#gid=0",
)
def reads_its_fragment(visit: Visit) -> None:
    visit.reply(200, f"{TEXT}<script src=app.js></script>")


@case("fine", OK, "GET", link="#page=3")
def pdf(visit: Visit) -> None:
    visit.reply(200, b"%PDF-1.7 ...", "application/pdf")


@case("fine", OK, "GET", link="#L3")
def plain_text(visit: Visit) -> None:
    visit.reply(200, "one\ntwo\n", "text/plain")


@case("fine", "200 OK, and #place is on the page", "GET", link="#place")
def no_type(visit: Visit) -> None:
    visit.reply(200, '<p id="place">', None)


@case("unsure", "#place was not found: the page is empty", "GET", link="#place")
def empty_page(visit: Visit) -> None:
    visit.reply(200, b"")


# -- Bodies -------------------------------------------------------------------------------------

PLACE = '<p id="grün">Grün'
FOUND = "200 OK, and #gr%C3%BCn is on the page"


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def gzipped(visit: Visit) -> None:
    visit.reply(
        200, gzip.compress(PLACE.encode()), "text/html; charset=utf-8", Content_Encoding="gzip"
    )


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def deflated(visit: Visit) -> None:
    visit.reply(
        200, zlib.compress(PLACE.encode()), "text/html; charset=utf-8", Content_Encoding="deflate"
    )


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def deflated_raw(visit: Visit) -> None:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    data = packer.compress(PLACE.encode()) + packer.flush()
    visit.reply(200, data, "text/html; charset=utf-8", Content_Encoding="deflate")


BROKEN = "its text breaks off or cannot be unpacked"


@case("unsure", f"#place was not found: {BROKEN}", "GET GET", link="#place")
@case("fine", OK, "HEAD/plain", link="/plain")
def not_gzipped(visit: Visit) -> None:
    visit.reply(200, '<p id="place">', Content_Encoding="gzip")


@case(
    "unsure",
    "#place was not found: it is packed in a way that was not asked for",
    "GET GET",
    link="#place",
)
def packed_unasked(visit: Visit) -> None:
    visit.reply(200, b"\x8b\x07\x80 brotli or some such", Content_Encoding="unheard-of")


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def latin_by_header(visit: Visit) -> None:
    visit.reply(200, PLACE.encode("latin-1"), "text/html; charset=ISO-8859-1")


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def latin_by_meta(visit: Visit) -> None:
    visit.reply(200, b'<meta charset="windows-1252">' + PLACE.encode("latin-1"))


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def utf_16(visit: Visit) -> None:
    visit.reply(200, b"\xff\xfe" + PLACE.encode("utf-16-le"), "text/html; charset=utf-8")


@case("fine", FOUND, "GET", link="#gr%C3%BCn")
def unheard_of_charset(visit: Visit) -> None:
    visit.reply(200, PLACE, "text/html; charset=klingon")


@case("fine", "200 OK, and #place is on the page", "GET", link="#place")
@case("unsure", f"#late was not found: {BROKEN}", "GET/at GET/at", link="/at#late")
@case("fine", OK, "HEAD/plain", link="/plain")
def breaks_off(visit: Visit) -> None:
    visit.reply(200, '<p id="place">', length=5000)


@case("fine", "200 OK, and #late is on the page", "GET GET", link="#late")
def whole_the_second_time(visit: Visit) -> None:
    visit.reply(
        200, '<p id="late">' if visit.times > 1 else "<p>", length=None if visit.times > 1 else 99
    )


@case(
    "unsure",
    "#place was not found: it is longer than the 100,000 bytes that were read",
    "GET GET",
    link="#place",
)
@case("fine", "200 OK, and #first is on the page", "GET/at", link="/at#first")
def huge(visit: Visit) -> None:
    visit.reply(200, '<p id="first">' + "<p>More. " * 20_000 + '<p id="place">')


# -- No answer ----------------------------------------------------------------------------------


@case("unsure", "it hung up without an answer", "HEAD GET")
def hangs_up(visit: Visit) -> None:
    del visit


@case("unsure", "its answer could not be understood", "HEAD GET")
def no_http(visit: Visit) -> None:
    visit.raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


@case("unsure", "no answer within 0.3 s", "HEAD GET", cases=SLOW)
def hangs(visit: Visit) -> None:
    visit.hang()


@case("fine", OK, "HEAD GET", cases=SLOW)
def head_hangs(visit: Visit) -> None:
    if visit.command == "HEAD":
        visit.hang()
    visit.reply()


@case(
    "unsure",
    "#late was not found: its text was not all there within 0.3 s",
    "GET GET",
    link="#late",
    cases=SLOW,
)
@case("fine", "200 OK, and #place is on the page", "GET/at", link="/at#place", cases=SLOW)
def stops_in_the_middle(visit: Visit) -> None:
    visit.reply(200, '<p id="place">', length=5000)
    visit.hang()
