"""The list of what is due, figures and pages: silent before the date, complete after it, and never a failure."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import due
import facts

ROOT = Path(__file__).parent.parent.parent
FACTS = facts.parse(
    "facts.yml",
    """\
late: {title: Late, url: https://example.org/late, confirmed: 2026-01-01, confirm_by: 2026-09-01,
  figures: {a: 1 GB, b: 2 GB}}
early: {title: Early, url: https://example.org/early, confirmed: 2026-01-01, confirm_by: 2026-06-01,
  figures: {c: 3 GB}}
bare: {title: Bare, url: https://example.org/bare}
""",
)


def places(today: date) -> list[str]:
    return [one.place for one in sorted(due.figures(FACTS, today))]


def test_a_figure_is_due_only_after_its_day_and_the_oldest_comes_first():
    assert places(date(2026, 6, 1)) == []
    assert places(date(2026, 6, 2)) == ["facts.yml:3"]
    assert places(date(2026, 9, 2)) == ["facts.yml:3", "facts.yml:1"]


def test_the_command_names_the_page_to_open_and_fails_nothing():
    command = [sys.executable, "_ext/due.py", "2099-01-01"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0
    line = next(line for line in done.stdout.splitlines() if "membership_year" in line)
    assert line.startswith("facts.yml:") and "open https://compass.2i2c.org/" in line
    assert any(
        line.startswith(
            "service-model/pricing.md:4: due since 2027-02-15: Business Development: read"
        )
        for line in done.stdout.splitlines()
    )


def test_a_page_is_due_only_after_its_day_and_what_is_no_page_never_is(tmp_path):
    matter = "---\nowner: Delivery Enablement\nreviewed: 2026-01-01\n{}---\n# A\n"
    for name, line in {
        "index.md": "review_by: 2026-06-01\n",
        "why/index.md": "review_by: 2026-05-01\n",
        "why/deep/page.md": "review_by: someday\n",
        "tests/given.md": "review_by: 2026-01-01\n",
        "README.md": "",
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(matter.format(line), encoding="utf-8")
    assert [one.place for one in due.pages(tmp_path, date(2026, 5, 1))] == []
    assert [one.place for one in due.pages(tmp_path, date(2026, 5, 2))] == ["why/index.md:4"]
    found = sorted(due.pages(tmp_path, date(2026, 7, 1)))
    assert [one.place for one in found] == ["why/index.md:4", "index.md:4"]
    assert found[0].what.startswith("Delivery Enablement: read the whole page")


def test_a_day_that_is_none_is_said_in_a_sentence(capsys):
    assert due.main(["soon"]) == 2
    assert capsys.readouterr().err == "“soon” is no date: write it as 2027-03-01\n"
