"""What stopped the lines: station time by state over time, of all lines and of those that stand most."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from materiel.figures import style
from materiel.figures.finding import PERCENT, about, briefly, headline, mean_interval
from materiel.figures.fit import caption
from materiel.figures.naming import title_of
from materiel.figures.production import rolling
from materiel.figures.timeline import began, label_time, small, smoothing, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

NAME, WORKING = "station_time", "working"
MOST, _COLUMNS = 6, 3
_LOOKS: dict[str, tuple[str, str, str]] = {
    "starved": ("waits for parts", "#0072b2", "////"),
    "no_orders": ("no orders", "#f0e442", ""),
    "unfunded": ("no money", "#e69f00", "...."),
    "unpowered": ("no power", "#d55e00", "\\\\\\\\"),
    "damaged": ("damaged", "#1a1a1a", ""),
    "broken": ("broken down", "#009e73", "xxxx"),
    "blocked": ("no room for output", "#cc79a7", "----"),
    "shut": ("shut", "#8a8a8a", "||||"),
    "idle": ("idle", "#c9ddec", ""),
}
"""Title, colour and hatch of each state other than work, in the order in which they are stacked."""


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Stacked shares of station time that stands, by reason, means over runs; the lines that stand most below."""
    states = [n.removeprefix(f"{NAME}/") for n in result.names() if n.startswith(f"{NAME}/")]
    series = result.series(*(f"{NAME}/{s}" for s in states))
    stood = {s: series[f"{NAME}/{s}"] for s in states if s != WORKING}
    if not any(np.nansum(v) > 0 for v in stood.values()):
        raise style.NothingToDraw("the result holds no line that ever stands")
    reasons = [s for s in (*_LOOKS, *(s for s in stood if s not in _LOOKS)) if s in stood and np.nansum(stood[s]) > 0]
    lines = _lines(result)
    rows = -(-len(lines) // _COLUMNS)
    ax = style.axes(ax, (10.0, 5.2 + 1.7 * rows))
    style.empty(ax)
    low = 0.56 if rows > 1 else 0.42 if rows else 0.0
    main = ax.inset_axes((0.0, low, 0.8, 0.98 - low))
    _stack(main, result, {s: stood[s] for s in reasons})
    label_time(main, result)
    main.set_ylabel("of all station time")
    for k, (panel, (line, parts)) in enumerate(
        zip(style.panels(ax, len(lines), _COLUMNS, -0.06, low - 0.06, 0.06), lines.items(), strict=True)
    ):
        _stack(panel, result, {s: parts[s] for s in _LOOKS if s in parts})
        small(panel, result)
        panel.set(ylim=(0.0, 100.0), ylabel="of its time" if k % _COLUMNS == 0 else "")
        panel.set_title(title_of(result, "lines", line, 40), fontsize=8.5)
    handles = [Patch(facecolor=_look(s)[1], hatch=_look(s)[2], edgecolor="white", label=_look(s)[0]) for s in reasons]
    main.legend(handles=handles[::-1], loc="upper left", bbox_to_anchor=(1.01, 1.0), handlelength=2.2, handleheight=1.3)
    total = 100 * np.nanmean(np.sum(list(stood.values()), axis=0), axis=1)
    told = mean_interval(total, unit=PERCENT, together=result.together)
    ax.set_title(headline("", told, "Stations of all lines stand still: "))
    caption(ax, f"{_reasons(result, {s: stood[s] for s in reasons})}{_shown(result, bool(lines))}{about(result)}")
    return ax


def _look(state: str) -> tuple[str, str, str]:
    return _LOOKS.get(state, (state.replace("_", " "), "#dddddd", "oo"))


def _lines(result: Result) -> dict[str, dict[str, Series]]:
    """The lines that stand most for a reason other than that nothing is ordered, with their reasons."""
    found: dict[str, dict[str, Series]] = {}
    names = [n for n in result.names() if n.startswith("stopped/")]
    for name, values in result.series(*names).items():
        line, _, reason = name.removeprefix("stopped/").rpartition("/")
        if np.nansum(values) > 0:
            found.setdefault(line, {})[reason] = values

    def lost(line: str) -> float:
        return sum(float(np.nansum(v)) for s, v in found[line].items() if s not in ("no_orders", "idle", "shut"))

    worst = [line for line in sorted(found, key=lost, reverse=True) if lost(line) > 0]
    return {line: found[line] for line in worst[:MOST]}


def _stack(panel: Axes, result: Result, parts: dict[str, Series]) -> None:
    at, over = times(result), smoothing(result)
    edges = at if over > 1 else np.append(began(result), at)
    low = np.zeros(len(edges))
    for state, values in parts.items():
        mean = 100 * rolling(np.nanmean(np.where(np.isnan(values), 0.0, values), axis=0)[None, :], over)[0]
        high = low + (mean if over > 1 else np.append(mean[:1], mean))
        _, colour, hatch = _look(state)
        panel.fill_between(
            edges,
            low,
            high,
            step=None if over > 1 else "pre",
            facecolor=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.3,
        )
        low = high
    panel.set(ylim=(0.0, min(100.0, 1.1 * float(np.max(low)) or 1.0)))
    panel.yaxis.set_major_formatter(PercentFormatter(decimals=0, symbol=f" {PERCENT}"))


def _reasons(result: Result, stood: dict[str, Series]) -> str:
    """The three reasons that take most time."""
    means = {s: 100 * np.nanmean(v, axis=1) for s, v in stood.items()}
    order = sorted(means, key=lambda s: -float(np.mean(means[s])))
    told = [
        f"{_look(s)[0]} {briefly(means[s], unit=PERCENT, together=result.together)}"
        for s in order[:3]
        if np.mean(means[s]) > 0
    ]
    return f"Of all station time: {', '.join(told)}. "


def _shown(result: Result, lines: bool) -> str:
    over = smoothing(result)
    means = f"Means over runs{f' and {over} months' if over > 1 else ''}. "
    return means + ("Below, the lines that lose most to anything but a lack of orders. " if lines else "")
