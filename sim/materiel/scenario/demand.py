"""Demand: users who come to a stock or a shop."""

from __future__ import annotations

from typing import Annotated

from pydantic import model_validator

from materiel.scenario.law import Days, UnitsLaw
from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import Refers, RegimeName, Spec, StockName, When
from materiel.scenario.values import Count, NaturalCount, NotNegative, PositiveCount


class Demand(Spec):
    """Users who come one after another: a renewal process, whose rate a profile and a regime multiply."""

    title: str = ""
    """What it is called in tables and figures."""
    stock: StockName | None = None
    """The stock that is asked."""
    shop: Annotated[str, Refers("shops")] | None = None
    """The shop that a job enters; with a stock as well, an exchange: one unit is taken and a failed one enters the shop."""
    repaired_to: StockName | None = None
    """Exchange: the stock that repaired units go to; left out, the one that is asked."""
    gap_days: Days
    """Days between arrivals (at a factor of 1)."""
    batch: UnitsLaw | None = None
    """Units that an arrival asks for, rounded; left out, one."""
    first_days: NotNegative | None = None
    """Days from the start to the first arrival; left out, a first gap is drawn."""
    arrivals: PositiveCount | None = None
    """Arrivals after which no one comes any more; left out, no limit."""
    until: When | None = None
    """When the last one may come; left out, no end."""
    thinning: bool = False
    """Make a Poisson process vary by thinning it from its peak; otherwise gaps run faster at a higher factor."""
    priority: NaturalCount = Count(central=0)
    """Priority as a customer; 0 comes first."""
    profile: FactorProfile | None = None
    """Factor on the rate, over time."""
    regime: RegimeName | None = None
    """A regime whose state is a factor on the rate."""

    @model_validator(mode="after")
    def _fits(self) -> Demand:
        if self.stock is None and self.shop is None:
            raise ValueError("expected a stock or a shop to come to, got neither")
        if self.gap_days.mean <= 0.0:
            raise ValueError(f"expected gap_days with a mean > 0, got {self.gap_days.mean:g}")
        if self.thinning and self.gap_days.family != "exponential":
            raise ValueError(f"expected exponential gap_days with thinning, got {self.gap_days.family}")
        if self.profile is not None and self.profile.times is not None and not self.thinning:
            raise ValueError("expected thinning = true with a profile that another one multiplies, got false")
        if self.repaired_to is not None and (self.stock is None or self.shop is None):
            raise ValueError("expected repaired_to only with a stock and a shop (exchange), got one of them")
        return self
