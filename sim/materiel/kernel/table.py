"""The kernel's branches: which handler wakes a kind, and which one an event goes to. A new kind adds a line to each."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.changes import changes_come, changes_wake
from materiel.kernel.demand import demand_comes, demand_wakes
from materiel.kernel.lane import lane_departs, lane_wakes
from materiel.kernel.line import lot_done, mode_fails, mode_restored, mode_wakes, station_wakes
from materiel.kernel.recorder import recorder_records, recorder_wakes
from materiel.kernel.stock import stock_reviews, stock_wakes
from materiel.layout import events as ev
from materiel.layout import kinds
from materiel.layout.fields import KIND
from materiel.rules.stock import arrive


@rule
def resume(n: Whole, x: Real, entity: int) -> None:
    """Let a woken entity look again. At the start every entity is woken once, in the order of ties."""
    kind = n[entity + KIND]
    if kind == kinds.STATION:
        station_wakes(n, x, entity)
    elif kind == kinds.STOCK:
        stock_wakes(n, x, entity)
    elif kind == kinds.FAILURE_MODE:
        mode_wakes(n, x, entity)
    elif kind == kinds.LANE:
        lane_wakes(n, x, entity)
    elif kind == kinds.DEMAND:
        demand_wakes(n, x, entity)
    elif kind == kinds.RECORDER:
        recorder_wakes(n, x, entity)
    elif kind == kinds.CHANGES:
        changes_wake(n, x, entity)


@rule
def handle(n: Whole, x: Real, event: int, entity: int, arg: int) -> None:
    """A timed event happens to an entity."""
    if event == ev.SHIPMENT_ARRIVES:
        arrive(n, x, entity, arg)
    elif event == ev.LOT_DONE:
        lot_done(n, x, entity)
    elif event == ev.DEMAND:
        demand_comes(n, x, entity)
    elif event == ev.FAILS:
        mode_fails(n, x, entity)
    elif event == ev.UP_AGAIN:
        mode_restored(n, x, entity)
    elif event == ev.REVIEW:
        stock_reviews(n, x, entity)
    elif event == ev.DEPARTURE:
        lane_departs(n, x, entity)
    elif event == ev.RECORD_TAKEN:
        recorder_records(n, x, entity)
    elif event == ev.VALUES_CHANGE:
        changes_come(n, x, entity)
