"""A stock: the units of one item at one site, and how they are replenished."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from materiel.scenario.spec import CustomerName, ItemName, LaneName, Refers, SiteName, Spec, StockName, When
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, Positive, PositiveCount, SignedCount

_NEEDS = {
    "base_stock": ("up_to",),
    "r_q": ("reorder_point", "order_quantity"),
    "s_s": ("reorder_point", "up_to"),
    "days_of_supply": ("cover_days",),
}


class Replenishment(Spec):
    """When and how much a stock orders, and from where. Policies look at the inventory position."""

    policy: Literal["base_stock", "r_q", "s_s", "days_of_supply"]
    """base_stock: up to S; r_q: batches of Q at or below r; s_s: up to S at or below s; days_of_supply: days of mean demand."""
    stock: StockName | None = None
    """The stock that it draws on, by `lane`."""
    lane: LaneName | None = None
    """The lane from there."""
    customer: CustomerName | None = None
    """Or the customer of a line's order book (`line.customer`) as whom it orders."""
    source: Annotated[str, Refers("sources")] | None = None
    """Or the source outside the world that it orders from."""
    up_to: NaturalCount | None = None
    """Order-up-to level S, units."""
    reorder_point: SignedCount | None = None
    """Reorder point r or s, units."""
    order_quantity: PositiveCount | None = None
    """Order quantity Q, units."""
    cover_days: NotNegative | None = None
    """Days of supply to hold."""
    window_days: Positive = Number(central=90.0)
    """Days over which demand is averaged."""
    demand_per_day: NotNegative = Number(central=0.0)
    """Mean demand before the start, from which the average goes on."""
    review_days: NotNegative = Number(central=0.0)
    """Days between reviews; 0: continuous review."""
    review_offset_days: NotNegative = Number(central=0.0)
    """Days from the start to the first review."""
    priority: NaturalCount = Count(central=0)
    """Its priority as a customer of the stock that it draws on; 0 comes first."""

    @model_validator(mode="after")
    def _complete(self) -> Replenishment:
        missing = [key for key in _NEEDS[self.policy] if getattr(self, key) is None]
        if missing:
            raise ValueError(f"expected {' and '.join(missing)} for policy {self.policy}, got none")
        if sum(x is not None for x in (self.stock, self.customer, self.source)) != 1:
            raise ValueError("expected one of stock (with lane), customer and source to order from")
        if (self.stock is None) != (self.lane is None):
            raise ValueError("expected stock and lane together, got one of them")
        return self


class OnWay(Spec):
    """An order under way at the start."""

    units: NaturalCount
    """Units of it."""
    arrives: When
    """When it arrives."""


class Lot(Spec):
    """Units on hand at the start that have been on the shelf for a while."""

    units: NaturalCount
    """Units of it."""
    age_days: NotNegative
    """Days of their shelf life that are gone."""


class Stock(Spec):
    """The units of one item kept at one site; who asks is served by priority, then first come first served."""

    title: str = ""
    """What it is called in tables and figures."""
    item: ItemName
    """What is kept."""
    site: SiteName | None = None
    """Where it is kept; a hit there destroys a share of it."""
    on_hand: NaturalCount = Count(central=0)
    """Units at the start."""
    unmet: Literal["backordered", "lost"] = "backordered"
    """What becomes of demand that cannot be filled at once."""
    capacity: NaturalCount | None = None
    """Most units that fit; what does not fit is refused and counted. Left out, there is no limit."""
    reserve: NaturalCount = Count(central=0)
    """Units that only customers of the first priorities may use."""
    reserve_for_priority: NaturalCount = Count(central=0)
    """Customers up to this priority may use the reserve."""
    on_way: list[OnWay] = Field(default_factory=list)
    """Orders under way at the start; they come on top of what is on hand."""
    lots: list[Lot] = Field(default_factory=list)
    """Ages of what is on hand at the start, for an item with a shelf life; the rest is fresh."""
    late_after_days: NotNegative = Number(central=0.0)
    """Backordered units that wait longer than this are counted as late."""
    replenish: Replenishment | None = Field(None)
    """How it is replenished; left out, it orders nothing."""

    @model_validator(mode="after")
    def _lots_fit(self) -> Stock:
        aged = sum(lot.units.value for lot in self.lots)
        if aged > self.on_hand.value:
            raise ValueError(f"expected lots of at most on_hand {self.on_hand.value} units, got {aged}")
        return self
