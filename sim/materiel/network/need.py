"""Needs as rows."""

from __future__ import annotations

from materiel.layout import fleet as f
from materiel.layout import need as ne
from materiel.layout import stock as s
from materiel.network.build import Build
from materiel.scenario.need import Need

PIECES = (f.OPERATIONAL, f.TRAINING, f.EVACUATED, f.IN_REPAIR)


def allot_need(b: Build, name: str, spec: Need) -> None:
    """A row for the need."""
    b.row(ne.NEED, name)


def fill_need(b: Build, name: str, spec: Need) -> None:
    """What counts towards it, and who gives."""
    stock = b.row_of("stock", spec.stock)
    counted = [stock + s.ON_HAND, stock + s.ON_ORDER]
    for other in spec.downstream:
        row = b.row_of("stock", other)
        counted += [row + s.ON_HAND, row + s.IN_TRANSIT]
    fleets = [b.row_of("fleet", fleet) for fleet in spec.fleets]
    counted += [fleet + piece for fleet in fleets for piece in PIECES]
    strengths = [fleet + f.AUTHORISED for fleet in fleets]
    demands = [b.row_of("stock", at) + s.DEMANDED for at in spec.demand_at or [spec.stock]]
    aids = [row.at for key, row in sorted(b.arena.rows.items()) if _gives(key, name)]
    b.fill(
        b.row_of("aid_need", name),
        [
            (ne.STOCK, stock),
            (ne.UNITS, spec.target_units.value),
            (ne.DAYS, spec.target_days.value),
            (ne.PROFILE, b.profile(spec.target_profile)),
            (ne.STRENGTHS, b.addresses(strengths)),
            (ne.STRENGTH_COUNT, len(strengths)),
            (ne.COUNTED, b.addresses(counted)),
            (ne.COUNTED_COUNT, len(counted)),
            (ne.DEMANDS, b.addresses(demands)),
            (ne.DEMAND_COUNT, len(demands)),
            (ne.WINDOW, spec.window_days.value),
            (ne.RATE, spec.demand_per_day.value),
            (ne.DIVIDED_AT, -1.0),
            (ne.AIDS, b.addresses(aids)),
            (ne.AID_COUNT, len(aids)),
        ],
    )


def _gives(key: str, need: str) -> bool:
    kind, _, name = key.partition("/")
    return kind == "aid" and name.split(".")[1] == need
