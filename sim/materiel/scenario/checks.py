"""What no schema of a single entity can see, put together: names, circles, goods that nobody makes, goods in the wrong stock."""

from __future__ import annotations

from materiel.scenario import calendar
from materiel.scenario.aid_checks import aid_faults
from materiel.scenario.choices import choices, linked
from materiel.scenario.circles import power_circles
from materiel.scenario.errors import Fault
from materiel.scenario.fleet_checks import opponents
from materiel.scenario.names import Names, names_of, unknown_names
from materiel.scenario.paths import nearest
from materiel.scenario.roles import role_of
from materiel.scenario.supplies import unsupplied
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario

_SECTIONS = {"training": "training"}
"""Sections that are not called by the plural of the kind."""


def targets_without_sites(scenario: Scenario, names: Names) -> list[Fault]:
    """Target categories of raids or layers to which no site belongs; none if a site could not be read, for it may be that one's."""
    if set(names["sites"]) != set(scenario.sites):
        return []
    known = sorted({site.target_category for site in scenario.sites.values() if site.target_category is not None})
    named = {f"raids.{name}.targets.{c}": c for name, raid in scenario.raids.items() for c in raid.targets}
    for name, layer in scenario.layers.items():
        named |= {f"layers.{name}.covers.{k}": c for k, c in enumerate(layer.covers or ())}
    faults = []
    for path, category in named.items():
        if category not in known:
            near = nearest(category, known)
            hint = f"; the nearest is {near}" if near else ""
            faults.append(Fault(path, f"expected the target_category of a site, got {category!r}{hint}"))
    return faults


def missing_front(scenario: Scenario) -> list[Fault]:
    """A theatre without a front."""
    if scenario.world.kind == "reference" or getattr(scenario, "fronts", None):
        return []
    return [Fault("fronts", 'expected a front, got none (a world without one says kind = "reference" under [world])')]


def unseen_signs(scenario: Scenario) -> list[Fault]:
    """Signs of programmes in a world that records no months: nobody would ever see them."""
    if scenario.world.record_months:
        return []
    message = "expected record_months = true under [world], since signs are read at month-ends, got false"
    return [Fault(f"programmes.{name}.signs", message) for name, spec in scenario.programmes.items() if spec.signs]


def warm_up(scenario: Scenario) -> list[Fault]:
    """A warm-up that does not end at a record instant before the end: what it leaves out could not be told from the rest."""
    day = scenario.yardsticks.warm_up_days.value
    times = calendar.recorded(scenario.world)
    if day == 0.0 or not times or calendar.row_at(times[:-1], day) is not None:
        return []
    near = calendar.nearest_days(times[:-1], day) or "there is none (see world.record_times)"
    message = f"expected a record instant before the end (day {times[-1]:.10g}), got {day:.10g}; {near}"
    return [Fault("yardsticks.warm_up_days", message)]


def effects(scenario: Scenario) -> list[Fault]:
    """Values that programmes set where the key of that name may not have them."""
    faults = []
    for name, programme in scenario.programmes.items():
        for k, effect in enumerate(programme.effects):
            kind, entity, field = effect.cell.split("/")
            spec = getattr(scenario, _SECTIONS.get(kind, f"{kind}s"), {}).get(entity)
            role = role_of(type(spec), field) if spec is not None else None
            if effect.set is not None and role is not None:
                found = effect.set.strays(role)
                at = f"programmes.{name}.effects.{k}.set"
                faults += [Fault(".".join([at, *map(str, where)]), told) for where, told, _ in found]
    return faults


def all_faults(scenario: Scenario, names: Names | None = None) -> list[Fault]:
    """Every fault of a scenario whose entities are each well formed."""
    walked = list(leaves(scenario))
    names = names or names_of(scenario)
    found = unknown_names(scenario, names, walked)
    found += power_circles(scenario) + unsupplied(scenario, walked) + linked(scenario)
    found += targets_without_sites(scenario, names)
    found += aid_faults(scenario) + opponents(scenario) + unseen_signs(scenario)
    return found + missing_front(scenario) + warm_up(scenario) + effects(scenario) + choices(scenario)
