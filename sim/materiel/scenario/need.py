"""A need: how much of an item a recipient is to have, which donors fill together."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import ItemName, Refers, Spec, StockName
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, Positive

NeedName = Annotated[str, Refers("needs")]


class Need(Spec):
    """What a recipient lacks of an item: target - (on hand + in transit + on order).

    At a meeting donors divide it in proportion to what each may release; units left over go to donors in the order of names.
    """

    title: str = ""
    """What it is called in tables and figures."""
    item: ItemName
    """What is needed."""
    stock: StockName
    """The recipient's stock, to which gifts and orders go."""
    target_units: NaturalCount = Count(central=0)
    """Units to have."""
    target_days: NotNegative = Number(central=0.0)
    """Days of mean demand to have; added to the units."""
    target_profile: FactorProfile | None = None
    """Factor on the target, over time."""
    downstream: list[StockName] = Field(default_factory=list)
    """Other stocks whose units, on hand and on the way to them, count too."""
    fleets: list[Annotated[str, Refers("fleets")]] = Field(default_factory=list)
    """Fleets whose authorised strength is added to the target, and whose pieces count, whatever their state."""
    demand_at: list[StockName] = Field(default_factory=list)
    """Stocks whose demand is averaged for `target_days`; left out, the recipient's."""
    demand_per_day: NotNegative = Number(central=0.0)
    """Mean demand at the start, units a day."""
    window_days: Positive = Number(central=90.0)
    """Days over which demand is averaged."""

    @model_validator(mode="after")
    def _targets(self) -> Need:
        if self.target_units.value == 0 and self.target_days.value == 0.0 and not self.fleets:
            raise ValueError("expected target_units, target_days or fleets, got none")
        return self
