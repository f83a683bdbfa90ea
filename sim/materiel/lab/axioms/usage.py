"""What is used and what binds in the runs without a dose: the sizes of doses, and which of them must raise readiness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.axioms.reach import Reach
from materiel.record import Record
from materiel.scenario.world import Scenario

Values = npt.NDArray[np.float64]
QUARTER = 3
"""Months in a dose of what binds."""
_BINDS = 0.02
"""A shortage below this share is none."""


@dataclass(frozen=True)
class Shortage:
    """A quarter in which something is short: its first month, units or pieces wanted and missing in it, and the share missing."""

    month: int
    wanted: float
    missing: float

    @property
    def share(self) -> float:
        """Missing of wanted."""
        return self.missing / self.wanted if self.wanted > 0.0 else 0.0

    @property
    def binds(self) -> bool:
        """Whether it is a shortage worth the name."""
        return self.share > _BINDS


@dataclass(frozen=True)
class Usage:
    """The mean record of the runs without a dose, by calendar month."""

    record: Record

    @property
    def months(self) -> int:
        """How many."""
        return len(self.record.instants)

    def _sum(self, kind: str, names: Sequence[str], field: str) -> Values:
        total = np.zeros(self.months)
        for name in names:
            total += self.record.flow(kind, name, field)
        return total

    def wanted(self, stocks: Sequence[str]) -> Values:
        """Units that users asked of these stocks, month by month."""
        return self._sum("stock", stocks, "consumed") + self.missing(stocks)

    def missing(self, stocks: Sequence[str]) -> Values:
        """Units of that which they did not get."""
        return self._sum("stock", stocks, "unmet")

    def a_month(self, stocks: Sequence[str]) -> float:
        """Units asked of these stocks in a mean month."""
        return float(self.wanted(stocks).mean())

    def short_supply(self, stocks: Sequence[str]) -> Shortage:
        """The quarter in which most units are missing."""
        return worst(self.wanted(stocks), self.missing(stocks))

    def short_pieces(self, fleet: str) -> Shortage:
        """The quarter in which most pieces are missing from a fleet's authorised strength (piece months)."""
        days = np.diff(self.record.instants, prepend=0.0)
        authorised = self.record.flow("fleet", fleet, "authorised_days") / days
        operational = self.record.flow("fleet", fleet, "operational_days") / days
        return worst(authorised, np.maximum(0.0, authorised - operational))

    def lost_a_month(self, fleet: str) -> float:
        """Pieces that leave a fleet's line in a mean month, by combat or wear."""
        return float((self._sum("fleet", [fleet], "combat") + self._sum("fleet", [fleet], "failed")).mean())


def worst(wanted: Values, missing: Values) -> Shortage:
    """The quarter with most missing that ends a quarter or more before the end (the first of them; all there is, if shorter)."""
    last = max(1, len(missing) - 2 * QUARTER + 1)
    sums = [float(missing[k : k + QUARTER].sum()) for k in range(last)]
    month = int(np.argmax(sums))
    quarter = slice(month, month + QUARTER)
    return Shortage(month, float(wanted[quarter].sum()), float(missing[quarter].sum()))


def binding_supply(usage: Usage, supplies: dict[str, list[str]]) -> tuple[str, Shortage] | None:
    """The item of which the largest share is missing in its worst quarter; None if none binds."""
    found = [(item, usage.short_supply(stocks)) for item, stocks in supplies.items()]
    return max(((i, s) for i, s in found if s.binds), key=lambda pair: pair[1].share, default=None)


def binding_fleet(usage: Usage, scenario: Scenario, reach: Reach) -> tuple[str, Shortage] | None:
    """The fleet with a reserve of which the largest share is missing in its worst quarter; None if none binds."""
    fleets = [fleet for fleet in reach.fleets if scenario.fleets[fleet].reserve is not None]
    found = [(fleet, usage.short_pieces(fleet)) for fleet in fleets]
    return max(((f, s) for f, s in found if s.binds), key=lambda pair: pair[1].share, default=None)
