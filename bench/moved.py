"""What lines in links/moved.txt cost a build, beside sphinx-reredirects, in the same run.

    ./do bench moved               200 pages with 500, 1,000, 2,000 and 4,000 lines
    ./do bench moved --pages 1000  other sizes; --lines N … likewise

A third of the lines are about pages that went, a third about sections of pages that went, a third
about sections that left pages which are still there. The peer, which only knows whole pages and
checks nothing, gets as many redirects as there are lines. Cost is processor time above that of the
same build without lines; it grows with the lines, not with their square, when the cost of one line
stays as it is.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def write_site(source: Path, pages: int) -> None:
    """Pages with five labeled sections each, and a list of them all."""
    source.mkdir()
    names = [f"page-{number}" for number in range(pages)]
    toctree = "\n".join(["```{toctree}", *names, "```"])
    (source / "index.md").write_text(f"# All pages\n\n{toctree}\n", encoding="utf-8")
    for name in names:
        sections = "".join(f"({name}:s{n})=\n## Section {n}\n\nText of it.\n\n" for n in range(5))
        (source / f"{name}.md").write_text(
            f"({name}:top)=\n# {name}\n\n{sections}", encoding="utf-8"
        )


def moved_lines(pages: int, count: int) -> str:
    """Lines of all three kinds, in turn."""
    lines = []
    for number in range(count):
        page = f"page-{number % pages}/"
        old = (f"old-{number}/", f"old-{number - 1}/#part-{number}", f"{page}#left-{number}")
        new = (page, f"{page}#page-{number % pages}-s1", f"page-{(number + 1) % pages}/")
        lines.append(f"{old[number % 3]}\t{new[number % 3]}\n")
    return "".join(lines)


def build(source: Path, out: Path, extensions: list[str], more: str = "") -> float:
    """Build the site afresh; returns the seconds of processor time. Raises when it is not sound."""
    out.mkdir()
    conf = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / '_ext')!r}]\n"
    conf += f"html_theme = 'basic'\nextensions = {['myst_parser', *extensions]!r}\n{more}"
    (source / "conf.py").write_text(conf, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-b", "dirhtml"]
    folders = ["-d", str(out / "doctrees"), str(source), str(out / "site")]
    subprocess.run([*command, *folders], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--lines", type=int, nargs="+", default=[500, 1000, 2000, 4000])
    asked = parser.parse_args()
    ours = ["anchors", "short_links", "moved_pages", "did_you_mean"]
    with tempfile.TemporaryDirectory() as folder:
        source, moved = Path(folder, "source"), Path(folder, "source", "links", "moved.txt")
        write_site(source, asked.pages)
        moved.parent.mkdir()
        without = build(source, Path(folder, "without"), ours)
        print(f"{asked.pages} pages without a line: {without:.1f} s of processor time")
        print("  lines   with moved.txt   ms a line   sphinx-reredirects   ratio of the two builds")
        for count in asked.lines:
            moved.write_text(moved_lines(asked.pages, count), encoding="utf-8")
            ours_took = build(source, Path(folder, f"ours-{count}"), ours)
            moved.unlink()
            redirects = {f"old-{n}": f"page-{n % asked.pages}/" for n in range(count)}
            peer_took = build(
                source, Path(folder, f"peer-{count}"), [*ours[:2], "sphinx_reredirects"],
                f"redirects = {redirects!r}\n",
            )  # fmt: skip
            print(
                f"{count:7,} {ours_took:14.1f} s {(ours_took - without) / count * 1000:11.2f}"
                f" {peer_took:18.1f} s {ours_took / peer_took:25.2f}"
            )


if __name__ == "__main__":
    main()
