"""Shops as rows."""

from __future__ import annotations

from materiel.layout import line as li
from materiel.layout import shop as sh
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.network.build import Build
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.shop import Shop


def allot_shop(b: Build, name: str, spec: Shop) -> None:
    """A row for the shop, and one behind the other for its parts. Its ledger fields count what users hand in."""
    b.row(sh.SHOP, name, _handed_in(b, name, spec))
    for k, part in enumerate(spec.parts, start=1):
        b.row(li.PART, f"{name}.repair.{k}", b.spec("stocks", part.stock).item)


def _handed_in(b: Build, name: str, spec: Shop) -> str:
    """The item that users hand in at the shop; empty if nobody does. ScenarioError if there are several."""
    asked = {
        b.scenario.stocks[demand.stock].item
        for demand in b.scenario.demands.values()
        if demand.shop == name and demand.stock is not None
    }
    if spec.item is not None:
        asked.add(spec.item)
    if len(asked) > 1:
        message = f"expected one item to be handed in, got {', '.join(sorted(asked))}"
        raise ScenarioError([Fault(f"shops.{name}", message)])
    return asked.pop() if asked else ""


def fill_shop(b: Build, name: str, spec: Shop) -> None:
    """How it repairs, and what wakes it: parts that come in, and the condition and power of its site."""
    at = b.row_of("shop", name)
    site = b.maybe("site", spec.site)
    if site:
        b.join(site, si.WORKERS, si.WORKER_COUNT, at)
    parts = [b.row_of("part", f"{name}.repair.{k}") for k in range(1, len(spec.parts) + 1)]
    for row, part in zip(parts, spec.parts, strict=True):
        stock = b.row_of("stock", part.stock)
        b.join(stock, s.WAITERS, s.WAITER_COUNT, at)
        b.fill(row, [(li.PART_STOCK, stock), (li.PART_UNITS, part.units.value)])
    b.fill(
        at,
        [
            (sh.SITE, site),
            (sh.BAYS, -1 if spec.bays is None else spec.bays.value),
            (sh.ROOM, -1 if spec.queue_places is None else spec.queue_places.value),
            (sh.REPAIR, b.law(spec.repair_days)),
            (sh.SCRAP, spec.scrapped.value),
            (sh.BOM, parts[0] if parts else 0),
            (sh.BOM_COUNT, len(parts)),
            (sh.LANE, b.maybe("lane", spec.lane)),
            (sh.COST, spec.cost_eur.value),
            (sh.THRESHOLD, spec.long_wait_days.value),
            (sh.EMPTY_DAYS + 2, 1.0),
        ],
    )
