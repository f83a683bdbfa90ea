"""An arsenal: one class of missile or drone of the attacker."""

from __future__ import annotations

from pydantic import model_validator

from materiel.scenario.profile import Constant, FactorProfile, RateProfile, ShareProfile
from materiel.scenario.spec import Spec, When
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, Positive, Share, Weight


class Arsenal(Spec):
    """What the attacker has of one class, makes of it, and what it does when it gets through. Decoys are a class of their own."""

    title: str = ""
    """What it is called in tables and figures."""
    stock: NaturalCount = Count(central=0)
    """Units at the start."""
    reserve_floor: NaturalCount = Count(central=0)
    """Units that are kept back from raids."""
    production_per_month: RateProfile = Constant(value=Number(central=0.0))
    """Units made a month (of 30.4375 days)."""
    growth_per_year: Positive = Number(central=1.0)
    """Factor on the production for every year after `growth_from`; 1: none."""
    growth_from: When | None = None
    """When growth begins; left out, there is none."""
    growth_until: When | None = None
    """When it gives way to later growth; left out, never."""
    later_growth_per_year: Positive = Number(central=1.0)
    """Factor a year after that."""
    coverage_weight: Weight = Number(central=1.0)
    """Weight of the class in air-defence coverage."""
    kill_factor: FactorProfile | None = None
    """Factor on the kill probability of every layer, over time."""
    hit_probability: Share = Number(central=1.0)
    """Probability that one that got through strikes its target."""
    damage_factor: NotNegative = Number(central=1.0)
    """Factor on the damage of its hits."""
    reported_share: ShareProfile | None = None
    """Share of leakers at which no interceptor was fired that is reported, over time; left out: all."""

    @model_validator(mode="after")
    def _growth(self) -> Arsenal:
        if self.growth_from is None and self.growth_until is not None:
            raise ValueError("expected growth_from with growth_until, got growth_until alone")
        return self
