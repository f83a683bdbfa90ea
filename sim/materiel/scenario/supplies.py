"""Which items something refers to, and which something makes, brings in or holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from materiel.scenario.errors import Fault
from materiel.scenario.spec import Refers, Supplies
from materiel.scenario.walk import Leaf, leaves
from materiel.scenario.world import Scenario


def supplied(scenario: Scenario, walked: Iterable[Leaf]) -> set[str]:
    """Items that something makes or brings in, that a stock holds or gets at the start, or that users hand in for an exchange."""
    marked = {
        leaf.value for leaf in walked for m in leaf.marks if isinstance(m, Supplies) and leaf.value in scenario.items
    }
    held = {s.item for s in scenario.stocks.values() if s.on_hand.value + sum(o.units.value for o in s.on_way) > 0}
    return marked | held | _exchanged(scenario)


def _exchanged(scenario: Scenario) -> set[str]:
    """Items of which users hand in failed units that a shop repairs, unless it finds all of them beyond repair."""
    stocks, shops = scenario.stocks, scenario.shops
    return {
        stocks[demand.stock].item
        for demand in scenario.demands.values()
        if demand.stock in stocks and demand.shop in shops and shops[demand.shop].scrapped.value < 1.0
    }


def used(scenario: Scenario, walked: Iterable[Leaf]) -> dict[str, str]:
    """Items that something refers to, with the first path that does."""
    found: dict[str, str] = {}
    for leaf in walked:
        for mark in leaf.marks:
            if isinstance(mark, Refers) and mark.sections == ("items",) and leaf.value in scenario.items:
                found.setdefault(leaf.value, leaf.path)
    return found


def without_supply(scenario: Scenario) -> list[str]:
    """Items that are used, but that nothing makes, brings in or holds."""
    walked = list(leaves(scenario))
    have = supplied(scenario, walked)
    return [item for item in used(scenario, walked) if item not in have]


def unsupplied(scenario: Scenario, walked: Sequence[Leaf]) -> list[Fault]:
    """The same as faults."""
    where, have = used(scenario, walked), supplied(scenario, walked)
    missing = "expected a line or source that makes it or a stock that holds it, got none"
    return [Fault(f"items.{item}", f"{missing} (used by {where[item]})") for item in where if item not in have]
