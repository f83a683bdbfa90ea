"""A pledge: a promise of units by a date."""

from __future__ import annotations

from pydantic import Field, model_validator

from materiel.scenario.donor import DonorName
from materiel.scenario.need import NeedName
from materiel.scenario.spec import Spec, When
from materiel.scenario.values import PositiveCount


class Pledge(Spec):
    """Units for a need that donors promise together. It is tracked, not enforced; gifts and orders count when they arrive."""

    title: str = ""
    """What it is called in tables and figures."""
    donors: list[DonorName] = Field(min_length=1)
    """Who promises."""
    need: NeedName
    """For which need."""
    units: PositiveCount
    """How many units."""
    from_: When = Field(0.0, alias="from")
    """From when deliveries count."""
    due: When
    """When it is due."""

    @model_validator(mode="after")
    def _in_order(self) -> Pledge:
        if isinstance(self.from_, type(self.due)) and not self.from_ < self.due:  # type: ignore[operator]
            raise ValueError(f"expected from before due, got {self.from_} and {self.due}")
        return self
