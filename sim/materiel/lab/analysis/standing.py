"""How candidates stand: each against a reference, and the first of them against all, as verdicts that agree with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from materiel.lab.analysis.clusters import skewed
from materiel.lab.analysis.demands import Values, direction
from materiel.lab.analysis.largest import without_rounding
from materiel.lab.analysis.mcb import WithBest, with_best
from materiel.lab.analysis.means import Means, means
from materiel.lab.analysis.paired import Paired, differences
from materiel.lab.analysis.verdict import Verdict, kind_of


@dataclass(frozen=True)
class Named:
    """What a metric is called, its unit, and which way is wanted ("higher", "lower")."""

    title: str
    unit: str
    better: str


@dataclass(frozen=True)
class Standing:
    """Candidates by one metric. `first` has the best mean (the reference, if no other has a better one).

    `against` holds a verdict on each candidate against the reference, `verdict` that on the first of them: against the reference,
    or of the reference against the next. Its interval is of the family of `paired`, and it says "best" only if nobody else may be.
    Who may be best is what the comparison with the best leaves open, and whoever the family of `paired` does not tell from the
    first.
    """

    first: int
    means: Means
    paired: Paired
    best: WithBest
    against: tuple[Verdict, ...]
    verdict: Verdict


def standing(
    values: Values,
    reference: int,
    metric: Named,
    titles: Sequence[str],
    confidence: float = 0.95,
    drawn: bool = False,
) -> Standing:
    """How candidates stand by values of shape (candidates, futures, observations). Raises AnalysisError (see `means`)."""
    found = means(values, drawn)
    paired = differences(values, reference, confidence, drawn)
    best = with_best(values, metric.better, confidence, drawn)
    sign, apart = direction(metric.better), paired.overall.estimate
    order = np.argsort(-sign * apart, kind="stable")
    ahead = int(order[0]) if sign * apart[order[0]] > 0.0 else reference
    best = _agreeing(best, paired, sign, ahead)
    against = tuple(_verdict(values, k, reference, paired, metric, titles, found.clusters) for k in range(len(titles)))
    other = reference if ahead != reference else next(int(k) for k in order if k != reference)
    return Standing(
        ahead, found, paired, best, against, _first(values, ahead, other, paired, best, metric, titles, found.clusters)
    )


def alike(values: Values, one: int, other: int) -> bool:
    """Whether two candidates have the same value in every replication that both have, but for rounding."""
    apart = values[one] - values[other]
    there = ~np.isnan(apart)
    size = float(np.abs(values[one][there]).max(initial=0.0))
    return bool(there.any()) and not without_rounding(apart[there], size).any()


def _median(values: Values, one: int, other: int) -> float | None:
    apart = values[one] - values[other]
    whole = apart[:, ~np.isnan(apart).any(axis=0)].mean(axis=0)
    return float(np.median(whole)) if skewed(whole) else None


def _verdict(
    values: Values, one: int, other: int, paired: Paired, metric: Named, titles: Sequence[str], clusters: int
) -> Verdict:
    """Of a candidate against the reference, or of the reference (`one`) against another."""
    turned = one == paired.reference != other
    k, overall = (other if turned else one), paired.overall
    told = [float(x[k]) for x in (overall.estimate, overall.low, overall.high)]
    estimate, low, high = (-told[0] + 0.0, -told[2] + 0.0, -told[1] + 0.0) if turned else tuple(told)
    kind = kind_of(estimate, low, high, metric.better, alike(values, one, other))
    return Verdict(
        kind, metric.title, metric.unit, titles[one], titles[other], estimate, low, high, overall.confidence, clusters,
        len(titles), median=_median(values, one, other),
    )  # fmt: skip


def _agreeing(best: WithBest, paired: Paired, sign: float, ahead: int) -> WithBest:
    """The comparison with the best, where no difference to the reference (or of the reference) counts that `paired` does not
    show.
    """
    overall, low, high = paired.overall, best.low.copy(), best.high.copy()
    may_be = best.may_be_best.copy()
    lead = (
        overall.low if sign > 0.0 else -overall.high
    )  # of others less the reference: the least that it may be, more being better
    behind = overall.high if sign > 0.0 else -overall.low
    pairs = {paired.reference: float(lead[ahead])}
    if ahead == paired.reference:
        pairs = {k: -float(behind[k]) for k in range(len(low)) if k != ahead}
    for k, least in pairs.items():
        if least <= 0.0:
            may_be[k] = may_be[ahead] = True
            high[k], low[ahead] = max(high[k], -least), min(low[ahead], least)
    return replace(best, low=low, high=high, may_be_best=may_be)


def _first(
    values: Values,
    one: int,
    other: int,
    paired: Paired,
    best: WithBest,
    metric: Named,
    titles: Sequence[str],
    clusters: int,
) -> Verdict:
    found = _verdict(values, one, other, paired, metric, titles, clusters)
    kind, rivals = found.kind, int(best.may_be_best.sum())
    if kind == "identical":
        rivals = sum(alike(values, one, k) for k in range(len(titles)))
    elif kind == "better" and rivals == 1:
        kind = "best"
    return replace(found, kind=kind, rivals=rivals)
