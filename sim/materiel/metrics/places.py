"""Each stock, shop, lane and line by itself, after the warm-up: the quantities of the textbooks."""

from __future__ import annotations

from collections.abc import Callable

from materiel.layout.line import STATE_NAMES
from materiel.metrics.reading import Reading, Series, share

STOCK, SHOP, LINE = "stock", "shop", "line"


def levels(reading: Reading) -> dict[str, Series]:
    """Every recorded level at the end of each period, as kind/name/field."""
    if not reading.cut.rows:
        return {}
    return {
        f"{c.kind}/{c.name}/{c.field}": reading.level(c.kind, c.name, c.field)
        for c in reading.columns
        if c.mode == "level"
    }


def flows(reading: Reading) -> dict[str, Series]:
    """What every recorded total grew by in each period, as kind/name/field."""
    if not reading.cut.rows:
        return {}
    return {
        f"{c.kind}/{c.name}/{c.field}": reading.flow(c.kind, c.name, c.field)
        for c in reading.columns
        if c.mode == "total"
    }


def time_averages(reading: Reading) -> dict[str, float]:
    """Every meter's time average, as kind/name/field."""
    return {
        f"{c.kind}/{c.name}/{c.field}": reading.grown(c.kind, c.name, c.field) / reading.warm_days
        for c in reading.columns
        if c.mode == "average"
    }


def rates(reading: Reading) -> dict[str, float]:
    """What every total grew by a day, as kind/name/field."""
    return {
        f"{c.kind}/{c.name}/{c.field}": reading.grown(c.kind, c.name, c.field) / reading.warm_days
        for c in reading.columns
        if c.mode == "total"
    }


def quotient(kind: str, part: str, whole: str) -> Callable[[Reading], dict[str, float]]:
    """Growth of one field over growth of another, of every entity that has both; not a number where the latter did not grow."""

    def read(reading: Reading) -> dict[str, float]:
        return {
            name: share(reading.grown(kind, name, part), reading.grown(kind, name, whole))
            for name in reading.recorded(kind, whole)
            if reading.has(kind, name, part)
        }

    return read


def averaged(kind: str, meter: str) -> Callable[[Reading], dict[str, float]]:
    """Time average of a meter, of every entity that has it."""

    def read(reading: Reading) -> dict[str, float]:
        return {name: reading.grown(kind, name, meter) / reading.warm_days for name in reading.recorded(kind, meter)}

    return read


def throughput(kind: str, total: str) -> Callable[[Reading], dict[str, float]]:
    """Growth of a total a day, of every entity that has it."""
    return averaged(kind, total)


def ready_rate(reading: Reading) -> dict[str, float]:
    """Share of time with stock on hand."""
    return {name: 1.0 - empty for name, empty in averaged(STOCK, "empty_days")(reading).items()}


def line_utilisation(reading: Reading) -> dict[str, float]:
    """Share of station time spent working."""
    found = {}
    for name in reading.recorded(LINE, "working_stations"):
        states = {s: reading.grown(LINE, name, f"{s}_stations") for s in STATE_NAMES}
        found[name] = share(states["working"], sum(states.values()))
    return found
