"""Pages with bytes that are not UTF-8: read all the same, and told with their line.

Sphinx stops at the first such byte, without naming the file. Here pages are read with an encoding of
our own, UTF-8 that puts U+FFFD in place of what it cannot read, and whoever wrote it is told.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)

NAME = "utf-8-forgiving"
REPLACEMENT = "\ufffd"
STRICT = codecs.lookup("utf-8-sig")


class Decoder(codecs.BufferedIncrementalDecoder):
    """UTF-8, with or without a byte order mark, whatever may stand in it."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__("replace")
        assert STRICT.incrementaldecoder
        self.strict = STRICT.incrementaldecoder("replace")

    def decode(self, input: bytes, final: bool = False) -> str:  # type: ignore[override]
        return str(self.strict.decode(input, final))

    def reset(self) -> None:
        self.strict.reset()


def find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != NAME:
        return None
    return codecs.CodecInfo(
        name=NAME,
        encode=STRICT.encode,
        decode=lambda data, errors="strict": STRICT.decode(data, "replace"),
        incrementalencoder=STRICT.incrementalencoder,
        incrementaldecoder=Decoder,
    )


codecs.register(find)


def first_wrong(data: bytes) -> tuple[int, int] | None:
    """Line (from 1) and value of the first byte that is not UTF-8; None where all is well."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1, data[error.start]
    return None


def tell(app: Sphinx, docname: str, source: list[str]) -> None:
    if REPLACEMENT in source[0] and (
        wrong := first_wrong(Path(app.env.doc2path(docname)).read_bytes())
    ):
        line, byte = wrong
        logger.warning(
            "the byte 0x%02x is not UTF-8: save the file as UTF-8, and write the character again",
            byte, location=(docname, line), type="encoding", subtype="not_utf8",
        )  # fmt: skip


def setup(app: Sphinx) -> None:
    # Before any other extension works on the text.
    app.connect("source-read", tell, priority=0)
