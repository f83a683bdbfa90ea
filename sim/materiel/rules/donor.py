"""A donor's meeting: money comes in, needs are divided, it gives from stock, orders for recipients, and refills its own."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import account as a
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import need as ne
from materiel.layout import purchase as p
from materiel.layout import recorder as rec
from materiel.layout import script as sc
from materiel.layout import stock as s
from materiel.layout.events import DONOR_READ
from materiel.rules.account import credit, expect_lumps, forgo, pay
from materiel.rules.agenda import post
from materiel.rules.lane import ship_for
from materiel.rules.months import next_month_date
from materiel.rules.need import above_floor, divide, holding_releasable, whole_units
from materiel.rules.profile import profile_at
from materiel.rules.purchase import affordable, buy_by_weight
from materiel.rules.regime import regime_factor
from materiel.rules.resolve import budget_factor, made_up, own_readiness, raised, required_value, shaken
from materiel.rules.script import decided, decided_real
from materiel.rules.stock import take


@rule
def gift(part: float, allowed: float, resolve: float) -> float:
    """Units given at a meeting: min(part of the need, release rate x units above the floor) x resolve."""
    return min(part, allowed) * resolve


@rule
def _money_comes(n: Whole, x: Real, donor: int, regime: float, factor: float) -> None:
    """The budget since the last meeting, what is made up for others, and what a risen resolve brings."""
    months = float(n[donor + d.EVERY])
    account = n[donor + d.ACCOUNT]
    if n[donor + d.BUDGET] != 0:
        eur = profile_at(n, x, n[donor + d.BUDGET], x[h.NOW]) * budget_factor(x[donor + d.COMMITMENT], factor)
        if n[donor + d.NOISE] != 0:
            eur *= max(0.0, sample(n, x, n[donor + d.NOISE], draw(n, x, donor + d.NOISE_DRAWS)))
        credit(n, x, account, eur * months, 0.0)
    credit(n, x, account, made_up(n, x, donor) * months, 0.0)
    if n[donor + d.MEETINGS] > 0 and regime > x[donor + d.LAST_FACTOR]:
        credit(n, x, account, x[donor + d.RISE_EUR], 0.0)
    x[donor + d.LAST_FACTOR] = regime


@rule
def _offer(n: Whole, x: Real, donor: int, aid: int, factor: float, price: float) -> int:
    """Units that a need should get from this donor's stock; parts of a unit are carried over."""
    need = n[aid + ne.OF_NEED]
    holding = n[aid + ne.HOLDING]
    if n[aid + ne.PART] == 0:
        return 0
    amount = gift(float(n[aid + ne.PART]), x[holding + d.ALLOWED], factor) + x[aid + ne.CARRY]
    units = whole_units(amount)
    x[aid + ne.CARRY] = max(0.0, amount - float(units))
    units = min(units, n[need + ne.LEFT], whole_units(holding_releasable(n, x, holding)))
    if n[donor + d.ON_ACCOUNT] == 1:
        units = affordable(x[n[donor + d.ACCOUNT] + a.BALANCE], price, units)
    return units


@rule
def _give(n: Whole, x: Real, donor: int, aid: int, factor: float) -> None:
    """Give from stock what a need gets from this donor, as far as there are units on hand."""
    need = n[aid + ne.OF_NEED]
    holding = n[aid + ne.HOLDING]
    if holding == 0:
        return
    price = profile_at(n, x, n[holding + d.PRICE], x[h.NOW])
    units = decided(n, x, n[donor + d.SCRIPT], sc.GIFTS, _offer(n, x, donor, aid, factor, price))
    stock = n[holding + d.STOCK]
    units = take(n, x, stock, units, 0)
    if units <= 0:
        return
    eur = float(units) * price
    if n[donor + d.ON_ACCOUNT] == 1:
        pay(n, x, n[donor + d.ACCOUNT], eur)
    x[holding + d.ALLOWED] = max(0.0, x[holding + d.ALLOWED] - float(units))
    n[holding + d.GIVEN] += units
    x[holding + d.GIVEN_EUR] += eur
    n[aid + ne.GIVEN] += units
    x[aid + ne.GIVEN_EUR] += eur
    x[donor + d.GIVEN_STOCK_EUR] += eur
    n[need + ne.LEFT] = max(0, n[need + ne.LEFT] - units)
    n[stock + s.SHIPPED] += units
    n[n[need + ne.STOCK] + s.ON_ORDER] += units
    ship_for(n, x, n[aid + ne.LANE], n[need + ne.STOCK], units, 1, aid)


