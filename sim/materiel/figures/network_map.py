"""The world as a map: its sites, and the lanes between them; far and crowded parts in panels of their own."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from materiel.figures import style
from materiel.figures.finding import headline
from materiel.figures.fit import caption, legend_above
from materiel.figures.labels import label
from materiel.figures.naming import plain
from materiel.lab.result import Result

_MARKERS = "osD^vP*X<>hp"
_FAR_GAP = 25.0
"""Degrees of longitude without a site that part what lies far away."""
_CROWDED = 6
"""A country with so many sites, in a world of several countries, is drawn on its own."""
_BELOW = 30.0
"""Points that the marks of the lowest panels take below the axes."""
_LANE, _DASHED = "#707070", (0, (5, 3))
Sites = Mapping[str, Mapping[str, Any]]


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """The map of the world that a result is about."""
    return draw_world(result.world, ax)


@style.as_written
def draw_world(world: Mapping[str, Any], ax: Axes | None = None) -> Axes:
    """Sites by kind at their place (longitude, latitude); lanes as arrows, what lines deliver otherwise as dashed ones."""
    sites = {s["name"]: s for s in world.get("sites", []) if s.get("lon") is not None and s.get("lat") is not None}
    if not sites:
        raise style.NothingToDraw("the world has no sites with a place (lon, lat)")
    pairs = {(lane["from"], lane["to"]) for lane in world.get("lanes", [])}
    lanes = sorted((a, b) for a, b in pairs if a != b and a in sites and b in sites)
    delivered = {(a, b) for a, b in map(tuple, world.get("deliveries", [])) if a in sites and b in sites}
    links = [(pair, True) for pair in lanes] + [(pair, False) for pair in sorted(delivered - set(lanes))]
    kinds = sorted({str(s.get("kind") or "site") for s in sites.values()})
    ax = style.axes(ax, (11.0, 8.4))
    style.empty(ax)
    for k, kind in enumerate(kinds):
        colour, marker = _look(k)
        ax.plot([], [], linestyle="", marker=marker, color=colour, markersize=6, label=plain(kind))
    ax.plot([], [], color=_LANE, linewidth=1.0, label="lane")
    if len(links) > len(lanes):
        ax.plot([], [], color=_LANE, linewidth=0.7, linestyle=_DASHED, label="parts and output of lines")
    legend_above(ax, *ax.get_legend_handles_labels(), 7)
    countries = len({s.get("country") for s in sites.values()} - {"", None})
    counted = _counted(len(sites), "site", "sites") + (
        f" in {_counted(countries, 'country', 'countries')}" if countries else ""
    )
    ax.set_title(_finding(sites, lanes) or counted)
    dashed = "" if len(links) == len(lanes) else "Dashed: parts to lines, and what lines deliver other than by a lane. "
    caption(
        ax,
        f"{counted}; places are approximate. {dashed}World: {style.fitted(str(world.get('title') or world.get('name', '')), 80)}.",
        _BELOW,
    )
    main, far, crowded = _parts(sites)
    for shown, place in zip((main, far, crowded), _places(bool(far), bool(crowded)), strict=True):
        if shown:
            _panel(ax.inset_axes(place), shown, sites, links, kinds, unnamed=crowded if shown is main else {})
    return ax


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _finding(sites: Sites, lanes: Sequence[tuple[str, str]]) -> str:
    """How much meets at one place; nothing without lanes."""
    met = Counter(end for pair in lanes for end in pair)
    if not met:
        return ""
    place, most = max(met.items(), key=lambda found: (found[1], found[0]))
    return headline(
        str(sites[place].get("title") or plain(place)), "", f"{most} of {len(lanes)} lanes between sites meet at: "
    )


def _look(kind: int) -> tuple[str, str]:
    return style.LINES[kind % len(style.LINES)][0], _MARKERS[kind % len(_MARKERS)]


def _parts(sites: Sites) -> tuple[Sites, Sites, Sites]:
    """All sites but those far away; those far away; those of a crowded country."""
    by_lon = sorted(sites, key=lambda name: float(sites[name]["lon"]))
    gaps = [float(sites[b]["lon"]) - float(sites[a]["lon"]) for a, b in pairwise(by_lon)]
    far: list[str] = []
    if gaps and max(gaps) > _FAR_GAP:
        at = gaps.index(max(gaps)) + 1
        far = min(by_lon[:at], by_lon[at:], key=len)
    main = {name: s for name, s in sites.items() if name not in far}
    counts = Counter(str(s.get("country")) for s in main.values())
    country, most = counts.most_common(1)[0]
    crowded = {n: s for n, s in main.items() if str(s.get("country")) == country} if most >= _CROWDED else {}
    return main, {name: sites[name] for name in far}, crowded if len(crowded) < len(main) else {}


def _places(far: bool, crowded: bool) -> tuple[tuple[float, float, float, float], ...]:
    """Where the panels stand in the axes: all, far away, crowded."""
    low = 0.4 if far or crowded else 0.0
    right = (0.4, 0.0, 0.6, 0.3) if far else (0.0, 0.0, 1.0, 0.3)
    return (0.0, low, 1.0, 0.92 - low), (0.0, 0.0, 0.34 if crowded else 1.0, 0.3), right


def _panel(
    ax: Axes,
    shown: Sites,
    sites: Sites,
    links: Sequence[tuple[tuple[str, str], bool]],
    kinds: Sequence[str],
    unnamed: Sites,
) -> None:
    lons, lats = [s["lon"] for s in shown.values()], [s["lat"] for s in shown.values()]
    edge = 0.08 * max(max(lons) - min(lons), max(lats) - min(lats), 1.0)
    _true_to_scale(ax, (min(lons) - edge, max(lons) + 2 * edge), (min(lats) - edge, max(lats) + edge))
    for (a, b), by_lane in links:
        if a in shown or b in shown:
            start, end = sites[a], sites[b]
            arrow = FancyArrowPatch(
                (start["lon"], start["lat"]), (end["lon"], end["lat"]),
                arrowstyle="-|>" if by_lane else "->", mutation_scale=8 if by_lane else 5, color=_LANE,
                linewidth=0.9 if by_lane else 0.6, linestyle="-" if by_lane else _DASHED,
                connectionstyle=f"arc3,rad={0.08 if by_lane else -0.08}", shrinkA=4, shrinkB=5, zorder=1,
                alpha=1.0 if by_lane else 0.7,
            )  # fmt: skip
            ax.add_patch(arrow)
            arrow.set_clip_on(True)
    for s in shown.values():
        colour, marker = _look(kinds.index(str(s.get("kind") or "site")))
        ax.plot([s["lon"]], [s["lat"]], linestyle="", marker=marker, color=colour, markersize=6)
    points = {name: (float(s["lon"]), float(s["lat"])) for name, s in shown.items()}
    titles = {name: str(s.get("title") or plain(name)) for name, s in shown.items()}
    label(ax, points, [name for name in shown if name not in unnamed], titles)
    ax.set(xlabel="longitude (degrees east)", ylabel="latitude (degrees north)")


def _true_to_scale(ax: Axes, lons: tuple[float, float], lats: tuple[float, float]) -> None:
    """Limits that hold both ranges, with a degree of longitude as long as it is at the middle latitude."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    extent = ax.get_window_extent()
    ratio = math.cos(math.radians(sum(lats) / 2))
    width, height = (lons[1] - lons[0]) * ratio, lats[1] - lats[0]
    scale = min(extent.width / width, extent.height / height)
    more_x = (extent.width / scale - width) / ratio / 2
    more_y = (extent.height / scale - height) / 2
    ax.set(xlim=(lons[0] - more_x, lons[1] + more_x), ylim=(lats[0] - more_y, lats[1] + more_y))
