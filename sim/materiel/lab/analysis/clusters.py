"""Clusters: replications that depend on each other, and are one observation together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.demands import Values

Labels = npt.NDArray[np.int64]
"""The cluster of each replication."""
_SKEW, _ENOUGH = 1.0, 8
"""From which skewness on, and of how many observations, a distribution counts as skewed (M. G. Bulmer, Principles of Statistics,
1979, p. 63: highly skewed beyond 1)."""


@dataclass(frozen=True)
class Clustered:
    """Means over replications, of shape (quantities,), with what each cluster adds to their error, (quantities, clusters).

    The covariance of two means is the sum over clusters of the products of their scores; `df` is the clusters less 1.
    """

    mean: Values
    scores: Values

    @property
    def clusters(self) -> int:
        """How many independent observations there are."""
        return int(self.scores.shape[1])

    @property
    def df(self) -> int:
        """Degrees of freedom of the errors."""
        return self.clusters - 1


def clustered(values: Values, labels: Labels | None = None) -> Clustered:
    """Means of values of shape (quantities, replications) without missing ones; `labels` are the clusters, None for each its own.

    The mean is a ratio of sums over clusters, whose error is that of W. G. Cochran, Sampling Techniques, 3rd ed. (1977), section
    6.4. With one cluster there is no error: its score is not a number.
    """
    count = values.shape[1]
    mean = np.asarray(values.mean(axis=1))
    off = (values - mean[:, None]).T[None]
    sums = gathered(off, np.ones(off.shape, bool), labels)[0][0].T
    clusters = sums.shape[1]
    if clusters < 2:
        return Clustered(mean, np.full((len(values), clusters), np.nan))
    return Clustered(mean, sums * (math.sqrt(clusters / (clusters - 1.0)) / count))


def gathered(off: Values, there: npt.NDArray[np.bool_], labels: Labels | None) -> tuple[Values, Values]:
    """Sums over the replications of each cluster, and how many clusters have any.

    `off` and `there`, which of them there are (off is 0 where there is none), are of shape (futures, replications, quantities); the
    sums of shape (futures, clusters, quantities), the counts of shape (futures, quantities). None: each replication is a cluster.
    """
    if labels is None:
        return off, there.sum(axis=1).astype(np.float64)
    order = np.argsort(labels, kind="stable")
    starts = np.unique(labels[order], return_index=True)[1]
    sums = np.add.reduceat(off[:, order], starts, axis=1)
    some = np.logical_or.reduceat(there[:, order], starts, axis=1)
    return np.asarray(sums), np.asarray(some.sum(axis=1), dtype=np.float64)


def merged(*labels: Labels) -> Labels:
    """The finest clusters in which replications are together that share any label: the parts that hang together.

    >>> merged(np.array([0, 0, 1, 1, 2]), np.array([5, 6, 6, 7, 8])).tolist()
    [0, 0, 0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(labels[0])
    first = [np.unique(each, return_index=True, return_inverse=True)[1:] for each in labels]
    links = [(np.arange(count), at[back]) for at, back in first]
    rows, columns = (np.concatenate(parts) for parts in zip(*links, strict=True))
    graph = coo_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)


def skewed(values: Values) -> bool:
    """Whether values are so skew that their median belongs beside their mean.

    >>> skewed(np.arange(20.0)), skewed(np.array([0.0] * 19 + [9.0]))
    (False, True)
    """
    got = values[~np.isnan(values)]
    off = got - got.mean() if len(got) else got
    spread = float(np.mean(np.square(off))) if len(got) else 0.0
    if len(got) < _ENOUGH or spread <= (1e-12 * float(np.abs(got).max())) ** 2:
        return False
    return bool(abs(float(np.mean(off**3))) / spread**1.5 > _SKEW)
