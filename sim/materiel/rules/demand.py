"""Users who come to a stock or a shop: when the next one comes, and what he asks for."""

from __future__ import annotations

import math

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import demand as d
from materiel.layout import head as h
from materiel.layout import shop as sh
from materiel.layout import stock as s
from materiel.rules.agenda import fault
from materiel.rules.profile import profile_at
from materiel.rules.ramp import profile_reach, profile_sum
from materiel.rules.regime import regime_factor
from materiel.rules.shop import admit_as
from materiel.rules.stock import request


@rule
def _at_factor(n: Whole, x: Real, demand: int) -> None:
    """Set the next arrival at the end of what is left of the gap, which runs faster at a higher factor."""
    now = x[h.NOW]
    factor = regime_factor(n, x, n[demand + d.REGIME])
    x[demand + d.FACTOR] = factor
    x[demand + d.COUNTED_TO] = now
    x[demand + d.DUE] = math.inf if x[demand + d.LEFT] > 0.0 else now
    if factor > 0.0:
        x[demand + d.DUE] = profile_reach(n, x, n[demand + d.PROFILE], now, x[demand + d.LEFT] / factor)


@rule
def run_gap(n: Whole, x: Real, demand: int) -> None:
    """Bring what is left of the gap to the next arrival up to now, where the gap runs on a factor that a regime changes."""
    if n[demand + d.BEGUN] == 0 or n[demand + d.REGIME] == 0 or n[demand + d.THINNED] == 1:
        return
    if n[demand + d.ARRIVALS] == 0 and x[demand + d.OFFSET] >= 0.0:
        return
    passed = profile_sum(n, x, n[demand + d.PROFILE], x[demand + d.COUNTED_TO], x[h.NOW])
    x[demand + d.LEFT] = max(0.0, x[demand + d.LEFT] - x[demand + d.FACTOR] * passed)
    x[demand + d.COUNTED_TO] = x[h.NOW]


@rule
def _accepted(n: Whole, x: Real, demand: int, time: float) -> bool:
    """Thinning: an arrival at the peak rate counts with the chance factor / peak."""
    factor = profile_at(n, x, n[demand + d.PROFILE], time) * regime_factor(n, x, n[demand + d.REGIME])
    peak = x[demand + d.PEAK]
    if factor > peak * 1.000000001:
        fault(n, h.ABOVE_PEAK, demand, math.ceil(factor))
    return bool(draw(n, x, demand + d.THIN_DRAWS) * peak < factor)


@rule
def set_next(n: Whole, x: Real, demand: int) -> None:
    """Draw the gap to the next arrival.

    By thinning (P. A. W. Lewis and G. S. Shedler 1979, Naval Research Logistics 26: 403-413) gaps run at the peak rate
    and arrivals count by chance, beforehand if only a profile matters. Without it a gap runs on operational time, the
    integral of the factor, which makes any renewal process non-homogeneous (E. Cinlar 1975, Introduction to Stochastic
    Processes, ch. 4).
    """
    gap = sample(n, x, n[demand + d.GAP], draw(n, x, demand + d.GAP_DRAWS))
    if n[demand + d.THINNED] == 1:
        peak = x[demand + d.PEAK]
        due = x[h.NOW] + gap / peak if peak > 0.0 else math.inf
        if n[demand + d.REGIME] == 0:
            while due <= x[h.END] and not _accepted(n, x, demand, due):
                due += sample(n, x, n[demand + d.GAP], draw(n, x, demand + d.GAP_DRAWS)) / peak
        x[demand + d.DUE] = due
    elif n[demand + d.PROFILE] == 0 and n[demand + d.REGIME] == 0:
        x[demand + d.DUE] = x[h.NOW] + gap
    else:
        x[demand + d.LEFT] = gap
        _at_factor(n, x, demand)


@rule
def next_arrival(n: Whole, x: Real, demand: int) -> float:
    """The instant of the next arrival (days); infinity once no one comes any more."""
    on_offset = n[demand + d.ARRIVALS] == 0 and x[demand + d.OFFSET] >= 0.0
    if n[demand + d.BEGUN] == 0:
        n[demand + d.BEGUN] = 1
        if on_offset:
            x[demand + d.DUE] = x[demand + d.OFFSET]
        else:
            set_next(n, x, demand)
    elif n[demand + d.REGIME] != 0 and n[demand + d.THINNED] == 0 and not on_offset:
        run_gap(n, x, demand)
        _at_factor(n, x, demand)
    if n[demand + d.LIMIT] > 0 and n[demand + d.ARRIVALS] >= n[demand + d.LIMIT]:
        return math.inf
    if x[demand + d.STOP_AT] > 0.0 and x[demand + d.DUE] > x[demand + d.STOP_AT]:
        return math.inf
    return float(x[demand + d.DUE])


@rule
def _ask(n: Whole, x: Real, demand: int) -> None:
    """A user asks for his units: a stock for goods, a shop for work, or both (exchange: a failed unit for each unit)."""
    units = 1
    if n[demand + d.BATCH] != 0:
        units = math.floor(sample(n, x, n[demand + d.BATCH], draw(n, x, demand + d.BATCH_DRAWS)) + 0.5)
    n[demand + d.ARRIVALS] += 1
    if units <= 0:
        return
    n[demand + d.ASKED] += units
    stock = n[demand + d.STOCK]
    shop = n[demand + d.SHOP]
    priority = n[demand + d.PRIORITY]
    if stock != 0:
        n[demand + d.FILLED] += request(n, x, stock, units, s.USER, 0, 0, priority)
    if shop != 0 and stock != 0:
        back_to = n[demand + d.BACK_TO] if n[demand + d.BACK_TO] != 0 else stock
        admit_as(n, x, shop, units, back_to, sh.TO_STOCK, priority)
    elif shop != 0:
        admit_as(n, x, shop, units, 0, sh.LEAVES, priority)


@rule
def arrival(n: Whole, x: Real, demand: int) -> None:
    """Someone comes, if he is not thinned out (on a regime this is known only now), and the next one is set."""
    on_offset = n[demand + d.ARRIVALS] == 0 and x[demand + d.OFFSET] >= 0.0
    thinned = n[demand + d.THINNED] == 1 and n[demand + d.REGIME] != 0 and not on_offset
    if not thinned or _accepted(n, x, demand, x[h.NOW]):
        _ask(n, x, demand)
    set_next(n, x, demand)
