"""Simulation-based calibration: members of the pool as records, and where their own parameters rank in the posterior.

S. Talts, M. Betancourt, D. Simpson, A. Vehtari, A. Gelman, "Validating Bayesian inference algorithms with
simulation-based calibration", arXiv 1804.06788 (2018). Each pseudo-record is left out of the pool that judges it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import chisquare

from materiel.lab.calibration.regression import Summaries, posterior

Reals = npt.NDArray[np.float64]

BINS = 10


@dataclass(frozen=True)
class Ranks:
    """Ranks of one parameter over pseudo-records, in (0, 1), and the chi-square p of their being uniform."""

    name: str
    ranks: Reals

    @property
    def counts(self) -> list[int]:
        """How many ranks fall in each tenth."""
        counts, _ = np.histogram(self.ranks, bins=BINS, range=(0.0, 1.0))
        return [int(count) for count in counts]

    @property
    def p(self) -> float:
        """Chance of counts as uneven as these, were ranks uniform."""
        return float(chisquare(self.counts).pvalue)


def pseudo_records(members: int, wanted: int) -> list[int]:
    """Members that stand in for records, evenly spread."""
    return [k * members // wanted for k in range(min(wanted, members))]


def ranks(
    names: list[str], fitted: Summaries, scores: Reals, statistics: Reals, kept: int, records: int
) -> list[Ranks]:
    """Ranks of each parameter in the posterior that its own member's statistics give."""
    told = fitted.of(statistics)
    table = np.empty((0, len(names)))
    for member in pseudo_records(len(scores), records):
        others = np.arange(len(scores)) != member
        found = posterior(fitted, scores[others], told[others], told[member], kept)
        table = np.vstack([table, found.rank(scores[member])])
    return [Ranks(name, table[:, k]) for k, name in enumerate(names)]
