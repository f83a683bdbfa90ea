"""Stock-outs as rows of text: who runs out of what, how likely, when, for how long, and when the stock is back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from materiel.lab.result import Result
from materiel.lab.stockouts import Stockout, Times, worst
from materiel.lab.wording import percent

Told = Callable[[Stockout], str]


def month_of(result: Result, number: float) -> str:
    """The month of that number (from 1), or `later` if it lies beyond the horizon."""
    return "later" if math.isinf(number) else str(result.periods[int(number) - 1])


def first_months(result: Result, first: Times | None) -> str:
    """Median, and 5 to 95 % of runs, of the first month out."""
    if first is None:
        return "-"
    low, middle, high = (month_of(result, t) for t in (first.p05, first.p50, first.p95))
    return "never" if low == "later" else f"{middle} ({low} to {high})"


def months_back(times: Times | None) -> str:
    """Median, and 5 to 95 % of runs, of the months until a stock is back."""
    if times is None:
        return "-"
    low, middle, high = ("longer" if math.isinf(t) else f"{t:.0f}" for t in (times.p05, times.p50, times.p95))
    return "longer" if low == "longer" else f"{middle} ({low} to {high})"


def spread(values: dict[str, Any] | None) -> str:
    """Mean, and 5 to 95 % of runs, in whole numbers; large ones in three digits.

    >>> spread({"mean": 8445099.0, "p05": 593.4, "p95": 9328865.0}), spread({"mean": 0.0, "p05": 0.0, "p95": 0.0})
    ('8,450,000 (593 to 9,330,000)', '0')
    """
    if values is None:
        return "-"
    told = [f"{_short(values[key]):,.0f}" for key in ("mean", "p05", "p95")]
    return told[0] if len(set(told)) == 1 else f"{told[0]} ({told[1]} to {told[2]})"


def _short(value: float) -> float:
    return round(value, min(0, 2 - math.floor(math.log10(value)))) if value >= 10_000 else round(value)


def columns(result: Result) -> dict[str, Told]:
    """Titles of the columns, and how each cell is told."""
    end: str | float = result.periods[-1]
    by = f"by {end}" if isinstance(end, str) else f"by day {end:g}"
    return {
        f"P(out) {by}": lambda s: percent(s.out["mean"]),
        "first month out": lambda s: first_months(result, s.first),
        "days out": lambda s: spread(s.days),
        "asked for, not got": lambda s: spread(s.unmet),
        "lacking at the end": lambda s: spread(s.lacking),
        "P(fell)": lambda s: percent(s.fell),
        "months until back": lambda s: months_back(s.regeneration),
    }


def rows(result: Result, found: Sequence[Stockout], leave_out: Sequence[str] = ()) -> list[list[str]]:
    """A head and a row each owner and item."""
    told = {title: cell for title, cell in columns(result).items() if title not in leave_out}
    head = ["owner", "item", *told]
    return [head, *([s.owner_title, s.label, *(cell(s) for cell in told.values())] for s in found)]


def worst_rows(result: Result) -> list[list[str]]:
    """The handful that the table by year ends with; none if nothing runs out or nobody draws on a stock."""
    found = worst(result)
    return rows(result, found, ("P(fell)", "months until back")) if found else []
