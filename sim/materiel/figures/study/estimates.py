"""What figures of a study draw: means over futures and candidates with intervals, under common random numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from materiel.figures.study.words import CONFIDENCE, ranged
from materiel.jit import Real
from materiel.lab.analysis.means import Means, grouped, means
from materiel.lab.study.answers import Answers, Told
from materiel.lab.study.comparison import together


class Estimate(NamedTuple):
    """A number with its 95 % interval (Student, pointwise)."""

    value: float
    half: float

    @property
    def low(self) -> float:
        """Lower end."""
        return self.value - self.half

    @property
    def high(self) -> float:
        """Upper end."""
        return self.value + self.half

    @property
    def sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0.0 or self.high < 0.0

    def told(self, unit: str = "", *, sign: bool = False) -> str:
        """In words."""
        return ranged(self.value, self.low, self.high, unit, sign=sign)


@dataclass(frozen=True)
class Estimates:
    """Means of a metric by candidate and future. Replication numbers are the observations: the same number has the same
    chance at every point, so that any weighted sum of means is first formed for each number, and its error is over numbers.
    """

    answers: Answers
    metric: Told
    found: Means

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return len(self.found.by_future)

    @property
    def sign(self) -> float:
        """1 if more is better, -1 if less is."""
        return -1.0 if self.metric.better == "lower" else 1.0

    def reach(self, scores: Real) -> float:
        """Half-width of the interval of an estimate with these scores, shape (replications,)."""
        from scipy.special import stdtrit

        return float(stdtrit(self.found.df, (1.0 + CONFIDENCE) / 2.0) * np.sqrt(np.square(scores).sum()))

    def weighted(self, weights: Real) -> Estimate:
        """The sum of means times weights of shape (candidates, futures)."""
        value = float((weights * self.found.by_future).sum())
        return Estimate(value, self.reach(np.einsum("cf,cfr->r", weights, self.found.scores)))

    def of(self, candidates: Iterable[int], futures: Iterable[int] | None = None) -> Estimate:
        """The mean over these candidates and futures, which count equally; all futures for None."""
        return self.weighted(self.weights(candidates, futures))

    def weights(self, candidates: Iterable[int], futures: Iterable[int] | None = None) -> Real:
        """Weights of that mean."""
        weights = np.zeros_like(self.found.by_future)
        rows = np.array(list(candidates), dtype=np.intp)
        columns = np.arange(weights.shape[1]) if futures is None else np.array(list(futures), dtype=np.intp)
        weights[np.ix_(rows, columns)] = 1.0 / (len(rows) * len(columns))
        return weights

    def apart(self, one: int, other: int) -> Estimate:
        """One candidate less another, over all futures."""
        return self.weighted(self.weights([one]) - self.weights([other]))

    @property
    def order(self) -> list[int]:
        """Candidates from the best mean over futures down."""
        return [int(k) for k in np.argsort(-self.sign * self.found.overall, kind="stable")]


def estimates(answers: Answers, metric: str | None = None) -> Estimates:
    """Means of a metric (the main one for None). Raises LabError for a name it has not, AnalysisError for too few runs."""
    told = answers.metric(metric)
    return Estimates(answers, told, means(grouped(answers.values(told.name), together(answers))))


def name_of(answers: Answers, candidate: int) -> str:
    """What a candidate is called: its policy, and its levers if there are any; the levers alone if there is one policy."""
    it = answers.candidates[candidate]
    if it.levers and len(answers.policies) == 1:
        return it.name.removeprefix(f"{it.policy}, ")
    return it.name


def runs(found: Estimates) -> str:
    """Of how much the intervals are.

    Futures count equally; used is what every candidate has in the future that has the fewest.
    """
    used = found.found.used
    count = f"{used.min()}" if used.min() == used.max() else f"{used.min()} to {used.max()}"
    size = together(found.answers)
    word = {1: "replications", 2: "antithetic pairs"}.get(size, f"groups of {size} replications")
    futures = len(found.answers.futures)
    return f"{count} {word}" + (f" in each of {futures} futures" if futures > 1 else "")
