"""What the site serves today: its list of published addresses, and the commit it was built from.

Beside `published.txt` each publication puts `revision.txt`, one line: the commit, a space, the
SHA-256 of the list. So a list that a cache kept, or that was cut short, does not pass for the list.
"""

from __future__ import annotations

import hashlib
import http.client
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from linkcontract.promise import ledger as ledgers
from linkcontract.promise.ledger import Ledger
from linkcontract.promise.record import DEPLOYED_COPY
from publishing.refused import Refused

REVISION = "revision.txt"
_LARGEST = 50_000_000  # bytes; a hundred times what 39,000 addresses need
_SECONDS = 30
_LINE = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class Served:
    """The list and the commit that a site serves; `revision` is `None` when it does not say."""

    ledger: Ledger
    revision: str | None


def revision_line(commit: str, published: bytes) -> bytes:
    """What `revision.txt` says about a site that is built from `commit` and serves that list."""
    return f"{commit} {hashlib.sha256(published).hexdigest()}\n".encode()


def read(site: str, *, pause: float = 5.0) -> Served | None:
    """What the site at this address serves; `None` when it answers that it has no list (404).

    Raises `Refused` for every other answer that is not a whole list with addresses in it: from it,
    nothing could be told about what was promised. `pause` is how many seconds to wait between
    three attempts.
    """
    root = site.rstrip("/") + "/"
    listed, told = _ask(root + DEPLOYED_COPY, pause), _ask(root + REVISION, pause)
    if listed is None:
        if told is not None:
            raise Refused(
                f"{root}{DEPLOYED_COPY} answers 404, but the site was published before "
                f"({REVISION} is there). Put the list back before anything is published"
            )
        return None
    ledger = _parsed(listed, root + DEPLOYED_COPY)
    if told is None:
        return Served(ledger, None)
    match = _LINE.fullmatch(told)
    if match is None:
        raise Refused(f"{root}{REVISION} does not say which commit is published: {told[:60]!r}")
    if hashlib.sha256(listed).hexdigest() != match[2].decode():
        raise Refused(
            f"{root}{DEPLOYED_COPY} is not the list that was published with commit {match[1][:8].decode()}: "
            "a cache may still hold an older one, or it was cut short. Run this again in ten minutes; "
            "if that does not help, take the list from the artifact “record” of the last publication"
        )
    return Served(ledger, match[1].decode())


def _parsed(listed: bytes, url: str) -> Ledger:
    text = listed.decode("utf-8", errors="surrogateescape")
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        raise Refused(
            f"{url} answers with a page of HTML instead of the list of published addresses. "
            "Look at it in a browser: a log-in, or an error page that says 200"
        )
    ledger, problems = ledgers.parse(text.splitlines(), url)
    if problems:
        more = f" and {len(problems) - 1} lines more" if len(problems) > 1 else ""
        raise Refused(f"the published list cannot be read: {problems[0]}{more}")
    if not ledger.entries:
        raise Refused(
            f"{url} is there, but empty. Nothing is published before it is known what was: the list "
            f"stands in links/published.txt and in the artifact “record” of the last publication"
        )
    return ledger


def _ask(url: str, pause: float) -> bytes | None:
    """The body of an address, `None` for 404. Caches on the way are asked to look again."""
    for attempt in (1, 2, 3):
        asked = urllib.request.Request(
            f"{url}?{time.time_ns()}", headers={"Cache-Control": "no-cache", "Pragma": "no-cache"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
                body: bytes = answer.read(_LARGEST + 1)
                if answer.status == 200 and len(body) <= _LARGEST:
                    return body
                why = f"answers {answer.status} with {len(body)} bytes"
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            why = f"answers {error.code}"
        except (OSError, ValueError, EOFError) as error:
            why = f"does not answer: {getattr(error, 'reason', error)}"
        except http.client.HTTPException as error:  # what came is no HTTP, or broke off
            why = f"does not answer: {type(error).__name__}"
        if attempt < 3:
            time.sleep(pause)
    raise Refused(
        f"{url} {why}. Nothing is published before it is known what was: run this again when it answers"
    )
