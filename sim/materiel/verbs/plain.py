"""Numbers and results as text and as JSON."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def places(error: float) -> int | None:
    """Places behind the point of a number that is known to plus or minus `error`: the second digit of that; None if exact.

    >>> places(0.0123), places(1.2), places(345.0), places(0.0)
    (3, 1, 0, None)
    """
    if not math.isfinite(error) or error <= 0.0:
        return None
    return max(0, 1 - math.floor(math.log10(error)))


def spoken(value: float, digits: int | None = None, sign: bool = False) -> str:
    """A number to so many places, or in four digits; a dash for one that is none.

    >>> spoken(0.123456), spoken(0.123456, 2), spoken(1234567.0), spoken(2.0, sign=True), spoken(float("nan"))
    ('0.1235', '0.12', '1,234,567', '+2', '-')
    """
    if math.isnan(value):
        return "-"
    if digits is not None and digits <= 12:
        text = f"{value:,.{digits}f}"
        text = text.removeprefix("-") if not float(text.replace(",", "")) else text
    else:
        text = f"{value:,.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:.4g}"
    return f"+{text}" if sign and value > 0 else text


def ranging(low: float, high: float) -> str:
    """An interval, low to high, to the second digit of its half-width.

    >>> ranging(0.51234, 0.53456), ranging(-0.0001, 123.4), ranging(2.0, 2.0)
    ('0.512 to 0.535', '0 to 123', '2 to 2')
    """
    digits = places((high - low) / 2.0)
    return f"{spoken(low, digits)} to {spoken(high, digits)}"


def within(estimate: float, low: float, high: float, sign: bool = False) -> str:
    """An estimate to as many places as its interval.

    >>> within(0.523456, 0.51234, 0.53456, sign=True)
    '+0.523'
    """
    return spoken(estimate, places((high - low) / 2.0), sign)


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
