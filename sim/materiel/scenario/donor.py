"""A donor, what it holds, and what it orders."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from materiel.scenario.law import FactorLaw
from materiel.scenario.money import Account
from materiel.scenario.need import NeedName
from materiel.scenario.profile import PriceProfile, RateProfile
from materiel.scenario.spec import CustomerName, LaneName, Refers, RegimeName, SourceName, Spec, StockName
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, PositiveCount, Share

DonorName = Annotated[str, Refers("donors")]
ProcurementName = Annotated[str, Refers("procurements")]


class MakesUp(Spec):
    """How a donor makes up for another one whose resolve is low."""

    below: NotNegative = Number(central=1.0)
    """It does while the factor of the other's resolve is below this."""
    factor: NotNegative = Number(central=1.0)
    """Factor on its own giving meanwhile."""
    shortfall_share: Share = Number(central=0.0)
    """Share of the money that the other holds back, which it adds to its own."""


class Donor(Spec):
    """A country, or a group of them, that gives from its holdings and orders for recipients. It decides at monthly meetings.

    Resolve multiplies what it gives and its budget; a share of the budget may be fixed by contract.
    """

    title: str = ""
    """What it is called in tables and figures."""
    resolve: RegimeName | None = None
    """The regime of its resolve."""
    meeting_every_months: PositiveCount = Count(central=1)
    """Calendar months between meetings."""
    meeting_offset_days: NotNegative = Number(central=0.0)
    """Days from the beginning of the month to the meeting. At 0 it still counts in the record of the month that ends there."""
    budget_eur_per_month: RateProfile | None = None
    """Money for gifts and orders a month, EUR, at a resolve of 1."""
    budget_noise: FactorLaw | None = None
    """A factor on the budget of a meeting, drawn anew each time; its mean should be 1."""
    account: Account = Account()
    """Its authority account: dated lumps, lapse, share that is modelled."""
    spend_share: Share = Number(central=1.0)
    """Share of the account that is spent on orders at a meeting."""
    gifts_on_account: bool = False
    """Gifts from stock draw on the account too, before orders do."""
    rise_eur: NotNegative = Number(central=0.0)
    """Money that comes at the first meeting after the resolve rose (what was held back meanwhile), EUR."""
    commitment: Share = Number(central=0.0)
    """Share of the budget that is fixed by contract for years, whatever the resolve."""
    commitment_slowing: NotNegative = Number(central=0.0)
    """Full commitment makes stays in the most resolved state longer by this share."""
    own_shortage: Share = Number(central=0.0)
    """Share of the resolve that is lost when its own readiness is 0."""
    makes_up_for: dict[DonorName, MakesUp] = Field(default_factory=dict)
    """Other donors that it makes up for."""
    refill_eur_per_month: RateProfile | None = None
    """Own money for the refill of its holdings, EUR a month; what is not spent is forgone."""
    gift_lane: LaneName | None = None
    """The lane by which its gifts go."""


class Holding(Spec):
    """What a donor holds of an item, how much it needs itself, and how much of the rest it gives."""

    donor: DonorName
    """Whose it is."""
    stock: StockName
    """The stock in which it is kept."""
    requirement: NaturalCount
    """Units that it needs itself."""
    floor: Share = Number(central=0.0)
    """Share of the requirement that is never given."""
    release_rate: Share = Number(central=1.0)
    """Share of what is above the floor that may be given at a meeting."""
    need: NeedName | None = None
    """The need that it is given to; left out, it is not given."""
    other_needs: list[NeedName] = Field(default_factory=list)
    """Further needs, served after that one."""
    lane: LaneName | None = None
    """The lane by which it goes; left out, the donor's."""
    price_eur: PriceProfile | None = None
    """Price of a unit, EUR; left out, the item's unit cost."""
    refill_customer: CustomerName | None = None
    """The customer of an order book (`line.customer`) as whom it is refilled."""
    refill_source: SourceName | None = None
    """Or the source that it is refilled from."""
    refill_weight: NotNegative | None = None
    """Its share of the refill money, in any unit; left out, the value of its requirement at first prices."""
    refill_backlog_months: NotNegative = Number(central=0.0)
    """Months of output that may stand ordered at the line when it orders; 0: no limit."""

    @model_validator(mode="after")
    def _one_supply(self) -> Holding:
        if self.refill_customer is not None and self.refill_source is not None:
            raise ValueError("expected refill_customer or refill_source, got both")
        if self.other_needs and self.need is None:
            raise ValueError("expected need with other_needs, got none")
        return self

    def needs(self) -> list[str]:
        """All needs that it is given to, in order."""
        return [] if self.need is None else list(dict.fromkeys([self.need, *self.other_needs]))


class Order(Spec):
    """Something that a donor or domestic procurement spends money on: units from an order book, or from a source."""

    title: str = ""
    """What it is called in tables and figures."""
    donor: DonorName | None = None
    """The donor that pays."""
    procurement: ProcurementName | None = None
    """Or the domestic procurement that pays."""
    customer: CustomerName | None = None
    """The customer of an order book (`line.customer`) as whom it orders."""
    source: SourceName | None = None
    """Or the source that it buys from."""
    stock: StockName | None = None
    """From a source: the stock that it goes to; left out, that of the need."""
    need: NeedName | None = None
    """The need that it is for (a donor's order)."""
    while_needed: bool = False
    """No more is ordered than the need lacks."""
    weight: NotNegative = Number(central=1.0)
    """Share of the money, in any unit."""
    priority: NaturalCount = Count(central=0)
    """Place among orders that are filled one after the other; 0 comes first."""
    price_eur: PriceProfile | None = None
    """Price of a unit, EUR; left out, the item's unit cost."""
    backlog_months: NotNegative = Number(central=0.0)
    """Months of output that may stand ordered at the line when it orders; 0: no limit."""

    @model_validator(mode="after")
    def _complete(self) -> Order:
        if (self.donor is None) == (self.procurement is None):
            raise ValueError("expected one of donor and procurement to pay")
        if (self.customer is None) == (self.source is None):
            raise ValueError("expected one of customer and source to order from")
        if self.source is not None and self.stock is None and self.need is None:
            raise ValueError("expected the stock or the need that a purchase from a source goes to, got neither")
        if self.while_needed and self.need is None:
            raise ValueError("expected need with while_needed, got none")
        if self.need is not None and self.donor is None:
            raise ValueError("expected need only where a donor pays")
        return self
