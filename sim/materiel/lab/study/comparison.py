"""What the answers of a study say about its candidates: against a reference, against the best, and over futures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from materiel.jit import Real
from materiel.lab.analysis.best import ProbablyBest, probably_best
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.mcb import WithBest, with_best
from materiel.lab.analysis.means import grouped, means
from materiel.lab.analysis.overtime import OverTime, over_time
from materiel.lab.analysis.paired import Paired, differences
from materiel.lab.analysis.regret import Regret, regret
from materiel.lab.analysis.satisficing import GoodEnough, satisficing, satisficing_by_chance
from materiel.lab.errors import LabError
from materiel.lab.study.answers import Answers, Told
from materiel.scenario.paths import nearest


@dataclass(frozen=True)
class Compared:
    """The comparison of a study's candidates by one metric. Arrays run over candidates, some over (candidates, futures)."""

    metric: Told
    names: Sequence[str]
    futures: Sequence[str]
    means: Real
    """Of shape (candidates, futures)."""
    paired: Paired
    best: WithBest
    probably: ProbablyBest
    regret: Regret
    good: GoodEnough | None
    """None without a threshold."""
    together: int
    """How many successive replications make one observation (2 for antithetic pairs)."""


def together(answers: Answers) -> int:
    """How many successive replications of a study depend on each other."""
    return {"antithetic": 2, "quasi": int(answers.manifest["block"])}.get(str(answers.manifest["chance"]), 1)


def candidate_named(answers: Answers, name: str | None, option: str = "--reference") -> int:
    """Number of the candidate of that name, or the first of that policy; the study's reference for None. Raises LabError."""
    if name is None:
        return answers.reference
    for k, candidate in enumerate(answers.candidates):
        if name in (candidate.name, candidate.policy):
            return k
    names = list(dict.fromkeys([*answers.policies, *(c.name for c in answers.candidates)]))
    near = nearest(name, names)
    hint = f"the nearest is {near}" if near else f"the study has {', '.join(names[:8])}"
    raise LabError(f"{option} {name}: expected a policy or candidate of the study; {hint}")


def difference_over_time(
    answers: Answers, series: str, candidate: str | None, reference: str | None = None, confidence: float = 0.95
) -> OverTime:
    """The difference of a kept series between two candidates, by period, with a band that holds in all of them at once.

    Raises LabError for a series or candidate that the study has not, AnalysisError if they have nothing in common.
    """
    pair = [candidate_named(answers, candidate, "--candidate"), candidate_named(answers, reference)]
    raw = np.moveaxis(answers.series(series)[pair], 2, 3)
    return over_time(np.moveaxis(grouped(raw, together(answers)), 3, 2), 0, 1, confidence)


def compare(
    answers: Answers,
    metric: str | None = None,
    reference: str | None = None,
    confidence: float = 0.95,
    threshold: float | None = None,
    probability: float | None = None,
) -> Compared:
    """Compare the candidates of a study by a metric (the main one for None).

    The threshold is that of the study if none is given; with a probability, a future is good enough if the metric meets the
    threshold with that probability. Raises LabError for a metric or reference that the study has not, AnalysisError for
    answers that do not bear the comparison.
    """
    told = answers.metric(metric)
    base = candidate_named(answers, reference)
    if len(answers.candidates) < 2:
        raise AnalysisError(f"{answers.folder}: expected at least 2 candidates to compare, got 1")
    raw = answers.values(told.name)
    size = together(answers)
    values = grouped(raw, size)
    if threshold is None:
        threshold = told.at_least if told.better == "higher" else told.at_most
    if probability is not None and threshold is None:
        raise LabError(
            "--probability: expected a threshold (--threshold, or at_least or at_most of the metric), got none"
        )
    good = None
    if threshold is not None and probability is not None:
        good = satisficing_by_chance(raw, threshold, probability, told.better, confidence, size)
    elif threshold is not None:
        good = satisficing(values, threshold, told.better, confidence)
    return Compared(
        told,
        [c.name for c in answers.candidates],
        [f.name for f in answers.futures],
        means(values).by_future,
        differences(values, base, confidence),
        with_best(values, told.better, confidence),
        probably_best(raw, told.better, size),
        regret(values, told.better, confidence),
        good,
        size,
    )
