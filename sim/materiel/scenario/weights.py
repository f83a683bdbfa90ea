"""What the components of readiness weigh at a front: by name, and in effect."""

from __future__ import annotations

from dataclasses import dataclass

from materiel.scenario.front import Family, Front
from materiel.scenario.world import Scenario


@dataclass(frozen=True)
class Weighed:
    """Shares of the weight of components that the front has, summing to 1.

    `equipment_most` is what equipment weighs where rounds are ample: a piece more then raises what is issued too, for families of
    munitions that are required by strength or lifetime.
    """

    equipment: float
    munitions: float
    coverage: float
    equipment_most: float


def _munitions(scenario: Scenario, front: Front) -> dict[str, Family]:
    """Families of munitions that have a requirement: those that its fleets fire, and those that declare one."""
    fired = {
        scenario.items[scenario.stocks[stock].item].family
        for fleet in front.fleets
        for need in scenario.fleets[fleet].needs.values()
        for stock in need.stocks
    }
    families = {name: front.families.get(name, Family()) for name in sorted(fired) if name}
    return families | {name: f for name, f in front.families.items() if f.requirement.method != "strength"}


def weights_of(scenario: Scenario, front: Front) -> Weighed:
    """The weights of a front's components, those renormalised that the front does not have."""
    families = _munitions(scenario, front)
    by_pieces = {name: f for name, f in families.items() if f.requirement.method in ("strength", "lifetime")}
    all_weight = sum(f.munitions_weight.value for f in families.values())
    share = sum(f.munitions_weight.value for f in by_pieces.values()) / all_weight if all_weight > 0.0 else 0.0
    a = front.weights.availability.value
    m = front.weights.munitions.value if all_weight > 0.0 else 0.0
    c = front.weights.coverage.value if front.reference_raid is not None else 0.0
    whole = a + m + c or 1.0
    return Weighed(a / whole, m / whole, c / whole, (a + share * m) / whole)
