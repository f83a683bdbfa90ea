"""Doses at sites: hits on each target category, protection against them, and damage at the start."""

from __future__ import annotations

from collections.abc import Iterator

from materiel.lab.axioms.doses import Dose, programme, raid
from materiel.lab.axioms.theatre import Theatre, many

_HITS = 10


def _categories(g: Theatre) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, site in g.scenario.sites.items():
        if site.target_category is not None:
            found.setdefault(site.target_category, []).append(name)
    return found


def hit_sites(g: Theatre) -> Iterator[Dose]:
    """Ten hits on a date, on each target category: a raid that draws on no arsenal of the world."""
    for category in _categories(g):
        added = raid(category, g.when, _HITS)
        months = g.until(g.when)
        yield Dose(f"{category}.hit", f"{_HITS} hits: {category}", g.when, False, added=added, months=months)


def hardened_sites(g: Theatre) -> Iterator[Dose]:
    """Half the damage of a hit from a date on, by target category."""
    for category, sites in _categories(g).items():
        effects = [(f"site/{s}/hardening", "multiply", 0.5) for s in sites if _suffers(g, s)]
        if effects:
            name = f"{category}.hardened"
            added = programme(name, g.when, effects)
            yield Dose(name, f"half the damage of a hit: {category}", g.when, True, added=added)


def _suffers(g: Theatre, site: str) -> bool:
    spec = g.scenario.sites[site]
    return spec.damage is not None or spec.stock_share_lost.value > 0.0


def damaged_sites(g: Theatre) -> Iterator[Dose]:
    """Half the condition at the start of the sites of lines and shops that raids do not go for."""
    lines = [g.scenario.lines[line].site for names in g.reach.lines.values() for line in names]
    shops = [g.scenario.shops[shop].site for shop in g.reach.shops]
    sites = {s: g.scenario.sites[s] for s in (*lines, *shops) if s is not None}
    values = {
        f"sites.{name}.condition": site.condition.value / 2
        for name, site in sites.items()
        if site.target_category is None and site.condition.value > 0.0
    }
    if values:
        yield Dose(
            "works.damaged",
            f"half the condition of {many(len(values), 'site')} of lines and shops",
            None,
            False,
            values,
        )
