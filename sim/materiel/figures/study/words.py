"""Estimates with intervals as titles state them, in the unit of a metric."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.ticker import FuncFormatter

from materiel.figures import style

CONFIDENCE = 0.95
_PURE = ("share", "factor", "0 or 1")
"""Units of plain numbers, which a sentence does not name."""


def number(value: float, width: float, *, sign: bool = False) -> str:
    """A number with as many digits as an interval of that width warrants.

    >>> number(0.65432, 0.01), number(0.65432, 0.3), number(123456.7, 900.0), number(0.1234, 0.02, sign=True)
    ('0.654', '0.65', '123,457', '+0.123')
    >>> number(0.0, 0.0), number(100.0, 0.0), number(0.643, 0.0)
    ('0', '100', '0.643')
    """
    if not math.isfinite(value):
        return "-"
    if value == 0.0:
        return "0"
    size = width if width > 0 and math.isfinite(width) else abs(value) / 10 or 10.0
    digits = max(0, 1 - math.floor(math.log10(size)))
    if value:
        digits = min(digits, max(0, 3 - math.floor(math.log10(abs(value)))))  # four significant digits tell enough
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    return text.lstrip("+-") if float(text.replace(",", "")) == 0 else text


def ranged(estimate: float, low: float, high: float, unit: str = "", *, sign: bool = False) -> str:
    """An estimate with its interval.

    >>> ranged(0.65, 0.64, 0.66, "share"), ranged(0.02, 0.01, 0.03, sign=True)
    ('0.650 (0.640 to 0.660)', '+0.020 (+0.010 to +0.030)')
    """
    width = high - low
    named = f" {unit}" if unit and unit not in _PURE else ""
    shown = [number(value, width, sign=sign) for value in (estimate, low, high)]
    return f"{shown[0]}{named} ({shown[1]} to {shown[2]})"


def listed(words: Sequence[str]) -> str:
    """Words in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def broken(text: str, width: int = 34, most: int = 3) -> str:
    r"""A label on a few lines; what does not fit is left out.

    >>> broken("one two three four", 8, 2)
    'one two\nthree …'
    """
    lines = style.wrap(text, width).split("\n")
    return "\n".join(lines) if len(lines) <= most else "\n".join(lines[:most]).rstrip(", ") + " …"


def marks() -> FuncFormatter:
    """Numbers on axes, with commas from ten thousand on."""
    return FuncFormatter(lambda x, _: f"{x:,.0f}" if abs(x) >= 10_000 else f"{x:.6g}")
