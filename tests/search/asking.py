"""The questions of questions.txt, and how a list of results answers them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("questions.txt")


class Question(NamedTuple):
    """What somebody types, the ids of the sections that answer it, and whether it was set aside."""

    asked: str
    wanted: frozenset[str]
    aside: bool


class Score(NamedTuple):
    """How many questions were answered by the first result, by the first three; of how many; and
    the questions that were not."""

    first: int
    first_three: int
    of: int
    missed: list[str]

    def __str__(self) -> str:
        return f"{self.first_three} of {self.of} in the first three, {self.first} at once"


def anchor(label: str) -> str:
    """The id of a label, or of ``term:Name``."""
    if label.startswith("term:"):
        return "term-" + label.removeprefix("term:").replace(" ", "-")
    return label.replace(":", "-")


def questions() -> list[Question]:
    found, aside = [], False
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            aside = aside or line == "# set aside"
        else:
            asked, labels = line.split("\t")
            found.append(Question(asked, frozenset(map(anchor, labels.split(", "))), aside))
    return found


def score(asked: list[Question], answers: dict[str, list[str]]) -> Score:
    """``answers``: the ids of the sections found for each question, the best first."""
    ranks = {
        one.asked: next(
            (n for n, id in enumerate(answers[one.asked]) if id in one.wanted), len(asked) + 3
        )
        for one in asked
    }
    missed = [question for question, rank in ranks.items() if rank > 2]
    first = sum(rank == 0 for rank in ranks.values())
    return Score(first, len(asked) - len(missed), len(asked), missed)


def ask(page, questions: list[str], *, everywhere: bool = False) -> dict[str, list[str]]:
    """Ask our search, on a page that has it loaded (``search/``); contributors' pages as well?"""
    found: dict[str, list[str]] = page.evaluate(ASK, [questions, everywhere])
    return found


ASK = """async ([questions, everywhere]) => {
  const found = {};
  for (const one of questions)
    found[one] = (await handbookSearch.find(one, everywhere)).map(({ section }) => section.id);
  return found;
}"""
