"""The world: the root of a scenario. A kind of entity is one section, a dictionary by name, with a schema of its own."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from materiel.scenario.arsenal import Arsenal
from materiel.scenario.demand import Demand
from materiel.scenario.donor import Donor, Holding, Order
from materiel.scenario.fleet import Fleet
from materiel.scenario.front import Front
from materiel.scenario.item import Item
from materiel.scenario.lane import Lane
from materiel.scenario.layer import Layer
from materiel.scenario.line import Line
from materiel.scenario.need import Need
from materiel.scenario.pledge import Pledge
from materiel.scenario.policy import Future, Lever, WorldPolicy
from materiel.scenario.procurement import Procurement
from materiel.scenario.programme import Programme
from materiel.scenario.raid import Raid
from materiel.scenario.regime import Regime
from materiel.scenario.shop import Shop
from materiel.scenario.site import Site
from materiel.scenario.source import Source
from materiel.scenario.spec import Day, Name, Spec, When
from materiel.scenario.stock import Stock
from materiel.scenario.training import Training
from materiel.scenario.yardsticks import Yardsticks


class World(Spec):
    """What the scenario as a whole is."""

    name: str
    """Short name, for files and tables."""
    title: str = ""
    """One line that says what it is."""
    kind: Literal["theatre", "reference"] = "theatre"
    """A theatre has a front; a reference world (a textbook case, a test) need not."""
    start: Day
    """First day; times are days from its beginning."""
    horizon_years: int | None = Field(None, ge=1, le=100)
    """Calendar years that are simulated; or give `horizon_months` or `end`."""
    horizon_months: int | None = Field(None, ge=1, le=1200)
    """Calendar months that are simulated."""
    end: When | None = None
    """Date (or days from the start) up to which is simulated; records of months need whole months. A whole number is a year if it
    lies after that of the start."""
    record_step_days: float | None = Field(None, gt=0)
    """Record at this step as well as at the ends of months (transients). The end is recorded too: the last step may be shorter."""
    record_offset_days: float = Field(0.0, ge=0)
    """First record of the step; 0: one step after the start."""
    record_times: list[When] = Field(default_factory=list)
    """Further instants to record."""
    record_months: bool = True
    """Record at the end of every calendar month. Without it, what is told by month (readiness, costs a month) has no value."""

    @model_validator(mode="before")
    @classmethod
    def _not_yet_begun(cls, raw: Any) -> Any:
        """A year that is over when the world begins cannot be its end: the number is one of days (a textbook's, mostly)."""
        if not isinstance(raw, dict) or not isinstance(start := raw.get("start"), (date, int, str)):
            return raw
        first = int(str(start)[:4]) if str(start)[:4].isdigit() else 0

        def days(when: Any) -> Any:
            return float(when) if type(when) is int and when <= first else when

        found = {"end": days(raw["end"])} if "end" in raw else {}
        times = raw.get("record_times")
        return raw | found | ({"record_times": [days(time) for time in times]} if isinstance(times, list) else {})

    @model_validator(mode="after")
    def _one_horizon(self) -> World:
        given = [k for k in ("horizon_years", "horizon_months", "end") if getattr(self, k) is not None]
        if len(given) != 1:
            raise ValueError(
                f"expected one of horizon_years, horizon_months and end, got {' and '.join(given) or 'none'}"
            )
        return self


class Event(Spec):
    """A date that is marked on figures."""

    date: When
    """When it was."""
    title: str
    """What is written beside the mark."""


class Scenario(Spec):
    """A world as declared. Sections are dictionaries by name; a kind that is left out does not occur."""

    world: World
    """The scenario as a whole."""
    yardsticks: Yardsticks = Yardsticks()
    """What runs are judged by."""
    items: dict[Name, Item] = Field(default_factory=dict)
    """Types of goods."""
    regimes: dict[Name, Regime] = Field(default_factory=dict)
    """What changes by itself and multiplies rates."""
    sites: dict[Name, Site] = Field(default_factory=dict)
    """Places."""
    stocks: dict[Name, Stock] = Field(default_factory=dict)
    """Goods at places."""
    sources: dict[Name, Source] = Field(default_factory=dict)
    """The world outside as a supplier."""
    lanes: dict[Name, Lane] = Field(default_factory=dict)
    """Ways between places."""
    lines: dict[Name, Line] = Field(default_factory=dict)
    """Production."""
    shops: dict[Name, Shop] = Field(default_factory=dict)
    """Repair."""
    fleets: dict[Name, Fleet] = Field(default_factory=dict)
    """Equipment with its users."""
    training: dict[Name, Training] = Field(default_factory=dict)
    """Conversion of crews."""
    fronts: dict[Name, Front] = Field(default_factory=dict)
    """Where fleets live day by day."""
    demands: dict[Name, Demand] = Field(default_factory=dict)
    """Users who come."""
    arsenals: dict[Name, Arsenal] = Field(default_factory=dict)
    """The attacker's missiles and drones, by class."""
    raids: dict[Name, Raid] = Field(default_factory=dict)
    """Attacks, by kind."""
    layers: dict[Name, Layer] = Field(default_factory=dict)
    """Air defence."""
    needs: dict[Name, Need] = Field(default_factory=dict)
    """What recipients are to have, which donors fill together."""
    donors: dict[Name, Donor] = Field(default_factory=dict)
    """Those who give."""
    holdings: dict[Name, Holding] = Field(default_factory=dict)
    """What donors hold, need themselves and give."""
    procurements: dict[Name, Procurement] = Field(default_factory=dict)
    """Domestic procurement."""
    orders: dict[Name, Order] = Field(default_factory=dict)
    """What donors and procurement spend money on."""
    pledges: dict[Name, Pledge] = Field(default_factory=dict)
    """Promises by dates."""
    programmes: dict[Name, Programme] = Field(default_factory=dict)
    """Decisions that take time and change what others can do."""
    events: list[Event] = Field(default_factory=list)
    """Dates that are marked on figures."""
    levers: dict[str, Lever] = Field(default_factory=dict)
    """What a decision-maker may choose: a path of this file, with its range."""
    policies: dict[Name, WorldPolicy] = Field(default_factory=dict)
    """Named values for levers."""
    futures: dict[Name, Future] = Field(default_factory=dict)
    """Named values for uncertain numbers."""
