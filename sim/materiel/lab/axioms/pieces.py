"""Doses of equipment: pieces in reserve, pieces lost, pieces worn and lost faster."""

from __future__ import annotations

import math
from collections.abc import Iterator

from materiel.lab.axioms.doses import Dose, programme
from materiel.lab.axioms.theatre import Theatre, many, tenth
from materiel.lab.axioms.usage import QUARTER, binding_fleet

_FASTER = 1.25


def more_pieces(g: Theatre) -> Iterator[Dose]:
    """A tenth of the strength more of each fleet: in reserve, or in the line where there is none."""
    for fleet in g.reach.fleets:
        spec = g.scenario.fleets[fleet]
        if spec.assets is not None:
            continue
        strength = max(spec.authorised.value, g.operational(fleet))
        if strength == 0:  # crews are yet to convert to it
            strength = sum(g.scenario.fleets[other].authorised.value for other in g.families()[g.family(fleet)])
        pieces = tenth(strength)
        where = "in the line" if spec.reserve is None else "in reserve"
        values: dict[str, object] = {f"fleets.{fleet}.operational": g.operational(fleet) + pieces}
        if spec.reserve is not None:
            values = {f"stocks.{spec.reserve}.on_hand": g.scenario.stocks[spec.reserve].on_hand.value + pieces}
        what = f"{pieces} more {where}: {g.title('fleets', fleet)}"
        yield Dose(f"{fleet}.pieces", what, None, True, values, months=g.until(None))


def lost_pieces(g: Theatre) -> Iterator[Dose]:
    """A fifth of the pieces in the line lost at the start, family by family."""
    for family, fleets in g.families().items():
        lost = {fleet: 2 * tenth(g.operational(fleet)) for fleet in fleets if g.scenario.fleets[fleet].assets is None}
        lost = {fleet: min(pieces, g.operational(fleet)) for fleet, pieces in lost.items()}
        if sum(lost.values()) > 0:
            values = {f"fleets.{fleet}.operational": g.operational(fleet) - n for fleet, n in lost.items() if n}
            what = f"{many(sum(lost.values()), 'piece')} lost: {family}"
            yield Dose(f"{family}.lost", what, None, False, values, months=g.until(None))


def worn_pieces(g: Theatre) -> Iterator[Dose]:
    """Wear and combat losses a quarter faster from a date on, family by family."""
    for family, fleets in g.families().items():
        cells = []
        for fleet in fleets:
            spec = g.scenario.fleets[fleet]
            cells += [f"fleet/{fleet}/wear"] if spec.wear_per_day.value > 0.0 else []
            cells += [f"fleet/{fleet}/loss"] if spec.losses is not None else []
        if cells:
            name = f"{family}.wear"
            added = programme(name, g.when, [(cell, "multiply", _FASTER) for cell in cells])
            what = f"wear and losses x {_FASTER:g}: {family}"
            yield Dose(name, what, g.when, False, added=added)


def binding_pieces(g: Theatre) -> Iterator[Dose]:
    """Three months' losses of the fleet that lacks most, in reserve when it lacks most."""
    found = binding_fleet(g.usage, g.scenario, g.reach)
    if found is None:
        return
    fleet, short = found
    reserve = g.scenario.fleets[fleet].reserve
    assert reserve is not None
    pieces = max(1, math.ceil(QUARTER * g.usage.lost_a_month(fleet)))
    what = f"three months' losses, {many(pieces, 'piece')}, in reserve: {g.title('fleets', fleet)}"
    when = g.month(short.month)
    values, added = g.delivered(reserve, pieces, when)
    yield Dose(f"{fleet}.binding", what, when, True, values, added, must_raise=True, months=g.until(when, 1))
