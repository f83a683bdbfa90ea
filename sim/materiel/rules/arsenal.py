"""What the attacker makes, has and may send."""

from __future__ import annotations

import math

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import threat as a
from materiel.rules.ramp import profile_sum

_YEAR = 365.25


@rule
def grown(start: float, stop: float, since: float, until: float, yearly: float, later: float) -> float:
    """Mean from `start` to `stop` of a factor that grows by `yearly` a year from `since` on, and by `later` from `until` on.

    Exact integral of the exponentials, piece by piece (days).
    """
    if stop <= since or stop <= start:
        return 1.0
    total = max(0.0, since - start)
    height = 1.0
    for late in (False, True):
        factor = later if late else yearly
        begin = until if late else since
        end = stop if late else min(stop, until)
        low = max(start, begin)
        pace = math.log(factor) / _YEAR if factor > 0.0 else 0.0
        if end > low:
            if pace == 0.0:
                total += height * (end - low)
            else:
                total += height * (math.exp(pace * (end - begin)) - math.exp(pace * (low - begin))) / pace
        if stop <= until:
            break
        height *= math.exp(pace * max(0.0, until - since))
    return total / (stop - start)


@rule
def reckon_output(n: Whole, x: Real, arsenal: int) -> None:
    """Bring the output up to now, in whole units; the rest is carried.

    Exact where the profile is constant between two reckonings, as at least one is made a month.
    """
    start = x[arsenal + a.MADE_UP_TO]
    stop = x[h.NOW]
    if stop <= start:
        return
    made = x[arsenal + a.RATE] * profile_sum(n, x, n[arsenal + a.OUTPUT], start, stop)
    made *= grown(
        start,
        stop,
        x[arsenal + a.GROWS_FROM],
        x[arsenal + a.GROWS_UNTIL],
        x[arsenal + a.GROWTH],
        x[arsenal + a.LATER_GROWTH],
    )
    x[arsenal + a.MADE_UP_TO] = stop
    due = x[arsenal + a.CARRIED] + made
    # Rates such as 1/7 a day must give their whole units in time.
    units = int(due + 1e-9)
    x[arsenal + a.CARRIED] = due - float(units)
    n[arsenal + a.PRODUCED] += units
    n[arsenal + a.STOCK] += units


@rule
def on_call(n: Whole, arsenal: int) -> int:
    """Units that raids may use: stock less floor."""
    return int(max(0, n[arsenal + a.STOCK] - n[arsenal + a.FLOOR]))


@rule
def launch(n: Whole, arsenal: int, units: int) -> None:
    """Units are sent."""
    n[arsenal + a.STOCK] -= units
    n[arsenal + a.LAUNCHED] += units


@rule
def report(n: Whole, x: Real, arsenal: int, launched: int, untouched: float, share: float) -> None:
    """What reports say of a raid: all that was engaged, and a share of the leakers at which nothing was fired."""
    seen = x[arsenal + a.UNREPORTED] + float(launched) - untouched * (1.0 - share)
    units = int(seen + 1e-9)
    x[arsenal + a.UNREPORTED] = seen - float(units)
    n[arsenal + a.REPORTED] += units
