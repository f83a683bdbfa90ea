"""One replication in SimPy. A new kind adds its process to PROCESSES, and what is posted to it to HANDLERS."""

from __future__ import annotations

from collections.abc import Mapping

from materiel.jit import Real, Whole
from materiel.layout import events as ev
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout.fields import KIND
from materiel.processes.changes import changes
from materiel.processes.production import failure_mode, station
from materiel.processes.recorder import recorder
from materiel.processes.sim import PostHandler, ProcessFunction, Sim
from materiel.processes.supply import demand, lane, shipment_arrives, stock

PROCESSES: Mapping[int, ProcessFunction] = {
    kinds.STOCK: stock,
    kinds.LANE: lane,
    kinds.STATION: station,
    kinds.FAILURE_MODE: failure_mode,
    kinds.DEMAND: demand,
    kinds.RECORDER: recorder,
    kinds.CHANGES: changes,
}

HANDLERS: Mapping[int, PostHandler] = {
    ev.SHIPMENT_ARRIVES: shipment_arrives,
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
