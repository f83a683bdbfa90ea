"""Doses of munitions, interceptors and parts: on hand, under way, lost."""

from __future__ import annotations

import math
from collections.abc import Iterator

from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.theatre import Theatre
from materiel.lab.axioms.usage import binding_supply


def more_stocks(g: Theatre) -> Iterator[Dose]:
    """Three mean months of each munition more on hand where it is used."""
    for item, stocks in g.reach.supplies.items():
        units = g.a_quarter_of(stocks)
        values = {f"stocks.{stocks[0]}.on_hand": g.scenario.stocks[stocks[0]].on_hand.value + units}
        what = f"{units:,} more on hand: {g.title('items', item)}"
        yield Dose(f"{item}.stock", what, None, True, values, months=g.until(None))


def orders_under_way(g: Theatre) -> Iterator[Dose]:
    """As much of each munition under way at a date, to where its way to the users begins."""
    for item, stocks in g.reach.supplies.items():
        units = g.a_quarter_of(stocks)
        what = f"{units:,} more under way, which arrive then: {g.title('items', item)}"
        values = g.on_way(g.first_of(stocks[0]), units, g.when)
        yield Dose(f"{item}.order", what, g.when, True, values, months=g.until(g.when))


def lost_stocks(g: Theatre) -> Iterator[Dose]:
    """Half of what is on hand of each munition, at the places that it is used from, lost at the start."""
    for item, stocks in g.reach.supplies.items():
        lost = {stock: math.ceil(g.scenario.stocks[stock].on_hand.value / 2) for stock in stocks}
        values = {
            f"stocks.{s}.on_hand": g.scenario.stocks[s].on_hand.value - units for s, units in lost.items() if units
        }
        if values:
            what = f"{sum(lost.values()):,} on hand lost: {g.title('items', item)}"
            yield Dose(f"{item}.lost", what, None, False, values, months=g.until(None))


def more_parts(g: Theatre) -> Iterator[Dose]:
    """Half as much again of each component on hand where lines take it."""
    for item, stocks in g.reach.parts.items():
        had = {stock: g.scenario.stocks[stock].on_hand.value for stock in stocks}
        if sum(had.values()) > 0:
            values = {f"stocks.{stock}.on_hand": n + math.ceil(n / 2) for stock, n in had.items() if n}
            what = f"{sum(math.ceil(n / 2) for n in had.values()):,} more on hand: {g.title('items', item)}"
            yield Dose(f"{item}.stock", what, None, True, values)


def binding_supplies(g: Theatre) -> Iterator[Dose]:
    """Three months' worth of the munition, and of the interceptor, of which most is missing, when most is missing."""
    for supplies in (g.reach.munitions, g.reach.interceptors):
        found = binding_supply(g.usage, supplies)
        if found is not None:
            item, short = found
            units, when = max(1, math.ceil(short.wanted)), g.month(short.month)
            what = f"three months' worth, {units:,}: {g.title('items', item)}"
            values, added = g.delivered(supplies[item][0], units, when)
            yield Dose(f"{item}.binding", what, when, True, values, added, must_raise=True, months=g.until(when, 1))
