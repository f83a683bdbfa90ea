"""A line: production of one item in lots, with its parts, its breakdowns and its order book."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from materiel.scenario.law import Days, Law
from materiel.scenario.profile import FactorProfile, RateProfile
from materiel.scenario.spec import ItemName, LaneName, Name, SiteName, Spec, StockName, Supplies, When
from materiel.scenario.values import (
    Count,
    NaturalCount,
    NotNegative,
    Number,
    Positive,
    PositiveCount,
    Share,
    Structural,
)


class Part(Spec):
    """What goes into a unit of output."""

    stock: StockName
    """The stock that it is taken from."""
    units: PositiveCount = Count(central=1)
    """Units of it in a unit of output."""


class FailureMode(Spec):
    """One way in which a station fails; each station has its own."""

    up_days: Days
    """Days to failure, on its clock."""
    repair_days: Days
    """Days to repair."""
    clock: Literal["calendar", "while_up", "while_working"] = "while_working"
    """What the time to failure runs on. No clock runs during its own repair."""
    down_until: When | None = None
    """A breakdown in progress at the start (of the first station): when it is up again."""


class StartedLot(Spec):
    """A lot under work at the start."""

    left_days: NotNegative
    """Days of work that are left of it at nominal speed."""


class Customer(Spec):
    """Someone who orders at the line: a stock that is replenished by it, a donor, an export."""

    stock: StockName | None = None
    """The stock that its units go to; left out, they leave the world (export)."""
    lane: LaneName | None = None
    """The lane by which they go there."""
    priority: NaturalCount = Count(central=0)
    """0 comes first (allocation by priority)."""
    share: Positive = Number(central=1.0)
    """Part of the output promised (allocation by share)."""

    @model_validator(mode="after")
    def _both(self) -> Customer:
        if (self.stock is None) != (self.lane is None):
            raise ValueError("expected stock and lane together (or neither, for an export), got one of them")
        return self


class Line(Spec):
    """Parallel stations that make one item in lots at one site. Work is preempted by breakdowns and resumed."""

    title: str = ""
    """What it is called in tables and figures."""
    item: Annotated[ItemName, Supplies()]
    """What it makes."""
    site: SiteName | None = None
    """Where it stands: condition and power of the site are factors on its speed."""
    stations: Structural = 1
    """Stations side by side."""
    lot: PositiveCount = Count(central=1)
    """Units in a lot."""
    work_days: Days = Law(family="deterministic", parameters={"value": Number(central=1.0)})
    """Days that a station works on a lot at nominal speed."""
    capacity: FactorProfile | None = None
    """Factor on the speed, over time."""
    rate_per_month: RateProfile | None = None
    """Or the output of all stations together, units a month (of 30.4375 days), if nothing stops them; speed follows from it."""
    started_lots: list[StartedLot] = Field(default_factory=list)
    """Lots under work at the start, one for each of the first stations. Their parts are in them already."""
    milestones: list[PositiveCount] = Field(default_factory=list)
    """Numbers of units made for which the instant is recorded at which they were reached."""
    expansion: NotNegative = Number(central=1.0)
    """Factor on the speed at the start; programmes raise it."""
    shut: bool = False
    """Shut at the start, until a programme opens it."""
    learning_rate: Share | None = None
    """Wright: factor on the time of a lot when cumulative output doubles (0.8: an 80 % curve)."""
    units_made_before: NotNegative = Number(central=0.0)
    """Units made before the start, from which learning goes on."""
    parts: list[Part] = Field(default_factory=list)
    """Bill of materials; without its parts a station starves."""
    output: StockName | None = None
    """The stock that takes what no customer has ordered; if it is full, stations are blocked."""
    to_order: bool | None = None
    """Works only while customers have orders outstanding; left out: if it has customers and no output stock."""
    customers: dict[Name, Customer] = Field(default_factory=dict)
    """The order book, by name; stocks and donors order as `line.customer`."""
    allocation: Literal["first_in", "priority", "share"] = "first_in"
    """Whose turn it is when a lot is done."""
    failures: dict[Name, FailureMode] = Field(default_factory=dict)
    """Failure modes, by name."""

    @model_validator(mode="after")
    def _fits(self) -> Line:
        if self.capacity is not None and self.rate_per_month is not None:
            raise ValueError("expected capacity or rate_per_month, got both")
        if self.output is None and not self.customers:
            raise ValueError("expected an output stock or customers, got neither")
        if self.output is None and self.to_order is False:
            raise ValueError("expected an output stock for a line that does not work to order only, got none")
        if self.work_days.mean <= 0.0:
            raise ValueError(f"expected work_days with a mean > 0, got {self.work_days.mean:g}")
        if len(self.started_lots) > self.stations:
            raise ValueError(f"expected at most {self.stations} started_lots (stations), got {len(self.started_lots)}")
        if self.learning_rate is not None and self.learning_rate.value <= 0.0:
            raise ValueError(f"expected learning_rate > 0, got {self.learning_rate.value:g}")
        return self
