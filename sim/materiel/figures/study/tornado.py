"""Tornado: what each factor does to a metric between the ends of its range, the widest first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.naming import within
from materiel.figures.study.estimates import Estimate, Estimates, estimates, runs
from materiel.figures.study.factors import STAR, Factor, levers_of, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.response import weights_of
from materiel.figures.study.words import CONFIDENCE, broken, listed, marks
from materiel.jit import Real, Whole
from materiel.lab.analysis.jackknife import estimated
from materiel.lab.study.answers import Answers

MOST = 20
FACTORIAL = ("full factorial", "fractional factorial")
ONE, MAIN, LINE = "others at their centre", "main effects, others averaged", "linear regression over the whole range"


@dataclass(frozen=True)
class Effect:
    """What a factor at its low and at its high end adds to the middle, and from end to end."""

    factor: Factor
    low: Estimate
    high: Estimate
    whole: Estimate
    how: str

    @property
    def size(self) -> float:
        """The widest that it reaches."""
        return max(abs(self.low.value), abs(self.high.value), abs(self.whole.value))


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Bars to both sides of the middle for the reference policy; levers over all futures, uncertainties over its candidates."""
    factors = [*levers_of(answers), *uncertainties_of(answers)]
    if not factors:
        raise style.NothingToDraw("the study varies neither levers nor uncertainties")
    found = estimates(answers, metric)
    policy = answers.reference // len(answers.lever_units)
    effects = [e for e in (_effect(found, f, factors, policy) for f in factors) if e is not None]
    if not effects:
        raise style.NothingToDraw("the design has too few points for the effect of any factor")
    effects.sort(key=lambda e: -e.size)
    shown = effects[:MOST]
    ax = style.axes(ax, (10.0, max(2.8, 1.6 + 0.46 * len(shown))))
    for row, effect in enumerate(shown):
        for end, colour, hatch, word in (
            (effect.low, style.ORANGE, "////", "at its low end"),
            (effect.high, style.BLUE, "", "at its high end"),
        ):
            ax.barh(
                [row], [end.value], height=0.56, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4,
                xerr=[end.half], error_kw={"ecolor": style.INK, "elinewidth": 1.0, "capsize": 2.5},
                label=word if row == 0 else None,
            )  # fmt: skip
        ax.annotate(
            effect.whole.told(sign=True), (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
            annotation_clip=False,
        )  # fmt: skip
    ax.axvline(0.0, color=style.INK, linewidth=0.9)
    ax.set_yticks(range(len(shown)), [_label(e.factor) for e in shown])
    ax.set_ylim(len(shown) - 0.4, -0.7)
    ax.annotate("low to high (95 %)", (1.01, -0.5), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
                style="italic", annotation_clip=False)  # fmt: skip
    ax.xaxis.set_major_formatter(marks())
    ax.set_xlabel(f"change of {found.metric.label}: {listed(list(dict.fromkeys(e.how for e in effects)))}")
    ax.legend(loc="lower right")
    headline(ax, _finding(found, effects, policy))
    return ax


def _label(factor: Factor) -> str:
    ends = f"{factor.told(factor.positions().min())} to {factor.told(factor.positions().max())}"
    kind = "" if factor.kind == "lever" else " (uncertain)"
    return f"{broken(factor.title, 40, 2)}{kind}\n{broken(f'{ends} {factor.unit}'.strip(), 40, 1)}"


def _effect(found: Estimates, factor: Factor, factors: list[Factor], policy: int) -> Effect | None:
    groups = factor.groups()
    if factor.design in (STAR, *FACTORIAL):
        middle = _middle(found, factor, policy)
        low, high = (weights_of(found, factor, policy, rows) for _, rows in (groups[0], groups[-1]))
        how = ONE if factor.design == STAR else MAIN
        ends = found.weighted(low - middle), found.weighted(high - middle)
        return Effect(factor, *ends, found.weighted(high - low), how)
    same = [f for f in factors if f.kind == factor.kind]
    units = np.column_stack([f.units for f in same])
    if len(units) < units.shape[1] + 3:
        return None
    rows = np.stack([_row(found, factor, policy, k) for k in range(len(units))])
    whole = _slope(units, rows, found, [f.name for f in same].index(factor.name))
    half = Estimate(whole.value / 2, whole.half / 2)
    return Effect(factor, Estimate(-half.value, half.half), half, whole, LINE)


def _middle(found: Estimates, factor: Factor, policy: int) -> Real:
    """The centre of a one-at-a-time design (its first row), or all rows of a factorial one."""
    rows = [0] if factor.design == STAR else list(range(len(factor.values)))
    return weights_of(found, factor, policy, rows)


def _row(found: Estimates, factor: Factor, policy: int, row: int) -> Real:
    """Mean of a row of the design, with the contribution of each replication number: shape (1 + replications,)."""
    weights = weights_of(found, factor, policy, [row])
    mean = float((weights * found.found.by_future).sum())
    return np.concatenate([[mean], np.einsum("cf,cfr->r", weights, found.found.scores)])


def _slope(units: Real, rows: Real, found: Estimates, which: int) -> Estimate:
    """Least-squares slope over the unit range; jackknife over rows of the design and over replication numbers."""

    def slope(keep: Whole, answers: Real) -> Real:
        x = np.column_stack([np.ones(len(keep)), units[keep]])
        return np.asarray(np.linalg.lstsq(x, answers[keep], rcond=None)[0][1 + which])

    every = np.arange(len(units))
    means, scores = rows[:, 0], rows[:, 1:]
    numbers = scores.shape[1]
    by_row = np.array([slope(np.delete(every, k), means) for k in every])
    without = means[:, None] - scores * np.sqrt(numbers / (numbers - 1.0))  # the mean of the other numbers
    by_number = np.array([slope(every, without[:, r]) for r in range(numbers)])
    told = estimated(np.array([slope(every, means)]), by_row[:, None], by_number[:, None], CONFIDENCE)
    return Estimate(float(told.estimate[0]), float(told.high[0] - told.estimate[0]))


def _finding(found: Estimates, effects: list[Effect], policy: int) -> str:
    top = effects[0]
    answers = found.answers
    factor = top.factor
    unsure = [e for e in effects if not (e.whole.sure or e.low.sure or e.high.sure)]
    rest = f"; {len(unsure)} of {len(effects)} factors cannot be told from none" if unsure else ""
    ends = f"{factor.told(factor.positions().min())} to {factor.told(factor.positions().max())}"
    return (
        f"{factor.title} moves {within(found.metric.title)} most ({answers.policies[policy]}): from {ends} by "
        f"{top.whole.told(found.metric.unit, sign=True)}{rest}; 95 % intervals, {runs(found)}"
    )
