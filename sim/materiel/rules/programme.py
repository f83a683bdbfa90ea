"""A programme: decided at a date or on signs, paid for, under way for its lead time, and then in effect."""

from __future__ import annotations

import math

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import account as a
from materiel.layout import head as h
from materiel.layout import programme as pg
from materiel.layout import script as sc
from materiel.layout.events import CHECK, PROGRAMME_DECIDED, PROGRAMME_DONE
from materiel.layout.fields import STATE
from materiel.rules.account import pay
from materiel.rules.months import next_month_date
from materiel.rules.script import decided
from materiel.rules.settle import notify, settle
from materiel.rules.signs import signs_hold


@rule
def changed(before: float, does: int, value: float, share: float) -> float:
    """What a cell becomes: before + share x value; before x (1 + share x (value - 1)); or the value that is set."""
    if does == pg.ADD:
        return before + share * value
    if does == pg.MULTIPLY:
        return before * (1.0 + share * (value - 1.0))
    return value


@rule
def _apply(n: Whole, x: Real, programme: int, at_decision: int) -> None:
    share = x[programme + pg.YIELDED]
    for k in range(n[programme + pg.EFFECT_COUNT]):
        effect = n[programme + pg.EFFECTS] + k * pg.EFFECT_SIZE
        if n[effect + pg.AT_DECISION] != at_decision:
            continue
        target = n[effect + pg.TARGET]
        settle(n, x, n[effect + pg.CONCERNS])
        if n[effect + pg.TARGET_IN_REAL] == 1:
            x[target] = changed(x[target], n[effect + pg.DOES], x[effect + pg.VALUE], share)
        else:
            whole = changed(float(n[target]), n[effect + pg.DOES], x[effect + pg.VALUE], share)
            n[target] = math.floor(whole + 0.5)
        notify(n, x, n[effect + pg.CONCERNS])


@rule
def take_effect(n: Whole, x: Real, programme: int) -> None:
    """The programme is done: its effects come true, and it may be decided again if it may be more than once."""
    _apply(n, x, programme, 0)
    n[programme + pg.DONE_TIMES] += 1
    x[programme + pg.DONE_AT] = x[h.NOW]
    again = n[programme + pg.TRIGGERED] == 1 and n[programme + pg.TIMES] < n[programme + pg.TIMES_MOST]
    n[programme + STATE] = pg.WAITS if again else pg.OVER
    for k in range(n[programme + pg.CONDITION_COUNT]):
        n[n[programme + pg.CONDITIONS] + k * pg.CONDITION_SIZE + pg.HELD] = 0


@rule
def _may_be_decided(n: Whole, x: Real, programme: int) -> int:
    """1 if the programme's conditions hold and it can be paid."""
    if n[programme + pg.TRIGGERED] == 1 and not signs_hold(n, x, programme):
        return 0
    account = n[programme + pg.ACCOUNT]
    return 0 if account != 0 and x[account + a.BALANCE] < x[programme + pg.COST] else 1


@rule
def decide(n: Whole, x: Real, programme: int) -> None:
    """Decide on the programme if its conditions hold and it can be paid; without a lead time it takes effect at once."""
    n[programme + pg.NEXT_CHECK] += 1
    if decided(n, x, n[programme + pg.SCRIPT], sc.PROGRAMMES, _may_be_decided(n, x, programme)) == 0:
        return
    cost = x[programme + pg.COST]
    account = n[programme + pg.ACCOUNT]
    if account != 0:
        pay(n, x, account, cost)
    x[programme + pg.SPENT] += cost
    n[programme + pg.TIMES] += 1
    x[programme + pg.DECIDED_AT] = x[h.NOW]
    x[programme + pg.YIELDED] = 1.0
    if n[programme + pg.YIELD] != 0:
        x[programme + pg.YIELDED] = sample(n, x, n[programme + pg.YIELD], draw(n, x, programme + pg.YIELD_DRAWS))
    lead = 0.0
    if n[programme + pg.LEAD] != 0:
        lead = sample(n, x, n[programme + pg.LEAD], draw(n, x, programme + pg.LEAD_DRAWS))
    n[programme + STATE] = pg.UNDER_WAY
    x[programme + pg.DUE] = x[h.NOW] + lead
    _apply(n, x, programme, 1)
    if lead <= 0.0:
        take_effect(n, x, programme)


@rule
def programme_look(n: Whole, x: Real, programme: int) -> float:
    """The instant of the next thing to do (days): a dated decision, a check of the signs or of the money, the effect."""
    now = x[h.NOW]
    if n[programme + STATE] == pg.OVER or n[programme + pg.TIMES_MOST] == 0:
        return math.inf
    if n[programme + STATE] == pg.UNDER_WAY:
        return float(x[programme + pg.DUE])
    at = x[programme + pg.AT]
    if n[programme + pg.TRIGGERED] == 0 and now <= at and n[programme + pg.NEXT_CHECK] == 0:
        return float(at)
    due = next_month_date(n, x, programme + pg.NEXT_CHECK, 1, x[programme + pg.OFFSET])
    while due < at:
        n[programme + pg.NEXT_CHECK] += 1
        due = next_month_date(n, x, programme + pg.NEXT_CHECK, 1, x[programme + pg.OFFSET])
    if x[programme + pg.UNTIL] > 0.0 and due > x[programme + pg.UNTIL]:
        return math.inf
    return due


@rule
def next_event(n: Whole, programme: int) -> int:
    """Code of the event that `programme_look` gives the instant of."""
    if n[programme + STATE] == pg.UNDER_WAY:
        return PROGRAMME_DONE
    if n[programme + pg.TRIGGERED] == 0 and n[programme + pg.NEXT_CHECK] == 0:
        return PROGRAMME_DECIDED
    return CHECK
