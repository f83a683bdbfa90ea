"""How fast work goes at a site: its condition, and the power that reaches it."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import site as si
from materiel.rules.profile import profile_at


@rule
def power_reaching(condition: float, capacity: float, imports: float, supply: float, demand: float) -> float:
    """Share of the power asked for that there is: min(1, (condition x capacity + imports) x supply / demand)."""
    if demand <= 0.0:
        return 1.0
    return min(1.0, (condition * capacity + imports) * supply / demand)


@rule
def powered(condition: float, dependence: float, power: float) -> float:
    """Effective speed of work: condition x (1 - dependence x (1 - power))."""
    return condition * (1.0 - dependence * (1.0 - power))


@rule
def site_speed(n: Whole, x: Real, site: int) -> float:
    """Speed of work at a site now, 1 at full condition and power; 1 where there is no site."""
    if site == 0:
        return 1.0
    source = n[site + si.POWERED_BY]
    power = 1.0 if source == 0 else x[source + si.POWER]
    return powered(x[site + si.CONDITION], x[site + si.DEPENDENCE], power)


@rule
def gives_power(x: Real, site: int) -> bool:
    """Whether a site is a source of power: it makes some, or passes some on from outside."""
    return bool(x[site + si.CAPACITY] > 0.0 or x[site + si.IMPORTS] > 0.0)


@rule
def reckon_power(n: Whole, x: Real, site: int, now: float) -> None:
    """Reckon the power that a site gives to those that it powers, from its condition and the season."""
    x[site + si.POWER] = power_reaching(
        x[site + si.CONDITION],
        x[site + si.CAPACITY],
        x[site + si.IMPORTS] * profile_at(n, x, n[site + si.IMPORTS_PROFILE], now),
        profile_at(n, x, n[site + si.SUPPLY_SEASON], now),
        profile_at(n, x, n[site + si.DEMAND_SEASON], now),
    )
