"""How ready a front is: shares, means over families, and the geometric mean of the components. Plain numbers in, a number out.

A negative component is one that has left: its weight goes to the others in proportion (MODEL, section 3).
"""

from __future__ import annotations

import math

from materiel.jit import rule

ABSENT = -1.0


@rule
def share_of(part: float, whole: float) -> float:
    """`part` / `whole`, at most 1; -1 (absent) if there is no whole."""
    if whole <= 0.0:
        return ABSENT
    return min(1.0, part / whole)


@rule
def days_of_supply(on_hand: float, demanded: float, days: float) -> float:
    """Days that `on_hand` lasts at the mean of what was `demanded` in `days`; -1 (absent) without demand."""
    if demanded <= 0.0 or days <= 0.0:
        return ABSENT
    return on_hand * days / demanded


@rule
def ration(supply: float, threshold: float, least: float) -> float:
    """Share of the demand that may be issued: 1 from `threshold` days of supply on, linear below, `least` at none.

    A supply of -1 (no demand yet) is not rationed.
    """
    if supply < 0.0 or supply >= threshold:
        return 1.0
    return least + (1.0 - least) * supply / threshold


@rule
def coverage(launched: float, leaked: float, last: float) -> float:
    """Share of the month's threats that did not leak (weighted sums); the last value if nothing was launched."""
    if launched <= 0.0:
        return last
    return max(0.0, 1.0 - leaked / launched)


@rule
def _log_part(value: float, weight: float) -> float:
    if value < 0.0 or weight <= 0.0:
        return 0.0
    if value == 0.0:
        return -math.inf
    return weight * math.log(value)


@rule
def readiness(a: float, b: float, c: float, d: float, wa: float, wb: float, wc: float, wd: float) -> float:
    """Weighted geometric mean of the components that are there; 0 if one of them is 0, 1 if none is there."""
    whole = 0.0
    whole += wa if a >= 0.0 else 0.0
    whole += wb if b >= 0.0 else 0.0
    whole += wc if c >= 0.0 else 0.0
    whole += wd if d >= 0.0 else 0.0
    if whole <= 0.0:
        return 1.0
    return math.exp((_log_part(a, wa) + _log_part(b, wb) + _log_part(c, wc) + _log_part(d, wd)) / whole)


@rule
def limiting(a: float, b: float, c: float, d: float, wa: float, wb: float, wc: float, wd: float) -> int:
    """Number (1 to 4) of the component with the largest -w ln x; 0 if all are 1 or absent. Ties go to the first."""
    which = 0
    worst = 0.0
    if _log_part(a, wa) < worst:
        which = 1
        worst = _log_part(a, wa)
    if _log_part(b, wb) < worst:
        which = 2
        worst = _log_part(b, wb)
    if _log_part(c, wc) < worst:
        which = 3
        worst = _log_part(c, wc)
    if _log_part(d, wd) < worst:
        which = 4
    return which
