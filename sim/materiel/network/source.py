"""Sources as rows."""

from __future__ import annotations

from materiel.layout import regime as r
from materiel.layout import source as so
from materiel.network.build import Build
from materiel.scenario.source import Source


def allot_source(b: Build, name: str, spec: Source) -> None:
    """A row for the source, whose ledger field counts its item."""
    b.row(so.SOURCE, name, spec.item)


def fill_source(b: Build, name: str, spec: Source) -> None:
    """What it has, at what price and how soon, when it is willing, and what it sends by itself."""
    at = b.row_of("source", name)
    if spec.regime is not None:
        b.join(b.row_of("regime", spec.regime), r.CHANGES, r.CHANGE_COUNT, at)
    price = b.profile(spec.price)
    if spec.unit_price_eur is None and spec.price is None:
        price = b.profile(b.spec("items", spec.item).unit_cost_eur)
    b.fill(
        at,
        [
            (so.LEFT, -1 if spec.units is None else spec.units.value),
            (so.LEAD, b.law(spec.lead_days)),
            (so.REGIME, b.maybe("regime", spec.regime)),
            (so.REFUSES, int(spec.while_off == "refuses")),
            (so.UNIT_PRICE, 1.0 if spec.unit_price_eur is None else spec.unit_price_eur.value),
            (so.PRICE, price),
        ],
    )
    if spec.schedule is not None:
        b.fill(
            at,
            [
                (so.DEST, b.row_of("stock", spec.schedule.stock)),
                (so.LANE, b.maybe("lane", spec.schedule.lane)),
                (so.RATE, spec.schedule.units.value),
                (so.PROFILE, b.profile(spec.schedule.profile)),
                (so.PERIOD, spec.schedule.period_days.value),
                (so.OFFSET, spec.schedule.offset_days.value),
            ],
        )
