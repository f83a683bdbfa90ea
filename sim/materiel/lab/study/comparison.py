"""What the answers of a study say about its candidates: against a reference, against the best, and over futures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from materiel.jit import Real
from materiel.lab.analysis.best import ProbablyBest, probably_best
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.mcb import WithBest
from materiel.lab.analysis.means import defined, grouped
from materiel.lab.analysis.overtime import OverTime, over_time
from materiel.lab.analysis.paired import Paired
from materiel.lab.analysis.regret import Regret, regret
from materiel.lab.analysis.satisficing import GoodEnough, satisficing, satisficing_by_chance
from materiel.lab.analysis.standing import Named, Standing, standing
from materiel.lab.analysis.verdict import Verdict
from materiel.lab.errors import LabError
from materiel.lab.study.answers import Answers, Told
from materiel.scenario.paths import nearest


@dataclass(frozen=True)
class Ranked:
    """The candidates of a study that have values of a metric, and how they stand; `absent` are verdicts on those that have none."""

    metric: Told
    candidates: Sequence[int]
    """Their numbers in the study; arrays of `standing` run over them."""
    titles: Sequence[str]
    standing: Standing
    absent: Sequence[Verdict]
    raw: Real = field(repr=False)
    """Values of every replication, of shape (candidates, futures, replications)."""
    values: Real = field(repr=False)
    """The same by independent observation (`grouped`)."""


@dataclass(frozen=True)
class Compared:
    """The comparison of a study's candidates by one metric. Arrays run over candidates, some over (candidates, futures)."""

    metric: Told
    names: Sequence[str]
    titles: Sequence[str]
    futures: Sequence[str]
    means: Real
    """Of shape (candidates, futures)."""
    paired: Paired
    best: WithBest
    verdict: Verdict
    against: Sequence[Verdict]
    """Of each candidate against the reference."""
    absent: Sequence[Verdict]
    """Of candidates without values, which are not among the names."""
    probably: ProbablyBest
    regret: Regret
    good: GoodEnough | None
    """None without a threshold."""
    together: int
    """How many successive replications make one observation (2 for antithetic pairs)."""
    drawn: bool
    """Whether the futures are draws, which are clusters of their own."""


def together(answers: Answers) -> int:
    """How many successive replications of a study depend on each other."""
    return {"antithetic": 2, "quasi": int(answers.manifest["block"])}.get(str(answers.manifest["chance"]), 1)


def drawn(answers: Answers) -> bool:
    """Whether the futures of a study are draws of a posterior: a sample, and not a design."""
    return str(answers.manifest["futures_design"]["kind"]) == "posterior"


def candidate_named(answers: Answers, name: str | None, option: str = "--reference") -> int:
    """Number of the candidate of that name or title, or the first of that policy; the study's reference for None. Raises
    LabError.
    """
    if name is None:
        return answers.reference
    for k, candidate in enumerate(answers.candidates):
        if name in (candidate.name, candidate.policy, candidate.title, answers.called(k)):
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
    return over_time(series_of(answers, series, pair), 0, 1, confidence, drawn=drawn(answers))[0]


def series_of(answers: Answers, series: str, candidates: Sequence[int]) -> Real:
    """A kept series of some candidates, of shape (candidates, futures, observations, periods). Raises LabError."""
    raw = np.moveaxis(answers.series(series)[list(candidates)], 2, 3)
    return np.moveaxis(grouped(raw, together(answers)), 3, 2)


def absence(answers: Answers, told: Told, values: Real, candidate: int) -> Verdict:
    """That a metric is undefined under a candidate, with how many runs have a value."""
    there = int((~np.isnan(values[candidate])).sum())
    return Verdict(
        "undefined", told.title, told.unit, answers.called(candidate), runs=values[candidate].size, valued=there
    )


def ranked(answers: Answers, metric: str | None, reference: str | None, confidence: float = 0.95) -> Ranked:
    """How the candidates of a study stand by a metric (the main one for None): what tables, headlines and figures say of them.

    Candidates without values in two replications of every future are set aside. Raises LabError for a metric or reference
    that the study has not, AnalysisError, with metric and candidate, for answers that do not bear the comparison.
    """
    told, base = answers.metric(metric), candidate_named(answers, reference)
    if len(answers.candidates) < 2:
        raise AnalysisError(f"{answers.folder}: expected at least 2 candidates to compare, got 1")
    raw = answers.values(told.name)
    values = grouped(raw, together(answers))
    there = [int(k) for k in np.flatnonzero(defined(values))]
    absent = [absence(answers, told, raw, k) for k in range(len(raw)) if k not in there]
    if base not in there or len(there) < 2:
        others = ", ".join(answers.candidates[k].name for k in there[:8])
        hint = f"; --reference takes one that has values ({others})" if len(there) > 1 else ""
        lacking = absent[0] if base in there else absence(answers, told, raw, base)
        raise AnalysisError(f"{lacking.sentence(None)}, and there is nothing to compare with{hint}")
    values = values[there]
    _enough(answers, told, values, there)
    titles = [answers.called(k) for k in there]
    named = Named(told.title, told.unit, told.better)
    found = standing(values, there.index(base), named, titles, confidence, drawn(answers))
    return Ranked(told, there, titles, found, absent, raw[there], values)


def _enough(answers: Answers, told: Told, values: Real, candidates: Sequence[int]) -> None:
    """Raise AnalysisError, with who lacks most, if a future has fewer than two replications that all candidates have."""
    missing = np.isnan(values)
    whole = (~missing.any(axis=0)).sum(axis=1)
    if (whole >= 2).all():
        return
    future = int(np.argmin(whole))
    lacks = missing[:, future].sum(axis=1)
    worst = int(lacks.argmax())
    raise AnalysisError(
        f"{told.title}: expected at least 2 replications of {answers.futures[future].name} in which every candidate has a value, "
        f"got {whole[future]}; {answers.called(candidates[worst])} lacks {lacks[worst]} of {values.shape[2]}"
    )


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
    threshold with that probability. Raises LabError and AnalysisError as `ranked` does.
    """
    found = ranked(answers, metric, reference, confidence)
    told, raw, values = found.metric, found.raw, found.values
    size, draws = together(answers), drawn(answers)
    if threshold is None:
        threshold = told.at_least if told.better == "higher" else told.at_most
    if probability is not None and threshold is None:
        raise LabError(
            "--probability: expected a threshold (--threshold, or at_least or at_most of the metric), got none"
        )
    good = None
    if threshold is not None and probability is not None:
        good = satisficing_by_chance(raw, threshold, probability, told.better, confidence, size, drawn=draws)
    elif threshold is not None:
        good = satisficing(values, threshold, told.better, confidence, drawn=draws)
    it = found.standing
    return Compared(
        metric=told,
        names=[answers.candidates[k].name for k in found.candidates],
        titles=found.titles,
        futures=[f.name for f in answers.futures],
        means=it.means.by_future,
        paired=it.paired,
        best=it.best,
        verdict=it.verdict,
        against=it.against,
        absent=found.absent,
        probably=probably_best(raw, told.better, size, drawn=draws),
        regret=regret(values, told.better, confidence, drawn=draws),
        good=good,
        together=size,
        drawn=draws,
    )
