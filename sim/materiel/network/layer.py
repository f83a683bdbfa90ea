"""Layers of air defence as rows, one more for what a layer does against each class."""

from __future__ import annotations

from materiel.layout import layer as ly
from materiel.layout import raid as r
from materiel.layout import threat as a
from materiel.network.build import Build
from materiel.network.spread import LEAST, spread_tables
from materiel.network.target import bit_of
from materiel.scenario.layer import Against, Layer

_STANDARDS = {"soviet": a.SOVIET, "nato": a.NATO, "other": a.OTHER}


def allot_layer(b: Build, name: str, spec: Layer) -> None:
    """A row for the layer and one for each class that it engages."""
    b.row(ly.LAYER, name)
    for of in spec.against:
        b.row(ly.AGAINST, f"{name}/{of}")


def fill_layer(b: Build, name: str, spec: Layer) -> None:
    """What it covers, with what, and how."""
    covers = r.EVERYTHING if spec.covers is None else sum(bit_of(b.scenario, c) for c in dict.fromkeys(spec.covers))
    b.fill(
        b.row_of("layer", name),
        [
            (ly.STANDARD, _STANDARDS[spec.standard]),
            (ly.LOSES, int(spec.jams)),
            (ly.COVERS, covers),
            (ly.STOCK, b.maybe("stock", spec.interceptors)),
            (ly.PRIORITY, spec.priority.value),
            (ly.FLEET, b.maybe("fleet", spec.fleet)),
            (ly.BATTERIES, 0.0 if spec.batteries is None else spec.batteries.value),
            (ly.FULL, spec.full_coverage_batteries.value),
            (ly.CHANNELS, -1.0 if spec.channels_per_battery is None else spec.channels_per_battery.value),
            (ly.DOCTRINE, ly.DOCTRINES.index(spec.doctrine)),
            (ly.KILL_FACTOR, spec.kill_factor.value),
        ],
    )
    for of, against in spec.against.items():
        _fill_against(b, b.row_of("against", f"{name}/{of}"), spec, against)


def _fill_against(b: Build, at: int, spec: Layer, against: Against) -> None:
    shots = against.shots or spec.shots
    b.fill(
        at,
        [
            (ly.KILL, b.profile(against.kill_probability)),
            (ly.SPREAD, against.spread.value),
            (ly.SPREAD_TABLE, _spread(b, against)),
            (ly.REACH, b.profile(against.reach)),
            (ly.SHOTS, shots.value if shots else 1 if spec.doctrine == "shots" else -1),
        ],
    )


def _spread(b: Build, against: Against) -> int:
    """Tables of the spread. They have room even at a spread of 0, so that another one can be bound later.

    A spread below the least that has tables makes no difference, and counts as none.
    """
    at = b.cells(ly.SPREAD_SIZE)
    if against.spread.value < LEAST:
        return 0
    b.fill(at, enumerate(spread_tables(against.spread.value)))
    return at
