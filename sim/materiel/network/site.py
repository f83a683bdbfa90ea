"""Sites as rows."""

from __future__ import annotations

from materiel.layout import raid as r
from materiel.layout import site as si
from materiel.network.build import Build
from materiel.network.target import allot_target
from materiel.scenario.site import Site


def allot_site(b: Build, name: str, spec: Site) -> None:
    """A row for the site."""
    b.row(si.SITE, name)
    if spec.target_category is not None:
        allot_target(b, spec.target_category)


def fill_site(b: Build, name: str, spec: Site) -> None:
    """Its condition, what powers it, and what a hit does."""
    at = b.row_of("site", name)
    source = b.maybe("site", spec.powered_by)
    if source:
        b.join(source, si.CLIENTS, si.CLIENT_COUNT, at)
    if spec.target_category is not None:
        b.join(b.row_of(r.TARGET.kind, spec.target_category), r.SITES, r.SITE_COUNT, at)
    fleets = [b.row_of("fleet", fleet) for fleet in spec.batteries]
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
            (si.IMPORTS_PROFILE, b.profile(spec.power_imports_profile)),
            (si.TARGET_WEIGHT, spec.target_weight.value),
            (si.FLEETS, b.addresses(fleets)),
            (si.FLEET_COUNT, len(fleets)),
            (si.PIECE_LOSS, spec.batteries_lost_per_hit.value),
            (si.CIVIL, int(spec.civil)),
            (si.CREWS, -1 if spec.crews is None else spec.crews.value),
        ],
    )
