"""Which candidate is best where: a map over two uncertainties."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from materiel.figures import style
from materiel.figures.study.estimates import Estimates, below, estimates
from materiel.figures.study.factors import Factor, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken
from materiel.jit import Real
from materiel.lab.analysis.best import shares_of_best
from materiel.lab.analysis.largest import largest, without_rounding
from materiel.lab.analysis.resample import resampled
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.study.answers import Answers
from materiel.lab.wording import HEADLINE, fitted, within

MOST = 7
_MARKERS = "osD^vP*"


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None, over: Sequence[str] = ()) -> Axes:
    """A mark a future at the values of two uncertainties (those named, or those that part the winners most).

    Its shape and colour say which candidate has the best mean there; it is filled if that candidate is surely best: ahead of every
    other by more than the interval of the paired difference, which hold for all candidates and futures at once.
    """
    factors = uncertainties_of(answers)
    if len(factors) < 2:
        raise style.NothingToDraw("fewer than two uncertainties vary")
    if len(answers.candidates) < 2:
        raise style.NothingToDraw("the study has one candidate")
    found = estimates(answers, metric)
    means = found.sign * found.found.by_future
    winner = means.argmax(axis=0)
    often = [
        int(k) for k in np.argsort(-np.bincount(winner, minlength=len(means)), kind="stable") if (winner == k).any()
    ]
    shown = often[:MOST]
    across, up = _named(factors, over) if over else _parting(factors, winner)
    sure = surely_best(found, winner)
    ax = style.axes(ax, (9.4, 5.8))
    x, y = across.positions(), up.positions()
    handles = []
    for k, candidate in enumerate(shown):
        colour, mark = style.LINES[k % len(style.LINES)][0], _MARKERS[k]
        for flags, face in ((sure, colour), (~sure, "white")):
            here = (winner == candidate) & flags
            ax.plot(x[here], y[here], linestyle="", marker=mark, markersize=9, color=colour, markerfacecolor=face)
        label = f"{broken(answers.called(candidate), 28)}: {int((winner == candidate).sum())}"
        handles.append(Line2D([], [], linestyle="", marker=mark, markersize=8, color=colour, label=label))
    if len(often) > MOST:
        rest = ~np.isin(winner, shown)
        ax.plot(x[rest], y[rest], linestyle="", marker="x", markersize=6, color=style.FAINT)
        handles.append(Line2D([], [], linestyle="", marker="x", color=style.FAINT, label=f"another: {int(rest.sum())}"))
    handles += [
        Line2D([], [], linestyle="", marker="o", color=style.FAINT, markersize=7, label="filled: surely best (95 %)"),
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            color=style.FAINT,
            markersize=7,
            markerfacecolor="white",
            label="hollow: not sure",
        ),
    ]
    ax.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1.0), title="best in so many futures", title_fontsize=8
    )
    across.name_ticks(ax, "x")
    up.name_ticks(ax, "y")
    ax.set(xlabel=across.label, ylabel=up.label)
    ax.margins(0.06)
    low, high = (round(share * len(winner)) for share in _share(found, shown[0]))
    count = f"{int((winner == shown[0]).sum())} ({low} to {high})"
    word = "lowest" if found.metric.better == "lower" else "highest"
    names = {"one": answers.called(shown[0]), "inside": within(found.metric.title)}
    ways = [f"{{one}} has the {word} {{inside}} in {count} of {len(winner)} futures"]
    finding = fitted(ways, names, HEADLINE)
    whole = fitted(ways, names, None)
    parts = [
        "" if whole == finding else whole,
        f"{int(sure.sum())} have a sure winner (all futures at once){_others(answers, often, winner)}",
    ]
    headline(ax, finding, below(found, *parts))
    return ax


def _others(answers: Answers, often: Sequence[int], winner: np.ndarray) -> str:
    if len(often) < 2:
        return ""
    return f", next is {answers.called(often[1])}, in {int((winner == often[1]).sum())}"


def _parting(factors: list[Factor], winner: np.ndarray) -> tuple[Factor, Factor]:
    """The two uncertainties whose places differ most between the futures that different candidates win."""

    def parted(factor: Factor) -> float:
        means = [(factor.units[winner == k].mean(), (winner == k).sum()) for k in set(winner.tolist())]
        return float(sum(n * (m - factor.units.mean()) ** 2 for m, n in means) / max(factor.units.var(), 1e-12))

    first, second = sorted(factors, key=parted, reverse=True)[:2]
    return first, second


def _named(factors: list[Factor], over: Sequence[str]) -> tuple[Factor, Factor]:
    known = {f.name: f for f in factors}
    if len(over) != 2 or any(name not in known for name in over):
        raise style.NothingToDraw(
            f"expected two of the uncertainties that vary ({', '.join(known)}), got {', '.join(over)}"
        )
    return known[over[0]], known[over[1]]


def surely_best(found: Estimates, winner: np.ndarray) -> np.ndarray:
    """Futures in which the winner is ahead of each other candidate by more than the interval of the paired difference.

    The intervals hold for all candidates and futures at once.
    """
    means, scores = found.sign * found.found.by_future, found.found.scores
    futures = np.arange(means.shape[1])
    size = float(np.abs(means).max())
    apart = without_rounding(means[winner, futures] - means, size)
    between = scores[winner, futures] - scores
    reach = largest(between.reshape(-1, between.shape[2]), found.found.df).reach(CONFIDENCE)
    se = np.sqrt(np.square(between).sum(axis=2))
    own = np.arange(len(means))[:, None] == winner
    return np.asarray((own | (apart > reach * se)).all(axis=0))


def _share(found: Estimates, candidate: int) -> tuple[float, float]:
    """Bootstrap interval over replication numbers of the share of futures that a candidate wins."""
    drawn: list[Real] = []
    for means, _ in resampled(found.found):
        drawn.append(shares_of_best(found.sign * means, axis=1)[:, candidate].mean(axis=1))
    low, high = np.quantile(np.concatenate(drawn), [(1.0 - CONFIDENCE) / 2.0, (1.0 + CONFIDENCE) / 2.0])
    return float(low), float(high)
