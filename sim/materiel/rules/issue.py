"""Munitions for a day at the front: what is asked for, what the ration allows, and what there is."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.rules.profile import profile_at
from materiel.rules.readiness import days_of_supply, ration
from materiel.rules.stock import available, expend


@rule
def family_on_hand(n: Whole, family: int) -> int:
    """Units of a family at the front and its depots."""
    units = 0
    first = n[family + fr.STOCKS]
    for k in range(n[family + fr.STOCK_COUNT]):
        units += n[n[first + k] + s.ON_HAND]
    return units


@rule
def family_days(n: Whole, family: int) -> float:
    """Days of supply of a family at its mean daily demand of the last 90 days; -1 without demand."""
    demanded = float(n[family + fr.RING_SUM])
    return days_of_supply(float(family_on_hand(n, family)), demanded, float(n[family + fr.RING_DAYS]))


@rule
def required_days(n: Whole, x: Real, family: int) -> float:
    """Days of supply of a family at its mean daily requirement of the last 90 days; -1 if none is required."""
    required = 0.0
    for k in range(fr.WINDOW):
        required += x[n[family + fr.RING] + k]
    return days_of_supply(float(family_on_hand(n, family)), required, float(n[family + fr.RING_DAYS]))


@rule
def set_ration(n: Whole, x: Real, family: int, threshold: float, least: float) -> None:
    """Fix a family's ration for the day that is computed."""
    n[family + fr.TODAY] = 0
    x[family + fr.REQUIRED_TODAY] = 0.0
    x[family + fr.RATION] = ration(family_days(n, family), threshold, least)


@rule
def _count_uses(n: Whole, family: int) -> None:
    """Count what other users (layers of air defence at their stocks) asked for and got since yesterday."""
    for k in range(n[family + fr.USE_COUNT]):
        at = n[family + fr.USES] + k * fr.USE_SIZE
        asked = n[n[at + fr.ASKED_CELL]]
        got = n[n[at + fr.GOT_CELL]]
        n[family + fr.TODAY] += asked - n[at + fr.LAST_ASKED]
        n[family + fr.DEMANDED] += asked - n[at + fr.LAST_ASKED]
        n[family + fr.ISSUED] += got - n[at + fr.LAST_GOT]
        n[at + fr.LAST_ASKED] = asked
        n[at + fr.LAST_GOT] = got


@rule
def _plan_units(n: Whole, x: Real, family: int, tempo: float, span: float) -> None:
    """What a day requires by a method that counts no pieces: level of effort, or targets x units for a target."""
    method = n[family + fr.METHOD]
    if method != fr.BY_EFFORT and method != fr.BY_TARGETS:
        return
    units = profile_at(n, x, n[family + fr.PLANNED], x[h.NOW]) * span
    if method == fr.BY_TARGETS:
        units *= x[family + fr.PER_TARGET]
    if n[family + fr.BY_TEMPO] == 1:
        units *= tempo
    x[family + fr.REQUIRED_TODAY] += units
    x[family + fr.WANTED] += units


@rule
def plan_need(n: Whole, x: Real, fleet: int, need: int, tempo: float, span: float) -> None:
    """What a day requires for a fleet's planned or authorised pieces, and what is planned for those in the line.

    By strength: that strength x planned rounds per piece and day x tempo, whether the pieces are there or not. By
    lifetime: the units of a piece's service life spread over it, at any tempo.
    """
    family = n[need + f.NEED_FAMILY]
    if family == 0:
        return
    each = 0.0
    if n[family + fr.METHOD] == fr.BY_STRENGTH:
        if n[need + f.PLANNED] != 0:
            each = profile_at(n, x, n[need + f.PLANNED], x[h.NOW]) * tempo * span
        else:
            each = x[need + f.ROUNDS] * profile_at(n, x, n[need + f.ROUNDS_PROFILE], x[h.NOW]) * tempo * span
    elif n[family + fr.METHOD] == fr.BY_LIFETIME:
        each = x[family + fr.PER_PIECE] * span
    strength = float(n[fleet + f.AUTHORISED])
    if n[fleet + f.PLANNED_STRENGTH] != 0:
        strength = profile_at(n, x, n[fleet + f.PLANNED_STRENGTH], x[h.NOW])
    x[family + fr.REQUIRED_TODAY] += strength * each
    x[family + fr.WANTED] += float(n[fleet + f.OPERATIONAL]) * each


