"""What a front lives by: its fleets and their munitions, air defence, and the lines, shops and courses that feed them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from materiel.scenario.world import Scenario


@dataclass(frozen=True)
class Reach:
    """Names of what a front uses, each in the order of the world.

    `munitions` and `interceptors` are the stocks that each item is used from, the first choice first. `lines` are lines by the
    item that they make: of what is used, and of what goes into that.
    """

    front: str
    fleets: list[str]
    munitions: dict[str, list[str]]
    interceptors: dict[str, list[str]]
    parts: dict[str, list[str]]
    lines: dict[str, list[str]]
    shops: list[str]
    courses: list[str]

    @property
    def supplies(self) -> dict[str, list[str]]:
        """Munitions and interceptors."""
        return {**self.munitions, **self.interceptors}


def reach_of(scenario: Scenario, front: str) -> Reach:
    """What a front of the world uses. Air defence is common to all fronts."""
    fleets = list(scenario.fronts[front].fleets)
    drawn = [stock for fleet in fleets for need in scenario.fleets[fleet].needs.values() for stock in need.stocks]
    fired = [layer.interceptors for layer in scenario.layers.values() if layer.interceptors is not None]
    munitions = _by_item(scenario, drawn)
    interceptors = {item: at for item, at in _by_item(scenario, fired).items() if item not in munitions}
    used = [*munitions, *interceptors, *(scenario.fleets[fleet].item for fleet in fleets)]
    lines = _lines(scenario, used)
    parts = [part.stock for names in lines.values() for name in names for part in scenario.lines[name].parts]
    shops = [s for fleet in fleets for s in (scenario.fleets[fleet].shop, scenario.fleets[fleet].other_shop) if s]
    courses = [name for name, course in scenario.training.items() if course.to in fleets]
    return Reach(
        front,
        fleets,
        munitions,
        interceptors,
        _by_item(scenario, parts),
        lines,
        list(dict.fromkeys(shops)),
        courses,
    )


def _by_item(scenario: Scenario, stocks: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stock in dict.fromkeys(stocks):
        found.setdefault(scenario.stocks[stock].item, []).append(stock)
    return found


def _lines(scenario: Scenario, items: Iterable[str]) -> dict[str, list[str]]:
    """Lines that make the items or, in turn, their parts, by item."""
    found: dict[str, list[str]] = {}
    wanted = list(dict.fromkeys(items))
    for item in wanted:
        names = [name for name, line in scenario.lines.items() if line.item == item]
        if names:
            found[item] = names
        for part in (part for name in names for part in scenario.lines[name].parts):
            if scenario.stocks[part.stock].item not in wanted:
                wanted.append(scenario.stocks[part.stock].item)
    return found
