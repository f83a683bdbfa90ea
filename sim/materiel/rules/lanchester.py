"""Lanchester's laws of attrition, and the one that knows no opponent: expected values in closed form, and hazards.

Own losses a day: `loss` x own (rate), `loss` x other (square: aimed fire), `loss` x own x other (linear: fire on an area).
(Lanchester 1916, Aircraft in Warfare, ch. 5; Taylor 1983, Lanchester Models of Warfare, vol. 1, ch. 2.)
"""

from __future__ import annotations

import math

from materiel.jit import rule
from materiel.layout import fleet as f


@rule
def loss_rate(law: int, loss: float, own: float, other: float) -> float:
    """Losses a day of a side of strength `own` that faces `other`; nobody is lost where nobody is left."""
    if own <= 0.0:
        return 0.0
    if law == f.SQUARE:
        return loss * other
    if law == f.LINEAR:
        return loss * own * other
    return loss * own


@rule
def square_after(own: float, other: float, own_loss: float, other_loss: float, days: float) -> float:
    """Strength of a side after `days` under the square law, if neither side is gone by then.

    own cosh(kt) - other sqrt(own_loss / other_loss) sinh(kt), with k = sqrt(own_loss x other_loss).
    """
    k = math.sqrt(own_loss * other_loss)
    if k == 0.0:
        return own - own_loss * (other - 0.5 * other_loss * own * days) * days
    return own * math.cosh(k * days) - other * (own_loss / k) * math.sinh(k * days)


@rule
def square_end(own: float, other: float, own_loss: float, other_loss: float) -> float:
    """Days until a side is gone under the square law; infinity if it never is.

    It is the weaker one: sqrt(other_loss) own < sqrt(own_loss) other.
    """
    if own <= 0.0:
        return 0.0
    if own_loss <= 0.0 or other <= 0.0:
        return math.inf
    if other_loss <= 0.0:
        return own / (own_loss * other)
    ratio = math.sqrt(other_loss / own_loss) * own / other
    if ratio >= 1.0:
        return math.inf
    return math.atanh(ratio) / math.sqrt(own_loss * other_loss)


@rule
def linear_after(own: float, other: float, own_loss: float, other_loss: float, days: float) -> float:
    """Strength of a side after `days` under the linear law; neither side is ever quite gone.

    d = other_loss x own - own_loss x other never changes, and own / other grows as exp(d t).
    """
    if own <= 0.0 or other <= 0.0 or own_loss <= 0.0:
        return own
    d = other_loss * own - own_loss * other
    if other_loss <= 0.0:
        return own * math.exp(-own_loss * other * days)
    if abs(d) * days < 1e-9:
        return own / (1.0 + own_loss * other * days)
    return own * d / (other_loss * own - own_loss * other * math.exp(-d * days))


@rule
def decayed(own: float, loss: float, days: float) -> float:
    """Strength of a side after `days` of losses in proportion to itself."""
    return own * math.exp(-loss * days)
