"""Domestic procurement: a country's own budget and partners' money, spent at its own lines."""

from __future__ import annotations

from typing import Literal

from materiel.scenario.money import Account
from materiel.scenario.profile import RateProfile
from materiel.scenario.spec import RegimeName, Spec
from materiel.scenario.values import Count, NotNegative, Number, PositiveCount, Share


class Procurement(Spec):
    """Money that orders at lines (section `orders`); a line whose orders it cannot pay for stands unfunded."""

    title: str = ""
    """What it is called in tables and figures."""
    every_months: PositiveCount = Count(central=1)
    """Calendar months between budget dates."""
    offset_days: NotNegative = Number(central=0.0)
    """Days from the beginning of the month to the budget date. At 0 it still counts in the record of the month that ends there."""
    budget_eur_per_month: RateProfile | None = None
    """Its own money, EUR a month."""
    partners_eur_per_month: RateProfile | None = None
    """Partners' money, EUR a month."""
    partners_resolve: RegimeName | None = None
    """A regime whose state is a factor on partners' money."""
    account: Account = Account()
    """Dated lumps (partners' too), lapse, share that is modelled."""
    spend: Literal["by_weight", "in_order"] = "by_weight"
    """By the weights of the orders; or each in full before the next, by their priority and name."""
    spend_share: Share = Number(central=1.0)
    """Share of the account that is spent at a date (by weight)."""
