"""Links that also work without a server: a folder-style link names the file in it.

Opened from disk, a link to a folder shows a list of files. What is written into stubs as script is in
the page's policy by its hash, so the hash changes with it.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

# A relative link to a folder, as an attribute, in a refresh, in a stub's script or its map of fragments.
TO_FOLDER = re.compile(
    r'((?:href|action)="|url=|var to = "|": ")((?:\.{1,2}/)*(?:[\w%~-][\w.%~-]*/)*)(?<=/)((?:#[^"]*)?")'
)
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def for_disk(folder: Path) -> None:
    """Rewrite every page of the folder."""
    for file in folder.rglob("*.html"):
        before = file.read_text(encoding="utf-8")
        after = TO_FOLDER.sub(r"\1\2index.html\3", before)
        if after != before:
            for old, new in zip(SCRIPT.findall(before), SCRIPT.findall(after), strict=True):
                after = after.replace(_hash(old), _hash(new))
            file.write_text(after, encoding="utf-8", newline="\n")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
