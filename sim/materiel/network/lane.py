"""Lanes as rows."""

from __future__ import annotations

from materiel.layout import lane as la
from materiel.network.build import Build
from materiel.scenario.lane import Lane


def allot_lane(b: Build, name: str, spec: Lane) -> None:
    """A row for the lane."""
    b.row(la.LANE, name)


def fill_lane(b: Build, name: str, spec: Lane) -> None:
    """How long it takes, what is lost, and when it departs."""
    b.fill(
        b.row_of("lane", name),
        [
            (la.LEAD, b.law(spec.lead_days)),
            (la.SEASON, b.profile(spec.season)),
            (la.FIFO, int(spec.fifo)),
            (la.LOSS, spec.loss.value),
            (la.LOSS_SEASON, b.profile(spec.loss_season)),
            (la.PASSES, b.maybe("site", spec.passes)),
            (la.INTERDICTED, spec.interdicted_loss.value),
            (la.PERIOD, spec.departure_days.value),
            (la.OFFSET, spec.departure_offset_days.value),
            (la.CAPACITY, -1 if spec.capacity is None else spec.capacity.value),
        ],
    )
