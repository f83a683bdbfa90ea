"""Which goods may enter which stock. One rule: a stock receives its own item only, whatever puts units into it.

Units come into a stock from a line (its output, its customers), from another stock by a lane, from a source (to order, by
schedule), from a shop (exchange, pieces of a fleet), and from donors and buyers (gifts, refills, orders). A fleet draws on its
reserve, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from materiel.scenario.errors import Fault
from materiel.scenario.world import Scenario


@dataclass(frozen=True)
class Said:
    """An item, and the key that says it."""

    item: str
    key: str


@dataclass(frozen=True)
class Link:
    """A key that links two entities of which each is of one item: that which has the key, and that which it names."""

    path: str
    what: str
    """What the key names: "a stock", "a source"."""
    own: Said
    named: Said


def item_faults(scenario: Scenario) -> list[Fault]:
    """Links between entities of different items, each with both keys and both items."""
    return [
        Fault(
            link.path,
            f"expected {link.what} of {link.own.item} ({link.own.key}), got one of {link.named.item} ({link.named.key})",
        )
        for link in links(scenario)
        if link.own.item != link.named.item and {link.own.item, link.named.item} <= scenario.items.keys()
    ]


def links(scenario: Scenario) -> Iterator[Link]:
    """All links by which goods may enter a stock, but those to what there is not."""
    for path, what, own, named in _all(scenario):
        if own is not None and named is not None:
            yield Link(path, what, own, named)


Pair = tuple[str, str, Said | None, Said | None]


def said(scenario: Scenario, section: str, name: str | None) -> Said | None:
    """The item of a stock, line, source, fleet or need; None if there is no such entity."""
    spec = None if name is None else getattr(scenario, section).get(name)
    return None if spec is None else Said(spec.item, f"{section}.{name}.item")


def sold(scenario: Scenario, customer: str | None, source: str | None) -> Said | None:
    """The item of the line that a customer (`line.customer`) orders from, or of a source."""
    if customer is not None:
        return said(scenario, "lines", customer.partition(".")[0])
    return said(scenario, "sources", source)


def goes_to(scenario: Scenario, customer: str | None) -> tuple[str | None] | None:
    """The stock that a customer's units go to (None: an export); None instead if there is no such customer."""
    line, _, name = (customer or "").partition(".")
    if line not in scenario.lines or name not in scenario.lines[line].customers:
        return None
    return (scenario.lines[line].customers[name].stock,)


def _all(scenario: Scenario) -> Iterator[Pair]:
    yield from _made(scenario)
    yield from _replenished(scenario)
    yield from _exchanged(scenario)
    yield from _given(scenario)


def _made(scenario: Scenario) -> Iterator[Pair]:
    """Output of lines, and deliveries of sources by schedule."""
    for name, line in scenario.lines.items():
        own = said(scenario, "lines", name)
        yield f"lines.{name}.output", "a stock", own, said(scenario, "stocks", line.output)
        for customer, spec in line.customers.items():
            yield f"lines.{name}.customers.{customer}.stock", "a stock", own, said(scenario, "stocks", spec.stock)
    for name, source in scenario.sources.items():
        if source.schedule is not None:
            stock = said(scenario, "stocks", source.schedule.stock)
            yield f"sources.{name}.schedule.stock", "a stock", said(scenario, "sources", name), stock


def _replenished(scenario: Scenario) -> Iterator[Pair]:
    """Orders of stocks. As a line's customer a stock is held to the line by the customer's own stock."""
    for name, stock in scenario.stocks.items():
        if stock.replenish is not None:
            own, path = said(scenario, "stocks", name), f"stocks.{name}.replenish"
            yield f"{path}.stock", "a stock", own, said(scenario, "stocks", stock.replenish.stock)
            yield f"{path}.source", "a source", own, said(scenario, "sources", stock.replenish.source)


def _exchanged(scenario: Scenario) -> Iterator[Pair]:
    """What users hand in at a shop and where it goes, and pieces between fleets and their reserves."""
    shops = {
        name: Said(shop.item, f"shops.{name}.item") for name, shop in scenario.shops.items() if shop.item is not None
    }
    for name, demand in scenario.demands.items():
        own = said(scenario, "stocks", demand.stock)
        if demand.shop is None or own is None:
            continue
        shop = shops.setdefault(demand.shop, Said(own.item, f"{own.key}, by demands.{name}"))
        yield f"demands.{name}.shop", "a shop for an exchange", own, shop
        yield f"demands.{name}.repaired_to", "a stock", own, said(scenario, "stocks", demand.repaired_to)
    for name, fleet in scenario.fleets.items():
        stock = said(scenario, "stocks", fleet.reserve)
        yield f"fleets.{name}.reserve", "a stock", said(scenario, "fleets", name), stock


def _given(scenario: Scenario) -> Iterator[Pair]:
    """Gifts, refills and orders of donors and procurement."""
    for name, need in scenario.needs.items():
        own = said(scenario, "needs", name)
        yield f"needs.{name}.stock", "a stock", own, said(scenario, "stocks", need.stock)
        for k, stock in enumerate(need.downstream):
            yield f"needs.{name}.downstream.{k}", "a stock", own, said(scenario, "stocks", stock)
    for name, holding in scenario.holdings.items():
        own = said(scenario, "stocks", holding.stock)
        yield f"holdings.{name}.need", "a need", own, said(scenario, "needs", holding.need)
        for k, other in enumerate(holding.other_needs):
            yield f"holdings.{name}.other_needs.{k}", "a need", own, said(scenario, "needs", other)
        yield f"holdings.{name}.refill_source", "a source", own, said(scenario, "sources", holding.refill_source)
    for name, order in scenario.orders.items():
        own = sold(scenario, order.customer, order.source)
        yield f"orders.{name}.need", "a need", own, said(scenario, "needs", order.need)
        yield f"orders.{name}.stock", "a stock", own, said(scenario, "stocks", order.stock)


def customer_faults(scenario: Scenario) -> list[Fault]:
    """Stocks and holdings that order as a customer whose units go elsewhere."""
    orders = {
        f"stocks.{name}.replenish.customer": (stock.replenish.customer, name)
        for name, stock in scenario.stocks.items()
        if stock.replenish is not None
    } | {
        f"holdings.{name}.refill_customer": (holding.refill_customer, holding.stock)
        for name, holding in scenario.holdings.items()
    }
    faults = []
    for path, (customer, stock) in orders.items():
        to = goes_to(scenario, customer)
        if to is not None and to[0] != stock:
            where = "which exports" if to[0] is None else f"whose stock is {to[0]!r}"
            faults.append(Fault(path, f"expected a customer whose stock is {stock!r}, got {customer!r}, {where}"))
    return faults
