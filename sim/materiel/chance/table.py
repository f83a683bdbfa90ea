"""Tables of quantiles: for laws that no short formula inverts (gamma, Erlang, beta, PERT), and for observed values.

A smooth law is kept as a curve t(z) over the normal score z of u, at knots of equal distance over [-8.25, 8.25], which
covers every u that `philox.uniform` can return. t is the logarithm of the quantity (gamma) or its log-odds within its
range (beta): nearly straight lines, tails included. At address `at + 2 i` of plane x stands t at knot i, at
`at + 2 i + 1` its slope times the distance of the knots; between them runs Hermite's cubic, which is monotone since
the slopes are held within three times the neighbouring secants (Fritsch and Carlson 1980).
"""

from __future__ import annotations

import math

from materiel.chance.normal import score
from materiel.jit import Real, rule

REACH = 8.25
"""The last knot, as a normal score; 2**-53 lies at -8.21."""


@rule
def curve(x: Real, at: int, knots: int, u: float) -> float:
    """Height of the curve of `knots` knots at address `at`, at the normal score of u; flat beyond the ends."""
    place = (score(u) + REACH) * (float(knots - 1) / (2.0 * REACH))
    place = min(max(place, 0.0), float(knots - 1))
    i = min(int(place), knots - 2)
    f = place - float(i)
    left = x[at + 2 * i]
    left_slope = x[at + 2 * i + 1]
    right = x[at + 2 * i + 2]
    right_slope = x[at + 2 * i + 3]
    rise = right - left
    bend = left_slope + right_slope - 2.0 * rise
    return float(left + f * (left_slope + f * (rise - left_slope - bend + f * bend)))


@rule
def from_odds(t: float, low: float, width: float) -> float:
    """The quantity in [low, low + width] that has the log-odds t within this range."""
    if t < 0.0:
        odds = math.exp(t)
        return low + width * (odds / (1.0 + odds))
    return low + width / (1.0 + math.exp(-t))


@rule
def observed(x: Real, at: int, count: int, u: float) -> float:
    """Quantile of `count` observed values that stand sorted from address `at`, all equally likely."""
    return float(x[at + max(math.ceil(u * float(count)), 1) - 1])


@rule
def first_reaching(x: Real, at: int, count: int, u: float) -> int:
    """Index of the first of `count` cumulated weights from address `at` that reaches u; the last, if none does."""
    low = 0
    high = count - 1
    while low < high:
        middle = (low + high) // 2
        if x[at + middle] >= u:
            high = middle
        else:
            low = middle + 1
    return low
