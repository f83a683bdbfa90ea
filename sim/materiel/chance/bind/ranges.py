"""Laws on a range: what an expert states by its ends."""

from __future__ import annotations

import math

from materiel.chance.bind.checks import mean_cv, ordered, require
from materiel.chance.bind.durations import deterministic
from materiel.chance.cells import LawCells
from materiel.chance.knots import beta_table
from materiel.layout import law as row


def uniform(low: float, high: float) -> LawCells:
    """Anything from low to high, equally likely."""
    ordered(low, high)
    return LawCells(row.UNIFORM, 0.5 * (low + high), a=low, b=high)


def uniform_cv(mean: float, cv: float) -> LawCells:
    """The uniform law with this mean and cv."""
    mean_cv(mean, cv)
    half = math.sqrt(3.0) * cv * mean
    return uniform(mean - half, mean + half) if cv > 0.0 else deterministic(mean)


def triangular(low: float, mode: float, high: float) -> LawCells:
    """A range with a likeliest value, the density falling in straight lines to both ends."""
    ordered(low, high)
    require(low <= mode <= high, f"mode between {low:g} and {high:g}", mode)
    return LawCells(row.TRIANGULAR, (low + mode + high) / 3.0, a=low, b=mode, c=high)


def pert(low: float, mode: float, high: float, weight: float = 4.0) -> LawCells:
    """A range with a likeliest value, smooth: a beta law with mean (low + weight mode + high) / (weight + 2).

    D. G. Malcolm et al., "Application of a technique for research and development program evaluation", Operations
    Research 7 (1959); `weight` is that of the mode (Vose's modified PERT).
    """
    ordered(low, high)
    require(low <= mode <= high, f"mode between {low:g} and {high:g}", mode)
    require(0.0 <= weight <= 1e5, "0 <= weight <= 1e5", weight)
    share = (mode - low) / (high - low)
    return beta(1.0 + weight * share, 1.0 + weight * (1.0 - share), low, high, row.PERT)


def beta(alpha: float, beta: float, low: float = 0.0, high: float = 1.0, family: int = row.BETA) -> LawCells:
    """A share of the range from low to high."""
    for name, value in (("alpha", alpha), ("beta", beta)):
        require(0.005 <= value <= 1e6, f"0.005 <= {name} <= 1e6", value)
    ordered(low, high)
    table = beta_table(alpha, beta)
    mean = low + (high - low) * alpha / (alpha + beta)
    return LawCells(family, mean, a=low, b=high - low, k=len(table) // 2, table=table)


def beta_cv(mean: float, cv: float, low: float = 0.0, high: float = 1.0) -> LawCells:
    """The beta law on this range with this mean and cv."""
    mean_cv(mean, cv)
    ordered(low, high)
    require(low < mean < high, f"mean between {low:g} and {high:g}", mean)
    if cv == 0.0:
        return deterministic(mean)
    share = (mean - low) / (high - low)
    spread = cv * mean / (high - low)
    total = share * (1.0 - share) / spread**2 - 1.0
    require(total > 0.0, f"cv < {math.sqrt((mean - low) * (high - mean)) / mean:g}, as the range allows", cv)
    return beta(share * total, (1.0 - share) * total, low, high)
