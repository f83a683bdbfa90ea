"""What no schema of a single donor, order or pledge can see: that goods fit, that there is a way, that somebody gives."""

from __future__ import annotations

from materiel.scenario.errors import Fault
from materiel.scenario.world import Scenario


def _item_of_stock(scenario: Scenario, stock: str | None) -> str | None:
    return scenario.stocks[stock].item if stock in scenario.stocks else None


def _sold(scenario: Scenario, customer: str | None, source: str | None) -> str | None:
    """The item that a customer's line or a source sells; None if there is no such line or source."""
    line = (customer or "").partition(".")[0]
    if line in scenario.lines:
        return scenario.lines[line].item
    return scenario.sources[source].item if source in scenario.sources else None


def _goes_to(scenario: Scenario, customer: str | None) -> str | None:
    line, _, name = (customer or "").partition(".")
    if line not in scenario.lines or name not in scenario.lines[line].customers:
        return None
    return scenario.lines[line].customers[name].stock


def _other(path: str, what: str, item: str, got: str | None) -> list[Fault]:
    """A fault if an item is known and is not the one that was expected."""
    return [] if got in (None, item) else [Fault(path, f"expected {what} of {item}, got one of {got}")]


def needs(scenario: Scenario) -> list[Fault]:
    """Needs whose stocks hold another item."""
    faults = []
    for name, need in scenario.needs.items():
        for key, stocks in (("stock", [need.stock]), ("downstream", need.downstream)):
            for stock in stocks:
                faults += _other(f"needs.{name}.{key}", "a stock", need.item, _item_of_stock(scenario, stock))
    return faults


def holdings(scenario: Scenario) -> list[Fault]:
    """Holdings that are given to a need of another item, that cannot get there, or that are refilled elsewhere; used twice."""
    faults, kept = [], dict[str, str]()
    for name, holding in scenario.holdings.items():
        path = f"holdings.{name}"
        item = _item_of_stock(scenario, holding.stock)
        if holding.stock in kept:
            faults.append(Fault(f"{path}.stock", f"expected a stock of its own, got that of {kept[holding.stock]}"))
        kept[holding.stock] = path
        for need in holding.needs():
            if need in scenario.needs and item is not None:
                faults += _other(f"{path}.need", "a need", item, scenario.needs[need].item)
        donor = scenario.donors.get(holding.donor)
        if holding.need is not None and holding.lane is None and donor is not None and donor.gift_lane is None:
            faults.append(Fault(f"{path}.lane", f"expected a lane here or donors.{holding.donor}.gift_lane, got none"))
        if item is not None:
            sold = _sold(scenario, holding.refill_customer, holding.refill_source)
            faults += _other(f"{path}.refill_customer", "a seller", item, sold)
        goes_to = _goes_to(scenario, holding.refill_customer)
        if goes_to is not None and goes_to != holding.stock:
            message = f"expected a customer whose stock is {holding.stock!r}, got one whose is {goes_to!r}"
            faults.append(Fault(f"{path}.refill_customer", message))
    return faults + _given_twice(scenario)


def _given_twice(scenario: Scenario) -> list[Fault]:
    faults, seen = [], dict[tuple[str, str], str]()
    for name, holding in scenario.holdings.items():
        for need in holding.needs():
            if (holding.donor, need) in seen:
                message = f"expected one holding of a donor for a need, got {seen[holding.donor, need]} too"
                faults.append(Fault(f"holdings.{name}.need", message))
            seen[holding.donor, need] = name
    return faults


def orders(scenario: Scenario) -> list[Fault]:
    """Orders of goods that the need, or the stock that they go to, is not of."""
    faults = []
    for name, order in scenario.orders.items():
        path = f"orders.{name}"
        item = _sold(scenario, order.customer, order.source)
        if item is None:
            continue
        if order.need in scenario.needs:
            faults += _other(f"{path}.need", "a need", item, scenario.needs[order.need].item)
        faults += _other(f"{path}.stock", "a stock", item, _item_of_stock(scenario, order.stock))
        if order.customer is not None and order.stock is not None:
            faults.append(
                Fault(f"{path}.stock", "expected no stock, since the customer's units go to its own, got one")
            )
    return faults


def pledges(scenario: Scenario) -> list[Fault]:
    """Pledges of donors that neither hold nor order anything for the need; donors that make up for one that there is not."""
    faults = []
    gives = {(holding.donor, need) for holding in scenario.holdings.values() for need in holding.needs()}
    gives |= {(o.donor, o.need) for o in scenario.orders.values() if o.donor is not None and o.need is not None}
    for name, pledge in scenario.pledges.items():
        for donor in pledge.donors:
            if donor in scenario.donors and pledge.need in scenario.needs and (donor, pledge.need) not in gives:
                message = f"expected donors that hold or order for {pledge.need}, got {donor}"
                faults.append(Fault(f"pledges.{name}.donors", message))
    for name, spec in scenario.donors.items():
        for other in spec.makes_up_for:
            if other == name:
                faults.append(Fault(f"donors.{name}.makes_up_for", f"expected another donor, got {other!r}"))
    return faults


def owners(scenario: Scenario) -> list[Fault]:
    """A recipient that is called as a donor is: owners of stocks go by these names."""
    home = scenario.yardsticks.home
    if home in scenario.donors:
        return [Fault("yardsticks.home", f"expected a name that no donor has, got {home!r}")]
    return []


def aid_faults(scenario: Scenario) -> list[Fault]:
    """Every fault of needs, donors, holdings, orders and pledges that are each well formed."""
    return needs(scenario) + holdings(scenario) + orders(scenario) + pledges(scenario) + owners(scenario)
