"""Differences of candidates to a reference, on the same chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.demands import Values, among
from materiel.lab.analysis.largest import errors, without_rounding
from materiel.lab.analysis.means import Means, means
from materiel.lab.analysis.simultaneous import Joint, joint


@dataclass(frozen=True)
class Paired:
    """Paired differences to a reference, whose own entries are 0.

    `overall` is over futures, which count equally, of shape (candidates,): one family of joint intervals. `by_future` is of shape
    (candidates, futures): another family. `gain` is the variance of a difference between independent runs over that of the
    paired difference, so the number of times as many runs that independent streams would need; of shape (candidates,), and
    `gain_by_future`. nan where both are 0, infinity where only the paired difference does not vary.
    """

    reference: int
    overall: Joint
    by_future: Joint
    gain: Values
    gain_by_future: Values
    used: npt.NDArray[np.int64]
    dropped: npt.NDArray[np.int64]


def _reshaped(flat: Joint, shape: tuple[int, ...]) -> Joint:
    arrays = {name: getattr(flat, name).reshape(shape) for name in ("estimate", "se", "low", "high", "p", "p_holm")}
    return Joint(**arrays, reach=flat.reach, bonferroni=flat.bonferroni, confidence=flat.confidence, df=flat.df)


def gain(scores: Values, reference: int) -> Values:
    """Variance of independent over that of paired differences, from scores of shape (candidates, ..., replications).

    Source: A. M. Law, Simulation Modeling and Analysis (5th ed. 2015), sec. 11.2.
    """
    flat = scores.reshape(len(scores), -1, scores.shape[-1])
    alone = np.square(flat).sum(axis=-1)
    difference = flat - flat[reference]
    together = np.square(errors(difference.reshape(-1, flat.shape[-1]))).reshape(alone.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (alone + alone[reference]) / together
    ratio[reference] = np.nan
    return np.asarray(ratio.reshape(scores.shape[:-1]))


def differences(values: Values, reference: int = 0, confidence: float = 0.95, drawn: bool = False) -> Paired:
    """Differences of all candidates to the reference, of values of shape (candidates, futures, replications).

    `drawn` as in `means`. Raises AnalysisError if the values do not bear it (see `means`) or there is no such candidate.
    """
    found: Means = means(values, drawn)
    among(reference, len(values))
    scores = found.overall_scores - found.overall_scores[reference]
    size = float(np.abs(found.by_future).max())
    apart = without_rounding(found.overall - found.overall[reference], size)
    overall = joint(apart, scores, found.freedom(scores), confidence)
    apart = without_rounding((found.by_future - found.by_future[reference]).reshape(-1), size)
    by_future = joint(apart, (found.scores - found.scores[reference]).reshape(len(apart), -1), found.df, confidence)
    return Paired(
        reference,
        overall,
        _reshaped(by_future, found.by_future.shape),
        gain(found.overall_scores, reference),
        gain(found.scores, reference),
        found.used,
        found.dropped,
    )
