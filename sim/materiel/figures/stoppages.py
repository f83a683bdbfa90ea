"""What stopped the lines: station time by state over time, of all lines and of those that stand most."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from materiel.figures import style
from materiel.figures.finding import briefly, mean_interval
from materiel.figures.production import rolling
from materiel.figures.timeline import label_time, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

NAME, WORKING = "station_time", "working"
MOST = 6
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


def draw(result: Result, ax: Axes | None = None) -> Axes:
    """Stacked shares of station time that stands, by reason, mean over runs and twelve months; the lines that stand most below."""
    states = [n.removeprefix(f"{NAME}/") for n in result.names() if n.startswith(f"{NAME}/")]
    series = result.series(*(f"{NAME}/{s}" for s in states))
    stood = {s: series[f"{NAME}/{s}"] for s in states if s != WORKING}
    if not any(np.nansum(v) > 0 for v in stood.values()):
        raise style.NothingToDraw("the result holds no line that ever stands")
    reasons = [s for s in (*_LOOKS, *(s for s in stood if s not in _LOOKS)) if s in stood and np.nansum(stood[s]) > 0]
    lines = _lines(result)
    ax = style.axes(ax, (10.0, 8.2 if lines else 5.0))
    style.empty(ax)
    main = ax.inset_axes((0.0, 0.56, 0.8, 0.42) if lines else (0.0, 0.08, 0.8, 0.9))
    _stack(main, result, {s: stood[s] for s in reasons})
    main.set_ylabel("share of all station time\nthat stands")
    for k, (panel, (line, parts)) in enumerate(
        zip(style.panels(ax, len(lines), 3, -0.06, 0.5, 0.05), lines.items(), strict=True)
    ):
        _stack(panel, result, {s: parts[s] for s in _LOOKS if s in parts})
        small(panel, result)
        panel.set(xlabel="", ylim=(0.0, 1.0), ylabel="share that stands" if k % 3 == 0 else "")
        panel.set_title(line.replace("_", " "), fontsize=8.5)
    handles = [Patch(facecolor=_look(s)[1], hatch=_look(s)[2], edgecolor="white", label=_look(s)[0]) for s in reasons]
    main.legend(handles=handles[::-1], loc="upper left", bbox_to_anchor=(1.01, 1.0), handlelength=2.2, handleheight=1.3)
    ax.set_title(style.wrap(_finding(result, {s: stood[s] for s in reasons})))
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
    at = times(result)
    low = np.zeros(len(at))
    for state, values in parts.items():
        mean = np.nanmean(np.where(np.isnan(values), 0.0, values), axis=0)
        high = low + rolling(mean[None, :])[0]
        _, colour, hatch = _look(state)
        panel.fill_between(at, low, high, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.3)
        low = high
    panel.set(xlim=(at[0], at[-1]), ylim=(0.0, min(1.0, 1.1 * float(np.max(low)))))
    label_time(panel, result)


def _finding(result: Result, stood: dict[str, Series]) -> str:
    total = np.nanmean(np.sum(list(stood.values()), axis=0), axis=1)
    means = {s: np.nanmean(v, axis=1) for s, v in stood.items()}
    order = sorted(means, key=lambda s: -float(np.mean(means[s])))
    told = [
        f"{_look(s)[0]} {briefly(100 * means[s], 1, together=result.together)}"
        for s in order[:3]
        if np.mean(means[s]) > 0
    ]
    return (
        f"Of 100 days of a station it stands {mean_interval(100 * total, 1, together=result.together)}: "
        f"{', '.join(told)}; means of twelve months over all runs"
    )
