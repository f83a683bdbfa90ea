"""Records made by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from materiel.layout.fields import Mode
from materiel.metrics.reading import Reading
from materiel.metrics.setting import Setting
from materiel.network.arena import Column
from materiel.record import Record

Cells = Mapping[str, Sequence[float]]
Hand = Callable[..., Reading]


def reading_of(
    levels: Cells | None = None,
    totals: Cells | None = None,
    meters: Cells | None = None,
    setting: Setting | None = None,
    instants: Sequence[float] | None = None,
    by_month: bool = True,
    months: Sequence[int] | None = None,
) -> Reading:
    """A reading of cells `kind/name/field`, each with its values at the ends of months of 30 days.

    `instants` are other days; `months` says which month ends at each of them (-1: none).
    """
    columns: list[Column] = []
    rows: list[Sequence[float]] = []
    modes: tuple[tuple[Cells | None, Mode], ...] = ((levels, "level"), (totals, "total"), (meters, "average"))
    for cells, mode in modes:
        for key, values in (cells or {}).items():
            kind, name, field = key.split("/")
            columns.append(Column(kind, name, field, mode, ""))
            rows.append(values)
    count = len(rows[0])
    at = np.array(instants if instants is not None else [30.0 * (k + 1) for k in range(count)])
    months = months if months is not None else list(range(count)) if by_month else [-1] * count
    return Reading(Record(np.array(rows, dtype=float).T, columns, at, months), setting)


@pytest.fixture
def hand() -> Hand:
    """Make a reading by hand."""
    return reading_of
