"""A layer of air defence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from materiel.scenario.fleet import FleetName
from materiel.scenario.profile import ShareProfile
from materiel.scenario.raid import ArsenalName
from materiel.scenario.spec import Name, Spec, StockName
from materiel.scenario.values import Count, NaturalCount, NotNegative, Number, PositiveCount, Share


def _not_too_far(number: Number) -> Number:
    if (most := max(number.stated())) > MOST_SPREAD:
        raise ValueError(f"expected <= {MOST_SPREAD:g}, got {most:g}")
    return number


MOST_SPREAD = 0.95
"""Spread beyond which a beta law is as good as a toss between 0 and 1, and its tables are not exact."""
Spread = Annotated[Share, AfterValidator(_not_too_far)]


class Against(Spec):
    """What a layer does against one class."""

    kill_probability: ShareProfile
    """Probability that a shot (or, without interceptors, an engagement) kills; of jamming: that the threat is lost."""
    spread: Spread = Number(central=0.0)
    """rho of the beta law of that probability between raids, 1 / (a + b + 1), up to 0.95; below 0.0001: none."""
    reach: ShareProfile | None = None
    """Share of such threats that the layer tries to engage, over time; left out: all."""
    shots: PositiveCount | None = None
    """Shots instead of the layer's."""


class Layer(Spec):
    """One layer: what it may engage in a raid, what it fires, how, and with what effect. What survives goes on to the next."""

    title: str = ""
    """What it is called in tables and figures."""
    order: int
    """Its place: lower numbers engage first, then by name."""
    standard: Literal["soviet", "nato", "other"] = "other"
    """The standard that its kills are counted under."""
    covers: list[Name] | None = None
    """Target categories that it covers; left out: all, and raids without a category."""
    interceptors: StockName | None = None
    """The stock of interceptors; left out, it fires none that are counted (guns, jamming)."""
    priority: NaturalCount = Count(central=0)
    """Its priority as a customer of that stock."""
    jams: bool = False
    """What it takes counts as lost, not as intercepted."""
    fleet: FleetName | None = None
    """The fleet of its batteries: those in the line count."""
    batteries: NotNegative | None = None
    """Or how many batteries it has."""
    full_coverage_batteries: NotNegative = Number(central=0.0)
    """Batteries that cover everything: a threat is engaged with probability min(1, batteries / this); 0: always."""
    channels_per_battery: NotNegative | None = None
    """Threats that a battery engages in a raid; left out: no limit."""
    doctrine: Literal["single", "shots", "shoot_look_shoot", "uncoordinated"] = "single"
    """single: one engagement, no interceptors; shots: so many at each threat; shoot_look_shoot: one, and another if it missed,
    up to so many; uncoordinated: so many in all, each at a threat picked blindly."""
    shots: PositiveCount | None = None
    """Shots at a threat, most looks, or shots in all, by the doctrine; left out: 1 (shots), no limit (others)."""
    kill_factor: NotNegative = Number(central=1.0)
    """Factor on its kill probabilities (training, programmes)."""
    against: dict[ArsenalName, Against] = Field(min_length=1)
    """What it does, by class; other classes pass."""

    @model_validator(mode="after")
    def _complete(self) -> Layer:
        if self.doctrine == "single" and self.interceptors is not None:
            raise ValueError("expected a doctrine with shots for a layer with interceptors, got single")
        if self.doctrine == "uncoordinated" and self.interceptors is None and self.shots is None:
            raise ValueError("expected shots or interceptors for doctrine uncoordinated, got neither")
        if self.fleet is not None and self.batteries is not None:
            raise ValueError("expected fleet or batteries, got both")
        limited = self.channels_per_battery is not None or max(self.full_coverage_batteries.stated()) > 0.0
        if limited and self.fleet is None and self.batteries is None:
            raise ValueError(
                "expected fleet or batteries with channels_per_battery or full_coverage_batteries, got none"
            )
        return self
