"""Means of every candidate in every future, with what each replication number adds to their error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.demands import Values, finite_or_missing
from materiel.lab.analysis.errors import AnalysisError

_SHAPE = "(candidates, futures, replications)"


@dataclass(frozen=True)
class Means:
    """Means over paired replications, and the contributions of replication numbers to their error.

    `by_future` is of shape (candidates, futures); `scores` of shape (candidates, futures, replications), 0 where a number is
    not used: the covariance of any two means is the sum over numbers of the products of their scores, and the scores of a
    linear function of means are that function of the scores. `used` and `dropped` count replications by future: those that
    every candidate has, and those that some lack. `df` is the degrees of freedom: the fewest used in any future, less 1. `drawn`
    says that the futures are draws of a law (a posterior), so that a mean over them has their error as well.
    """

    by_future: Values
    scores: Values
    used: npt.NDArray[np.int64]
    dropped: npt.NDArray[np.int64]
    drawn: bool = False

    @property
    def df(self) -> int:
        """Degrees of freedom of the errors of chance."""
        return int(self.used.min()) - 1

    @property
    def overall(self) -> Values:
        """Means over futures, which count equally; by candidate."""
        return np.asarray(self.by_future.mean(axis=1))

    @property
    def overall_scores(self) -> Values:
        """Contributions to the error of the means over futures, of shape (candidates, replications).

        Where futures are draws, a column for each draw follows: all replications of a draw are a cluster, as are all of a number.
        What is peculiar to a run is then counted twice, so that the error is rather too large, by sqrt(2) at most.
        """
        by_number = np.asarray(self.scores.mean(axis=1))
        return np.concatenate([by_number, draw_scores(self.by_future)], axis=1) if self.drawn else by_number

    def freedom(self, scores: Values) -> int:
        """Degrees of freedom of estimates with scores like `overall_scores`: the fewest of any that varies.

        Of two samples, numbers and draws, by F. E. Satterthwaite (Biometrics Bull. 2, 1946).
        """
        if not self.drawn:
            return self.df
        numbers = self.scores.shape[2]
        parts = [np.square(part).sum(axis=1) for part in np.split(scores, [numbers], axis=1)]
        degrees = self.df, self.by_future.shape[1] - 1
        total = parts[0] + parts[1]
        varies = total > 0.0
        if not varies.any():
            return int(min(degrees))
        rest = np.sum([np.square(part[varies]) / df for part, df in zip(parts, degrees, strict=True)], axis=0)
        fewest = float((np.square(total[varies]) / rest).min())
        return max(1, int(fewest + 1e-9))

    @property
    def freedom_of_pairs(self) -> int:
        """Degrees of freedom of the differences of the means over futures: the fewest of any pair."""
        scores = self.overall_scores
        return min(self.freedom(row - scores) for row in scores)

    @property
    def clusters(self) -> int:
        """Independent observations: replication numbers; draws, where futures are draws and fewer."""
        return min(self.df + 1, self.by_future.shape[1]) if self.drawn else self.df + 1


def draw_scores(by_future: Values) -> Values:
    """What each draw adds to the error of means over draws, of values of shape (..., futures)."""
    count = by_future.shape[-1]
    return np.asarray((by_future - by_future.mean(axis=-1, keepdims=True)) / np.sqrt(count * (count - 1.0)))


def grouped(values: Values, size: int) -> Values:
    """Means over groups of so many successive replications (last axis), nan where one is missing; an incomplete group is left out.

    Antithetic pairs, or the points of one scrambled Sobol sequence, depend on each other: their mean is one observation, and the
    groups take the place of replications in all that follows. Raises AnalysisError if there is no whole group.
    """
    groups = values.shape[-1] // size
    if size < 1 or groups < 1:
        raise AnalysisError(f"replications: expected at least one group of {size}, got {values.shape[-1]} replications")
    return np.asarray(values[..., : groups * size].reshape(*values.shape[:-1], groups, size).mean(axis=-1))


def paired(values: Values) -> npt.NDArray[np.bool_]:
    """Which replications every candidate has, of shape (futures, replications); `values` as in `means`."""
    return np.asarray(~np.isnan(finite_or_missing(values, 3, _SHAPE)).any(axis=0))


def defined(values: Values) -> npt.NDArray[np.bool_]:
    """Which candidates have values in at least two replications of every future; `values` as in `means`."""
    return np.asarray(((~np.isnan(finite_or_missing(values, 3, _SHAPE))).sum(axis=2) >= 2).all(axis=1))


def means(values: Values, drawn: bool = False) -> Means:
    """Means of values of shape (candidates, futures, replications), nan where a value is missing.

    A replication counts in a future only if every candidate has it there, so that all are compared on the same chance. Within a
    future, the score of replication number r is (y_r - mean) / sqrt(n (n - 1)), whose squares sum to the squared standard error.
    Scores of a mean over futures are means of scores: the same number has the same draws in every future, and so its values
    in several futures are one observation (a cluster; K.-Y. Liang and S. L. Zeger, Biometrika 73, 1986). `drawn` says that futures
    are draws, of which a single one is no sample. Raises AnalysisError if a future has fewer than two replications that every
    candidate has.
    """
    whole = paired(values)
    used = whole.sum(axis=1)
    if (used < 2).any():
        future = int(np.argmax(used < 2))
        raise AnalysisError(
            f"future {future} of {len(used)}: expected at least 2 replications that every candidate has, got {used[future]}"
        )
    dropped = (~np.isnan(values)).any(axis=0).sum(axis=1) - used
    kept = np.where(whole, values, 0.0)
    by_future = kept.sum(axis=2) / used
    off = np.where(whole, values - by_future[:, :, None], 0.0)
    return Means(by_future, off / np.sqrt(used * (used - 1.0))[:, None], used, dropped, drawn and len(used) > 1)
