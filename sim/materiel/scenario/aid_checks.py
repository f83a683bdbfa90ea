"""What no schema of a single donor, order or pledge can see: that there is a way, that somebody gives, that nobody gives twice."""

from __future__ import annotations

from materiel.scenario.errors import Fault
from materiel.scenario.world import Scenario


def holdings(scenario: Scenario) -> list[Fault]:
    """Holdings in one stock, that cannot get to their need, or of one donor for the same need."""
    faults, kept = [], dict[str, str]()
    for name, holding in scenario.holdings.items():
        path = f"holdings.{name}"
        if holding.stock in kept:
            faults.append(Fault(f"{path}.stock", f"expected a stock of its own, got that of {kept[holding.stock]}"))
        kept[holding.stock] = path
        donor = scenario.donors.get(holding.donor)
        if holding.need is not None and holding.lane is None and donor is not None and donor.gift_lane is None:
            faults.append(Fault(f"{path}.lane", f"expected a lane here or donors.{holding.donor}.gift_lane, got none"))
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
    """Orders at a line for another stock than that of the customer as whom they are placed."""
    return [
        Fault(f"orders.{name}.stock", "expected no stock, since the customer's units go to its own, got one")
        for name, order in scenario.orders.items()
        if order.customer is not None and order.stock is not None
    ]


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
    """Every fault of donors, holdings, orders and pledges that are each well formed, but those of goods (`wiring.py`)."""
    return holdings(scenario) + orders(scenario) + pledges(scenario) + owners(scenario)
