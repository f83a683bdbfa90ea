"""What each factor of a study does to a metric, and the one verdict on which of them matters most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from materiel.figures.study.estimates import Estimates
from materiel.figures.study.factors import STAR, Factor, candidates_of, levers_of, uncertainties_of
from materiel.jit import Real
from materiel.lab.analysis.scored import Sample, Scored
from materiel.lab.analysis.verdict import CONFIDENCE, Verdict
from materiel.lab.study.influence import has_indices, influence

FACTORIAL = ("full factorial", "fractional factorial")
ONE, MAIN, LINE = "others at their centre", "main effects, others averaged", "linear regression over the whole range"


@dataclass(frozen=True)
class Effect:
    """What a factor at its low and at its high end adds to the middle, and from end to end."""

    factor: Factor
    low: Scored
    high: Scored
    whole: Scored
    how: str

    @property
    def main(self) -> Scored:
        """The widest that it reaches: from end to end, or from the middle to an end."""
        return max((self.whole, self.low, self.high), key=lambda e: abs(e.value))


def weights_of(found: Estimates, factor: Factor, policy: int, rows: Sequence[int]) -> Real:
    """Weights of the mean of a policy over rows of a factor's design."""
    shares = np.zeros(len(factor.values))
    shares[list(rows)] = 1.0 / len(rows)
    return spread(found, factor, policy, shares)


def spread(found: Estimates, factor: Factor, policy: int, shares: Real) -> Real:
    """Weights, of shape (candidates, futures), of a sum over rows of a factor's design, the other kind of factors averaged."""
    weights = np.zeros_like(found.found.by_future)
    own = candidates_of(found.answers, policy)
    if factor.kind == "lever":
        weights[own] = shares[:, None] / weights.shape[1]
    else:
        weights[own] = shares[None, :] / len(own)
    return weights


def effects_of(found: Estimates, policy: int) -> list[Effect]:
    """The effects of all factors on the metric of a policy, the widest first; of those that the design has points enough for."""
    effects = []
    for factors in (levers_of(found.answers), uncertainties_of(found.answers)):
        if factors and factors[0].design in (STAR, *FACTORIAL):
            effects += [_contrast(found, factor, policy) for factor in factors]
        elif factors:
            effects += _slopes(found, factors, policy)
    return sorted(effects, key=lambda e: -abs(e.main.value))


def _contrast(found: Estimates, factor: Factor, policy: int) -> Effect:
    groups = factor.groups()
    # the centre of a one-at-a-time design is its first row
    middle = weights_of(found, factor, policy, [0] if factor.design == STAR else range(len(factor.values)))
    low, high = (weights_of(found, factor, policy, rows) for _, rows in (groups[0], groups[-1]))
    ends = found.scored(low - middle), found.scored(high - middle)
    return Effect(factor, *ends, found.scored(high - low), ONE if factor.design == STAR else MAIN)


def _slopes(found: Estimates, factors: Sequence[Factor], policy: int) -> list[Effect]:
    """Least-squares slopes over the unit range of the factors of one design; none if it has too few rows.

    The error of a slope is that of chance, and by the jackknife that of the rows of the design.
    """
    one = factors[0]
    rows = len(one.units)
    if rows < len(factors) + 3:
        return []
    design = np.column_stack([np.ones(rows), *(factor.units for factor in factors)])
    shares = np.linalg.pinv(design)
    means = [float((weights_of(found, one, policy, [k]) * found.found.by_future).sum()) for k in range(rows)]
    every = np.arange(rows)
    left_out = np.array([np.linalg.lstsq(design[every != k], np.delete(means, k), rcond=None)[0] for k in every])
    largest = max(abs(mean) for mean in means)
    effects = []
    for k, factor in enumerate(factors, start=1):
        chance = found.scored(spread(found, factor, policy, shares[k]))
        # a column that lies together, so that its mean is summed in the order of a list
        slopes = np.ascontiguousarray(left_out[:, k])
        scores = (np.mean(slopes) - slopes) * np.sqrt((rows - 1.0) / rows)
        slope = Scored(chance.value, {**chance.samples, f"rows of {factor.kind}": Sample(scores, rows - 1)})
        whole = slope.rounded(largest)
        effects.append(Effect(factor, whole.times(-0.5), whole.times(0.5), whole, LINE))
    return effects


def verdict_of(found: Estimates, policy: int) -> Verdict | None:
    """As `factor_verdict`, by the effects on a policy where the design needs them."""
    return factor_verdict(found, [] if has_indices(found.answers) else effects_of(found, policy))


def factor_verdict(found: Estimates, effects: Sequence[Effect]) -> Verdict | None:
    """Which factor matters most to the metric of the reference: what every figure of factors says.

    By the indices of the design, if it was laid out for them (morris, saltelli); otherwise by `effects`, whose intervals hold for
    all factors at once; None without effects. "Most" is said only if the intervals of its lead over every other exclude none.
    """
    if has_indices(found.answers):
        return influence(found.answers, found.metric.name)[0].verdict
    if not effects:
        return None
    top, of, metric = effects[0], len(effects), found.metric
    name = top.factor.title
    if all(abs(e.main.value) <= 1e-12 * float(np.abs(found.found.by_future).max()) for e in effects):
        return Verdict("none moves", metric.title, metric.unit, name, of=of)
    half = top.main.half(CONFIDENCE, of)
    size = top.main.times(1.0 if top.main.value >= 0.0 else -1.0)
    rivals = 1
    for other in effects[1:]:
        lead = size.less(other.main.times(1.0 if other.main.value >= 0.0 else -1.0))
        rivals += lead.value - lead.half(CONFIDENCE, of - 1) <= 0.0
    shown = abs(top.main.value) > half
    value = top.main.value
    return Verdict(
        ("moves most" if rivals == 1 else "moves") if shown else "none shown to move", metric.title, metric.unit, name,
        estimate=value, low=value - half, high=value + half, clusters=found.found.clusters, of=of, rivals=int(rivals),
    )  # fmt: skip
