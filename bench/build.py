"""How long a build takes, beside other engines, with the same generated pages in the same run.

    ./do bench build                         25, 220 and 2,000 pages
    ./do bench build --pages 25 220          other sizes
    ./do bench build --peers alabaster       other peers: any Sphinx theme, or mkdocs-material
    ./do bench build --limit 3600            seconds after which a build is given up

Processor time of the whole build, all its processes together: what other programs do meanwhile does
not count. "One page" is a build after a sentence was added to one page; MkDocs has no such thing and
builds everything. A ratio below 1 means that the handbook's configuration is quicker.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import tempfile
from pathlib import Path

from sites import OURS, Site, make

PEERS = ["sphinx-book-theme", "alabaster", "mkdocs-material"]


def seconds(site: Site, limit: int) -> float | None:
    """Processor time of one build; None when it takes longer than ``limit``."""

    def stop_in_time() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))

    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            site.command, cwd=site.folder, stdout=said, stderr=said, preexec_fn=stop_in_time,
            env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode < 0:
            return None
        if process.returncode:
            raise SystemExit(f"{site.name} did not build:\n{said.read().decode()[-2000:]}")
    return usage.ru_utime + usage.ru_stime


def measure(name: str, scratch: Path, count: int, limit: int) -> list[float | None]:
    """Cold build and one-page build."""
    site = make(name, scratch, count)
    cold = seconds(site, limit)
    if cold is None:
        return [None, None]
    page = site.pages[count // 2]
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    return [cold, seconds(site, limit)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[25, 220, 2000])
    parser.add_argument("--peers", nargs="+", default=PEERS)
    parser.add_argument("--limit", type=int, default=900, help="seconds a build may take")
    options = parser.parse_args()
    ours: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name in (OURS, *options.peers):
            # Python compiles what it imports the first time only; that is not to be measured.
            seconds(make(name, Path(scratch), 1), options.limit)
        for count in options.pages:
            print(f"\n{count} pages, seconds of processor time (ours as a ratio of it)")
            print(f"  {'':20}{'cold':>20}{'one page':>20}")
            own: list[float | None] = []
            for name in (OURS, *options.peers):
                taken = measure(name, Path(scratch), count, options.limit)
                own = own or taken
                cells = [
                    f"{time:.1f}" + (f" ({mine / time:.2f})" if mine and name != OURS else "")
                    if time
                    else f"over {options.limit}"
                    for mine, time in zip(own, taken, strict=True)
                ]
                print(f"  {name:20}{cells[0]:>20}{cells[1]:>20}", flush=True)
            if own[0]:
                ours[count] = own[0]
    for fewer, more in zip(sorted(ours), sorted(ours)[1:], strict=False):
        print(
            f"\n{more / fewer:.1f} times the pages take {ours[more] / ours[fewer]:.1f} times as long."
        )


if __name__ == "__main__":
    main()
