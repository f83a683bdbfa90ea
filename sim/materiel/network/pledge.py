"""Pledges as rows."""

from __future__ import annotations

from materiel.layout import need as ne
from materiel.layout import pledge as pl
from materiel.network.build import Build
from materiel.scenario.pledge import Pledge


def allot_pledge(b: Build, name: str, spec: Pledge) -> None:
    """A row for the pledge."""
    b.row(pl.PLEDGE, name)


def fill_pledge(b: Build, name: str, spec: Pledge) -> None:
    """Who promises what by when; their aid wakes it when it arrives."""
    at = b.row_of("pledge", name)
    aids = [b.row_of("aid", f"{donor}.{spec.need}") for donor in sorted(set(spec.donors))]
    for aid in aids:
        b.join(aid, ne.WATCHERS, ne.WATCHER_COUNT, at)
    b.fill(
        at,
        [
            (pl.AIDS, b.addresses(aids)),
            (pl.AID_COUNT, len(aids)),
            (pl.UNITS, spec.units.value),
            (pl.FROM, b.days(spec.from_)),
            (pl.DUE, b.days(spec.due)),
            (pl.ON_TIME, -1.0),
            (pl.MET_AT, -1.0),
            (pl.DELAY, -1.0),
        ],
    )
