"""A fleet: the equipment of one item with its users."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from materiel.scenario.law import Days
from materiel.scenario.profile import FactorProfile, RateProfile, ShareProfile
from materiel.scenario.shop import ShopName
from materiel.scenario.spec import ItemName, Name, Refers, Spec, StockName, Supplies
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, Share, Structural, Yardstick

FleetName = Annotated[str, Refers("fleets")]


class Need(Spec):
    """Munitions that a fleet fires."""

    rounds_per_day: RateProfile
    """Units that an operational piece asks for a day at tempo 1, over time."""
    planned_per_day: Annotated[RateProfile, Yardstick] | None = None
    """Units that are planned for an authorised piece a day at tempo 1, over time (the requirement); left out: as it asks for."""
    stocks: list[StockName] = Field(min_length=1)
    """The stocks that they are issued from, best first; their items are of one family."""
    priority: NaturalCount = Count(central=0)
    """Its priority as a customer of those stocks; 0 comes first."""


class Losses(Spec):
    """Combat losses, and the law that they follow."""

    law: Literal["rate", "square", "linear"] = "rate"
    """rate: in proportion to the own pieces; square and linear: Lanchester's laws against an opponent."""
    mode: Literal["daily", "clocks", "expected"] = "daily"
    """daily: binomial thinning; clocks: one exponential event after the other; expected: real expected values, stepped exactly from
    day to day. Wear, munitions and replacements are a matter of days in every mode."""
    per_day: NotNegative | None = None
    """Losses a day at tempo 1: of a piece (rate), by an opposing piece (square), of a pair of opposing pieces (linear)."""
    per_month: NotNegative | None = None
    """Or the same a month (of 30.4375 days)."""
    profile: FactorProfile | None = None
    """Factor on it, over time."""
    opponent: FleetName | None = None
    """The opposing fleet, whose own opponent this one is."""
    destroyed: Share = Number(central=1.0)
    """Share of the losses that is destroyed; the rest can be recovered and goes to a shop."""
    shortage_factor: NotNegative = Number(central=0.0)
    """beta: losses grow by (1 + beta x share of the demand for munitions that is not met)."""

    @model_validator(mode="after")
    def _complete(self) -> Losses:
        if (self.per_day is None) == (self.per_month is None):
            raise ValueError("expected one of per_day and per_month")
        if (self.law == "rate") != (self.opponent is None):
            raise ValueError(
                f"expected an opponent for the laws square and linear only, got {self.opponent!r} for {self.law}"
            )
        return self


class Fleet(Spec):
    """Pieces in the line, evacuated, in repair and in training, and how they fail, are lost and are replaced.

    Without `assets` the pieces are thinned once a day. With it each has a clock of its own, and those above the authorised
    strength are cold spares (the machine repairman with spares).
    """

    title: str = ""
    """What it is called in tables and figures."""
    item: Annotated[ItemName, Supplies()]
    """Its equipment."""
    authorised: NaturalCount
    """Authorised strength."""
    planned_strength: Annotated[RateProfile, Yardstick] | None = None
    """Pieces that readiness requires, over time; left out: the authorised strength, which conversion and new crews move."""
    operational: NaturalCount | None = None
    """Pieces in the line at the start; left out: as many as are authorised."""
    in_repair: NaturalCount = Count(central=0)
    """Pieces that enter repair at the start."""
    assets: Structural | None = None
    """Pieces of a small fleet, each with a clock of its own; all are up at the start."""
    up_days: Days | None = None
    """Days to failure of such a piece; it is as good as new after each repair."""
    reserve: StockName | None = None
    """The stock that replacements are drawn from, and to which repaired pieces go; left out, they go back into the line."""
    replacement_days: Days | None = None
    """Days from the reserve to the line; left out: none."""
    reinforcement_per_day: NotNegative = Number(central=0.0)
    """Pieces a day that come from outside the modelled world, up to the authorised strength."""
    reinforcement_profile: FactorProfile | None = None
    """Factor on it, over time."""
    wear_per_day: NotNegative = Number(central=0.0)
    """Failures of an operational piece a day."""
    wear_by_tempo: bool = True
    """Whether wear goes with the tempo of the front."""
    losses: Losses | None = None
    """Combat losses; left out: none."""
    shop: ShopName | None = None
    """The shop for worn and damaged pieces; left out, they are given up."""
    other_shop: ShopName | None = None
    """A second shop that takes a share of them."""
    other_share: ShareProfile | None = None
    """That share, over time."""
    evacuation_days: Days | None = None
    """Days from the line to the shop; left out: none."""
    other_evacuation_days: Days | None = None
    """Days from the line to the second shop."""
    repair_days: Days | None = None
    """Days of work on a piece of this fleet; left out, those of the shop."""
    repair_priority: NaturalCount = Count(central=0)
    """Priority of its pieces in a shop; 0 comes first."""
    needs: dict[Name, Need] = Field(default_factory=dict)
    """What it fires, by name; asked for day by day: at a front by its tempo, without one at tempo 1."""
    ready_from: NaturalCount | None = None
    """Operational pieces from which the fleet counts as ready (k of n); left out: the authorised strength."""

    @model_validator(mode="after")
    def _fits(self) -> Fleet:
        if (self.assets is None) != (self.up_days is None):
            raise ValueError("expected assets and up_days together, got one of them")
        if self.assets is not None:
            odd = [key for key in _FOR_LARGE if key in self.model_fields_set]
            if odd:
                raise ValueError(f"expected no {' and '.join(odd)} for a fleet with assets")
        if (self.other_shop is None) != (self.other_share is None):
            raise ValueError("expected other_shop and other_share together, got one of them")
        return self


_FOR_LARGE = (
    "operational", "in_repair", "reserve", "replacement_days", "reinforcement_per_day", "wear_per_day", "losses",
    "other_shop", "evacuation_days",
)  # fmt: skip