@rule
def close_family_day(n: Whole, x: Real, family: int, tempo: float, span: float) -> None:
    """Book the day's requirement, and put the day's demand and requirement in the place of those of 90 days ago.

    Where nobody plans a requirement (interceptors that only layers of air defence draw on), what was asked for stands in for it.
    """
    _count_uses(n, family)
    _plan_units(n, x, family, tempo, span)
    x[family + fr.REQUIRED] += x[family + fr.REQUIRED_TODAY]
    at = n[family + fr.RING] + n[family + fr.RING_AT]
    n[family + fr.RING_SUM] += n[family + fr.TODAY] - n[at]
    n[at] = n[family + fr.TODAY]
    planned = n[family + fr.NEEDED] == 1 or n[family + fr.METHOD] != fr.BY_STRENGTH
    x[at] = x[family + fr.REQUIRED_TODAY] if planned else float(n[family + fr.TODAY])
    n[family + fr.RING_AT] = (n[family + fr.RING_AT] + 1) % fr.WINDOW
    n[family + fr.RING_DAYS] = min(fr.WINDOW, n[family + fr.RING_DAYS] + 1)


@rule
def _issue(n: Whole, x: Real, need: int, units: int, asked: int) -> int:
    """Issue up to `units` from the stocks of a need, best first. What was `asked` for in vain counts at the first of them."""
    first = n[need + f.CHOICES]
    left = units
    for k in range(n[need + f.CHOICE_COUNT]):
        got = min(left, available(n, n[first + k], n[need + f.NEED_PRIORITY]))
        expend(n, x, n[first + k], got, got, n[need + f.NEED_PRIORITY])
        left -= got
    unmet = asked - (units - left)
    if n[need + f.CHOICE_COUNT] > 0 and unmet > 0:
        n[n[first] + s.DEMANDED] += unmet
        n[n[first] + s.UNMET] += unmet
    return int(units - left)


@rule
def _nothing_left(n: Whole, need: int) -> bool:
    """Whether the stocks of a need hold nothing more that it may have."""
    there = 0
    first = n[need + f.CHOICES]
    for k in range(n[need + f.CHOICE_COUNT]):
        there += available(n, n[first + k], n[need + f.NEED_PRIORITY])
    return there == 0


@rule
def meet_needs(n: Whole, x: Real, fleet: int, tempo: float, span: float) -> None:
    """A fleet asks for its munitions of a day of `span` days and gets min(stock, ration x demand); its shortage follows.

    Parts of a unit are carried to the next day. Shortage is unmet / demanded over all its needs.
    """
    demanded = 0
    issued = 0
    first = n[fleet + f.NEEDS]
    for k in range(n[fleet + f.NEED_COUNT]):
        need = n[first + k]
        plan_need(n, x, fleet, need, tempo, span)
        factor = tempo * span * profile_at(n, x, n[need + f.ROUNDS_PROFILE], x[h.NOW])
        asked_exactly = float(n[fleet + f.OPERATIONAL]) * x[need + f.ROUNDS] * factor + x[need + f.DEMAND_REST]
        asked = int(asked_exactly)
        x[need + f.DEMAND_REST] = asked_exactly - float(asked)
        family = n[need + f.NEED_FAMILY]
        allowed = asked
        if family != 0 and x[family + fr.RATION] < 1.0:
            allowed_exactly = min(float(asked), float(asked) * x[family + fr.RATION] + x[need + f.RATION_REST])
            allowed = int(allowed_exactly)
            x[need + f.RATION_REST] = allowed_exactly - float(allowed)
        got = _issue(n, x, need, allowed, asked)
        n[need + f.DEMANDED] += asked
        n[need + f.ISSUED] += got
        if got < asked and _nothing_left(n, need):
            x[need + f.NEED_OUT_DAYS] += span
        if family != 0:
            n[family + fr.TODAY] += asked
            n[family + fr.DEMANDED] += asked
            n[family + fr.ISSUED] += got
        demanded += asked
        issued += got
    x[fleet + f.SHORTAGE] = float(demanded - issued) / float(demanded) if demanded > 0 else 0.0
