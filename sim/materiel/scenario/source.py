"""A source: the world outside, from which goods are bought, or which delivers by schedule."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from materiel.scenario.law import Days
from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import ItemName, LaneName, RegimeName, Spec, StockName, Supplies
from materiel.scenario.values import NaturalCount, NotNegative, Number


class Schedule(Spec):
    """Deliveries that come by themselves, in whole units; parts of a unit are carried over to the next."""

    stock: StockName
    """The stock that they go to; what does not fit is refused there."""
    lane: LaneName | None = None
    """The lane by which they go; left out, they are there at their dates."""
    units: NotNegative = Number(central=1.0)
    """Units of a delivery, at factors of 1."""
    profile: FactorProfile | None = None
    """Factor on it over time; its mean over the period before a delivery counts."""
    period_days: NotNegative = Number(central=0.0)
    """Days between deliveries; 0: one at the start of each calendar month."""
    offset_days: NotNegative = Number(central=0.0)
    """Days from the start to the first; 0: one period."""

    @model_validator(mode="after")
    def _summable(self) -> Schedule:
        if self.profile is not None and self.profile.times is not None:
            raise ValueError("expected a profile that no other multiplies, got one with times")
        return self


class Source(Spec):
    """The world outside as a supplier of one item: to order (as the source of a stock's replenishment), by schedule, or both."""

    title: str = ""
    """What it is called in tables and figures."""
    item: Annotated[ItemName, Supplies()]
    """What it supplies."""
    units: NaturalCount | None = None
    """Units that it has in all; left out, its supply is ample."""
    lead_days: Days | None = None
    """Days from an order to its arrival; left out, none. Orders may overtake each other."""
    regime: RegimeName | None = None
    """A regime: a factor of 0 turns it off; others multiply scheduled deliveries."""
    while_off: Literal["holds", "refuses"] = "holds"
    """What becomes of orders while it is off: held until it is on, or refused and counted."""
    unit_price_eur: NotNegative | None = None
    """Price of a unit, EUR; left out, the item's unit cost."""
    price: FactorProfile | None = None
    """Factor on that price over time."""
    schedule: Schedule | None = None
    """What it delivers by itself."""

    @model_validator(mode="after")
    def _priced(self) -> Source:
        if self.price is not None and self.unit_price_eur is None:
            raise ValueError("expected unit_price_eur with price, got none")
        return self
