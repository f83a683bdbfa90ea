"""Readiness of the front, and what it is made of, as the front recorded it at each month's end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.metrics.reading import Reading, Series

FRONT, FAMILY = "front", "family"
COMPONENTS = {
    "availability": "availability",
    "fill_rate": "fill_rate",
    "days_of_supply": "supply_score",
    "coverage": "coverage",
}
"""Name of each component of readiness, in the order of the front's codes, and the field that records it."""


def _by_front(reading: Reading, field: str) -> dict[str, Series]:
    names = reading.names(FRONT, field)
    alone = len(names) == 1
    return {"" if alone else name: reading.level(FRONT, name, field) for name in names}


def readiness(reading: Reading) -> dict[str, Series]:
    """Weighted geometric mean of the components (MODEL, section 3)."""
    return _by_front(reading, "readiness")


def interoperability(reading: Reading) -> dict[str, Series]:
    """Share of authorised strength on the new standard."""
    return _by_front(reading, "interoperability")


def component(which: str) -> Callable[[Reading], dict[str, Series]]:
    """The metric that reads one component; months in which it has left the mean have no value."""
    bit = 1 << list(COMPONENTS).index(which)

    def read(reading: Reading) -> dict[str, Series]:
        values = _by_front(reading, COMPONENTS[which])
        absent = _by_front(reading, "absent")
        return {
            key: np.where(absent[key].astype(np.int64) & bit, np.nan, value) if key in absent else value
            for key, value in values.items()
        }

    return read


def family_supply(reading: Reading) -> dict[str, Series]:
    """Days of supply of each family at month's end; months before any demand have no value."""
    names = reading.names(FAMILY, "days_of_supply")
    alone = len(reading.names(FRONT, "readiness")) == 1
    found = {}
    for name in names:
        days = reading.level(FAMILY, name, "days_of_supply")
        found[name.partition(".")[2] if alone else name] = np.where(days < 0.0, np.nan, days)
    return found


def limited_by(reading: Reading) -> dict[str, Series]:
    """1 in months in which the component costs most readiness (largest -w ln x), by component."""
    found: dict[str, Series] = {}
    for front, codes in _by_front(reading, "limiting").items():
        for code, name in enumerate(COMPONENTS, start=1):
            found[f"{front}/{name}" if front else name] = (codes == code).astype(np.float64)
    return found


def at_target(reading: Reading) -> dict[str, Series]:
    """1 in months with readiness at or above the target; its mean is P(readiness >= target) by date."""
    return {k: (v >= reading.setting.target).astype(np.float64) for k, v in readiness(reading).items()}
