"""What was understood of a world: counts, horizon, supply, assumptions, and every fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.register import by_confidence, numbers
from materiel.scenario.spec import days_from
from materiel.scenario.supplies import used, without_supply
from materiel.scenario.walk import leaves
from materiel.scenario.weights import Weighed, weights_of
from materiel.scenario.world import Scenario, World


@dataclass(frozen=True)
class Report:
    """What `materiel check` says. `faults` is empty for a world that can be run; the rest is empty for one that cannot be read."""

    name: str = ""
    title: str = ""
    kind: str = ""
    start: str = ""
    end: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    without_supply: list[str] = field(default_factory=list)
    unused_items: list[str] = field(default_factory=list)
    numbers: int = 0
    uncertain: int = 0
    assumptions: dict[str, int] = field(default_factory=dict)
    weights: dict[str, Weighed] = field(default_factory=dict)
    """What the components of readiness weigh, by front."""
    faults: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether it can be run."""
        return not self.faults

    def as_dict(self) -> dict[str, Any]:
        """As data that JSON can hold."""
        return {**asdict(self), "faults": [fault.as_dict() for fault in self.faults], "ok": self.ok}


def check(source: Scenario | str | Path = DEFAULT, sets: Sequence[str] | Mapping[str, Any] = ()) -> Report:
    """The report on a scenario, or on a world's file, folder or shipped name."""
    if isinstance(source, Scenario):
        return understood(source)
    try:
        return understood(load(source, sets))
    except ScenarioError as error:
        return Report(name=str(source), faults=list(error.faults))


def understood(scenario: Scenario) -> Report:
    """What a scenario that was loaded says."""
    sections = [s for s in Scenario.model_fields if isinstance(getattr(scenario, s), (dict, list))]
    stated = [number for _, number in numbers(scenario)]
    uses = used(scenario, leaves(scenario))
    return Report(
        name=scenario.world.name,
        title=scenario.world.title,
        kind=scenario.world.kind,
        start=scenario.world.start.isoformat(),
        end=end_of(scenario.world).isoformat(),
        counts={s: len(getattr(scenario, s)) for s in sections if getattr(scenario, s)},
        without_supply=without_supply(scenario),
        unused_items=[item for item in scenario.items if item not in uses],
        numbers=len(stated),
        uncertain=sum(number.uncertain for number in stated),
        assumptions=by_confidence(scenario),
        weights={name: weights_of(scenario, front) for name, front in scenario.fronts.items()},
    )


def end_of(world: World) -> date:
    """The day after the last one that is simulated."""
    if world.end is not None:
        return world.start + timedelta(days=days_from(world.start, world.end))
    months = world.horizon_months or 12 * (world.horizon_years or 0)
    month = world.start.month - 1 + months
    return date(world.start.year + month // 12, month % 12 + 1, 1)
