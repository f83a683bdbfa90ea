"""What readings are made of: values of replications, and estimates from them with their standard error."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One value for each replication and instant: shape (replications, instants), or (replications, 1)."""

    values: Values


@dataclass(frozen=True)
class Estimate:
    """A number estimated from all replications, and how far each of them pulls it (its influence, mean 0).

    Replications are independent and instants within one are not, so errors come from the pulls of replications. Functions
    of estimates carry them on by their derivatives (delta method; F. R. Hampel, J. Am. Stat. Assoc. 69, 1974).
    """

    value: float
    pull: Values

    @property
    def se(self) -> float:
        """Standard error; not a number for a single replication."""
        n = len(self.pull)
        return float(np.std(self.pull, ddof=1) / math.sqrt(n)) if n > 1 else math.nan


def mean(sample: Sample) -> Estimate:
    """Mean over instants and replications."""
    of_each = sample.values.mean(axis=1)
    value = float(of_each.mean())
    return Estimate(value, of_each - value)


def variance(sample: Sample) -> Estimate:
    """Variance of the value at an instant, over instants and replications."""
    squares = np.square(sample.values - sample.values.mean())
    # The mean is estimated from as many independent values as there are replications at least.
    n = len(sample.values)
    return mean(Sample(squares * (n / max(n - 1, 1) if sample.values.shape[1] == 1 else 1.0)))


def quantile(sample: Sample, share: float) -> Estimate:
    """The value below which `share` of all values lie; the density there is read off the neighbouring quantiles."""
    near = min(0.02, share / 2, (1.0 - share) / 2)
    low, value, high = np.quantile(sample.values, [share - near, share, share + near])
    below = (sample.values <= value).mean(axis=1)
    return Estimate(float(value), (share - below) * (high - low) / (2.0 * near))


def combined(sign: str, a: Estimate, b: Estimate) -> Estimate:
    """a sign b, for + - * / and **; b must be a constant (pull 0) in a power."""
    u, v = a.value, b.value
    if sign == "+":
        return Estimate(u + v, a.pull + b.pull)
    if sign == "-":
        return Estimate(u - v, a.pull - b.pull)
    if sign == "*":
        return Estimate(u * v, a.pull * v + b.pull * u)
    if sign == "/":
        quotient = u / v if v else math.nan
        return Estimate(quotient, (a.pull - b.pull * quotient) / v if v else a.pull * math.nan)
    return Estimate(u**v, a.pull * v * u ** (v - 1.0) if u else a.pull * 0.0)


def logarithm(a: Estimate) -> Estimate:
    """Natural logarithm; not a number for what is not positive."""
    return Estimate(math.log(a.value), a.pull / a.value) if a.value > 0.0 else Estimate(math.nan, a.pull * math.nan)
