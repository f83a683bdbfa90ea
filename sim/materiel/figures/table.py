"""The table of figures. A new one is a function in one file and a line here."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.axes import Axes

from materiel.figures import (
    allied,
    interception,
    network_map,
    production,
    readiness,
    stockouts,
    stocks,
    stoppages,
    supply,
)
from materiel.lab.result import Result

Draw = Callable[[Result, Axes | None], Axes]

FIGURES: dict[str, Draw] = {
    "readiness": readiness.draw,
    "allied": allied.draw,
    "interception": interception.draw,
    "production": production.draw,
    "stocks": stocks.draw,
    "supply": supply.draw,
    "stockouts": stockouts.draw,
    "stoppages": stoppages.draw,
    "network": network_map.draw,
}
"""All figures of a result by name."""
