"""Donors, their holdings and their orders as rows.

A donor's aid to a need is the row `aid/donor.need`, its accounts are `account/donor` and `account/donor.refill`; an
order is `purchase/order`, the refill of a holding `purchase/refill.holding`.
"""

from __future__ import annotations

from materiel.layout import account as a
from materiel.layout import donor as d
from materiel.layout import need as ne
from materiel.layout import purchase as p
from materiel.layout import regime as r
from materiel.network.build import Build
from materiel.network.money import fill_account, price_of, seller
from materiel.scenario.donor import Donor, Holding, Order
from materiel.scenario.money import Account


def _holdings(b: Build, donor: str) -> dict[str, Holding]:
    return {name: spec for name, spec in sorted(b.scenario.holdings.items()) if spec.donor == donor}


def _orders(b: Build, donor: str) -> dict[str, Order]:
    return {name: spec for name, spec in sorted(b.scenario.orders.items()) if spec.donor == donor}


def _needs(b: Build, donor: str) -> list[str]:
    given = [need for holding in _holdings(b, donor).values() for need in holding.needs()]
    ordered = [order.need for order in _orders(b, donor).values() if order.need is not None]
    return list(dict.fromkeys(given + sorted(ordered)))


def allot_donor(b: Build, name: str, spec: Donor) -> None:
    """Rows for the donor, its accounts, and its aid to each need."""
    b.row(d.DONOR, name)
    b.row(a.ACCOUNT, name)
    if spec.refill_eur_per_month is not None:
        b.row(a.ACCOUNT, f"{name}.refill")
    for need in _needs(b, name):
        b.row(ne.AID, f"{name}.{need}")


def fill_donor(b: Build, name: str, spec: Donor) -> None:
    """When it meets, with what money, and what moves it."""
    at = b.row_of("donor", name)
    regime = b.maybe("regime", spec.resolve)
    account = b.row_of("account", name)
    fill_account(b, account, at, spec.account, regime)
    refill = 0
    if spec.refill_eur_per_month is not None:
        refill = b.row_of("account", f"{name}.refill")
        fill_account(b, refill, at, Account(), 0)
    holdings = [b.row_of("holding", holding) for holding in _holdings(b, name)]
    aids = [b.row_of("aid", f"{name}.{need}") for need in _needs(b, name)]
    orders = [b.row_of("purchase", order) for order in _orders(b, name)]
    refills = [
        b.row_of("purchase", f"refill.{holding}") for holding, held in _holdings(b, name).items() if _is_refilled(held)
    ]
    for need in _needs(b, name):
        _fill_aid(b, name, need, at)
    b.fill(
        at,
        [
            (d.RESOLVE, regime),
            (d.EVERY, spec.meeting_every_months.value),
            (d.OFFSET, spec.meeting_offset_days.value),
            (d.ACCOUNT, account),
            (d.BUDGET, b.profile(spec.budget_eur_per_month)),
            (d.NOISE, b.law(spec.budget_noise)),
            (d.COMMITMENT, spec.commitment.value),
            (d.SLOWING, spec.commitment_slowing.value),
            (d.SENSITIVITY, spec.own_shortage.value),
            (d.SPEND_RATE, spec.spend_share.value),
            (d.ON_ACCOUNT, int(spec.gifts_on_account)),
            (d.RISE_EUR, spec.rise_eur.value),
            (d.HOLDINGS, b.addresses(holdings)),
            (d.HOLDING_COUNT, len(holdings)),
            (d.AIDS, b.addresses(aids)),
            (d.AID_COUNT, len(aids)),
            (d.PURCHASES, b.addresses(orders)),
            (d.PURCHASE_COUNT, len(orders)),
            (d.REFILL_ACCOUNT, refill),
            (d.REFILL_BUDGET, b.profile(spec.refill_eur_per_month)),
            (d.REFILLS, b.addresses(refills)),
            (d.REFILL_COUNT, len(refills)),
            (d.OTHERS, _others(b, spec)),
            (d.OTHER_COUNT, len(spec.makes_up_for)),
        ],
    )
    if regime:
        b.join(regime, r.DONORS, r.DONOR_COUNT, at)


