"""Circles: sites that power each other, and stocks that order from each other without an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from materiel.scenario.errors import Fault
from materiel.scenario.stock import Stock
from materiel.scenario.world import Scenario


def circles(follows: Mapping[str, str]) -> Iterator[list[str]]:
    """Circles in which everyone follows one other, each once, with the first name again at the end.

    >>> list(circles({"a": "b", "b": "c", "c": "b", "d": "d", "e": "a"}))
    [['b', 'c', 'b'], ['d', 'd']]
    """
    done = set[str]()
    for start in follows:
        chain, at = [], start
        while at in follows and at not in chain and at not in done:
            chain.append(at)
            at = follows[at]
        if at in chain:
            yield [*chain[chain.index(at) :], at]
        done.update(chain)


def power_circles(scenario: Scenario) -> list[Fault]:
    """Sites that power each other in a circle."""
    powered = {name: site.powered_by for name, site in scenario.sites.items() if site.powered_by is not None}
    return [
        Fault(f"sites.{circle[0]}.powered_by", f"expected power without a circle, got {' <- '.join(circle)}")
        for circle in circles(powered)
    ]


def replenishment_circles(scenario: Scenario) -> list[Fault]:
    """Stocks that order from each other in a circle in which an order would go round and round within an instant.

    Stocks that review continuously pass an order on at once. That is refused if units take no time to go round, or a stock orders
    from itself; and if together they have less than what all of them want: a circle only passes units round, so that somebody
    always orders. A stock that reviews at dates breaks the circle.
    """
    faults = []
    for circle in circles(_asked_at_once(scenario)):
        names = circle[:-1]
        path, told = f"stocks.{names[0]}.replenish.stock", " <- ".join(circle)
        held = sum(_position(scenario.stocks[name]) for name in names)
        wanted = sum(_wanted(scenario.stocks[name]) for name in names)
        if len(names) == 1:
            faults.append(Fault(path, f"expected another stock to order from, got {names[0]!r} itself"))
        elif all(_instant(scenario, name) for name in names):
            faults.append(Fault(path, f"expected replenishment without a circle, got {told} (lead 0)"))
        elif held < wanted:
            message = (
                f"expected stocks that order from each other to have the {wanted} units that they want together, "
                f"got {held} ({told}): each order would cause the next without end; with review_days it would not"
            )
            faults.append(Fault(path, message))
    return faults


def circle_of(scenario: Scenario, stock: str) -> str:
    """The circle of continuous reviews in which a stock orders, in words; empty if there is none."""
    found = next((circle for circle in circles(_asked_at_once(scenario)) if stock in circle), [])
    return " <- ".join(found)


def _asked_at_once(scenario: Scenario) -> dict[str, str]:
    """Whom each stock under continuous review orders from."""
    return {
        name: stock.replenish.stock
        for name, stock in scenario.stocks.items()
        if stock.replenish is not None
        and stock.replenish.stock is not None
        and stock.replenish.review_days.value <= 0.0
    }


def _instant(scenario: Scenario, name: str) -> bool:
    """Whether units take no time to a stock from the one that it draws on."""
    how = scenario.stocks[name].replenish
    lane = scenario.lanes.get(how.lane) if how is not None and how.lane is not None else None
    return lane is not None and lane.lead_days.mean <= 0.0 and lane.departure_days.value <= 0.0


def _position(stock: Stock) -> int:
    """Inventory position at the start: on hand and on the way."""
    return stock.on_hand.value + sum(order.units.value for order in stock.on_way)


def _wanted(stock: Stock) -> int:
    """The least inventory position at which a stock orders nothing at the start (`rules/replenish.py`)."""
    how = stock.replenish
    assert how is not None
    least = 0
    if how.policy == "base_stock" and how.up_to is not None:
        least = how.up_to.value
    elif how.policy in ("r_q", "s_s") and how.reorder_point is not None:
        least = how.reorder_point.value + 1
    elif how.cover_days is not None:
        least = int(how.cover_days.value * how.demand_per_day.value + 0.5)
    return least if stock.capacity is None else min(least, stock.capacity.value)
