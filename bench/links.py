"""How fast `linkcontract check` is, beside lychee, on the same pages in the same run.

    ./do bench                  the handbook, the Python documentation where it is installed,
                                and a generated site of 5,000 pages
    ./do bench FOLDER ...       other folders of built HTML
    ./do bench --rounds 5       more rounds; the fastest of each counts

Every rule of `check` is on. lychee runs offline, fragments on. "Parsing alone" reads every page with
the same parser on as many processes and does nothing else: what no checker on it can beat. Memory
is the highest sum over all processes of a run, sampled from /proc (Linux; elsewhere left out).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parent.parent
PYTHON_DOCUMENTATION = ("python3.11-doc", "python3.13-doc", "python3.12-doc", "python3-doc")


@dataclass
class Run:
    seconds: float
    megabytes: float | None


def memory_of(process: int) -> int:
    """Resident bytes of a process and all below it, shared pages counted once per process."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    total, waiting = 0, [process]
    while waiting:
        current = waiting.pop()
        waiting += parents.get(current, [])
        try:
            pages = int(Path(f"/proc/{current}/statm").read_text().split()[1])
        except OSError:
            continue
        total += pages * os.sysconf("SC_PAGE_SIZE")
    return total


def measure(command: list[str]) -> Run:
    """Run a command; findings (exit code 1 or 2) do not matter here, a crash does."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    highest = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.02):
            highest = max(highest, memory_of(process.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    if Path("/proc/self/statm").exists():
        watcher.start()
    process.wait()
    seconds = time.perf_counter() - start
    done.set()
    if process.returncode not in (0, 1, 2):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return Run(seconds, highest / 2**20 if highest else None)


def parse(file: str) -> int:
    return len(LexborHTMLParser(Path(file).read_bytes()).css("[id], [href], [src]"))


def parsing_alone(pages: list[Path]) -> float:
    start = time.perf_counter()
    with Pool() as pool:
        pool.map(parse, map(str, pages), chunksize=20)
    return time.perf_counter() - start


def generate(folder: Path, count: int) -> None:
    """A sound site of ``count`` pages: 12 sections and 40 links on each, in folders of 50."""
    chance = random.Random(2)
    names = [f"area-{n // 50}/page-{n}" for n in range(count)]
    for n, name in enumerate(names):
        here = folder / name
        here.mkdir(parents=True)
        links = [
            f'<li><a href="../../{chance.choice(names)}/#section-{chance.randrange(12)}">'
            f"Reference {m} of page {n}</a></li>"
            for m in range(40)
        ]
        sections = [
            f'<section id="section-{m}"><h2>Section {m} of page {n}'
            f'<a class="headerlink" href="#section-{m}">¶</a></h2>'
            f"<p>{' '.join(chance.choices(WORDS, k=80))}</p></section>"
            for m in range(12)
        ]
        (here / "index.html").write_text(
            f'<!doctype html><html lang="en"><head><title>Page {n}</title></head><body><main>'
            f"<h1>Page {n}</h1>{''.join(sections)}<ul>{''.join(links)}</ul></main></body></html>",
            encoding="utf-8",
        )
    (folder / "index.html").write_text(
        '<!doctype html><html lang="en"><head><title>Front</title></head><body><main><h1>Front</h1>'
        + "".join(f'<p><a href="{name}/">{name}</a></p>' for name in names)
        + "</main></body></html>",
        encoding="utf-8",
    )


WORDS = "hub user cloud server data open source member fee roadmap team support community".split()


def sites(folders: list[Path], scratch: Path) -> dict[str, Path]:
    if folders:
        return {str(folder): folder for folder in folders}
    found = {"this handbook": ROOT / "_build" / "dirhtml"}
    for name in PYTHON_DOCUMENTATION:
        folder = Path("/usr/share/doc") / name / "html"
        if folder.is_dir():
            # Debian links some files to places outside; a copy of the pages is what a site is.
            copy = scratch / "python-documentation"
            shutil.copytree(folder, copy, ignore_dangling_symlinks=True)
            found["the Python documentation"] = copy
            break
    else:
        print("The Python documentation is not installed (Debian: apt-get install python3-doc).")
    generated = scratch / "generated"
    generate(generated, 5000)
    found["a generated site"] = generated
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of built HTML")
    parser.add_argument("--rounds", type=int, default=3, help="the fastest of so many runs counts")
    options = parser.parse_args()
    lychee = shutil.which("lychee", path=str(Path(sys.executable).parent)) or shutil.which("lychee")
    if not lychee:
        raise SystemExit("lychee is not installed: run this as ./do bench")
    with tempfile.TemporaryDirectory() as scratch:
        for name, folder in sites([f.resolve() for f in options.folders], Path(scratch)).items():
            pages = sorted(folder.rglob("*.html"))
            ours, peer, floor = [], [], []
            for _ in range(options.rounds):
                ours.append(measure([sys.executable, "-m", "linkcontract", "check", str(folder)]))
                peer.append(
                    measure([lychee, "--offline", "--include-fragments=full", "--no-progress",
                             "--root-dir", str(folder), "--index-files", "index.html",
                             str(folder)])
                )  # fmt: skip
                floor.append(parsing_alone(pages))
            best, other = (min(runs, key=lambda run: run.seconds) for runs in (ours, peer))
            bare = min(floor)
            print(f"\n{name}: {len(pages)} pages, fastest of {options.rounds} rounds")
            for label, run in (("linkcontract check", best), ("lychee", other)):
                memory = f"{run.megabytes:6.0f} MB" if run.megabytes else ""
                print(
                    f"  {label:20} {run.seconds:7.2f} s  {len(pages) / run.seconds:7.0f} pages/s {memory}"
                )
            print(f"  {'parsing alone':20} {bare:7.2f} s  {len(pages) / bare:7.0f} pages/s")
            print(f"  {other.seconds / best.seconds:.1f} times as fast as lychee; "
                  f"{best.seconds / bare:.1f} times the time of parsing alone")  # fmt: skip


if __name__ == "__main__":
    main()
