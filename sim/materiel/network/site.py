"""Sites as rows."""

from __future__ import annotations

from materiel.layout import site as si
from materiel.network.build import Build
from materiel.scenario.site import Site


def allot_site(b: Build, name: str, spec: Site) -> None:
    """A row for the site."""
    b.row(si.SITE, name)


def fill_site(b: Build, name: str, spec: Site) -> None:
    """Its condition, what powers it, and what a hit does."""
    at = b.row_of("site", name)
    source = b.maybe("site", spec.powered_by)
    if source:
        b.join(source, si.CLIENTS, si.CLIENT_COUNT, at)
    b.fill(
        at,
        [
            (si.CONDITION, spec.condition.value),
            (si.POWERED_BY, source),
            (si.DEPENDENCE, spec.power_dependence.value),
            (si.POWER, 1.0),
            (si.CAPACITY, spec.power_capacity.value),
            (si.IMPORTS, spec.power_imports.value),
            (si.SUPPLY_SEASON, b.profile(spec.power_supply_season)),
            (si.DEMAND_SEASON, b.profile(spec.power_demand_season)),
            (si.HARDENING, spec.hardening.value),
            (si.DAMAGE, b.law(spec.damage)),
            (si.REPAIR, b.law(spec.repair_days)),
            (si.STOCK_SHARE, spec.stock_share_lost.value),
            (si.CREWS, -1 if spec.crews is None else spec.crews.value),
        ],
    )
