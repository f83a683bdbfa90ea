"""Periods that a record is cut into: calendar months, whatever else is recorded, or what lies between its instants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Cut:
    """Rows of a record that end periods, and the row at which the first begins (-1: the start of the world).

    `first_month` is the number of the first period's calendar month; None if periods are not months.
    """

    rows: tuple[int, ...]
    before: int = -1
    first_month: int | None = None


NOTHING = Cut(())
"""No period: what is told by month has no value."""


def months_cut(months: Sequence[int], first: int, count: int) -> Cut | None:
    """So many calendar months from the first on; None unless the ends of all, and the beginning of the first, are recorded.

    `months` says for each row which month ends there (-1: none). The start of the world, where month 0 begins, needs no row.
    """
    row_of = {month: row for row, month in enumerate(months) if month >= 0}
    rows = [row_of.get(month) for month in range(first, first + count)]
    before = -1 if first == 0 else row_of.get(first - 1)
    if before is None or any(row is None for row in rows):
        return None
    return Cut(tuple(row for row in rows if row is not None), before, first)


def whole_months(months: Sequence[int], count: int = 0) -> Cut:
    """All calendar months of a run, of which it has so many (0: as many as the record shows); no period if one is missing."""
    count = count or max(months, default=-1) + 1
    return months_cut(months, 0, count) or NOTHING


def instants_cut(instants: Sequence[float] | npt.NDArray[np.float64], since: int = -1, until: int | None = None) -> Cut:
    """What lies between the instants from row `since` (-1: the start of the world) to row `until` (the last)."""
    last = len(instants) - 1 if until is None else until
    return Cut(tuple(k for k in range(since + 1, last + 1) if instants[k] > 0.0), since)
