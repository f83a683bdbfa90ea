"""How an estimate settles: the running mean with its interval against replications, alone and as a paired difference."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from scipy.special import stdtrit

from materiel.figures import style
from materiel.figures.study.estimates import estimates, name_of
from materiel.figures.study.headline import headline
from materiel.figures.study.policies import ahead
from materiel.figures.study.words import CONFIDENCE, broken, marks, number, ranged
from materiel.jit import Real
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import grouped
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import together


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Left the reference, right the difference of the best (or the next) to it; means over the futures of each replication."""
    found = estimates(answers, metric)
    size = together(answers)
    by_number = grouped(answers.values(found.metric.name), size).mean(axis=1)
    own = answers.reference
    mean = _whole(by_number[own])
    ax = style.axes(ax, (10.0, 4.6))
    style.empty(ax)
    other = ahead(found)
    there = other != own
    left = ax.inset_axes((0.0, 0.05, 0.45 if there else 1.0, 0.84))
    running, half = _panel(left, mean, size)
    left.set_ylabel(broken(found.metric.label, 40))
    left.set_title(name_of(answers, own), fontsize=9)
    last = f"{ranged(running[-1], running[-1] - half[-1], running[-1] + half[-1], found.metric.unit)}"
    quarter = _at_quarter(mean, half)
    finding = (
        f"{found.metric.title} under {name_of(answers, own)} is {last} after {len(mean) * size} replications{quarter}"
    )
    if there:
        apart = _whole(by_number[other] - by_number[own])
        right = ax.inset_axes((0.56, 0.05, 0.44, 0.84))
        difference, narrow = _panel(right, apart, size)
        right.axhline(0.0, color=style.FAINT, linewidth=0.9)
        right.set_title(f"{name_of(answers, other)} less {name_of(answers, own)}, same chance", fontsize=9)
        told = ranged(difference[-1], difference[-1] - narrow[-1], difference[-1] + narrow[-1], sign=True)
        finding += f"; {name_of(answers, other)} less {name_of(answers, own)} is {told}"
    headline(ax, f"{finding}; 95 % intervals, each for its number of replications alone")
    return ax


def _whole(values: Real) -> Real:
    got = values[~np.isnan(values)]
    if len(got) < 3:
        raise AnalysisError(f"convergence: expected at least 3 replications in all futures, got {len(got)}")
    return np.asarray(got)


def running_mean(values: Real) -> tuple[Real, Real]:
    """Mean and half-width of its interval of the first 2, 3, ... values."""
    counts = np.arange(1, len(values) + 1)
    mean = np.cumsum(values) / counts
    centred = values - values.mean()
    squares = np.cumsum(np.square(centred)) - np.square(np.cumsum(centred)) / counts
    n = counts[1:]
    half = stdtrit(n - 1, (1.0 + CONFIDENCE) / 2.0) * np.sqrt(np.maximum(squares[1:], 0.0) / (n - 1) / n)
    return mean[1:], half


def _panel(panel: Axes, values: Real, size: int) -> tuple[Real, Real]:
    mean, half = running_mean(values)
    at = size * np.arange(2, len(values) + 1)
    panel.fill_between(at, mean - half, mean + half, color=style.OUTER, linewidth=0, label="95 % interval")
    panel.plot(at, mean, color=style.INK, linewidth=1.4, label="mean so far")
    shown = max(1, len(at) // 10)
    low, high = float((mean - half)[shown:].min()), float((mean + half)[shown:].max())
    if high > low:
        panel.set_ylim(low - 0.15 * (high - low), high + 0.15 * (high - low))
    panel.set(xlim=(at[0], at[-1] if len(at) > 1 else at[0] + 1), xlabel="replications")
    panel.yaxis.set_major_formatter(marks())
    panel.legend(loc="best")
    return mean, half


def _at_quarter(values: Real, half: Real) -> str:
    quarter = len(values) // 4
    if quarter < 3:
        return ""
    return f" (± {number(half[quarter - 2], 2 * half[quarter - 2])} after a quarter of them)"
