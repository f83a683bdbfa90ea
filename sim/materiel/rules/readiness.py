"""How ready a front is: shares, means over families, and the geometric mean of the components. Plain numbers in, a number out.

A negative component is one that has left: its weight goes to the others in proportion (MODEL, section 3).
"""

from __future__ import annotations

import math

from materiel.jit import rule

ABSENT = -1.0
NEAR_ZERO = 1e-9
"""A share of 0 in the parts of ln readiness, which would be infinite."""


@rule
def share_of(part: float, whole: float) -> float:
    """`part` / `whole`, at most 1; -1 (absent) if there is no whole."""
    if whole <= 0.0:
        return ABSENT
    return min(1.0, part / whole)


@rule
def share_met(part: float, whole: float, ever: bool) -> float:
    """`part` / `whole`, at most 1, of a requirement; 1 in a month without one, once there ever was one, and else -1 (absent)."""
    if whole <= 0.0:
        return 1.0 if ever else ABSENT
    return min(1.0, part / whole)


@rule
def days_of_supply(on_hand: float, demanded: float, days: float) -> float:
    """Days that `on_hand` lasts at the mean of what was `demanded` (or required) in `days`; -1 (absent) without demand."""
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
def stopped_share(launched: float, leaked: float, last: float) -> float:
    """Share of the month's threats that did not leak (weighted sums); the last value if nothing was launched."""
    if launched <= 0.0:
        return last
    return max(0.0, 1.0 - leaked / launched)


@rule
def weight_there(a: float, m: float, c: float, wa: float, wm: float, wc: float) -> float:
    """Sum of the weights of the components that are there: availability, munitions, coverage."""
    whole = 0.0
    whole += wa if a >= 0.0 else 0.0
    whole += wm if m >= 0.0 else 0.0
    whole += wc if c >= 0.0 else 0.0
    return whole


@rule
def _log_part(value: float, weight: float) -> float:
    if value < 0.0 or weight <= 0.0:
        return 0.0
    if value == 0.0:
        return -math.inf
    return weight * math.log(value)


@rule
def readiness(a: float, m: float, c: float, wa: float, wm: float, wc: float) -> float:
    """Weighted geometric mean of availability, munitions and coverage, as far as they are there.

    0 if one of them is 0, so that a zero cannot be bought off; 1 if none is there.
    """
    whole = weight_there(a, m, c, wa, wm, wc)
    if whole <= 0.0:
        return 1.0
    return math.exp((_log_part(a, wa) + _log_part(m, wm) + _log_part(c, wc)) / whole)


@rule
def log_cost(value: float, weight: float, whole: float) -> float:
    """Part of ln readiness that a share costs: weight / whole x ln(share).

    A share of 0 counts as `NEAR_ZERO`, an absent one as 1.
    """
    if value < 0.0 or weight <= 0.0 or whole <= 0.0:
        return 0.0
    return weight / whole * math.log(max(NEAR_ZERO, value))


@rule
def limiting(equipment: float, munitions: float, coverage: float) -> int:
    """Number (1 to 3) of the part of ln readiness that costs most; 0 if none costs anything. Ties go to the first."""
    which = 0
    worst = 0.0
    if equipment < worst:
        which = 1
        worst = equipment
    if munitions < worst:
        which = 2
        worst = munitions
    if coverage < worst:
        which = 3
    return which
