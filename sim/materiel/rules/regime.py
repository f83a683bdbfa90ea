"""A regime's path: how long it stays in a state, and which one comes next (a semi-Markov process)."""

from __future__ import annotations

import math

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import law as lw
from materiel.layout import regime as r
from materiel.rules.agenda import wake
from materiel.rules.meter import metered

FEWEST_SEEN = 1000
"""A sojourn that is not seen to outlast the age in so many draws ends at the start."""


@rule
def regime_factor(n: Whole, x: Real, regime: int) -> float:
    """The factor of the state that the regime is in; 1 if there is no regime."""
    if regime == 0:
        return 1.0
    return float(x[regime + r.MULTIPLIER])


@rule
def _state(n: Whole, regime: int) -> int:
    return int(n[regime + r.STATES] + n[regime + r.IN_STATE] * r.REGIME_STATE_SIZE)


@rule
def _hold(n: Whole, x: Real, regime: int) -> float:
    """Factor on a stay that begins now. Commitment slows the fall: 1 + slowing x commitment in the most resolved state.

    Where several donors share the resolve, the one that holds it longest counts.
    """
    factor = 1.0
    first = n[regime + r.DONORS]
    for k in range(n[regime + r.DONOR_COUNT]):
        donor = n[first + k]
        factor = max(factor, 1.0 + x[donor + d.SLOWING] * x[donor + d.COMMITMENT])
    if factor > 1.0:
        mine = x[_state(n, regime) + r.FACTOR]
        for k in range(n[regime + r.STATE_COUNT]):
            if x[n[regime + r.STATES] + k * r.REGIME_STATE_SIZE + r.FACTOR] > mine:
                return 1.0
    return factor


@rule
def _sojourn(n: Whole, x: Real, regime: int) -> float:
    """Days that a stay in the present state lasts in all; infinity if it is never left."""
    state = _state(n, regime)
    law = n[state + r.SOJOURN]
    if law == 0:
        return math.inf
    return _hold(n, x, regime) * sample(n, x, law, draw(n, x, regime + r.SOJOURN_DRAWS))


@rule
def _enter(n: Whole, x: Real, regime: int) -> None:
    x[regime + r.MULTIPLIER] = x[_state(n, regime) + r.FACTOR]
    metered(n, x, regime + r.FACTOR_DAYS, x[regime + r.MULTIPLIER])


@rule
def regime_due(n: Whole, x: Real, regime: int) -> float:
    """The instant at which the regime leaves its state (days).

    The first time, what is left of a stay that began `AGE` days before the start: sojourns are drawn until one is longer than
    the age, which is the law on condition of the age, whatever its family. One that cannot outlast it ends at once.
    """
    if n[regime + r.BEGUN] == 1:
        metered(n, x, regime + r.FACTOR_DAYS, x[regime + r.MULTIPLIER])
        return float(x[regime + r.DUE])
    n[regime + r.BEGUN] = 1
    age = x[regime + r.AGE]
    x[regime + r.SINCE] = x[h.NOW] - age
    _enter(n, x, regime)
    stay = _sojourn(n, x, regime)
    law = n[_state(n, regime) + r.SOJOURN]
    if age > 0.0 and law != 0 and n[law + lw.FAMILY] != lw.DETERMINISTIC:
        for _ in range(FEWEST_SEEN):
            if stay > age:
                break
            stay = _sojourn(n, x, regime)
    x[regime + r.DUE] = x[h.NOW] + max(0.0, stay - age)
    return float(x[regime + r.DUE])


@rule
def change_state(n: Whole, x: Real, regime: int) -> None:
    """The stay is over: the next state is drawn, its sojourn too, and those that live by the regime look again."""
    chances = n[_state(n, regime) + r.TO]
    left = draw(n, x, regime + r.NEXT_DRAWS)
    last = n[regime + r.STATE_COUNT] - 1
    following = 0
    while following < last and (left >= x[chances + following] or x[chances + following] <= 0.0):
        left -= x[chances + following]
        following += 1
    while following > 0 and x[chances + following] <= 0.0:
        following -= 1
    n[regime + r.IN_STATE] = following
    n[regime + r.CHANGED] += 1
    x[regime + r.SINCE] = x[h.NOW]
    _enter(n, x, regime)
    x[regime + r.DUE] = x[h.NOW] + _sojourn(n, x, regime)
    first = n[regime + r.CHANGES]
    for k in range(n[regime + r.CHANGE_COUNT]):
        wake(n, x, n[first + k])