def _fill_aid(b: Build, donor: str, need: str, at: int) -> None:
    held = [(name, holding) for name, holding in _holdings(b, donor).items() if need in holding.needs()]
    lane = 0
    if held:
        lane = b.maybe("lane", held[0][1].lane or b.spec("donors", donor).gift_lane)
    b.fill(
        b.row_of("aid", f"{donor}.{need}"),
        [
            (ne.OF_DONOR, at),
            (ne.OF_NEED, b.row_of("aid_need", need)),
            (ne.HOLDING, b.row_of("holding", held[0][0]) if held else 0),
            (ne.LANE, lane),
        ],
    )


def _others(b: Build, spec: Donor) -> int:
    """Rows of the donors that it makes up for, one after another; where they begin."""
    if not spec.makes_up_for:
        return 0
    first = b.cells(d.OTHER_SIZE * len(spec.makes_up_for))
    for k, (name, how) in enumerate(sorted(spec.makes_up_for.items())):
        b.fill(
            first + k * d.OTHER_SIZE,
            [
                (d.OTHER_DONOR, b.row_of("donor", name)),
                (d.BELOW, how.below.value),
                (d.RAISE, how.factor.value),
                (d.SHORTFALL, how.shortfall_share.value),
            ],
        )
    return first


def _is_refilled(spec: Holding) -> bool:
    return spec.refill_customer is not None or spec.refill_source is not None


def allot_holding(b: Build, name: str, spec: Holding) -> None:
    """Rows for the holding, and for its refill."""
    b.row(d.HOLDING, name)
    if _is_refilled(spec):
        b.row(p.PURCHASE, f"refill.{name}")


def fill_holding(b: Build, name: str, spec: Holding) -> None:
    """What is needed, what may be given, and where the refill is ordered."""
    at = b.row_of("holding", name)
    stock = b.row_of("stock", spec.stock)
    item = b.spec("stocks", spec.stock).item
    b.fill(
        at,
        [
            (d.STOCK, stock),
            (d.REQUIREMENT, spec.requirement.value),
            (d.FLOOR, spec.floor.value),
            (d.RELEASE, spec.release_rate.value),
            (d.PRICE, price_of(b, item, spec.price_eur)),
        ],
    )
    if not _is_refilled(spec):
        return
    source, _ = seller(b, spec.refill_customer, spec.refill_source)
    weight = 1.0
    if spec.refill_weight is not None:
        weight = spec.refill_weight.value
    b.fill(
        b.row_of("purchase", f"refill.{name}"),
        [
            (p.FROM, source),
            (p.STOCK, stock if spec.refill_source is not None else 0),
            (p.WEIGHT, weight),
            (p.PRICE, price_of(b, item, spec.price_eur)),
            (p.LIMIT, spec.refill_backlog_months.value),
            (p.HOLDING, at),
            (p.BY_VALUE, int(spec.refill_weight is None)),
        ],
    )


def allot_order(b: Build, name: str, spec: Order) -> None:
    """A row for what is bought."""
    b.row(p.PURCHASE, name)


def fill_order(b: Build, name: str, spec: Order) -> None:
    """Who sells it, at what price, for which need, and what limits it."""
    source, item = seller(b, spec.customer, spec.source)
    stock = spec.stock
    if stock is None and spec.need is not None and spec.source is not None:
        stock = b.spec("needs", spec.need).stock
    b.fill(
        b.row_of("purchase", name),
        [
            (p.FROM, source),
            (p.STOCK, b.maybe("stock", stock)),
            (p.WEIGHT, spec.weight.value),
            (p.PRICE, price_of(b, item, spec.price_eur)),
            (p.LIMIT, spec.backlog_months.value),
            (p.AID, b.row_of("aid", f"{spec.donor}.{spec.need}") if spec.need is not None else 0),
            (p.NEEDED, int(spec.while_needed)),
        ],
    )
