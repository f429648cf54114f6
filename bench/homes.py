"""How good the homes are that the link contract finds: its score on the corpus of tests/linkcontract/corpus.

    ./do bench homes            what became of every address, in all and by kind of change
    ./do bench homes --faults   each wrong, missing or overlooked one as well
    ./do bench homes PAIR ...   these pairs only

Whoever tunes a threshold looks at the pairs that are "seen", and only then at the "unseen" ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "linkcontract" / "corpus")]

from corpus import SETS, read_pairs  # noqa: E402
from score import Score, score_of  # noqa: E402

_COLUMNS = (
    "right",
    "wrong",
    "page only",
    "missing",
    "rightly none",
    "overlooked",
    "told",
    "untold",
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="homes", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pairs", nargs="*", help="pairs to look at (all of them)")
    parser.add_argument("--faults", action="store_true", help="name each fault of the seen pairs")
    parser.add_argument(
        "--unseen", action="store_true", help="with --faults: those of the unseen ones, too"
    )
    options = parser.parse_args(arguments)
    pairs = [pair for pair in read_pairs() if not options.pairs or pair.name in options.pairs]
    if not pairs:
        parser.error(f"no such pair; there are {', '.join(pair.name for pair in read_pairs())}")
    scores = {name: Score() for name in SETS}
    with tempfile.TemporaryDirectory() as folder:
        for pair in pairs:
            scores[pair.set] += score_of(pair, pair.compare(Path(folder) / pair.name))
    for name, score in scores.items():
        print_score(f"{name}: {sum(pair.set == name for pair in pairs)} pairs", score)
        if options.faults and (name == "seen" or options.unseen):
            print(*score.faults, "", sep="\n")
    return 0


def print_score(title: str, score: Score) -> None:
    """A table of one set: a line for each kind of change, and the sums in words."""
    kinds = sorted((kind, counts) for kind, counts in score.by_kind.items() if kind != "none")
    width = max(map(len, ("all kinds", *score.by_kind)), default=0)
    print(title)
    print(" " * width, *(f"{column:>13}" for column in _COLUMNS))
    for kind, counts in (*kinds, ("all kinds", score.all)):
        print(f"{kind:{width}}", *(f"{counts[column] or '·':>13}" for column in _COLUMNS))
    print(*_in_words(score.all), "", sep="\n")


def _in_words(counts: Counter[str]) -> list[str]:
    homes = sum(counts[each] for each in ("right", "page only", "missing", "wrong"))
    dead = homes + counts["rightly none"] + counts["overlooked"]
    changed = counts["told"] + counts["untold"]
    return [
        f"dead addresses found: {dead - counts['overlooked']} of {dead}, false alarms: {counts['false alarm']}",
        f"homes: {counts['right']} named right, {counts['wrong']} wrong"
        f" ({counts['certain and wrong']} of them called certain), {counts['page only']} by their page"
        f" only, {counts['missing']} not named",
        f"another section answers: {counts['told']} of {changed} told, {counts['told wrongly']} told wrongly",
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
