"""A world as far as its record goes: shortened to the end of a window, and recorded as its series need it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from materiel.lab.errors import LabError
from materiel.lab.record.months import month_name
from materiel.lab.record.observe import columns_of, needs_days
from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.network.narrow import narrowed
from materiel.scenario.calendar import horizon
from materiel.scenario.observed import Observed
from materiel.scenario.world import Scenario, World

_HORIZON = ("horizon_years", "horizon_months", "end")


def end_of(scenario: Scenario) -> date:
    """The day after the last whole month of a world."""
    months, _ = horizon(scenario.world)
    return date.fromisoformat(f"{month_name(scenario.world.start, months)}-01")


def shortened(scenario: Scenario, months: int, days: bool = False) -> Scenario:
    """The world over its first so many months; with `days`, every day is recorded. Raises LabError if the world is shorter.

    Nothing in a world looks ahead to its end, so what happens in these months is what happens in the whole world.
    """
    most, _ = horizon(scenario.world)
    if not 1 <= months <= most:
        raise LabError(f"{scenario.world.name}: expected a window of 1 to {most} whole months, got {months}")
    told: dict[str, Any] = {k: v for k, v in scenario.world if k not in _HORIZON}
    told |= {"horizon_months": months, "record_times": [], "record_months": True, "record_step_days": None}
    if days:
        told |= {"record_step_days": 1.0, "record_offset_days": 0.0}
    return scenario.model_copy(update={"world": World.model_validate(told)})


def observed_network(scenario: Scenario, series: Mapping[str, Observed], months: int) -> Network:
    """The network of the first so many months of a world, which records just what these series need.

    Raises LabError if the world is shorter, or does not record a cell.
    """
    network = network_of(shortened(scenario, months, needs_days(series)))
    return narrowed(network, columns_of(network.columns, series))
