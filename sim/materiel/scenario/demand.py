"""Demand: users who come to a stock or a shop."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from materiel.scenario.law import Law
from materiel.scenario.profile import Profile
from materiel.scenario.spec import Refers, RegimeName, Spec, StockName
from materiel.scenario.values import Count, NaturalCount, NotNegative


class Demand(Spec):
    """Users who come one after another. With a profile or a regime arrivals are a Poisson process with that factor on its rate."""

    title: str = ""
    """What it is called in tables and figures."""
    stock: StockName | None = None
    """The stock that is asked."""
    shop: Annotated[str, Refers("shops")] | None = None
    """The shop that a job enters; with a stock as well, an exchange: one unit is taken and a failed one enters the shop."""
    gap_days: Law
    """Days between arrivals (at a factor of 1)."""
    batch: Law | None = None
    """Units that an arrival asks for, rounded; left out, one."""
    first_days: NotNegative | None = None
    """Days from the start to the first arrival; left out, a first gap is drawn."""
    priority: NaturalCount = Count(central=0)
    """Priority as a customer; 0 comes first."""
    profile: Profile | None = None
    """Factor on the rate, over time."""
    regime: RegimeName | None = None
    """A regime whose state is a factor on the rate."""

    @model_validator(mode="after")
    def _fits(self) -> Demand:
        if self.stock is None and self.shop is None:
            raise ValueError("expected a stock or a shop to come to, got neither")
        if (self.profile or self.regime) and self.gap_days.family != "exponential":
            raise ValueError(f"expected exponential gap_days with a profile or a regime, got {self.gap_days.family}")
        return self
