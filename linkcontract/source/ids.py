"""The id that a label or a heading's text gets: docutils' rule, without docutils.

Source: `docutils.nodes.make_id`. A test compares the two over every letter of Unicode.
"""

from __future__ import annotations

import re
import unicodedata

_AS_TWO = str.maketrans({"ß": "sz", "æ": "ae", "œ": "oe", "ȸ": "db", "ȹ": "qp"})
_WITH_STROKES = str.maketrans(
    "øđħıłŧƀƃƈƌƒƙƚƞƥƫƭƴƶǥȥȴȵȶȷȼȿɀɇɉɋɍɏ", "odhiltbbcdfklnpttyzgzlntjcszejqry"
)
"""Letters that Unicode does not take apart into a base letter and a mark."""
_NOT_ID = re.compile(r"[^a-z0-9]+")
_AT_ENDS = re.compile(r"^[-0-9]+|-+$")


def id_of(label: str) -> str:
    """The id of a label or heading: `value:hub-users` gives `value-hub-users`, `Über` gives `uber`.

    Empty where nothing of the text can stand in an id.
    """
    known = label.lower().translate(_AS_TWO).translate(_WITH_STROKES)
    plain = unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode("ascii")
    return _AT_ENDS.sub("", _NOT_ID.sub("-", " ".join(plain.split())))
