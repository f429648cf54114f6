"""How often the link contract names the true home of an address, and what it does otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from corpus import NO_HOME, Pair, Truth

from linkcontract.match.compare import Comparison
from linkcontract.match.homes import Suggestion
from linkcontract.match.thresholds import CERTAIN


@dataclass(slots=True)
class Score:
    """How often what happened, in all and by kind of change; and each fault in words.

    Of dead addresses: `overlooked`, or a `false alarm`; else the home named is `right`, `wrong` (also
    `certain and wrong`), the `page only` that the true one stands on, `missing` or `rightly none`. Of addresses that live while another section
    answers: `told`, `untold`, `told wrongly`.
    """

    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def all(self) -> Counter[str]:
        """The sum over all kinds."""
        return sum(self.by_kind.values(), Counter())

    def add(self, kind: str, *outcomes: str, fault: str = "") -> None:
        """Count one address; `fault` says what went wrong with it."""
        self.by_kind.setdefault(kind, Counter()).update(outcomes)
        if fault:
            self.faults.append(fault)

    def __add__(self, other: Score) -> Score:
        both = Score(faults=self.faults + other.faults)
        for score in (self, other):
            for kind, counts in score.by_kind.items():
                both.by_kind.setdefault(kind, Counter()).update(counts)
        return both


def score_of(pair: Pair, comparison: Comparison) -> Score:
    """Hold what the link contract says of a pair against the truth."""
    score = Score()
    places = pair.places("after")
    truths = {(truth.address, truth.lives): truth for truth in pair.truth}
    dead = {address for address, lives in truths if not lives}
    for address in sorted(dead | comparison.broken.keys()):
        where = f"{pair.name}: {address}"
        if address not in comparison.broken:
            score.add(
                truths[address, False].kind,
                "overlooked",
                fault=f"{where} is dead, and was not told",
            )
        elif address not in dead:
            score.add("none", "false alarm", fault=f"{where} is not dead, but was told so")
        else:
            _judge_home(score, where, truths[address, False], comparison.broken[address], places)
    lives = {address for address, lives in truths if lives}
    for address in sorted(lives | comparison.changed.keys()):
        where = f"{pair.name}: {address} lives"
        if address not in comparison.changed:
            fault = f"{where}, and that another section answers was not told"
            score.add(truths[address, True].kind, "untold", fault=fault)
        elif address not in lives:
            home = comparison.changed[address]
            score.add(
                "none", "told wrongly", fault=f"{where} and means what it meant, not {home.address}"
            )
        else:
            truth, home = truths[address, True], comparison.changed[address]
            right = _place(home, places) in {places[each] for each in truth.homes}
            fault = "" if right else f"{where}; what it meant is not at {home.address}"
            score.add(truth.kind, "told" if right else "told wrongly", fault=fault)
    return score


def _judge_home(
    score: Score, where: str, truth: Truth, home: Suggestion | None, places: dict[str, str]
) -> None:
    true = {places[each] for each in truth.homes if each != NO_HOME}
    wanted = " or ".join(truth.homes) or "none"
    if home is None and (not true or NO_HOME in truth.homes):
        score.add(truth.kind, "rightly none")
    elif home is None:
        score.add(truth.kind, "missing", fault=f"{where} has no home, not {wanted} [{truth.kind}]")
    elif _place(home, places) in true:
        score.add(truth.kind, "right")
    elif home.address in {each.partition("#")[0] for each in true}:
        score.add(
            truth.kind, "page only", fault=f"{where} has but the page, not {wanted} [{truth.kind}]"
        )
    else:
        sure = ("certain and wrong",) if home.likeness >= CERTAIN else ()
        fault = f"{where} has the home {home.address} ({home.likeness:.2f}), not {wanted} [{truth.kind}]"
        score.add(truth.kind, "wrong", *sure, fault=fault)


def _place(home: Suggestion, places: dict[str, str]) -> str:
    return places.get(home.address, home.address)
