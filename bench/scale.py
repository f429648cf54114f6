"""Whether `linkcontract check` stays linear: the time for twice as much, as a ratio.

    ./do bench scale                    every kind of much, at n and at 2n
    ./do bench scale dead-pages chain   only these kinds
    ./do bench scale --rounds 5         more rounds; the fastest of each counts

Each kind is a generated site with one thing in great number. A ratio near 2 says that the cost grows
with the number, one near 4 that it grows with its square. Where lychee answers the same question it
runs beside, on the same pages; what it takes is a figure to compare with, not a limit. Seconds are
those of the processor, so that other work on the machine counts little; memory is that of the
largest process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from links import generate

ROOT = Path(__file__).parent.parent

LINEAR = 2.6
"""A ratio up to here is linear: the start and the disk make it smaller, a second of noise larger."""


@dataclass(frozen=True)
class Run:
    """What a run took: seconds of the processor, and megabytes of its largest process."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Kind:
    """One kind of much: how many at first, who makes the site, and whether lychee can be asked."""

    count: int
    make: Callable[[Path, int], list[str]]
    has_peer: bool = True


def write_page(file: Path, title: str, body: str) -> None:
    """A page with a title and a body."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><main>'
        f"<h1>{title}</h1>{body}</main></body></html>",
        encoding="utf-8",
    )


def sound_pages(folder: Path, count: int) -> list[str]:
    """So many pages in order, with 12 sections and 40 links each."""
    generate(folder, count)
    return []


def broken_fragments(folder: Path, count: int) -> list[str]:
    """A reference whose members were renamed: so many links to sections that are nowhere."""
    pages = count // 25
    for n in range(pages):
        links = "".join(
            f'<li><a href="../class-{(n * 7 + m) % pages}/#method-{n}-{m}-of">Method {m}</a></li>'
            for m in range(25)
        )
        sections = "".join(
            f'<h2 id="member-{m}-of-{n}">Member {m}</h2><p>Text</p>' for m in range(25)
        )
        write_page(
            folder / f"class-{n}" / "index.html", f"Class {n}", f"{sections}<ul>{links}</ul>"
        )
    return []


def dead_pages(folder: Path, count: int) -> list[str]:
    """So many pages, and as many links to pages that went."""
    for n in range(count):
        link = f'<p><a href="../../old-area-{n % 50}/chapter-{n}-of-the-guide/">Chapter {n}</a></p>'
        write_page(
            folder / f"area-{n % 50}" / f"section-{n}-of-the-book" / "index.html",
            f"Section {n}",
            link,
        )
    return []


def lost_addresses(folder: Path, count: int) -> list[str]:
    """So many pages, and as many published addresses that nobody serves any longer."""
    site = folder / "site"
    for n in range(count):
        write_page(
            site / f"area-{n % 50}" / f"section-{n}" / "index.html",
            f"Section {n} on hubs",
            "<p>Text</p>",
        )
    ledger = folder / "published.txt"
    lines = (
        f"guide-{n % 50}/chapter-{n}/\t2026-01-01\tChapter {n} about clouds\n" for n in range(count)
    )
    ledger.write_text("".join(lines), encoding="utf-8")
    return ["--ledger", str(ledger)]


def long_page(folder: Path, count: int) -> list[str]:
    """One page with so many headings and four times as many links to sections that it lacks."""
    headings = "".join(f'<h2 id="entry-number-{n}">Entry {n}</h2><p>Text</p>' for n in range(count))
    links = "".join(f'<a href="#item-number-{n}">Item {n}</a> ' for n in range(count * 4))
    write_page(folder / "index.html", "Glossary", f"{headings}<p>{links}</p>")
    return []


def chain(folder: Path, count: int) -> list[str]:
    """So many moved lines, each leading to the next, the last to an address that nobody serves."""
    lines = (f"step-{n}/\tstep-{n + 1}/\n" for n in range(count))
    return _moved(folder, "".join(lines))


def malformed(folder: Path, count: int) -> list[str]:
    """So many lines of the moved file that cannot be read, of every kind."""
    kinds = (
        "old-{}/  new-{}/  why\n",
        "old-{}\n",
        "/old-{}/\tnew/\n",
        "old-{}/\tgone\n",
        "a{}/\t\tb/\n",
    )
    lines = (kinds[n % len(kinds)].replace("{}", str(n)) for n in range(count))
    return _moved(folder, "".join(lines))


def moved_nowhere(folder: Path, count: int) -> list[str]:
    """So many moved lines, each to an address of its own that nobody serves."""
    for n in range(count):
        write_page(folder / "site" / f"section-{n}" / "index.html", f"Section {n}", "<p>Text</p>")
    return _moved(folder, "".join(f"old-{n}/\tsectoin-{n}/\n" for n in range(count)))


def _moved(folder: Path, text: str) -> list[str]:
    write_page(folder / "site" / "index.html", "Front", "<p>Text</p>")
    moved = folder / "moved.txt"
    moved.write_text(text, encoding="utf-8")
    return ["--moved", str(moved)]


def fetched_files(folder: Path, count: int) -> list[str]:
    """A stylesheet with so many pictures that are missing."""
    write_page(folder / "index.html", "Front", "<p>Text</p>")
    rules = "".join(
        f".icon-{n} {{ background: url(pictures/icon-{n}.png) }}\n" for n in range(count)
    )
    (folder / "style.css").write_text(rules, encoding="utf-8")
    front = (folder / "index.html").read_text(encoding="utf-8")
    link = '<link rel="stylesheet" href="style.css"></head>'
    (folder / "index.html").write_text(front.replace("</head>", link), encoding="utf-8")
    return []


KINDS = {
    "sound-pages": Kind(5_000, sound_pages),
    "broken-fragments": Kind(25_000, broken_fragments),
    "dead-pages": Kind(2_000, dead_pages),
    "lost-addresses": Kind(1_000, lost_addresses, has_peer=False),
    "long-page": Kind(2_500, long_page),
    "chain": Kind(10_000, chain, has_peer=False),
    "malformed": Kind(10_000, malformed, has_peer=False),
    "moved-nowhere": Kind(2_000, moved_nowhere, has_peer=False),
    "stylesheet": Kind(5_000, fetched_files, has_peer=False),
}


def measure(command: list[str], rounds: int) -> Run:
    """The quickest of so many runs of a command, by the processor time of all its processes.

    Findings (exit status 1 or 2) do not matter here, a crash does.
    """
    runs = []
    for _ in range(rounds):
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read()
        if process.returncode not in (0, 1, 2) or b"Traceback" in said:
            raise SystemExit(
                f"{' '.join(command)} ended with {process.returncode}:\n{said.decode()}"
            )
        runs.append(Run(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return min(runs, key=lambda run: run.seconds)


def compare(name: str, kind: Kind, rounds: int, lychee: str | None) -> bool:
    """Measure one kind at n and 2n, print both, and say whether the cost is linear."""
    ours: list[Run] = []
    peers: list[Run] = []
    for count in (kind.count, kind.count * 2):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            options = kind.make(folder, count)
            site = folder / "site" if (folder / "site").is_dir() else folder
            check = [sys.executable, "-m", "linkcontract", "check", str(site), *options]
            ours.append(measure(check, rounds))
            if kind.has_peer and lychee:
                peers.append(measure(lychee_on(lychee, site), rounds))
    print(f"\n{name}: {kind.count:,} and {kind.count * 2:,}")
    for label, runs in (("linkcontract check", ours), ("lychee", peers)):
        if runs:
            first, second = runs
            print(f"  {label:20} {first.seconds:7.2f} s {second.seconds:7.2f} s {second.megabytes:6.0f} MB"
                  f"  {second.seconds / first.seconds:.1f} times for twice as much", flush=True)  # fmt: skip
    return ours[1].seconds <= LINEAR * ours[0].seconds


def lychee_on(lychee: str, site: Path) -> list[str]:
    """The command with which lychee checks a folder, fragments and all."""
    options = [
        "--offline",
        "--include-fragments=full",
        "--no-progress",
        "--index-files",
        "index.html",
    ]
    return [lychee, *options, "--root-dir", str(site), str(site)]


def main() -> None:
    """Measure the kinds that were asked for; exit status 1 when one of them is not linear."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], help="kinds of much")
    parser.add_argument("--rounds", type=int, default=2, help="the fastest of so many runs counts")
    options = parser.parse_args()
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    chosen = options.kinds or list(KINDS)
    grew = [name for name in chosen if not compare(name, KINDS[name], options.rounds, lychee)]
    if grew:
        raise SystemExit(f"\nmore than linear: {', '.join(grew)}")


if __name__ == "__main__":
    main()
