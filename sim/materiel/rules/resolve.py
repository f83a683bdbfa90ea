"""A donor's resolve: what it does to giving, and how others make up for one that wavers."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.rules.profile import profile_at
from materiel.rules.regime import regime_factor


@rule
def own_readiness(n: Whole, x: Real, donor: int) -> float:
    """Mean over items of min(1, holdings / requirement), weighted by requirement x unit price; 1 if it needs nothing itself."""
    have = 0.0
    weights = 0.0
    first = n[donor + d.HOLDINGS]
    for k in range(n[donor + d.HOLDING_COUNT]):
        holding = n[first + k]
        wanted = float(n[holding + d.REQUIREMENT])
        if wanted <= 0.0:
            continue
        weight = wanted * profile_at(n, x, n[holding + d.PRICE], x[h.NOW])
        have += weight * min(1.0, float(n[n[holding + d.STOCK] + s.ON_HAND]) / wanted)
        weights += weight
    return have / weights if weights > 0.0 else 1.0


@rule
def required_value(n: Whole, x: Real, donor: int) -> float:
    """Value of what the donor needs itself at the prices of the day (EUR): the weight of its readiness among donors."""
    eur = 0.0
    first = n[donor + d.HOLDINGS]
    for k in range(n[donor + d.HOLDING_COUNT]):
        holding = n[first + k]
        eur += float(n[holding + d.REQUIREMENT]) * profile_at(n, x, n[holding + d.PRICE], x[h.NOW])
    return eur


@rule
def shaken(sensitivity: float, readiness: float) -> float:
    """Factor on the resolve of a donor that is short itself: 1 - sensitivity x (1 - readiness), not below 0."""
    return max(0.0, 1.0 - sensitivity * (1.0 - readiness))


@rule
def raised(n: Whole, x: Real, donor: int) -> float:
    """Factor by which the donor gives more while the resolve of others is below their thresholds (factors multiply)."""
    factor = 1.0
    for k in range(n[donor + d.OTHER_COUNT]):
        other = n[donor + d.OTHERS] + k * d.OTHER_SIZE
        if regime_factor(n, x, n[n[other + d.OTHER_DONOR] + d.RESOLVE]) < x[other + d.BELOW]:
            factor *= x[other + d.RAISE]
    return factor


@rule
def budget_factor(commitment: float, resolve: float) -> float:
    """Factor on a budget of which the share `commitment` is fixed by contract and the rest follows the resolve."""
    return commitment + (1.0 - commitment) * resolve


@rule
def made_up(n: Whole, x: Real, donor: int) -> float:
    """Money a month that the donor adds for what others hold back (EUR): its share of their budget x (1 - factor).

    Only the regime of the other counts, so that it does not matter who meets first.
    """
    eur = 0.0
    for k in range(n[donor + d.OTHER_COUNT]):
        row = n[donor + d.OTHERS] + k * d.OTHER_SIZE
        other = n[row + d.OTHER_DONOR]
        resolve = regime_factor(n, x, n[other + d.RESOLVE])
        if n[other + d.BUDGET] == 0 or resolve >= x[row + d.BELOW]:
            continue
        missing = max(0.0, 1.0 - budget_factor(x[other + d.COMMITMENT], resolve))
        eur += x[row + d.SHORTFALL] * missing * profile_at(n, x, n[other + d.BUDGET], x[h.NOW])
    return eur
