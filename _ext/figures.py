"""Values as pages show and reckon with them: a figure, and the usage fee with its bands.

They reach the pages as MyST substitutions: ``{{ membership_year }}`` prints what facts.yml says,
``{{ 3 * membership_year }}`` and ``{{ usage_fee(280) }}`` are worked out from it, so that a price
changed in facts.yml is changed in every sentence, table and example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Figure:
    """A value as it reads, such as "$15,000", "10 GB" or "one working day".

    The number in it, where there is one, can be reckoned with; money comes out with two decimals
    when it is not whole. Reckoning with words raises ValueError, which MyST reports at its line.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    def parts(self) -> tuple[str, Decimal, str]:
        """What stands before the number, the number, what stands after it."""
        found = re.fullmatch(r"(\$?)(\d[\d,]*(?:\.\d+)?)(.*)", self.text)
        if not found:
            raise ValueError(f"“{self.text}” does not begin with a number to reckon with")
        return found[1], Decimal(found[2].replace(",", "")), found[3]

    @property
    def number(self) -> Decimal:
        return self.parts()[1]

    def of(self, number: Decimal) -> Figure:
        """The same kind of value with another number."""
        before, _, after = self.parts()
        whole = number == number.to_integral()
        number = number.quantize(CENT, ROUND_HALF_UP)
        shown = (
            number
            if before and not whole
            else number.to_integral()
            if whole
            else number.normalize()
        )
        return Figure(f"{before}{shown:,}{after}")

    def __mul__(self, factor: int) -> Figure:
        return self.of(self.number * factor)

    __rmul__ = __mul__

    def __truediv__(self, divisor: int) -> Figure:
        return self.of(self.number / divisor)

    def __add__(self, other: Figure) -> Figure:
        return self.of(self.number + other.number)

    def __sub__(self, other: Figure) -> Figure:
        return self.of(self.number - other.number)


@dataclass(frozen=True)
class Band:
    """A rate per user and month, up to and including ``up_to`` users (None: without end)."""

    up_to: int | None
    rate: Figure


@dataclass(frozen=True)
class UsageFee:
    """The bands in rising order; each rate counts only for the users within its own band."""

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        *ends, last = [band.up_to or 0 for band in self.bands]
        if last or not ends or [0, *ends] != sorted({0, *ends}):
            raise ValueError("the bands must rise, and only the last has no up_to")

    def __call__(self, users: int) -> Figure:
        """The exact fee of one month for so many active users."""
        dollars = (count * band.rate.number for _, count, band in self.in_bands(users))
        return self.bands[0].rate.of(sum(dollars, Decimal(0)))

    def in_bands(self, users: int) -> list[tuple[str, int, Band]]:
        """For every band its name ("11 to 100"), how many of ``users`` fall into it, itself."""
        found, below = [], 0
        for band in self.bands:
            end = users if band.up_to is None else min(users, band.up_to)
            name = f"{below + 1:,} to {band.up_to:,}" if band.up_to else f"{below + 1:,} and above"
            found.append((name if below else f"first {band.up_to:,}", max(0, end - below), band))
            below = band.up_to or below
        return found

    def each(self, users: int) -> Figure:
        """The fee of one month per user, to the cent; "about" where that is rounded."""
        exact = self(users).number / users
        cents = exact.quantize(CENT, ROUND_HALF_UP)
        return Figure(f"{'' if cents == exact else 'about '}${cents:,}")

    @property
    def most(self) -> Figure:
        """The fee of the last user that costs anything: no number of users costs more."""
        if self.bands[-1].rate.number:
            raise ValueError("the last band costs money: the usage fee has no upper bound")
        return self(self.most_users)

    @property
    def most_users(self) -> int:
        """From so many users on, the fee no longer grows."""
        return self.bands[-2].up_to or 0

    @property
    def rates(self) -> str:
        """The bands as a table."""
        rows = [f"{name} | {band.rate}" for name, _, band in self.in_bands(0)]
        return table("Monthly active users | Rate per user", "--- | ---:", rows)

    def example(self, users: int) -> str:
        """One month worked out band by band, as a table."""
        rows = [
            f"{name} | {count:,} × {band.rate} | {band.rate.of(count * band.rate.number)}"
            for name, count, band in self.in_bands(users)
            if count
        ]
        rows.append(f"**together** | **{users:,} users** | **{self(users)}**")
        return table("Band | Users × rate | Sum", "--- | ---: | ---:", rows)

    def totals(self, *sizes: int) -> str:
        """The fee for several numbers of users, as a table."""
        rows = [f"{users:,} | {self(users)} | {self.each(users)}" for users in sizes]
        return table("Active users | Fee a month | Per user", "---: | ---: | ---:", rows)


def table(head: str, rule: str, rows: list[str]) -> str:
    return "\n".join(f"| {line} |" for line in (head, rule, *rows))
