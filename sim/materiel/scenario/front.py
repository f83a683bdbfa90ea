"""A front: the days of its fleets, and how ready it is."""

from __future__ import annotations

from pydantic import Field

from materiel.scenario.fleet import FleetName
from materiel.scenario.law import Law
from materiel.scenario.profile import Profile
from materiel.scenario.raid import ArsenalName
from materiel.scenario.spec import Name, RegimeName, Spec, StockName
from materiel.scenario.values import NotNegative, Number, Positive, Share

_ONE = Number(central=1.0)


class Weights(Spec):
    """Weights of the components of readiness, in any unit; a component that is absent leaves its weight to the others."""

    availability: NotNegative = _ONE
    """Of operational / authorised."""
    fill_rate: NotNegative = _ONE
    """Of issued / demanded."""
    days_of_supply: NotNegative = _ONE
    """Of days of supply against target."""
    coverage: NotNegative = _ONE
    """Of air-defence coverage."""


class Family(Spec):
    """Items that serve the same need, as the front sees them: fleets (equipment) or supply (munitions)."""

    title: str = ""
    """What it is called in tables and figures."""
    availability_weight: NotNegative = _ONE
    """Weight in the mean of availability."""
    fill_rate_weight: NotNegative = _ONE
    """Weight in the mean of the fill rate."""
    days_of_supply_weight: NotNegative = _ONE
    """Weight in the mean of the days of supply."""
    target_days: Positive = Number(central=30.0)
    """Days of supply that count as 1."""
    stocks: list[StockName] | None = None
    """Stocks that count as supply: at the front and its depots; left out: those that its fleets and `used_at` draw on."""
    used_at: list[StockName] = Field(default_factory=list)
    """Stocks whose users count besides the fleets (interceptors: layers of air defence draw on them)."""
    demand_before_per_day: NotNegative = Number(central=0.0)
    """Mean daily demand of the 90 days before the start; 0: the mean begins with the first day."""


class Front(Spec):
    """Every day: tempo = regime x season x noise; fleets ask for munitions, lose pieces and are filled up again."""

    title: str = ""
    """What it is called in tables and figures."""
    fleets: list[FleetName] = Field(min_length=1)
    """Its fleets; munitions are issued in this order."""
    opposing: list[FleetName] = Field(default_factory=list)
    """Opposing fleets that live by its days and do not count for its readiness."""
    regime: RegimeName | None = None
    """A regime whose state is a factor on the tempo."""
    season: Profile | None = None
    """Factor on the tempo, over the year."""
    noise: Law | None = None
    """Factor on the tempo, drawn anew every day."""
    day_days: Positive = _ONE
    """Length of a day at the front."""
    day_offset_days: NotNegative = Number(central=0.0)
    """Days from the start to the first end of a day; 0: a whole day."""
    ration_below_days: NotNegative = Number(central=0.0)
    """Days of supply below which a family is rationed; 0: never."""
    ration_least: Share = Number(central=0.0)
    """Ration at no supply; it falls to that in a straight line."""
    weights: Weights = Weights()
    """Weights of the components of readiness."""
    families: dict[Name, Family] = Field(default_factory=dict)
    """Families by name; those of its fleets and needs that are left out have weights of 1."""
    arsenals: list[ArsenalName] | None = None
    """Classes that count in air-defence coverage; left out: all."""
