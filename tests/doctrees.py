"""What Sphinx makes of Markdown before it writes any HTML, as text that can be compared."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

# The line of a drawing, and MyST's random numbers for equations of amsmath.
NO_MATTER = re.compile(r' first_line="\d+"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')


def doctrees(folder: Path, source: Path) -> dict[str, str]:
    """The doctrees that Sphinx wrote into a folder, by page, without where anything stood in its source."""
    found = {}
    for file in sorted(folder.rglob("*.doctree")):
        tree = pickle.loads(file.read_bytes())
        name = file.relative_to(folder).with_suffix("").as_posix()
        found[name] = NO_MATTER.sub("", tree.pformat().replace(str(source), ""))
    return found
