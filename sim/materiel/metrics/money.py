"""What is paid, in EUR of constant prices."""

from __future__ import annotations

import numpy as np

from materiel.metrics.reading import Reading, Series

SPENT = "spent"
PAID_FOR = ("line", "source", "shop", "training", "programme")
"""What money is paid for in the end. Accounts and procurement pay the same money on, and would count twice."""
YEAR_DAYS = 365.25


def _by_kind(reading: Reading) -> dict[str, Series]:
    kinds: dict[str, Series] = {}
    if not reading.cut.rows:
        return kinds
    for column in reading.columns:
        if column.kind in PAID_FOR and column.field == SPENT:
            paid = reading.flow(column.kind, column.name, column.field)
            kinds[column.kind] = kinds[column.kind] + paid if column.kind in kinds else paid
    return kinds


def cost(reading: Reading) -> dict[str, Series]:
    """Paid a month, by what it was paid for (kind of entity) and in all (unnamed)."""
    kinds = _by_kind(reading)
    return {"": np.sum(list(kinds.values()), axis=0), **kinds} if kinds else {}


def discounted(series: Series, reading: Reading) -> Series:
    """Worth at the start: each month's sum at the yearly rate from the month's middle."""
    middle = (reading.ends - reading.days / 2.0) / YEAR_DAYS
    return series * (1.0 + reading.setting.discount_rate) ** -middle


def total_cost(reading: Reading) -> dict[str, float]:
    """Paid over the whole run, by kind and in all."""
    return {kind: float(np.sum(paid)) for kind, paid in cost(reading.whole).items()}


def total_cost_discounted(reading: Reading) -> dict[str, float]:
    """The same, discounted."""
    return {kind: float(np.sum(discounted(paid, reading.whole))) for kind, paid in cost(reading.whole).items()}
