"""Domestic procurement as rows."""

from __future__ import annotations

from materiel.layout import account as a
from materiel.layout import procurement as pr
from materiel.network.build import Build
from materiel.network.money import fill_account
from materiel.scenario.procurement import Procurement


def allot_procurement(b: Build, name: str, spec: Procurement) -> None:
    """Rows for the procurement and its account."""
    b.row(pr.PROCUREMENT, name)
    b.row(a.ACCOUNT, f"domestic.{name}")


def fill_procurement(b: Build, name: str, spec: Procurement) -> None:
    """Its money and what it orders, in order of priority and name."""
    at = b.row_of("procurement", name)
    account = b.row_of("account", f"domestic.{name}")
    regime = b.maybe("regime", spec.partners_resolve)
    fill_account(b, account, at, spec.account, regime)
    mine = [(order.priority.value, key) for key, order in b.scenario.orders.items() if order.procurement == name]
    orders = [b.row_of("purchase", key) for _, key in sorted(mine)]
    b.fill(
        at,
        [
            (pr.EVERY, spec.every_months.value),
            (pr.OFFSET, spec.offset_days.value),
            (pr.ACCOUNT, account),
            (pr.BUDGET, b.profile(spec.budget_eur_per_month)),
            (pr.PARTNERS, b.profile(spec.partners_eur_per_month)),
            (pr.PARTNER_RESOLVE, regime),
            (pr.SPEND_RATE, spec.spend_share.value),
            (pr.IN_ORDER, int(spec.spend == "in_order")),
            (pr.PURCHASES, b.addresses(orders)),
            (pr.PURCHASE_COUNT, len(orders)),
        ],
    )
