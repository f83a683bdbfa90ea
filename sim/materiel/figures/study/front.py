"""Two metrics against each other: the front that none is better than in both, and how it grew in a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.labels import label
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.jit import Real
from materiel.lab.wording import cut

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """One metric of a front: its label, which way is wanted, estimates and half-widths of intervals by candidate."""

    label: str
    better: str
    values: Real
    half: Real

    @property
    def gains(self) -> Real:
        """Values of which more is better."""
        return -self.values if self.better == "lower" else self.values


def undominated(gains: Real) -> Flags:
    """Rows of gains (candidates, metrics) to which no other is at least equal in all and better in one.

    >>> undominated(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.5]])).tolist()
    [True, True, False]
    """
    no_less = np.all(gains[None, :, :] >= gains[:, None, :], axis=2)
    more = np.any(gains[None, :, :] > gains[:, None, :], axis=2)
    return np.asarray(~np.any(no_less & more, axis=1))


def draw_front(
    across: Side,
    up: Side,
    names: Sequence[str] = (),
    ax: Axes | None = None,
    *,
    kept: Flags | None = None,
    reference: int | None = None,
    title: str = "",
    caption: str = "",
) -> Axes:
    """Candidates by two metrics with intervals; those on the front filled, joined and named.

    `kept` says which are on the front (those undominated by their estimates if left out).
    """
    ax = style.axes(ax, (9.0, 6.2))
    on = undominated(np.column_stack([across.gains, up.gains])) if kept is None else kept
    for flags, colour, face, word in (
        (~on, style.FAINT, "white", "dominated"),
        (on, style.BLUE, style.BLUE, "on the front"),
    ):
        if flags.any():
            ax.errorbar(
                across.values[flags], up.values[flags], xerr=across.half[flags], yerr=up.half[flags], linestyle="", marker="o",
                markersize=5.5, markerfacecolor=face, color=colour, elinewidth=0.9, capsize=2.0, label=word, zorder=2,
            )  # fmt: skip
    order = [int(k) for k in np.flatnonzero(on)[np.argsort(across.values[on], kind="stable")]]
    ax.plot(across.values[order], up.values[order], color=style.BLUE, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1)
    if reference is not None:
        ax.plot(
            [across.values[reference]], [up.values[reference]], marker="D", markersize=9, markerfacecolor="none",
            color=style.VERMILION, linestyle="", label="reference", zorder=3,
        )  # fmt: skip
    for side, axis in ((across, ax.xaxis), (up, ax.yaxis)):
        axis.set_major_formatter(marks())
        way = {"higher": ", more is better", "lower": ", less is better"}.get(side.better, "")
        axis.set_label_text(broken(side.label + way, 60))
    ax.legend(loc="best")
    headline(ax, title, caption)
    _name(ax, across, up, names, order, reference)
    return ax


def _name(ax: Axes, across: Side, up: Side, names: Sequence[str], order: Sequence[int], reference: int | None) -> None:
    """Names beside points: all if they are few, else those of the front, at most a dozen of them."""
    if not names:
        return
    shown = list(range(len(names))) if len(names) <= 12 else list(order)
    if len(shown) > 12:
        shown = [shown[k] for k in np.linspace(0, len(shown) - 1, 12).round().astype(int)]
    if reference is not None and reference not in shown:
        shown.append(reference)
    short = [cut(name, 32) for name in names]
    called = short if len(set(short)) == len(short) else list(names)
    label(
        ax,
        {n: (float(across.values[k]), float(up.values[k])) for k, n in enumerate(called)},
        [called[k] for k in shown],
    )


def draw_trace(
    evaluations: Real,
    volume: Real,
    low: Real | None = None,
    high: Real | None = None,
    ax: Axes | None = None,
    *,
    unit: str = "runs",
    title: str = "",
) -> Axes:
    """Hypervolume of the front found so far, against what the search had spent; a band where it has an interval."""
    ax = style.axes(ax, (8.0, 4.6))
    if low is not None and high is not None:
        ax.fill_between(evaluations, low, high, step="post", color=style.OUTER, linewidth=0, label="95 % interval")
    ax.step(evaluations, volume, where="post", color=style.INK, linewidth=1.5, label="hypervolume")
    ax.set(xlabel=f"spent ({unit})", ylabel="hypervolume of the front\n(product of the metrics' units)")
    ax.xaxis.set_major_formatter(marks())
    ax.yaxis.set_major_formatter(marks())
    ax.set_xlim(left=0)
    ax.legend(loc="lower right")
    headline(ax, title)
    return ax
