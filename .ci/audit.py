"""Says which of the pinned packages have known vulnerabilities, or that this cannot be known now.

    python .ci/audit.py [LOCK]

pip-audit does the work. By itself it says "no known vulnerabilities" when its database answers none of
its questions, and shows a traceback when it is out of reach; here both are an answer of their own.
Exit status: 0 none is known, 1 some are, 2 it could not be asked about all packages.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
NONE_KNOWN, SOME_KNOWN, CANNOT_KNOW = 0, 1, 2
_NAMED = 5


def main(arguments: Sequence[str]) -> int:
    """Audit the lock; returns the exit status."""
    lock = Path(arguments[0]) if arguments else ROOT / "requirements.lock"
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes",
         "--disable-pip", "--format", "json", "--progress-spinner", "off"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    status, lines = judge(done.stdout, done.stderr)
    print(*lines, sep="\n", file=sys.stderr if status == CANNOT_KNOW else sys.stdout)
    return status


def judge(report: str, said: str) -> tuple[int, list[str]]:
    """The exit status and what to tell a person, from pip-audit's JSON and what it said besides."""
    try:
        found: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        return CANNOT_KNOW, [f"pip-audit could not reach its database, or read the lock: {last}"]
    known = [line for package in found for line in _vulnerabilities(package)]
    skipped = [package["name"] for package in found if "skip_reason" in package]
    lines = known or [f"no known vulnerabilities in {_packages(len(found) - len(skipped))}"]
    if not skipped and found:
        return (SOME_KNOWN if known else NONE_KNOWN), lines
    if len(skipped) == len(found):
        return CANNOT_KNOW, [
            "pip-audit could not reach its database: nothing is known of any package"
        ]
    names = ", ".join(skipped[:_NAMED]) + (", …" if len(skipped) > _NAMED else "")
    unknown = f"pip-audit's database said nothing of {_packages(len(skipped))}: {names}"
    return (SOME_KNOWN if known else CANNOT_KNOW), [*lines, unknown]


def _packages(number: int) -> str:
    return f"{number} package{'s' * (number != 1)}"


def _vulnerabilities(package: dict[str, Any]) -> list[str]:
    return [
        f"{package['name']} {package['version']}: {one['id']}"
        f" ({', '.join(one.get('aliases', [])) or 'no other name'});"
        f" mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for one in package.get("vulns", [])
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
