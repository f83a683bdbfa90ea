"""Arsenals as rows."""

from __future__ import annotations

from materiel.layout import threat as a
from materiel.network.build import Build
from materiel.scenario.arsenal import Arsenal

MONTH_DAYS = 30.4375
NEVER = 1e9


def allot_arsenal(b: Build, name: str, spec: Arsenal) -> None:
    """A row for the class; its units are an item of their own in the ledger."""
    b.row(a.ARSENAL, name, item=f"arsenal/{name}")


def fill_arsenal(b: Build, name: str, spec: Arsenal) -> None:
    """What there is, what is made, and what it does."""
    b.fill(
        b.row_of("arsenal", name),
        [
            (a.INITIAL, spec.stock.value),
            (a.STOCK, spec.stock.value),
            (a.FLOOR, spec.reserve_floor.value),
            (a.RATE, 1.0 / MONTH_DAYS),
            (a.OUTPUT, b.profile(spec.production_per_month)),
            (a.GROWTH, spec.growth_per_year.value),
            (a.GROWS_FROM, NEVER if spec.growth_from is None else b.days(spec.growth_from)),
            (a.GROWS_UNTIL, NEVER if spec.growth_until is None else b.days(spec.growth_until)),
            (a.LATER_GROWTH, spec.later_growth_per_year.value),
            (a.WEIGHT, spec.coverage_weight.value),
            (a.KILL_FACTOR, b.profile(spec.kill_factor)),
            (a.HIT_CHANCE, spec.hit_probability.value),
            (a.SEVERITY, spec.damage_factor.value),
            (a.REPORTED_SHARE, b.profile(spec.reported_share)),
        ],
    )
