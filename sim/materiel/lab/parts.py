"""A change of readiness from one year to the next, split exactly into what its components did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from materiel.metrics.reading import Series

YEAR = 12
CANCELS = 3.0
"""Parts cancel if their sizes together exceed so many times the size of the net change."""


@dataclass(frozen=True)
class Change:
    """Mean change of readiness against the year before, and the part of each component; parts add up to it."""

    net: float
    parts: Mapping[str, float]

    @property
    def sizes(self) -> float:
        """Sum of the sizes of the parts."""
        return float(sum(abs(part) for part in self.parts.values()))

    @property
    def cancels(self) -> bool:
        """Whether the parts hide each other: their sizes exceed `CANCELS` times the net change."""
        return self.sizes > CANCELS * abs(self.net)


def log_mean(a: Series, b: Series) -> Series:
    """Logarithmic mean (a - b) / (ln a - ln b), a where both are equal; both above 0.

    >>> log_mean(np.array([2.0, 3.0]), np.array([1.0, 3.0])).round(3).tolist()
    [1.443, 3.0]
    """
    same = np.abs(a - b) <= 1e-12 * np.maximum(a, b)
    return np.where(same, a, (a - b) / np.where(same, 1.0, np.log(a) - np.log(b)))


def changes(parts: Mapping[str, Series], years: Sequence[slice]) -> list[Change | None]:
    """The change of each whole year against the one before, month against the same month; None for the first year.

    `parts` are what each component costs of ln readiness, of shape (replications, months). The change of a month is L(R1, R0) x
    the change of ln R, with L the logarithmic mean (additive logarithmic mean Divisia index: Ang 2004, Energy Policy 32);
    so each component's part is L x its change, without a rest, in every replication.
    """
    logs = np.sum(list(parts.values()), axis=0)
    level = np.exp(logs)
    found: list[Change | None] = []
    for year in years:
        months = np.arange(level.shape[1])[year]
        if not len(months) or months[0] < YEAR:
            found.append(None)
            continue
        weight = log_mean(level[:, months], level[:, months - YEAR])
        each = {
            name: float(np.mean(weight * (part[:, months] - part[:, months - YEAR]))) for name, part in parts.items()
        }
        found.append(Change(float(np.mean(level[:, months] - level[:, months - YEAR])), each))
    return found
