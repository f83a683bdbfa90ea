"""The world as a map: its sites, and the lanes between them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.lab.result import Result

Places = list[tuple[float, float]]
_MARKERS = "osD^vP*X<>hp"


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """The map of the world that a result is about."""
    return draw_world(result.world, ax)


def draw_world(world: Mapping[str, Any], ax: Axes | None = None) -> Axes:
    """Sites by kind at their place (longitude, latitude), lanes as arrows from site to site."""
    sites = {s["name"]: s for s in world.get("sites", []) if s.get("lon") is not None and s.get("lat") is not None}
    if not sites:
        raise style.NothingToDraw("the world has no sites with a place (lon, lat)")
    ax = style.axes(ax, (10.0, 6.2))
    lanes = [(lane["from"], lane["to"]) for lane in world.get("lanes", [])]
    drawn = sorted({pair for pair in lanes if pair[0] != pair[1] and sites.keys() >= set(pair)})
    for start, end in drawn:
        a, b = sites[start], sites[end]
        ax.annotate(
            "",
            (b["lon"], b["lat"]),
            (a["lon"], a["lat"]),
            arrowprops={
                "arrowstyle": "-|>",
                "color": style.FAINT,
                "lw": 0.8,
                "connectionstyle": "arc3,rad=0.08",
                "shrinkA": 4,
                "shrinkB": 4,
            },
        )
    for k, kind in enumerate(sorted({s.get("kind") or "site" for s in sites.values()})):
        of_kind = [s for s in sites.values() if (s.get("kind") or "site") == kind]
        colour = style.LINES[k % len(style.LINES)][0]
        ax.plot(
            [s["lon"] for s in of_kind], [s["lat"] for s in of_kind],
            linestyle="", marker=_MARKERS[k % len(_MARKERS)], color=colour, markersize=6, label=kind,
        )  # fmt: skip
    _label(ax, sites)
    ax.set(xlabel="longitude (degrees east)", ylabel="latitude (degrees north)")
    ax.margins(0.08)
    middle = math.radians(sum(s["lat"] for s in sites.values()) / len(sites))
    ax.set_aspect(1.0 / math.cos(middle), adjustable="datalim")
    ax.legend(loc="best", ncols=2)
    countries = len({s.get("country") for s in sites.values()})
    title = world.get("title") or world.get("name", "")
    ax.set_title(
        style.wrap(
            f"{title}: {len(sites)} sites in {countries} countries, {len(drawn)} links by lanes; places are approximate"
        )
    )
    return ax


def _label(ax: Axes, sites: Mapping[str, Mapping[str, Any]]) -> None:
    """Names beside their sites, on whichever of eight sides is least crowded."""
    lons, lats = [s["lon"] for s in sites.values()], [s["lat"] for s in sites.values()]
    wide, high = max(max(lons) - min(lons), 1e-6), max(max(lats) - min(lats), 1e-6)
    taken: Places = [((s["lon"] - min(lons)) / wide, (s["lat"] - min(lats)) / high) for s in sites.values()]
    sides = [
        (6, 0, "left"),
        (-6, 0, "right"),
        (0, 8, "center"),
        (0, -8, "center"),
        (6, 7, "left"),
        (6, -7, "left"),
        (-6, 7, "right"),
        (-6, -7, "right"),
    ]
    for name, site in sorted(sites.items(), key=lambda entry: (entry[1]["lon"], entry[1]["lat"])):
        x, y = (site["lon"] - min(lons)) / wide, (site["lat"] - min(lats)) / high
        reach = 0.011 * len(name)

        def crowd(
            side: tuple[int, int, str], x: float = x, y: float = y, reach: float = reach, taken: Places = taken
        ) -> float:
            middle = x + {"left": 0.5, "right": -0.5, "center": 0.0}[side[2]] * reach + side[0] / 900
            height = y + side[1] / 420
            return sum(1 for (u, v) in taken if abs(u - middle) < 0.6 * reach + 0.01 and abs(v - height) < 0.022)

        dx, dy, align = min(sides, key=crowd)
        middle = x + {"left": 0.5, "right": -0.5, "center": 0.0}[align] * reach
        taken += [(middle - 0.3 * reach, y + dy / 420), (middle, y + dy / 420), (middle + 0.3 * reach, y + dy / 420)]
        ax.annotate(
            name, (site["lon"], site["lat"]), (dx, dy), textcoords="offset points", ha=align, va="center", fontsize=6.5
        )
