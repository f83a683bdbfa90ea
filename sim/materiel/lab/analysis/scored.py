"""An estimate with what each observation adds to its error: sums and differences of such estimates have theirs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, confident
from materiel.lab.analysis.largest import without_rounding


@dataclass(frozen=True)
class Sample:
    """What the observations of one sample add: the squares of the scores sum to its part of the squared standard error."""

    scores: Values
    df: int


@dataclass(frozen=True)
class Scored:
    """An estimate, and its samples by name: replication numbers, draws, rows of a design. Samples are independent of each other."""

    value: float
    samples: Mapping[str, Sample]

    def times(self, factor: float) -> Scored:
        """So many times as much."""
        return Scored(factor * self.value, {k: Sample(factor * s.scores, s.df) for k, s in self.samples.items()})

    def rounded(self, scale: float) -> Scored:
        """Without what is only rounding of numbers of that size: what is constant has no effect and no error."""
        size = abs(scale)
        samples = {k: Sample(without_rounding(s.scores, size), s.df) for k, s in self.samples.items()}
        return Scored(float(without_rounding(np.asarray(self.value), size)), samples)

    def less(self, other: Scored) -> Scored:
        """The difference to another estimate from the same samples, or from others."""
        found = dict(self.samples)
        for name, sample in other.samples.items():
            mine = found.get(name)
            scores = -sample.scores if mine is None else mine.scores - sample.scores
            found[name] = Sample(scores, sample.df if mine is None else min(mine.df, sample.df))
        return Scored(self.value - other.value, found)

    def half(self, confidence: float, of: int = 1) -> float:
        """Half-width of its interval, one of so many that hold at once (Bonferroni).

        Student's t with the degrees of freedom of F. E. Satterthwaite (Biometrics Bull. 2, 1946).
        """
        from scipy.special import stdtrit

        each = 1.0 - (1.0 - confident(confidence)) / max(1, of)
        parts = [(float(np.square(s.scores).sum()), s.df) for s in self.samples.values()]
        total = sum(part for part, _ in parts)
        if not total > 0.0:
            return 0.0
        freedom = total**2 / sum(part**2 / df for part, df in parts if part > 0.0)
        return float(stdtrit(freedom, 0.5 + each / 2.0)) * math.sqrt(total)
