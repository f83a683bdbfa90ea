"""What is known of candidates: their values, each over the replications 0, 1, 2, ... that it was given."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from materiel.jit import Real
from materiel.lab.tune.evaluate import Evaluate, Settings


class Held:
    """Candidates with their values. One that is met again is the same candidate."""

    def __init__(self, candidates: Sequence[Settings] = ()) -> None:
        self.candidates: list[Settings] = []
        self._values: list[Real | None] = []
        self._means: list[Real] = []
        self._shared: Real | None = None
        self._number: dict[str, int] = {}
        for candidate in candidates:
            self._append(candidate)

    def __len__(self) -> int:
        return len(self.candidates)

    def _append(self, candidate: Settings) -> int:
        self.candidates.append(dict(candidate))
        self._values.append(None)
        self._means.append(np.zeros(0))
        return len(self.candidates) - 1

    def number(self, candidate: Settings) -> int:
        """The number of a candidate; a new one if it was not met before."""
        key = json.dumps(candidate, sort_keys=True, default=str)
        if key not in self._number:
            self._number[key] = self._append(candidate)
        return self._number[key]

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        """Replications of each."""
        return np.array([0 if v is None else len(v) for v in self._values], np.int64)

    def of(self, i: int) -> Real:
        """Values of a candidate that was run, shape (replications, metrics)."""
        found = self._values[i]
        assert found is not None
        return found

    def means(self, of: Sequence[int]) -> Real:
        """Means of candidates over the replications that have a value, less what these share, shape (candidates, metrics)."""
        return np.array([self._means[i] for i in of])

    def own(self, i: int) -> Real:
        """Values of a candidate less what all candidates share in each replication, shape (replications, metrics)."""
        values = self.of(i)
        return values if self._shared is None else values - self._shared[: len(values)]

    def share(self, panel: Sequence[int]) -> None:
        """Take what a panel of candidates has in a replication beyond its mean over all of them as what all candidates share.

        Under common random numbers a hard winter is hard for every candidate. Means over different replications are made
        comparable by it: the panel is a control variate, with coefficient 1. Its members must not be chosen by their values, since
        the luck of a choice would count as shared, and have as many replications as anyone will have.
        """
        levels = _means(np.array([self.of(i) for i in panel]))
        self._shared = np.nan_to_num(levels - _means(levels))
        self._means = [self._means[i] if v is None else _means(self.own(i)) for i, v in enumerate(self._values)]

    def run(self, evaluate: Evaluate, wanted: Mapping[int, int]) -> int:
        """Run candidates until each has as many replications as wanted, those that need the same together; how many were run."""
        groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for i, count in wanted.items():
            values = self._values[i]
            have = 0 if values is None else len(values)
            if have < count:
                groups[have, count].append(i)
        ran = 0
        for (have, count), members in sorted(groups.items()):
            new = evaluate([self.candidates[i] for i in members], range(have, count))
            for i, values in zip(members, new, strict=True):
                old = self._values[i]
                joined = np.array(values) if old is None else np.concatenate([old, values])
                self._values[i] = joined
                self._means[i] = _means(self.own(i))
            ran += len(members) * (count - have)
        return ran


def _means(values: Real) -> Real:
    """Means over the first axis, of what is a number."""
    there = ~np.isnan(values)
    sums, counts = np.where(there, values, 0.0).sum(axis=0), there.sum(axis=0)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan), dtype=np.float64)
