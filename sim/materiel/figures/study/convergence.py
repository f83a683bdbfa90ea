"""How an estimate settles: the running mean with its interval against replications, alone and as a paired difference."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from scipy.special import stdtrit

from materiel.figures import style
from materiel.figures.study.estimates import below, estimates
from materiel.figures.study.headline import headline
from materiel.figures.study.policies import ahead
from materiel.figures.study.words import broken, marks
from materiel.jit import Real
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.verdict import CONFIDENCE, Verdict
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import together
from materiel.lab.wording import number


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Left the reference, right the difference of the best (or the next) to it; means over the futures of each replication."""
    found = estimates(answers, metric)
    size = together(answers)
    by_number = grouped(answers.values(found.metric.name), size).mean(axis=1)
    own = answers.reference
    mean = _whole(by_number[own])
    level = found.of([own])
    ax = style.axes(ax, (10.0, 4.6))
    style.empty(ax)
    other = ahead(found)
    there = other != own
    left = ax.inset_axes((0.0, 0.05, 0.45 if there else 1.0, 0.84))
    _, half = _panel(left, mean, size)
    left.set_ylabel(broken(found.metric.label, 40))
    left.set_title(broken(answers.called(own), 56, 2), fontsize=9)
    more = [f"After {len(mean) * size} replications{_at_quarter(mean, half)}"]
    if there:
        apart = _whole(by_number[other] - by_number[own])
        right = ax.inset_axes((0.56, 0.05, 0.44, 0.84))
        overall = found.ranked.standing.paired.overall
        _panel(right, apart, size, overall.reach / float(stdtrit(overall.df, (1.0 + CONFIDENCE) / 2.0)))
        right.axhline(0.0, color=style.FAINT, linewidth=0.9)
        right.set_title(broken(f"{answers.called(other)} less {answers.called(own)}, same chance", 56, 2), fontsize=9)
        more += [found.ranked.standing.verdict.sentence(None), "right: all candidates at once"]
    verdict = Verdict(
        "level", found.metric.title, found.metric.unit, answers.called(own), "", level.value, level.low, level.high
    )
    draws = "bands leave out that futures are draws" if found.found.drawn else ""
    headline(ax, verdict, below(found, *more, "each for its number of replications alone", draws))
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


def _panel(panel: Axes, values: Real, size: int, wider: float = 1.0) -> tuple[Real, Real]:
    mean, half = running_mean(values)
    half = half * wider
    at = size * np.arange(2, len(values) + 1)
    panel.fill_between(at, mean - half, mean + half, color=style.OUTER, linewidth=0, label="95 % interval")
    panel.plot(at, mean, color=style.INK, linewidth=1.4, label="mean so far")
    shown = max(1, len(at) // 10)
    low, high = float((mean - half)[shown:].min()), float((mean + half)[shown:].max())
    if high > low:
        panel.set_ylim(low - 0.15 * (high - low), high + 0.15 * (high - low))
    panel.set(xlim=(at[0], at[-1] if len(at) > 1 else at[0] + 1), xlabel="replications")
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    panel.yaxis.set_major_formatter(marks())
    panel.legend(loc="best")
    return mean, half


def _at_quarter(values: Real, half: Real) -> str:
    quarter = len(values) // 4
    if quarter < 3:
        return ""
    return f" (± {number(half[quarter - 2], 2 * half[quarter - 2])} after a quarter of them)"
