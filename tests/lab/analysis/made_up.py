"""Made-up answers with known means."""

from __future__ import annotations

import numpy as np


def answers(rng: np.random.Generator, true: np.ndarray, replications: int) -> np.ndarray:
    """Values of shape (candidates, futures, replications) about true means of shape (candidates, futures).

    Chance is common to all, common to a future, and peculiar to a candidate (the same in all futures), the more so the later
    it stands, plus a little of its own for each run.
    """
    candidates, futures = true.shape
    common = rng.normal(0.0, 1.0, (1, 1, replications))
    of_future = rng.normal(0.0, 0.5, (1, futures, replications))
    of_candidate = rng.normal(0.0, 0.2, (candidates, 1, replications)) * np.arange(1, candidates + 1)[:, None, None]
    own = rng.normal(0.0, 0.2, (candidates, futures, replications))
    return np.asarray(true[:, :, None] + common + of_future + of_candidate + own)
