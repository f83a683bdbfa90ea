"""What is no value: recorded cells that say by a sign that there is none, and those that have one at the end of a month alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from materiel.network.arena import Column

Reals = npt.NDArray[np.float64]

_NEGATIVE = frozenset(
    {
        ("family", "availability"), ("family", "fill_rate"), ("family", "munitions"), ("family", "manned"),
        ("family", "days_of_supply"), ("family", "new_share"), ("front", "availability"), ("front", "munitions"),
        ("front", "coverage"), ("front", "fill_rate"), ("front", "sustainability"), ("front", "stopped"),
        ("front", "interoperability"), ("pledge", "on_time"), ("pledge", "met_at"), ("pledge", "delay"),
        ("programme", "decided_at"), ("programme", "done_at"), ("milestone", "reached"), ("fleet", "gone_at"),
        ("stock", "empty_at"), ("source", "left"),
    }
)  # fmt: skip
"""Kind and field of cells that are below 0 where there is nothing to say (see `layout/`): no demand, not yet, never, no limit."""
_ZERO = frozenset({("customer", "cleared_at")})
"""And that are 0 there."""
_DAILY = frozenset({("front", "tempo"), ("family", "ration")})
_MONTHLY = frozenset({"front", "family"})
"""Kinds whose levels are those of the month that ends, but for the daily ones: between month-ends they say nothing new."""


def of_month(kind: str, field: str) -> bool:
    """Whether a level is that of the calendar month which ends at the instant of the record."""
    return kind in _MONTHLY and (kind, field) not in _DAILY


def with_gaps(kind: str, field: str, level: Reals) -> Reals:
    """The level with not a number where its sign says that there is no value; itself if none does.

    >>> with_gaps("pledge", "delay", np.array([-1.0, 4.0]))
    array([nan,  4.])
    """
    if (kind, field) in _NEGATIVE:
        gone = level < 0.0
    elif (kind, field) in _ZERO:
        gone = level == 0.0
    else:
        return level
    return np.where(gone, np.nan, level) if gone.any() else level


def cells_with_gaps(rows: Reals, columns: Sequence[Column], which: Sequence[int]) -> Reals:
    """These columns of a record's rows, with not a number where a cell says that there is no value."""
    cells = rows[:, which]
    for k, column in enumerate(columns[j] for j in which):
        if may_lack_value(column.kind, column.field):
            cells[:, k] = with_gaps(column.kind, column.field, cells[:, k])
    return cells


def may_lack_value(kind: str, field: str) -> bool:
    """Whether a recorded cell has a sign that says that there is no value."""
    return (kind, field) in _NEGATIVE or (kind, field) in _ZERO
