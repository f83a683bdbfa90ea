"""Observed values, mixtures, the normal law, and counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from materiel.chance.bind.checks import mean_cv, positive, require
from materiel.chance.bind.durations import deterministic
from materiel.chance.cells import LawCells
from materiel.chance.steps import poisson_steps
from materiel.layout import law as row


def empirical(values: Sequence[float], weights: Sequence[float] | None = None) -> LawCells:
    """One of the observed values, equally likely or by weight."""
    count = len(values)
    if weights is None:
        return LawCells(row.EMPIRICAL, sum(values) / count, k=count, table=tuple(sorted(values)))
    require(len(weights) == count, f"{count} weights, one for each value", len(weights))
    pairs = sorted(zip(values, weights, strict=True))
    ends = cumulated([weight for _, weight in pairs])
    mean = sum(value * weight for value, weight in pairs) / sum(weights)
    return LawCells(row.EMPIRICAL, mean, a=1.0, k=count, table=(*(value for value, _ in pairs), *ends))


def cumulated(weights: Sequence[float]) -> tuple[float, ...]:
    """Upper ends of the shares of (0, 1) that the weights have; the last is exactly 1."""
    for weight in weights:
        require(weight >= 0.0, "weights >= 0", weight)
    total = sum(weights)
    require(total > 0.0, "weights with a sum > 0", total)
    ends = [min(end / total, 1.0) for end in accumulate(weights)]
    last = max(i for i, weight in enumerate(weights) if weight > 0.0)
    return tuple(ends[:last]) + (1.0,) * (len(ends) - last)


def mixture(parts: Sequence[tuple[float, LawCells]]) -> LawCells:
    """One of several laws, by weight. Mixtures among them are taken apart, and parts are put in the order of means."""
    cumulated([weight for weight, _ in parts])
    flat: list[tuple[float, LawCells]] = []
    for weight, part in parts:
        if part.family != row.MIXTURE:
            flat.append((weight, part))
            continue
        ends = (0.0, *part.table)
        flat += [(weight * (ends[i + 1] - ends[i]), inner) for i, inner in enumerate(part.parts)]
    flat = sorted((pair for pair in flat if pair[0] > 0.0), key=lambda pair: pair[1].mean)
    total = sum(weight for weight, _ in flat)
    mean = sum(weight * part.mean for weight, part in flat) / total
    ends = cumulated([weight for weight, _ in flat])
    return LawCells(row.MIXTURE, mean, k=len(flat), table=ends, parts=tuple(part for _, part in flat))


def normal(mean: float, sd: float) -> LawCells:
    """Mean and standard deviation; the quantity may become negative."""
    require(sd >= 0.0, "sd >= 0", sd)
    return LawCells(row.NORMAL, mean, a=sd)


def normal_cv(mean: float, cv: float) -> LawCells:
    """The normal law with this mean and cv."""
    mean_cv(mean, cv)
    return normal(mean, mean * cv) if cv > 0.0 else deterministic(mean)


def poisson(mean: float) -> LawCells:
    """A count of independent events."""
    require(0.0 <= mean <= 1e9, "0 <= mean <= 1e9", mean)
    table = poisson_steps(mean)
    return LawCells(row.POISSON, mean, k=len(table), table=table)


def geometric(mean: float) -> LawCells:
    """The number of trials up to the first success: 1, 2, ..., with success probability 1 / mean."""
    positive(mean=mean)
    require(mean >= 1.0, "mean >= 1", mean)
    return LawCells(row.GEOMETRIC, mean)
