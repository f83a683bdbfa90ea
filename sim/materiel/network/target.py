"""Target categories: which there are, and their rows."""

from __future__ import annotations

from materiel.layout import raid as r
from materiel.network.build import Build
from materiel.scenario.world import Scenario


def categories(scenario: Scenario) -> list[str]:
    """All target categories that sites, raids, layers or reference raids name, in alphabetical order."""
    named = {site.target_category for site in scenario.sites.values() if site.target_category is not None}
    for raid in scenario.raids.values():
        named.update(raid.targets)
    for layer in scenario.layers.values():
        named.update(layer.covers or ())
    for front in scenario.fronts.values():
        if front.reference_raid is not None:
            named.update(front.reference_raid.targets)
    return sorted(named)


def bit_of(scenario: Scenario, category: str) -> int:
    """The bit of a category in what a layer covers; the lowest stands for raids without one."""
    return 2 << categories(scenario).index(category)


def allot_target(b: Build, category: str) -> None:
    """A row for the category, if it has none yet."""
    if f"{r.TARGET.kind}/{category}" not in b.arena.rows:
        at = b.row(r.TARGET, category)
        b.fill(at, [(r.BIT, bit_of(b.scenario, category))])
