"""Means as they would be in another sample of replication numbers (bootstrap)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from materiel.lab.analysis.demands import Values
from materiel.lab.analysis.means import Means

TIMES = 2000
"""Resamples, by default."""
_AT_ONCE = 4_000_000
"""Cells of resampled means in hand at once."""


def resampled(found: Means, times: int = TIMES, seed: int = 0) -> Iterator[tuple[Values, Values]]:
    """Resampled means, a few resamples at a time: each of shape (some, candidates, futures), with weights of futures, (some,
    futures).

    Replication numbers are drawn with replacement, for all candidates and futures alike, since a number is one observation. Where
    all futures have the same numbers this is the bootstrap of B. Efron (Ann. Stat. 7, 1979), its deviations widened by sqrt(n / (n
    - 1)); where they do not, each future's numbers are weighted as they were drawn. Futures count equally; those that are draws of
    a law are drawn with replacement as well. The same seed gives the same.
    """
    shape = found.by_future.shape
    numbers = found.scores.shape[2]
    flat = found.scores.reshape(-1, numbers)
    rng = np.random.Generator(np.random.Philox(seed))
    step = max(1, _AT_ONCE // max(len(flat), numbers))
    for first in range(0, times, step):
        some = min(step, times - first)
        drawn = rng.multinomial(numbers, np.full(numbers, 1.0 / numbers), size=some) - 1.0
        even = np.full(shape[1], 1.0 / shape[1])
        weights = rng.multinomial(shape[1], even, size=some) / shape[1] if found.drawn else np.tile(even, (some, 1))
        yield found.by_future + (drawn @ flat.T).reshape(-1, *shape), weights
