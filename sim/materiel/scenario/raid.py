"""A raid process: attacks of one kind, what is sent in them, and at what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from materiel.scenario.law import CutShareLaw, Days, UnitsLaw
from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import Name, Refers, Spec, When
from materiel.scenario.values import NaturalCount, NotNegative, Number, Share

ArsenalName = Annotated[str, Refers("arsenals")]


class Sent(Spec):
    """What a raid takes from one arsenal: min(size x intensity, stock - floor)."""

    arsenal: ArsenalName
    """The class."""
    units: UnitsLaw | None = None
    """Units sent; parts of a unit are carried to the next raid."""
    share: CutShareLaw | None = None
    """Or share of what is available (stock less floor); a draw above `most_share` is cut off there."""
    most_share: Share = Number(central=1.0)
    """Largest share of what is available that a raid takes."""
    intensity: FactorProfile | None = None
    """Factor on the size, over time."""

    @model_validator(mode="after")
    def _one_size(self) -> Sent:
        if self.units is not None and self.share is not None:
            raise ValueError("expected units or share, got both")
        return self


class DatedRaid(Spec):
    """A raid at a date."""

    on: When
    """When it comes."""
    units: dict[ArsenalName, NaturalCount] = Field(default_factory=dict)
    """Units by arsenal; one that is left out is sent by its size."""


class Raid(Spec):
    """Attacks of one kind: by a law of gaps (exponential: Poisson) on a clock that runs as fast as `rate` says, or at dates."""

    title: str = ""
    """What it is called in tables and figures."""
    gap_days: Days | None = None
    """Days between raids at a rate of 1."""
    rate: FactorProfile | None = None
    """Factor on the rate, over time; two of them may be multiplied (`times`) if at most the first is not stepwise."""
    first_day: NotNegative | None = None
    """Days from the start to the first raid; left out, a first gap is drawn."""
    dates: list[DatedRaid] = Field(default_factory=list)
    """Or raids at given dates, in their order."""
    sends: list[Sent] = Field(min_length=1)
    """What is sent, class by class; air defence meets the classes in this order."""
    targets: dict[Name, FactorProfile] = Field(default_factory=dict)
    """Weight of each target category, over time: one is drawn for each raid. Left out, hits strike nothing."""

    @model_validator(mode="after")
    def _complete(self) -> Raid:
        if (self.gap_days is None) == (not self.dates):
            raise ValueError("expected gap_days or dates, got " + ("neither" if self.gap_days is None else "both"))
        names = [sent.arsenal for sent in self.sends]
        if len(set(names)) != len(names):
            raise ValueError(f"expected each arsenal once in sends, got {', '.join(names)}")
        for sent in self.sends:
            dated = bool(self.dates) and all(sent.arsenal in raid.units for raid in self.dates)
            if sent.units is None and sent.share is None and not dated:
                raise ValueError(f"expected units or share for {sent.arsenal} in sends, got neither")
        for raid in self.dates:
            for name in raid.units:
                if name not in names:
                    raise ValueError(f"expected arsenals that stand in sends, got {name} on {raid.on}")
        for before, after in zip(self.dates, self.dates[1:], strict=False):
            if isinstance(before.on, float) != isinstance(after.on, float) or not before.on <= after.on:  # type: ignore[operator]
                raise ValueError(f"expected dates in ascending order, got {after.on} after {before.on}")
        return self
