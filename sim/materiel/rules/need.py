"""A need: how much a recipient lacks, and how donors share it."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import need as ne
from materiel.layout import stock as s
from materiel.rules.profile import profile_at


@rule
def releasable(on_hand: float, requirement: float, floor: float) -> float:
    """Units above the floor: on hand - floor x requirement, none if that is negative."""
    return max(0.0, on_hand - floor * requirement)


@rule
def above_floor(n: Whole, x: Real, holding: int) -> float:
    """Units of a holding above its floor; negative below it."""
    return float(n[n[holding + d.STOCK] + s.ON_HAND]) - x[holding + d.FLOOR] * float(n[holding + d.REQUIREMENT])


@rule
def whole_units(amount: float) -> int:
    """Whole units in an amount that a rounding error may have left just below a whole number."""
    return math.floor(amount + 1e-9)


@rule
def holding_releasable(n: Whole, x: Real, holding: int) -> float:
    """Units of a holding above its floor; 0 if there is no holding."""
    if holding == 0:
        return 0.0
    on_hand = float(n[n[holding + d.STOCK] + s.ON_HAND])
    return releasable(on_hand, float(n[holding + d.REQUIREMENT]), x[holding + d.FLOOR])


@rule
def cells_sum(n: Whole, first: int, count: int) -> int:
    """Sum of the whole cells whose addresses stand in a list."""
    total = 0
    for k in range(count):
        total += n[n[first + k]]
    return int(total)


@rule
def _average_demand(n: Whole, x: Real, need: int) -> None:
    """Bring mean demand up to date: exponentially weighted over the window."""
    span = x[h.NOW] - x[need + ne.RATE_AT]
    if span <= 0.0 or n[need + ne.DEMAND_COUNT] == 0:
        return
    demanded = cells_sum(n, n[need + ne.DEMANDS], n[need + ne.DEMAND_COUNT])
    weight = min(1.0, span / x[need + ne.WINDOW])
    x[need + ne.RATE] += weight * (float(demanded - n[need + ne.RATE_FROM]) / span - x[need + ne.RATE])
    x[need + ne.RATE_AT] = x[h.NOW]
    n[need + ne.RATE_FROM] = demanded


@rule
def lacking(n: Whole, x: Real, need: int) -> int:
    """Units that a recipient lacks: target - (on hand + in transit + on order). What any donor has decided on is on order."""
    _average_demand(n, x, need)
    target = float(n[need + ne.UNITS]) + x[need + ne.DAYS] * x[need + ne.RATE]
    target += float(cells_sum(n, n[need + ne.STRENGTHS], n[need + ne.STRENGTH_COUNT]))
    wanted = whole_units(target * profile_at(n, x, n[need + ne.PROFILE], x[h.NOW]) + 0.5)
    return int(max(0, wanted - cells_sum(n, n[need + ne.COUNTED], n[need + ne.COUNTED_COUNT])))


@rule
def divide(n: Whole, x: Real, need: int) -> None:
    """Divide a need among its donors in proportion to what each may release; units left over go one each by name of donor.

    It happens once an instant, at the first meeting that concerns it, so that it does not depend on who meets first. A part
    may be more than a donor has to give: what is not given is lacking at the next meeting.
    """
    if x[need + ne.DIVIDED_AT] == x[h.NOW]:
        return
    x[need + ne.DIVIDED_AT] = x[h.NOW]
    wanted = lacking(n, x, need)
    n[need + ne.WANTED] = wanted
    n[need + ne.LEFT] = wanted
    first = n[need + ne.AIDS]
    total = 0
    for k in range(n[need + ne.AID_COUNT]):
        total += whole_units(holding_releasable(n, x, n[n[first + k] + ne.HOLDING]))
    left = wanted
    for k in range(n[need + ne.AID_COUNT]):
        aid = n[first + k]
        free = whole_units(holding_releasable(n, x, n[aid + ne.HOLDING]))
        n[aid + ne.PART] = wanted * free // total if total > 0 else 0
        left -= n[aid + ne.PART]
    for k in range(n[need + ne.AID_COUNT]):
        aid = n[first + k]
        if total > 0 and left > 0 and holding_releasable(n, x, n[aid + ne.HOLDING]) >= 1.0:
            n[aid + ne.PART] += 1
            left -= 1
