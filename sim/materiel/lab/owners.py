"""Who owns which stock, and who draws on it, as the metrics of stock-outs need it."""

from __future__ import annotations

from collections.abc import Iterator

from materiel.scenario.world import Scenario

NAMELESS = "recipient"
"""What the recipient is called among owners in a world that does not name it (`yardsticks.home`)."""


def recipient(scenario: Scenario) -> str:
    """The recipient's name among owners."""
    return scenario.yardsticks.home or NAMELESS


def draws_on(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """The stocks that each user `kind/name` of the recipient draws on, best first, and the stock of each holding."""
    opposing = _opposing(scenario)
    found = {row: stocks for fleet, row, stocks in _of_fleets(scenario) if fleet not in opposing}
    found |= {f"layer/{n}": (layer.interceptors,) for n, layer in scenario.layers.items() if layer.interceptors}
    found |= {f"demand/{n}": (demand.stock,) for n, demand in scenario.demands.items() if demand.stock}
    return found | {f"holding/{n}": (holding.stock,) for n, holding in scenario.holdings.items()}


def owners_of(scenario: Scenario) -> dict[str, str]:
    """The owner of each stock: the donor that holds it, else the recipient; none where only opposing fleets draw on it."""
    held = {holding.stock: holding.donor for holding in scenario.holdings.values()}
    used = {stock for stocks in draws_on(scenario).values() for stock in stocks}
    opposing = _opposing(scenario)
    foreign = {stock for fleet, _, stocks in _of_fleets(scenario) if fleet in opposing for stock in stocks} - used
    return {stock: held.get(stock, recipient(scenario)) for stock in scenario.stocks if stock not in foreign}


def owner_titles(scenario: Scenario) -> dict[str, str]:
    """What owners are called in tables and figures, the recipient first."""
    home = scenario.yardsticks.home_title or scenario.yardsticks.home or "The recipient"
    return {recipient(scenario): home} | {name: donor.title or name for name, donor in scenario.donors.items()}


def _opposing(scenario: Scenario) -> set[str]:
    return {fleet for front in scenario.fronts.values() for fleet in front.opposing}


def _of_fleets(scenario: Scenario) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every fleet with what it draws munitions and replacements by: its name, the user's row and its stocks."""
    for name, fleet in scenario.fleets.items():
        for need, spec in fleet.needs.items():
            yield name, f"need/{name}.{need}", tuple(spec.stocks)
        if fleet.reserve is not None:
            yield name, f"fleet/{name}", (fleet.reserve,)
