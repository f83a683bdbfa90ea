"""The table of doses. Which a world has follows from what its front uses; how large they are, from what is used in a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.pieces import binding_pieces, lost_pieces, more_pieces, worn_pieces
from materiel.lab.axioms.reach import reach_of
from materiel.lab.axioms.sites import damaged_sites, hardened_sites, hit_sites
from materiel.lab.axioms.supply import binding_supplies, lost_stocks, more_parts, more_stocks, orders_under_way
from materiel.lab.axioms.theatre import Theatre
from materiel.lab.axioms.usage import Usage
from materiel.lab.axioms.works import batteries, bays, lost_lines, more_lines, more_slots, more_stations
from materiel.scenario.world import Scenario

DOSES: tuple[Callable[[Theatre], Iterable[Dose]], ...] = (
    more_pieces,
    lost_pieces,
    worn_pieces,
    more_stocks,
    orders_under_way,
    lost_stocks,
    more_parts,
    more_lines,
    lost_lines,
    more_stations,
    bays,
    more_slots,
    batteries,
    hit_sites,
    hardened_sites,
    damaged_sites,
    binding_supplies,
    binding_pieces,
)
"""All kinds of doses."""


def doses_of(scenario: Scenario, front: str, usage: Usage) -> list[Dose]:
    """The doses of a front. `usage` is the mean record of runs without any."""
    ground = Theatre(scenario, reach_of(scenario, front), usage)
    return [dose for kind in DOSES for dose in kind(ground)]
