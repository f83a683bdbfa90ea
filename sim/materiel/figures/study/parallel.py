"""Parallel coordinates: each candidate (or future) a line over its factors and the metrics, coloured by the main one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from materiel.figures import style
from materiel.figures.study.effects import verdict_of
from materiel.figures.study.estimates import Estimate, Estimates, below, estimates
from materiel.figures.study.factors import Factor, candidates_of, levers_of, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken
from materiel.jit import Real
from materiel.lab.study.answers import Answers
from materiel.lab.wording import number, within


@dataclass(frozen=True)
class Upright:
    """One axis: its label, where lines cross it in [0, 1], and what stands at its ends."""

    label: str
    at: Real
    low: str
    high: str


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Candidates of the reference policy over its levers, or futures (for the reference) over uncertainties: whichever are more."""
    levers, uncertain = levers_of(answers), uncertainties_of(answers)
    found = estimates(answers, metric)
    by_future = len(answers.futures) > len(answers.lever_units) or len(levers) < 2
    factors = uncertain if by_future else levers
    if len(factors) < 2:
        raise style.NothingToDraw("fewer than two levers and fewer than two uncertainties vary")
    policy = answers.reference // len(answers.lever_units)
    groups = (
        [([answers.reference], [f]) for f in range(len(answers.futures))]
        if by_future
        else [([c], None) for c in candidates_of(answers, policy)]
    )
    if len(groups) < 5:
        raise style.NothingToDraw(f"the design has {len(groups)} points, too few to see a pattern")
    values = {n: _values(estimates(answers, n), groups) for n in answers.metrics}
    main = values[found.metric.name]
    uprights = [_of_factor(f) for f in factors]
    uprights += [_of_metric(answers, n, values[n]) for n in values if n != found.metric.name]
    uprights.append(_of_metric(answers, found.metric.name, main))
    ax = style.axes(ax, (min(12.0, max(8.0, 1.4 * len(uprights))), 4.8))
    _lines(ax, uprights, main, found)
    finding = _finding(found, factors, groups, main, by_future)
    verdict = verdict_of(found, policy)
    headline(ax, verdict or f"{found.metric.title} over {len(factors)} factors", below(found, finding))
    return ax


def _values(found: Estimates, groups: Sequence[tuple[list[int], list[int] | None]]) -> Real:
    return np.array([found.of(*g).value for g in groups])


def _of_factor(factor: Factor) -> Upright:
    at = factor.positions()
    return Upright(broken(factor.label, 17, 5), _scaled(at), factor.told(float(at.min())), factor.told(float(at.max())))


def _of_metric(answers: Answers, name: str, values: Real) -> Upright:
    span = float(np.ptp(values))
    told = answers.metrics[name]
    return Upright(
        broken(told.label, 17, 5),
        _scaled(values),
        number(float(values.min()), span / 10),
        number(float(values.max()), span / 10),
    )


def _scaled(values: Real) -> Real:
    span = float(np.ptp(values))
    return (values - values.min()) / span if span > 0 else np.full(len(values), 0.5)


def _lines(ax: Axes, uprights: list[Upright], main: Real, found: Estimates) -> None:
    scale = Normalize(float(main.min()), float(main.max()))
    colours = matplotlib.colormaps["cividis"]
    shake = np.random.Generator(np.random.Philox(0)).uniform(-0.012, 0.012, (len(main), len(uprights)))
    order = np.argsort(found.sign * main, kind="stable")
    for rank, k in enumerate(order):
        heights = [u.at[k] + (shake[k, c] if c < len(uprights) - 1 else 0.0) for c, u in enumerate(uprights)]
        best = rank >= len(main) - max(1, len(main) // 5)
        ax.plot(
            range(len(uprights)), heights, color=colours(scale(main[k])), linewidth=1.8 if best else 0.7,
             linestyle="-" if best else (0, (4, 1)),
        )  # fmt: skip
    for c, upright in enumerate(uprights):
        ax.plot([c, c], [0.0, 1.0], color=style.INK, linewidth=0.9)
        for height, text, side in ((0.0, upright.low, "top"), (1.0, upright.high, "bottom")):
            ax.annotate(
                broken(text.replace("_", " "), 16, 2), (c, height), (0, -6 if side == "top" else 6), textcoords="offset points",
                ha="center", va=side, fontsize=7.5, annotation_clip=False,
            )  # fmt: skip
    ax.set_xticks(range(len(uprights)), [u.label for u in uprights], fontsize=7.5)
    ax.tick_params(axis="x", pad=18, length=0)
    ax.set(xlim=(-0.2, len(uprights) - 0.8), ylim=(-0.03, 1.06), yticks=[])
    ax.grid(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.colorbar(
        ScalarMappable(scale, "cividis"),
        ax=ax,
        label=f"{found.metric.label}\nsolid: the best fifth",
        shrink=0.85,
        pad=0.02,
    )


def _finding(
    found: Estimates,
    factors: list[Factor],
    groups: Sequence[tuple[list[int], list[int] | None]],
    main: Real,
    by_future: bool,
) -> str:
    """The best and the worst fifth, and the factor in which they part most."""
    count = max(1, len(main) // 5)
    order = np.argsort(-found.sign * main, kind="stable")
    best, worst = [int(k) for k in order[:count]], [int(k) for k in order[-count:]]
    parted = max(factors, key=lambda f: abs(float(f.units[best].mean() - f.units[worst].mean())))
    ends = [f"{parted.units[rows].mean():.2f}" for rows in (best, worst)]
    answers = found.answers
    what = f"futures ({answers.called(answers.reference)})" if by_future else "combinations of levers"
    return (
        f"{found.metric.title} is {_fifth(found, groups, best).told(found.metric.unit)} in the best fifth of {len(main)} {what} "
        f"and {_fifth(found, groups, worst).told()} in the worst; they part most in {within(parted.title)}: at {ends[0]} "
        f"of its range against {ends[1]} on average"
    )


def _fifth(found: Estimates, groups: Sequence[tuple[list[int], list[int] | None]], rows: list[int]) -> Estimate:
    return found.weighted(np.mean([found.weights(*groups[k]) for k in rows], axis=0))
