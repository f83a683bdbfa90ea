"""A number of an entity changes: what it did by the old one is counted up to now before, and whom it concerns looks again after."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import kinds
from materiel.layout import line as li
from materiel.layout import regime as r
from materiel.layout import site as si
from materiel.layout import source as so
from materiel.layout import stock as s
from materiel.layout.fields import KIND
from materiel.rules.agenda import wake
from materiel.rules.arsenal import reckon_output
from materiel.rules.demand import run_gap
from materiel.rules.line import progress
from materiel.rules.stock import call_clients, serve, tell
from materiel.rules.strength import expected_losses


@rule
def settle(n: Whole, x: Real, entity: int) -> None:
    """Bring what an entity does by itself up to now, so that a number that changes holds from now on and not before.

    Kinds that keep the rate they run at (shops, clocks of losses), or only act at instants, have nothing to bring up.
    """
    if entity == 0:
        return
    kind = n[entity + KIND]
    if kind == kinds.STATION:
        progress(n, x, entity)
    elif kind == kinds.LINE:
        for k in range(n[entity + li.STATION_COUNT]):
            progress(n, x, n[n[entity + li.STATIONS] + k])
    elif kind == kinds.ARSENAL:
        reckon_output(n, x, entity)
    elif kind == kinds.FLEET:
        if n[entity + f.MODE] == f.EXPECTED:
            expected_losses(n, x, entity)
    elif kind == kinds.DEMAND:
        run_gap(n, x, entity)


@rule
def _wake_all(n: Whole, x: Real, first: int, count: int) -> None:
    for k in range(count):
        wake(n, x, n[first + k])


@rule
def notify(n: Whole, x: Real, entity: int) -> None:
    """Let those look again whom a change concerns: the entity, and whoever works at it, waits at it or lives by it."""
    if entity == 0:
        return
    kind = n[entity + KIND]
    if kind == kinds.LINE:
        _wake_all(n, x, n[entity + li.STATIONS], n[entity + li.STATION_COUNT])
        return
    if kind == kinds.SITE:
        _wake_all(n, x, n[entity + si.WORKERS], n[entity + si.WORKER_COUNT])
    elif kind == kinds.STOCK:
        # Room or a reserve that is no longer kept lets those go on who waited for it.
        serve(n, x, entity)
        tell(n, x, entity, False)
        if n[entity + s.TURNED_AWAY] == 1:
            call_clients(n, x, entity)
    elif kind == kinds.SOURCE:
        _wake_all(n, x, n[entity + so.CLIENTS], n[entity + so.CLIENT_COUNT])
    elif kind == kinds.REGIME:
        _wake_all(n, x, n[entity + r.CHANGES], n[entity + r.CHANGE_COUNT])
    wake(n, x, entity)
