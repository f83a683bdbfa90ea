"""What no schema of a single entity can see, put together: names, circles, goods that nobody makes, goods in the wrong stock."""

from __future__ import annotations

from materiel.scenario.aid_checks import aid_faults
from materiel.scenario.choices import choices, linked
from materiel.scenario.circles import power_circles
from materiel.scenario.errors import Fault
from materiel.scenario.names import Names, names_of, unknown_names
from materiel.scenario.paths import nearest
from materiel.scenario.supplies import unsupplied
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario


def targets_without_sites(scenario: Scenario) -> list[Fault]:
    """Target categories of raids or layers to which no site belongs."""
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


def all_faults(scenario: Scenario, names: Names | None = None) -> list[Fault]:
    """Every fault of a scenario whose entities are each well formed."""
    walked = list(leaves(scenario))
    found = unknown_names(scenario, names or names_of(scenario), walked)
    found += power_circles(scenario) + unsupplied(scenario, walked) + linked(scenario)
    found += targets_without_sites(scenario) + aid_faults(scenario)
    return found + missing_front(scenario) + choices(scenario)
