"""A front: the days of its fleets, and how ready it is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from materiel.scenario.fleet import FleetName
from materiel.scenario.law import FactorLaw
from materiel.scenario.profile import FactorProfile, RateProfile
from materiel.scenario.raid import ArsenalName
from materiel.scenario.spec import Name, RegimeName, Spec, StockName
from materiel.scenario.values import NotNegative, Number, Positive, Share, Weight, Yardstick

_ONE = Number(central=1.0)


class Weights(Spec):
    """Weights of the components of readiness, in any unit; a component that is absent leaves its weight to the others."""

    availability: Weight = _ONE
    """Of operational / planned strength (equipment)."""
    munitions: Weight = _ONE
    """Of issued / required."""
    coverage: Weight = _ONE
    """Of air-defence coverage: the expected share of the reference raid that is stopped."""


class Requirement(Spec):
    """What a family of munitions is required to have, whatever is there: one of the methods of ammunition planning."""

    method: Literal["strength", "level_of_effort", "targets", "lifetime"] = "strength"
    """strength: authorised strength x planned rounds per piece and day x tempo; level_of_effort: units a day; targets: targets
    a day x units for a target / planned availability; lifetime: authorised strength x units of a piece's life / that life."""
    units_per_day: Annotated[RateProfile, Yardstick] | None = None
    """Units a day (level_of_effort)."""
    targets_per_day: Annotated[RateProfile, Yardstick] | None = None
    """Targets to be engaged a day (targets)."""
    units_per_target: Annotated[Positive, Yardstick] | None = None
    """Units planned for a target (targets)."""
    planned_availability: Annotated[Share, Yardstick] = _ONE
    """Share of what is issued that is planned to be usable (targets); never what is available in the run."""
    units_per_piece: Annotated[NotNegative, Yardstick] | None = None
    """Units of a piece's service life (lifetime)."""
    life_days: Annotated[Positive, Yardstick] | None = None
    """Days of that life (lifetime)."""
    by_tempo: bool = True
    """Whether it goes with the tempo of the front (level_of_effort, targets)."""

    @model_validator(mode="after")
    def _complete(self) -> Requirement:
        wanted = _REQUIRED_BY[self.method]
        missing = [key for key in wanted if getattr(self, key) is None]
        if missing:
            raise ValueError(f"expected {' and '.join(missing)} for method {self.method}, got none")
        odd = [
            key
            for keys in _REQUIRED_BY.values()
            for key in keys
            if key not in wanted and getattr(self, key) is not None
        ]
        if odd:
            raise ValueError(f"expected no {' and '.join(odd)} for method {self.method}")
        if self.planned_availability.value <= 0.0:
            raise ValueError(f"expected planned_availability > 0, got {self.planned_availability.value:g}")
        return self


_REQUIRED_BY: dict[str, tuple[str, ...]] = {
    "strength": (),
    "level_of_effort": ("units_per_day",),
    "targets": ("targets_per_day", "units_per_target"),
    "lifetime": ("units_per_piece", "life_days"),
}


class Family(Spec):
    """Items that serve the same need, as the front sees them: fleets (equipment) or supply (munitions)."""

    title: str = ""
    """What it is called in tables and figures."""
    availability_weight: Weight = _ONE
    """Weight in the mean of availability."""
    munitions_weight: Weight = _ONE
    """Weight in the means of munitions and of the fill rate."""
    days_of_supply_weight: Weight = _ONE
    """Weight in the mean of the days of supply (sustainability)."""
    target_days: Annotated[Positive, Yardstick] = Number(central=30.0)
    """Days of supply that are required."""
    requirement: Requirement = Requirement()
    """What is required of a family of munitions; left out, by the strength of the fleets that fire it."""
    stocks: list[StockName] | None = None
    """Stocks that count as supply: at the front and its depots; left out: those that its fleets and `used_at` draw on."""
    used_at: list[StockName] = Field(default_factory=list)
    """Stocks whose users count besides the fleets (interceptors: layers of air defence draw on them)."""
    demand_before_per_day: NotNegative = Number(central=0.0)
    """Mean daily demand of the 90 days before the start; 0: the mean begins with the first day."""


class ReferenceRaid(Spec):
    """The raid that air-defence coverage is stated for: so many threats of each class, at a fixed mix of targets."""

    units: dict[ArsenalName, Annotated[NotNegative, Yardstick]] = Field(min_length=1)
    """Threats by class; they draw on no arsenal. Classes meet the layers in this order."""
    targets: dict[Name, Weight] = Field(default_factory=dict)
    """Weights of the target categories; left out, it has none and meets the layers that cover all."""
    raids: Annotated[Positive, Yardstick] = _ONE
    """Raids that the magazines have to last for."""

    @model_validator(mode="after")
    def _somewhere(self) -> ReferenceRaid:
        if self.targets and sum(weight.value for weight in self.targets.values()) <= 0.0:
            raise ValueError("expected a target with a weight above 0, got none")
        return self


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
    season: FactorProfile | None = None
    """Factor on the tempo, over the year."""
    noise: FactorLaw | None = None
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
    reference_raid: ReferenceRaid | None = None
    """The raid that air-defence coverage is stated for; left out, coverage is no component of its readiness."""
    arsenals: list[ArsenalName] | None = None
    """Classes that count in the share of threats that were stopped; left out: all."""
