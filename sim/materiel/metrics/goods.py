"""Goods through the world: what lines make, what users take, what customers wait for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.layout.line import STATE_NAMES
from materiel.metrics.reading import Reading, Series, ratio

LINE, STOCK, CUSTOMER = "line", "stock", "customer"
WORKING = "working"


def _add(into: dict[str, Series], key: str, series: Series) -> None:
    into[key] = into[key] + series if key in into else series


def _by_item(reading: Reading, kind: str, field: str) -> dict[str, Series]:
    found: dict[str, Series] = {}
    for name in reading.names(kind, field):
        item = reading.setting.items.get(f"{kind}/{name}")
        if item is not None:
            _add(found, item, reading.flow(kind, name, field))
    return found


def made(reading: Reading) -> dict[str, Series]:
    """Units made a month by item."""
    return _by_item(reading, LINE, "made")


def issued(reading: Reading) -> dict[str, Series]:
    """Units issued to users, who use them up, a month by item."""
    return {item: s for item, s in _by_item(reading, STOCK, "consumed").items() if item}


def on_hand(reading: Reading) -> dict[str, Series]:
    """Units in all stocks at month's end by item."""
    found: dict[str, Series] = {}
    for name in reading.names(STOCK, "on_hand"):
        item = reading.setting.items.get(f"{STOCK}/{name}")
        if item is not None:
            _add(found, item, reading.level(STOCK, name, "on_hand"))
    return found


def levels_of(kind: str, field: str) -> Callable[[Reading], dict[str, Series]]:
    """A recorded level at month's end, by entity."""
    return lambda reading: {name: reading.level(kind, name, field) for name in reading.names(kind, field)}


def flows_of(kind: str, field: str) -> Callable[[Reading], dict[str, Series]]:
    """What a recorded total grew by in the month, by entity."""
    return lambda reading: {name: reading.flow(kind, name, field) for name in reading.names(kind, field)}


def output(reading: Reading) -> dict[str, Series]:
    """Units made a month by line."""
    return {name: reading.flow(LINE, name, "made") for name in reading.names(LINE, "made")}


def utilisation(reading: Reading) -> dict[str, Series]:
    """Share of a line's station time spent working."""
    found = {}
    for name in reading.names(LINE, f"{WORKING}_stations"):
        states = {s: reading.average(LINE, name, f"{s}_stations") for s in STATE_NAMES}
        found[name] = ratio(states[WORKING], np.sum(list(states.values()), axis=0))
    return found


def stopped(reading: Reading) -> dict[str, Series]:
    """Share of station time that a line stands for a reason, by line and reason; reasons that never held are left out."""
    found = {}
    for name in reading.names(LINE, f"{WORKING}_stations"):
        states = {s: reading.average(LINE, name, f"{s}_stations") for s in STATE_NAMES}
        all_time = np.sum(list(states.values()), axis=0)
        for state, average in states.items():
            if state != WORKING:
                found[f"{name}/{state}"] = ratio(average, all_time)
    return found


def station_time(reading: Reading) -> dict[str, Series]:
    """Share of the station time of all lines together, by state; with `working` it sums to 1."""
    lines = reading.names(LINE, f"{WORKING}_stations")
    if not lines:
        return {}
    states = {s: np.sum([reading.average(LINE, name, f"{s}_stations") for name in lines], axis=0) for s in STATE_NAMES}
    all_time = np.sum(list(states.values()), axis=0)
    return {state: ratio(average, all_time) for state, average in states.items()}


def backlog(reading: Reading) -> dict[str, Series]:
    """Units ordered and not yet handed over at month's end, by customer."""
    return {name: reading.level(CUSTOMER, name, "outstanding") for name in reading.names(CUSTOMER, "outstanding")}


def lead_time(reading: Reading) -> dict[str, Series]:
    """Realised days from order to hand-over, mean over the units handed over in the month, by customer."""
    return {
        name: ratio(reading.flow(CUSTOMER, name, "lead_sum"), reading.flow(CUSTOMER, name, "delivered"))
        for name in reading.names(CUSTOMER, "lead_sum")
    }
