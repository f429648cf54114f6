"""The command: looks at everything, prints one list, ends with 1 when something is on it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from proofread import report
from proofread.fold import fold
from proofread.handbook import Handbook
from proofread.rules import mistakes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks; 0 when nothing is wrong, 1 when something is."""
    parser = argparse.ArgumentParser(prog="check", description=__doc__)
    parser.add_argument("--format", choices=report.FORMATS, default="text")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="folder of the handbook")
    options = parser.parse_args(arguments)
    writers = {"text": report.as_text, "json": report.as_json, "github": report.as_github}
    base = os.environ.get("HANDBOOK_BASE_URL", "")
    found = fold(mistakes(Handbook(options.root, base)))
    sys.stdout.write(writers[options.format](found, base))
    return 1 if found else 0
