"""What runs of a world are judged by: targets, thresholds, the rate of discount."""

from __future__ import annotations

import itertools
import re
from typing import Annotated

from pydantic import Field, model_validator

from materiel.scenario.spec import Spec
from materiel.scenario.values import NotNegative, Number, Share, Yardstick


def _floors() -> list[Number]:
    return [Number(central=floor) for floor in (0.9, 0.8, 0.65)]


_WHAT_JUDGES = re.compile(
    r"yardsticks\..*"
    r"|fronts\.[^.]+\.(weights|reference_raid)(\..*)?"
    r"|fronts\.[^.]+\.families\.[^.]+\.(\w+_weight|target_days|requirement)(\..*)?"
    r"|arsenals\.[^.]+\.coverage_weight(\..*)?"
    r"|fleets\.[^.]+\.(planned_strength|needs\.[^.]+\.planned_per_day)(\..*)?"
)


def judges(path: str) -> bool:
    """Whether the number at a path is a yardstick: it says how runs are judged, and is no part of what is known of the world.

    >>> judges("fronts.east.weights.munitions"), judges("fleets.guns.needs.fire.rounds_per_day.value")
    (True, False)
    """
    return _WHAT_JUDGES.fullmatch(path) is not None


class Levels(Spec):
    """A level of each component of readiness."""

    availability: Annotated[Share, Yardstick]
    """Of operational / planned strength (equipment)."""
    munitions: Annotated[Share, Yardstick]
    """Of issued / required."""
    coverage: Annotated[Share, Yardstick] = Number(central=1.0)
    """Of air-defence coverage."""


class Yardsticks(Spec):
    """Yardsticks of the metrics. They change no run, only what is said about it."""

    planned: Levels | None = None
    """Planned level of each component: the target is readiness at these, by the weights of the fronts."""
    failing: Levels | None = None
    """Levels at which the front is failing: the threshold is readiness at these."""
    readiness_target: Annotated[Share, Yardstick] = Number(central=0.8)
    """Readiness that is aimed at, if no planned levels are stated."""
    failure_threshold: Annotated[Share, Yardstick] = Number(central=0.5)
    """Readiness below which the front is failing, if no failing levels are stated."""
    category_floors: list[Annotated[Share, Yardstick]] = Field(default_factory=_floors)
    """Least levels of categories 1, 2, ...; what is below the last is of one category more. The worst component decides. Defaults:
    90, 80 and 65 % (equipment on hand, Army Regulation 220-1, S-levels)."""
    allied_target: Annotated[Share, Yardstick] = Number(central=0.9)
    """Allied readiness that is aimed at."""
    discount_rate_per_year: Annotated[NotNegative, Yardstick] = Number(central=0.0)
    """Rate at which later costs are discounted."""
    warm_up_days: Annotated[NotNegative, Yardstick] = Number(central=0.0)
    """Days from the start that averages over the whole run leave out (reference worlds); a record instant before the end, so add it
    to `world.record_times` if there is none."""
    fallen_share: Annotated[Share, Yardstick] = Number(central=0.5)
    """Share of its highest level so far below which a stock has fallen; from then on it is to regenerate."""
    home: str = ""
    """Country that is supplied: lines at its sites are domestic, and it owns what no donor holds."""
    home_title: str = ""
    """What that country is called in tables and figures."""

    @model_validator(mode="after")
    def _descending(self) -> Yardsticks:
        floors = [floor.value for floor in self.category_floors]
        if not floors or any(after >= before for before, after in itertools.pairwise(floors)):
            raise ValueError(
                f"expected category_floors in descending order, got {', '.join(f'{f:g}' for f in floors) or 'none'}"
            )
        return self
