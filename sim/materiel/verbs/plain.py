"""Numbers and results as text and as JSON."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def spoken(value: float, sign: bool = False) -> str:
    """A number in three or four digits; a dash for one that is none.

    >>> spoken(0.123456), spoken(1234567.0), spoken(2.0, sign=True), spoken(float("nan"))
    ('0.1235', '1,234,567', '+2', '-')
    """
    if math.isnan(value):
        return "-"
    plus = "+" if sign and value > 0 else ""
    return plus + (f"{value:,.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:.4g}")


def ranging(low: float, high: float) -> str:
    """An interval: low to high."""
    return f"{spoken(low)} to {spoken(high)}"


def percent(share: float) -> str:
    """A share in per cent; not 0 or 100 unless it is.

    >>> percent(0.25), percent(0.9999), percent(1.0), percent(0.0)
    ('25 %', '> 99 %', '100 %', '0 %')
    """
    if 0.0 < share < 0.005:
        return "< 1 %"
    return "> 99 %" if 0.995 < share < 1.0 else f"{share:.0%}".replace("%", " %")


def as_json(thing: Any) -> Any:
    """Results as JSON knows them: arrays as lists, and null for what is not a finite number."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: as_json(getattr(thing, f.name)) for f in fields(thing)}
    if isinstance(thing, dict):
        return {key: as_json(value) for key, value in thing.items()}
    if isinstance(thing, (np.ndarray, np.generic)):
        return as_json(thing.tolist())
    if isinstance(thing, (list, tuple)):
        return [as_json(each) for each in thing]
    return None if isinstance(thing, float) and not math.isfinite(thing) else thing
