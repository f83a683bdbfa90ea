"""Confirmation: the finalists again, on chance that no choice was made by.

The best of many estimates is good in part because it was lucky: by choosing it, its luck was chosen (the winner's curse). Fresh
replications have no part in the choice, so their mean is unbiased, and what the first estimate promised beyond it is told: against
a candidate that is no finalist, so that a winter which was mild for all does not count as luck of the chosen ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import stdtrit

from materiel.jit import Real
from materiel.lab.analysis.means import defined
from materiel.lab.analysis.paired import differences
from materiel.lab.study.stopping import Estimate, estimate
from materiel.lab.tune.evaluate import Evaluate, Goal, Settings


def apart(a: Real, b: Real, confidence: float) -> Estimate:
    """The difference of two means that share no chance, by Welch's approximation (Biometrika 34, 1947); count is the first's."""
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    if len(a) < 2 or len(b) < 2:
        return Estimate(math.nan, math.inf, len(a))
    va, vb = float(np.var(a, ddof=1)) / len(a), float(np.var(b, ddof=1)) / len(b)
    middle = float(np.mean(a) - np.mean(b))
    if va + vb == 0.0:
        return Estimate(middle, 0.0, len(a))
    freedom = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    return Estimate(middle, float(stdtrit(freedom, 0.5 + confidence / 2.0)) * math.sqrt(va + vb), len(a))


@dataclass(frozen=True)
class Finalist:
    """A candidate that was chosen, as it looked then and as it is."""

    settings: Settings
    before: tuple[Estimate, ...]
    """Of each metric, over the replications that it was chosen by."""
    fresh: tuple[Estimate, ...]
    """Of each metric, on fresh chance."""
    curse: tuple[Estimate, ...]
    """Of each goal: by how much the first estimate, against the reference, was too good, in the metric's unit."""
    behind: tuple[Estimate, Estimate] | None
    """By how much it is behind the first, when chosen and on fresh chance, over replications that both (on fresh chance: all) have;
    None for the first itself, and where there are several goals."""
    values: Real = field(repr=False)
    """On fresh chance, shape (replications, metrics)."""


def confirm(
    evaluate: Evaluate,
    candidates: Sequence[Settings],
    before: Sequence[Real],
    reference: tuple[Settings, Real] | None,
    goals: Sequence[Goal],
    fresh: range,
    confidence: float = 0.95,
) -> tuple[Finalist, ...]:
    """The finalists, the chosen one first, run in fresh replications. `before` has the values they were chosen by.

    `reference` is a candidate that is no finalist, with its values in as many replications as any finalist had; None: their means
    are taken as they are.

    Intervals of how far others are behind hold all at once.
    """
    values = evaluate([*candidates, reference[0]] if reference is not None else candidates, fresh)
    level = values[-1] if reference is not None else np.zeros(values.shape[1:])
    each = 1.0 - (1.0 - confidence) / max(1, len(candidates) - 1)
    now_behind = _behind(values[: len(candidates), :, goals[0].metric], goals[0].sign, confidence)
    found = []
    for i, settings in enumerate(candidates):
        metrics = range(values.shape[2])
        then = before[i] - reference[1][: len(before[i])] if reference is not None else before[i]
        now = values[i] - level
        curse = tuple(apart(g.sign * then[:, g.metric], g.sign * now[:, g.metric], confidence) for g in goals)
        behind = None
        if i > 0 and len(goals) == 1:
            both, sign, m = min(len(before[0]), len(before[i])), goals[0].sign, goals[0].metric
            behind = (estimate(sign * (before[0][:both] - before[i][:both])[:, m], each), now_behind[i])
        found.append(
            Finalist(
                settings,
                tuple(estimate(before[i][:, m], confidence) for m in metrics),
                tuple(estimate(values[i, :, m], confidence) for m in metrics),
                curse,
                behind,
                values[i],
            )
        )
    return tuple(found)


def _behind(values: Real, sign: float, confidence: float) -> list[Estimate]:
    """How far candidates are behind the first, of values of shape (candidates, replications), all at once by the joint rule."""
    found = [Estimate(math.nan, math.inf, 0)] * len(values)
    there = [int(i) for i in np.flatnonzero(defined(values[:, None, :]))]
    common = int((~np.isnan(values[there])).all(axis=0).sum()) if there else 0
    if len(there) > 1 and there[0] == 0 and common >= 2:
        overall = differences(values[there][:, None, :], 0, confidence).overall
        for i, estimate_, se in zip(there, overall.estimate, overall.se, strict=True):
            found[i] = Estimate(-sign * float(estimate_) + 0.0, overall.reach * float(se), common)
    return found
