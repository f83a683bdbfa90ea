"""One replication in SimPy. A new kind adds its process to PROCESSES, and what is posted to it to HANDLERS."""

from __future__ import annotations

from collections.abc import Mapping

from materiel.jit import Real, Whole
from materiel.layout import events as ev
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout.fields import KIND
from materiel.processes.changes import changes
from materiel.processes.donors import donor, donor_read, money_comes, money_lapses, pledge, procurement
from materiel.processes.fleet import asset, evacuated, fleet, front, month_ends, replaced, trained, training
from materiel.processes.production import failure_mode, station
from materiel.processes.programme import programme
from materiel.processes.raids import arsenal, raid, site, site_repaired
from materiel.processes.recorder import recorder
from materiel.processes.regime import regime
from materiel.processes.repair import job_done, shop
from materiel.processes.sim import PostHandler, ProcessFunction, Sim
from materiel.processes.supply import (
    demand,
    lane,
    lot_expires,
    old_order_arrives,
    purchase_comes,
    shipment_arrives,
    source,
    stock,
)

PROCESSES: Mapping[int, ProcessFunction] = {
    kinds.REGIME: regime,
    kinds.STOCK: stock,
    kinds.SOURCE: source,
    kinds.LANE: lane,
    kinds.STATION: station,
    kinds.FAILURE_MODE: failure_mode,
    kinds.DEMAND: demand,
    kinds.SHOP: shop,
    kinds.FLEET: fleet,
    kinds.ASSET: asset,
    kinds.TRAINING: training,
    kinds.FRONT: front,
    kinds.DONOR: donor,
    kinds.PLEDGE: pledge,
    kinds.PROCUREMENT: procurement,
    kinds.PROGRAMME: programme,
    kinds.SITE: site,
    kinds.RAID: raid,
    kinds.ARSENAL: arsenal,
    kinds.RECORDER: recorder,
    kinds.CHANGES: changes,
}

HANDLERS: Mapping[int, PostHandler] = {
    ev.SHIPMENT_ARRIVES: shipment_arrives,
    ev.FUNDS_COME: money_comes,
    ev.FUNDS_LAPSE: money_lapses,
    ev.DONOR_READ: donor_read,
    ev.PURCHASE_ARRIVES: purchase_comes,
    ev.ORDER_ARRIVES: old_order_arrives,
    ev.EXPIRY: lot_expires,
    ev.JOB_DONE: job_done,
    ev.EVACUATION_ENDS: evacuated,
    ev.REPLACEMENTS_ARRIVE: replaced,
    ev.TRAINING_DONE: trained,
    ev.MONTH_END: month_ends,
    ev.HIT_REPAIRED: site_repaired,
}


def run_simpy(n: Whole, x: Real) -> None:
    """Run one replication from the state in the planes to its last record, a fault, or the event to halt after."""
    sim = Sim(n, x)
    sim.handlers.update(HANDLERS)
    whole = sim.whole
    first = whole[h.ENTITIES]
    for at in range(first, first + whole[h.ENTITY_COUNT]):
        entity = whole[at]
        process = PROCESSES.get(whole[entity + KIND])
        sim.start(entity, process(sim, entity) if process else None)
    halt = whole[h.HALT_AFTER] or 1 << 62
    while sim._queue and not whole[h.FAULT] and not whole[h.FINISHED] and whole[h.HANDLED] < halt:
        sim.step()
