"""Readiness of the front, and what it is made of, as the front recorded it at each month's end."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.layout.front import (
    NO_AVAILABILITY,
    NO_COVERAGE,
    NO_FILL,
    NO_MUNITIONS,
    NO_STANDARD,
    NO_STOPPED,
    NO_SUPPLY,
)
from materiel.metrics.reading import Reading, Series

FRONT, FAMILY = "front", "family"
COMPONENTS = {"availability": "availability", "munitions": "munitions", "coverage": "coverage"}
"""Name of each component of readiness, in the order of the front's codes, and the field that records it."""
PARTS = {"availability": "equipment_part", "munitions": "munitions_part", "coverage": "coverage_part"}
"""The part of ln readiness that each of them costs; rounds that missing pieces would have fired are booked to availability."""
BESIDE = ("fill_rate", "sustainability", "stopped", "interoperability")
"""What stands beside the composite."""
_ABSENT = {
    "availability": NO_AVAILABILITY,
    "munitions": NO_MUNITIONS,
    "coverage": NO_COVERAGE,
    "fill_rate": NO_FILL,
    "sustainability": NO_SUPPLY,
    "stopped": NO_STOPPED,
    "interoperability": NO_STANDARD,
}


def _by_front(reading: Reading, field: str) -> dict[str, Series]:
    names = reading.names(FRONT, field)
    alone = len(names) == 1
    return {"" if alone else name: reading.level(FRONT, name, field) for name in names}


def readiness(reading: Reading) -> dict[str, Series]:
    """Weighted geometric mean of availability, munitions and coverage (docs/readiness.md); no value while none of them is there."""
    nothing = NO_AVAILABILITY | NO_MUNITIONS | NO_COVERAGE
    absent = _by_front(reading, "absent")
    return {
        key: np.where(absent[key].astype(np.int64) & nothing == nothing, np.nan, value) if key in absent else value
        for key, value in _by_front(reading, "readiness").items()
    }


def monthly(which: str) -> Callable[[Reading], dict[str, Series]]:
    """The metric that reads a component, or what stands beside it; months in which it has no value have none."""
    bit = _ABSENT[which]

    def read(reading: Reading) -> dict[str, Series]:
        values = _by_front(reading, which)
        absent = _by_front(reading, "absent")
        return {
            key: np.where(absent[key].astype(np.int64) & bit, np.nan, value) if key in absent else value
            for key, value in values.items()
        }

    return read


interoperability = monthly("interoperability")


def parts(reading: Reading) -> dict[str, Series]:
    """What each component costs of ln readiness, by component; ln readiness is their sum."""
    there = {front: np.isfinite(series) for front, series in readiness(reading).items()}
    return {
        f"{front}/{name}" if front else name: np.where(there[front], series, np.nan) if front in there else series
        for name, field in PARTS.items()
        for front, series in _by_front(reading, field).items()
    }


def category(reading: Reading) -> dict[str, Series]:
    """Category by the worst component: 1 at or above the first floor, and so on; no value if no component is there."""
    floors = reading.setting.category_floors
    found = {}
    for key in _by_front(reading, "readiness"):
        there = [series[key] for name in COMPONENTS if key in (series := monthly(name)(reading))]
        worst = np.fmin.reduce(there) if there else np.full(len(reading.ends), np.nan)
        found[key] = np.where(np.isnan(worst), np.nan, 1.0 + np.sum([worst < floor for floor in floors], axis=0))
    return found


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
    """1 in months in which the component costs most readiness (the largest part of -ln readiness), by component."""
    found: dict[str, Series] = {}
    for front, codes in _by_front(reading, "limiting").items():
        for code, name in enumerate(COMPONENTS, start=1):
            found[f"{front}/{name}" if front else name] = (codes == code).astype(np.float64)
    return found


def at_target(reading: Reading) -> dict[str, Series]:
    """1 in months with readiness at or above the target; its mean is P(readiness >= target) by date."""
    return {
        k: np.where(np.isnan(v), np.nan, (v >= reading.setting.target).astype(np.float64))
        for k, v in readiness(reading).items()
    }