@rule
def _refill(n: Whole, x: Real, donor: int) -> None:
    """Spend the money for its own refill on what its holdings lack, as one customer among others.

    It does not accumulate: what
    is not set aside for a unit that costs more than a month brings is forgone.
    """
    account = n[donor + d.REFILL_ACCOUNT]
    if account == 0:
        return
    aside = 0.0
    for k in range(n[donor + d.REFILL_COUNT]):
        aside += x[n[n[donor + d.REFILLS] + k] + p.CARRY]
    forgo(n, x, account, x[account + a.BALANCE] - aside)
    eur = profile_at(n, x, n[donor + d.REFILL_BUDGET], x[h.NOW]) * float(n[donor + d.EVERY])
    credit(n, x, account, eur, 0.0)
    first = n[donor + d.REFILLS]
    script = n[donor + d.SCRIPT]
    x[donor + d.REFILL_EUR] += buy_by_weight(n, x, account, first, n[donor + d.REFILL_COUNT], 1.0, script, sc.REFILLS)


@rule
def meet(n: Whole, x: Real, donor: int) -> None:
    """A meeting of the donor.

    Needs are divided before anyone gives, by what all donors may release then. Gifts come first, orders take what is left of the
    money.
    """
    regime = regime_factor(n, x, n[donor + d.RESOLVE])
    factor = regime * shaken(x[donor + d.SENSITIVITY], own_readiness(n, x, donor)) * raised(n, x, donor)
    factor = decided_real(n, x, n[donor + d.SCRIPT], sc.RESOLVE, factor)
    x[donor + d.FACTOR] = factor
    _money_comes(n, x, donor, regime, factor)
    holdings = n[donor + d.HOLDINGS]
    for k in range(n[donor + d.HOLDING_COUNT]):
        holding = n[holdings + k]
        x[holding + d.ALLOWED] = x[holding + d.RELEASE] * holding_releasable(n, x, holding)
    aids = n[donor + d.AIDS]
    for k in range(n[donor + d.AID_COUNT]):
        divide(n, x, n[n[aids + k] + ne.OF_NEED])
    for k in range(n[donor + d.AID_COUNT]):
        _give(n, x, donor, n[aids + k], factor)
    x[donor + d.GIVEN_PROCUREMENT_EUR] += buy_by_weight(
        n,
        x,
        n[donor + d.ACCOUNT],
        n[donor + d.PURCHASES],
        n[donor + d.PURCHASE_COUNT],
        x[donor + d.SPEND_RATE],
        n[donor + d.SCRIPT],
        sc.ORDERS,
    )
    _refill(n, x, donor)
    n[donor + d.MEETINGS] += 1
    n[donor + d.NEXT_MEETING] += n[donor + d.EVERY]


@rule
def _ask_for_reading(n: Whole, x: Real, donor: int) -> None:
    """Let the donor be reckoned at the next record instant, just before the recorder (the last entity in the order of ties)."""
    recorder = n[n[h.ENTITIES] + n[h.ENTITY_COUNT] - 1]
    if n[donor + d.READ] < n[recorder + rec.INSTANT_COUNT]:
        post(n, x, x[n[recorder + rec.INSTANTS] + n[donor + d.READ]], DONOR_READ, donor, 0)


@rule
def read_donor(n: Whole, x: Real, donor: int) -> None:
    """Reckon the donor's own readiness for the record."""
    x[donor + d.READINESS] = own_readiness(n, x, donor)
    x[donor + d.REQUIRED_EUR] = required_value(n, x, donor)
    for k in range(n[donor + d.HOLDING_COUNT]):
        holding = n[n[donor + d.HOLDINGS] + k]
        x[holding + d.ABOVE_FLOOR] = above_floor(n, x, holding)
    n[donor + d.READ] += 1
    _ask_for_reading(n, x, donor)


@rule
def donor_look(n: Whole, x: Real, donor: int) -> float:
    """The instant of the next meeting (days). At the very start dated money is announced and the first reading asked for."""
    if n[donor + d.BEGUN] == 0:
        n[donor + d.BEGUN] = 1
        expect_lumps(n, x, n[donor + d.ACCOUNT])
        expect_lumps(n, x, n[donor + d.REFILL_ACCOUNT])
        _ask_for_reading(n, x, donor)
        x[donor + d.LAST_FACTOR] = regime_factor(n, x, n[donor + d.RESOLVE])
    return next_month_date(n, x, donor + d.NEXT_MEETING, n[donor + d.EVERY], x[donor + d.OFFSET])
