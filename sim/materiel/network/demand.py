"""Demand as rows."""

from __future__ import annotations

from materiel.layout import demand as d
from materiel.layout import regime as r
from materiel.network.build import Build
from materiel.network.peak import largest
from materiel.scenario.demand import Demand


def allot_demand(b: Build, name: str, spec: Demand) -> None:
    """A row for the users."""
    b.row(d.DEMAND, name)


def fill_demand(b: Build, name: str, spec: Demand) -> None:
    """Whom they ask, how often, for how much, and until when."""
    regime = b.spec("regimes", spec.regime) if spec.regime else None
    peak = largest(spec.profile) * (max(state.factor.value for state in regime.states.values()) if regime else 1.0)
    at = b.row_of("demand", name)
    if spec.regime and not spec.thinning:
        b.join(b.row_of("regime", spec.regime), r.CHANGES, r.CHANGE_COUNT, at)
    b.fill(
        at,
        [
            (d.STOCK, b.maybe("stock", spec.stock)),
            (d.SHOP, b.maybe("shop", spec.shop)),
            (d.GAP, b.law(spec.gap_days)),
            (d.BATCH, b.law(spec.batch)),
            (d.PRIORITY, spec.priority.value),
            (d.PROFILE, b.profile(spec.profile)),
            (d.REGIME, b.maybe("regime", spec.regime)),
            (d.PEAK, peak),
            (d.THINNED, int(spec.thinning)),
            (d.LIMIT, 0 if spec.arrivals is None else spec.arrivals.value),
            (d.STOP_AT, 0.0 if spec.until is None else b.days(spec.until)),
            (d.BACK_TO, b.maybe("stock", spec.repaired_to)),
            (d.OFFSET, -1.0 if spec.first_days is None else spec.first_days.value),
        ],
    )
