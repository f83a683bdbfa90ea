"""A programme: a decision that costs money, takes time, and then changes what others can do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from materiel.scenario.donor import DonorName, ProcurementName
from materiel.scenario.law import Days, ShareLaw
from materiel.scenario.spec import Spec, When
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, PositiveCount, Signed

CELL = r"^[a-z_]+/[A-Za-z0-9_.-]+/[a-z_]+$"


class Condition(Spec):
    """A sign: something recorded at the last month-end, against a threshold."""

    cell: str = Field(pattern=CELL)
    """What is watched, as `kind/name/field` of the record (see the reference of recorded fields)."""
    per: str | None = Field(None, pattern=CELL)
    """What it is divided by; a month in which that is 0 says nothing new."""
    reads: Literal["level", "flow", "mean"] = "level"
    """level: as recorded; flow: what it grew in the month; mean: that by days (of an integral: its mean)."""
    at_least: Signed | None = None
    """Holds at or above this."""
    at_most: Signed | None = None
    """Or holds at or below this."""
    months: PositiveCount = Count(central=1)
    """Months in a row that it must hold."""

    @model_validator(mode="after")
    def _one_side(self) -> Condition:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("expected one of at_least and at_most")
        return self


class Effect(Spec):
    """A number that the programme changes. The yield is a factor on what is added, and on how far a factor is from 1."""

    cell: str = Field(pattern=CELL)
    """What it changes, as `kind/name/field` (see the reference of fields): `line/us_155/expansion`."""
    add: Signed | None = None
    """What is added."""
    multiply: NotNegative | None = None
    """Or the factor."""
    set: Signed | None = None
    """Or the new value."""
    at: Literal["done", "decision"] = "done"
    """When: as it is done, or already as it is decided."""

    @model_validator(mode="after")
    def _one_way(self) -> Effect:
        if sum(v is not None for v in (self.add, self.multiply, self.set)) != 1:
            raise ValueError("expected one of add, multiply and set")
        return self


class Programme(Spec):
    """Expand or convert a line, build a plant, harden a site, add bays or slots, fix a budget by contract, change a policy.

    It is decided at a date, or when all its signs hold. Signs are looked at each month; they see the last month-end that
    was recorded before.
    """

    title: str = ""
    """What it is called in tables and figures."""
    kind: Literal[
        "expansion", "conversion", "plant", "protection", "repair", "training", "contract", "policy", "other"
    ] = "other"
    """Under which kind its cost is summed."""
    date: When | None = None
    """When it is decided; with signs: from when they are watched."""
    signs: list[Condition] = Field(default_factory=list)
    """What must hold for it to be decided."""
    until: When | None = None
    """After this it is not decided any more."""
    check_offset_days: NotNegative = Number(central=0.0)
    """Days from the beginning of the month at which signs (and money) are looked at."""
    cost_eur: NotNegative = Number(central=0.0)
    """What it costs, EUR, booked when it is decided."""
    paid_by_donor: DonorName | None = None
    """The donor whose account pays; it waits until there is enough."""
    paid_by_procurement: ProcurementName | None = None
    """Or the procurement whose account pays."""
    lead_days: Days | None = None
    """Days from decision to effect; left out, it takes effect at once."""
    yield_: ShareLaw | None = Field(None, alias="yield")
    """Share of the effect that comes true; left out, all of it."""
    times: NaturalCount = Count(central=1)
    """How often it may be decided; 0: not at all (a lever)."""
    effects: list[Effect] = Field(default_factory=list)
    """What it changes."""

    @model_validator(mode="after")
    def _complete(self) -> Programme:
        if self.date is None and not self.signs:
            raise ValueError("expected a date or signs, got neither")
        if self.paid_by_donor is not None and self.paid_by_procurement is not None:
            raise ValueError("expected paid_by_donor or paid_by_procurement, got both")
        return self
