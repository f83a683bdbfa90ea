"""Doses of what makes, repairs, trains and defends: lines and their stations, bays, slots, batteries."""

from __future__ import annotations

from collections.abc import Iterator

from materiel.lab.axioms.doses import Dose, programme
from materiel.lab.axioms.theatre import Theatre, many, tenth

_LARGER, _SMALLER = 1.25, 0.75


def more_lines(g: Theatre) -> Iterator[Dose]:
    """Lines a quarter faster from a date on, item by item."""
    for item, lines in g.reach.lines.items():
        name = f"{item}.line"
        added = programme(name, g.when, [(f"line/{line}/expansion", "multiply", _LARGER) for line in lines])
        yield Dose(name, f"lines x {_LARGER:g}: {g.title('items', item)}", g.when, True, added=added)


def lost_lines(g: Theatre) -> Iterator[Dose]:
    """Lines a quarter slower from a date on, by kind of item."""
    kinds: dict[str, list[str]] = {}
    for item, lines in g.reach.lines.items():
        kinds.setdefault(g.scenario.items[item].kind, []).extend(lines)
    for kind, lines in kinds.items():
        name = f"{kind}.line_lost"
        added = programme(name, g.when, [(f"line/{line}/expansion", "multiply", _SMALLER) for line in lines])
        yield Dose(name, f"{many(len(lines), 'line')} x {_SMALLER:g}: {kind}", g.when, False, added=added)


def _of_parts(g: Theatre, lines: list[str]) -> list[str]:
    """Lines that make what these lines work up."""
    parts = {g.scenario.stocks[part.stock].item for line in lines for part in g.scenario.lines[line].parts}
    return [line for item in sorted(parts) for line in g.reach.lines.get(item, ()) if line not in lines]


def more_stations(g: Theatre) -> Iterator[Dose]:
    """A station more at each line and at the lines of its parts, by kind of item, from the start.

    A station alone is no more of anything useful where a part binds: it takes the part from others, who may turn it into more of
    what is fired.
    """
    kinds: dict[str, list[str]] = {}
    for item, lines in g.reach.lines.items():
        kinds.setdefault(g.scenario.items[item].kind, []).extend(lines)
    for kind, lines in kinds.items():
        values: dict[str, object] = {}
        parts = _of_parts(g, lines)
        for line in (*lines, *parts):
            had = g.scenario.lines[line].stations
            values[f"lines.{line}.stations"] = had + 1
            if g.scenario.lines[line].rate_per_month is not None:  # is the output of all stations together
                values[f"lines.{line}.expansion"] = g.scenario.lines[line].expansion.value * (had + 1) / had
        beside = f" and {many(len(parts), 'line')} of parts" if parts else ""
        yield Dose(
            f"{kind}.station", f"a station more at {many(len(lines), 'line')}{beside}: {kind}", None, True, values
        )


def bays(g: Theatre) -> Iterator[Dose]:
    """A quarter more bays, or fewer, from a date on."""
    for shop in g.reach.shops:
        had = g.scenario.shops[shop].bays
        if had is None or had.value == 0:
            continue
        change = max(1, round((_LARGER - 1.0) * had.value))
        for word, gain in (("more", True), ("fewer", False)):
            name = f"{shop}.bays" if gain else f"{shop}.bays_lost"
            added = programme(name, g.when, [(f"shop/{shop}/bays", "add", float(change if gain else -change))])
            yield Dose(name, f"{many(change, f'{word} bay')}: {g.title('shops', shop)}", g.when, gain, added=added)


def more_slots(g: Theatre) -> Iterator[Dose]:
    """Half as many training slots again for every course, from a date on."""
    effects = [(f"training/{course}/slots", "multiply", 1.5) for course in g.reach.courses]
    if effects:
        added = programme("courses.slots", g.when, effects)
        yield Dose("courses.slots", "training slots x 1.5: all courses", g.when, True, added=added)


def batteries(g: Theatre) -> Iterator[Dose]:
    """A tenth more batteries, or fewer, of each layer whose batteries are no fleet, from the start."""
    for layer, spec in g.scenario.layers.items():
        if spec.batteries is None:
            continue
        had = spec.batteries.value
        change = min(float(tenth(had)), had)
        for word, gain in (("more", True), ("fewer", False)):
            values = {f"layers.{layer}.batteries": had + change if gain else had - change}
            name = f"{layer}.batteries" if gain else f"{layer}.batteries_lost"
            yield Dose(name, f"{change:g} {word} batteries: {g.title('layers', layer)}", None, gain, values)
