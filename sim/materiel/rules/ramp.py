"""What a profile adds up to over a span, and when it has added up to a given amount: exact, whatever the shape."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import profile as p
from materiel.rules.profile import month_at, profile_at

FOREVER = math.inf


@rule
def _softplus(z: float) -> float:
    if z > 0.0:
        return z + math.log1p(math.exp(-z))
    return math.log1p(math.exp(z))


@rule
def _smooth_sum(n: Whole, x: Real, profile: int, start: float, stop: float) -> float:
    """Integral of an exponential or logistic ramp (days)."""
    low = x[profile + p.START]
    high = x[profile + p.FINAL]
    at = x[profile + p.AT]
    pace = x[profile + p.PACE]
    if n[profile + p.SHAPE] == p.LOGISTIC:
        grown = (_softplus(pace * (stop - at)) - _softplus(pace * (start - at))) / pace
        return low * (stop - start) + (high - low) * grown
    flat = max(0.0, min(stop, at) - start)
    a = max(start, at) - at
    b = max(stop, at) - at
    return low * flat + high * (b - a) + (low - high) * pace * (math.exp(-a / pace) - math.exp(-b / pace))


@rule
def _own_knot(n: Whole, x: Real, profile: int, time: float) -> float:
    """The first instant after `time` at which a stepwise or linear shape has a knot; infinity if there is none."""
    shape = n[profile + p.SHAPE]
    if shape == p.MONTH_OF_YEAR:
        month = month_at(n, x, time)
        first = n[h.MONTHS]
        if x[first] > time:
            return float(x[first])
        if month + 1 < n[h.MONTH_COUNT]:
            return float(x[first + month + 1])
        return FOREVER
    if shape == p.STEPS or shape == p.LINEAR:
        first = n[profile + p.FIRST]
        for k in range(n[profile + p.COUNT]):
            if x[first + k] > time:
                return float(x[first + k])
    return FOREVER


@rule
def _next_knot(n: Whole, x: Real, profile: int, time: float) -> float:
    """The first instant after `time` at which a profile, or one that multiplies it, has a knot; infinity if there is none."""
    knot = FOREVER
    while profile != 0:
        knot = min(knot, _own_knot(n, x, profile, time))
        profile = n[profile + p.TIMES]
    return knot


@rule
def next_step(n: Whole, x: Real, profile: int, time: float) -> float:
    """The first instant after `time` at which a profile, or one that multiplies it, jumps at a date; infinity if there is none."""
    step = FOREVER
    while profile != 0:
        if n[profile + p.SHAPE] == p.STEPS:
            step = min(step, _own_knot(n, x, profile, time))
        profile = n[profile + p.TIMES]
    return step


@rule
def _slope(n: Whole, x: Real, profile: int, start: float, stop: float) -> float:
    """Slope per day of a piecewise shape between two instants of one piece; what multiplies it is stepwise."""
    if n[profile + p.SHAPE] != p.LINEAR or stop == FOREVER:
        return 0.0
    first = n[profile + p.FIRST]
    if x[first] > start:
        return 0.0
    for k in range(n[profile + p.COUNT] - 1):
        if x[first + k + 1] > start:
            rise = x[first + n[profile + p.COUNT] + k + 1] - x[first + n[profile + p.COUNT] + k]
            others = profile_at(n, x, n[profile + p.TIMES], start)
            return float(rise / (x[first + k + 1] - x[first + k]) * others)
    return 0.0


@rule
def profile_sum(n: Whole, x: Real, profile: int, start: float, stop: float) -> float:
    """Integral of the factor from `start` to `stop` (days); the span itself if there is no profile."""
    if profile == 0:
        return stop - start
    shape = n[profile + p.SHAPE]
    if shape == p.CONSTANT and n[profile + p.TIMES] == 0:
        return float(x[profile + p.START] * (stop - start))
    if shape == p.EXPONENTIAL or shape == p.LOGISTIC:
        return _smooth_sum(n, x, profile, start, stop)
    total = 0.0
    at = start
    while at < stop:
        knot = _next_knot(n, x, profile, at)
        until = min(stop, knot)
        value = profile_at(n, x, profile, at)
        slope = _slope(n, x, profile, at, knot)
        span = until - at
        total += (value + 0.5 * slope * span) * span
        at = until
    return total


@rule
def profile_reach(n: Whole, x: Real, profile: int, start: float, amount: float) -> float:
    """The instant at which the factor has added up to `amount` (days) since `start`; infinity if it never does."""
    if amount <= 0.0:
        return start
    if profile == 0:
        return start + amount
    shape = n[profile + p.SHAPE]
    if shape == p.CONSTANT and n[profile + p.TIMES] == 0:
        value = x[profile + p.START]
        return start + amount / value if value > 0.0 else FOREVER
    if shape == p.EXPONENTIAL or shape == p.LOGISTIC:
        step = 1.0
        while _smooth_sum(n, x, profile, start, start + step) < amount:
            step *= 2.0
            if step > 1e7:
                return FOREVER
        low = 0.0
        high = step
        for _ in range(80):
            middle = 0.5 * (low + high)
            if _smooth_sum(n, x, profile, start, start + middle) < amount:
                low = middle
            else:
                high = middle
        return start + high
    left = amount
    at = start
    while True:
        knot = _next_knot(n, x, profile, at)
        value = profile_at(n, x, profile, at)
        slope = _slope(n, x, profile, at, knot)
        if knot == FOREVER:
            return at + left / value if value > 0.0 else FOREVER
        span = knot - at
        whole = (value + 0.5 * slope * span) * span
        if whole >= left:
            if slope == 0.0:
                return at + left / value
            root = math.sqrt(max(0.0, value * value + 2.0 * slope * left))
            return min(knot, at + 2.0 * left / (value + root))
        left -= whole
        at = knot
