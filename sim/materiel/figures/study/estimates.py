"""What figures of a study draw: means over futures and candidates with intervals, under common random numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from materiel.jit import Real
from materiel.lab.analysis.clusters import skewed
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import Means, defined, draw_scores, grouped, means
from materiel.lab.analysis.scored import Sample, Scored
from materiel.lab.analysis.verdict import CONFIDENCE, Verdict
from materiel.lab.study.answers import Answers, Told
from materiel.lab.study.comparison import Ranked, absence, drawn, ranked, together
from materiel.lab.wording import capital, ranged


class Estimate(NamedTuple):
    """A number with its 95 % interval."""

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
    chance at every point, so that any weighted sum of means is first formed for each number, and its error is over numbers;
    of a mean over futures that are draws, over draws as well. Candidates without values are not a number.
    """

    answers: Answers
    metric: Told
    found: Means
    absent: tuple[Verdict, ...] = ()

    @property
    def candidates(self) -> int:
        """How many candidates there are."""
        return len(self.found.by_future)

    @property
    def sign(self) -> float:
        """1 if more is better, -1 if less is."""
        return -1.0 if self.metric.better == "lower" else 1.0

    @cached_property
    def ranked(self) -> Ranked:
        """How the candidates stand: the verdicts that tables and all figures share. Raises AnalysisError (see `ranked`)."""
        return ranked(self.answers, self.metric.name, None, CONFIDENCE)

    def scored(self, weights: Real) -> Scored:
        """The sum of means times weights of shape (candidates, futures)."""
        used = weights != 0.0
        products = np.where(used, weights * self.found.by_future, 0.0)
        samples = {"numbers": Sample(np.einsum("cf,cfr->r", weights, self.found.scores), self.found.df)}
        if self.found.drawn and used.any(axis=0).all():
            futures = weights.shape[1]
            samples["draws"] = Sample(draw_scores(futures * products.sum(axis=0)), futures - 1)
        return Scored(float(products.sum()), samples)

    def weighted(self, weights: Real, of: int = 1) -> Estimate:
        """The same with its interval, one of so many that hold at once."""
        found = self.scored(weights)
        return Estimate(found.value, found.half(CONFIDENCE, of))

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

    def median(self, candidate: int) -> float | None:
        """The median of a candidate's runs, if they are skewed."""
        runs_ = self.answers.values(self.metric.name)[candidate]
        got = runs_[~np.isnan(runs_)]
        return float(np.median(got)) if skewed(got) else None

    @property
    def order(self) -> list[int]:
        """Candidates from the best mean over futures down; those without values last."""
        return [int(k) for k in np.argsort(-self.sign * self.found.overall, kind="stable")]


def estimates(answers: Answers, metric: str | None = None, partial: bool = False) -> Estimates:
    """Means of a metric (the main one for None); `partial`: also if some candidates have no values.

    Raises LabError for a name it has not, AnalysisError, with the candidate, for too few runs.
    """
    told = answers.metric(metric)
    raw = answers.values(told.name)
    values = grouped(raw, together(answers))
    there = defined(values)
    absent = tuple(absence(answers, told, raw, k) for k in range(len(raw)) if not there[k])
    if absent and (not partial or not there.any()):
        raise AnalysisError(absent[0].sentence(None))
    some = means(values[there], drawn(answers))
    by_future, scores = np.full(values.shape[:2], np.nan), np.zeros(values.shape)
    by_future[there], scores[there] = some.by_future, some.scores
    return Estimates(answers, told, Means(by_future, scores, some.used, some.dropped, some.drawn), absent)


def runs(found: Estimates) -> str:
    """Of how much the intervals are.

    Futures count equally; used is what every candidate has in the future that has the fewest.
    """
    used = found.found.used
    count = f"{used.min()}" if used.min() == used.max() else f"{used.min()} to {used.max()}"
    size = together(found.answers)
    word = {1: "replications", 2: "antithetic pairs"}.get(size, f"groups of {size} replications")
    futures = len(found.answers.futures)
    what = "draws" if found.found.drawn else "futures"
    return f"{count} {word}" + (f" in each of {futures} {what}" if futures > 1 else "")


def below(found: Estimates, *more: str) -> str:
    """A caption: what stands below the headline, and of how much the intervals are."""
    absent = [verdict.sentence(None) for verdict in found.absent]
    return capital("; ".join([*(part for part in more if part), *absent, f"95 % intervals, {runs(found)}"])) + "."
