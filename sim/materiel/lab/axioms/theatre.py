"""What doses are made from: the world, what its front uses, how much of it, and the date at which things happen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from materiel.lab.axioms.doses import Added
from materiel.lab.axioms.reach import Reach
from materiel.lab.axioms.usage import QUARTER, Usage
from materiel.scenario.calendar import month_starts
from materiel.scenario.world import Scenario

_A_TENTH = 0.1
_NEVER = 1e6
"""Days to the next delivery of what comes once."""
_LATER = 5
"""Dated doses come after a fifth of the months."""


@dataclass(frozen=True)
class Theatre:
    """A world, the reach of a front in it, and what is used in the runs without a dose."""

    scenario: Scenario
    reach: Reach
    usage: Usage

    @cached_property
    def when(self) -> date:
        """The date of dated doses."""
        return self.month(self.usage.months // _LATER)

    def month(self, number: int) -> date:
        """First day of a month, counted from 0."""
        days, _ = month_starts(self.scenario.world.start, number)
        return self.scenario.world.start + timedelta(days=days[number])

    def title(self, section: str, name: str) -> str:
        """What an entity is called."""
        return str(getattr(getattr(self.scenario, section)[name], "title", "")) or name

    def family(self, fleet: str) -> str:
        """The family of a fleet's item, or the item if it is of none."""
        item = self.scenario.fleets[fleet].item
        return self.scenario.items[item].family or item

    def families(self) -> dict[str, list[str]]:
        """Fleets of the front by family."""
        found: dict[str, list[str]] = {}
        for fleet in self.reach.fleets:
            found.setdefault(self.family(fleet), []).append(fleet)
        return found

    def operational(self, fleet: str) -> int:
        """Pieces in the line at the start."""
        spec = self.scenario.fleets[fleet]
        return int((spec.authorised if spec.operational is None else spec.operational).value)

    def a_quarter_of(self, stocks: list[str]) -> int:
        """Units that are asked of these stocks in three mean months, at least one."""
        return max(1, math.ceil(QUARTER * self.usage.a_month(stocks)))

    def first_of(self, stock: str) -> str:
        """The stock at the head of the chain that replenishes a stock: what is under way to it leaves nobody's orders out."""
        seen = [stock]
        while (how := self.scenario.stocks[stock].replenish) is not None and how.stock is not None:
            if how.stock in seen:
                break
            stock = how.stock
            seen.append(stock)
        return stock

    def on_way(self, stock: str, units: int, arrives: date) -> dict[str, Any]:
        """An order more under way to a stock, as a value at a path."""
        there = [order.model_dump(by_alias=True, exclude_unset=True) for order in self.scenario.stocks[stock].on_way]
        return {f"stocks.{stock}.on_way": [*there, {"units": units, "arrives": arrives}]}

    def until(self, when: date | None, years: int = 3) -> int | None:
        """Months of the run that count for what happens once, at a date or the start: some years from then on; None: all."""
        start = self.scenario.world.start
        month = 0 if when is None else 12 * (when.year - start.year) + when.month - start.month
        months = month + 12 * years
        return months if months < self.usage.months else None

    def delivered(self, stock: str, units: int, when: date) -> tuple[dict[str, Any], Added]:
        """Units that are there at a date without having been on order, as values and as entities that are added."""
        day = (when - self.scenario.world.start).days
        spec = self.scenario.stocks[stock]
        if day <= 0:
            return {f"stocks.{stock}.on_hand": spec.on_hand.value + units}, {}
        schedule = {"stock": stock, "units": units, "offset_days": day, "period_days": _NEVER}
        return {}, {"sources": {f"dose-{stock}": {"item": spec.item, "unit_price_eur": 0, "schedule": schedule}}}


def many(count: float, what: str) -> str:
    """So many of something.

    >>> many(1, "bay"), many(1200, "piece")
    ('1 bay', '1,200 pieces')
    """
    return f"{count:,g} {what}" if count == 1 else f"{count:,.0f} {what}s"


def tenth(pieces: float) -> int:
    """A tenth, at least one."""
    return max(1, round(_A_TENTH * pieces))
