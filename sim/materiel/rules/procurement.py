"""Domestic procurement: money comes in by month and is spent at domestic lines; a line whose orders it cannot pay is unfunded."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import customer as c
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import line as li
from materiel.layout import procurement as pr
from materiel.layout import purchase as p
from materiel.layout import script as sc
from materiel.layout.fields import KIND
from materiel.rules.account import credit, expect_lumps
from materiel.rules.agenda import nudge
from materiel.rules.months import next_month_date
from materiel.rules.profile import profile_at
from materiel.rules.purchase import buy_by_weight, buy_in_order
from materiel.rules.regime import regime_factor


@rule
def _mark_unfunded(n: Whole, x: Real, purchase: int) -> None:
    """Let the line know whether money keeps this order from it; stations that stand say why they do.

    The line counts the purchases that are short, so that it does not matter which of several buyers was the last to buy.
    """
    if n[n[purchase + p.FROM] + KIND] != kinds.CUSTOMER or n[purchase + p.SHORT_AT_LINE] == n[purchase + p.SHORT]:
        return
    line = n[n[purchase + p.FROM] + c.LINE]
    before = n[line + li.UNFUNDED]
    n[line + li.UNFUNDED] += n[purchase + p.SHORT] - n[purchase + p.SHORT_AT_LINE]
    n[purchase + p.SHORT_AT_LINE] = n[purchase + p.SHORT]
    if (before > 0) == (n[line + li.UNFUNDED] > 0):
        return
    for k in range(n[line + li.STATION_COUNT]):
        nudge(n, x, n[n[line + li.STATIONS] + k])


@rule
def spend_budget(n: Whole, x: Real, procurement: int) -> None:
    """A budget date: own and partners' money comes in and is spent, by weight or one after the other."""
    months = float(n[procurement + pr.EVERY])
    account = n[procurement + pr.ACCOUNT]
    if n[procurement + pr.BUDGET] != 0:
        eur = profile_at(n, x, n[procurement + pr.BUDGET], x[h.NOW]) * months
        x[procurement + pr.OWN_EUR] += eur
        credit(n, x, account, eur, 0.0)
    if n[procurement + pr.PARTNERS] != 0:
        eur = profile_at(n, x, n[procurement + pr.PARTNERS], x[h.NOW]) * months
        eur *= regime_factor(n, x, n[procurement + pr.PARTNER_RESOLVE])
        x[procurement + pr.PARTNERS_EUR] += eur
        credit(n, x, account, eur, 0.0)
    first = n[procurement + pr.PURCHASES]
    count = n[procurement + pr.PURCHASE_COUNT]
    script = n[procurement + pr.SCRIPT]
    if n[procurement + pr.IN_ORDER] == 1:
        x[procurement + pr.SPENT] += buy_in_order(n, x, account, first, count, script, sc.ORDERS)
    else:
        rate = x[procurement + pr.SPEND_RATE]
        x[procurement + pr.SPENT] += buy_by_weight(n, x, account, first, count, rate, script, sc.ORDERS)
    for k in range(count):
        _mark_unfunded(n, x, n[first + k])
    n[procurement + pr.NEXT_DATE] += n[procurement + pr.EVERY]


@rule
def procurement_look(n: Whole, x: Real, procurement: int) -> float:
    """The next budget date (days). At the very start dated money is announced."""
    if n[procurement + pr.BEGUN] == 0:
        n[procurement + pr.BEGUN] = 1
        expect_lumps(n, x, n[procurement + pr.ACCOUNT])
    return next_month_date(n, x, procurement + pr.NEXT_DATE, n[procurement + pr.EVERY], x[procurement + pr.OFFSET])
